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
from dataclasses import dataclass, replace

from index.library import Library
from qa.answer import Answer
from qa.answering import compose, rank
from qa.memory import EMPTY, MOST_PLACES, MOST_QUESTIONS, Memory, Place, covered, places
from qa.question import understand

__all__ = ["EMPTY", "Memory", "Place", "Resolved", "converse", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """How a question is read.

    ``text`` is the reading, what is asked; ``changed`` tells whether it differs from what was
    typed. ``near`` are the shown passages whose paragraphs are looked at first, all of one article;
    ``further`` tells that only what was not shown yet is asked for.
    """

    text: str
    changed: bool = False
    near: tuple[Place, ...] = ()
    further: bool = False


def resolve(library: Library, text: str, memory: Memory) -> Resolved:
    """Read the question ``text`` in the light of ``memory``; alone it is read as it stands.

    Raises `QuestionEmpty` or `QuestionTooLong`.
    """
    return Resolved(understand(text).text)


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
    with library.store.snapshot():
        resolved = resolve(library, text, EMPTY if memory.expired(now) else memory)
        ranking = rank(library, resolved.text)
        answer = compose(library, ranking, top, min_confidence)
    if resolved.changed:
        answer = replace(answer, question=understand(text).text, resolved=resolved.text)
    return answer, Memory(
        (resolved.text, *memory.questions)[:MOST_QUESTIONS],
        shown=places(answer.passages or answer.nearest)[:MOST_PLACES],
        seen=covered(answer)[-MOST_PLACES:],
        at=now,
    )
