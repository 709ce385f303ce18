"""Buttons under messages. What one carries is at most 64 bytes and says nothing by itself.

A button names a verb and the turn of an answer, or an article, by numbers: ``"more:17:3"``. What
the numbers mean is looked up in the chat in which it was pressed, so data that somebody made up
reaches nothing of another chat; and it means the same after a restart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from qa.messages import text
from qa.settings import UiLanguage

LONGEST = 64
"""Bytes of the longest data of a button."""
_FORM = re.compile(r"[a-z]{1,8}(?::[a-z0-9-]{1,20}){0,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Button:
    """A button that says ``label`` and carries ``data``, or opens ``url``."""

    label: str
    data: str = ""
    url: str = ""


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons."""


def pack(verb: str, *values: object) -> str:
    """Return the data of a button."""
    data = ":".join((verb, *map(str, values)))
    if not _FORM.fullmatch(data) or len(data) > LONGEST:
        raise ValueError(data)
    return data


def unpack(data: str | None) -> tuple[str, list[str]]:
    """Return verb and values of what a button carried, ``("", [])`` where that is none of ours."""
    if data is None or len(data) > LONGEST or not _FORM.fullmatch(data):
        return "", []
    verb, *values = data.split(":")
    return verb, values


def under_answer(turn: int, shown: int, *, answered: bool, language: UiLanguage) -> Keyboard:
    """Return the buttons under the answer of ``turn``, which shows ``shown`` passages."""

    def button(verb: str, *values: object) -> Button:
        return Button(text(f"bot_button_{verb}", language), pack(verb, turn, *values))

    thumbs = (button("good"), button("bad"))
    if answered:
        row = (button("more", shown), button("context", 0))
        return row, (button("who"), button("source")), thumbs
    return ((button("near"),), thumbs) if shown else (thumbs,)


def steps(verb: str, *values: object, at: int, count: int) -> tuple[Button, ...]:
    """Return the row that leads from page ``at`` of ``count`` to its neighbours."""
    if count < 2:
        return ()
    before = (Button("‹", pack(verb, *values, at - 1)),) if at > 0 else ()
    after = (Button("›", pack(verb, *values, at + 1)),) if at < count - 1 else ()
    return (*before, Button(f"{at + 1} / {count}", pack("stay")), *after)
