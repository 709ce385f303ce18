"""Fit the ranker: ``python -m qa.evaluation.training TQUAD_TRAIN.json.gz CORPUS_DIR``.

Two fits, both convex; all chance comes from the seed:

* the *weights* maximise the softmax likelihood of the passage that holds the answer, and of its
  paragraph, among the candidates of its question (ListNet's top-one loss, Cao et al. 2007);
* the *confidence* model is a logistic regression: does the first passage of a small library answer?
  Scaled (Platt 1999) to how often people ask what (`USAGE`), by what models say of titles that they
  were fitted without.

Two kinds of text are asked, and count the same. One are the last titles of the question file, which
the built-in encoder was not trained on (it is too sure of what it has seen), without what stands in
the ``--evaluation`` files: all paragraphs in one pool, and small libraries of one title each, with
the questions as they stand, without Turkish letters, mistyped, with synonyms, and in English words
(`qa.evaluation.rewording`). The other is news that was written for it, with questions of its own
(``--news``, folders of the form that `qa evaluate` takes). Both are asked what they don't answer
too: what others answer, what a paragraph that was taken out answers, and things about people whom
they only name (`qa.evaluation.swapping`); the news also what people ask any machine (`EVERYDAY`).

The threshold is the largest that answers `COVERAGE` of the answerable questions whose first passage
is right, scored the same way, both kinds counting the same. Writes ``qa/ranking.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from index.encoder import load_encoder
from index.training.sources import TUNING_SHARE
from qa import ranking
from qa.evaluation.abstention import auroc
from qa.evaluation.asking import Asker, news, pooled, small
from qa.evaluation.files import rows, string
from qa.evaluation.fitting import Floats, crossed, fit_logistic, fit_weights, scaled
from qa.evaluation.news_dataset import QUESTIONS, news_dataset
from qa.evaluation.rewording import Rewording
from qa.evaluation.squad import read_squad
from qa.evaluation.swapping import templates
from qa.features import NAMES

COVERAGE = 0.94
"""Where the speaker does not settle it: with the questions on what somebody said, a third of all
and answered nearly always, .96. The questions that are fitted on are harder than what people ask:
more of theirs are answered."""
SQUAD = "squad"
"""Type of the questions of the question file."""
EVERYDAY = "everyday.jsonl"
"""File of a folder of news, with questions that none of its articles answers."""
COUNTED = {
    SQUAD: 0.5,
    "fact": 0.2,
    "paraphrase": 0.08,
    "ascii": 0.05,
    "typo": 0.05,
    "english": 0.07,
    "russian": 0.02,
    "speech": 0.02,
    "none": 0.3,
    "everyday": 0.3,
    "others": 0.2,
    "none-hard": 0.12,
    "swapped": 0.6,
}
"""How much each type of question counts in the fit of the confidence: what is not answered more
than what is, so that it is told apart. The paraphrases share no word with their answers, which
people's seldom do: they count half of what their number tells, here and in `USAGE`."""
USAGE = {
    "fact": 0.37,
    "paraphrase": 0.08,
    "ascii": 0.08,
    "typo": 0.08,
    "english": 0.08,
    "russian": 0.01,
    "speech": 0.09,
    "none": 0.06,
    "everyday": 0.06,
    "none-hard": 0.05,
    "swapped": 0.04,
}
"""How often people ask what, where the speaker doesn't settle it: one in five in vain."""
_BOTH = 2 * (*NAMES, *ranking.ABOUT_ALL)  # columns of the evidence: Turkish and foreign questions


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
    rewording = Rewording(options.corpus)
    asker = Asker(rewording, Random(options.seed))
    reader = Asker(rewording, Random(options.seed))  # however much it asks, the other asks the same
    made = templates(paragraphs)
    told = [
        row
        for folder in options.news
        for row in news(news_dataset(folder), _everyday(folder), reader, made)
    ]
    found = small(paragraphs, fresh, asker, made)
    examples = pooled(paragraphs, fresh, asker)
    examples += [s.example for s in found if s.example.answers.any()]
    written = [s.example for s in told if s.example.answers.any()]
    shares = np.repeat([1.0, len(examples) / max(1, len(written))], [len(examples), len(written)])
    weights = fit_weights([*examples, *written], shares)
    # Where the speaker settles it, the confidence model isn't asked.
    found += [s for s in told if not s.settled]
    types = [f.type for f in found]
    counted = _spread(types, COUNTED)
    sure = fit_logistic(found, weights, counted)
    logits = crossed(found, weights, counted)
    right = np.array([f.first(weights)[1] for f in found])
    slope, offset = scaled(logits, right, _spread(types, USAGE if written else {SQUAD: 1.0}))
    sure *= slope
    sure[[i for i, name in enumerate(_BOTH) if name == "bias"]] += offset
    chances = 1 / (1 + np.exp(-(slope * logits + offset)))
    answerable = np.array([f.answerable for f in found])
    squad = np.array([kind == SQUAD for kind in types])
    threshold = _threshold(chances, _spread(types, USAGE | {SQUAD: 1.0}) * (answerable & right))
    names = (*NAMES, *ranking.ABOUT_ALL)
    facts = {
        "made_by": "python -m qa.evaluation.training",
        "trained_on": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            for path in (
                options.squad,
                *(folder / name for folder in options.news for name in (QUESTIONS, EVERYDAY)),
            )
            if path.exists()
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
            for kind, of in (("squad", squad), ("news", ~squad))
            if of.any()
        },
    }
    options.out.write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
    print(json.dumps(facts, indent=2))


def _everyday(folder: Path) -> list[str]:
    """Return the questions that none of the articles of a folder answers, where it has some."""
    path = folder / EVERYDAY
    return [string(path, line, row, "q") for line, row in rows(path)] if path.exists() else []


def _spread(types: Sequence[str], shares: Mapping[str, float]) -> Floats:
    """Return how much each question counts, so that the types count as ``shares`` tell."""
    of = Counter(types)
    counted: Floats = np.array([shares.get(kind, 0.0) / of[kind] for kind in types])
    counted *= len(types) / counted.sum()
    return counted


def _threshold(chances: Floats, counted: Floats) -> float:
    """Return the largest threshold that `COVERAGE` of ``chances`` reach, each as ``counted``."""
    order = np.argsort(chances)
    below = np.cumsum(counted[order]) / counted.sum()
    return float(chances[order][np.searchsorted(below, 1 - COVERAGE)])


def _crossed(
    chances: Floats, answerable: NDArray[np.bool_], threshold: float, of: NDArray[np.bool_]
) -> dict[str, float]:
    chances, answerable = chances[of], answerable[of]
    return {
        "questions": int(of.sum()),
        "answered": round(float((chances[answerable] >= threshold).mean()), 4),
        "refused": round(float((chances[~answerable] < threshold).mean()), 4),
        "auroc": round(auroc(chances, answerable), 4),
    }


def _named(names: Sequence[str], values: Floats) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


if __name__ == "__main__":
    main()
