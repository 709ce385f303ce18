"""Fit the ranker: ``python -m qa.evaluation.training TQUAD_TRAIN.json.gz CORPUS_DIR``.

Two fits, both convex; all chance comes from the seed:

* the *weights* maximise the softmax likelihood of the passage that holds the answer among the
  candidates of its question (ListNet's top-one loss, Cao et al. 2007);
* the *confidence* model is a logistic regression: does the first passage of a small library answer?

Two kinds of text are asked, and count the same. One are the last titles of the question file, which
the built-in encoder was not trained on (it is too sure of what it has seen), without what stands in
the ``--evaluation`` files: all paragraphs in one pool, and small libraries of one title each, with
the questions as they stand, without Turkish letters, mistyped, with synonyms, and in English words
(`qa.evaluation.rewording`). The other is news that was written for it, with questions of its own
(``--news``, folders of the form that `qa evaluate` takes).

The threshold is the largest that answers `COVERAGE` of the questions about news whose first passage
is right, each scored by a model that was fitted without its half of the articles; types of
questions count as `SHARES` tells. Writes ``qa/ranking.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.encoder import load_encoder
from index.training.sources import TUNING_SHARE
from qa import ranking
from qa.evaluation.asking import Asker, Example, Small, news, pooled, small
from qa.evaluation.news_dataset import QUESTIONS, news_dataset
from qa.evaluation.rewording import Rewording
from qa.evaluation.squad import read_squad
from qa.features import NAMES

COVERAGE = 0.97
SHARES = {
    "speech": 0.39,
    "fact": 0.26,
    "paraphrase": 0.13,
    "ascii": 0.07,
    "typo": 0.07,
    "english": 0.07,
    "russian": 0.01,
}
"""How often people ask in which way, as far as it matters for the threshold."""
_PENALTY = 3e-4


Floats = NDArray[np.float64]


def main() -> None:
    """Read the arguments, fit, write."""
    parser = argparse.ArgumentParser(description="Fit the ranker on questions in SQuAD's form.")
    parser.add_argument("squad", type=Path, help="questions and paragraphs (SQuAD JSON, .gz)")
    parser.add_argument("corpus", type=Path, help="folder with the word lists")
    parser.add_argument("--news", type=Path, action="append", default=[], help="news data sets")
    parser.add_argument(
        "--evaluation", type=Path, action="append", default=[], help="files never to fit on"
    )
    parser.add_argument("--out", type=Path, default=Path(ranking.__file__).with_name(ranking.FILE))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    reported = {p.text for file in options.evaluation for p in read_squad(file)}
    paragraphs = [p for p in read_squad(options.squad) if p.text not in reported]
    titles = list(dict.fromkeys(p.title for p in paragraphs))
    fresh = frozenset(titles[round(len(titles) * (1 - TUNING_SHARE)) :])
    asker = Asker(Rewording(options.corpus), Random(options.seed))
    told = [row for folder in options.news for row in news(news_dataset(folder))]
    found = small(paragraphs, fresh, asker)
    examples = pooled(paragraphs, fresh, asker)
    examples += [s.example for s in found if s.example.answers.any()]
    written = [s.example for s in told if s.example.answers.any()]
    shares = np.repeat([1.0, len(examples) / max(1, len(written))], [len(examples), len(written)])
    weights = fit_weights([*examples, *written], shares)
    # Where the speaker settles it, the confidence model isn't asked.
    settled = [s for s in told if s.settled]
    even = len(found) / max(1, len(told) - len(settled))
    found += [s for s in told if not s.settled]
    counted = np.array([1.0 if s.type == "squad" else even for s in found])
    sure = fit_logistic(found, weights, counted)
    chances = crossed(found, weights, counted)
    answerable = np.array([f.answerable for f in found])
    threshold = _threshold([*found, *settled], np.append(chances, np.ones(len(settled))), weights)
    names = (*NAMES, *ranking.ABOUT_ALL)
    facts = {
        "made_by": "python -m qa.evaluation.training",
        "trained_on": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            for path in (options.squad, *(folder / QUESTIONS for folder in options.news))
        },
        "encoder": load_encoder().fingerprint,
        "seed": options.seed,
        "weights": _named(NAMES, weights),
        "confidence": {
            "turkish": _named(names, sure[: len(names)]),
            "foreign": _named(names, sure[len(names) :]),
        },
        "threshold": round(threshold, 4),
        "crossed": {
            kind: _crossed(chances, answerable, threshold, of)
            for kind in ("squad", "news")
            if (of := np.array([(f.type == "squad") == (kind == "squad") for f in found])).any()
        },
    }
    options.out.write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
    print(json.dumps(facts, indent=2))


def _threshold(found: Sequence[Small], chances: Floats, weights: Floats) -> float:
    """Return the largest threshold that answers `COVERAGE` of what is answered rightly."""
    asked = [
        (chance, f.type, f.first(weights)[1])
        for chance, f in zip(chances, found, strict=True)
        if f.answerable
    ]
    types = [kind for _, kind, _ in asked]
    wanted = SHARES if set(types) & set(SHARES) else {"squad": 1.0}
    shares = np.array(
        [wanted.get(kind, 0.0) * right / types.count(kind) for _, kind, right in asked]
    )
    values = np.array([chance for chance, _, _ in asked])
    order = np.argsort(values)
    lost = np.cumsum(shares[order]) / shares.sum()
    return float(values[order][np.searchsorted(lost, 1 - COVERAGE)])


def _crossed(
    chances: Floats, answerable: NDArray[np.bool_], threshold: float, of: NDArray[np.bool_]
) -> dict[str, float]:
    yes, no = chances[of & answerable], chances[of & ~answerable]
    return {
        "questions": int(of.sum()),
        "answered": round(float((yes >= threshold).mean()), 4),
        "refused": round(float((no < threshold).mean()), 4),
        "auroc": round(auroc(yes, no), 4),
    }


def crossed(found: Sequence[Small], weights: Floats, counted: Floats) -> Floats:
    """Return the confidence of each, by a model fitted on the other half of the titles."""
    titles = {title: i for i, title in enumerate(dict.fromkeys(f.title for f in found))}
    half = np.array([titles[f.title] % 2 for f in found])
    rows = np.array([f.first(weights)[0] for f in found])
    chances = np.zeros(len(found))
    for side in (0, 1):
        other = [f for f, h in zip(found, half, strict=True) if h != side]
        sure = fit_logistic(other, weights, counted[half != side])
        chances[half == side] = 1 / (1 + np.exp(-rows[half == side] @ sure))
    return chances


def fit_weights(examples: Sequence[Example], counted: Floats) -> Floats:
    """Return the weights that make the answering passages likely; shape (features,).

    ``counted`` tells how much each example counts.
    """
    rows = np.concatenate([e.table.rows for e in examples]).astype(np.float64)
    lengths = [len(e.table.rows) for e in examples]
    starts, which = np.cumsum([0, *lengths[:-1]]), np.repeat(np.arange(len(examples)), lengths)
    answers = np.concatenate([e.answers for e in examples])
    neutral = np.concatenate([e.neutral for e in examples])
    penalty = _PENALTY * counted.sum()

    def loss(w: Floats) -> tuple[float, Floats]:
        scores = rows @ w
        chances = np.exp(scores - np.maximum.reduceat(scores, starts)[which]) * ~neutral
        chances /= np.add.reduceat(chances, starts)[which]
        right = chances * answers
        share = np.maximum(np.add.reduceat(right, starts), 1e-12)
        total = float(penalty * (w @ w) - counted @ np.log(share))
        gradient = ((chances - right / share[which]) * counted[which]) @ rows
        return total, gradient + 2 * penalty * w

    start = np.zeros(len(NAMES))
    fitted: Floats = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return fitted


def fit_logistic(found: Sequence[Small], weights: Floats, counted: Floats) -> Floats:
    """Return the weights of a logistic regression of being right; shape (columns,)."""
    firsts = [f.first(weights) for f in found]
    rows = np.array([row for row, _ in firsts])
    labels = np.array([right for _, right in firsts])
    penalty = _PENALTY * counted.sum()

    def loss(w: Floats) -> tuple[float, Floats]:
        logits = rows @ w
        wrong = (1 / (1 + np.exp(-logits)) - labels) * counted
        total = float(counted @ (np.logaddexp(0, logits) - logits * labels) + penalty * w @ w)
        return total, wrong @ rows + 2 * penalty * w

    start = np.zeros(rows.shape[1])
    fitted: Floats = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return fitted


def auroc(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """Return the chance that a positive scores above a negative (Mann and Whitney 1947)."""
    above = (positive[:, None] > negative).mean() + (positive[:, None] == negative).mean() / 2
    return float(above)


def _named(names: Sequence[str], values: Floats) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


if __name__ == "__main__":
    main()
