"""Both arms of a library on a server: it proposes, and the scores are made here.

What a server calls BM25 counts words over whatever shares a segment, a shard or a collection, and
milvus-lite even gives it another sign. So each of the fields is asked for its best passages,
and their score is made here, of how often a word stands in this library (`index.remote.counts`):
the same sum as that of a library in a folder, and no other library's words have a part in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from index.remote.counts import Counts
from index.remote.head import Head
from index.remote.rows import PASSAGE_FIELDS, name_of, terms_in, terms_of
from index.remote.schema import K1, PASSAGES, WEIGHTS, B, Collections
from index.remote.server import Row
from index.remote.store import RemoteStore

_MOST_WORDS = 64  # of a question, as in `index.lexicon`
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
    numbered: None = None


class RemoteLexicon:
    """The arm of the words."""

    def __init__(self, store: RemoteStore, collections: Collections, counts: Counts) -> None:
        self._store, self._counts = store, counts
        self._server, self._name = collections.server, collections.of(PASSAGES)

    def __len__(self) -> int:
        return self._store.head.passages

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return in how many passages each prefix term stands."""
        names = [name_of("terms", term) for term in terms]
        found = self._counts.read(self._store.head, set(names))
        return [found.get(name, 0) for name in names]

    def search(
        self, words: Sequence[str], limit: int, among: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """Return the best passages for the folded ``words``: (number, BM25 sum), best first.

        Equal scores stand in the order of the passages. With ``among``, only those are returned.
        """
        head = self._store.head
        asked = {f: list(dict.fromkeys(t)) for f, t in _asked(words).items()}
        if not asked["terms"] or not head.passages:
            return []
        condition = f"{head.condition}{_only(among)}"
        most = max(_FEWEST, _WIDER * limit)

        def propose(field: str) -> list[Row]:
            text = " ".join(asked[field])
            fields = ("id", "words", "title")
            hits = self._server.search(self._name, f"{field}_bm25", text, most, condition, fields)
            return [row for _, row in hits]

        with ThreadPoolExecutor(len(WEIGHTS)) as all_fields:
            proposed = all_fields.map(propose, WEIGHTS)
            names = {name_of(field, term) for field, terms in asked.items() for term in terms}
            stand = self._counts.read(head, names)
            rows = {int(row["id"]): row for found in proposed for row in found}
        weighing = _Weighing(head, asked, stand)
        kept = [n for n in rows if among is None or n in among]
        scores = [(n, weighing.score(terms_in(rows[n]))) for n in kept]
        return sorted(scores, key=lambda pair: (-pair[1], pair[0]))[:limit]


def _asked(words: Sequence[str]) -> dict[str, list[str]]:
    """Return the terms that are looked for in each field: in titles those of the words as well."""
    chosen = list(dict.fromkeys(words))[:_MOST_WORDS]
    return terms_of(chosen, chosen)


class _Weighing:
    """BM25 (Robertson and Zaragoza 2009) of a question in each field, summed with their weights."""

    def __init__(
        self, head: Head, asked: Mapping[str, Sequence[str]], stand: Mapping[str, int]
    ) -> None:
        count = head.passages
        totals = {"terms": head.terms, "grams": head.grams, "title": head.title}
        self._usual = {field: max(total / count, 1e-9) for field, total in totals.items()}
        self._weights = {
            field: {
                term: WEIGHTS[field] * log(1 + max(0.0, count - n + 0.5) / (n + 0.5))
                for term in terms
                if (n := stand.get(name_of(field, term), 0))
            }
            for field, terms in asked.items()
        }

    def score(self, terms: Mapping[str, Sequence[str]]) -> float:
        """Return the score of a passage of these terms."""
        return sum(self._of(field, found) for field, found in terms.items())

    def _of(self, field: str, found: Sequence[str]) -> float:
        counts = Counter(found)
        length = K1 * (1 - B + B * len(found) / self._usual[field])
        weights = self._weights[field].items()
        return sum(
            weight * n * (K1 + 1) / (n + length) for term, weight in weights if (n := counts[term])
        )


class RemoteVectors:
    """The arm of the vectors."""

    recall: float | None = None
    """Nobody measured it: the graph is the server's."""

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
