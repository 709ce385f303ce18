"""The tables of a library's database."""

SCHEMA = 2
KEPT = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE articles(
    id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
    source TEXT NOT NULL, metadata TEXT NOT NULL, paragraphs TEXT NOT NULL, text TEXT NOT NULL);
"""
MADE = """
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
CREATE TABLE entities(
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    name TEXT NOT NULL, titles TEXT NOT NULL, surfaces TEXT NOT NULL, words TEXT NOT NULL,
    PRIMARY KEY (article, name)) WITHOUT ROWID;
CREATE INDEX statements_of ON statements(article, first);
"""
"""What is found in the articles, and can be found again."""
FOUND = ("passages", "statements", "speakers", "entities")
