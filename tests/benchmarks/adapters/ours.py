"""Our own library: passages as paragraphs of their articles, the whole answer path.

An article of several passages is named by their ids up to the point, one of a single passage by its
id: whatever line ends that has, it is one passage.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from serving import DEPTH, Passages, Step, serve

from index.article import Article
from index.encoder import load_encoder
from index.library import Library, create, open_library
from index.reading import article_from_text
from qa.answering import answer, scoped
from qa.search import rank


class Ours:
    """What is timed is `qa.answering.answer`, which shows three passages."""

    def build(self, passages: Passages, folder: Path, step: Step) -> None:
        with create(folder / "library", load_encoder()) as library:
            for _ in library.add(_articles(passages, step)):
                pass
            _ = library.derived

    def open(self, folder: Path) -> None:
        self.library: Library = open_library(folder / "library", writable=True)

    def ask(self, question: str) -> list[tuple[str, str]]:
        found = answer(self.library, question)
        hits = found.passages or found.nearest
        places = ((hit.citation.source, hit.citation.paragraph, hit.text) for hit in hits)
        return [(_id(source, paragraph), text) for source, paragraph, text in places]

    def order(self, question: str) -> list[str]:
        """Return the ids of the ranking that the answer is made of, as the evaluation orders it."""
        asked = scoped(self.library, question)
        hits = rank(self.library, asked.rest, within=asked.within).hits
        stored = (hit.candidate.stored for hit in hits)
        places = ((s.article, s.passage.paragraph) for s in stored)
        ids = (_id(self.library.store.article(n).source, paragraph) for n, paragraph in places)
        return list(dict.fromkeys(ids))[:DEPTH]

    def add(self, name: str, text: str) -> None:
        list(self.library.add(_articles([(name, text)], lambda _: None)))


def _articles(passages: Passages, step: Step) -> Iterator[Article]:
    for number, found in groupby(passages, key=lambda passage: passage[0].partition(".")[0]):
        group = list(found)
        source = f"{number}." if len(group) > 1 else group[0][0]
        yield article_from_text("\n\n".join(text for _, text in group), source)
        step(len(group))


def _id(source: str, paragraph: int) -> str:
    return f"{source}{paragraph}" if source.endswith(".") else source


if __name__ == "__main__":
    serve(Ours, ["makale"])
