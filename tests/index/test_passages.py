"""Passages: their limits, and that nothing is lost or shown twice."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from index.article import Article, Span
from index.passages import LONGEST, MOST_SENTENCES, Passage, _groups, passages
from index.reading import article_from_text


def of(*lengths: int) -> list[Passage]:
    """Return the passages of a paragraph whose sentences have the given lengths."""
    text = " ".join("A" * (length - 1) + "." for length in lengths)
    spans, at = [], 0
    for length in lengths:
        spans.append(Span(at, at + length))
        at += length + 1
    return passages(Article(text, "t", "s", (Span(0, len(text)),)), [spans])


def sizes(found: list[Passage]) -> list[int]:
    return [len(passage.sentences) for passage in found]


LENGTHS = st.lists(st.integers(2, 700), min_size=1, max_size=25)


@given(LENGTHS)
def test_limits(lengths) -> None:
    found = of(*lengths)
    for passage in found:
        assert 1 <= len(passage.sentences) <= MOST_SENTENCES
        assert len(passage.span) <= LONGEST
        assert passage.span == Span(passage.sentences[0].start, passage.sentences[-1].end)
    covered = [s for p in found for s in p.sentences]
    assert all(a.end <= b.start for a, b in pairwise(covered))
    assert sum(map(len, covered)) == sum(lengths)


@given(st.lists(st.integers(2, LONGEST), min_size=1, max_size=9))
def test_as_few_as_can_be(lengths) -> None:
    def fewest(start: int) -> int:
        if start == len(lengths):
            return 0
        fits = [
            end
            for end in range(start + 1, min(start + MOST_SENTENCES, len(lengths)) + 1)
            if end == start + 1 or sum(lengths[start:end]) + end - start - 1 <= LONGEST
        ]
        return 1 + min(fewest(end) for end in fits)

    assert len(of(*lengths)) == fewest(0)


@pytest.mark.parametrize(
    ("lengths", "parts"),
    [
        ([50, 50, 50], [3]),
        ([50, 50, 50, 50], [2, 2]),
        ([100] * 6, [3, 3]),
        ([299, 300], [2]),
        ([300, 300], [1, 1]),
        ([250, 250, 250, 10], [2, 2]),
        ([10, 250, 250, 250], [2, 2]),
        ([LONGEST, 5], [1, 1]),
    ],
)
def test_even(lengths, parts) -> None:
    assert sizes(of(*lengths)) == parts


def test_a_sentence_of_the_greatest_length_is_whole() -> None:
    assert [len(p.span) for p in of(LONGEST)] == [LONGEST]


@pytest.mark.parametrize(
    ("unit", "ends"),
    [
        ("kelime, sonra başka bir ", ","),  # at clauses
        ("kelime sonra başka bir ", "esakrü"),  # at words
    ],
)
def test_a_long_sentence_is_cut(unit, ends) -> None:
    text = "Uzun " + unit * 100 + "son."
    article = Article(text, "t", "s", (Span(0, len(text)),))
    found = passages(article, [[Span(0, len(text))]])
    assert len(found) >= len(text) // LONGEST
    assert " ".join(p.span.of(text) for p in found) == text
    for passage in found:
        assert len(passage.span) <= LONGEST
    for passage in found[:-1]:
        assert text[passage.span.end] == " "
        assert passage.span.of(text)[-1] in ends
        assert len(passage.span) >= LONGEST // 2


def test_a_word_without_end_is_cut() -> None:
    text = "a" * 1500 + "."
    found = passages(Article(text, "t", "s", (Span(0, 1501),)), [[Span(0, 1501)]])
    assert "".join(p.span.of(text) for p in found) == text
    assert max(len(p.span) for p in found) <= LONGEST


def test_no_passage_crosses_a_paragraph() -> None:
    article = article_from_text("Ali geldi. Veli gitti.\n\nAyşe kaldı.\f\nSon söz.", "a.txt")
    found = passages(article)
    assert [(p.span.of(article.text), p.paragraph, p.lines, p.page) for p in found] == [
        ("Ali geldi. Veli gitti.", 1, (1, 1), 1),
        ("Ayşe kaldı.", 2, (3, 3), 1),
        ("Son söz.", 3, (4, 4), 2),
    ]


def test_the_sample_article() -> None:
    (article,) = seeds.articles()
    found = passages(article)
    assert [p.paragraph for p in found] == [1, 2, 3, 4, 5, 6, 7, 8, 8, 9]
    assert sizes(found) == [1, 1, 1, 1, 1, 3, 1, 3, 3, 1]
    assert all(p.page is None for p in found)


def test_the_work_grows_with_the_text() -> None:
    """Count how often sentences are looked at: twice the sentences, twice the looks."""

    class Counting(list[Span]):
        looks = 0

        def __getitem__(self, at):
            Counting.looks += 1
            return super().__getitem__(at)

    def looks(count: int) -> int:
        Counting.looks = 0
        _groups(Counting(Span(20 * i, 20 * i + 19) for i in range(count)))
        return Counting.looks

    assert 0 < looks(2000) <= 2.1 * looks(1000)
