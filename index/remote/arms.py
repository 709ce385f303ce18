"""Both arms of a library on a server: it proposes, and the scores are made here.

What a server calls BM25 counts words over whatever shares a segment, a shard or a collection, and
milvus-lite even gives it another sign. So each of the two fields is asked for its best passages,
and their score is made here, of how often a word stands in this library (`index.remote.counts`):
the same sum as that of a library in a folder, and no other library's words have a part in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from index.remote.counts import Counts
from index.remote.head import Head
from index.remote.rows import PASSAGE_FIELDS, grams_of, terms_of
from index.remote.schema import K1, PASSAGES, B, Collections
from index.remote.server import Row
from index.remote.store import RemoteStore

_GRAM_WEIGHT = 0.3  # the weights and the limit of `index.lexicon`: both arms must say the same
_MOST_WORDS = 64
_WIDER = 2  # times as many as are wanted are asked of each field
_FEWEST = 100  # that are asked of one
_MOST_RANGES = 200  # of passages in one condition; more are listed one by one
_EFFORT = 256  # vectors that the graph looks at, at least (HNSW's ef)


@dataclass(frozen=True, slots=True)
class RemoteArms:
    """Both arms, of one state of the library."""

    state: str
    lexicon: RemoteLexicon
    vectors: RemoteVectors


class RemoteLexicon:
    """The arm of the words."""

    def __init__(self, store: RemoteStore, collections: Collections, counts: Counts) -> None:
        self._store, self._counts = store, counts
        self._server, self._name = collections.server, collections.of(PASSAGES)

    def __len__(self) -> int:
        return self._store.head.passages

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return in how many passages each prefix term stands."""
        found = self._counts.read(self._store.head, {f"t{term}" for term in terms})
        return [found.get(f"t{term}", 0) for term in terms]

    def search(
        self, words: Sequence[str], limit: int, among: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """Return the best passages for the folded ``words``: (number, BM25 sum), best first.

        Equal scores stand in the order of the passages. With ``among``, only those are returned.
        """
        head = self._store.head
        chosen = list(dict.fromkeys(words))[:_MOST_WORDS]
        asked = {
            "t": list(dict.fromkeys(terms_of(chosen))),
            "g": list(dict.fromkeys(grams_of(chosen))),
        }
        if not asked["t"] or not head.passages:
            return []
        condition = f"{head.condition}{_only(among)}"
        most = max(_FEWEST, _WIDER * limit)

        def propose(field: str, terms: Sequence[str]) -> list[Row]:
            hits = self._server.search(
                self._name, f"{field}_bm25", " ".join(terms), most, condition, ("id", "words")
            )
            return [row for _, row in hits]

        with ThreadPoolExecutor(2) as both:
            proposed = both.map(propose, ("terms", "grams"), asked.values())
            names = [f"{field}{term}" for field, terms in asked.items() for term in terms]
            stand = self._counts.read(head, names)
            rows = {row["id"]: row for found in proposed for row in found}
        kept = [row for row in rows.values() if among is None or row["id"] in among]
        weigh = _Weighing(head, asked, stand)
        scores = [(int(row["id"]), weigh.score(row["words"].split())) for row in kept]
        return sorted(scores, key=lambda pair: (-pair[1], pair[0]))[:limit]


class _Weighing:
    """BM25 (Robertson and Zaragoza 2009) of the terms and the 4-grams of a question, summed."""

    def __init__(self, head: Head, asked: dict[str, list[str]], stand: dict[str, int]) -> None:
        self._usual = {"t": head.terms / head.passages, "g": head.grams / head.passages}
        count = head.passages
        self._weights = {
            field: {
                term: log(1 + max(0.0, count - n + 0.5) / (n + 0.5))
                for term in terms
                if (n := stand.get(f"{field}{term}", 0))
            }
            for field, terms in asked.items()
        }

    def score(self, words: Sequence[str]) -> float:
        """Return the score of a passage of these words."""
        return self._of("t", terms_of(words)) + _GRAM_WEIGHT * self._of("g", grams_of(words))

    def _of(self, field: str, terms: Sequence[str]) -> float:
        counts = Counter(terms)
        length = K1 * (1 - B + B * len(terms) / max(self._usual[field], 1e-9))
        weights = self._weights[field].items()
        return sum(
            weight * n * (K1 + 1) / (n + length) for term, weight in weights if (n := counts[term])
        )


class RemoteVectors:
    """The arm of the vectors."""

    def __init__(self, store: RemoteStore, collections: Collections) -> None:
        self._store = store
        self._server, self._name = collections.server, collections.of(PASSAGES)

    def search(
        self, vector: NDArray[np.float32], limit: int, among: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """Return the nearest passages, only of ``among`` if given: (number, cosine), best first."""
        head = self._store.head
        if not head.passages:
            return []
        hits = self._server.search(
            self._name,
            "vector",
            np.asarray(vector, np.float32).tolist(),
            limit,
            f"{head.condition}{_only(among)}",
            PASSAGE_FIELDS,
            {"ef": max(_EFFORT, limit)},
        )
        found = self._store.take(row for _, row in hits)
        near = [(p.id, float(p.vector @ vector)) for p in found if among is None or p.id in among]
        return sorted(near, key=lambda pair: (-pair[1], pair[0]))


def _only(among: frozenset[int] | None) -> str:
    """Return the condition that a passage is one of these, as ranges of their keys."""
    if among is None:
        return ""
    ids = np.array(sorted(among), np.int64)
    if not len(ids):
        return " and id < 0"
    breaks = np.flatnonzero(np.diff(ids) > 1)
    starts, ends = ids[np.r_[0, breaks + 1]], ids[np.r_[breaks, len(ids) - 1]]
    if len(starts) > _MOST_RANGES:
        return f" and id in {ids.tolist()}"
    ranges = zip(starts.tolist(), ends.tolist(), strict=True)
    return f" and ({' or '.join(f'(id >= {a} and id <= {b})' for a, b in ranges)})"
