"""The editions of articles on a server, and the pieces of what is kept of them.

Nothing of an edition ever changes, so what was read is kept at hand, up to a number, until
something is removed from the library.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Container, Iterable, Sequence
from typing import TypeVar

from index.article import Article
from index.remote.head import Head
from index.remote.rows import ARTICLE_FIELDS, Edition, Kind, edition_in, piece_key
from index.remote.schema import ARTICLES, PIECES, Collections
from index.remote.server import Consistency

_MOST = 2000  # editions, and pieces of them, at hand
_AT_ONCE = 500  # values in one condition
_K = TypeVar("_K")
_V = TypeVar("_V")


class AtHand(OrderedDict[_K, _V]):
    """What was used last, up to a number."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, new: dict[_K, _V]) -> None:
        """Take in what was read."""
        self.update(new)
        while len(self) > self._most:
            self.popitem(last=False)


class Editions:
    """What the library of a head holds; a reader's or a writer's."""

    def __init__(self, collections: Collections) -> None:
        self._articles, self._pieces_of = collections.of(ARTICLES), collections.of(PIECES)
        self._server = collections.server
        self._editions: AtHand[int, Edition] = AtHand(_MOST)
        self._numbers: dict[int, int] = {}  # of articles, to the keys of their editions
        self._pieces: AtHand[tuple[int, Kind], str] = AtHand(_MOST)

    def forget(self) -> None:
        """Keep nothing at hand."""
        self._editions.clear()
        self._numbers.clear()
        self._pieces.clear()

    def all(self, head: Head, consistency: Consistency = "Session") -> list[Edition]:
        """Return all of them, in the order of their articles' numbers."""
        rows = self._server.query(self._articles, head.condition, ARTICLE_FIELDS, consistency)
        return sorted(map(edition_in, rows), key=lambda edition: edition.number)

    def find(
        self, head: Head, article: Article, gone: Container[int]
    ) -> tuple[Edition | None, Edition | None]:
        """Return that of the same content as ``article``, and the last one of the same origin.

        Whatever anybody has written is looked at, but for those of the keys in ``gone``.
        """
        same = f'digest == "{article.digest}"'
        if article.origin:
            same = f"({same} or origin == {_quoted(article.origin)})"
        rows = self._server.query(
            self._articles, f"{head.condition} and {same}", ARTICLE_FIELDS, "Strong"
        )
        found = [e for e in map(edition_in, rows) if e.key not in gone]
        earlier = [e for e in found if article.origin and e.origin == article.origin]
        return (
            next((e for e in found if e.digest == article.digest), None),
            max(earlier, key=lambda e: e.number, default=None),
        )

    def of(self, head: Head, numbers: Iterable[int]) -> list[Edition]:
        """Return those of the articles of these numbers that exist, in the order of the numbers."""
        wanted = sorted({int(number) for number in numbers})
        found = {n: self._editions[self._numbers[n]] for n in wanted if self._known(head, n)}
        missing = [n for n in wanted if n not in found]
        for start in range(0, len(missing), _AT_ONCE):
            some = missing[start : start + _AT_ONCE]
            rows = self._server.query(
                self._articles, f"{head.condition} and number in {some}", ARTICLE_FIELDS
            )
            found |= {e.number: e for e in self._keep(map(edition_in, rows))}
        return [found[n] for n in sorted(found)]

    def learn(self, keys: Iterable[int]) -> None:
        """Have those of these keys at hand: quicker than to look for them by number."""
        new = [key for key in dict.fromkeys(keys) if key not in self._editions]
        self._keep(map(edition_in, self._server.get(self._articles, new, ARTICLE_FIELDS)))

    def pieces(self, editions: Sequence[Edition], kind: Kind) -> dict[int, str]:
        """Return what is kept of one kind, by the keys of the editions."""
        missing = [e for e in editions if (e.key, kind) not in self._pieces]
        keys = [piece_key(e.key, kind, p) for e in missing for p in range(e.pieces[kind])]
        rows = self._server.get(self._pieces_of, keys, ["key", "data"])
        data = {str(row["key"]): str(row["data"]) for row in rows}
        if len(data) < len(keys):
            raise ValueError(f"{len(keys) - len(data)} pieces of articles are missing")
        new = {
            (e.key, kind): "".join(data[piece_key(e.key, kind, p)] for p in range(e.pieces[kind]))
            for e in missing
        }
        found = {e.key: new.get((e.key, kind)) or self._pieces[e.key, kind] for e in editions}
        self._pieces.keep(new)
        return found

    def _keep(self, editions: Iterable[Edition]) -> list[Edition]:
        new = list(editions)
        self._editions.keep({e.key: e for e in new})
        self._numbers |= {e.number: e.key for e in new}
        return new

    def _known(self, head: Head, number: int) -> bool:
        key = self._numbers.get(number, -1)
        return key in self._editions and head.counts(key - head.key(0))


def _quoted(value: str) -> str:
    """Return a text as conditions have it."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
