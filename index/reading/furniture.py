"""What a printer puts on every page: headers, footers, page numbers.

A line at the top or the bottom of a page that stands at the same height on others too, with the
same words and perhaps other numbers, is no text of the article.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.reading.columns import Line

_EDGE = 2  # lines at the top and at the bottom among which they are
_OFTEN = 3  # pages on which a line must stand; on both where there are two
_GRID = 4.0  # points by which its height may differ
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the lines of each page without headers, footers and page numbers.

    More than half of a page are never that, unless they are numbers.
    """
    if len(pages) == 1:
        return [list(pages[0])]
    counts = Counter(key for lines in pages for key in {k for x in _edge(lines) for k in _keys(x)})
    often = min(_OFTEN, len(pages))
    kept = []
    for lines in pages:
        edge = [x for x in _edge(lines) if any(counts[key] >= often for key in _keys(x))]
        if 2 * len(edge) > len(lines):
            edge = [line for line in edge if not re.search(r"[^\W\d_]", line.text)]
        dropped = {id(line) for line in edge}
        kept.append([line for line in lines if id(line) not in dropped])
    return kept


def _edge(lines: Sequence[Line]) -> list[Line]:
    ordered = sorted(lines, key=lambda line: line.y)
    return ordered if len(ordered) <= 2 * _EDGE else ordered[:_EDGE] + ordered[-_EDGE:]


def _keys(line: Line) -> tuple[tuple[str, int], ...]:
    """Return what a line has in common with the same one on another page: two heights of a grid."""
    words = _DIGITS.sub("#", line.text.lower())
    return (words, int(line.y / _GRID)), (words, int(line.y / _GRID + 0.5) - 1_000_000)
