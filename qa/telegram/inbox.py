"""Updates that were taken in and wait for their turn.

A *turn* is an update that was taken in. It is written down before Telegram is told that it came,
and its content is dropped once it has been dealt with; so nothing that was taken in is lost by
``kill -9``, and what comes again is known by its number. Each message that Telegram has accepted is
written down at once: a turn that begins anew after a crash goes on behind it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass

from qa.telegram.database import Database

_REMEMBERED = 3 * 86400.0  # seconds; Telegram keeps what it could not deliver for one day


@dataclass(frozen=True, slots=True)
class Waiting:
    """A turn that has not been dealt with: the update's JSON and the messages accepted so far."""

    id: int
    update_id: int
    at: float
    body: str
    sent: tuple[int, ...]
    attempts: int


class Inbox:
    """The turns."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def take_in(self, updates: Sequence[tuple[int, str]]) -> None:
        """Write down updates (number, JSON); those that are known already stay as they are."""
        now = time.time()
        with self._db.change(durable=True) as sql:
            sql.executemany(
                "INSERT INTO turns(update_id, at, body) VALUES (?, ?, ?) "
                "ON CONFLICT (update_id) DO NOTHING",
                [(number, now, body) for number, body in updates],
            )

    def waiting(self, update_id: int) -> Waiting | None:
        """Return the turn of an update, None where it has been dealt with or never came."""
        found = self._waiting("update_id = ?", update_id)
        return found[0] if found else None

    def unfinished(self) -> list[Waiting]:
        """Return the turns that an earlier process left, in order."""
        return self._waiting("body IS NOT NULL")

    def begin(self, turn: int) -> None:
        """Count an attempt at a turn: one that the process dies of is not tried without end."""
        with self._db.change() as sql:
            sql.execute("UPDATE turns SET attempts = attempts + 1 WHERE id = ?", (turn,))

    def _waiting(self, condition: str, *values: int) -> list[Waiting]:
        rows = self._db.sql.execute(
            "SELECT id, update_id, at, body, sent, attempts FROM turns "  # noqa: S608
            f"WHERE body IS NOT NULL AND {condition} ORDER BY id",
            values,
        )
        return [Waiting(i, u, at, body, tuple(json.loads(s)), n) for i, u, at, body, s, n in rows]

    def accepted(self, turn: int, messages: Sequence[int]) -> None:
        """Write down the messages of a turn that Telegram has accepted so far."""
        with self._db.change() as sql:
            sql.execute("UPDATE turns SET sent = ? WHERE id = ?", (json.dumps(messages), turn))

    def finish(self, turn: int) -> None:
        """Write down that a turn is dealt with; its content is dropped."""
        with self._db.change() as sql:
            sql.execute("UPDATE turns SET body = NULL, sent = '[]' WHERE id = ?", (turn,))

    def tidy(self) -> None:
        """Forget the numbers of updates that can't come again."""
        with self._db.change() as sql:
            sql.execute(
                "DELETE FROM turns WHERE body IS NULL AND at < ?", (time.time() - _REMEMBERED,)
            )
