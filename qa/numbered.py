"""Passages whose words are numbered on disk (`index.numbered`), as contexts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import numpy as np

from index.article import Span
from index.numbered import KINDS, ROOM, Numbered
from index.spelled import Ints, gathered, runs
from qa.context import Context
from qa.recent import Recent
from qa.texts import Text
from qa.vocabulary import Vocabulary

if TYPE_CHECKING:
    from qa.forward import Forward

_MOST = 8192  # paragraphs, or titles


class Disk:
    """The passages on disk; their words are the first of ``vocabulary``."""

    def __init__(self, numbered: Numbered, vocabulary: Vocabulary) -> None:
        self._numbered, self._vocabulary = numbered, vocabulary
        self._paragraphs, self._titles = Recent[int, Text](_MOST), Recent[int, Text](_MOST)

    def holding(self, spans: Mapping[int, Sequence[Span]]) -> dict[int, list[int]]:
        """Return by article the numbers of the passages that overlap spans of it.

        Articles that are not here are left out.
        """
        found = {}
        for article, some in spans.items():
            row = self._numbered.row_of(article)
            if row is not None:
                places = [s.start for s in some], [s.end for s in some]
                found[article] = self._numbered.overlapping(row, *places).tolist()
        return found

    def read(self, ids: Iterable[int], kept: Forward) -> dict[int, Context]:
        """Return the passages of those numbers that are here; ``kept`` reads what else there is."""
        n = self._numbered
        rows = n.rows(np.fromiter(ids, np.int64))
        rows = rows[rows >= 0]
        own = n.paragraph[rows].astype(np.int64)
        articles = n.article[own]
        beside = self._beside(own, articles)
        paragraphs = self._paragraphs.fetch({q for some in beside for q in some}, self._paragraph)
        titles = self._titles.fetch(articles.tolist(), self._title)
        counts = (n.first[rows + 1] - n.first[rows]).tolist()
        sentences = self._sentences(rows)
        answers = self._answers(rows)
        found = {}
        for number, row, article, start, end, place, around, count in zip(
            n.ids[rows].tolist(),
            articles.tolist(),
            n.articles[articles].tolist(),
            n.start[rows].tolist(),
            n.end[rows].tolist(),
            n.place[own].tolist(),
            beside,
            counts,
            strict=True,
        ):
            near = tuple(paragraphs[q] for q in around)
            found[number] = Context(
                number,
                article,
                Span(start, end),
                place,
                tuple(islice(sentences, count)),
                near,
                titles[row],
                tuple(islice(answers, count)),
                self._vocabulary,
                kept,
            )
        return found

    def _beside(self, own: Ints, articles: Ints) -> list[list[int]]:
        """Return of each passage its paragraph, those before and behind, the article's first."""
        n = self._numbered
        first = n.paragraph[n.begins[articles]].astype(np.int64)
        near = np.stack([own, own - 1, own + 1, first], axis=1)
        inside = near.clip(0, len(n.place) - 1)
        place = n.place[own].astype(np.int64)
        wanted = np.stack([place, place - 1, place + 1, np.ones_like(place)], axis=1)
        there = (n.article[inside] == articles[:, None]) & (n.place[inside] == wanted)
        return [
            list(dict.fromkeys(q for q, is_there in zip(some, known, strict=True) if is_there))
            for some, known in zip(near.tolist(), there.tolist(), strict=True)
        ]

    def _texts(self, begins: Ints, ends: Ints, lengths: Ints) -> Iterator[Text]:
        flat = self._numbered.words
        for begin, end, length in zip(
            begins.tolist(), ends.tolist(), lengths.tolist(), strict=True
        ):
            yield Text(flat[begin:end], self._vocabulary, length)

    def _sentences(self, rows: Ints) -> Iterator[Text]:
        n = self._numbered
        every = runs(n.first, rows)[0]
        return self._texts(n.sentences[every], n.sentences[every + 1], n.of_sentences[every])

    def _paragraph(self, numbers: list[int]) -> dict[int, Text]:
        n = self._numbered
        some = np.array(numbers, np.int64)
        first, behind = n.first[n.opening[some]], n.first[n.opening[some + 1]]
        found = self._texts(n.sentences[first], n.sentences[behind], n.of_paragraphs[some])
        return dict(zip(numbers, found, strict=True))

    def _title(self, articles: list[int]) -> dict[int, Text]:
        flat, borders = self._numbered.titles, self._numbered.titled
        return {a: Text(flat[borders[a] : borders[a + 1]], self._vocabulary) for a in articles}

    def _answers(self, rows: Ints) -> Iterator[tuple[tuple[str, int], ...]]:
        """Yield what may answer in each sentence of passages: kinds, and numbers of words."""
        n = self._numbered
        found, borders = gathered(n.answers, n.answering, runs(n.first, rows)[0])
        pairs = [(KINDS[pair % ROOM], pair // ROOM) for pair in found.tolist()]
        for begin, end in pairwise(borders.tolist()):
            yield tuple(pairs[begin:end])
