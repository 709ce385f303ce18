"""Articles: spans, views of the same length, and where things stand."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import IGNORABLE, Article, Span, flatten, normalise, shown, stripped

TEXT = "Bir.\nİki üç\n\nDört.\fBeş\naltı.\n\f\fYedi."
ARTICLE = Article(TEXT, "Sayılar", "sayilar.txt", (Span(0, 11), Span(13, 18), Span(19, 28)))
SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(
    lambda pair: Span(min(pair), max(pair))
)


def test_a_span_covers_half_open_ranges() -> None:
    span = Span(2, 5)
    assert (len(span), span.of("abcdefg")) == (3, "cde")
    assert not Span(4, 4)
    assert span.covers(Span(2, 5))
    assert span.covers(Span(5, 5))
    assert not span.covers(Span(1, 3))
    assert not span.covers(Span(4, 6))
    assert sorted([Span(2, 5), Span(0, 9), Span(2, 3)]) == [Span(0, 9), Span(2, 3), Span(2, 5)]
    with pytest.raises(FrozenInstanceError):
        span.start = 0


@pytest.mark.parametrize(("start", "end"), [(3, 2), (-1, 2), (-2, -1)])
def test_what_is_no_span(start, end) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


@given(SPANS, SPANS)
def test_overlap_counts_what_both_cover(a, b) -> None:
    common = set(range(a.start, a.end)) & set(range(b.start, b.end))
    assert a.overlap(b) == b.overlap(a) == len(common)


@given(SPANS.filter(len))
def test_places_equal_a_naive_count(span) -> None:
    before, last = TEXT[: span.start], TEXT[: span.end - 1]
    assert ARTICLE.lines(span) == (before.count("\n") + 1, last.count("\n") + 1)
    assert ARTICLE.page(span) == before.count("\f") + 1
    begun = sum(p.start <= span.start for p in ARTICLE.paragraphs)
    assert ARTICLE.paragraph(span) == begun


def test_places_of_an_empty_span() -> None:
    assert ARTICLE.lines(Span(5, 5)) == (2, 2)


def test_a_text_without_form_feeds_has_no_pages() -> None:
    assert Article("Bir.\n\n\n\nİki.", "t", "s", (Span(0, 4),)).page(Span(0, 4)) is None


def test_the_digest_is_of_the_text_alone() -> None:
    assert ARTICLE.digest == hashlib.sha256(TEXT.encode()).hexdigest()
    assert Article(TEXT, "Başka", "x", (), {"a": "b"}).digest == ARTICLE.digest
    assert Article(TEXT + " ", "Sayılar", "sayilar.txt", ()).digest != ARTICLE.digest


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("bir\niki\tüç\u00a0dört\u2028beş\x85altı\fyedi", "bir iki üç dört beş altı yedi"),
        ("\ufeffan\u00adlaş\u200bma\u2060", "-an-laş-ma-"),
        ("anlaş-\nması", "anlaş--ması"),
        ("anlaş\u2010 \n  ması", "anlaş-----ması"),
        ("anlaş\u00ad\nması", "anlaş- ması"),  # no hyphen of the page's: as it stands
        ("Türk-\nErmeni", "Türk- Ermeni"),
        ("1990-\n2000 - \nara", "1990- 2000 -  ara"),
        ("bir\r\niki", "bir  iki"),
    ],
)
def test_flatten(text, view) -> None:
    assert flatten(text) == view.replace("-", IGNORABLE if IGNORABLE in flatten(text) else "-")


@given(st.text())
def test_flatten_keeps_the_length_and_invents_nothing(text) -> None:
    view = flatten(text)
    assert len(view) == len(text)
    assert flatten(view) == view
    for char, seen in zip(text, view, strict=True):
        assert seen in (char, " ", IGNORABLE)
        assert seen != " " or char.isspace()


def test_normalise() -> None:
    assert normalise("a\r\nb\rc\n\r\n") == "a\nb\nc\n\n"
    assert normalise("s\u0327 i\u0307 o\u0308") == "ş i\u0307 ö"
    assert normalise("\ud83d yarım \udce9") == "\ufffd yarım \ufffd"


@given(st.text(st.characters()))
def test_normalise_once_is_enough(text) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once.encode().decode() == once


def test_shown_and_stripped() -> None:
    assert shown(" bir\n\n iki\u00a0üç\t") == "bir iki üç"
    assert stripped(" \ufeffbir \u00ad\n", 0, 8) == Span(2, 5)
    assert stripped(" \n ", 0, 3) == Span(3, 3)
    assert stripped("a b c", 1, 4) == Span(2, 3)


def test_reading_leaves_out_what_the_page_put_there() -> None:
    text = "Bu anlaş-\nma\u00adnın\n  sonu."
    article = Article(text, "t", "s", (Span(0, len(text)),))
    assert article.reading(article.paragraphs[0]) == "Bu anlaşmanın sonu."
