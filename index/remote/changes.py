"""Changes of a library on a server: rows first, the head last (`index.remote.head`)."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from index.analysis import found_in
from index.article import Article
from index.changes import Added
from index.encoder import Encoder
from index.errors import ArticleUnknown, LibraryBusy, LibraryDamaged, LibraryError
from index.places import Address
from index.remote.counts import Counts
from index.remote.editions import Editions
from index.remote.head import Head, Heads
from index.remote.rows import Edition, Written, counted, lengths, terms_in, written
from index.remote.schema import ARTICLES, COUNTS, EDITED, NAMES, PASSAGES, PIECES, Collections
from index.remote.server import Row
from index.remote.writer import Writing

_PASSAGES = 2000  # after which, or after so many seconds, what was taken in is made to count
_SECONDS = 3.0
_LARGE = 1000  # passages added at once from which the server is asked to index them now
_GRACE = 1.0  # seconds for those who are just reading what was removed
_TERMS = ("words", "title")  # the fields that tell all terms of a passage
_KEYS = {PASSAGES: "id", ARTICLES: "id", PIECES: "key", NAMES: "key"}


@dataclass(slots=True)
class _Batch:
    """Articles that will count together: their rows, and the head that they will count with."""

    head: Head
    rows: dict[str, list[Row]] = field(default_factory=lambda: {what: [] for what in EDITED})
    counts: Counter[str] = field(default_factory=Counter)
    added: list[Added] = field(default_factory=list)
    digests: dict[str, int] = field(default_factory=dict)
    origins: set[str] = field(default_factory=set)
    gone: list[Edition] = field(default_factory=list)
    since: float = field(default_factory=time.monotonic)

    @property
    def full(self) -> bool:
        return len(self.rows[PASSAGES]) >= _PASSAGES or time.monotonic() - self.since >= _SECONDS

    def take(self, number: int, made: Written) -> None:
        """Take in an article with the numbers that come next."""
        for what, rows in made.rows.items():
            self.rows[what] += rows
        self.counts.update(made.counts)
        self.head = replace(
            self.head.grown(1, made.passages, made.lengths),
            edition=self.head.edition + 1,
            passage=self.head.passage + made.passages,
            article=max(self.head.article, number + 1),
        )


class RemoteChanges:
    """What changes the articles of a library on a server."""

    def __init__(
        self, collections: Collections, heads: Heads, address: Address, encoder: Encoder
    ) -> None:
        self._collections, self._heads = collections, heads
        self._server = collections.server
        self._address, self._encoder = address, encoder
        self._counts = Counts(collections)
        self._editions = Editions(collections)

    def add(self, articles: Iterable[Article], check: Callable[[], None]) -> Iterator[Added]:
        """Take in articles; each is safe, and asked along, when it is yielded."""
        writing = Writing(self._heads, self._address)
        with writing.held():
            check()
            head = self._begin()
            large = 0
            batch = _Batch(head)
            try:
                for article in articles:
                    if article.origin in batch.origins:  # a version of what is just being added
                        yield from self._finish(head, batch, writing)
                        batch = _Batch(head := self._head())
                    self._take(head, batch, article)
                    if batch.full:
                        large += len(batch.rows[PASSAGES])
                        yield from self._finish(head, batch, writing)
                        batch = _Batch(head := self._head())
            except LibraryError:
                raise
            except Exception:  # what can't be read must not cost what could
                self._finish(head, batch, writing)
                self._end(writing)
                raise
            large += len(batch.rows[PASSAGES])
            added = self._finish(head, batch, writing)
            self._end(writing)
            if large >= _LARGE:
                for what in EDITED:
                    self._server.seal(self._collections.of(what))
            yield from added

    def remove(self, number: int) -> None:
        """Delete an article with all that was found in it. Raises `ArticleUnknown`."""
        writing = Writing(self._heads, self._address)
        with writing.held():
            self._editions.forget()  # others may have written since
            found = self._editions.of(self._head(), [number])
            if not found:
                raise ArticleUnknown(article=number, library=self._address)
            head = self._begin()
            batch = _Batch(head)
            self._replace(batch, found[0])
            self._finish(head, batch, writing)
            self._end(writing)

    def sweep(self) -> str:
        """Delete what doesn't count, and put wrong counts right; return what was wrong."""
        writing = Writing(self._heads, self._address)
        with writing.held():
            head = self._begin()
            right: Counter[str] = Counter()
            length: Counter[str] = Counter()
            rows = self._server.query(
                self._collections.of(PASSAGES), head.condition, _TERMS, "Strong"
            )
            for row in rows:
                terms = terms_in(row)
                right.update(counted(terms))
                length.update(lengths(terms))
            editions = self._editions.all(head, "Strong")
            if len(rows) != sum(e.entry.passages for e in editions):
                reason = f"{len(rows)} passages, not what was written"
                raise LibraryDamaged(path=self._address, reason=reason)
            wrong = []
            if self._counts.all(head) != dict(right):
                self._counts.mend(head, right)
                wrong.append("counts of words")
            none = replace(head, articles=0, passages=0, terms=0, grams=0, title=0)
            fitting = none.grown(len(editions), len(rows), length)
            if fitting != head:
                self._heads.write(self._address.part, fitting.next())
                wrong.append("totals")
            self._end(writing)
            return ", ".join(wrong)

    # One after the other: the head is marked, rows are written, the new head makes them count.

    def _head(self) -> Head:
        head = self._heads.read(self._address.part)
        if head is None:
            raise LibraryBusy(path=self._address)  # deleted by another a moment ago
        return head

    def _begin(self) -> Head:
        """Sweep what an earlier writer left, and leave word that rows are being written."""
        head = self._head()
        if not head.swept:
            self._sweep(head)
        head = replace(head, hidden=(), swept=False)
        self._heads.write(self._address.part, head)
        return head

    def _end(self, writing: Writing) -> None:
        head = self._head()
        writing.confirm()
        if head.hidden:
            time.sleep(_GRACE)
            self._sweep(head)
        self._heads.write(self._address.part, replace(head, hidden=(), swept=True))

    def _sweep(self, head: Head) -> None:
        self._delete(head.beyond)
        self._counts.sweep(head)

    def _delete(self, condition: str) -> None:
        for what in EDITED:
            self._server.delete(self._collections.of(what), condition)

    def _take(self, head: Head, batch: _Batch, article: Article) -> None:
        """Take an article into a batch; what came from the same place before goes."""
        known, earlier = self._editions.find(head, article, {e.key for e in batch.gone})
        number = batch.digests.get(article.digest, known.number if known else None)
        if number is not None and (earlier is None or earlier.number == number):
            batch.added.append(Added(number, article.title, new=False))
            return
        new = number is None
        if earlier is not None:
            self._replace(batch, earlier)
        if number is None:
            number = earlier.number if earlier is not None else batch.head.article
            found = found_in(article, self._encoder)
            batch.take(number, written(batch.head, number, article, found))
            batch.digests[article.digest] = number
        if article.origin:
            batch.origins.add(article.origin)
        batch.added.append(Added(number, article.title, new=new, replaced=earlier is not None))

    def _replace(self, batch: _Batch, edition: Edition) -> None:
        """Let an edition not count any more."""
        rows = self._server.get(
            self._collections.of(PASSAGES), list(edition.passages), _TERMS, "Strong"
        )
        length: Counter[str] = Counter()
        for row in rows:
            terms = terms_in(row)
            batch.counts.subtract(counted(terms))
            length.subtract(lengths(terms))
        head = batch.head
        batch.gone.append(edition)
        batch.head = replace(
            head.grown(-1, -len(rows), length),
            hidden=(*head.hidden, edition.key - head.key(0)),
            forgotten=head.forgotten + 1,
        )

    def _finish(self, head: Head, batch: _Batch, writing: Writing) -> Sequence[Added]:
        """Write a batch and make it count; return what became of its articles."""
        if batch.head == head:
            return batch.added
        for what, rows in batch.rows.items():
            name, key = self._collections.of(what), _KEYS[what]
            self._server.write(name, rows)
            there = self._server.get(name, [row[key] for row in rows], [key], "Strong")
            if len(there) != len(rows):
                reason = f"{len(there)} of {len(rows)} rows of {what} were written"
                raise LibraryDamaged(path=self._address, reason=reason)
        changes = {name: change for name, change in batch.counts.items() if change}
        self._counts.write(head, changes)
        writing.confirm()
        self._heads.write(self._address.part, batch.head.next())
        return batch.added


def wipe(collections: Collections, heads: Heads, address: Address) -> None:
    """Delete a whole library."""
    with Writing(heads, address).held():
        head = heads.read(address.part)
        if head is None:
            return
        heads.forget(address.part)
        time.sleep(_GRACE)
        for what in (*EDITED, COUNTS):
            collections.server.delete(collections.of(what), f"library == {head.library}")
