"""Our own library: each passage an article, questions through the whole answer path."""

from pathlib import Path

from serving import DEPTH, Passages, Step, serve

from index.encoder import load_encoder
from index.library import Library, create, open_library
from index.reading import article_from_text
from qa.answering import answer, scoped
from qa.search import rank


class Ours:
    """What is timed is `qa.answering.answer`, which shows three passages."""

    def build(self, passages: Passages, folder: Path, step: Step) -> None:
        with create(folder / "library", load_encoder()) as library:
            articles = (article_from_text(text, name, name) for name, text in passages)
            for _ in library.add(articles):
                step(1)
            _ = library.derived

    def open(self, folder: Path) -> None:
        self.library: Library = open_library(folder / "library", writable=True)

    def ask(self, question: str) -> list[tuple[str, str]]:
        found = answer(self.library, question)
        hits = found.passages or found.nearest
        return [(hit.citation.source, hit.text) for hit in hits]

    def order(self, question: str) -> list[str]:
        """Return the ids of the ranking that the answer is made of, as the evaluation orders it."""
        asked = scoped(self.library, question)
        hits = rank(self.library, asked.rest, within=asked.within).hits
        articles = dict.fromkeys(hit.candidate.stored.article for hit in hits)
        return [self.library.store.article(n).source for n in list(articles)[:DEPTH]]

    def add(self, name: str, text: str) -> None:
        list(self.library.add([article_from_text(text, name, name)]))


if __name__ == "__main__":
    serve(Ours, ["makale"])
