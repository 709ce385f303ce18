"""A library: articles on disk, ready to be asked.

A folder with ``library.sqlite`` (the truth, `index.store`), ``derived/`` (the indexes,
`index.derived`) and ``writer.lock``. One process writes at a time, any number read.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from index import turkish
from index.article import Article
from index.derived import Derived, current, discard, in_memory
from index.encoder import Encoder, load_encoder
from index.errors import (
    ArticleUnknown,
    EncoderMismatch,
    FolderUnwritable,
    LibraryBusy,
    LibraryMissing,
    LibraryOutdated,
)
from index.passages import passages
from index.rows import Entry, Manifest
from index.sentences import sentences
from index.statements import read
from index.store import Store
from index.tables import SCHEMA

DATABASE = "library.sqlite"
_LOCK = "writer.lock"
_DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article that was to be added."""

    id: int
    title: str
    new: bool
    """False where the library held the same content already."""


def manifest_of(encoder: Encoder) -> Manifest:
    """Return what a library made now with ``encoder`` is pinned to."""
    return Manifest(
        SCHEMA,
        turkish.VERSION,
        encoder.name,
        encoder.fingerprint,
        encoder.dimension,
        dict(encoder.prompts),
    )


class Library:
    """An open library. Use `open_library`, `create` or `temporary` to get one."""

    def __init__(self, store: Store, encoder: Encoder, path: Path | None) -> None:
        self.store = store
        self.encoder = encoder
        self.path = path
        self._derived: Derived | None = None

    @property
    def derived(self) -> Derived:
        """The indexes, of the state that the library has now.

        Raises `LibraryOutdated` where another process has rebuilt it with another encoder.
        """
        if self._derived is None or self._derived.revision != self.store.revision:
            self.check()
            folder = self.path and self.path / _DERIVED
            self._derived = current(self.store, folder) if folder else in_memory(self.store)
        return self._derived

    def check(self) -> None:
        """Raise `LibraryOutdated` where the library was made with another encoder than this one."""
        stored, fitting = self.store.manifest, manifest_of(self.encoder)
        if stored != fitting:
            raise LibraryOutdated(
                path=self.path,
                part="encoder",
                stored=f"{stored.encoder} {stored.fingerprint}",
                current=f"{fitting.encoder} {fitting.fingerprint}",
            )

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def entries(self) -> list[Entry]:
        """Return the list of articles."""
        return self.store.entries()

    def add(self, articles: Iterable[Article]) -> Iterator[Added]:
        """Take in articles one by one; each is safe on disk when it is yielded.

        The same content is taken in once. Raises `LibraryBusy` where another process writes.
        """
        with self._writing():
            self.check()  # another process may have rebuilt it before it let go of the lock
            for article in articles:
                known = self.store.find(article.digest)
                if known is None:
                    with self.store.change():
                        number = self._write(article)
                    yield Added(number, article.title, new=True)
                else:
                    yield Added(known, article.title, new=False)

    def _write(self, article: Article, number: int | None = None) -> int:
        found = [sentences(article.flat, paragraph) for paragraph in article.paragraphs]
        pieces = passages(article, found)
        vectors = self.encoder.passages([article.reading(p.span) for p in pieces])
        said, named = read(article, found)
        return self.store.add(article, pieces, said, named, vectors, number)

    def remove(self, number: int) -> None:
        """Delete an article with its passages, statements, vectors and terms.

        Raises `ArticleUnknown` or `LibraryBusy`.
        """
        with self._writing(), self.store.change():
            if not self.store.remove(number):
                raise ArticleUnknown(article=number, library=self.path)

    def rebuild(self, progress: Callable[[str], None] | None = None) -> None:
        """Make everything again from the stored texts, with this analyser and this encoder.

        One transaction: what was there stays until all of it is done. ``progress`` is called with
        the title of each article.
        """
        with self._writing():
            with self.store.change():
                articles = self.store.titles()
                self.store.clear()
                for number, title in articles:
                    article = self.store.article(number)
                    self.store.remove(number)
                    self._write(article, number)
                    if progress is not None:
                        progress(title)
                self.store.pin(manifest_of(self.encoder))
            if self.path is not None:
                discard(self.path / _DERIVED)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """Hold the lock of the one writer."""
        if self.path is None:
            yield
            return
        if not os.access(self.path, os.W_OK):
            raise FolderUnwritable(path=self.path, reason="permission denied")
        lock = FileLock(self.path / _LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise LibraryBusy(path=self.path) from error
        except OSError as error:
            raise FolderUnwritable(path=self.path, reason=error.strerror) from error
        try:
            yield
        finally:
            lock.release()


def holds_library(path: Path) -> bool:
    """Tell whether there is a library in the folder ``path``."""
    try:
        return (path / DATABASE).exists()
    except OSError:  # a name that is too long, a folder that is not ours to look into
        return False


def create(path: Path, encoder: Encoder) -> Library:
    """Make an empty library in a folder that is new or empty. Raises `FolderUnwritable`.

    It appears whole or not at all: it is made beside its place and moved there.
    """
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


def temporary(encoder: Encoder, articles: Iterable[Article]) -> Library:
    """Make a library in memory."""
    store = Store(None)
    store.create(manifest_of(encoder))
    library = Library(store, encoder, None)
    for _ in library.add(articles):
        pass
    return library


def open_library(
    path: Path, encoder: str | Encoder | None = None, *, writable: bool = False, check: bool = True
) -> Library:
    """Open the library in the folder ``path``.

    ``encoder`` is the one, or the name of the one, that the library must have been made with;
    without it the library's own is loaded. With ``check`` false, a library made by another version
    is opened all the same, with that encoder, for `Library.rebuild`.

    Raises `LibraryMissing`, `LibraryDamaged`, `LibraryOutdated`, `EncoderMismatch` or what
    `load_encoder` raises.
    """
    if not holds_library(path):
        raise LibraryMissing(path=path)
    store = Store(path / DATABASE, writable=writable)
    stored = store.manifest
    if encoder is None or isinstance(encoder, str):
        asked, loaded = encoder, None
    else:
        asked, loaded = encoder.name, encoder
    if not check:
        return Library(store, loaded or load_encoder(asked or stored.encoder), path)
    for part, have, need in (
        ("schema", stored.schema, SCHEMA),
        ("analyser", stored.analyser, turkish.VERSION),
    ):
        if have != need:
            raise LibraryOutdated(path=path, part=part, stored=have, current=need)
    if asked is not None and asked != stored.encoder:
        raise EncoderMismatch(path=path, stored=stored.encoder, asked=asked)
    library = Library(store, loaded or load_encoder(stored.encoder), path)
    library.check()
    return library
