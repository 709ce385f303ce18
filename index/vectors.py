"""FAISS: the vector of a question to candidate passages, by inner product.

Up to `EXACT` vectors are scanned, in float16: exact to the third decimal. Of more, most stand in an
inverted file of product-quantised vectors (Jegou et al. 2011; four bits a code, scanned in
registers: Andre et al. 2015), whose candidates are weighed again by the vectors that the database
keeps; what is added later is scanned beside it until it is `EXACT` itself. How many of the true
nearest such an index finds is measured when it is made, and comes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

EXACT = 50_000
"""So many vectors are scanned one by one."""
WANTED = 0.97
"""Recall of the ten nearest that lists are looked into for; never all of them."""
NEAREST = 10
_SAMPLE = 50  # vectors a list that it is trained on
_PROBES = (4, 8, 16, 32, 64, 128)
_WIDER = 4  # times as many candidates as are wanted are weighed again
_FEW = 2000  # passages that are weighed one by one where only they are wanted

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
Exact = Callable[[Sequence[int]], tuple[Ids, Floats]]
"""Passage numbers to those that are there, with their vectors as the database keeps them."""
Batches = Callable[[], Iterable[tuple[Ids, Floats]]]


@dataclass(frozen=True, slots=True)
class Base:
    """An approximate index and what was measured of it: ``recall`` of the ten nearest."""

    index: Any
    recall: float


class Vectors:
    """Vectors of passages, by passage number; ``exact`` is only asked beside a `Base`."""

    _threads = faiss.omp_get_max_threads()

    def __init__(self, dimension: int, exact: Exact | None = None, base: Base | None = None):
        scan = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._tail: Any = faiss.IndexIDMap2(scan)
        self._exact = exact
        self.base = base

    @classmethod
    def load(cls, tail: Path, exact: Exact | None = None, base: Base | None = None) -> Vectors:
        """Read what `save` wrote. Raises OSError, or ValueError where it is torn."""
        loaded = cls.__new__(cls)
        loaded._tail = read(tail)
        loaded._exact, loaded.base = exact, base
        return loaded

    def save(self, path: Path) -> None:
        """Write what is scanned one by one to ``path``."""
        write(self._tail, path)

    def __len__(self) -> int:
        return int(self._tail.ntotal) + (int(self.base.index.ntotal) if self.base else 0)

    @property
    def ids(self) -> Ids:
        """The numbers of the passages, ascending; shape (n,)."""
        ids = [faiss.vector_to_array(self._tail.id_map)]
        if self.base:
            lists = self.base.index.invlists
            ids += [
                faiss.rev_swig_ptr(lists.get_ids(i), lists.list_size(i)).copy()
                for i in range(lists.nlist)
                if lists.list_size(i)
            ]
        return np.sort(np.concatenate(ids))

    @property
    def last(self) -> int:
        """The highest number of a passage, 0 where there is none."""
        return int(self.ids[-1]) if len(self) else 0

    def room(self, more: int) -> bool:
        """Tell whether ``more`` vectors can still be scanned beside those that are."""
        return int(self._tail.ntotal) + more <= EXACT

    def add(self, ids: Ids, vectors: Floats) -> None:
        """Take in vectors, shape (n, dimension), normalised to length 1."""
        if len(ids):
            self._tail.add_with_ids(np.ascontiguousarray(vectors), ids)

    def search(
        self, vector: Floats, limit: int, among: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """Return the nearest passages, only of ``among`` if given: (number, cosine), best first."""
        if not len(self):
            return []
        # Waking a second thread costs more than scanning a small library.
        faiss.omp_set_num_threads(1 if self.base is None else self._threads)
        if among is not None and self.base and len(among) <= _FEW:
            found = self._weighed(sorted(among), vector)
        else:
            chosen = None
            if among is not None:
                chosen = faiss.IDSelectorBatch(np.fromiter(sorted(among), np.int64))
            found = _found(self._tail, vector, limit, chosen)
            if self.base:
                near = _found(self.base.index, vector, _WIDER * limit, chosen)
                found += self._weighed([number for number, _ in near], vector)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:limit]

    def _weighed(self, numbers: Sequence[int], vector: Floats) -> list[tuple[int, float]]:
        assert self._exact is not None  # noqa: S101  # given with every base
        ids, vectors = self._exact(numbers)
        return list(zip(ids.tolist(), (vectors @ vector).tolist(), strict=True))


def train(dimension: int, count: int, sample: Callable[[int], Floats]) -> Any:  # noqa: ANN401
    """Return an empty inverted file for ``count`` vectors; ``sample`` draws some of them."""
    lists = max(1, round(count**0.5 / 2))
    code = f"PQ{dimension // 4}x4fs" if dimension % 4 == 0 else "SQ4"
    index = faiss.index_factory(dimension, f"IVF{lists},{code}", faiss.METRIC_INNER_PRODUCT)
    index.train(sample(_SAMPLE * lists))
    return index


def approximate(
    dimension: int, count: int, sample: Callable[[int], Floats], batches: Batches, asked: Floats
) -> Base:
    """Make an index of all vectors of ``batches``, with its recall for the questions ``asked``.

    It looks into as many lists as bring the recall to `WANTED`. The measure is against a scan of
    all vectors; both weigh by the same vectors, so only what is overlooked counts.
    """
    index = train(dimension, count, sample)
    best = np.full((len(asked), NEAREST), -np.inf, np.float32)
    nearest = np.zeros((len(asked), NEAREST), np.int64)
    for ids, vectors in batches():
        index.add_with_ids(np.ascontiguousarray(vectors), ids)
        scores = np.concatenate([best, asked @ vectors.T], axis=1)
        numbers = np.concatenate([nearest, np.broadcast_to(ids, (len(asked), len(ids)))], axis=1)
        top = np.argpartition(-scores, NEAREST - 1, axis=1)[:, :NEAREST]
        best, nearest = np.take_along_axis(scores, top, 1), np.take_along_axis(numbers, top, 1)
    recall = 0.0
    for probes in _PROBES:
        index.nprobe = probes
        # What is among the candidates is found: they are weighed again exactly.
        _, found = index.search(asked, 50 * _WIDER)
        shares = [len(set(a) & set(b)) / NEAREST for a, b in zip(nearest, found, strict=True)]
        recall = float(np.mean(shares)) if shares else 1.0
        if recall >= WANTED:
            break
    return Base(index, recall)


def read(path: Path) -> Any:  # noqa: ANN401
    """Read an index. Raises OSError, or ValueError where it is torn."""
    # Through Python's own file: FAISS can't open every path that the system can.
    data = np.fromfile(path, np.uint8)
    try:
        return faiss.deserialize_index(data)
    except (RuntimeError, MemoryError, AssertionError) as error:
        raise ValueError(f"{path.name} is torn") from error


def write(index: Any, path: Path) -> None:  # noqa: ANN401
    """Write an index to ``path``."""
    faiss.serialize_index(index).tofile(path)


def _found(
    index: Any,  # noqa: ANN401
    vector: Floats,
    limit: int,
    chosen: Any,  # noqa: ANN401
) -> list[tuple[int, float]]:
    most = min(limit, int(index.ntotal))
    if not most:
        return []
    parameters = None
    if chosen is not None and isinstance(index, faiss.IndexIVF):
        parameters = faiss.SearchParametersIVF(sel=chosen, nprobe=index.nprobe)  # type: ignore[call-arg]  # its stubs lag
    elif chosen is not None:
        parameters = faiss.SearchParameters(sel=chosen)  # type: ignore[call-arg]
    scores, ids = index.search(vector[None, :], most, params=parameters)
    # -1 stands for a place that is left empty.
    return [(n, s) for n, s in zip(ids[0].tolist(), scores[0].tolist(), strict=True) if n >= 0]
