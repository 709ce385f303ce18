"""LlamaIndex's hybrid: BM25 and vectors in Faiss, fused by reciprocal ranks, without an LLM."""

from pathlib import Path

import bm25s
import faiss
import Stemmer
from llama_index.core import StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.embeddings import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.schema import TextNode
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.faiss import FaissVectorStore
from pydantic import PrivateAttr
from sentence_transformers import SentenceTransformer
from serving import DEPTH, ENCODER, Passages, Step, serve

BM25, VECTORS = "bm25", "vectors"


class Encoder(BaseEmbedding):
    """A sentence-transformer; HuggingFaceEmbedding can't take one without a longest text."""

    _model: SentenceTransformer = PrivateAttr()

    def __init__(self) -> None:
        super().__init__(model_name=ENCODER, embed_batch_size=256)
        self._model = SentenceTransformer(ENCODER, device="cpu")

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._model.encode(texts).tolist()

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


class LlamaIndex:
    """BM25 can't be added to: it is made again of all nodes."""

    def __init__(self) -> None:
        self.encoder = Encoder()
        self.stemmer = Stemmer.Stemmer("turkish")

    def build(self, passages: Passages, folder: Path, step: Step) -> None:
        nodes = [TextNode(id_=name, text=text) for name, text in passages]
        dimension = len(self.encoder.get_query_embedding("boyut"))
        store = FaissVectorStore(faiss_index=faiss.IndexFlatIP(dimension))
        index = VectorStoreIndex(
            nodes,
            storage_context=StorageContext.from_defaults(vector_store=store),
            embed_model=self.encoder,
        )
        index.storage_context.persist(persist_dir=str(folder / VECTORS))
        self._bm25(nodes).persist(str(folder / BM25))
        step(len(passages))

    def _bm25(self, nodes: list[TextNode]) -> BM25Retriever:
        return BM25Retriever.from_defaults(
            nodes=nodes, stemmer=self.stemmer, language="tr", similarity_top_k=DEPTH
        )

    def open(self, folder: Path) -> None:
        place = str(folder / VECTORS)
        stored = StorageContext.from_defaults(
            vector_store=FaissVectorStore.from_persist_dir(place), persist_dir=place
        )
        self.index = load_index_from_storage(stored, embed_model=self.encoder)
        # What from_persist_dir makes stems questions as English.
        bm25 = bm25s.BM25.load(str(folder / BM25), load_corpus=True)
        self._join(BM25Retriever(existing_bm25=bm25, stemmer=self.stemmer, similarity_top_k=DEPTH))

    def _join(self, bm25: BM25Retriever) -> None:
        self.retriever = QueryFusionRetriever(
            [self.index.as_retriever(similarity_top_k=DEPTH), bm25],
            llm=MockLLM(),
            similarity_top_k=DEPTH,
            num_queries=1,
            mode="reciprocal_rerank",
            use_async=False,
        )

    def ask(self, question: str) -> list[tuple[str, str]]:
        return [(hit.node.node_id, hit.node.text) for hit in self.retriever.retrieve(question)]

    def add(self, name: str, text: str) -> None:
        self.index.insert_nodes([TextNode(id_=name, text=text)])
        nodes = list(self.index.docstore.docs.values())
        self._join(self._bm25(nodes))


if __name__ == "__main__":
    packages = ["core", "retrievers-bm25", "vector-stores-faiss"]
    serve(LlamaIndex, [f"llama-index-{package}" for package in packages])
