"""What a conversation is about after an answer: whom "o" means, where "orada" is, what is left out.

In the manner of centering (Grosz, Joshi and Weinstein 1995), simplified: who was asked for comes
before who is named in the question, and that before who is found in the answer, unless the question
asked for somebody: then the answer is who is spoken of next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.library import Library
from index.speakers import Entity, entities
from index.turkish import Token, lower, tokens
from qa import followup_words as lists
from qa.answer import Answer, Hit
from qa.matching import likeness
from qa.question import Question
from qa.ranking import Ranking
from qa.suffixes import CASE_OF

_SAME = 0.85  # likeness of a word of the question and one of a name
_SHORTEST = 3  # letters of a word of a name
_LOCAL = ("locative", "dative", "ablative")


@dataclass(frozen=True, slots=True)
class Salient:
    """A person or body, a place and the subject of the question; "" where there is none."""

    person: str = ""
    place: str = ""
    subject: str = ""


def salient(library: Library, ranking: Ranking, answer: Answer) -> Salient:
    """Return what is spoken of after ``answer``, which was made of ``ranking``."""
    hits = answer.passages or answer.nearest
    known: tuple[Entity, ...] = ()
    people: set[str] = set()
    if hits:
        article = hits[0].citation.article
        known = entities(library.store.article(article))
        people = {s.name for s in library.store.speakers() if s.article == article}
        people |= {e.name for e in known if e.titles}
    question, asked = ranking.question, ranking.asked
    named = _named(question, known)
    if asked.name:
        return Salient(asked.name, _place(question, hits), asked.name)
    subject = _subject(question, named)
    person = _asked_for(question, named, hits, known, people) or next(
        (e.name for e in named if e.name in people), ""
    )
    return Salient(person or _first_speaker(hits), _place(question, hits), subject)


def _named(question: Question, known: Iterable[Entity]) -> list[Entity]:
    """Return the entities that the question names, in its order."""
    found: dict[int, Entity] = {}
    words = [t.word for t in tokens(question.text)]
    for entity in known:
        name = [t.word for t in tokens(entity.name) if len(t.word) >= _SHORTEST]
        at = next(
            (i for i, w in enumerate(words) if any(likeness(w, part) >= _SAME for part in name)), -1
        )
        # Of two that share a word the longer name is meant: "Kennedy", "John Kennedy".
        if at >= 0 and (at not in found or len(entity.name) > len(found[at].name)):
            found[at] = entity
    return [found[at] for at in sorted(found)]


def _asked_for(
    question: Question,
    named: Sequence[Entity],
    hits: Sequence[Hit],
    known: Sequence[Entity],
    people: set[str],
) -> str:
    """Return who answers a question for a person, "" where none is asked for or found."""
    words = [t.word for t in tokens(question.text)]
    if question.kind != "person" or not hits:
        return ""
    if words[-1] in ("kim", "kimdir") and named and named[0].name in people:
        return named[0].name  # "David Thompson kim?"
    if speaker := _first_speaker(hits):
        return speaker
    text = _highlight(hits[0])
    in_question = {e.name for e in named}
    others = (e.name for e in known if e.name in people and e.name not in in_question)
    return next((name for name in others if name in text), "")


def _first_speaker(hits: Sequence[Hit]) -> str:
    return next((s.speaker for hit in hits[:1] for s in hit.statements if s.speaker), "")


def _highlight(hit: Hit) -> str:
    start, end = hit.highlights[0] if hit.highlights else (0, len(hit.text))
    return hit.text[start:end]


def _place(question: Question, hits: Sequence[Hit]) -> str:
    """Return the place that the question names, or that answers it; "" where there is none."""
    texts = [question.text, *(_highlight(hit) for hit in hits[:1])]
    if question.kind == "place":
        texts.reverse()
    return next((place for place in map(_first_place, texts) if place), "")


def _first_place(text: str) -> str:
    """Return the first name with an ending of where, where to or where from."""
    found = list(tokens(text))
    for i, token in enumerate(found):
        if CASE_OF.get(token.suffix) in _LOCAL and text[token.span.start].isupper():
            first = i
            while first and _one_name(text, found[first - 1], found[first]):
                first -= 1
            return text[found[first].span.start : token.span.start + len(token.word)]
    return ""


def _one_name(text: str, one: Token, other: Token) -> bool:
    """Tell whether two words are of one name: "St. Petersburg"."""
    between = text[one.span.end : other.span.start]
    return text[one.span.start].isupper() and not one.suffix and between in (" ", ". ")


def _subject(question: Question, named: Sequence[Entity]) -> str:
    """Return the subject of a question that asks for nobody's words, "" where it has none."""
    text = question.text
    found = list(tokens(text))
    if question.foreign:
        capitals = [t for t in found[1:] if text[t.span.start].isupper()]
        return capitals[0].span.of(text)[: len(capitals[0].word)] if capitals else ""
    asks = next((i for i, t in enumerate(found) if t.word in lists.ASKING), len(found))
    before = [t for t in found[:asks] if t.word not in lists.OPENING]
    if not before or before[0].suffix in lists.OBLIQUE:
        return ""
    size = 1
    while size < len(before) and (
        _one_name(text, before[size - 1], before[size]) or before[size].word.isdigit()
    ):
        size += 1
    if size == 1 and len(before) > 1 and lists.COMPOUND.search(lower(before[1].span.of(text))):
        size = 2  # "eczane işletmesi"
    subject = text[before[0].span.start : before[size - 1].span.end]
    words = {t.word for t in before[:size]}
    if any(likeness(w, t.word) >= _SAME for e in named for t in tokens(e.name) for w in words):
        return subject
    return lower(subject[0]) + subject[1:]
