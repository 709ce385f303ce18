"""FAISS: the vector of a question to candidate passages, by inner product.

Up to `EXACT` vectors are scanned in float16: exact to the third decimal. Of more, most are scanned
as product-quantised codes of four bits (Jegou et al. 2011; in registers, Andre et al. 2015), and
the candidates weighed again by the vectors that the database keeps; what is added later is scanned
beside them, until that is `EXACT` itself. How many of the true nearest are found so is measured
when the codes are made, and stays with them.

There are no inverted lists: the words of a question lie apart from the passages' clusters, and half
of all lists had to be looked into for what a scan finds (docs/scale.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

EXACT = 25_000
"""So many vectors are scanned as they are."""
WANTED = 0.98
"""Recall of the `PROPOSED` nearest that is enough."""
NEAREST, PROPOSED = 10, 50
_SAMPLE = 20_000  # vectors that the codes are learnt from
_PARTS = 150  # codes of a vector, about
_WEIGHED = (400, 800, 1600)  # so many candidates are weighed again, the fewest that do
_FEW = 5000  # passages that are weighed one by one where only they are wanted

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
Exact = Callable[[Sequence[int]], tuple[Ids, Floats]]
"""Passage numbers to those that are there, with their vectors as the database keeps them."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Quantised vectors, and what was measured of them.

    Of ``weighed`` candidates that are weighed again, ``recall`` of the ten nearest are among them,
    and enough of the fifty that are proposed to the ranker.
    """

    index: Any
    weighed: int
    recall: float


class Vectors:
    """Vectors of passages, by passage number; ``exact`` is only asked where there are `Codes`."""

    def __init__(
        self, dimension: int, exact: Exact | None = None, codes: Codes | None = None
    ) -> None:
        scan = faiss.IndexScalarQuantizer(
            dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        self._whole: Any = faiss.IndexIDMap2(scan)
        self._exact = exact
        self.codes = codes

    @classmethod
    def load(cls, path: Path, exact: Exact | None = None, codes: Codes | None = None) -> Vectors:
        """Read what `save` wrote. Raises OSError, or ValueError where it is torn."""
        loaded = cls.__new__(cls)
        loaded._whole = read(path)
        loaded._exact, loaded.codes = exact, codes
        return loaded

    def save(self, path: Path) -> None:
        """Write what is scanned as it is to ``path``; codes are written by `write`."""
        write(self._whole, path)

    def __len__(self) -> int:
        return int(self._whole.ntotal) + (int(self.codes.index.ntotal) if self.codes else 0)

    @property
    def ids(self) -> Ids:
        """The numbers of the passages, ascending; shape (n,)."""
        maps = [self._whole.id_map] + ([self.codes.index.id_map] if self.codes else [])
        return np.sort(np.concatenate([faiss.vector_to_array(one) for one in maps]))

    @property
    def last(self) -> int:
        """The highest number of a passage, 0 where there is none."""
        maps = [self._whole.id_map] + ([self.codes.index.id_map] if self.codes else [])
        return max((int(m.at(m.size() - 1)) for m in maps if m.size()), default=0)

    @property
    def recall(self) -> float:
        """Share of the ten nearest vectors that are found, as it was measured; 1 where all are."""
        return self.codes.recall if self.codes else 1.0

    def room(self, more: int) -> bool:
        """Tell whether ``more`` vectors can be scanned as they are beside those that are."""
        return int(self._whole.ntotal) + more <= EXACT

    def add(self, ids: Ids, vectors: Floats) -> None:
        """Take in vectors, shape (n, dimension), normalised to length 1."""
        if len(ids):
            self._whole.add_with_ids(np.ascontiguousarray(vectors), ids)

    def search(
        self, vector: Floats, limit: int, among: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """Return the nearest passages, only of ``among`` if given: (number, cosine), best first."""
        if not len(self):
            return []
        # Waking a second thread costs more than a scan, above all on a busy machine.
        faiss.omp_set_num_threads(1)
        if self.codes and among is not None and len(among) <= _FEW:
            ids, scores = self._weigh(sorted(among), vector)
        else:
            ids, scores = self._scanned(vector, limit, among)
            if self.codes:
                some = self._weigh(self._candidates(self.codes, vector, limit, among), vector)
                ids, scores = np.append(ids, some[0]), np.append(scores, some[1])
        best = np.lexsort((ids, -scores))[:limit]
        return list(zip(ids[best].tolist(), scores[best].tolist(), strict=True))

    def _scanned(
        self, vector: Floats, limit: int, among: frozenset[int] | None
    ) -> tuple[Ids, Floats]:
        parameters = None
        if among is not None:
            chosen = faiss.IDSelectorBatch(np.fromiter(sorted(among), np.int64))
            parameters = faiss.SearchParameters(sel=chosen)  # type: ignore[call-arg]  # its stubs lag
        most = min(limit, int(self._whole.ntotal))
        scores, ids = self._whole.search(vector[None, :], max(1, most), params=parameters)
        there = ids[0] >= 0  # -1 stands for a place that is left empty
        return ids[0][there], scores[0][there]

    def _candidates(
        self, codes: Codes, vector: Floats, limit: int, among: frozenset[int] | None
    ) -> list[int]:
        most = max(codes.weighed, limit)
        if among is not None:  # as many of them as there would be of all
            most = most * len(self) // len(among)
        _, ids = codes.index.search(vector[None, :], min(most, int(codes.index.ntotal)))
        return [n for n in ids[0].tolist() if n >= 0 and (among is None or n in among)]

    def _weigh(self, numbers: Sequence[int], vector: Floats) -> tuple[Ids, Floats]:
        assert self._exact is not None  # noqa: S101  # given with all codes
        ids, vectors = self._exact(numbers)
        return ids, vectors @ vector


def quantised(
    dimension: int,
    sample: Callable[[int], Floats],
    batches: Iterable[tuple[Ids, Floats]],
    asked: Floats,
) -> Codes:
    """Make codes of all vectors of ``batches``; ``sample`` draws so many of them to learn from.

    The recall is that of the questions ``asked`` (vectors), against a scan of all vectors.
    """
    # Turned at random, so that each code has as much to tell: most models say more by some axes.
    code = f"IDMap,RR,PQ{_parts(dimension)}x4fs"
    index = faiss.index_factory(dimension, code, faiss.METRIC_INNER_PRODUCT)
    index.train(sample(_SAMPLE))
    best = np.full((len(asked), PROPOSED), -np.inf, np.float32)
    nearest = np.full((len(asked), PROPOSED), -1, np.int64)
    for ids, vectors in batches:
        index.add_with_ids(np.ascontiguousarray(vectors), ids)
        scores = np.concatenate([best, asked @ vectors.T], axis=1)
        numbers = np.concatenate([nearest, np.broadcast_to(ids, (len(asked), len(ids)))], axis=1)
        top = np.argpartition(-scores, PROPOSED - 1, axis=1)[:, :PROPOSED]
        best, nearest = np.take_along_axis(scores, top, 1), np.take_along_axis(numbers, top, 1)
    _, found = index.search(asked, min(_WEIGHED[-1], int(index.ntotal)))
    nearest = np.take_along_axis(nearest, np.argsort(-best, axis=1), 1)
    weighed = 0
    for weighed in _WEIGHED:
        if _share(nearest, found[:, :weighed]) >= WANTED:
            break
    return Codes(index, weighed, _share(nearest[:, :NEAREST], found[:, :weighed]))


def _parts(dimension: int) -> int:
    """Return into how many codes a vector is parted, each of as many numbers: of 800, 160."""
    parts = (n for n in range(1, dimension + 1) if dimension % n == 0)
    return min(parts, key=lambda n: abs(log(n / _PARTS)))


def _share(nearest: Ids, found: Ids) -> float:
    """Return how many of the nearest, shape (questions, n), are found: 1 all of them."""
    rows = zip(nearest.tolist(), found.tolist(), strict=True)
    shares = [
        len({n for n in near if n >= 0} & set(row)) / sum(n >= 0 for n in near)
        for near, row in rows
    ]
    return float(np.mean(shares)) if shares else 1.0


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
