"""The SQLite file under a library: transactions, revisions, and what SQLite says made plain.

Every change is one transaction that also gives the library a new state: a revision, which counts,
and a random token, because a database that was restored from a copy counts on from there and must
not meet an index of the same number. The file is in write-ahead mode, so readers never wait for the
writer.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import FolderUnwritable, LibraryBusy, LibraryDamaged, LibraryMissing

_WAIT = 10.0  # seconds that one transaction waits for another
_PAGE = 16384  # bytes: rows of a kilobyte leave a tenth of the usual 4096 empty
_LOG = 4096  # pages of the log that are copied into the file at once: many change again and again
_REMEMBERED = 256  # states before the present one


class Database:
    """An open database with a table ``meta(key, value)``. ``path`` None keeps it in memory."""

    def __init__(self, path: Path | None, *, writable: bool = False) -> None:
        self.path = path
        self._shown: tuple[str, ...] | None = None  # the states that a snapshot shows
        with self.guard():
            self.sql = _connect(path, writable)
            self.sql.execute("PRAGMA foreign_keys = ON")
            self.sql.execute(f"PRAGMA wal_autocheckpoint = {_LOG}")
            self.sql.execute("PRAGMA secure_delete = ON")  # what is removed is gone from the file

    def close(self) -> None:
        """Close the database."""
        self.sql.close()

    def make(self, tables: str) -> None:
        """Run the statements that make ``tables``, all or none."""
        with self.guard():
            if self.path is not None:
                self.sql.execute(f"PRAGMA page_size = {_PAGE}")
                self.sql.execute("PRAGMA journal_mode = WAL")
            self.sql.executescript(f"BEGIN IMMEDIATE; {tables} COMMIT;")

    @property
    def library(self) -> Path | str:
        """Folder that the file lies in, for messages."""
        return self.path.parent if self.path else ":memory:"

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Turn what SQLite says into errors that say what to do."""
        try:
            yield
        except sqlite3.OperationalError as error:
            reason = str(error)
            if "locked" in reason or "busy" in reason:
                raise LibraryBusy(path=self.library) from error
            if "readonly" in reason or "unable to open" in reason or "full" in reason:
                raise FolderUnwritable(path=self.library, reason=reason) from error
            raise LibraryDamaged(path=self.library, reason=reason) from error
        except sqlite3.DatabaseError as error:
            raise LibraryDamaged(path=self.library, reason=str(error)) from error

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Like `guard`, for code that also makes sense of what was read."""
        with self.guard():
            try:
                yield
            except (ValueError, TypeError, LookupError, AttributeError) as error:
                raise LibraryDamaged(path=self.library, reason=str(error)) from error

    @contextmanager
    def change(self, *, forgetting: bool = False, durable: bool = True) -> Iterator[None]:
        """One transaction: all of it or nothing, and a new state.

        It outlives the process in any case. ``durable``: a power failure as well, with all before
        it; that waits for the disk.
        With ``forgetting``, something is removed of which nothing may stay: no index of an earlier
        state is any good, and the log of what was written is emptied.
        """
        with self.guard():
            self.sql.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self.sql.execute("BEGIN IMMEDIATE")
        try:
            with self.guard():
                yield
                revision = self._number("revision") + 1
                before = () if forgetting else self.states[-_REMEMBERED:]
                self.put("revision", str(revision))
                state = f"{revision:010d}-{secrets.token_hex(4)}"
                self.put("states", json.dumps([*before, state]))
                self.sql.execute("COMMIT")
        except BaseException:
            if self.sql.in_transaction:
                self.sql.execute("ROLLBACK")
            raise
        if forgetting and self.path is not None:
            with self.guard():
                self.sql.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def settle(self) -> None:
        """Make all changes durable: the log is forced to the disk before it is copied from."""
        if self.path is not None:
            with self.guard():
                self.sql.execute("PRAGMA wal_checkpoint(PASSIVE)")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Show the reads inside one state of the library, whatever is written meanwhile."""
        if self.sql.in_transaction:
            yield  # inside another one, whose state is shown
            return
        with self.guard():
            self.sql.execute("BEGIN")
            try:
                self._shown = self.states  # asked for many times while a question is answered
                yield
            finally:
                self._shown = None
                self.sql.execute("COMMIT")

    def put(self, key: str, value: str) -> None:
        """Write a row of ``meta`` (inside `change`)."""
        self.sql.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _number(self, key: str) -> int:
        row = self.sql.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return int(row[0]) if row else 0

    @property
    def size(self) -> int:
        """Bytes of the database."""
        with self.reading():
            pages = self.sql.execute("PRAGMA page_count").fetchone()[0]
            return int(pages * self.sql.execute("PRAGMA page_size").fetchone()[0])

    @property
    def revision(self) -> int:
        """Number of changes so far."""
        with self.reading():
            return self._number("revision")

    @property
    def states(self) -> tuple[str, ...]:
        """The present state, last, behind those before it since something was removed."""
        if self._shown is not None:
            return self._shown
        with self.reading():
            row = self.sql.execute("SELECT value FROM meta WHERE key = 'states'").fetchone()
            return tuple(json.loads(row[0])) if row else (f"{self._number('revision'):010d}",)


def _connect(path: Path | None, writable: bool) -> sqlite3.Connection:
    if path is None:
        return _opened(":memory:")
    if writable:
        return _opened(str(path))
    if not path.exists():
        raise LibraryMissing(path=path.parent)
    database = _opened(path.absolute().as_uri() + "?mode=ro")
    try:
        database.execute("PRAGMA schema_version")
    except sqlite3.OperationalError:
        # Readers share a little memory through a file beside the database. Where the folder can't
        # be written they cannot, but nobody else can change the library either.
        database.close()
        database = _opened(path.absolute().as_uri() + "?immutable=1")
    return database


def _opened(name: str) -> sqlite3.Connection:
    # Transactions are ours to begin and end; one thread at a time is the caller's duty.
    return sqlite3.connect(
        name,
        timeout=_WAIT,
        isolation_level=None,
        check_same_thread=False,
        uri=name.startswith("file:"),
    )
