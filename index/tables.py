"""The tables of a library, and how an article with all that was found in it is written."""

from __future__ import annotations

import json
import sqlite3

from index.analysis import Analysed
from index.article import Article
from index.rows import spans_out

SCHEMA = 5
ORIGIN = "CASE WHEN json_valid(metadata) THEN json_extract(metadata, '$.origin') END"
"""Where an article came from, in SQL."""
KEPT = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles(
    id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
    source TEXT NOT NULL, metadata TEXT NOT NULL, paragraphs TEXT NOT NULL, text TEXT NOT NULL);
"""
"""The articles as they were read."""
MADE = f"""
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
CREATE TABLE called(
    word TEXT NOT NULL, article INTEGER NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (word, article, name)) WITHOUT ROWID;
CREATE TABLE entities(
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    name TEXT NOT NULL, titles TEXT NOT NULL, surfaces TEXT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (article, name)) WITHOUT ROWID;
CREATE INDEX statements_of ON statements(article, first);
CREATE INDEX IF NOT EXISTS articles_from ON articles({ORIGIN});
"""
"""What is found in the articles, and can be found again."""
FOUND = ("passages", "statements", "speakers", "called", "entities")


def write(sql: sqlite3.Connection, article: Article, found: Analysed, number: int | None) -> int:
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
        ((number, *row) for row in found.passages),
    )
    sql.executemany(
        "INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        ((number, *row) for row in found.statements),
    )
    sql.executemany(
        "INSERT INTO speakers VALUES (?, ?, ?)",
        ((number, *row) for row in found.speakers),
    )
    sql.executemany(
        "INSERT INTO called VALUES (?, ?, ?)",
        ((word, number, name) for name, words in found.speakers for word in words.split()),
    )
    sql.executemany(
        "INSERT INTO entities VALUES (?, ?, ?, ?, ?)",
        ((number, *row) for row in found.entities),
    )
    return number


def erase(sql: sqlite3.Connection, number: int) -> bool:
    """Delete an article (inside a transaction) with all that was found in it; tell if it was."""
    # By the words that a speaker is called by, since there is no second index by articles.
    sql.execute(
        "DELETE FROM called WHERE (word, article, name) IN (SELECT value, article, name FROM "
        """speakers, json_each('["' || replace(words, ' ', '","') || '"]') WHERE article = ?)""",
        (number,),
    )
    return sql.execute("DELETE FROM articles WHERE id = ?", (number,)).rowcount > 0
