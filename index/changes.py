"""Changes of a library: one writer at a time, one transaction an article."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from index import turkish
from index.analysis import Analysed, analyse
from index.article import Article
from index.encoder import Encoder
from index.errors import ArticleUnknown, FolderUnwritable, LibraryBusy
from index.pool import Pair, Pool, workers
from index.rows import Manifest
from index.store import SCHEMA, Store

_LOCK = "writer.lock"
_FEW = 64  # articles that are taken one by one: starting processes costs a second
TOGETHER = 64
"""So many articles at most are written in one transaction, and acknowledged one after the other."""
_PATIENCE = 0.5  # seconds after which what is there is written


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an article that was to be added."""

    id: int
    title: str
    new: bool
    """False where the library held the same content already."""
    replaced: bool = False
    """Whether it took the place of an earlier version of itself."""


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
        """Take in articles; each is on disk when it is yielded.

        A few are taken one by one. Of many, if they come faster than they are taken, several are
        analysed at once, and written in one transaction.
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
            added = self.take(article)
            taken += time.perf_counter() - start
            yield added
        count = workers(self._encoder) if waited < taken else 0
        if not count:
            yield from map(self.take, coming)
            return
        pool = Pool(self._encoder, count)
        try:
            yield from self._together(pool.analysed(coming, self._holds))
        finally:
            pool.close()

    def _holds(self, article: Article) -> bool:
        return self._store.find(article.digest) is not None

    def _together(self, pairs: Iterable[Pair]) -> Iterator[Added]:
        batch: dict[str, tuple[Article, Analysed]] = {}
        since = time.monotonic()
        for article, found in pairs:
            origins = {a.origin for a, _ in batch.values() if a.origin}
            apart = found is None or self._holds(article) or self._store.find_origin(article.origin)
            if apart or article.digest in batch or article.origin in origins:
                yield from self._write_all(batch)
                yield self.take(article)
                batch = {}
            elif found is not None:
                batch[article.digest] = article, found
            if len(batch) >= TOGETHER or time.monotonic() - since > _PATIENCE:
                yield from self._write_all(batch)
                batch, since = {}, time.monotonic()
        yield from self._write_all(batch)

    def _write_all(self, batch: Mapping[str, tuple[Article, Analysed]]) -> list[Added]:
        if not batch:
            return []
        with self._store.change():
            return [
                Added(self._store.add(article, found), article.title, new=True)
                for article, found in batch.values()
            ]

    def take(self, article: Article) -> Added:
        """Take in an article, in one transaction.

        What came from the same place before goes: the article has changed.
        """
        known = self._store.find(article.digest)
        earlier = self._store.find_origin(article.origin)
        if earlier is None and known is None:
            with self._store.change():
                return Added(self._write(article), article.title, new=True)
        if earlier is None or earlier == known:
            assert known is not None  # noqa: S101  # one of the two is there
            return Added(known, article.title, new=False)
        with self._store.change(forgetting=True):
            self._store.remove(earlier)
            number = self._write(article, earlier) if known is None else known
        return Added(number, article.title, new=known is None, replaced=True)

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

    def _write(self, article: Article, number: int | None = None) -> int:
        return self._store.add(article, analyse(article, self._encoder), number)
