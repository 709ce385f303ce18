import math

import pytest

from tests.benchmarks.figures import ahead, cost, quality
from tests.benchmarks.measuring import Measured
from tests.benchmarks.systems import OURS
from tests.benchmarks.table import cell
from tests.benchmarks.work import ndcg

OWN = Measured(
    figures={"p50": 0.010, "build": 1000.0, "cold": 0.5},
    found={"plain": [1.0, 0.5, 0.0, 1.0]},
)
SLOW = Measured(
    figures={"p50": 0.050, "build": 500.0, "disk": 2e6},
    found={"plain": [1.0, 0.0]},
    ended={"cold": "over 10 s", "questions": "the first 2 questions"},
)
QUICK = Measured(figures={"p50": 0.005, "build": 4000.0}, found={"plain": [1.0, 1.0, 0.0, 1.0]})


def test_what_takes_five_times_as_long_is_five():
    found = cost("p50", SLOW, OWN)
    assert found.beside == pytest.approx(5)
    assert not found.ahead


def test_of_a_rate_more_is_better():
    assert cost("build", SLOW, OWN).beside == pytest.approx(2)
    assert not cost("build", SLOW, OWN).ahead
    assert cost("build", QUICK, OWN).beside == pytest.approx(0.25)
    assert cost("build", QUICK, OWN).ahead


def test_quality_is_compared_on_the_questions_that_both_were_asked():
    found = quality("plain", SLOW, OWN)
    assert found.value == pytest.approx(0.5)
    assert found.beside == pytest.approx(0.5 - 0.75)
    assert not found.ahead


def test_who_is_ahead_is_named_best_first():
    measured = {OURS: OWN, "slow": SLOW, "quick": QUICK}
    quicker = Measured(figures={"p50": 0.001})
    assert ahead("p50", {**measured, "quicker": quicker}, OWN) == ["quicker", "quick"]
    assert ahead("plain", measured, OWN) == ["quick"]
    assert ahead("cold", measured, OWN) == []


def test_cells_tell_what_is_missing():
    assert cell("p50", "slow", SLOW, OWN) == "50.0 ms (5.0×)"
    assert cell("p50", OURS, OWN, OWN) == "10.0 ms"
    assert cell("plain", "slow", SLOW, OWN) == "0.500 (-0.250)"
    assert cell("cold", "slow", SLOW, OWN) == "over 10 s"
    assert cell("disk", "slow", SLOW, OWN) == "2 MB"
    assert cell("disk", "quick", QUICK, OWN) == "–"


def test_ndcg_of_one_right_passage():
    assert ndcg(["a", "b"], "a") == 1.0
    assert ndcg(["a", "b", "c"], "c") == pytest.approx(1 / math.log2(4))
    assert ndcg([str(n) for n in range(12)], "10") == 0.0
    assert ndcg([], "a") == 0.0
