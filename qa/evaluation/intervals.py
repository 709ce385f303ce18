"""Figures with their intervals: percentile bootstrap over questions (Efron and Tibshirani 1993)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1000
_COSTLY = 200  # resamples of a measure that is no mean
_CHUNK = 2_000_000  # drawn indices held at once
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with its 95 % interval, and the number of questions it is of."""

    value: float
    low: float
    high: float
    n: int


def mean(values: Sequence[float], seed: int) -> Figure:
    """Return the mean of per-question values; the same ``seed`` draws the same."""
    data = np.array(values, np.float64)
    random = np.random.default_rng(seed)
    rows = max(1, _CHUNK // len(data))
    means = [
        data[random.integers(0, len(data), (min(rows, RESAMPLES - at), len(data)))].mean(1)
        for at in range(0, RESAMPLES, rows)
    ]
    return _figure(float(data.mean()), np.concatenate(means), len(data))


def resampled(measure: Callable[[NDArray[np.int64]], float], size: int, seed: int) -> Figure | None:
    """Return a measure of a set, given as indices to it; None where it is not defined."""
    value = measure(np.arange(size))
    if np.isnan(value):
        return None
    random = np.random.default_rng(seed)
    drawn = np.array([measure(random.integers(0, size, size)) for _ in range(_COSTLY)])
    return _figure(value, drawn[~np.isnan(drawn)], size)


def _figure(value: float, drawn: NDArray[np.float64], size: int) -> Figure:
    low, high = np.quantile(drawn, (0.025, 0.975)) if len(drawn) else (value, value)
    value, low, high = (round(float(v), _DIGITS) for v in (value, low, high))
    return Figure(value, low, high, size)
