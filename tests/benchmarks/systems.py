"""The systems that are compared, and the environments that they run in."""

import hashlib
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

ADAPTERS = Path(__file__).parent / "adapters"
OURS = "makale"
_DONE = "installed"
_VECTORS = ("sentence-transformers>=6.2,<7", "torch>=2.6,<2.14")


class NotInstalled(Exception):
    """A system's packages could not be installed; the message is the installer's."""


@dataclass(frozen=True, slots=True)
class System:
    """A system under test: its adapter, what it needs, how it is set up."""

    name: str
    adapter: str
    packages: tuple[str, ...]
    setting: str

    def environment(self, folder: Path) -> Path:
        """Return the Python to run it with, installing what is not there in ``folder``.

        Raises `NotInstalled`.
        """
        if self.name == OURS:
            return Path(sys.executable)
        mark = hashlib.sha256(" ".join(self.packages).encode()).hexdigest()[:8]
        place = folder / f"{self.name}-{mark}"
        python = place / "bin" / "python"
        if not (place / _DONE).exists():
            venv.create(place, clear=True, with_pip=bool(self.packages))
            if self.packages:
                command = [python, "-m", "pip", "install", "--quiet", *self.packages]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode:
                    raise NotInstalled(done.stderr.strip().splitlines()[-1])
            (place / _DONE).touch()
        return python

    def served(self, python: Path, folder: Path) -> list[str | Path]:
        """Return the command of a process that answers requests."""
        return [python, ADAPTERS / self.adapter, folder]

    def cold(self, python: Path, folder: Path, question: str) -> list[str | Path]:
        """Return the command of a process that answers one question and ends."""
        if self.name == OURS:  # what users type
            run = [python, "-c", "from qa.cli import app; app()", "ask", question, "--json"]
            return [*run, "--library", folder / "library"]
        return [*self.served(python, folder), "--ask", question]


SYSTEMS = (
    System(
        OURS,
        "ours.py",
        (),
        "qa.answering.answer, the whole path: question, both arms, ranker, statements, collapse,"
        " citations; cold: qa ask",
    ),
    System(
        "txtai",
        "with_txtai.py",
        ("txtai>=9.14,<10", *_VECTORS),
        "Embeddings(hybrid=True, content=True): Faiss and BM25, its default weights; the same"
        " encoder",
    ),
    System(
        "haystack",
        "with_haystack.py",
        ("haystack-ai>=3.4,<3.5", "sentence-transformers-haystack>=2,<3", *_VECTORS),
        "InMemoryDocumentStore; pipeline of BM25 and embedding retriever, DocumentJoiner with"
        " reciprocal rank fusion; the same encoder; stored by save_to_disk",
    ),
    System(
        "llamaindex",
        "with_llama_index.py",
        (
            "llama-index-core>=0.14.25,<0.15",
            "llama-index-retrievers-bm25>=0.8,<0.9",
            "llama-index-vector-stores-faiss>=0.7,<0.8",
            "faiss-cpu>=1.15,<2",
            *_VECTORS,
        ),
        "QueryFusionRetriever, reciprocal rerank, of BM25Retriever (Turkish stemmer) and a"
        " VectorStoreIndex on FaissVectorStore; the same encoder",
    ),
    System(
        "bm25s",
        "with_bm25s.py",
        ("bm25s>=0.3.16,<0.4", "PyStemmer>=3.1,<4"),
        "Turkish Snowball stems, its Turkish stop words; no vectors; adding one makes it anew",
    ),
    System(
        "fts5",
        "with_fts5.py",
        (),
        "SQLite FTS5, unicode61 with remove_diacritics 2, any word, bm25 rank; no vectors",
    ),
)
