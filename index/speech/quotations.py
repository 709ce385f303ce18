"""Quotation marks of an article, paired.

News is typed by many hands: straight and curly marks mixed, marks never closed, quotations that run
over paragraphs with a mark only at both ends, or with one at the head of each. Marks are judged by
what touches them, read once from left to right; no guess reaches further than `_REACH` paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.article import Article, Span, stripped
from index.turkish import fold

_REACH = 8
"""How many paragraphs a quotation may run over."""
_SINGLE_REACH = 600
"""The longest quotation in single marks, which are mostly apostrophes."""

_OPENING, _CLOSING = "“„«‹", "”»›"
_SINGLE = "‘’'‛"
# One class of characters, which is looked for fast; a lone ` is none, nor a single mark before '.
_MARK = re.compile(r"[\"“”„‟«»‹›‘’'‛`](?:(?<=`)`|(?<=')')?")
_BEFORE = re.compile(r"[\s(\[{:;,\-–—/\"“„«]")
# Nothing of the quotation, however it ends: the mark before it was forgotten.
TAIL = re.compile(
    r"[.!?…,]\s+(?=(?:ded[iu]\w*|demis\w*|diyor\w*|diye|diyerek|diyen|seklinde|biciminde|derken"
    r"|ifade\w*\s+(?:kullan|yer|sarf)\w*|sozleri\w*|(?:aciklama|degerlendirme)\w+\s+(?:yap|bulun)\w*)(?!\w))"
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks.

    ``outer`` includes the marks; ``pieces`` are the contents, one a paragraph, without white space
    and commas at their ends. ``closed`` tells that the closing mark was found.
    """

    outer: Span
    pieces: tuple[Span, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    char: str
    opens: bool  # it looks like an opening mark
    closes: bool  # it looks like a closing mark

    @property
    def single(self) -> bool:
        return self.char in _SINGLE


def quotations(article: Article) -> list[Quotation]:
    """Return the outermost quotations of ``article``, in order, without overlap."""
    return _Pairing(article).found


def content(view: str, start: int, end: int) -> Span:
    """Return ``[start, end)`` without white space at its ends and without a comma at its end."""
    span = stripped(view, start, end)
    while span and view[span.end - 1] in ",;":
        span = stripped(view, span.start, span.end - 1)
    return span


class _Pairing:
    def __init__(self, article: Article) -> None:
        self.view = article.flat
        self.paragraphs = article.paragraphs
        self.marks = [self._marks(p) for p in self.paragraphs]
        self.found: list[Quotation] = []
        number, at = 0, 0
        while number < len(self.paragraphs):
            number, at = self._paragraph(number, at)

    @cached_property
    def _folded(self) -> str:
        return fold(self.view)

    def _marks(self, paragraph: Span) -> list[_Mark]:
        marks = []
        for match in _MARK.finditer(self.view, paragraph.start, paragraph.end):
            char = match.group()
            before = self.view[match.start() - 1] if match.start() > paragraph.start else " "
            after = self.view[match.end()] if match.end() < paragraph.end else " "
            if char == "`" or (char in _SINGLE and after == "'"):
                continue
            char = char if len(char) == 1 else '"'
            opens = bool(_BEFORE.match(before)) and not after.isspace() and after not in ".,;:!?)"
            closes = not before.isspace() and (before not in "([{:" or char in _CLOSING)
            if char in _SINGLE:
                # Between letters it is an apostrophe; only a letter makes it open anything.
                opens = opens and after.isalpha() and char != "’"
                closes = closes and not after.isalnum()
                if not opens and not closes:
                    continue
            elif char in _OPENING:
                opens, closes = char != "“" or not closes or opens or after.isalnum(), not opens
            elif char in _CLOSING:
                opens = opens and before.isspace() and char != "»"
            marks.append(_Mark(Span(*match.span()), char, opens, closes))
        singles = [m.span.start for m in marks if m.single and m.closes]
        return [m for m in marks if not (m.single and m.opens) or self._has_close(m, singles)]

    @staticmethod
    def _has_close(mark: _Mark, singles: Sequence[int]) -> bool:
        """Tell whether a single mark that could open has one that could close it."""
        at = bisect_left(singles, mark.span.end + 2)
        return at < len(singles) and singles[at] - mark.span.end <= _SINGLE_REACH

    def _paragraph(self, number: int, at: int) -> tuple[int, int]:
        """Pair the marks of a paragraph from ``at`` on; return where to go on."""
        opened: _Mark | None = None
        inner: list[Quotation] = []
        nested: list[_Mark] = []
        for mark in self.marks[number]:
            if mark.span.start < at:
                continue
            if opened is None:
                if mark.opens or (not mark.single and not mark.closes):
                    opened, inner, nested = mark, [], []
            elif opened.single != mark.single:
                continue
            elif mark.opens and self._strictly(mark):
                last = nested[-1] if nested else (inner[-1].outer if inner else opened.span)
                start = last.span.end if isinstance(last, _Mark) else last.end
                if tail := self._tail(start, mark.span.start):
                    self._add(opened.span, tail, tail, closed=False)
                    opened, inner, nested = mark, [], []
                else:
                    nested.append(mark)
            elif mark.closes or not mark.opens or not nested:
                if nested:
                    begin = nested.pop()
                    if not nested:
                        inner.append(
                            self._quotation(begin.span, mark.span.start, mark.span.end, True)
                        )
                else:
                    self._add(opened.span, mark.span.start, mark.span.end, closed=True)
                    opened = None
        if opened is None:
            return number + 1, 0
        return self._unclosed(number, opened, inner, nested)

    def _strictly(self, mark: _Mark) -> bool:
        before = self.view[mark.span.start - 1] if mark.span.start else " "
        return mark.char in _OPENING or (not mark.closes) or before in "(["

    def _tail(self, start: int, end: int) -> int | None:
        """Return where the content ends that is followed by its cue instead of a mark."""
        tails = [match.start() + 1 for match in TAIL.finditer(self._folded, start, end)]
        return tails[-1] if tails else None

    def _unclosed(
        self, number: int, opened: _Mark, inner: list[Quotation], nested: list[_Mark]
    ) -> tuple[int, int]:
        end = self.paragraphs[number].end
        if tail := self._tail(inner[-1].outer.end if inner else opened.span.end, end):
            self._add(opened.span, tail, tail, closed=False)
        elif not opened.single and not inner and (close := self._later(number)):
            last, mark = close
            self._add(
                opened.span, mark.span.start, mark.span.end, closed=True, upto=last, first=number
            )
            return last, mark.span.end
        elif inner or nested:
            # The first mark was the stray one: what it would have held stands for itself.
            start = (inner[0].outer if inner else nested[0].span).start
            before = self.view.rfind(". ", opened.span.end, start)
            self._add(opened.span, before + 1 if before > 0 else start, start, closed=False)
            self.found.extend(q for q in inner if q.pieces)
        else:
            self._add(opened.span, end, end, closed=False)
        return number + 1, 0

    def _later(self, number: int) -> tuple[int, _Mark] | None:
        """Return the closing mark in a later paragraph, if it comes before any opening one."""
        for later in range(number + 1, min(number + _REACH, len(self.paragraphs))):
            for mark in self.marks[later]:
                if mark.single:
                    continue
                if mark.closes and not (mark.opens and self._strictly(mark)):
                    return later, mark
                # Quoted words inside a paragraph would be closed by the next mark.
                return None
        return None

    def _add(
        self,
        opening: Span,
        end: int,
        outer_end: int,
        *,
        closed: bool,
        upto: int = -1,
        first: int = 0,
    ) -> None:
        found = self._quotation(opening, end, outer_end, closed, upto, first)
        if found.pieces:
            self.found.append(found)

    def _quotation(
        self, opening: Span, end: int, outer_end: int, closed: bool, upto: int = -1, first: int = 0
    ) -> Quotation:
        edges = [(opening.end, end)]
        if upto >= 0:
            inside = self.paragraphs[first : upto + 1]
            edges = [(max(p.start, opening.end), min(p.end, end)) for p in inside]
        pieces = [content(self.view, a, b) for a, b in edges if a < b]
        return Quotation(Span(opening.start, outer_end), tuple(p for p in pieces if p), closed)
