"""SQLite's full-text index: BM25 over words without diacritics, any word of the question."""

import re
import sqlite3
from pathlib import Path

from serving import DEPTH, Passages, Step, serve


class Fts5:
    """Columns of the virtual table are the id, not indexed, and the text."""

    def build(self, passages: Passages, folder: Path, step: Step) -> None:
        self.open(folder)
        self.base.execute(
            "create virtual table passages using fts5(id unindexed, text,"
            " tokenize = 'unicode61 remove_diacritics 2')"
        )
        self.base.executemany("insert into passages values (?, ?)", passages)
        self.base.execute("insert into passages(passages) values ('optimize')")
        self.base.commit()
        step(len(passages))

    def open(self, folder: Path) -> None:
        self.base = sqlite3.connect(folder / "passages.sqlite")

    def ask(self, question: str) -> list[tuple[str, str]]:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        found = self.base.execute(
            "select id, text from passages where passages match ? order by rank limit ?",
            (words, DEPTH),
        )
        return found.fetchall()

    def add(self, name: str, text: str) -> None:
        self.base.execute("insert into passages values (?, ?)", (name, text))
        self.base.commit()


if __name__ == "__main__":
    serve(Fts5, [])
