"""Who is named in a library on a server, and who speaks in it."""

from __future__ import annotations

from collections.abc import Iterable

from index.remote.head import Head
from index.remote.schema import NAMES, Collections
from index.remote.server import Row
from index.rows import Speaker

_FIELDS = ("article", "name", "words", "edition")


class Names:
    """A reader's; those who speak are kept at hand, and of new editions only theirs are read."""

    def __init__(self, collections: Collections) -> None:
        self._name, self._server = collections.of(NAMES), collections.server
        self._speaking: list[tuple[int, Speaker]] = []
        self._read_to = 0

    def forget(self) -> None:
        """Keep nothing at hand."""
        self._speaking, self._read_to = [], 0

    def speakers(self, head: Head) -> list[Speaker]:
        """Return who speaks in which article, by article and name."""
        if self._read_to < head.edition:
            condition = f"{head.condition} and edition >= {self._read_to} and speaks == 1"
            rows = self._server.query(self._name, condition, _FIELDS)
            self._speaking += [(int(row["edition"]), _speaker(row)) for row in rows]
            self._read_to = head.edition
        return _in_order(s for edition, s in self._speaking if head.counts(edition))

    def named(self, head: Head, starts: Iterable[str]) -> list[Speaker]:
        """Return the entities with a word that begins with one of ``starts``, speakers or not."""
        likes = [f'words like "% {start}%"' for start in sorted(set(starts)) if start.isalnum()]
        if not likes:
            return []
        condition = f"{head.condition} and speaks == 0 and ({' or '.join(likes)})"
        return _in_order(map(_speaker, self._server.query(self._name, condition, _FIELDS)))


def _speaker(row: Row) -> Speaker:
    return Speaker(int(row["article"]), row["name"], frozenset(row["words"].split()))


def _in_order(speakers: Iterable[Speaker]) -> list[Speaker]:
    return sorted(speakers, key=lambda s: (s.article, s.name))
