"""Changes of a library: one writer at a time, one transaction an article."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from index.analysis import Analysed, analyse
from index.article import Article
from index.encoder import Encoder
from index.errors import ArticleUnknown, FolderUnwritable, LibraryBusy
from index.pinned import manifest_of
from index.pool import Pool, workers
from index.store import Store

_LOCK = "writer.lock"
_MOMENT = 1.0  # seconds of many articles that a power failure may take back
_FEW = 64  # articles that are analysed here: starting processes costs a second


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article that was to be added."""

    id: int
    title: str
    new: bool
    """False where the library held the same content already."""
    replaced: bool = False
    """Whether it took the place of an earlier version of itself."""


class Changes:
    """What changes the articles of a library; `index.library.Library` is the way to it."""

    def __init__(self, store: Store, encoder: Encoder, path: Path | None) -> None:
        self._store = store
        self._encoder = encoder
        self._path = path

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock of the one writer. Raises `LibraryBusy` or `FolderUnwritable`."""
        if self._path is None:
            yield
            return
        if not os.access(self._path, os.W_OK):
            raise FolderUnwritable(path=self._path, reason="permission denied")
        lock = FileLock(self._path / _LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise LibraryBusy(path=self._path) from error
        except OSError as error:
            raise FolderUnwritable(path=self._path, reason=error.strerror) from error
        try:
            yield
        finally:
            lock.release()

    def take_all(self, articles: Iterable[Article]) -> Iterator[Added]:
        """Take in articles, a transaction each, which outlives the process when it is yielded.

        Of many, if they come faster than they are taken, several are analysed at once, and the disk
        is waited for once a second: of those a power failure may take back the last moment.
        """
        coming = iter(articles)
        waited = taken = 0.0
        for _ in range(_FEW):
            start = time.perf_counter()
            article = next(coming, None)
            waited += time.perf_counter() - start
            if article is None:
                return
            start = time.perf_counter()
            added = self._take(article)
            taken += time.perf_counter() - start
            yield added
        count = workers(self._encoder) if waited < taken else 0
        if not count:
            yield from map(self._take, coming)
            return
        pool = Pool(self._encoder, count)
        try:
            durable = time.monotonic()
            for article, found in pool.analysed(coming, self._holds):
                due = time.monotonic() - durable > _MOMENT
                yield self._take(article, found, durable=due)
                durable = time.monotonic() if due else durable
        finally:
            pool.close()
            self._store.settle()

    def _holds(self, article: Article) -> bool:
        return self._store.find(article.digest) is not None

    def _take(
        self, article: Article, found: Analysed | None = None, *, durable: bool = True
    ) -> Added:
        """Take in an article, in one transaction; ``found`` is what was found in it, if known.

        What came from the same place before goes: the article has changed.
        """
        known = self._store.find(article.digest)
        earlier = self._store.find_origin(article.origin)
        if known is not None and earlier in (None, known):
            return Added(known, article.title, new=False)
        with self._store.change(forgetting=earlier is not None, durable=durable):
            if earlier is not None:
                self._store.remove(earlier)
            number = self._write(article, earlier, found) if known is None else known
        return Added(number, article.title, new=known is None, replaced=earlier is not None)

    def remove(self, number: int) -> None:
        """Delete an article with all that was found in it. Raises `ArticleUnknown`."""
        with self._store.change(forgetting=True):
            if not self._store.remove(number):
                raise ArticleUnknown(article=number, library=self._path)

    def rebuild(self, progress: Callable[[str], None] | None) -> None:
        """Make everything again from the stored texts, in one transaction."""
        with self._store.change(forgetting=True):
            articles = self._store.titles()
            self._store.clear()
            for number, title in articles:
                article = self._store.article(number)
                self._store.remove(number)
                self._write(article, number)
                if progress is not None:
                    progress(title)
            self._store.pin(manifest_of(self._encoder))

    def _write(
        self, article: Article, number: int | None = None, found: Analysed | None = None
    ) -> int:
        return self._store.add(article, found or analyse(article, self._encoder), number)
