"""What the bot keeps, in one file."""

from __future__ import annotations

from pathlib import Path

from qa.telegram.answers import Answers
from qa.telegram.chats import Chats
from qa.telegram.database import Database
from qa.telegram.inbox import Inbox


class State:
    """The open file with all that is in it. For one thread."""

    def __init__(self, path: Path) -> None:
        self._db = Database(path)
        self.inbox = Inbox(self._db)
        self.chats = Chats(self._db)
        self.answers = Answers(self._db)
        self.change, self.close = self._db.change, self._db.close

    def tidy(self) -> None:
        """Forget what is too old to be of use."""
        with self.change():
            self.inbox.tidy()
            self.answers.tidy()

    def counts(self) -> dict[str, int]:
        """Return how many chats, answers, thumbs up and down, and open turns there are."""
        return {
            name: int(self._db.sql.execute(f"SELECT count(*) FROM {what}").fetchone()[0])  # noqa: S608
            for name, what in (
                ("chats", "chats"),
                ("given", "answers"),
                ("good", "feedback WHERE good"),
                ("bad", "feedback WHERE NOT good"),
                ("open", "turns WHERE body IS NOT NULL"),
            )
        }
