"""Who is named in a library, and who speaks: reads of its SQLite file."""

from __future__ import annotations

import json
from collections.abc import Iterable

from index.database import Database
from index.rows import Speaker, spans_in
from index.speech.known import Entity


class Named:
    """The speakers and entities of an open database."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._callings: tuple[str, tuple[str, ...]] | None = None

    def speakers(self) -> list[Speaker]:
        """Return who speaks in which article, by article and name."""
        return self._found("SELECT article, name, words FROM speakers ORDER BY 1, 2")

    def callings(self) -> tuple[str, ...]:
        """Return the words that speakers are called by, each once, in order."""
        state = self._db.states[-1]
        if self._callings is None or self._callings[0] != state:
            with self._db.reading():
                rows = self._db.sql.execute("SELECT DISTINCT word FROM called")
                self._callings = state, tuple(word for (word,) in rows)
        return self._callings[1]

    def called(self, words: Iterable[str], most: int) -> list[Speaker]:
        """Return the speakers called by one of ``words``, of ``most`` of them the latest."""
        return self._found(
            "SELECT s.article, s.name, s.words FROM (SELECT DISTINCT article, name FROM called "
            "WHERE word IN (SELECT value FROM json_each(?)) ORDER BY article DESC LIMIT ?) c "
            "JOIN speakers s ON s.article = c.article AND s.name = c.name ORDER BY 1, 2",
            json.dumps(sorted(set(words))),
            most,
        )

    def named(self, starts: Iterable[str], articles: Iterable[int] | None = None) -> list[Speaker]:
        """Return the entities with a word that begins with one of ``starts``, speakers or not.

        Only those of ``articles`` where they are given.
        """
        values = None if articles is None else json.dumps([int(a) for a in articles])
        return self._found(
            "SELECT article, name, words FROM entities WHERE (?2 IS NULL OR article IN "
            "(SELECT value FROM json_each(?2))) AND EXISTS (SELECT 1 FROM json_each(?1)"
            " WHERE instr(' ' || words, ' ' || value)) ORDER BY 1, 2",
            json.dumps(sorted(set(starts))),
            values,
        )

    def entities(self, articles: Iterable[int]) -> dict[int, list[Entity]]:
        """Return the entities that the given articles name, in order of their first mention."""
        numbers = [int(a) for a in articles]
        found: dict[int, list[Entity]] = {number: [] for number in numbers}
        with self._db.reading():
            rows = self._db.sql.execute(
                "SELECT article, name, titles, surfaces FROM entities "
                "WHERE article IN (SELECT value FROM json_each(?))",
                (json.dumps(numbers),),
            )
            for number, name, titles, surfaces in rows:
                entity = Entity(name, tuple(json.loads(titles)), spans_in(surfaces))
                found[number].append(entity)
        for entities in found.values():
            entities.sort(key=lambda e: e.surfaces[0])
        return found

    def _found(self, query: str, *values: str | int | None) -> list[Speaker]:
        """Return whom a query finds: articles, names, words."""
        with self._db.reading():
            rows = self._db.sql.execute(query, values)
            return [Speaker(a, name, frozenset(words.split())) for a, name, words in rows]
