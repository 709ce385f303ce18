"""The lines of a printed page, column by column.

A column ends where no line crosses: the page is cut at such a place into bands between the lines
that do cross it (a headline, a footer), and each band is read from left to right. What was drawn
row by row across the place comes as whole rows: a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

_FEWEST = 3  # lines that make a column
_CROSSING = 0.4  # share of the lines that may cross the place between two columns
_GUTTER = 0.4  # least width between columns, in heights of a line
_SAME_LINE = 0.3  # of its height by which a part of a line may stand higher or lower


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: where it begins and ends, its baseline, all in points from the lower left.

    ``height`` is that of the font, ``word`` the width of the first word.
    """

    text: str
    left: float
    right: float
    y: float
    height: float
    word: float
    angle: float = 0.0


Block = tuple[Line, ...]
"""Lines that follow each other in one column, from top to bottom."""


def in_order(lines: Sequence[Line]) -> list[Block]:
    """Return the lines of a page in the order of reading, a block a column."""
    place = _between(lines)
    if place is None:
        return [_sorted(lines)] if lines else []
    crossing = [x for x in lines if x.left < place < x.right]
    blocks: list[Block] = []
    above = float("inf")
    for border in [*sorted({x.y for x in crossing}, reverse=True), float("-inf")]:
        band = [x for x in lines if border <= x.y < above and not x.left < place < x.right]
        blocks += in_order([x for x in band if x.right <= place])
        blocks += in_order([x for x in band if x.left >= place])
        blocks += [_sorted([x for x in crossing if x.y == border])]
        above = border
    return _joined([block for block in blocks if block], place)


def _joined(blocks: Sequence[Block], place: float) -> list[Block]:
    """Join crossing lines that follow each other: a headline of two lines is one block."""
    joined: list[Block] = []
    for block in blocks:
        crosses = block[0].left < place < block[0].right
        if joined and crosses and joined[-1][-1].left < place < joined[-1][-1].right:
            joined[-1] = (*joined[-1], *block)
        else:
            joined.append(block)
    return joined


def _between(lines: Sequence[Line]) -> float | None:
    """Return where two columns meet, None where there is only one."""
    if len(lines) < 2 * _FEWEST:
        return None
    gutter = _GUTTER * median(line.height for line in lines)
    best: tuple[int, float] | None = None
    for place in sorted({line.left for line in lines}):
        left = [line for line in lines if line.right <= place - gutter]
        right = [line for line in lines if line.left >= place]
        across = len(lines) - len(left) - len(right)
        beside = _beside(left, right)
        if beside < _FEWEST or across > _CROSSING * len(lines):
            continue
        if best is None or across < best[0]:
            best = across, place - gutter / 2
    return best[1] if best else None


def _beside(left: Sequence[Line], right: Sequence[Line]) -> int:
    """Return how many lines of the smaller side stand beside the other one."""
    if not left or not right:
        return 0
    top = min(max(x.y for x in left), max(x.y for x in right))
    bottom = max(min(x.y for x in left), min(x.y for x in right))
    return min(sum(bottom <= x.y <= top for x in side) for side in (left, right))


def _sorted(lines: Sequence[Line]) -> Block:
    """Return lines from top to bottom; parts of one line from left to right."""
    ordered = sorted(lines, key=lambda x: -x.y)
    rows: list[list[Line]] = []
    for line in ordered:
        if rows and abs(rows[-1][0].y - line.y) < _SAME_LINE * line.height:
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(_row(sorted(row, key=lambda x: x.left)) for row in rows)


def _row(parts: Sequence[Line]) -> Line:
    if len(parts) == 1:
        return parts[0]
    widest = max(parts, key=lambda x: x.right - x.left)
    return Line(
        " ".join(part.text for part in parts),
        parts[0].left,
        max(part.right for part in parts),
        widest.y,
        widest.height,
        parts[0].word,
        widest.angle,
    )
