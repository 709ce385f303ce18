"""Answers that were given: what their buttons need, and what people thought of them."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from qa.telegram.database import Database

KEPT = 30 * 86400.0
"""Seconds for which the buttons of an answer work."""

LibraryName = Literal["own", "shared"]


@dataclass(frozen=True, slots=True)
class Place:
    """A shown passage: code points ``[start, end)`` of an article, known by its content."""

    article: int
    digest: str
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given: what its buttons need, and no word of an article.

    ``asked`` is the message with the question, ``messages`` are those with the answer, ``before``
    the memory of the chat before it.
    """

    turn: int
    chat: int
    asked: int
    question: str
    library: LibraryName
    fingerprint: str
    article: str
    answered: bool
    places: tuple[Place, ...]
    messages: tuple[int, ...]
    before: str


class Answers:
    """The answers and the thumbs."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def give(self, given: Given) -> None:
        """Write down an answer; it takes the place of an earlier one to the same message."""
        with self._db.change() as sql:
            sql.execute(
                "DELETE FROM answers WHERE chat = ? AND asked = ?", (given.chat, given.asked)
            )
            sql.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    given.turn,
                    given.chat,
                    given.asked,
                    time.time(),
                    given.question,
                    given.library,
                    given.fingerprint,
                    given.article,
                    given.answered,
                    places_out(given.places),
                    json.dumps(given.messages),
                    given.before,
                ),
            )

    def find(self, chat: int, *, turn: int | None = None, asked: int | None = None) -> Given | None:
        """Return an answer of a chat: of a turn, to a message, or else the last one."""
        if turn is not None:
            row = self._answer("turn = ?", chat, turn)
        elif asked is not None:
            row = self._answer("asked = ?", chat, asked)
        else:
            row = self._answer("1 ORDER BY turn DESC LIMIT 1", chat)
        if row is None:
            return None
        turn, chat, asked, _, question, library, mark, article, answered, places, sent, before = row
        return Given(
            turn, chat, asked, question, library, mark, article, bool(answered),
            places_in(places), tuple(json.loads(sent)), before,
        )  # fmt: skip

    def _answer(self, condition: str, *values: int) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self._db.sql.execute(
            f"SELECT * FROM answers WHERE chat = ? AND {condition}",  # noqa: S608
            values,
        ).fetchone()
        return row

    def showing(self, chat: int, message: int) -> Given | None:
        """Return the answer that a message of the bot belongs to."""
        row = self._answer(
            "EXISTS (SELECT 1 FROM json_each(messages) WHERE value = ?) LIMIT 1", chat, message
        )
        return self.find(chat, turn=row[0]) if row else None

    def rate(self, given: Given, user: int, *, good: bool) -> None:
        """Write down somebody's thumb; a later one takes the place of an earlier one."""
        with self._db.change() as sql:
            sql.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    given.turn,
                    user,
                    given.chat,
                    time.time(),
                    good,
                    given.question,
                    given.library,
                    given.fingerprint,
                    given.answered,
                    places_out(given.places),
                ),
            )

    def tidy(self) -> None:
        """Forget answers whose buttons need not work any more."""
        with self._db.change() as sql:
            sql.execute("DELETE FROM answers WHERE at < ?", (time.time() - KEPT,))


def places_out(places: Sequence[Place]) -> str:
    """Return places as JSON."""
    return json.dumps([[p.article, p.digest, p.paragraph, p.start, p.end] for p in places])


def places_in(text: str) -> tuple[Place, ...]:
    """Return what `places_out` wrote."""
    return tuple(Place(*values) for values in json.loads(text))
