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


LETTERS = "abcdeilmnorstuyz1ş\u0436"


@st.composite
def slips(draw):
    """Return a word, and what it may become: other endings, letters lost, added, swapped."""
    word = draw(st.text(LETTERS, min_size=1, max_size=24))
    other = word
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(other)))
        letter = draw(st.sampled_from(LETTERS))
        changed = [other[:at] + letter + other[at:], other[:at] + other[at + 1 :]]
        changed += [other[:at] + letter + other[at + 1 :]]
        changed += [other[:at] + other[at + 1 : at + 2] + other[at : at + 1] + other[at + 2 :]]
        other = draw(st.sampled_from(changed)) or "a"
    return word, other + draw(st.text(LETTERS, max_size=8))


@given(slips())
def test_no_form_is_overlooked(pair):
    """What tells by numbers that words are not alike is never wrong where lengths are near."""
    for word, other in (pair, pair[::-1]):
        if len(other) >= len(word):
            expected = likeness(word, other, *may_be_mistyped([word]))
            assert matches([word], [other])[0].get(other, 0.0) == expected


def test_words_of_any_length_are_compared():
    words = ["q" * n for n in (1, 4, 5, 15, 16, 17, 40, 90, 500)] + ["su", "2022", "Ж" * 30]
    for word, found in zip(words, matches(words, words), strict=True):
        slips = may_be_mistyped([word])
        assert found == {other: v for other in words if (v := likeness(word, other, *slips))}
