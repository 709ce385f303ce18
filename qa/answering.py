"""From a question to the one `Answer`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from index.library import Library
from qa.answer import Answer
from qa.forward import forward
from qa.question import understand
from qa.ranking import Ranking, load
from qa.retrieval import Arm, mentions
from qa.scope import EVERYTHING, Scope, by_question, may_name
from qa.search import rank
from qa.showing import show

TOP = 3
"""Passages shown unless somebody wants more."""
TOP_STATEMENTS = 10
"""Passages shown where everything that somebody said is asked for."""


def answer(
    library: Library,
    text: str,
    top: int | None = None,
    arm: Arm = "hybrid",
    min_confidence: float | None = None,
    scope: Scope = EVERYTHING,
) -> Answer:
    """Answer the question ``text`` from ``library``, or from those of its articles in ``scope``.

    ``top`` limits the passages shown; ``min_confidence`` replaces the ranker's threshold. Raises
    `QuestionEmpty` or `QuestionTooLong`, or what a damaged library raises.
    """
    with library.store.snapshot():  # an article may be removed meanwhile, by another process
        question = scoped(library, text, scope)
        ranking = rank(library, question.rest, arm, question.within)
        found = compose(library, ranking, top, min_confidence)
        return replace(found, question=question.text, scope=question.scope)


@dataclass(frozen=True, slots=True)
class Scoped:
    """A question and the articles that it is for.

    ``rest`` is ``text`` without the words that say for which, ``within`` their numbers and
    ``scope`` what they have in common; both None where all are asked.
    """

    text: str
    rest: str
    within: frozenset[int] | None = None
    scope: Scope | None = None


def scoped(library: Library, text: str, scope: Scope = EVERYTHING) -> Scoped:
    """Return for which articles of ``scope`` a question is. Raises what `answer` raises."""
    asked = understand(text).text
    if scope == EVERYTHING and not may_name(asked):
        return Scoped(asked, asked)
    rest, said = by_question(asked, forward(library).catalogue, date.today())
    scope = scope.joined(said)
    if scope == EVERYTHING:
        return Scoped(asked, rest)
    return Scoped(asked, rest, scope.articles(forward(library).entries), scope)


def compose(
    library: Library,
    ranking: Ranking,
    top: int | None = None,
    min_confidence: float | None = None,
) -> Answer:
    """Make of a ranking the answer that is shown; the evaluation scores both."""
    confidence = ranking.hits[0].probability if ranking.hits else 0.0
    # Who speaks, and on what, is settled by now: then `silence` tells if there is no answer.
    usual = 0.0 if ranking.asked.known else load().threshold
    threshold = usual if min_confidence is None else min_confidence
    answered = bool(ranking.hits) and confidence >= threshold and ranking.silence is None
    if ranking.silence == "mentioned":  # nothing is offered but where they are named
        places = mentions(library, ranking.asked)
        named = (hit for hit in ranking.hits if hit.candidate.id in places)
        ranking = replace(ranking, hits=tuple(named))
    hits = show(library, ranking, top or (TOP_STATEMENTS if ranking.everything else TOP))
    return Answer(
        ranking.question.text,
        ranking.question.language,
        ranking.question.kind,
        ranking.asked.name,
        answered,
        round(confidence, 4),
        hits if answered else (),
        () if answered else hits,
        ranking.silence,
    )
