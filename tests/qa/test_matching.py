"""How alike two words are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.matching import likeness, matches, may_be_mistyped

WORDS = st.text("abcdeilmnorstuyz", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("baris", "barisi"),
        ("anlasma", "anlasmasinin"),
        ("aliyev", "aliyve"),  # two letters swapped
        ("bildrgesi", "bildirgesi"),  # one left out
        ("kavadarkov", "kavardarkov"),  # one too many
        ("mutefik", "muttefik"),
        ("lavrow", "lavrov"),
    ],
)
def test_forms_and_slips_are_alike(word, other):
    assert likeness(word, other) >= 0.75


@pytest.mark.parametrize(
    ("word", "other"),
    [("su", "suriye"), ("kara", "para"), ("2018", "2019"), ("1918", "19181"), ("deniz", "demir")],
)
def test_others_are_not(word, other):
    assert likeness(word, other) < 0.7


@given(WORDS, WORDS)
def test_likeness_is_symmetric_and_bounded(word, other):
    assert likeness(word, other) == likeness(other, word)
    assert 0 <= likeness(word, other) <= 1
    assert likeness(word, word) == 1


@given(st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=20))
def test_matches_are_likenesses(words, vocabulary):
    mistyped = may_be_mistyped(words)
    for word, slips, forms in zip(words, mistyped, matches(words, vocabulary), strict=True):
        assert set(forms) <= set(vocabulary)
        assert all(value == likeness(word, other, slips) > 0 for other, value in forms.items())
        assert (word in forms) == (word in vocabulary)


def test_a_common_word_is_not_taken_for_a_slip():
    assert matches(["bugun", "lavrof"], ["butun", "lavrov"]) == [{}, {"lavrov": 0.85}]
    assert matches(["butn"], ["butun"]) == [{}]  # too short to tell
    assert may_be_mistyped(["azerbaycan", "azrbaycan"]) == [False, True]
