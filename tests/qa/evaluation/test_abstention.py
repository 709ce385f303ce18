import numpy as np
import pytest

from qa.evaluation.abstention import aurc, auroc, ece, risks

YES, NO = True, False


def test_auroc_by_hand():
    confidence = np.array([0.9, 0.8, 0.8, 0.1])
    # pairs: .9>.8, .9>.1, .8=.8 (a half), .8>.1
    assert auroc(confidence, np.array([YES, YES, NO, NO])) == pytest.approx(3.5 / 4)
    assert auroc(np.array([1.0, 0.0]), np.array([YES, NO])) == 1
    assert auroc(np.array([0.0, 1.0]), np.array([YES, NO])) == 0
    assert np.isnan(auroc(np.array([1.0]), np.array([YES])))


def test_risk_and_coverage_by_hand_ties_against_us():
    confidence = np.array([0.9, 0.5, 0.5, 0.1])
    right = np.array([YES, YES, NO, NO])
    assert risks(confidence, right).tolist() == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])
    assert aurc(confidence, right) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)
    assert aurc(np.ones(3), np.ones(3, bool)) == 0
    assert aurc(np.ones(3), np.zeros(3, bool)) == 1


def test_calibration_error_by_hand():
    # one bin: 0.75 stated, 2 of 4 right; another: 1.0 stated, right
    confidence = np.array([0.75, 0.75, 0.75, 0.75, 1.0])
    right = np.array([YES, YES, NO, NO, YES])
    assert ece(confidence, right) == pytest.approx(0.25 * 4 / 5)
    assert ece(np.array([1.0, 0.0]), np.array([YES, NO])) == 0
    assert ece(np.array([1.0, 0.0]), np.array([NO, YES])) == 1
