"""Fit the ranker: ``python -m qa.evaluation.training TQUAD_TRAIN.json.gz CORPUS_DIR``.

Two fits, both convex; all chance comes from the seed:

* the *weights* maximise the softmax likelihood of the passage that holds the answer among the
  candidates of its question (ListNet's top-one loss, Cao et al. 2007), over all paragraphs of the
  file in one pool, and over small libraries of one title each;
* the *confidence* model is a logistic regression: does the first passage of a small library answer?

Only questions of the last titles of the file are asked, the ones that the built-in encoder was not
trained on: it is too sure of what it has seen. They are asked as they stand, without Turkish
letters, mistyped, with synonyms, and in English words (`qa.evaluation.rewording`).

The threshold is the largest that answers `COVERAGE` of the answerable questions, each scored by a
model that was fitted on the other half of the titles. Writes ``qa/ranking.json``.
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
from qa.evaluation.asking import Asker, Example, Small, pooled, small
from qa.evaluation.rewording import Rewording
from qa.evaluation.squad import read_squad
from qa.features import NAMES

COVERAGE = 0.97
_PENALTY = 3e-4


def main() -> None:
    """Read the arguments, fit, write."""
    parser = argparse.ArgumentParser(description="Fit the ranker on questions in SQuAD's form.")
    parser.add_argument("squad", type=Path, help="questions and paragraphs (SQuAD JSON, .gz)")
    parser.add_argument("corpus", type=Path, help="folder with the word lists")
    parser.add_argument("--out", type=Path, default=Path(ranking.__file__).with_name(ranking.FILE))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    paragraphs = read_squad(options.squad)
    titles = list(dict.fromkeys(p.title for p in paragraphs))
    fresh = frozenset(titles[round(len(titles) * (1 - TUNING_SHARE)) :])
    asker = Asker(Rewording(options.corpus), Random(options.seed))
    found = small(paragraphs, fresh, asker)
    examples = pooled(paragraphs, fresh, asker)
    examples += [s.example for s in found if s.example.answers.any()]
    weights = fit_weights(examples)
    sure = fit_logistic(found, weights)
    chances = crossed(found, weights)
    answerable = np.array([f.answerable for f in found])
    threshold = float(np.quantile(chances[answerable], 1 - COVERAGE))
    names = (*NAMES, *ranking.ABOUT_ALL)
    facts = {
        "made_by": "python -m qa.evaluation.training",
        "trained_on": hashlib.sha256(options.squad.read_bytes()).hexdigest()[:16],
        "encoder": load_encoder().fingerprint,
        "seed": options.seed,
        "weights": _named(NAMES, weights),
        "confidence": {
            "turkish": _named(names, sure[: len(names)]),
            "foreign": _named(names, sure[len(names) :]),
        },
        "threshold": round(threshold, 4),
        "crossed": {
            "questions": len(found),
            "answered": round(float((chances[answerable] >= threshold).mean()), 4),
            "refused": round(float((chances[~answerable] < threshold).mean()), 4),
            "auroc": round(auroc(chances[answerable], chances[~answerable]), 4),
        },
    }
    options.out.write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
    print(json.dumps(facts, indent=2))


def crossed(found: Sequence[Small], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the confidence of each, by a model fitted on the other half of the titles."""
    titles = list(dict.fromkeys(f.title for f in found))
    half = np.array([titles.index(f.title) % 2 for f in found])
    rows = np.array([f.first(weights)[0] for f in found])
    chances = np.zeros(len(found))
    for side in (0, 1):
        sure = fit_logistic([f for f, h in zip(found, half, strict=True) if h != side], weights)
        chances[half == side] = 1 / (1 + np.exp(-rows[half == side] @ sure))
    return chances


def fit_weights(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Return the weights that make the answering passages likely; shape (features,)."""
    penalty = _PENALTY * len(examples)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = penalty * float(w @ w), 2 * penalty * w
        for e in examples:
            scores = e.table.rows @ w
            chances = np.exp(scores - scores.max()) * ~e.neutral
            chances /= chances.sum()
            right = chances * e.answers
            share = max(right.sum(), 1e-12)
            total -= np.log(share)
            gradient -= (right / share - chances) @ e.table.rows
        return total, gradient

    fitted: NDArray[np.float64] = minimize(
        loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B"
    ).x
    return fitted


def fit_logistic(found: Sequence[Small], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of a logistic regression of being right; shape (columns,)."""
    firsts = [f.first(weights) for f in found]
    rows = np.array([row for row, _ in firsts])
    labels = np.array([right for _, right in firsts])
    penalty = _PENALTY * len(rows)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = rows @ w
        wrong = 1 / (1 + np.exp(-logits)) - labels
        total = float(np.logaddexp(0, logits).sum() - logits[labels].sum() + penalty * w @ w)
        return total, wrong @ rows + 2 * penalty * w

    start = np.zeros(rows.shape[1])
    fitted: NDArray[np.float64] = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return fitted


def auroc(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """Return the chance that a positive scores above a negative (Mann and Whitney 1947)."""
    above = (positive[:, None] > negative).mean() + (positive[:, None] == negative).mean() / 2
    return float(above)


def _named(names: Sequence[str], values: NDArray[np.float64]) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


if __name__ == "__main__":
    main()
