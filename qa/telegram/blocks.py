"""Text with marks, laid out in messages that Telegram takes.

Marks, never markup: an article may hold any character and none of them means anything. Telegram
counts in UTF-16 code units, so does all that leaves this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

LONGEST = 4096
"""UTF-16 code units of the longest message."""
MOST_MARKS = 100
"""Marks that Telegram takes in one message."""
_GAP = "\n\n"

Kind = Literal["blockquote", "expandable_blockquote", "bold", "italic", "text_link", "pre"]


class Piece(NamedTuple):
    """What code points ``[start, end)`` of a block are; ``url`` where they are a link."""

    kind: Kind
    start: int
    end: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a piece of a message is: ``length`` UTF-16 code units from ``offset``."""

    kind: Kind
    offset: int
    length: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to send."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """What stays together in a message if it fits."""

    text: str
    marks: tuple[Piece, ...] = ()

    def part(self, start: int, end: int) -> Block:
        """Return the piece ``[start, end)`` with what it has of the marks."""
        clipped = (
            m._replace(start=max(m.start, start) - start, end=min(m.end, end) - start)
            for m in self.marks
        )
        return Block(self.text[start:end], tuple(m for m in clipped if m.start < m.end))

    def joined(self, other: Block) -> Block:
        """Return this block and ``other`` below it."""
        by = len(self.text) + len(_GAP)
        moved = tuple(m._replace(start=m.start + by, end=m.end + by) for m in other.marks)
        return replace(self, text=self.text + _GAP + other.text, marks=self.marks + moved)


def units(piece: str) -> int:
    """Return the length of ``piece`` in UTF-16 code units."""
    return len(piece) + sum(char > "\uffff" for char in piece)


def messages(blocks: Iterable[Block], longest: int = LONGEST) -> list[Outgoing]:
    """Return the messages that show ``blocks``, cut between them where one is not enough."""
    pieces = (piece for block in blocks for piece in _cut(block, longest) if visible(piece.text))
    return [_outgoing(block) for block in _packed(pieces, longest)]


def visible(text: str) -> bool:
    """Tell whether Telegram would find anything in ``text``: it drops white space and fillers."""
    return any(not c.isspace() and c.isprintable() for c in text)


def _cut(block: Block, longest: int) -> Iterator[Block]:
    """Cut a block that alone is longer than a message: between words where it can be."""
    start, size, space = 0, 0, 0
    for at, char in enumerate(block.text):
        size += units(char)
        if size > longest:
            end = space if space > start else at
            yield block.part(start, end)
            start, size = end, units(block.text[end : at + 1])
        if char.isspace():
            space = at + 1
    yield block.part(start, len(block.text))


def _packed(blocks: Iterable[Block], longest: int) -> Iterator[Block]:
    """Join as many blocks as one message takes."""
    full: Block | None = None
    for block in blocks:
        both = full and full.joined(block)
        if both and units(both.text) <= longest and len(both.marks) <= MOST_MARKS:
            full = both
            continue
        if full:
            yield full
        full = block
    if full:
        yield full


def _outgoing(block: Block) -> Outgoing:
    """Count in UTF-16 from here on."""
    place = [0]
    for char in block.text:
        place.append(place[-1] + units(char))
    return Outgoing(
        block.text,
        tuple(
            Mark(m.kind, place[m.start], place[m.end] - place[m.start], m.url)
            for m in block.marks[:MOST_MARKS]
        ),
    )
