"""What a chat remembers between two questions: little, of one chat, and not for long."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from qa.answer import Answer, Citation, Hit

LIFETIME = 30 * 60.0
"""Seconds after which a question is no longer taken as one that goes on from the last."""
MOST_QUESTIONS = 3
MOST_PLACES = 64
"""Questions and places that are remembered; the oldest are forgotten first."""


class Place(NamedTuple):
    """Code points ``[start, end)`` of the article ``article`` of a library."""

    article: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Memory:
    """The last questions of a chat and what was shown for the last one.

    ``questions`` are readings that stand alone, the newest first. ``person``, ``place`` and
    ``subject`` are what "o", "orada" and a left-out subject mean, "" where nothing was spoken of.
    ``shown`` are the passages of the last answer, best first; ``seen`` all places that were shown
    for the newest question, copies included. ``at`` is when that was, in seconds since 1970.
    """

    questions: tuple[str, ...] = ()
    person: str = ""
    place: str = ""
    subject: str = ""
    shown: tuple[Place, ...] = ()
    seen: tuple[Place, ...] = ()
    at: float = 0.0

    @property
    def question(self) -> str:
        """The last reading, "" in a new chat."""
        return self.questions[0] if self.questions else ""

    def expired(self, now: float) -> bool:
        """Tell whether what is remembered is too old at ``now`` (seconds since 1970)."""
        return not 0 <= now - self.at <= LIFETIME

    def to_json(self) -> str:
        """Return one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Memory:
        """Return what `to_json` wrote; an empty memory for anything else.

        What a chat remembers is worth no error: an older version may have written it.
        """
        try:
            return _checked(json.loads(text))
        except (ValueError, TypeError, KeyError, RecursionError):
            return cls()


EMPTY = Memory()


def places(hits: Sequence[Hit]) -> tuple[Place, ...]:
    """Return where the passages of an answer stand, in their order."""
    return tuple(_place(hit.citation) for hit in hits)


def covered(answer: Answer) -> tuple[Place, ...]:
    """Return all places that an answer has shown or named, copies included."""
    hits = answer.passages or answer.nearest
    return tuple(_place(c) for hit in hits for c in (hit.citation, *hit.also))


def _place(citation: Citation) -> Place:
    return Place(citation.article, citation.start, citation.end)


def _checked(facts: dict[str, Any]) -> Memory:
    """Return the memory of a JSON object. Raises `ValueError`, `TypeError` or `KeyError`."""
    questions = tuple(facts["questions"])
    if not all(any(c.isalnum() for c in question) for question in questions):
        raise ValueError(questions)
    words = questions, facts["person"], facts["place"], facts["subject"]
    at = float(facts["at"])
    if not all(isinstance(w, str) for w in (*questions, *words[1:])) or not math.isfinite(at):
        raise ValueError(facts)
    shown, seen = (
        tuple(Place(*(int(n) for n in place)) for place in facts[name])
        for name in ("shown", "seen")
    )
    return Memory(questions, *words[1:], shown, seen, at)
