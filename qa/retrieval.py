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

_LONGEST_HEADLINE = 16  # words of a first paragraph that is a headline
LEXICAL_CANDIDATES = 100
DENSE_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, with what the ranker looks at.

    ``lexical`` and ``dense`` are the scores of the arms: the BM25 sum (0 where the lexical arm did
    not propose it) and the cosine. ``paragraph`` are the words of its paragraph, ``around`` those
    of the paragraphs before and behind it and of the first one; ``said`` the statements in it, all
    speakers'. ``headline`` tells whether it is the article's headline, which repeats what the
    article says.
    """

    stored: StoredPassage
    lexical: float
    dense: float
    paragraph: tuple[str, ...]
    around: tuple[str, ...]
    headline: bool
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
    stored.update((p.id, p) for p in _spoken(library, asked) + mentions(library, asked))
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


def mentions(library: Library, asked: Asked) -> list[StoredPassage]:
    """Return the passages that name somebody who says nothing, in order."""
    articles = {article for article, _ in asked.mentioned}
    named = library.store.entities(articles)
    return [
        p
        for p in library.store.of_articles(articles)
        if any(
            (p.article, entity.name) in asked.mentioned
            and any(p.passage.span.covers(surface) for surface in entity.surfaces)
            for entity in named[p.article]
        )
    ]


def _complete(
    library: Library,
    stored: Sequence[StoredPassage],
    lexical: dict[int, float],
    vector: NDArray[np.float32],
) -> list[Candidate]:
    said = library.store.statements({p.article for p in stored})
    beside = {p.id: _beside(p) for p in stored}
    words = library.store.words_of({place for places in beside.values() for place in places})
    return [
        Candidate(
            p,
            lexical.get(p.id, 0.0),
            float(p.vector @ vector),
            words[p.article, p.passage.paragraph],
            tuple(w for place in beside[p.id][1:] for w in words.get(place, ())),
            p.passage.paragraph == 1 and len(words[p.article, 1]) <= _LONGEST_HEADLINE,
            tuple(s for s in said[p.article] if s.span.overlap(p.passage.span)),
        )
        for p in stored
    ]


def _beside(passage: StoredPassage) -> list[tuple[int, int]]:
    """Return the places of a passage's paragraph, the ones around it, and the article's first."""
    article, number = passage.article, passage.passage.paragraph
    places = [number, number - 1, number + 1, 1]
    return [(article, place) for place in dict.fromkeys(places)]
