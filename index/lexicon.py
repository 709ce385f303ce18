"""Tantivy: the words of a question to candidate passages, by BM25 (Robertson and Zaragoza 2009).

The analyser stays outside: Tantivy's own lower-casing is not Turkish. It gets our terms joined by
spaces, in three fields: ``terms`` (prefixes), ``grams`` (character 4-grams), and ``title``, the
prefixes of the article's title, which often names who or what the passage is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import tantivy
from numpy.typing import NDArray

from index.turkish import grams, prefixes

_HEAP = 64_000_000  # bytes that the writer holds before it flushes a segment
POSTINGS = 1_000_000
"""So many postings are read for a question: the common terms of a large library, which tell little,
are left out."""
_MOST_WORDS = 64  # of a question; more is a pasted text, whose rarest words would take seconds
_WIDER = 4  # times as far is looked where the best are not among those that are wanted
_GRAM_WEIGHT = 0.3  # a word has about twice as many 4-grams as prefixes, and they say less
_TITLE_WEIGHT = 0.6


@lru_cache(maxsize=65536)
def _terms(word: str) -> str:
    return " ".join(prefixes(word))


@lru_cache(maxsize=65536)
def _grams(word: str) -> str:
    return " ".join(grams(word))


class Lexicon:
    """Terms of passages, by passage number; on disk in an existing ``folder``, or in memory.

    Raises ValueError where what is in the folder is torn.
    """

    def __init__(self, folder: Path | None = None) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("id", fast=True)
        for field in ("terms", "grams", "title"):
            schema.add_text_field(field, tokenizer_name="spaces", index_option="freq")
        self._schema = schema.build()
        self._index = tantivy.Index(self._schema, str(folder) if folder else None)
        # Tantivy doesn't store tokenizers of its users with an index.
        spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("spaces", spaces)
        self._searcher = self._index.searcher()

    def add(self, added: Iterable[tuple[int, Sequence[str], Sequence[str]]]) -> None:
        """Take in passages (number, folded words, those of the article's title); one commit."""
        writer = self._index.writer(_HEAP, num_threads=1)  # one: segments in the order of passages
        for number, words, title in added:
            document = tantivy.Document()
            document.add_integer("id", int(number))
            document.add_text("terms", " ".join(map(_terms, words)))
            document.add_text("grams", " ".join(map(_grams, words)))
            document.add_text("title", " ".join(map(_terms, title)))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def __len__(self) -> int:
        return self._searcher.num_docs

    @property
    def ids(self) -> NDArray[np.int64]:
        """The numbers of the passages, ascending; shape (n,)."""
        every = self._searcher.search(tantivy.Query.all_query(), max(1, len(self)), count=False)
        numbers = self._searcher.fast_field_values("id", [address for _, address in every.hits])
        return np.sort(np.array([int(n or 0) for n in numbers], np.int64))

    def search(
        self, words: Sequence[str], limit: int, among: frozenset[int] | None = None
    ) -> list[tuple[int, float]]:
        """Return the best passages for the folded ``words``: (number, BM25 sum), best first.

        Equal scores stand in the order of the passages. With ``among``, only those are returned.
        """
        chosen = list(dict.fromkeys(words))[:_MOST_WORDS]
        terms = dict.fromkeys(t for w in chosen for t in prefixes(w))
        pieces = dict.fromkeys(g for w in chosen for g in grams(w))
        weighed = [
            *(("terms", term, 1.0) for term in terms),
            *(("grams", gram, _GRAM_WEIGHT) for gram in pieces),
            *(("title", term, _TITLE_WEIGHT) for term in terms),
        ]
        clauses = [self._clause(*one) for one in self._telling(weighed)]
        if not clauses:
            return []
        query = tantivy.Query.boolean_query(clauses)
        wide = limit
        while True:
            found = self._best(query, min(wide, len(self)))
            kept = [pair for pair in found if among is None or pair[0] in among]
            if len(kept) >= limit or len(found) < wide:
                return kept[:limit]
            wide *= _WIDER

    def _telling(self, weighed: Sequence[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
        """Return the rarest terms, as many as stand in `POSTINGS` passages together.

        In a small library, all that are there.
        """
        counted = [
            (self._searcher.doc_freq(field, term), field, term, w) for field, term, w in weighed
        ]
        told: list[tuple[str, str, float]] = []
        read = 0
        for count, field, term, weight in sorted(counted):
            if told and read + count > POSTINGS:
                break
            if count:
                told.append((field, term, weight))
                read += count
        return told

    def _best(self, query: tantivy.Query, limit: int) -> list[tuple[int, float]]:
        hits = self._searcher.search(query, limit, count=False).hits
        numbers = self._searcher.fast_field_values("id", [address for _, address in hits])
        found = [(int(n or 0), float(s)) for n, (s, _) in zip(numbers, hits, strict=True)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _clause(self, field: str, term: str, weight: float) -> tuple[tantivy.Occur, tantivy.Query]:
        query = tantivy.Query.term_query(self._schema, field, term, index_option="freq")
        return tantivy.Occur.Should, tantivy.Query.boost_query(query, weight)

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return in how many passages each prefix term stands."""
        return [self._searcher.doc_freq("terms", term) for term in terms]
