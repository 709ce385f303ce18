"""The tables of a library, and how an article with all that was found in it is written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.passages import Passage
from index.rows import called, kinds_out, spans_out, words_out
from index.statements import Statement

SCHEMA = 1
ORIGIN = "CASE WHEN json_valid(metadata) THEN json_extract(metadata, '$.origin') END"
"""Where an article came from, in SQL."""
TABLES = f"""
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles(
    id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
    source TEXT NOT NULL, metadata TEXT NOT NULL, paragraphs TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE passages(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    sentences TEXT NOT NULL, paragraph INTEGER NOT NULL, first_line INTEGER NOT NULL,
    last_line INTEGER NOT NULL, page INTEGER, kinds TEXT NOT NULL, words TEXT NOT NULL,
    vector BLOB NOT NULL);
CREATE INDEX passages_of ON passages(article, paragraph);
CREATE TABLE statements(
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    first INTEGER NOT NULL, last INTEGER NOT NULL, speaker TEXT NOT NULL,
    surface TEXT NOT NULL, kind TEXT NOT NULL, cue TEXT NOT NULL, frame TEXT NOT NULL);
CREATE TABLE speakers(
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    name TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (article, name)) WITHOUT ROWID;
CREATE INDEX statements_of ON statements(article, first);
CREATE INDEX articles_from ON articles({ORIGIN});
"""


def write(
    sql: sqlite3.Connection,
    article: Article,
    passages: Sequence[Passage],
    statements: Sequence[Statement],
    vectors: NDArray[np.float32],
    number: int | None,
) -> int:
    """Write an article (inside a transaction); return its number, a new one where None is given."""
    cursor = sql.execute(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            article.digest,
            article.title,
            article.source,
            json.dumps(dict(article.metadata), ensure_ascii=False),
            spans_out(article.paragraphs),
            article.text,
        ),
    )
    number = int(cursor.lastrowid or 0)
    sql.executemany(
        "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                spans_out(p.sentences),
                p.paragraph,
                *p.lines,
                p.page,
                kinds_out(article, p.sentences),
                words_out(article, p.sentences),
                vector.astype(np.float16).tobytes(),
            )
            for p, vector in zip(passages, vectors, strict=True)
        ),
    )
    sql.executemany(
        "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                number,
                s.span.start,
                s.span.end,
                s.speaker,
                spans_out([s.surface] if s.surface else []),
                s.kind,
                spans_out([s.cue] if s.cue else []),
                spans_out([s.frame]),
            )
            for s in statements
        ),
    )
    sql.executemany(
        "INSERT INTO speakers VALUES (?, ?, ?)",
        ((number, name, words) for name, words in called(article, statements).items()),
    )
    return number
