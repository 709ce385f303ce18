"""Candidates: what either arm proposes, and what an asked speaker said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.library import Library
from index.rows import StoredPassage
from index.statements import Statement
from qa.question import Question
from qa.speakers import Asked

Arm = Literal["lexical", "dense", "hybrid"]

LEXICAL_CANDIDATES = 100
DENSE_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, with what the ranker looks at.

    ``lexical`` and ``dense`` are the scores of the arms: the BM25 sum (0 where the lexical arm did
    not propose it) and the cosine. ``paragraph`` are the words of its paragraph, ``said`` the
    statements in it, all speakers'.
    """

    stored: StoredPassage
    lexical: float
    dense: float
    paragraph: tuple[str, ...]
    said: tuple[Statement, ...]


def candidates(
    library: Library,
    question: Question,
    asked: Asked,
    arm: Arm,
    within: frozenset[int] | None = None,
) -> list[Candidate]:
    """Return the candidates for a question, in the order of the passages.

    With ``within``, only those of these articles.
    """
    derived = library.derived
    among = None if within is None else frozenset(library.store.ids(within).tolist())
    lexical: dict[int, float] = {}
    if arm != "dense":
        lexical = dict(derived.lexicon.search(question.words, LEXICAL_CANDIDATES, among))
    vector = library.encoder.queries([question.text])[0]
    numbers = set(lexical)
    if arm != "lexical":
        nearest = derived.vectors.search(vector, DENSE_CANDIDATES, among)
        numbers.update(number for number, _ in nearest)
    stored = {p.id: p for p in library.store.passages(numbers)}
    stored.update((p.id, p) for p in _spoken(library, asked))
    return _complete(library, sorted(stored.values(), key=lambda p: p.id), lexical, vector)


def _spoken(library: Library, asked: Asked) -> list[StoredPassage]:
    """Return the passages that carry a statement of the asked speaker."""
    articles = {article for article, _ in asked.known}
    if not articles:
        return []
    said = library.store.statements(articles)
    passages = library.store.of_articles(articles)
    return [
        p
        for p in passages
        if any(
            (p.article, s.speaker) in asked.known and s.span.overlap(p.passage.span)
            for s in said[p.article]
        )
    ]


def _complete(
    library: Library,
    stored: Sequence[StoredPassage],
    lexical: dict[int, float],
    vector: NDArray[np.float32],
) -> list[Candidate]:
    said = library.store.statements({p.article for p in stored})
    around = library.store.words_of({(p.article, p.passage.paragraph) for p in stored})
    return [
        Candidate(
            p,
            lexical.get(p.id, 0.0),
            float(p.vector @ vector),
            around[p.article, p.passage.paragraph],
            tuple(s for s in said[p.article] if s.span.overlap(p.passage.span)),
        )
        for p in stored
    ]
