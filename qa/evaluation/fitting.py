"""The fits behind the ranker, all of them convex: orders, chances, and how sure chances are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from qa.evaluation.asking import Example, Small
from qa.features import FOR_CONFIDENCE, NAMES

_PENALTY = 3e-4
_FOLDS = 8
"""Parts of the titles: a model of half of them is less sure than one of all has reason to be."""

Floats = NDArray[np.float64]


def fit_weights(examples: Sequence[Example], counted: Floats) -> Floats:
    """Return the weights that make the answering passages likely; shape (features,).

    The passage that holds the answer is to be the first, and as much its paragraph, by whichever
    passage. ``counted`` tells how much each example counts. Those of `FOR_CONFIDENCE` stay zero.
    """
    ordering = np.array([name not in FOR_CONFIDENCE for name in NAMES])
    rows = np.concatenate([e.table.rows for e in examples]).astype(np.float64) * ordering
    lengths = [len(e.table.rows) for e in examples]
    starts, which = np.cumsum([0, *lengths[:-1]]), np.repeat(np.arange(len(examples)), lengths)
    answers = np.concatenate([e.answers for e in examples])
    neutral = np.concatenate([e.neutral for e in examples])
    penalty = _PENALTY * counted.sum()

    def loss(w: Floats) -> tuple[float, Floats]:
        scores = rows @ w
        likely = np.exp(scores - np.maximum.reduceat(scores, starts)[which])
        total, gradient = float(penalty * (w @ w)), 2 * penalty * w
        for right, looked_at in ((answers, ~neutral), (answers | neutral, True)):
            chances = likely * looked_at
            chances /= np.add.reduceat(chances, starts)[which]
            won = chances * right
            share = np.maximum(np.add.reduceat(won, starts), 1e-12)
            total -= float(counted @ np.log(share)) / 2
            gradient += ((chances - won / share[which]) * counted[which]) @ rows / 2
        return total, gradient

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


def crossed(found: Sequence[Small], weights: Floats, counted: Floats) -> Floats:
    """Return a logit for each, by a model fitted without the titles of its fold."""
    titles = {title: i for i, title in enumerate(dict.fromkeys(f.title for f in found))}
    fold = np.array([titles[f.title] % _FOLDS for f in found])
    rows = np.array([f.first(weights)[0] for f in found])
    logits = np.zeros(len(found))
    for one in range(_FOLDS):
        others = [f for f, of in zip(found, fold, strict=True) if of != one]
        sure = fit_logistic(others, weights, counted[fold != one])
        logits[fold == one] = rows[fold == one] @ sure
    return logits


def scaled(logits: Floats, right: NDArray[np.bool_], counted: Floats) -> tuple[float, float]:
    """Return slope and offset that make ``logits`` tell how often they are right (Platt 1999)."""

    def loss(line: Floats) -> float:
        z = line[0] * logits + line[1]
        return float(counted @ (np.logaddexp(0, z) - z * right))

    slope, offset = minimize(loss, np.array([1.0, 0.0])).x
    return float(slope), float(offset)
