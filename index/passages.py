"""An article's passages: what is embedded, indexed, retrieved and shown.

A passage is one to three whole sentences of one paragraph: small enough to be an answer, large
enough to be understood. Passages of a paragraph don't overlap, so no sentence is shown twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Article, Span, stripped
from index.sentences import sentences

MOST_SENTENCES = 3
LONGEST = 600
"""Code points of the longest passage, white space at line ends included."""

_CLAUSE = re.compile(r"[,;:–—](?=\s)|\s")


@dataclass(frozen=True, slots=True)
class Passage:
    """Consecutive sentences of one paragraph, with where they stand.

    ``paragraph``, ``lines`` (first and last) and ``page`` count from 1; ``page`` is None where the
    article has no pages.
    """

    span: Span
    sentences: tuple[Span, ...]
    paragraph: int
    lines: tuple[int, int]
    page: int | None


def passages(article: Article, found: Sequence[Sequence[Span]] | None = None) -> list[Passage]:
    """Return the passages of ``article``, in order.

    ``found`` are the sentences of each paragraph where they are known already.
    """
    if found is None:
        found = [sentences(article.flat, paragraph) for paragraph in article.paragraphs]
    return [
        Passage(
            span := Span(group[0].start, group[-1].end),
            tuple(group),
            number,
            article.lines(span),
            article.page(span),
        )
        for number, spans in enumerate(found, start=1)
        for group in _groups([piece for span in spans for piece in _pieces(article.flat, span)])
    ]


def _pieces(view: str, sentence: Span) -> list[Span]:
    """Cut a sentence that alone is longer than a passage may be, at clauses where it has any."""
    pieces: list[Span] = []
    start = sentence.start
    while sentence.end - start > LONGEST:
        breaks = [m.end() for m in _CLAUSE.finditer(view, start + LONGEST // 2, start + LONGEST)]
        clauses = [end for end in breaks if not view[end - 1].isspace()]
        cut = (clauses or breaks or [start + LONGEST])[-1]
        pieces.append(stripped(view, start, cut))
        start = cut
    pieces.append(stripped(view, start, sentence.end))
    return [piece for piece in pieces if piece]


def _groups(spans: Sequence[Span]) -> list[Sequence[Span]]:
    """Part sentences into as few passages as the limits allow, of lengths as even as can be.

    Dynamic programming over the last border; a long paragraph must not end in a passage of two
    words only because the ones before it were filled to the brim.
    """
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # passages, squared lengths, last border
    for end in range(1, len(spans) + 1):
        options = []
        for start in range(end - 1, max(-1, end - 1 - MOST_SENTENCES), -1):
            length = spans[end - 1].end - spans[start].start
            if length > LONGEST and start < end - 1:
                break
            options.append((best[start][0] + 1, best[start][1] + length**2, start))
        best.append(min(options))
    groups: list[Sequence[Span]] = []
    end = len(spans)
    while end:
        start = best[end][2]
        groups.append(spans[start:end])
        end = start
    return groups[::-1]
