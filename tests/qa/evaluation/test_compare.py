import numpy as np
import pytest

from qa.evaluation.compare import compare, randomised
from qa.evaluation.intervals import mean, resampled


def test_a_system_with_itself_has_no_winner():
    values = {str(i): {"Success@1": float(i % 3 == 0), "RR@10": 1 / (1 + i)} for i in range(50)}
    for row in compare(values, values, 0).values():
        assert (row.p, row.wins, row.ties, row.losses, row.better) == (1, 0, 50, 0, None)


def test_a_clear_difference_is_one():
    good = {str(i): {"Success@1": 1.0} for i in range(30)}
    bad = {str(i): {"Success@1": float(i < 5)} for i in range(30)}
    row = compare(good, bad, 0)["Success@1"]
    assert row.p < 0.001
    assert (row.wins, row.ties, row.losses, row.better) == (25, 5, 0, "this")
    assert compare(bad, good, 0)["Success@1"].better == "other"


def test_less_is_better_for_wrong_speakers():
    good = {str(i): {"speaker_wrong": 0.0} for i in range(30)}
    bad = {str(i): {"speaker_wrong": 1.0} for i in range(30)}
    row = compare(good, bad, 0)["speaker_wrong"]
    assert (row.wins, row.better) == (30, "this")


def test_p_is_that_of_all_sign_flips():
    # 4 differences of 1: of 16 sign patterns 2 are as extreme
    assert randomised([1, 1, 1, 1], 3) == pytest.approx(2 / 16, abs=0.01)


def test_only_shared_questions_count():
    assert (
        compare({"a": {"hit@1": 1.0}, "b": {"hit@1": 0.0}}, {"a": {"hit@1": 0.0}}, 0)["hit@1"].n
        == 1
    )


def test_intervals_hold_the_value_and_repeat():
    values = [1.0] * 70 + [0.0] * 30
    figure = mean(values, 7)
    assert figure == mean(values, 7)
    assert figure.value == pytest.approx(0.7)
    # normal approximation: 1.96 * sqrt(.7 * .3 / 100) = .09
    assert figure.low == pytest.approx(0.61, abs=0.03)
    assert figure.high == pytest.approx(0.79, abs=0.03)
    assert mean([1.0] * 5, 0).low == 1


def test_what_is_not_defined_is_no_figure():
    assert resampled(lambda _: float("nan"), 4, 0) is None
    assert resampled(lambda i: float(np.mean(i * 0)), 4, 0).value == 0
