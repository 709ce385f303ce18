"""Sentences as a reporter means them: with the quotations they hold kept whole.

A sentence splitter ends a sentence inside a quotation; here `"A. B." dedi.` is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.article import Article, Span
from index.speech.quotations import Quotation
from index.speech.words import Word


@dataclass(slots=True)
class Scene:
    """One such sentence.

    ``words`` are all of its words, ``free`` those outside any quotation; ``quotations`` are those
    that begin in it.
    """

    span: Span
    paragraph: int
    words: Sequence[Word]
    free: Sequence[Word]
    quotations: list[Quotation] = field(default_factory=list)

    @property
    def free_begins(self) -> list[int]:
        """Where the words outside any quotation begin."""
        return [w.start for w in self.free]

    def inside(self, span: Span) -> Sequence[Word]:
        """Return the words inside ``span``."""
        begins = [w.start for w in self.words]
        return self.words[bisect_left(begins, span.start) : bisect_left(begins, span.end)]


_LOWER = re.compile(r"[a-zçğıöşü]")


def scenes(
    article: Article,
    sentences: Sequence[Sequence[Span]],
    paragraphs: Sequence[Sequence[Word]],
    quoted: Sequence[Quotation],
) -> list[list[Scene]]:
    """Return the scenes of each paragraph."""
    starts = [q.outer.start for q in quoted]
    found = []
    for number, spans in enumerate(sentences):
        words = paragraphs[number]
        begins = [w.start for w in words]
        row = []
        for span in _merged(article.flat, spans, quoted, starts):
            inside = words[bisect_left(begins, span.start) : bisect_left(begins, span.end)]
            mine = quoted[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            row.append(Scene(span, number, inside, _outside(inside, quoted, starts), list(mine)))
        found.append(row)
    return found


def _merged(
    view: str, spans: Sequence[Span], quoted: Sequence[Quotation], starts: Sequence[int]
) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and _same(view, merged[-1], span, quoted, starts):
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return merged


def _same(
    view: str, one: Span, other: Span, quoted: Sequence[Quotation], starts: Sequence[int]
) -> bool:
    """Tell whether two sentences are one: a quotation holds the border, or leads up to it."""
    at = bisect_left(starts, one.end) - 1
    # The mark that closes may stand on either side of the border.
    if at >= 0 and quoted[at].outer.end > one.end and quoted[at].outer.start < one.end:
        return quoted[at].outer.end > other.start + quoted[at].closed
    if view[other.start : other.start + 1] and _LOWER.match(view[other.start]):
        return True
    return view[one.end - 1 : one.end] == ":"


def _outside(
    words: Sequence[Word], quoted: Sequence[Quotation], starts: Sequence[int]
) -> Sequence[Word]:
    if not words or not starts:
        return words
    at = bisect_left(starts, words[0].start + 1) - 1
    if (at < 0 or quoted[at].outer.end <= words[0].start) and (
        at + 1 == len(starts) or starts[at + 1] > words[-1].start
    ):
        return words
    free = []
    for word in words:
        at = bisect_left(starts, word.start + 1) - 1
        if at < 0 or quoted[at].outer.end <= word.start:
            free.append(word)
    return free
