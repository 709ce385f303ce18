"""An `Answer` as Telegram messages: quotes, who speaks, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.answer import Answer, Hit
from qa.render import also, cited, heading, speakers, sure, understood
from qa.settings import UiLanguage
from qa.telegram.blocks import MOST_MARKS, Block, Outgoing, Piece, messages

MOST_PLACES = 8
"""Other places that are named for one passage; of the rest only the number is told."""
FOLDED_FROM = 400
"""Characters from which a quote is folded until it is tapped."""


def compose(answer: Answer, language: UiLanguage) -> list[Outgoing]:
    """Return the messages that show ``answer``.

    What comes nearest where nothing was answered waits behind a button (`passages`).
    """
    blocks = []
    if reading := understood(answer, language):
        blocks.append(Block(reading, (Piece("italic", 0, len(reading)),)))
    if not answer.answered:
        blocks.append(Block(heading(answer, language)))
    blocks += [passage(hit, n, language) for n, hit in enumerate(answer.passages, start=1)]
    if answer.answered:
        blocks.append(Block(sure(answer, language)))
    return messages(blocks)


def passages(hits: Sequence[Hit], first: int, title: str, language: UiLanguage) -> list[Outgoing]:
    """Return the messages that show ``hits`` under ``title``, numbered from ``first``."""
    blocks = [passage(hit, n, language) for n, hit in enumerate(hits, start=first)]
    return messages([Block(title), *blocks])


def passage(hit: Hit, number: int, language: UiLanguage) -> Block:
    """Return a passage as a quote, the best sentence bold, with speaker and citation."""
    marks = [quote(0, len(hit.text))]
    lines = [hit.text]
    if who := speakers(hit, language):
        start = len(hit.text) + 1
        lines.append(f"— {who}")
        marks.append(Piece("italic", start, start + len(lines[-1])))
    lines.append(cited(hit, number, language))
    if others := also(replace(hit, also=hit.also[:MOST_PLACES]), language):
        more = len(hit.also) - MOST_PLACES
        lines.append(f"{others} … (+{more})" if more > 0 else others)
    marks += [Piece("bold", start, end) for start, end in hit.highlights]
    return Block("\n".join(lines), tuple(marks[:MOST_MARKS]))


def quote(start: int, end: int) -> Piece:
    """Return the mark of a quote, folded where it is long."""
    folded = end - start >= FOLDED_FROM
    return Piece("expandable_blockquote" if folded else "blockquote", start, end)
