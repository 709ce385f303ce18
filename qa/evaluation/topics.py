"""Fit `qa.topic`: ``python -m qa.evaluation.topics TQUAD_TRAIN.json.gz``.

Each title is an article, some of its paragraphs, drawn by chance, are one speaker's; the topic are
up to five neighbouring content words of a question. It is on what the speaker said if its paragraph
is theirs, or another of theirs holds all of its words. One topic in five comes from another title:
nobody speaks of it. Only the last titles are taken, which the built-in encoder was not trained on.
Who asks on what somebody said has reason to: chances are shifted to `USUAL` (Saerens et al. 2002).
The titles are parted in two, so that what is printed is measured on what was not fitted. Writes
``qa/topic.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.encoder import Encoder, load_encoder
from index.training.sources import TUNING_SHARE
from index.turkish import content, tokens
from qa import topic
from qa.evaluation.abstention import auroc
from qa.evaluation.squad import SquadParagraph, read_squad
from qa.phrases import ENGLISH, HELPING, SORTS, WHAT, WHICH, WHO
from qa.topic import NAMES, Place, evidence

USUAL = 0.8
"""Share of questions on what a speaker said on something where they did say something on it."""
_LONGEST = 5
_FOREIGN = 0.2
_FEWEST = 3
"""So many paragraphs a title must have to be told apart."""
_HELD = 0.85
"""From this share on a paragraph holds a topic, whichever one the question came from."""
_PENALTY = 1e-3
_ASKING = WHAT | WHICH | WHO | SORTS | HELPING | ENGLISH

Floats = NDArray[np.float64]


def main() -> None:
    """Read the arguments, fit, write."""
    parser = argparse.ArgumentParser(description="Fit the test of a topic.")
    parser.add_argument("squad", type=Path, help="questions and paragraphs (SQuAD JSON, .gz)")
    parser.add_argument("--out", type=Path, default=Path(topic.__file__).with_name(topic.FILE))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    encoder = load_encoder()
    random = Random(options.seed)
    paragraphs = read_squad(options.squad)
    titles = list(dict.fromkeys(p.title for p in paragraphs))
    fresh = set(titles[round(len(titles) * (1 - TUNING_SHARE)) :])
    found = list(_examples([p for p in paragraphs if p.title in fresh], encoder, random))
    rows = np.array([row for _, row, _ in found])
    labels = np.array([label for _, _, label in found])
    half = np.array([title % 2 for title, _, _ in found])
    chances = np.zeros(len(rows))
    for side in (0, 1):
        weights = _usual(_fit(rows[half != side], labels[half != side]), labels)
        chances[half == side] = 1 / (1 + np.exp(-rows[half == side] @ weights))
    weights = _usual(_fit(rows, labels), labels)
    facts = {
        "made_by": "python -m qa.evaluation.topics",
        "trained_on": hashlib.sha256(options.squad.read_bytes()).hexdigest()[:16],
        "encoder": encoder.fingerprint,
        "seed": options.seed,
        "weights": dict(zip(NAMES, weights.round(4).tolist(), strict=True)),
        "crossed": {
            "topics": len(rows),
            "kept": round(float((chances[labels] >= 0.5).mean()), 4),
            "refused": round(float((chances[~labels] < 0.5).mean()), 4),
            "auroc": round(auroc(chances, labels), 4),
        },
    }
    options.out.write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
    print(json.dumps(facts, indent=2))


def _examples(
    paragraphs: list[SquadParagraph], encoder: Encoder, random: Random
) -> Iterator[tuple[int, Floats, bool]]:
    """Yield the number of the title, the evidence, and whether the topic is the speaker's."""
    titles: dict[str, list[SquadParagraph]] = {}
    for paragraph in paragraphs:
        titles.setdefault(paragraph.title, []).append(paragraph)
    asked = [q.text for p in paragraphs for q in p.questions]
    for number, group in enumerate(titles.values()):
        if len(group) < _FEWEST:
            continue
        words = [tuple(t.word for t in tokens(f"{p.text}\n{p.title}")) for p in group]
        vectors = encoder.passages([p.text for p in group])
        for gold, paragraph in enumerate(group):
            for question in paragraph.questions:
                foreign = random.random() < _FOREIGN
                text, drawn = _topic(random.choice(asked) if foreign else question.text, random)
                if not drawn:  # a question of nothing but question words
                    continue
                own = set(random.sample(range(len(group)), random.randint(1, len(group) - 1)))
                cosines = vectors @ encoder.queries([text])[0]
                places = [
                    Place(w, float(c), i in own)
                    for i, (w, c) in enumerate(zip(words, cosines, strict=True))
                ]
                row = evidence(drawn, places)
                held = row[NAMES.index("paragraph")] >= _HELD
                yield number, row, bool(held or (gold in own and not foreign))


def _topic(question: str, random: Random) -> tuple[str, tuple[str, ...]]:
    """Return some neighbouring content words of a question, as typed and folded."""
    found = [t for t in content(tokens(question)) if t.word not in _ASKING]
    size = random.randint(1, _LONGEST)
    first = random.randint(0, max(0, len(found) - size))
    part = found[first : first + size]
    return " ".join(t.span.of(question) for t in part), tuple(dict.fromkeys(t.word for t in part))


def _fit(rows: Floats, labels: NDArray[np.bool_]) -> Floats:
    penalty = _PENALTY * len(rows)

    def loss(w: Floats) -> tuple[float, Floats]:
        logits = rows @ w
        wrong = 1 / (1 + np.exp(-logits)) - labels
        total = float(np.logaddexp(0, logits).sum() - logits[labels].sum() + penalty * w @ w)
        return total, wrong @ rows + 2 * penalty * w

    fitted: Floats = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x
    return fitted


def _usual(weights: Floats, labels: NDArray[np.bool_]) -> Floats:
    """Return weights whose chances are those where `USUAL` is the share of ``labels``."""
    share = float(labels.mean())
    shift = np.log(USUAL / (1 - USUAL)) - np.log(share / (1 - share))
    usual: Floats = weights + shift * (np.array(NAMES) == "bias")
    return usual


if __name__ == "__main__":
    main()
