"""FAISS: the vector of a question to candidate passages, by inner product.

The index holds float16 vectors (a scalar quantiser without training) and scans all of them: exact
to the third decimal.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

_SMALL = 50_000  # vectors


class Vectors:
    """Vectors of passages, by passage number."""

    _threads = faiss.omp_get_max_threads()

    def __init__(self, dimension: int) -> None:
        scan = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._index: Any = faiss.IndexIDMap2(scan)

    @classmethod
    def load(cls, path: Path) -> Vectors:
        """Read what `save` wrote. Raises OSError, or ValueError where it is torn."""
        loaded = cls.__new__(cls)
        # Through Python's own file: FAISS can't open every path that the system can.
        data = np.fromfile(path, np.uint8)
        try:
            loaded._index = faiss.deserialize_index(data)
        except (RuntimeError, MemoryError, AssertionError) as error:
            raise ValueError(f"{path.name} is torn") from error
        return loaded

    def save(self, path: Path) -> None:
        """Write the index to ``path``."""
        faiss.serialize_index(self._index).tofile(path)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def ids(self) -> NDArray[np.int64]:
        """The numbers of the passages, ascending; shape (n,)."""
        return np.sort(faiss.vector_to_array(self._index.id_map))

    def add(self, ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
        """Take in vectors, shape (n, dimension), normalised to length 1."""
        if len(ids):
            self._index.add_with_ids(np.ascontiguousarray(vectors), ids)

    def search(
        self, vector: NDArray[np.float32], limit: int, among: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """Return the nearest passages, only of ``among`` if given: (number, cosine), best first."""
        if not len(self):
            return []
        # Waking a second thread costs more than scanning a small library.
        faiss.omp_set_num_threads(1 if len(self) < _SMALL else self._threads)
        parameters = None
        if among is not None:
            chosen = faiss.IDSelectorBatch(np.fromiter(sorted(among), np.int64))
            parameters = faiss.SearchParameters(sel=chosen)  # type: ignore[call-arg]  # its stubs lag
        most = min(limit, len(self))
        scores, ids = self._index.search(vector[None, :], most, params=parameters)
        # -1 stands for a place that is left empty.
        found = [(n, s) for n, s in zip(ids[0].tolist(), scores[0].tolist(), strict=True) if n >= 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))
