"""Logical paragraphs of a text whose lines may have been broken by a page or a converter.

Nothing is rewritten: a paragraph is a span, and line ends inside it become spaces in views.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.article import Span, stripped

_WIDEST_WRAP = 200
"""Lines longer than this many characters are paragraphs of their own: nobody wraps so wide."""
_TOO_WIDE = 1 / 10
"""Share of lines that may be wider in a text that was wrapped: an address, a row of a table."""
_NARROWEST_WRAP = 40
"""Text wrapped narrower than this is a list or a poem, whose line ends are the author's."""
_RAGGED = 0.85
"""A proportional font fills lines to the same width in print, not in characters."""
_PAGE_GAP = 4
"""So many line ends in a row (three blank lines) are what a page break leaves in extracted text."""

_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"(?:[-–—•*·▪]|\(?\d{1,3}[.)]|[a-zçğıöşü]\))\s")


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span  # without white space at its ends
    gap: int  # line ends between the line before and this one
    page: bool  # a page break stands between the line before and this one


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the logical paragraphs of ``text`` (normalised), in order.

    A line end is a wrap, not a break, where the next word would not have fitted into the line or
    the sentence plainly goes on; a page break or a blank line is bridged only in the latter case.
    Together the spans cover every character that is not white space.
    """
    lines = list(_lines(text))
    width = _wrap_width(lines)
    found: list[Span] = []
    for i, line in enumerate(lines):
        if i and _goes_on(text, lines[i - 1], line, width):
            found[-1] = Span(found[-1].start, line.span.end)
        else:
            found.append(line.span)
    return tuple(found)


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that hold something, with what parts them from the line before."""
    gap, page = 0, False
    for match in re.finditer(r"[^\n\f]+|\n|\f", text):
        if match.group() == "\n":
            gap += 1
        elif match.group() == "\f":
            page = True
        elif span := stripped(text, *match.span()):
            yield _Line(span, gap, page or gap >= _PAGE_GAP)
            gap, page = 0, False


def _wrap_width(lines: list[_Line]) -> int:
    """Return the width to which the text was wrapped, 0 where it was not.

    Only lines directly followed by another can have been wrapped, and hardly any line of a wrapped
    text is wider than anybody wraps: else each line is a paragraph.
    """
    if sum(len(line.span) > _WIDEST_WRAP for line in lines) > len(lines) * _TOO_WIDE:
        return 0
    followed = [len(a.span) for a, b in pairwise(lines) if b.gap == 1]
    width = max((n for n in followed if n <= _WIDEST_WRAP), default=0)
    return width if width >= _NARROWEST_WRAP else 0


def _goes_on(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Tell whether the paragraph of ``line`` goes on in ``following``."""
    before, after = line.span.of(text), following.span.of(text)
    if _LIST_ITEM.match(after):
        return False
    mid_sentence = not _ENDS_SENTENCE.search(before)
    if mid_sentence and after[0].islower():
        return True
    first_word = after.split(maxsplit=1)[0]
    full = width > 0 and len(before) + 1 + len(first_word) > width * _RAGGED
    if following.page:
        return mid_sentence and full and len(before) <= _WIDEST_WRAP
    return following.gap == 1 and full and len(before) <= _WIDEST_WRAP
