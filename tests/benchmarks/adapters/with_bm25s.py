"""bm25s with Snowball's Turkish stemmer and its own list of Turkish stop words."""

from pathlib import Path

import bm25s
import Stemmer
from serving import DEPTH, Passages, Step, serve


class Bm25s:
    """The index is stored with its corpus and read into memory. Nothing can be added to it."""

    def __init__(self) -> None:
        self.stemmer = Stemmer.Stemmer("turkish")

    def build(self, passages: Passages, folder: Path, step: Step) -> None:
        self.corpus = [{"id": name, "text": text} for name, text in passages]
        self._make()
        self.index.save(folder, corpus=self.corpus)
        step(len(passages))

    def _make(self) -> None:
        self.index = bm25s.BM25(corpus=self.corpus)
        self.index.index(self._tokens([row["text"] for row in self.corpus]), show_progress=False)

    def open(self, folder: Path) -> None:
        self.index = bm25s.BM25.load(folder, load_corpus=True)
        self.corpus = list(self.index.corpus)

    def _tokens(self, texts: list[str]) -> object:
        return bm25s.tokenize(texts, stopwords="tr", stemmer=self.stemmer, show_progress=False)

    def ask(self, question: str) -> list[tuple[str, str]]:
        found, _ = self.index.retrieve(
            self._tokens([question]), corpus=self.corpus, k=DEPTH, show_progress=False
        )
        return [(row["id"], row["text"]) for row in found[0]]

    def add(self, name: str, text: str) -> None:
        self.corpus.append({"id": name, "text": text})
        self._make()


if __name__ == "__main__":
    serve(Bm25s, ["bm25s", "PyStemmer"])
