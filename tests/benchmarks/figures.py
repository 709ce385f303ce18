"""The arithmetic of the table: ratios and differences to our figures, and who is ahead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan

from tests.benchmarks.measuring import Measured
from tests.benchmarks.work import TYPINGS

MORE = {"build"}
"""Figures of which more is better; of all other costs less is."""
COSTS = ("build", "cold", "p50", "p95", "add", "memory", "build_memory", "disk")


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure of a system beside ours.

    ``beside`` is how many times as much it costs as ours (above 1: ours is better), or for quality
    how much higher it is than ours on the questions that both were asked (below 0: ours is better).
    """

    value: float
    beside: float
    ahead: bool
    """Whether it is better than ours."""


def cost(name: str, theirs: Measured, ours: Measured) -> Compared | None:
    """Compare a cost; None where it was not reached. Without ours, the ratio is not a number."""
    value = theirs.figures.get(name)
    if value is None:
        return None
    own = ours.figures.get(name, nan)
    ratio = own / value if name in MORE else value / own
    return Compared(value, ratio, ratio < 1)


def quality(typing: str, theirs: Measured, ours: Measured) -> Compared | None:
    """Compare nDCG@10 on the questions that both were asked; None where there are none."""
    found, own = theirs.found.get(typing, []), ours.found.get(typing, [])
    if not found:
        return None
    both = min(len(found), len(own))
    difference = mean(found[:both]) - mean(own[:both]) if both else nan
    return Compared(mean(found), difference, difference > 0)


def mean(values: Sequence[float]) -> float:
    """Return the mean of some values."""
    return sum(values) / len(values)


def ahead(name: str, measured: Mapping[str, Measured], ours: Measured) -> list[str]:
    """Return the names of the systems that are better than ours in one figure, best first."""
    compare = quality if name in TYPINGS else cost
    sign = -1 if name in TYPINGS else 1
    found = {
        system: compared.beside * sign
        for system, theirs in measured.items()
        if (compared := compare(name, theirs, ours)) is not None and compared.ahead
    }
    return sorted(found, key=lambda system: found[system])
