"""txtai's hybrid: dense vectors in Faiss and its own BM25, convex combination, texts in SQLite."""

from pathlib import Path

from serving import DEPTH, ENCODER, Passages, Step, serve
from txtai import Embeddings


class Txtai:
    """Weights of the two arms are txtai's own, half each."""

    def __init__(self) -> None:
        self.embeddings = Embeddings(
            path=ENCODER, method="sentence-transformers", hybrid=True, content=True
        )

    def build(self, passages: Passages, folder: Path, step: Step) -> None:
        self.embeddings.index(passages)
        self.embeddings.save(str(folder / "index"))
        step(len(passages))

    def open(self, folder: Path) -> None:
        self.embeddings.load(str(folder / "index"))

    def ask(self, question: str) -> list[tuple[str, str]]:
        return [(row["id"], row["text"]) for row in self.embeddings.search(question, DEPTH)]

    def add(self, name: str, text: str) -> None:
        self.embeddings.upsert([(name, text)])


if __name__ == "__main__":
    serve(Txtai, ["txtai", "sentence-transformers"])
