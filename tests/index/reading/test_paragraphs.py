"""Logical paragraphs of texts whose lines were broken by pages and converters."""

from __future__ import annotations

import textwrap
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from index.article import normalise, shown
from index.reading.paragraphs import paragraphs

LONG = (
    "Azerbaycan Cumhurbaşkanı, komşu ülkeyle imzalanan bildirgenin uygulanması için pratik adımlar "
    "atılmasını beklediklerini belirterek, barış teklifinin cevapsız kaldığını ve yine de kabul "
    "edileceğini umduklarını söyledi. Toplantı geç saatlere kadar sürdü. Ardından heyetler ayrıldı."
)
OTHER = (
    "Dışişleri Bakanı ise iki ülke arasında imzalanan belgenin pratik düzeyde uygulanmasına "
    "yönelik talimatları yerine getirmeye kararlı olduklarını bildirdi. Görüşme basına kapalı "
    "yapıldı."
)


def split(text: str) -> list[str]:
    text = normalise(text)
    return [shown(span.of(text)) for span in paragraphs(text)]


def wrapped(text: str, width: int = 90) -> str:
    return textwrap.fill(text, width, break_on_hyphens=False)


@pytest.mark.parametrize("width", [60, 72, 90, 120])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_hard_wraps(width, gap, end) -> None:
    text = gap.join(wrapped(piece, width) for piece in (LONG, OTHER, LONG)).replace("\n", end)
    assert split(text) == [LONG, OTHER, LONG]


def test_trailing_spaces_change_nothing() -> None:
    text = wrapped(LONG).replace("\n", " \n") + "\n\n" + wrapped(OTHER).replace("\n", "\u00a0\n ")
    assert split(text) == [LONG, OTHER]


@pytest.mark.parametrize("page", ["\f", "\n\f", "\n\f\n", "\n\n\n\n", "\n\n\n\n\n\n"])
def test_a_page_break_inside_a_sentence(page) -> None:
    lines = wrapped(LONG).split("\n")
    text = lines[0] + page + "\n".join(lines[1:]) + "\n\n" + wrapped(OTHER)
    assert split(text) == [LONG, OTHER]


@pytest.mark.parametrize("page", ["\f", "\n\f\n", "\n\n\n\n"])
def test_a_page_break_between_paragraphs(page) -> None:
    assert split(wrapped(LONG) + page + wrapped(OTHER)) == [LONG, OTHER]


@pytest.mark.parametrize("page", ["\f", "\n\f\n", "\n\n\n\n"])
def test_a_page_break_before_a_name(page) -> None:
    first, second, *rest = wrapped(LONG).split("\n")
    lines = [first, second[0].upper() + second[1:], *rest]
    assert split(lines[0] + page + "\n".join(lines[1:])) == [" ".join(lines)]
    short = "Görüşmeden notlar"  # a headline, not a full line
    assert split(short + page + "\n".join(lines)) == [short, " ".join(lines)]


def test_a_blank_line_is_bridged_where_a_small_letter_goes_on() -> None:
    assert split("Toplantı geç saatlere\n\nkadar sürdü.") == ["Toplantı geç saatlere kadar sürdü."]
    assert split("Toplantı sürdü.\n\nkadar geldi.") == ["Toplantı sürdü.", "kadar geldi."]
    assert split("Toplantı sürdü\n\nKadar geldi.") == ["Toplantı sürdü", "Kadar geldi."]


def test_a_paragraph_a_line() -> None:
    assert split(f"{LONG}\n{OTHER}\n{LONG}") == [LONG, OTHER, LONG]
    short = ["Ali geldi.", "Veli gitti.", "Ayşe kaldı."]
    assert split("\n".join(short)) == short


def test_lists() -> None:
    items = ["- elma", "- armut", "• kiraz", "1. Birinci madde", "2) ikinci", "a) üçüncü"]
    assert split("Alınacaklar:\n" + "\n".join(items)) == ["Alınacaklar:", *items]


def test_a_wrapped_list() -> None:
    items = [f"- {LONG}", f"- {OTHER}"]
    assert split("\n".join(map(wrapped, items))) == items


def test_headlines() -> None:
    text = f"Barış teklifi cevapsız kaldı\n{wrapped(LONG)}\nGörüşmeden notlar\n{wrapped(OTHER)}"
    assert split(text) == [
        "Barış teklifi cevapsız kaldı",
        LONG,
        "Görüşmeden notlar",
        OTHER,
    ]


def test_verses_keep_their_lines() -> None:
    verses = ["Korkma, sönmez bu şafaklarda", "Yüzen al sancak", "Sönmeden yurdumun üstünde"]
    assert split("\n".join(verses)) == verses


def test_nothing() -> None:
    for text in ("", " \n\f\u00a0\n", "\ufeff\u200b"):
        assert paragraphs(text) == ()


def test_the_sample_article() -> None:
    (article,) = seeds.articles()
    assert [article.lines(p) for p in article.paragraphs] == [
        (1, 2), (4, 6), (8, 8), (10, 12), (14, 15), (17, 20), (22, 23), (25, 32), (34, 39),
    ]  # fmt: skip
    assert Path(article.source).name == seeds.ARTICLES[0][0]
    assert shown(article.paragraphs[-1].of(article.text)).count("diğer anlaşmaların") == 1


@given(
    st.lists(st.sampled_from(["Ali ", "gel.", "di ", "\n", "\n\n\n\n", "\f", "- ", LONG])).map(
        "".join
    )
)
def test_paragraphs_cover_the_text(text) -> None:
    found = paragraphs(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    outside = set(range(len(text))).difference(*(range(p.start, p.end) for p in found))
    assert all(text[i].isspace() for i in outside)
    assert all(p.of(text) == p.of(text).strip() for p in found)
