"""A question in a conversation: read in the light of what was asked before, and answered.

    answer, memory = converse(library, text, memory)

is all that a front end needs. A question that stands alone is never changed: whether it does is
told from its own words (`qa.followups`), without looking at what was asked before. A follow-up is
read as a question that stands alone, made only of words of earlier questions, names of the article
and passages that were shown (`qa.readings`).
"""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import replace

from index.library import Library
from qa.answer import Answer
from qa.answering import compose, rank
from qa.followups import followup
from qa.memory import EMPTY, MOST_PLACES, MOST_QUESTIONS, Memory, Place, covered, places
from qa.question import understand
from qa.ranking import Ranked, Ranking
from qa.readings import Resolved, read
from qa.salience import salient

__all__ = ["EMPTY", "Memory", "Place", "Resolved", "converse", "resolve"]

_KINDS = ("time", "place", "number", "reason")  # that a sentence shows (`index.kinds`)


def resolve(library: Library, text: str, memory: Memory) -> Resolved:
    """Read the question ``text`` in the light of ``memory``; alone it is read as it stands.

    Raises `QuestionEmpty` or `QuestionTooLong`.
    """
    question = understand(text).text
    found = followup(question)
    reading = found and read(library, found, memory)
    return reading or Resolved(question)


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
        ranking = _ranked(library, resolved, known, articles)
        answer = compose(library, ranking, top, min_confidence)
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
        places(answer.passages or answer.nearest)[:MOST_PLACES],
        seen[-MOST_PLACES:],
        now,
    )


def _ranked(
    library: Library, resolved: Resolved, memory: Memory, articles: Collection[int] | None
) -> Ranking:
    """Rank for a reading: the paragraph that was shown first, without what was shown before."""
    ranking = rank(library, resolved.text, articles=articles)
    if resolved.further:
        return replace(ranking, hits=tuple(h for h in ranking.hits if not _seen(h, memory.seen)))
    if resolved.first:
        hits = sorted(ranking.hits, key=lambda h: not _looked_at_first(h, ranking, resolved))
        return replace(ranking, hits=tuple(hits))
    return ranking


def _seen(hit: Ranked, seen: Collection[Place]) -> bool:
    """Tell whether every sentence of a passage was shown, or named as the copy of one shown."""
    stored = hit.candidate.stored
    here = [place for place in seen if place.article == stored.article]
    return all(
        any(place.start < sentence.end and sentence.start < place.end for place in here)
        for sentence in stored.passage.sentences
    )


def _looked_at_first(hit: Ranked, ranking: Ranking, resolved: Resolved) -> bool:
    """Tell whether a passage is of the paragraph asked about and can answer the question."""
    stored, kind = hit.candidate.stored, ranking.question.kind
    near = [place for place in resolved.near if place.article == stored.article]
    if kind == "person":
        return any(stored.passage.span.start <= p.start < stored.passage.span.end for p in near)
    return False
