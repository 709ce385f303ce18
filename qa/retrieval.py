"""Candidates: what either arm proposes, and what an asked speaker said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from index.library import Library
from index.rows import StoredPassage
from index.statements import Statement
from index.turkish import fold
from qa.forward import Context, forward
from qa.question import Question
from qa.speakers import Asked
from qa.spelling import read_as

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
    lexical: dict[int, float] = {}
    if arm != "dense":
        words = tuple(dict.fromkeys((*question.words, *map(fold, question.meant.values()))))
        lexical = dict(derived.lexicon.search(words, LEXICAL_CANDIDATES, among))
    vector = kept.query(read_as(question))
    proposed = set(lexical)
    if arm != "lexical":
        nearest = derived.vectors.search(vector, DENSE_CANDIDATES, among)
        proposed.update(number for number, _ in nearest)
    own = {article for article, _ in asked.known | asked.mentioned}
    of_own = library.store.ids(own).tolist() if own else []
    found = kept.passages(proposed.union(of_own))
    named = _named(library, asked, found) | proposed
    found = [c for c in found if c.stored.id in named or _speaks(c, asked)]
    if not found:
        return []
    cosines = (np.stack([c.stored.vector for c in found]) @ vector).tolist()
    return [
        Candidate(c, lexical.get(c.stored.id, 0.0), dense)
        for c, dense in zip(found, cosines, strict=True)
    ]


def _speaks(context: Context, asked: Asked) -> bool:
    """Tell whether a passage carries a statement of the asked speaker."""
    article = context.stored.article
    return any((article, statement.speaker) in asked.known for statement in context.said)


def mentions(library: Library, asked: Asked) -> frozenset[int]:
    """Return the numbers of the passages that name somebody who says nothing."""
    ids = library.store.ids({article for article, _ in asked.mentioned}).tolist()
    return _named(library, asked, forward(library).passages(ids))


def _named(library: Library, asked: Asked, found: Sequence[Context]) -> frozenset[int]:
    articles = {article for article, _ in asked.mentioned}
    if not articles:
        return frozenset()
    entities = library.store.entities(articles)
    return frozenset(
        p.id
        for p in (context.stored for context in found)
        if any(
            (p.article, entity.name) in asked.mentioned
            and any(p.passage.span.covers(surface) for surface in entity.surfaces)
            for entity in entities.get(p.article, ())
        )
    )
