"""What a conversation is about after an answer: whom "o" means, where "orada" is, what is left out.

In the manner of centering (Grosz, Joshi and Weinstein 1995), simplified: who was asked for comes
before who is named in the question, and that before who is found in the answer, unless the question
asked for somebody: then the answer is who is spoken of next.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from index.article import Article
from index.library import Library
from index.speakers import Entity, entities
from index.turkish import Token, lower, tokens
from qa import followup_words as lists
from qa.answer import Answer, Hit
from qa.matching import likeness
from qa.question import Question
from qa.ranking import Ranking
from qa.rephrasing import DASH, quoted
from qa.suffixes import CASE_OF

_SAME = 0.85  # likeness of a word of the question and one of a name
_SHORTEST = 3  # letters of a word of a name
_AROUND = 60  # paragraphs before and behind a shown one in which names are looked for
_LOCAL = ("locative", "dative", "ablative")


@dataclass(frozen=True, slots=True)
class Salient:
    """A person or body, a place and the subject of the question; "" where there is none."""

    person: str = ""
    place: str = ""
    subject: str = ""


def names(library: Library, article: int, start: int) -> tuple[Entity, ...]:
    """Return whom and what an article names; of a long one, around ``start``, a code point of it.

    Nobody, where the article was removed meanwhile.
    """
    if not library.store.words_of([(article, 1)]):
        return ()
    found = library.store.article(article)
    at = bisect_left([p.end for p in found.paragraphs], start + 1)
    first = max(0, at - _AROUND) // _AROUND * _AROUND
    return _entities(_Part(found.digest, first, found))


@dataclass(frozen=True, slots=True)
class _Part:
    """Paragraphs of an article, known by its content and the first of them."""

    digest: str
    first: int
    article: Article = field(compare=False, repr=False)


@lru_cache(maxsize=8)
def _entities(part: _Part) -> tuple[Entity, ...]:
    near = part.article.paragraphs[part.first : part.first + 3 * _AROUND]
    return entities(replace(part.article, paragraphs=near))


def salient(library: Library, ranking: Ranking, answer: Answer) -> Salient:
    """Return what is spoken of after ``answer``, which was made of ``ranking``."""
    hits = answer.passages or answer.nearest
    known: tuple[Entity, ...] = ()
    people: set[str] = set()
    if hits:
        shown = hits[0].citation
        known = names(library, shown.article, shown.start)
        people = {s.speaker for s in library.store.statements([shown.article])[shown.article]}
        people |= {e.name for e in known if e.titles}
    question, asked = ranking.question, ranking.asked
    towns = [e for e in known if not (e.titles or (e.name in people and " " in e.name))]
    place = _place(question, hits, towns, [e for e in known if e not in towns])
    named = [] if quoted(question.text) else _named(question, known)
    if asked.name:
        # Of a stranger it is not known where the name ends: "Ford Kavanaugh için ne dedi?".
        name = asked.name if asked.known else next((e.name for e in named[:1]), asked.name)
        return Salient(name, place, name)
    person = _asked_for(question, named, hits, known, people) or next(
        (e.name for e in named if e.name in people), ""
    )
    person = person or _first_speaker(hits)
    subject = _subject(question, named)
    called = [t.word for t in tokens(person)]
    if subject and all(_any_like(t.word, called) for t in tokens(subject)):
        subject = person  # by the full name
    return Salient(person, place, subject)


def _named(question: Question, known: Sequence[Entity]) -> list[Entity]:
    """Return the entities that the question names, in its order."""
    found: dict[int, Entity] = {}
    words = [t.word for t in tokens(question.text)]
    for entity in known:
        name = [t.word for t in tokens(entity.name) if len(t.word) >= _SHORTEST]
        at = next((i for i, w in enumerate(words) if _any_like(w, name)), -1)
        # Of two that share a word the longer name is meant: "Kennedy", "John Kennedy".
        if at >= 0 and (at not in found or len(entity.name) > len(found[at].name)):
            found[at] = entity
    return [found[at] for at in sorted(found)]


def _any_like(word: str, others: Collection[str]) -> bool:
    return any(likeness(word, other) >= _SAME for other in others)


def _asked_for(
    question: Question,
    named: Sequence[Entity],
    hits: Sequence[Hit],
    known: Sequence[Entity],
    people: Collection[str],
) -> str:
    """Return who answers a question for a person, "" where none is asked for or found."""
    words = [t.word for t in tokens(question.text)]
    if question.kind != "person" or not hits:
        return ""
    if words[-1] in ("kim", "kimdir") and named and named[0].name in people:
        return named[0].name  # "David Thompson kim?"
    text, in_question = _highlight(hits[0]), {e.name for e in named}
    others = [e for e in known if e.name in people and e.name not in in_question]
    others.sort(key=lambda e: not e.titles)
    return next((e.name for e in others if e.name in text), "") or _first_speaker(hits)


def _first_speaker(hits: Sequence[Hit]) -> str:
    return next((s.speaker for hit in hits[:1] for s in hit.statements if s.speaker), "")


def _highlight(hit: Hit) -> str:
    start, end = hit.highlights[0] if hit.highlights else (0, len(hit.text))
    return hit.text[start:end]


def _place(
    question: Question, hits: Sequence[Hit], known: Sequence[Entity], people: Sequence[Entity]
) -> str:
    """Return the place that the question names, or that answers it; "" where there is none."""
    texts = [question.text, *(_highlight(hit) for hit in hits[:1])]
    if question.kind == "place":
        texts.reverse()
    return next((place for text in texts if (place := _first_place(text, known, people))), "")


def _first_place(text: str, known: Sequence[Entity], people: Sequence[Entity]) -> str:
    """Return the first name, not of a person, with an ending of where, where to or where from."""
    persons = {t.word for e in people for t in tokens(e.name)}
    for token in tokens(text):
        name = token.span.of(text)[: len(token.word)]
        if (
            CASE_OF.get(token.suffix) in _LOCAL
            and name[0].isupper()
            and token.word not in lists.TIMES | persons
        ):
            # "St. Petersburg'da": the whole name, as the article has it.
            before = text[: token.span.start] + name
            fuller = (e.name for e in known if before.endswith(e.name))
            return max(fuller, key=len, default=name)
    return ""


def _subject(question: Question, named: Sequence[Entity]) -> str:
    """Return the subject of a question that asks for nobody's words, "" where it has none."""
    text = question.text
    found = list(tokens(text))
    if DASH in text:  # about a quotation
        return ""
    if question.language == "en":
        first = next((i for i, t in enumerate(found[1:], 1) if text[t.span.start].isupper()), 0)
        found = found[first:] if first else []
    asks = next((i for i, t in enumerate(found) if t.word in lists.ASKING), len(found))
    before = [t for t in found[:asks] if t.word not in lists.OPENING]
    parts = {t.word for e in named for t in tokens(e.name)}
    while (
        len(before) > 1
        and lists.WHEN_OR_WHERE.search(before[0].span.of(text))
        and not _any_like(before[0].word, parts)
    ):
        del before[0]  # "Haziranda satışlar …"
    size = 1
    while size < len(before) and _one_name(text, before[size - 1], before[size]):
        size += 1
    if size == 1 and len(before) > 1 and not _any_like(before[0].word, parts):
        size += bool(lists.COMPOUND.search(lower(before[1].span.of(text))))  # "çalışma grubu"
    if not before or before[size - 1].suffix in lists.OBLIQUE - {""}:
        return ""
    last = before[size - 1]
    subject = text[before[0].span.start : last.span.start] + last.span.of(text)[: len(last.word)]
    proper = any(t.word.isdigit() or _any_like(t.word, parts) for t in before[:size])
    return subject if proper else lower(subject[0]) + subject[1:]


def _one_name(text: str, one: Token, other: Token) -> bool:
    """Tell whether two words are of one name: "Nord Stream 2"."""
    first, second = text[one.span.start], text[other.span.start]
    joined = text[one.span.end : other.span.start] in (" ", ". ") and not one.suffix
    return joined and first.isupper() and (second.isupper() or second.isdigit())
