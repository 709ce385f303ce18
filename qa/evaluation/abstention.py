"""How well the stated confidence tells answers that are right from those that are not.

A question is *right* where it has an answer and the first passage shown holds it, whatever the
threshold. All functions take confidences in [0, 1]; equal ones are ordered against us.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BINS = 10


def auroc(confidence: NDArray[np.float64], answerable: NDArray[np.bool_]) -> float:
    """Return the chance that an answerable question is more confident than another; a tie is half.

    Mann and Whitney 1947. NaN where there is only one of the two kinds.
    """
    high, low = confidence[answerable], np.sort(confidence[~answerable])
    if not len(high) or not len(low):
        return float("nan")
    below = np.searchsorted(low, high, "left")
    upto = np.searchsorted(low, high, "right")
    return float((below + upto).sum() / 2 / (len(high) * len(low)))


def risks(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the share of wrong answers among the 1, 2, … n most confident; shape (questions,).

    The risk–coverage curve of El-Yaniv and Wiener 2010.
    """
    order = np.lexsort((right, -confidence))
    found: NDArray[np.float64] = np.cumsum(~right[order]) / np.arange(1, len(right) + 1)
    return found


def aurc(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the mean risk over all coverages (Geifman and El-Yaniv 2017); less is better."""
    return float(risks(confidence, right).mean()) if len(right) else float("nan")


def ece(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    if not len(right):
        return float("nan")
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(confidence[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
        for b in np.unique(bins)
    ]
    return float(sum(gaps))
