"""The collections of a library on a Milvus server, their fields and indexes.

All libraries under one name share the collections; the field ``library`` tells whose a row is and
is the partition key, so that what one of them asks is looked for in its share of the rows alone.
Everything found in an article carries the number of its *edition*: an article that is added, or
takes the place of its earlier version, is a new edition, and `index.remote.head` says which of them
count.

An analyser of Milvus cuts our folded terms at white space and does nothing else. Where a server has
none that does only that (milvus-lite), its standard one comes to the same: it cuts at what is no
letter or digit, of which a term has none, and lowers what is lower case already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from index.errors import ServerRefuses
from index.remote.server import Server

VERSION = 1
META, PASSAGES, ARTICLES, PIECES, NAMES, COUNTS = (
    "meta",
    "passages",
    "articles",
    "pieces",
    "names",
    "counts",
)
EDITED = (PASSAGES, ARTICLES, PIECES, NAMES)
"""What is found in articles, by edition."""
K1, B = 1.2, 0.75
"""Of BM25, as Tantivy has them."""
WEIGHTS = {"terms": 1.0, "grams": 0.3, "title": 0.6}
"""The fields of terms, and their weights in the sum: those of `index.lexicon`."""
LONGEST = 65_535
"""Bytes of a text field."""
STUB = [0.0, 0.0]
"""What a row without a vector has in its place."""
_PARTITIONS = 16
_KEY = 200  # bytes of a key that is a text
_GRAPH = {"M": 16, "efConstruction": 200}

_Made = tuple[Any, Any, int]


class Collections:
    """The names of the collections of a library."""

    def __init__(self, server: Server, name: str) -> None:
        self.server = server
        self._name = name

    def of(self, what: str) -> str:
        """Return the name of a collection."""
        return f"{self._name}_{what}"

    def exist(self) -> bool:
        """Tell whether they are all there; that of the libraries is made last."""
        return self.server.has(self.of(META))

    def make(self, dimension: int) -> None:
        """Make those that are missing."""
        for what, make in _makers(dimension).items():
            if self.server.has(self.of(what)):
                continue
            try:
                self.server.create(self.of(what), partial(make, "whitespace"))
            except ServerRefuses as error:
                if "tokenizer" not in str(error.facts["reason"]):
                    raise
                self.server.create(self.of(what), partial(make, "standard"))


def _makers(dimension: int) -> dict[str, Callable[[str, Any], _Made]]:
    """Return what makes each collection, of an analyser and a client; that of the heads is last."""
    return {
        PASSAGES: partial(_passages, dimension),
        ARTICLES: _plain(
            "id",
            ["library", "edition", "number"],
            ["digest", "origin", "entry"],
            ["number", "digest"],
        ),
        PIECES: _plain("key", ["library", "edition"], ["data"], ["edition"]),
        NAMES: _plain(
            "key", ["library", "edition", "article", "speaks"], ["name", "words"], ["edition"]
        ),
        COUNTS: _plain("key", ["library", "n", "was", "at"], [], ["at"]),
        META: _plain("key", [], ["value"], []),
    }


def _passages(dimension: int, analyser: str, client: Any) -> _Made:  # noqa: ANN401
    from pymilvus import DataType, Function, FunctionType

    schema, indexes = client.create_schema(auto_id=False), client.prepare_index_params()
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("library", DataType.INT64, is_partition_key=True)
    schema.add_field("edition", DataType.INT64)
    schema.add_field("article", DataType.INT64)
    schema.add_field("facts", DataType.VARCHAR, max_length=LONGEST)
    schema.add_field("words", DataType.VARCHAR, max_length=LONGEST)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    indexes.add_index(field_name="vector", index_type="HNSW", metric_type="IP", params=_GRAPH)
    indexes.add_index(field_name="edition", index_type="INVERTED")
    for field in WEIGHTS:
        schema.add_field(
            field,
            DataType.VARCHAR,
            max_length=LONGEST,
            enable_analyzer=True,
            analyzer_params={"tokenizer": analyser},
        )
        schema.add_field(f"{field}_bm25", DataType.SPARSE_FLOAT_VECTOR)
        schema.add_function(
            Function(
                name=f"{field}_bm25",
                function_type=FunctionType.BM25,
                input_field_names=[field],
                output_field_names=[f"{field}_bm25"],
            )
        )
        indexes.add_index(
            field_name=f"{field}_bm25",
            index_type="SPARSE_INVERTED_INDEX",
            metric_type="BM25",
            params={"bm25_k1": K1, "bm25_b": B},
        )
    return schema, indexes, _PARTITIONS


def _plain(
    key: str, numbers: Sequence[str], texts: Sequence[str], indexed: Sequence[str]
) -> Callable[[str, Any], _Made]:
    """Return what makes a collection without vectors; Milvus wants one in each: there is a stub."""

    def make(_: str, client: Any) -> _Made:  # noqa: ANN401
        from pymilvus import DataType

        schema, indexes = client.create_schema(auto_id=False), client.prepare_index_params()
        if key == "id":
            schema.add_field(key, DataType.INT64, is_primary=True)
        else:
            schema.add_field(key, DataType.VARCHAR, max_length=_KEY, is_primary=True)
        for field in numbers:
            schema.add_field(field, DataType.INT64, is_partition_key=field == "library")
        for field in texts:
            schema.add_field(field, DataType.VARCHAR, max_length=LONGEST)
        schema.add_field("stub", DataType.FLOAT_VECTOR, dim=len(STUB))
        indexes.add_index(field_name="stub", index_type="FLAT", metric_type="L2")
        for field in indexed:
            indexes.add_index(field_name=field, index_type="INVERTED")
        return schema, indexes, _PARTITIONS if "library" in numbers else 0

    return make
