"""What is remembered of a chat: language, the article in use, the conversation, what it added."""

from __future__ import annotations

import time
from dataclasses import dataclass

from qa.telegram.database import Database


@dataclass(frozen=True, slots=True)
class Chat:
    """What is remembered of a chat.

    ``language`` is "" until somebody chooses; ``article`` the number of the one in use ("3", or
    "o3" of the shared library), "" for all; ``memory`` the conversation with each library.
    """

    language: str = ""
    article: str = ""
    memory: str = "{}"


class Chats:
    """The chats."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def find(self, chat: int) -> Chat:
        """Return what is remembered of a chat."""
        row = self._db.sql.execute(
            "SELECT language, article, memory FROM chats WHERE chat = ?", (chat,)
        ).fetchone()
        return Chat(*row) if row else Chat()

    def remember(self, chat: int, **facts: str) -> None:
        """Write down some of ``language``, ``article`` and ``memory``."""
        with self._db.change() as sql:
            sql.execute("INSERT OR IGNORE INTO chats(chat) VALUES (?)", (chat,))
            for name in ("language", "article", "memory"):
                if name in facts:
                    sql.execute(
                        f"UPDATE chats SET {name} = ? WHERE chat = ?",  # noqa: S608
                        (facts[name], chat),
                    )

    def added_today(self, chat: int, more: int = 0) -> int:
        """Count ``more`` articles that a chat adds; return how many it has added today (UTC)."""
        today = time.strftime("%Y-%m-%d", time.gmtime())
        with self._db.change() as sql:
            sql.execute("INSERT OR IGNORE INTO chats(chat) VALUES (?)", (chat,))
            sql.execute(
                "UPDATE chats SET added = CASE day WHEN ?1 THEN added ELSE 0 END + ?2, day = ?1 "
                "WHERE chat = ?3",
                (today, more, chat),
            )
            row = sql.execute("SELECT added FROM chats WHERE chat = ?", (chat,)).fetchone()
        return int(row[0])

    def reset(self, chat: int) -> None:
        """Forget a chat's conversation, its answers and its choice of an article."""
        with self._db.change() as sql:
            sql.execute("DELETE FROM answers WHERE chat = ?", (chat,))
            sql.execute("UPDATE chats SET memory = '{}', article = '' WHERE chat = ?", (chat,))

    def forget(self, chat: int) -> None:
        """Forget all of a chat."""
        with self._db.change() as sql:
            for table in ("answers", "feedback", "chats"):
                sql.execute(f"DELETE FROM {table} WHERE chat = ?", (chat,))  # noqa: S608

    def move(self, chat: int, to: int) -> None:
        """Follow a group that has become a supergroup, with another number."""
        with self._db.change() as sql:
            for table in ("answers", "feedback", "chats"):
                sql.execute(
                    f"UPDATE OR REPLACE {table} SET chat = ? WHERE chat = ?",  # noqa: S608
                    (to, chat),
                )
