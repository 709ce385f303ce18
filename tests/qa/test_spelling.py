"""What mistyped words were meant to be."""

import pytest

from index.encoder import FakeEncoder
from index.library import temporary
from index.reading.text import article_from_text
from qa.question import understand
from qa.spelling import corrected, mended, read_as


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
        ("azrbaycanin", "azerbaycanin"),  # the ending stays as it is
        ("mahkmeye", "mahkemeye"),
        ("xqzwv", "xqzwv"),  # like nothing
        ("12345", "12345"),
        ("ab", "ab"),
    ],
)
def test_the_beginning_is_mended(word, meant):
    assert mended(word) == meant


def test_only_what_is_neither_known_nor_there_is_mended(lexicon):
    asked = corrected(understand("Zaev'in mahkmeye cevabı ne?"), lexicon)
    assert asked.meant == {"mahkmeye": "mahkemeye"}
    assert asked.text == "Zaev'in mahkmeye cevabı ne?"
    assert read_as(asked) == "Zaev'in mahkemeye cevabı ne?"


def test_a_well_typed_question_is_as_it_was(lexicon):
    asked = understand("Mahkeme ne zaman toplandı?")
    assert corrected(asked, lexicon) is asked
    assert read_as(asked) == asked.text


def test_other_languages_have_other_words(lexicon):
    asked = understand("What is the agreement about?")
    assert corrected(asked, lexicon) is asked
