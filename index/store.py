"""The truth about a library: articles, passages, statements and vectors in one SQLite file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.analysis import Analysed
from index.article import Article
from index.database import Database
from index.named import Named
from index.numbered import Told
from index.packing import unpacked
from index.rows import (
    Entry,
    Manifest,
    StoredPassage,
    passage_in,
    spans_in,
    statement_in,
)
from index.statements import Statement
from index.tables import FOUND, KEPT, MADE, ORIGIN, SCHEMA, erase, write
from index.turkish import tokens

__all__ = ["SCHEMA", "Store"]


class Store(Named):
    """An open library's rows. ``path`` None keeps them in memory."""

    def __init__(self, path: Path | None, *, writable: bool = False) -> None:
        super().__init__(Database(path, writable=writable))
        self.change, self.snapshot, self.close = self._db.change, self._db.snapshot, self._db.close
        self.settle = self._db.settle

    def create(self, manifest: Manifest) -> None:
        """Make the tables of an empty library."""
        self._db.make(KEPT + MADE)
        with self.change():
            self.pin(manifest)

    @property
    def revision(self) -> int:
        """Number of changes so far."""
        return self._db.revision

    @property
    def folder(self) -> Path | str:
        """Folder of the library, ":memory:" where there is none."""
        return self._db.library

    @property
    def states(self) -> tuple[str, ...]:
        """Names of the present state, last, and of those before it (`index.database`)."""
        return self._db.states

    @property
    def size(self) -> int:
        """Bytes of the database."""
        return self._db.size

    @property
    def manifest(self) -> Manifest:
        """What the library was made with."""
        with self._db.reading():
            row = self._db.sql.execute("SELECT value FROM meta WHERE key = 'manifest'").fetchone()
            if row is None:
                raise ValueError("no manifest")
            return Manifest(**json.loads(row[0]))

    def pin(self, manifest: Manifest) -> None:
        """Write the manifest (inside `change`)."""
        self._db.put("manifest", json.dumps(asdict(manifest)))

    def clear(self) -> None:
        """Empty all tables but that of the articles, in the form they have now (in `change`)."""
        for table in FOUND:
            self._db.sql.execute(f"DROP TABLE IF EXISTS {table}")
        for statement in MADE.split(";"):
            self._db.sql.execute(statement)

    def check(self) -> None:
        """Let SQLite check the whole file. Raises `LibraryDamaged`."""
        with self._db.reading():
            for pragma in ("integrity_check", "foreign_key_check"):
                found = self._db.sql.execute(f"PRAGMA {pragma}").fetchone()
                if found is not None and found[0] != "ok":
                    raise ValueError(f"{pragma}: {found[0]}")

    def find(self, digest: str) -> int | None:
        """Return the number of the article with that content, None where there is none."""
        with self._db.reading():
            row = self._db.sql.execute(
                "SELECT id FROM articles WHERE digest = ?", (digest,)
            ).fetchone()
            return row[0] if row else None

    def find_origin(self, origin: str) -> int | None:
        """Return the number of the article that came from there, None where none did."""
        with self._db.reading():
            row = self._db.sql.execute(
                f"SELECT id FROM articles WHERE {ORIGIN} = ? ORDER BY id DESC", (origin,)
            ).fetchone()
            return row[0] if origin and row else None

    def add(self, article: Article, found: Analysed, number: int | None = None) -> int:
        """Write an article with all that was found in it (inside `change`); return its number."""
        return write(self._db.sql, article, found, number)

    def remove(self, number: int) -> bool:
        """Delete an article with all that belongs to it (inside `change`); tell if it was there."""
        return erase(self._db.sql, number)

    def entries(self) -> list[Entry]:
        """Return the list of articles, in the order of their numbers."""
        with self._db.reading():
            rows = self._db.sql.execute(
                "SELECT a.id, title, source, count(p.id), length(text), metadata FROM articles a "
                "LEFT JOIN passages p ON p.article = a.id GROUP BY a.id ORDER BY a.id"
            )
            return [
                Entry(number, title, source, passages, characters, json.loads(metadata))
                for number, title, source, passages, characters, metadata in rows
            ]

    @property
    def count(self) -> int:
        """Number of articles."""
        with self._db.reading():
            return int(self._db.sql.execute("SELECT count(*) FROM articles").fetchone()[0])

    def articles_of(self, ids: Iterable[int]) -> set[int]:
        """Return the numbers of the articles that passages are of."""
        with self._db.reading():
            rows = self._db.sql.execute(
                "SELECT DISTINCT article FROM passages WHERE id IN "
                "(SELECT value FROM json_each(?))",
                (json.dumps([int(i) for i in ids]),),
            )
            return {row[0] for row in rows}

    def titles(self) -> list[tuple[int, str]]:
        """Return numbers and titles of the articles, in the order of the numbers."""
        with self._db.reading():
            return self._db.sql.execute("SELECT id, title FROM articles ORDER BY id").fetchall()

    def titles_of(self, articles: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """Return the folded words of the titles of the given articles."""
        with self._db.reading():
            rows = self._db.sql.execute(
                "SELECT id, title FROM articles WHERE id IN (SELECT value FROM json_each(?))",
                (json.dumps([int(a) for a in articles]),),
            )
            return {number: tuple(t.word for t in tokens(title)) for number, title in rows}

    def article(self, number: int) -> Article:
        """Return an article; its content is checked against its digest."""
        with self._db.reading():
            row = self._db.sql.execute(
                "SELECT text, title, source, paragraphs, metadata, digest FROM articles "
                "WHERE id = ?",
                (number,),
            ).fetchone()
            if row is None:
                raise ValueError(f"article {number} is gone")
            text, title, source, paragraphs, metadata, digest = row
            article = Article(text, title, source, spans_in(paragraphs), json.loads(metadata))
            if article.digest != digest:
                raise ValueError(f"article {number} is not what was written")
            return article

    def ids(self, articles: Iterable[int] | None = None) -> NDArray[np.int64]:
        """Return the numbers of all passages, or those of ``articles``; ascending, shape (n,)."""
        values = None if articles is None else json.dumps([int(a) for a in articles])
        with self._db.reading():
            rows = self._db.sql.execute(
                "SELECT id FROM passages WHERE ?1 IS NULL OR article IN "
                "(SELECT value FROM json_each(?1)) ORDER BY id",
                (values,),
            )
            return np.fromiter((row[0] for row in rows), np.int64)

    def ids_after(self, last: int) -> NDArray[np.int64]:
        """Return the numbers of the passages behind number ``last``; ascending, shape (n,)."""
        with self._db.reading():
            rows = self._db.sql.execute("SELECT id FROM passages WHERE id > ? ORDER BY id", (last,))
            return np.fromiter((row[0] for row in rows), np.int64)

    def vectors(self, ids: Iterable[int]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Return those of the passages that exist with their vectors, in the order of numbers.

        Shapes (n,) and (n, dimension).
        """
        with self._db.reading():
            # In the order of the numbers: a sub-select would be kept and sorted first.
            rows = self._db.sql.execute(
                "SELECT p.id, vector FROM json_each(?) CROSS JOIN passages p ON p.id = value",
                (json.dumps(sorted({int(i) for i in ids})),),
            ).fetchall()
            kept = unpacked([vector for _, vector in rows])
            return np.array([number for number, _ in rows], np.int64), kept

    def words(self, ids: Iterable[int]) -> list[tuple[int, list[str], tuple[str, ...]]]:
        """Return the passages that exist with all their folded words and those of their titles."""
        with self._db.reading():
            rows = self._db.sql.execute(
                "SELECT id, article, words FROM passages "
                "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
                (json.dumps([int(i) for i in ids]),),
            ).fetchall()
        titles = self.titles_of({article for _, article, _ in rows})
        return [(number, words.split(), titles[article]) for number, article, words in rows]

    def told(self, ids: Iterable[int]) -> list[Told]:
        """Return of the passages that exist what `index.numbered` looks at."""
        with self._db.reading():
            return self._db.sql.execute(
                "SELECT id, article, paragraph, json_extract(sentences, '$[0][0]'), "
                "json_extract(sentences, '$[#-1][1]'), kinds, words FROM passages "
                "WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
                (json.dumps([int(i) for i in ids]),),
            ).fetchall()

    def passages(self, ids: Iterable[int]) -> list[StoredPassage]:
        """Return the passages of those numbers that exist, in the order of their numbers."""
        return self._passages("id IN (SELECT value FROM json_each(?))", [int(i) for i in ids])

    def words_of(
        self, paragraphs: Iterable[tuple[int, int]]
    ) -> dict[tuple[int, int], tuple[str, ...]]:
        """Return the folded words of each of the given (article, paragraph) pairs."""
        found: dict[tuple[int, int], tuple[str, ...]] = {}
        with self._db.reading():
            rows = self._db.sql.execute(
                "SELECT article, paragraph, words FROM passages WHERE (article, paragraph) IN ("
                "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') "
                "FROM json_each(?)) ORDER BY id",
                (json.dumps([[int(a), int(p)] for a, p in paragraphs]),),
            )
            for article, paragraph, words in rows:
                key = article, paragraph
                found[key] = (*found.get(key, ()), *words.split())
        return found

    def of_articles(self, articles: Iterable[int]) -> list[StoredPassage]:
        """Return all passages of the given articles."""
        values = [int(a) for a in articles]
        return self._passages("article IN (SELECT value FROM json_each(?))", values)

    def _passages(self, condition: str, values: list[int]) -> list[StoredPassage]:
        with self._db.reading():
            rows = self._db.sql.execute(
                "SELECT id, article, sentences, paragraph, first_line, last_line, page, kinds, "
                f"words, vector FROM passages WHERE {condition} ORDER BY id",
                (json.dumps(values),),
            ).fetchall()
            vectors = unpacked([row[-1] for row in rows])
            return [passage_in(row[:-1], v) for row, v in zip(rows, vectors, strict=True)]

    def statements(self, articles: Iterable[int]) -> dict[int, list[Statement]]:
        """Return the statements of the given articles, each list in the article's order."""
        numbers = [int(a) for a in articles]
        found: dict[int, list[Statement]] = {number: [] for number in numbers}
        with self._db.reading():
            rows = self._db.sql.execute(
                "SELECT * FROM statements WHERE article IN (SELECT value FROM json_each(?)) "
                "ORDER BY article, first, last",
                (json.dumps(numbers),),
            )
            for number, *row in rows:
                found[number].append(statement_in(*row))
        return found
