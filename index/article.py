r"""An article, and where things stand in it.

An article keeps its text as it was read (Unicode NFC, ``\n`` line ends) and never changes it.
Whatever else is needed is a *view* of the same length: code point ``i`` of every view stands for
code point ``i`` of the text, so one `Span` is valid in all of them and ``article.text[a:b]`` is the
citation.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

IGNORABLE = "\u00ad"
"""Stands in views for code points that carry no meaning of their own (SOFT HYPHEN)."""

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_MEANINGLESS = re.compile(f"[{_INVISIBLE}]")
_SPACE = re.compile(r"[^\S ]")
_LINE_END, _PAGE_END = re.compile("\n"), re.compile("\f")
# Halves of surrogate pairs are no characters: UTF-8 has no form for them, SQLite takes none.
_HALVES = re.compile("[\ud800-\udfff]")
# A hyphen that ends a line inside a word: "anlaş-\nması". A capital behind it means a compound
# ("Türk-\nErmeni"), whose hyphen is the author's.
_HYPHENATION = re.compile(r"[-\u2010](?<=[^\W\d_].)[^\S\n]*\n\s*(?=[^\W\d_])")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points ``[start, end)``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the piece of ``text`` (or of any of its views) that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlap(self, other: Span) -> int:
        """Return the number of code points that both cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def common(self, other: Span) -> Span:
        """Return the code points that both cover; they must overlap."""
        return Span(max(self.start, other.start), min(self.end, other.end))


def stripped(text: str, start: int, end: int) -> Span:
    """Return ``[start, end)`` without white space and ignorable characters at its ends."""
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return Span(start, end)


def shown(text: str) -> str:
    """Return ``text`` with each run of white space shown as one space, as answers show it."""
    return " ".join(text.split())


def flatten(text: str) -> str:
    """Return the reading view of ``text``, of the same length.

    White space of every kind (line ends, page breaks, no-break spaces) becomes a space, hyphenation
    at a line end and invisible characters become `IGNORABLE`. Paragraph breaks vanish with the line
    ends: use it inside the spans of paragraphs.
    """
    view = _MEANINGLESS.sub(IGNORABLE, text)
    for match in reversed(list(_HYPHENATION.finditer(view))):
        if view[match.end()].islower():
            width = match.end() - match.start()
            view = view[: match.start()] + IGNORABLE * width + view[match.end() :]
    return _SPACE.sub(" ", view)


def normalise(text: str) -> str:
    r"""Return ``text`` in the form that articles keep: NFC, ``\\n`` line ends, characters only."""
    text = _HALVES.sub("\ufffd", text)
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


@dataclass(frozen=True)
class Article:
    """A text with what is known about it.

    ``text`` must be what `normalise` returns; ``paragraphs`` are the logical ones, in order and
    without overlap (`index.reading.paragraphs` finds them). ``metadata`` holds strings where known:
    ``format`` (`index.reading.formats`), ``encoding`` (what the bytes were decoded as), ``outlet``
    (who published it), ``date`` (when, as an ISO date), ``author``, ``language`` (tr, en …),
    ``url``, ``origin`` (the whole path or the address: another text of the same origin is a new
    version of the article), ``unlinked`` (`index.reading.fragments`).
    """

    text: str
    title: str
    source: str
    paragraphs: tuple[Span, ...]
    metadata: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text (UTF-8), in hexadecimal: the identity of the content."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def flat(self) -> str:
        """The reading view (`flatten`)."""
        return flatten(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in _LINE_END.finditer(self.text))]

    @cached_property
    def _page_starts(self) -> list[int]:
        return [0, *(m.end() for m in _PAGE_END.finditer(self.text))]

    @property
    def origin(self) -> str:
        """Where the article came from, "" where that is unknown."""
        return self.metadata.get("origin", "")

    def reading(self, span: Span) -> str:
        """Return what ``span`` says, without what only the page or the converter put there."""
        return shown(span.of(self.flat).replace(IGNORABLE, ""))

    def lines(self, span: Span) -> tuple[int, int]:
        """Return the first and the last line that ``span`` touches, counted from 1."""
        first = bisect_right(self._line_starts, span.start)
        return first, bisect_right(self._line_starts, max(span.start, span.end - 1))

    def page(self, span: Span) -> int | None:
        """Return the page on which ``span`` begins, from 1; None where the text has no pages.

        Pages are what form feeds part, as text extracted from PDF files has them.
        """
        if len(self._page_starts) == 1:
            return None
        return bisect_right(self._page_starts, span.start)

    def page_lines(self, span: Span) -> tuple[tuple[int, int], tuple[int, int]] | None:
        """Return page and line, counted on that page, at which ``span`` begins and ends.

        Both count from 1; None where the text has no pages.
        """
        if len(self._page_starts) == 1:
            return None
        places = []
        for at in (span.start, max(span.start, span.end - 1)):
            page = bisect_right(self._page_starts, at)
            # A form feed begins the line that is the first of its page.
            first = bisect_right(self._line_starts, max(0, self._page_starts[page - 1] - 1))
            places.append((page, bisect_right(self._line_starts, at) - first + 1))
        return places[0], places[1]

    def paragraph(self, span: Span) -> int:
        """Return the number of the paragraph in which ``span`` begins, from 1."""
        return max(1, bisect_right([p.start for p in self.paragraphs], span.start))
