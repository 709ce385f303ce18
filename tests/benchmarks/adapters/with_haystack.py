"""haystack's hybrid in memory: BM25 and embedding retriever, joined by reciprocal ranks."""

from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import (
    InMemoryBM25Retriever,
    InMemoryEmbeddingRetriever,
)
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)
from serving import DEPTH, ENCODER, Passages, Step, serve


class Haystack:
    """The store is kept as one JSON file, the only form that it has on disk."""

    def __init__(self) -> None:
        self.store = InMemoryDocumentStore()
        self.embedder = SentenceTransformersDocumentEmbedder(model=ENCODER, progress_bar=False)

    def build(self, passages: Passages, folder: Path, step: Step) -> None:
        self._write(passages)
        self.store.save_to_disk(str(folder / "store.json"))
        step(len(passages))

    def _write(self, passages: Passages) -> None:
        documents = [Document(id=name, content=text) for name, text in passages]
        self.store.write_documents(self.embedder.run(documents=documents)["documents"])

    def open(self, folder: Path) -> None:
        self.store = InMemoryDocumentStore.load_from_disk(str(folder / "store.json"))
        parts = {
            "embedder": SentenceTransformersTextEmbedder(model=ENCODER, progress_bar=False),
            "dense": InMemoryEmbeddingRetriever(document_store=self.store, top_k=DEPTH),
            "bm25": InMemoryBM25Retriever(document_store=self.store, top_k=DEPTH),
            "joiner": DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=DEPTH),
        }
        self.pipeline = Pipeline()
        for name, part in parts.items():
            self.pipeline.add_component(name, part)
        self.pipeline.connect("embedder.embedding", "dense.query_embedding")
        self.pipeline.connect("dense", "joiner")
        self.pipeline.connect("bm25", "joiner")

    def ask(self, question: str) -> list[tuple[str, str]]:
        asked = {"embedder": {"text": question}, "bm25": {"query": question}}
        found = self.pipeline.run(asked)["joiner"]["documents"]
        return [(document.id, document.content) for document in found]

    def add(self, name: str, text: str) -> None:
        self._write([(name, text)])


if __name__ == "__main__":
    serve(Haystack, ["haystack-ai", "sentence-transformers-haystack", "sentence-transformers"])
