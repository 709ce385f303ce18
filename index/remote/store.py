"""What is kept of the articles of a library on a server, for whoever reads.

Only the head is read anew, once for each question; it says which rows count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.errors import LibraryDamaged, LibraryMissing
from index.places import Address
from index.remote.editions import AtHand, Editions
from index.remote.head import Head, Heads
from index.remote.names import Names
from index.remote.rows import (
    PASSAGE_FIELDS,
    article_in,
    entities_in,
    parted,
    passage_in,
    statements_in,
)
from index.remote.schema import PASSAGES, Collections
from index.remote.server import Row
from index.rows import Entry, Manifest, Speaker, StoredPassage
from index.speech.known import Entity
from index.statements import Statement
from index.turkish import tokens

_MOST = 20_000  # passages at hand


class RemoteStore:
    """The rows of a library that its head makes count."""

    def __init__(
        self, collections: Collections, heads: Heads, address: Address, manifest: Manifest
    ) -> None:
        self.manifest, self.folder = manifest, address
        self._heads, self._server = heads, collections.server
        self._passages_of = collections.of(PASSAGES)
        self._editions, self._names = Editions(collections), Names(collections)
        self._passages: AtHand[int, StoredPassage] = AtHand(_MOST)
        self._words: AtHand[int, tuple[str, ...]] = AtHand(_MOST)
        self._shown: Head | None = None
        self._forgotten = -1

    @property
    def head(self) -> Head:
        """The head; that of the snapshot inside one. Raises `LibraryMissing` where it is gone."""
        if self._shown is not None:
            return self._shown
        head = self._heads.read(self.folder.part, "Session")
        if head is None:
            raise LibraryMissing(path=self.folder)
        if head.forgotten != self._forgotten:  # what was removed must not be kept in mind
            self._editions.forget()
            self._names.forget()
            self._passages.clear()
            self._words.clear()
            self._forgotten = head.forgotten
        return head

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Show the reads inside one state of the library, whatever is written meanwhile."""
        if self._shown is not None:
            yield
            return
        self._shown = self.head
        try:
            yield
        finally:
            self._shown = None

    @contextmanager
    def _reading(self) -> Iterator[Head]:
        """Show one state to code that also makes sense of what was read."""
        with self.snapshot():
            try:
                yield self.head
            except (ValueError, TypeError, LookupError) as error:
                raise LibraryDamaged(path=self.folder, reason=str(error)) from error

    @property
    def revision(self) -> int:
        """Number of changes so far."""
        return self.head.revision

    @property
    def size(self) -> int:
        """Bytes on this machine: none."""
        return 0

    def entries(self) -> list[Entry]:
        """Return the list of articles, in the order of their numbers."""
        with self._reading() as head:
            return [edition.entry for edition in self._editions.all(head)]

    @property
    def count(self) -> int:
        """Number of articles."""
        return len(self.entries())

    def articles_of(self, ids: Iterable[int]) -> set[int]:
        """Return the numbers of the articles that passages are of."""
        return {passage.article for passage in self.passages(ids)}

    def titles(self) -> list[tuple[int, str]]:
        """Return numbers and titles of the articles, in the order of the numbers."""
        return [(entry.id, entry.title) for entry in self.entries()]

    def titles_of(self, articles: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """Return the folded words of the titles of the given articles."""
        with self._reading() as head:
            found = self._editions.of(head, articles)
            return {e.number: tuple(t.word for t in tokens(e.entry.title)) for e in found}

    def article(self, number: int) -> Article:
        """Return an article; its content is checked against its digest."""
        with self._reading() as head:
            found = self._editions.of(head, [number])
            if not found:
                raise ValueError(f"article {number} is gone")
            article = article_in(found[0], self._editions.pieces(found, "text")[found[0].key])
            if article.digest != found[0].digest:
                raise ValueError(f"article {number} is not what was written")
            return article

    def ids(self, articles: Iterable[int] | None = None) -> NDArray[np.int64]:
        """Return the numbers of all passages, or those of ``articles``; ascending, shape (n,)."""
        with self._reading() as head:
            every = self._editions.all if articles is None else None
            found = every(head) if every else self._editions.of(head, articles or ())
            return np.array(sorted(key for e in found for key in e.passages), np.int64)

    def passages(self, ids: Iterable[int]) -> list[StoredPassage]:
        """Return the passages of those numbers that exist, in the order of their numbers."""
        wanted = sorted({int(i) for i in ids})
        with self._reading() as head:
            found = {i: self._passages[i] for i in wanted if i in self._passages}
            missing = [i for i in wanted if i not in found]
            rows = self._server.get(self._passages_of, missing, PASSAGE_FIELDS)
            found |= {p.id: p for p in self.take([r for r in rows if head.counts(r["edition"])])}
            return [found[i] for i in wanted if i in found]

    def vectors(self, ids: Iterable[int]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return those of the passages that exist with their vectors, in the order of numbers.

        Shapes (n,) and (n, dimension).
        """
        found = self.passages(ids)
        vectors = np.array([p.vector for p in found], np.float32)
        return np.array([p.id for p in found], np.int64), vectors

    def take(self, rows: Iterable[Row]) -> list[StoredPassage]:
        """Keep at hand the passages of rows that an arm has found."""
        some = list(rows)
        passages = [passage_in(row) for row in some]
        self._passages.keep({p.id: p for p in passages})
        head = self.head
        self._editions.learn(head.key(row["edition"]) for row in some)
        return passages

    def of_articles(self, articles: Iterable[int]) -> list[StoredPassage]:
        """Return all passages of the given articles."""
        with self._reading() as head:
            found = self._editions.of(head, articles)
            return self.passages(key for e in found for key in e.passages)

    def words_of(
        self, paragraphs: Iterable[tuple[int, int]]
    ) -> dict[tuple[int, int], tuple[str, ...]]:
        """Return the folded words of each of the given (article, paragraph) pairs."""
        wanted = {(int(a), int(p)) for a, p in paragraphs}
        words: dict[tuple[int, int], tuple[str, ...]] = {}
        with self._reading() as head:
            found = self._editions.of(head, {a for a, _ in wanted})
            places = self._editions.pieces(found, "places")
            keys = {
                (e.number, paragraph): some
                for e in found
                for paragraph, some in parted(e, places[e.key])
                if some and (e.number, paragraph) in wanted
            }
            known = self._words_at([key for some in keys.values() for key in some])
            for place, some in keys.items():
                words[place] = tuple(w for key in some for w in known.get(key, ()))
        return words

    def _words_at(self, keys: list[int]) -> dict[int, tuple[str, ...]]:
        """Return the words of passages; without their vectors, which are most of a passage."""
        found = {key: self._words[key] for key in keys if key in self._words}
        missing = [key for key in keys if key not in found]
        rows = self._server.get(self._passages_of, missing, ("id", "words"))
        found |= {int(row["id"]): tuple(row["words"].split()) for row in rows}
        self._words.keep({key: found[key] for key in missing if key in found})
        return found

    def statements(self, articles: Iterable[int]) -> dict[int, list[Statement]]:
        """Return the statements of the given articles, each list in the article's order."""
        numbers = [int(a) for a in articles]
        with self._reading() as head:
            found = self._editions.of(head, numbers)
            data = self._editions.pieces(found, "said")
            said = {e.number: statements_in(data[e.key]) for e in found}
            return {n: sorted(said.get(n, []), key=lambda s: s.span) for n in numbers}

    def entities(self, articles: Iterable[int]) -> dict[int, list[Entity]]:
        """Return the entities that the given articles name, in order of their first mention."""
        numbers = [int(a) for a in articles]
        with self._reading() as head:
            found = self._editions.of(head, numbers)
            data = self._editions.pieces(found, "named")
            named = {e.number: entities_in(data[e.key]) for e in found}
            return {n: sorted(named.get(n, []), key=lambda e: e.surfaces[0]) for n in numbers}

    def speakers(self) -> list[Speaker]:
        """Return who speaks in which article, by article and name."""
        with self._reading() as head:
            return self._names.speakers(head)

    def callings(self) -> tuple[str, ...]:
        """Return the words that speakers are called by, each once, in order."""
        return tuple(sorted({word for speaker in self.speakers() for word in speaker.words}))

    def called(self, words: Iterable[str], most: int) -> list[Speaker]:
        """Return the speakers called by one of ``words``, of ``most`` of them the latest."""
        wanted = set(words)
        return [s for s in self.speakers() if not wanted.isdisjoint(s.words)][-most:]

    def named(self, starts: Iterable[str], articles: Iterable[int] | None = None) -> list[Speaker]:
        """Return the entities with a word that begins with one of ``starts``, speakers or not.

        Only those of ``articles`` where they are given.
        """
        with self._reading() as head:
            found = self._names.named(head, starts)
        among = None if articles is None else set(articles)
        return [s for s in found if among is None or s.article in among]
