"""An `Answer` as Telegram messages: plain text, and marks that say which piece of it is what.

Marks, never markup: an article may hold any character and none of them means anything. Telegram
counts in UTF-16 code units, so does all that leaves this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from qa.answer import Answer, Hit
from qa.messages import text
from qa.render import also, cited, heading, speakers, sure
from qa.settings import UiLanguage

LONGEST = 4096
"""UTF-16 code units of the longest message."""
MOST_MARKS = 100
"""Marks that Telegram takes in one message."""
MOST_PLACES = 8
"""Other places that are named for one passage; of the rest only the number is told."""
FOLDED_FROM = 400
"""Characters from which a quote is folded until it is tapped."""
_GAP = "\n\n"

Kind = Literal["blockquote", "expandable_blockquote", "bold", "italic"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a piece of a message is: ``length`` UTF-16 code units from ``offset``."""

    kind: Kind
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to send."""

    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """What stays together in a message if it fits. Marks are (kind, start, end), in code points."""

    text: str
    marks: tuple[tuple[Kind, int, int], ...] = ()

    def part(self, start: int, end: int) -> _Block:
        """Return the piece ``[start, end)`` with what it has of the marks."""
        clipped = ((k, max(a, start) - start, min(b, end) - start) for k, a, b in self.marks)
        return _Block(self.text[start:end], tuple(m for m in clipped if m[1] < m[2]))

    def joined(self, other: _Block) -> _Block:
        """Return this block and ``other`` below it."""
        by = len(self.text) + len(_GAP)
        moved = tuple((k, a + by, b + by) for k, a, b in other.marks)
        return _Block(self.text + _GAP + other.text, self.marks + moved)


def units(piece: str) -> int:
    """Return the length of ``piece`` in UTF-16 code units."""
    return len(piece) + sum(char > "\uffff" for char in piece)


def spoken(code: str | None, otherwise: UiLanguage) -> UiLanguage:
    """Return the language for a user with that code ("en-GB"), ``otherwise`` if it is neither."""
    languages: tuple[UiLanguage, ...] = ("tr", "en")
    return next((known for known in languages if (code or "").startswith(known)), otherwise)


def commands(language: UiLanguage) -> list[tuple[str, str]]:
    """Return the commands with what they do, for the menu."""
    ask = "sor" if language == "tr" else "ask"
    names = (("start", "bot_command_start"), ("help", "bot_command_help"), (ask, "bot_command_ask"))
    return [(name, text(message, language)) for name, message in names]


def greeting(speaker: str, language: UiLanguage) -> str:
    """Return the answer to /start; ``speaker`` is one to ask for, "" where nobody speaks."""
    name = "bot_example" if speaker else "bot_example_plain"
    return text("bot_start", language, example=text(name, language, speaker=speaker))


def compose(answer: Answer, language: UiLanguage) -> list[Outgoing]:
    """Return the messages that show ``answer``, cut between passages where one is not enough."""
    blocks = []
    if not answer.answered:
        label = [text("nearest", language)] if answer.nearest else []
        blocks.append(_Block("\n".join([heading(answer, language), *label])))
    for number, hit in enumerate(answer.passages or answer.nearest, start=1):
        blocks.append(_passage(hit, number, language))
    if answer.answered:
        blocks.append(_Block(sure(answer, language)))
    pieces = (piece for block in blocks for piece in _cut(block) if not piece.text.isspace())
    return [_outgoing(block) for block in _packed(pieces)]


def _passage(hit: Hit, number: int, language: UiLanguage) -> _Block:
    folded = len(hit.text) >= FOLDED_FROM
    marks: list[tuple[Kind, int, int]] = [
        ("expandable_blockquote" if folded else "blockquote", 0, len(hit.text))
    ]
    lines = [hit.text]
    if who := speakers(hit, language):
        start = len(hit.text) + 1
        lines.append(f"— {who}")
        marks.append(("italic", start, start + len(lines[-1])))
    lines.append(cited(hit, number, language))
    if others := also(replace(hit, also=hit.also[:MOST_PLACES]), language):
        more = len(hit.also) - MOST_PLACES
        lines.append(f"{others} … (+{more})" if more > 0 else others)
    marks += [("bold", start, end) for start, end in hit.highlights]
    return _Block("\n".join(lines), tuple(marks[:MOST_MARKS]))


def _cut(block: _Block) -> Iterator[_Block]:
    """Cut a block that alone is longer than a message: between words where it can be."""
    start, size, space = 0, 0, 0
    for at, char in enumerate(block.text):
        size += units(char)
        if size > LONGEST:
            end = space if space > start else at
            yield block.part(start, end)
            start, size = end, units(block.text[end : at + 1])
        if char.isspace():
            space = at + 1
    yield block.part(start, len(block.text))


def _packed(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """Join as many blocks as one message takes."""
    full: _Block | None = None
    for block in blocks:
        both = full and full.joined(block)
        if both and units(both.text) <= LONGEST and len(both.marks) <= MOST_MARKS:
            full = both
            continue
        if full:
            yield full
        full = block
    if full:
        yield full


def _outgoing(block: _Block) -> Outgoing:
    """Count in UTF-16 from here on."""
    place = [0]
    for char in block.text:
        place.append(place[-1] + units(char))
    return Outgoing(
        block.text, tuple(Mark(k, place[a], place[b] - place[a]) for k, a, b in block.marks)
    )
