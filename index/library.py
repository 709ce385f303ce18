"""A library: articles on disk, or on a server, ready to be asked.

On disk it is a folder with ``library.sqlite`` (the truth, `index.store`), ``derived/`` (the
indexes, `index.derived`) and ``writer.lock``. One process writes at a time, any number read. Where
a place is no folder but an `Address`, `index.remote` does the work.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Self

from index.article import Article
from index.asked import Library
from index.changes import Added, Changes
from index.derived import Derived, current, discard, in_memory
from index.derived import check as check_derived
from index.encoder import Encoder, load_encoder
from index.errors import (
    FolderUnwritable,
    IndexDamaged,
    LibraryMissing,
)
from index.pinned import manifest_of, require_encoder, require_version
from index.places import Address, Place
from index.rows import Entry
from index.store import Store
from index.verifying import verify

__all__ = [
    "DATABASE",
    "DERIVED",
    "Added",
    "Folder",
    "Library",
    "create",
    "holds_library",
    "manifest_of",
    "move",
    "open_library",
    "temporary",
    "wipe",
]

DATABASE = "library.sqlite"
DERIVED = "derived"
"""Folder of the indexes inside that of the library."""


class Folder:
    """A library in a folder, or in memory. `open_library`, `create` and `temporary` make one."""

    def __init__(self, store: Store, encoder: Encoder, path: Path | None) -> None:
        self.store = store
        self.encoder = encoder
        self.path = path
        self._changes = Changes(store, encoder, path)
        self._derived: Derived | None = None

    @property
    def derived(self) -> Derived:
        """The indexes, of the state that the library has now.

        Raises `LibraryOutdated` where another process has rebuilt it with another encoder.
        """
        if self._derived is None or self._derived.state != self.store.states[-1]:
            self.check()
            folder = self.path and self.path / DERIVED
            self._derived = (
                current(self.store, folder, self.encoder)
                if folder
                else in_memory(self.store, self.encoder)
            )
        return self._derived

    def check(self) -> None:
        """Raise `LibraryOutdated` where the library was made with another encoder than this one."""
        require_encoder(self.path, self.store.manifest, manifest_of(self.encoder))

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def entries(self) -> list[Entry]:
        """Return the list of articles."""
        return self.store.entries()

    def add(self, articles: Iterable[Article]) -> Iterator[Added]:
        """Take in articles one by one; each outlives the process when it is yielded.

        A power failure as well, but for the last second of many that come fast. The same content is
        taken in once; an article of an origin that is there takes the place and the number of its
        earlier version. Raises `LibraryBusy` where another process writes.
        """
        with self._changes.writing():
            self.check()  # another process may have rebuilt it before it let go of the lock
            yield from self._changes.take_all(articles)

    def remove(self, number: int) -> None:
        """Delete an article with its passages, statements, vectors and terms.

        Raises `ArticleUnknown` or `LibraryBusy`.
        """
        with self._changes.writing():
            self._changes.remove(number)

    def rebuild(self, progress: Callable[[str], None] | None = None) -> None:
        """Make everything again from the stored texts, with this analyser and this encoder.

        One transaction: what was there stays until all of it is done. ``progress`` is called with
        the title of each article.
        """
        with self._changes.writing():
            self._changes.rebuild(progress)
            if self.path is not None:
                discard(self.path / DERIVED)

    def verify(self, progress: Callable[[str], None] | None = None) -> str:
        """Check every hash and count; make indexes again that are not what they should be.

        Returns what was wrong with the indexes, "" where nothing was. Raises `LibraryDamaged` where
        the database is not what was written: that can't be mended. ``progress`` is called with the
        title of each article.
        """
        with self.store.snapshot():
            self.store.check()
            for entry in self.store.entries():
                verify(self.store, entry, self.store.manifest)
                if progress is not None:
                    progress(entry.title)
        if self.path is None:
            return ""
        try:
            check_derived(self.store, self.path / DERIVED, self.encoder)
        except IndexDamaged as damage:
            self._derived = None
            discard(self.path / DERIVED)
            check_derived(self.store, self.path / DERIVED, self.encoder)
            return str(damage.facts["reason"])
        return ""


def holds_library(path: Place) -> bool:
    """Tell whether there is a library at a place."""
    if isinstance(path, Address):
        from index.remote.library import holds_remote

        return holds_remote(path)
    try:
        return (path / DATABASE).exists()
    except OSError:  # a name that is too long, a folder that is not ours to look into
        return False


def create(path: Place, encoder: Encoder) -> Library:
    """Make an empty library in a folder that is new or empty, or on a server.

    In a folder it appears whole or not at all: it is made beside its place and moved there. Raises
    `FolderUnwritable`, or what `index.remote.library.create_remote` raises.
    """
    if isinstance(path, Address):
        from index.remote.library import create_remote

        return create_remote(path, encoder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=f".{path.name}-", dir=path.parent))
    except OSError as error:
        raise FolderUnwritable(path=path, reason=error.strerror) from error
    store = Store(making / DATABASE, writable=True)
    store.create(manifest_of(encoder))
    store.close()
    try:
        making.chmod(0o755)  # mkdtemp makes folders for one user's eyes
        making.rename(path)
    except OSError as error:
        shutil.rmtree(making, ignore_errors=True)
        if not holds_library(path):  # else another process made it a moment ago
            raise FolderUnwritable(path=path, reason=error.strerror) from error
    return open_library(path, encoder, writable=True)


def wipe(path: Place) -> None:
    """Delete the library at a place, if there is one, with all its articles."""
    if not isinstance(path, Address):
        shutil.rmtree(path, ignore_errors=True)
        return
    from index.remote.library import wipe_remote

    wipe_remote(path)


def move(path: Place, target: Place) -> None:
    """Give the library at a place, if there is one, another; unless there is one already."""
    if isinstance(path, Address) and isinstance(target, Address):
        from index.remote.library import move_remote

        move_remote(path, target)
    elif isinstance(path, Path) and isinstance(target, Path):
        if holds_library(path) and not target.exists():
            path.rename(target)
    else:
        raise ValueError("a folder and an address")


def temporary(encoder: Encoder, articles: Iterable[Article]) -> Folder:
    """Make a library in memory."""
    store = Store(None)
    store.create(manifest_of(encoder))
    library = Folder(store, encoder, None)
    for _ in library.add(articles):
        pass
    return library


def open_library(
    path: Place, encoder: str | Encoder | None = None, *, writable: bool = False, check: bool = True
) -> Library:
    """Open the library in the folder ``path``, or at that address.

    ``encoder`` is the one, or the name of the one, that the library must have been made with;
    without it the library's own is loaded. With ``check`` false, a library made by another version
    is opened all the same, with that encoder, for `Library.rebuild`.

    Raises `LibraryMissing`, `LibraryDamaged`, `LibraryOutdated`, `EncoderMismatch` or what
    `load_encoder` raises, or what `index.remote.library.open_remote` raises.
    """
    if isinstance(path, Address):
        from index.remote.library import open_remote

        return open_remote(path, encoder, check=check)
    if not holds_library(path):
        raise LibraryMissing(path=path)
    store = Store(path / DATABASE, writable=writable)
    stored = store.manifest
    if encoder is None or isinstance(encoder, str):
        asked, loaded = encoder, None
    else:
        asked, loaded = encoder.name, encoder
    if not check:
        return Folder(store, loaded or load_encoder(asked or stored.encoder), path)
    require_version(path, stored, asked)
    library = Folder(store, loaded or load_encoder(stored.encoder), path)
    library.check()
    return library
