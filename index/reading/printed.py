"""Printed lines to the text of an article and its paragraphs.

Print shows where a paragraph ends: the next line is indented or stands lower than usual, its font
differs, or the line ends although the next word would have fitted. At the end of a column or page
only the sentence tells, and whether the last line is full.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from index.article import Span, normalise, stripped
from index.reading.columns import Block, Line

_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"(?:[-–—•*·▪]|\(?\d{1,3}[.)]|[a-zçğıöşü]\))\s")
_LOWER = 1.2  # times the usual distance of lines from which a line stands lower
_HEADLINE = 1.6  # heights by which the lines of a headline are apart
_INDENT = 0.6  # of the height of a line from which it is indented
_OTHER_FONT = 0.12  # share by which heights of one font may differ
_FULL = 0.6  # heights of a line that may be missing at the end of a full one
_JUSTIFIED = 0.6  # share of full lines of a column that is set flush
_FEWEST = 4  # lines by which that can be told


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a column is set: edges, distance and height of its lines, whether they end flush."""

    left: float
    right: float
    leading: float
    height: float
    justified: bool


def composed(pages: Sequence[Sequence[Block]]) -> tuple[str, tuple[Span, ...]]:
    """Return the text of printed pages, line by line, and its paragraphs.

    Pages are parted by a line end and a form feed, also where a page is empty.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    at = 0
    before: tuple[Line, _Setting] | None = None
    for number, blocks in enumerate(pages):
        if number:
            pieces.append("\n\f")
            at += 2
        first = True
        for block in blocks:
            setting = _setting(block)
            for i, line in enumerate(block):
                if not first:
                    pieces.append("\n")
                    at += 1
                first = False
                text = normalise(line.text)
                inner = stripped(text, 0, len(text))
                span = Span(at + inner.start, at + inner.end)
                pieces.append(text)
                at += len(text)
                if before and spans and _goes_on(*before, line, setting, follows=i > 0):
                    spans[-1] = Span(spans[-1].start, span.end)
                elif span:
                    spans.append(span)
                before = line, setting
    return "".join(pieces), tuple(spans)


def _setting(block: Block) -> _Setting:
    """Return how a block is set, by the lines of its commonest font."""
    height = median_low(line.height for line in block)
    body = [line for line in block if _same_font(line.height, height)]
    gaps = [a.y - b.y for a, b in pairwise(body) if a.y > b.y]
    left, right = min(line.left for line in body), max(line.right for line in body)
    full = sum(right - line.right < _FULL * height for line in body)
    # The first quarter, not the middle: in short paragraphs half of the gaps are wide ones.
    leading = sorted(gaps)[len(gaps) // 4] if gaps else height
    return _Setting(
        left, right, leading, height, len(body) >= _FEWEST and full > _JUSTIFIED * len(body)
    )


def _same_font(a: float, b: float) -> bool:
    return abs(a - b) <= _OTHER_FONT * max(a, b)


def _goes_on(before: Line, was: _Setting, line: Line, now: _Setting, *, follows: bool) -> bool:
    """Tell whether the paragraph of ``before`` goes on in ``line``."""
    if not _same_font(before.height, line.height) or _LIST_ITEM.match(line.text):
        return False
    mid_sentence = not _ENDS_SENTENCE.search(before.text)
    indented = line.left - now.left > _INDENT * line.height
    # A space is about a quarter of the height wide.
    full = before.right + line.height / 4 + line.word > was.right
    if follows and line.height > now.height * (1 + _OTHER_FONT):
        return before.y - line.y <= _HEADLINE * line.height  # broken to look well, not when full
    if not follows:
        if mid_sentence:
            return not indented or line.text[0].islower()
        flush = was.justified and was.right - before.right < _FULL * before.height / 2
        return flush and not indented
    if before.y - line.y > _LOWER * max(now.leading, line.height):
        return False
    if indented and before.left - now.left <= _INDENT * before.height:
        return False
    return full or (mid_sentence and line.text[0].islower())
