"""The SQLite file of the bot: turns, chats, answers, thumbs.

It is in write-ahead mode: the death of the process loses nothing. What is taken in from Telegram is
also forced to the disk, since Telegram forgets it; of the rest a power failure may lose the last
moment, which is then done again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import FolderUnwritable, LibraryBusy

_TABLES = """
CREATE TABLE IF NOT EXISTS turns(
    id INTEGER PRIMARY KEY AUTOINCREMENT, update_id INTEGER NOT NULL UNIQUE, at REAL NOT NULL,
    body TEXT, sent TEXT NOT NULL DEFAULT '[]', attempts INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS turns_open ON turns(id) WHERE body IS NOT NULL;
CREATE TABLE IF NOT EXISTS chats(
    chat INTEGER PRIMARY KEY, language TEXT NOT NULL DEFAULT '', article TEXT NOT NULL DEFAULT '',
    memory TEXT NOT NULL DEFAULT '{}', day TEXT NOT NULL DEFAULT '',
    added INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS answers(
    turn INTEGER PRIMARY KEY, chat INTEGER NOT NULL, asked INTEGER NOT NULL, at REAL NOT NULL,
    question TEXT NOT NULL, library TEXT NOT NULL, fingerprint TEXT NOT NULL,
    article TEXT NOT NULL, answered INTEGER NOT NULL, places TEXT NOT NULL,
    messages TEXT NOT NULL, before TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS answers_of ON answers(chat, asked);
CREATE TABLE IF NOT EXISTS feedback(
    turn INTEGER NOT NULL, user INTEGER NOT NULL, chat INTEGER NOT NULL, at REAL NOT NULL,
    good INTEGER NOT NULL, question TEXT NOT NULL, library TEXT NOT NULL,
    fingerprint TEXT NOT NULL, answered INTEGER NOT NULL, places TEXT NOT NULL,
    PRIMARY KEY (turn, user)) WITHOUT ROWID;
"""


class Database:
    """The open file. For one thread."""

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.sql = sqlite3.connect(path, timeout=10, isolation_level=None)
            self.sql.execute("PRAGMA journal_mode = WAL")
            self.sql.execute("PRAGMA secure_delete = ON")
            self.sql.executescript(_TABLES)
        except OSError as error:
            raise FolderUnwritable(path=path.parent, reason=error.strerror) from error
        except sqlite3.Error as error:
            if "locked" in str(error):
                raise LibraryBusy(path=path.parent) from error
            raise FolderUnwritable(path=path, reason=str(error)) from error

    def close(self) -> None:
        """Close the file."""
        self.sql.close()

    @contextmanager
    def change(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """One transaction; ``durable``: power failures included."""
        if self.sql.in_transaction:
            yield self.sql
            return
        self.sql.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        self.sql.execute("BEGIN IMMEDIATE")
        try:
            yield self.sql
            self.sql.execute("COMMIT")
        except BaseException:
            self.sql.rollback()
            raise
