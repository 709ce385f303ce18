"""A question in a conversation: read in the light of what was asked before, and answered.

    answer, memory = converse(library, text, memory)

is all that a front end needs. A question that stands alone is never changed: whether it does is
told from its own words (`qa.followups`), without looking at what was asked before. A follow-up is
read as a question that stands alone, made only of words of earlier questions, names of the article
and passages that were shown (`qa.readings`).
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from dataclasses import replace

from index.library import Library
from qa.answer import Answer
from qa.answering import Scoped, compose, scoped
from qa.followups import followup
from qa.memory import EMPTY, MOST_PLACES, MOST_QUESTIONS, Memory, Place, covered, places
from qa.question import LONGEST, understand
from qa.ranking import Ranked, Ranking
from qa.readings import Resolved, read
from qa.rephrasing import quoted
from qa.salience import salient
from qa.search import rank

__all__ = ["EMPTY", "Memory", "Place", "Resolved", "converse", "resolve"]

_SAID = 0.95
"""Probability that the speaker of what was shown is who said it."""
_NEAR = 0.5
"""Probability that a paragraph with a time, a place … in it tells when and where: no better than a
guess, since the words of the quotation would be found anyway."""
_KINDS = ("time", "place", "number", "reason")  # that a sentence shows (`index.kinds`)


def resolve(library: Library, text: str, memory: Memory) -> Resolved:
    """Read the question ``text`` in the light of ``memory``; alone it is read as it stands.

    Raises `QuestionEmpty` or `QuestionTooLong`.
    """
    question = understand(text).text
    found = followup(question)
    reading = read(library, found, memory) if found else None
    if reading is None or len(reading.text) > LONGEST:
        return Resolved(question)
    return reading


def converse(
    library: Library,
    text: str,
    memory: Memory,
    *,
    top: int | None = None,
    min_confidence: float | None = None,
    articles: Collection[int] | None = None,
    now: float | None = None,
) -> tuple[Answer, Memory]:
    """Answer ``text`` after what ``memory`` holds; return what is to be remembered next.

    ``top`` and ``min_confidence`` are those of `qa.answering.answer`, ``articles`` the only ones to
    be asked, ``now`` the time in seconds since 1970. An error leaves the memory as it was. Raises
    what `qa.answering.answer` raises.
    """
    now = time.time() if now is None else now
    known = EMPTY if memory.expired(now) else memory
    with library.store.snapshot():
        resolved = resolve(library, text, known)
        # The words of a quotation say nothing about the time or the outlet that is asked for.
        question = (
            Scoped(resolved.text, resolved.text)
            if quoted(resolved.text)
            else scoped(library, resolved.text)
        )
        for within in _within(resolved, _both(question.within, articles)):
            ranking = _ranked(resolved, rank(library, question.rest, within=within), known)
            answer = compose(library, ranking, top, min_confidence)
            if answer.answered:
                break
        answer = replace(answer, question=question.text, scope=question.scope)
        spoken_of = salient(library, ranking, answer)
    if resolved.changed:
        answer = replace(
            answer,
            question=understand(text).text,
            resolved=resolved.text,
            further=resolved.further,
        )
    seen = (*known.seen, *covered(answer)) if resolved.further else covered(answer)
    return answer, Memory(
        (resolved.text, *(q for q in known.questions if q != resolved.text))[:MOST_QUESTIONS],
        spoken_of.person or known.person,
        spoken_of.place or known.place,
        spoken_of.subject or known.subject,
        places(answer.passages or answer.nearest)[:MOST_PLACES] or known.shown,
        seen[-MOST_PLACES:],
        now,
    )


def _within(resolved: Resolved, articles: frozenset[int] | None) -> Iterator[frozenset[int] | None]:
    """Yield which articles to ask, one after another until one answers: first the one shown."""
    for place in resolved.near:
        if articles is None or place.article in articles:
            yield frozenset([place.article])
    yield articles


def _both(one: frozenset[int] | None, other: Collection[int] | None) -> frozenset[int] | None:
    """Return the articles that are in both, where None stands for all."""
    if one is None or other is None:
        return one if other is None else frozenset(other)
    return one.intersection(other)


def _ranked(resolved: Resolved, ranking: Ranking, memory: Memory) -> Ranking:
    """Order for a reading: what was shown first where it asks about that, or what was not shown."""
    if resolved.further:
        return replace(ranking, hits=tuple(h for h in ranking.hits if not _seen(h, memory.seen)))
    if not resolved.first:
        return ranking
    fitting = _fitting(ranking, resolved.near)
    if not fitting and ranking.question.kind in (*_KINDS, "person"):
        # The words of the quotation are found again, of course, but nothing answers.
        return replace(ranking, hits=tuple(replace(h, probability=0.0) for h in ranking.hits))
    sure = _SAID if ranking.question.kind == "person" else _NEAR
    chosen = {h.candidate.id for h in fitting}
    rest = (h for h in ranking.hits if h.candidate.id not in chosen)
    return replace(ranking, hits=(*(replace(h, probability=sure) for h in fitting), *rest))


def _seen(hit: Ranked, seen: Collection[Place]) -> bool:
    """Tell whether every sentence of a passage was shown, or named as the copy of one shown."""
    here = [place for place in seen if place.article == hit.candidate.article]
    return bool(here) and all(
        any(place.start < sentence.end and sentence.start < place.end for place in here)
        for sentence in hit.candidate.stored.passage.sentences
    )


def _fitting(ranking: Ranking, near: Collection[Place]) -> list[Ranked]:
    """Return the passages that can answer a question about what was shown at ``near``.

    When and why are told in its paragraph; who said it, by the passage itself alone.
    """
    kind = ranking.question.kind
    shown = [h for h in ranking.hits if any(_holds(h, place) for place in near)]
    if kind == "person":
        return [h for h in shown if any(s.speaker for s in h.candidate.said)]
    around = {_paragraph(h) for h in shown}
    return [
        h
        for h in ranking.hits
        if _paragraph(h) in around and (kind not in _KINDS or _may_answer(h, kind))
    ]


def _may_answer(hit: Ranked, kind: str) -> bool:
    return any(kind == k for sentence in hit.candidate.context.answers for k, _ in sentence)


def _holds(hit: Ranked, place: Place) -> bool:
    span = hit.candidate.context.span
    return hit.candidate.article == place.article and span.start <= place.start < span.end


def _paragraph(hit: Ranked) -> tuple[int, int]:
    return hit.candidate.article, hit.candidate.context.place
