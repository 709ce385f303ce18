"""From the outcomes of a run to its figures, by name: of all questions and by type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qa.evaluation.abstention import aurc, auroc, ece
from qa.evaluation.intervals import Figure, mean, resampled
from qa.evaluation.measures import MEANS, per_question
from qa.evaluation.outcomes import Outcome
from qa.evaluation.spoken import KINDS, Spoken

Figures = dict[str, Figure]


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a run; ``questions`` are the measures of each question, in order."""

    measures: Figures
    by_type: dict[str, Figures]
    questions: tuple[dict[str, float], ...]


def summarise(outcomes: Sequence[Outcome], spoken: Sequence[Spoken], seed: int) -> Summary:
    """Return the figures that apply to a run."""
    values = per_question(outcomes)
    measures = _means(values, seed) | _confidence(outcomes, seed) | _statements(spoken, seed)
    types = sorted({o.item.type for o in outcomes})
    by_type = {
        kind: _means(
            [v for v, o in zip(values, outcomes, strict=True) if o.item.type == kind], seed
        )
        for kind in types
    }
    return Summary(measures, by_type, tuple(values))


def right(outcome: Outcome) -> bool:
    """Tell whether the first passage shown holds the answer, given or not."""
    return outcome.item.answerable and any(outcome.right[:1])


def _means(values: Sequence[dict[str, float]], seed: int) -> Figures:
    found: Figures = {}
    for name in MEANS:
        column = [v[name] for v in values if name in v]
        if column:
            found[name] = mean(column, seed)
    return found


def _confidence(outcomes: Sequence[Outcome], seed: int) -> Figures:
    confidence = np.array([o.confidence for o in outcomes])
    answerable = np.array([o.item.answerable for o in outcomes], bool)
    hits = np.array([right(o) for o in outcomes], bool)
    figures = {
        "auroc": resampled(lambda i: auroc(confidence[i], answerable[i]), len(outcomes), seed),
        "aurc": resampled(lambda i: aurc(confidence[i], hits[i]), len(outcomes), seed),
        "ece": resampled(lambda i: ece(confidence[i], hits[i]), len(outcomes), seed),
    }
    return {name: figure for name, figure in figures.items() if figure is not None}


def _statements(spoken: Sequence[Spoken], seed: int) -> Figures:
    """Precision, recall and F1 by kind, pooled over articles, which are what is resampled."""
    if not spoken:
        return {}
    figures: dict[str, Figure | None] = {}

    def share(part: NDArray[np.int64], whole: NDArray[np.int64], name: str) -> None:
        def measure(i: NDArray[np.int64]) -> float:
            total = whole[i].sum()
            return float(part[i].sum() / total) if total else float("nan")

        figures[name] = resampled(measure, len(spoken), seed)

    for kind in KINDS:
        marked = np.array([s.marked[kind] for s in spoken])
        found = np.array([s.found[kind] for s in spoken])
        agreed = np.array([s.right[kind] for s in spoken])
        share(agreed, found, f"statements_{kind}_precision")
        share(agreed, marked, f"statements_{kind}_recall")
        share(2 * agreed, marked + found, f"statements_{kind}_f1")
    placed = np.array([s.placed for s in spoken])
    share(np.array([s.named for s in spoken]), placed, "statements_speaker")
    return {name: figure for name, figure in figures.items() if figure is not None}
