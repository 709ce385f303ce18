"""Candidates: what either arm proposes, and what an asked speaker said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from index.asked import Scored
from index.library import Library
from index.rows import StoredPassage
from index.statements import Statement
from index.turkish import fold
from qa.context import Context
from qa.forward import Forward, forward
from qa.question import Question
from qa.speakers import Asked
from qa.spelling import read_as
from qa.threads import beside

Arm = Literal["lexical", "dense", "hybrid"]

LEXICAL_CANDIDATES = 60
DENSE_CANDIDATES = 50


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer.

    ``lexical`` and ``dense`` are the scores of the arms: the BM25 sum (0 where the lexical arm did
    not propose it) and the cosine.
    """

    context: Context
    lexical: float
    dense: float

    @property
    def id(self) -> int:
        """Number of the passage."""
        return self.context.id

    @property
    def article(self) -> int:
        """Number of its article."""
        return self.context.article

    @property
    def stored(self) -> StoredPassage:
        """The passage as the library keeps it."""
        return self.context.stored

    @property
    def said(self) -> tuple[Statement, ...]:
        """The statements in it, all speakers'."""
        return self.context.said


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
    derived, kept = library.derived, forward(library)
    among = None if within is None else frozenset(library.store.ids(within).tolist())
    words = tuple(dict.fromkeys((*question.words, *map(fold, question.meant.values()))))
    by_words: Callable[[], Scored]
    by_words = partial(derived.lexicon.search, words, LEXICAL_CANDIDATES, among)
    if derived.numbered is not None and arm == "hybrid":  # a large library, on this machine
        by_words = beside(by_words).result
    vector = kept.query(read_as(question))
    nearest = [] if arm == "lexical" else derived.vectors.search(vector, DENSE_CANDIDATES, among)
    lexical = {} if arm == "dense" else dict(by_words())
    named = mentions(library, asked).union(lexical, (number for number, _ in nearest))
    theirs = kept.passages(_speaking(kept, asked) - named)
    kept.hear(theirs)
    found = kept.passages(named.union(c.id for c in theirs if _speaks(c, asked)))
    if not found:
        return []
    cosines = (kept.vectors(found) @ vector).tolist()
    return [
        Candidate(c, lexical.get(c.id, 0.0), dense) for c, dense in zip(found, cosines, strict=True)
    ]


def _speaking(kept: Forward, asked: Asked) -> set[int]:
    """Return passages among which are all with a statement of the asked speaker."""
    told = kept.statements({article for article, _ in asked.known})
    return kept.holding(
        {
            article: [s.span for s in some if (article, s.speaker) in asked.known]
            for article, some in told.items()
        }
    )


def _speaks(context: Context, asked: Asked) -> bool:
    """Tell whether a passage carries a statement of the asked speaker."""
    return any((context.article, statement.speaker) in asked.known for statement in context.said)


def mentions(library: Library, asked: Asked) -> frozenset[int]:
    """Return the numbers of the passages that name somebody who says nothing."""
    articles = {article for article, _ in asked.mentioned}
    if not articles:
        return frozenset()
    kept = forward(library)
    places = {
        article: [
            surface
            for entity in entities
            if (article, entity.name) in asked.mentioned
            for surface in entity.surfaces
        ]
        for article, entities in library.store.entities(articles).items()
    }
    return frozenset(
        context.id
        for context in kept.passages(kept.holding(places))
        if any(context.span.covers(surface) for surface in places[context.article])
    )
