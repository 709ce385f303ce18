"""Another name in the last question: "Peki Lavrov?" after "Aliyev ne dedi?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Span
from index.library import Library
from index.rows import Speaker
from index.speakers import Entity
from index.turkish import Token, tokens
from qa.followups import Followup
from qa.matching import likeness
from qa.memory import Memory
from qa.phrases import ABOUT
from qa.question import Question, understand
from qa.rephrasing import DASH, asks, bare, in_place_of, put
from qa.salience import names
from qa.speakers import Asked, who

_SAME = 0.85  # likeness of a word that was given and one of a name


def other_name(
    library: Library,
    question: str,
    followup: Followup,
    speakers: Sequence[Speaker],
    memory: Memory,
) -> str:
    """Return ``question`` with the name of ``followup`` in it, "" where it has no place for one.

    In "Aliyev Ermenistan hakkında ne dedi?" a person takes the place of who speaks, a country that
    of what is spoken about, unless it says itself which it is ("Peki Rusya hakkında?").
    """
    if DASH in question:
        return ""  # asks about a quotation
    last = understand(question)
    name = name_of(library, followup, memory)
    if not name or not asks(question):
        return ""
    if not (last.kind == "speech" and last.subject):
        return in_place_of(question, name)
    parts = parts_of(last, who(last, speakers))
    if parts is None:
        return ""
    if followup.about or (not speaks(name, speakers) and _is_topic(library, name, parts, memory)):
        return _about(last, parts, name)
    if parts.topic and not _is_person(library, name, memory) and _like(library, parts, memory):
        return _about(last, parts, name)
    return put(last.text, parts.speaker, name)


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where in a question its speaker and its topic are named; no topic: None."""

    speaker: Span
    topic: Span | None
    topic_words: tuple[str, ...]


def parts_of(last: Question, asked: Asked) -> _Parts | None:
    """Return where the speaker and the topic stand, None where no speaker is named."""
    found = list(tokens(last.text))
    topic = set(asked.topic)
    if not asked.known and last.about:  # a stranger's: the first word is the name, the rest not
        topic |= {word for word, _ in last.subject[1:]}
    subject = [t for t in found if t.word in dict(last.subject) and t.word not in topic]
    if not subject:
        return None
    on = [t for t in found if t.word in topic]
    return _Parts(_around(subject), _around(on) if on else None, tuple(topic))


def _around(found: Sequence[Token]) -> Span:
    return Span(found[0].span.start, found[-1].span.end)


def name_of(library: Library, followup: Followup, memory: Memory) -> str:
    """Return the name that a follow-up gives, as the article writes it where it was typed small."""
    name = _without_about(followup)
    found = None if name[:1].isupper() else entity(library, name, memory)
    return found.name if found else name


def _without_about(followup: Followup) -> str:
    """Return the name alone: "Rusya" of "Rusya hakkında", "about Russia"."""
    text = followup.text
    kept = [t for t in followup.found if t.word not in ABOUT | {"about", "de", "da"}]
    return text[kept[0].span.start : kept[-1].span.end] if kept else ""


def _about(last: Question, parts: _Parts, name: str) -> str:
    if parts.topic is not None and not parts.topic.overlap(parts.speaker):
        return put(last.text, parts.topic, name)
    speaker = parts.speaker.of(last.text)
    if last.language == "en":
        return f"What did {speaker} say about {name}?"
    return f"{speaker} {name} hakkında ne dedi?"


def speaks(name: str, speakers: Sequence[Speaker]) -> bool:
    """Tell whether somebody of that name speaks."""
    return bool(name) and bool(who(understand(f"{bare(name)} ne dedi?"), speakers).known)


def entity(library: Library, name: str, memory: Memory) -> Entity | None:
    """Return who or what of that name the article has that was shown last."""
    words = [t.word for t in tokens(name)]
    known = (e for place in memory.shown[:1] for e in names(library, place.article, place.start))
    return next((e for e in known if _called(e, words)), None)


def _called(entity: Entity, words: Sequence[str]) -> bool:
    name = [t.word for t in tokens(entity.name)]
    return all(any(likeness(w, part) >= _SAME for part in name) for w in words)


def _is_topic(library: Library, name: str, parts: _Parts, memory: Memory) -> bool:
    """Tell whether somebody who says nothing is rather spoken about: a thing of the article."""
    found = entity(library, name, memory)
    if found is None:
        return parts.topic is not None and not name[:1].isupper()
    return not found.titles


def _is_person(library: Library, name: str, memory: Memory) -> bool:
    found = entity(library, name, memory)
    return found is None or bool(found.titles)


def _like(library: Library, parts: _Parts, memory: Memory) -> bool:
    """Tell whether the topic of the last question is a name without a title, like a country's."""
    found = entity(library, " ".join(parts.topic_words), memory)
    return found is not None and not found.titles
