"""The SQLite file under a library: transactions, revisions, and what SQLite says made plain.

Every change is one transaction that also raises the revision; what an index on disk was made from
is known by that number. The file is in write-ahead mode, so readers never wait for the writer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import FolderUnwritable, LibraryBusy, LibraryDamaged, LibraryMissing

_WAIT = 10.0  # seconds that one transaction waits for another


class Database:
    """An open database with a table ``meta(key, value)``. ``path`` None keeps it in memory."""

    def __init__(self, path: Path | None, *, writable: bool = False) -> None:
        self.path = path
        with self.guard():
            self.sql = _connect(path, writable)
            self.sql.execute("PRAGMA foreign_keys = ON")
            self.sql.execute("PRAGMA secure_delete = ON")  # what is removed is gone from the file

    def close(self) -> None:
        """Close the database."""
        self.sql.close()

    def make(self, tables: str) -> None:
        """Run the statements that make ``tables``, all or none."""
        with self.guard():
            if self.path is not None:
                self.sql.execute("PRAGMA journal_mode = WAL")
                self.sql.execute("PRAGMA synchronous = FULL")
            self.sql.executescript(f"BEGIN IMMEDIATE; {tables} COMMIT;")

    @property
    def _library(self) -> Path | str:
        return self.path.parent if self.path else ":memory:"

    @contextmanager
    def guard(self) -> Iterator[None]:
        """Turn what SQLite says into errors that say what to do."""
        try:
            yield
        except sqlite3.OperationalError as error:
            reason = str(error)
            if "locked" in reason or "busy" in reason:
                raise LibraryBusy(path=self._library) from error
            if "readonly" in reason or "unable to open" in reason or "full" in reason:
                raise FolderUnwritable(path=self._library, reason=reason) from error
            raise LibraryDamaged(path=self._library, reason=reason) from error
        except sqlite3.DatabaseError as error:
            raise LibraryDamaged(path=self._library, reason=str(error)) from error

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Like `guard`, for code that also makes sense of what was read."""
        with self.guard():
            try:
                yield
            except (ValueError, TypeError, LookupError, AttributeError) as error:
                raise LibraryDamaged(path=self._library, reason=str(error)) from error

    @contextmanager
    def change(self) -> Iterator[None]:
        """One transaction: all of it or nothing, and a new revision."""
        with self.guard():
            self.sql.execute("BEGIN IMMEDIATE")
        try:
            with self.guard():
                yield
                self.put("revision", str(self._number("revision") + 1))
                self.sql.execute("COMMIT")
        except BaseException:
            if self.sql.in_transaction:
                self.sql.execute("ROLLBACK")
            raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Show the reads inside one state of the library, whatever is written meanwhile."""
        if self.sql.in_transaction:
            yield  # inside another one, whose state is shown
            return
        with self.guard():
            self.sql.execute("BEGIN")
            try:
                yield
            finally:
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
