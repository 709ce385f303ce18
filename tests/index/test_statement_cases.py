"""Fresh cases as a whole, by kind; ``python tests/index/statement_cases.py`` prints the figures.

Half of them were developed on after they had been marked, the blind ones were not. The floors stand
a little under what was measured, so that a change that reads worse is seen.
"""

import pytest
from statement_cases import BLIND, FRESH, cases, score


def test_there_are_enough_cases():
    assert len(list(cases(FRESH))) >= 60
    assert sum(len(marked) for _, marked in cases(BLIND)) >= 40


@pytest.mark.parametrize(
    ("path", "direct", "reported", "speaker"),
    [(FRESH, 0.95, 0.95, 0.97), (BLIND, 0.95, 0.87, 0.93)],
)
def test_floors(path, direct, reported, speaker):
    total = score(path)
    assert total.measures("direct")[2] >= direct
    assert total.measures("reported")[2] >= reported
    assert total.speaker >= speaker
