"""What mistyped words were meant to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder import FakeEncoder
from index.library import temporary
from index.reading.text import article_from_text
from qa.question import understand
from qa.spelling import corrected, mended, read_as

_TURKISH = 3.0


@pytest.fixture(scope="module")
def lexicon():
    with temporary(FakeEncoder(), [article_from_text("Zaev Üsküp'te konuştu.", "x")]) as library:
        yield library.derived.lexicon


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("gorsme", "gorusme"),  # a letter left out
        ("calsma", "calisma"),
        ("tasaariya", "tasariya"),  # one typed twice
        ("ermneiler", "ermeniler"),  # two swapped
        ("coculkar", "cocuklar"),
        ("yaptorim", "yaptirim"),  # the next key
        ("azrbaycanin", "azerbaycanin"),
        ("mahkmeye", "mahkemeye"),
        ("renain", "remain"),
        ("mahkeme", "mahkeme"),  # known
        ("xqzwv", "xqzwv"),  # like nothing
        ("12345", "12345"),
        ("ab", "ab"),
    ],
)
def test_a_word_is_mended(word, meant):
    assert mended(word, _TURKISH) == meant


@given(st.text(min_size=1, max_size=12))
def test_nothing_is_mended_where_nothing_can_be_likely_enough(word):
    assert mended(word, 1000.0) == word


def test_only_what_is_neither_known_nor_there_is_mended(lexicon):
    asked = corrected(understand("Zaev'in mahkmeye cevabı ne?"), lexicon)
    assert asked.meant == {"mahkmeye": "mahkemeye"}
    assert asked.text == "Zaev'in mahkmeye cevabı ne?"
    assert read_as(asked) == "Zaev'in mahkemeye cevabı ne?"


def test_a_very_long_word_and_very_many_words_cost_little(lexicon):
    long = "x" * 4000
    assert mended(long, _TURKISH) == long
    asked = corrected(
        understand(" ".join(f"mahkm{a}{b}ye" for a in "qjfv" for b in "kzcl")), lexicon
    )
    assert len(asked.meant) <= 8


def test_a_well_typed_question_is_as_it_was(lexicon):
    asked = understand("Mahkeme ne zaman toplandı?")
    assert corrected(asked, lexicon) is asked
    assert read_as(asked) == asked.text


def test_a_mistyped_word_that_asks_is_understood(lexicon):
    asked = corrected(understand("Şirkete ne kadsr ceza verildi?"), lexicon)
    assert asked.words == understand("Şirkete ne kadar ceza verildi?").words
    assert asked.kind == "number"
    assert not asked.meant


def test_who_is_called_by_what_they_are_may_be_mistyped_and_a_name_is_none_other(lexicon):
    asked = corrected(understand("Mhutar ne dedi?"), lexicon)
    assert asked.subject == (("muhtar", "Mhutar"),)
    asked = corrected(understand("Ayilev ne dedi?"), lexicon)
    assert asked.subject == (("ayilev", "Ayilev"),)


def test_english_words_keep_their_letters(lexicon):
    asked = corrected(understand("How long is the wrok expected to rmain?"), lexicon)
    assert asked.meant["rmain"] == "remain"
    assert asked.meant["vrok"] == "work"  # the word is known by its folded form
    assert asked.meant["ehpected"] == "expected"
    assert read_as(asked) == "How long is the work expected to remain?"


def test_other_languages_have_other_words(lexicon):
    for text in ("What is the agreement about?", "Когда начался совет?"):
        asked = understand(text)
        assert corrected(asked, lexicon) is asked
