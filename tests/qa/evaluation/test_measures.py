"""Our measures against ir-measures and against values worked out by hand, ties included."""

import math

import ir_measures
import pytest

from qa.evaluation.measures import RANKING, SUCCESS, scored
from qa.evaluation.relevance import against_us

NAMES = (*SUCCESS, *RANKING)

# question: unit -> score, as a system might write it
RUN = {
    "first": {"a": 3.0, "b": 2.0, "c": 1.0},
    "third": {"a": 3.0, "b": 2.0, "c": 1.0},
    "two": {"a": 3.0, "b": 2.0, "c": 1.0},
    "tied": {"a": 1.0, "b": 1.0, "c": 1.0},
    "tied-second": {"z": 2.0, "a": 1.0, "b": 1.0},
    "missed": {"x": 1.0},
    "nothing": {},
    "graded": {"a": 2.0, "b": 1.0},
}
QRELS = {
    "first": {"a": 1},
    "third": {"c": 1},
    "two": {"b": 1, "q": 1},
    "tied": {"a": 1},
    "tied-second": {"a": 1},
    "missed": {"a": 1},
    "nothing": {"a": 1},
    "graded": {"a": 1, "b": 2},
}
ORDERS = {question: against_us(scores, QRELS[question]) for question, scores in RUN.items()}
VALUES = scored(NAMES, ORDERS, QRELS)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("first", {"Success@1": 1, "RR@10": 1, "nDCG@10": 1, "R@5": 1}),
        ("third", {"Success@1": 0, "Success@3": 1, "RR@10": 1 / 3, "nDCG@10": 1 / 2}),
        ("two", {"Success@1": 0, "R@5": 1 / 2, "R@10": 1 / 2, "RR@10": 1 / 2}),
        # a relevant unit tied with two others stands last among them
        ("tied", {"Success@1": 0, "Success@3": 1, "RR@10": 1 / 3}),
        ("tied-second", {"Success@1": 0, "RR@10": 1 / 3}),
        ("missed", dict.fromkeys(NAMES, 0)),
        ("nothing", dict.fromkeys(NAMES, 0)),
        (
            "graded",
            {"nDCG@10": (1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3)), "Success@1": 1},
        ),
    ],
)
def test_values_by_hand(question, expected):
    assert {name: VALUES[question][name] for name in expected} == pytest.approx(expected)


def test_ndcg_of_two_relevant_by_hand():
    ideal = 1 + 1 / math.log2(3)
    assert VALUES["two"]["nDCG@10"] == pytest.approx((1 / math.log2(3)) / ideal)


def test_equal_to_ir_measures_where_nothing_ties():
    plain = [q for q in RUN if not q.startswith("tied") and RUN[q]]
    run = {q: RUN[q] for q in plain}
    qrels = {q: QRELS[q] for q in plain}
    asked = {ir_measures.parse_measure(name): name for name in NAMES}
    for metric in ir_measures.iter_calc(list(asked), qrels, run):
        assert VALUES[metric.query_id][asked[metric.measure]] == pytest.approx(metric.value)


def test_a_tie_is_never_better_than_any_order_of_it():
    for best in "abc":
        order = (best, *(u for u in "abc" if u != best))
        assert (
            scored(("RR@10",), {"tied": order}, QRELS)["tied"]["RR@10"] >= VALUES["tied"]["RR@10"]
        )


def test_perfect_and_worst():
    perfect = scored(NAMES, {q: tuple(QRELS[q]) for q in ("first", "third", "two")}, QRELS)
    assert all(v[n] == pytest.approx(1) for v in perfect.values() for n in NAMES if n != "R@5")
    worst = scored(NAMES, dict.fromkeys(QRELS, ("nowhere",)), QRELS)
    assert all(v[n] == 0 for v in worst.values() for n in NAMES)
