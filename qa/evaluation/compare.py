"""Two systems on the same questions: who is better, and could it be chance.

Paired randomisation (Fisher 1935; for retrieval: Smucker, Allan and Carterette 2007): under the
null hypothesis the two values of a question may change places, so signs of differences are flipped
at random and the observed mean difference is placed among those.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qa.evaluation.measures import MEANS

ROUNDS = 10_000
SIGNIFICANT = 0.05
_CHUNK = 4_000_000  # signs held at once
_LESS_IS_BETTER = frozenset({"speaker_wrong"})


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure of this system and another, on ``n`` questions that both have.

    ``p`` is two-sided; ``better`` is "this" or "other" where it is below 0.05, else None.
    """

    this: float
    other: float
    p: float
    wins: int
    ties: int
    losses: int
    n: int
    better: str | None


def randomised(differences: Sequence[float], seed: int) -> float:
    """Return the two-sided p-value of a mean difference; 1 where all differences are 0."""
    values = np.array(differences, np.float64)
    random = np.random.default_rng(seed)
    observed = abs(values.sum())
    slack = 1e-9 * max(1.0, float(np.abs(values).sum()))  # equal sums differ by their roundings
    rows = max(1, _CHUNK // max(1, len(values)))
    extreme = 0
    for at in range(0, ROUNDS, rows):
        shape = (min(rows, ROUNDS - at), len(values))
        signs = random.integers(0, 2, shape, np.int8) * 2.0 - 1
        extreme += int((np.abs(signs @ values) >= observed - slack).sum())
    return (extreme + 1) / (ROUNDS + 1)


def compare(
    this: Mapping[str, Mapping[str, float]],
    other: Mapping[str, Mapping[str, float]],
    seed: int,
) -> dict[str, Comparison]:
    """Compare the per-question measures of two runs, by question id, then by measure."""
    found: dict[str, Comparison] = {}
    shared = [question for question in this if question in other]
    for name in MEANS:
        pairs = [
            (this[q][name], other[q][name]) for q in shared if name in this[q] and name in other[q]
        ]
        if pairs:
            found[name] = _comparison(name, pairs, seed)
    return found


def _comparison(name: str, pairs: Sequence[tuple[float, float]], seed: int) -> Comparison:
    sign = -1 if name in _LESS_IS_BETTER else 1
    differences = [a - b for a, b in pairs]
    p = randomised(differences, seed + zlib.crc32(name.encode()))
    wins = sum(sign * d > 0 for d in differences)
    losses = sum(sign * d < 0 for d in differences)
    better = None
    if p < SIGNIFICANT:
        better = "this" if sign * sum(differences) > 0 else "other"
    return Comparison(
        round(sum(a for a, _ in pairs) / len(pairs), 6),
        round(sum(b for _, b in pairs) / len(pairs), 6),
        round(p, 4),
        wins,
        len(pairs) - wins - losses,
        losses,
        len(pairs),
        better,
    )
