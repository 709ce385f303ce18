"""Per-question measures of a run; their means are the figures.

Ranking measures are ir-measures' (MacAvaney et al. 2022) on a run in which no two units tie, since
ties were broken against us before; the orders are `Outcome.order`, and for Success@k of gold
wordings the passages that are shown. What is missing is 0. All lie in [0, 1]; more is better except
for ``speaker_wrong``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from index.errors import ExtraMissing
from qa.evaluation.dataset import NONE_HARD
from qa.evaluation.outcomes import Outcome
from qa.evaluation.relevance import NOWHERE

EXTRA = "evaluation"
SUCCESS = ("Success@1", "Success@3")
RANKING = ("R@5", "R@10", "RR@10", "nDCG@10")
DEPTH = 10
DIGITS = 6
"""What a result file keeps of a value; two runs are compared in what is kept."""
MEANS = (
    *SUCCESS,
    *RANKING,
    "hit@1",
    "hit@3",
    "answered",
    "refused_none",
    "refused_none_hard",
    "speaker_first",
    "speaker_wrong",
    "spans_exact",
)
"""The measures that are means over questions, in the order of the table."""
CURVE = tuple(f"R@{k}" for k in range(1, DEPTH + 1))

Order = Sequence[str]
Gains = Mapping[str, int]


def needed(package: str) -> Any:  # noqa: ANN401 - a module
    """Import a package of the extra. Raises `ExtraMissing`."""
    try:
        return import_module(package)
    except ImportError as error:
        raise ExtraMissing(package=package.replace("_", "-"), extra=EXTRA) from error


def scored(
    names: Sequence[str], orders: Mapping[str, Order], gains: Mapping[str, Gains]
) -> dict[str, dict[str, float]]:
    """Return the ranking measures ``names`` of each question, by ir-measures.

    ``orders`` are the retrieved units of each question, best first; ``gains`` the relevant ones.
    """
    ir_measures = needed("ir_measures")
    found: dict[str, dict[str, float]] = {question: {} for question in orders}
    if not orders:
        return found
    qrels = {q: dict(gains[q]) or {NOWHERE: 1} for q in orders}
    run = {q: {u: float(-place) for place, u in enumerate(order)} for q, order in orders.items()}
    asked = {ir_measures.parse_measure(name): name for name in names}
    for metric in ir_measures.iter_calc(list(asked), qrels, run):
        found[metric.query_id][asked[metric.measure]] = round(float(metric.value), DIGITS)
    for values in found.values():
        values.update({name: 0.0 for name in names if name not in values})
    return found


def per_question(outcomes: Sequence[Outcome]) -> list[dict[str, float]]:
    """Return the measures that apply to each question, by name."""
    asked = [o for o in outcomes if o.item.answerable]
    orders = {o.item.id: o.order for o in asked}
    gains = {o.item.id: o.gains for o in asked}
    ranking = scored(RANKING, orders, gains)
    if any(o.item.gold for o in asked):
        shown = {o.item.id: [str(i) for i in range(len(o.right))] for o in asked}
        holding = {
            o.item.id: {str(i): 1 for i, right in enumerate(o.right) if right} for o in asked
        }
        success = scored(SUCCESS, shown, holding)
    else:
        success = scored(SUCCESS, orders, gains)
    return [
        {**success.get(o.item.id, {}), **ranking.get(o.item.id, {}), **_rest(o)} for o in outcomes
    ]


def _rest(outcome: Outcome) -> dict[str, float]:
    found: dict[str, float] = {}
    if outcome.item.answerable:
        found["hit@1"] = float(outcome.answered and any(outcome.right[:1]))
        found["hit@3"] = float(outcome.answered and any(outcome.right[:3]))
        found["answered"] = float(outcome.answered)
    elif outcome.item.type == NONE_HARD:
        found["refused_none_hard"] = float(not outcome.answered)
    else:
        found["refused_none"] = float(not outcome.answered)
    if outcome.first is not None:
        found["speaker_first"] = float(outcome.first)
    if outcome.wrong is not None:
        found["speaker_wrong"] = float(outcome.wrong)
    if outcome.cited:
        found["spans_exact"] = round(outcome.exact / outcome.cited, DIGITS)
    return found


def recall_curve(outcomes: Sequence[Outcome]) -> list[float]:
    """Return the mean recall at 1 to 10; empty where no question has an answer."""
    asked = [o for o in outcomes if o.item.answerable]
    values = scored(
        CURVE, {o.item.id: o.order for o in asked}, {o.item.id: o.gains for o in asked}
    ).values()
    return [sum(v[name] for v in values) / len(values) for name in CURVE] if values else []
