"""From a follow-up to the question that stands alone as which it is read.

A reading recombines words of earlier questions, names of the article and words of passages that
were shown; nothing is made up, and it is shown to who asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.article import shown
from index.library import Library
from index.rows import Speaker
from index.turkish import fold, tokens
from qa import followup_words as lists
from qa.followups import Followup
from qa.memory import Memory, Place
from qa.naming import other_name
from qa.question import Question, understand
from qa.rephrasing import DASH, about, asked_otherwise, bare, lowered
from qa.suffixes import inflect
from qa.unsaid import is_passive

_LONGEST_QUOTE = 12  # words


@dataclass(frozen=True, slots=True)
class Resolved:
    """How a question is read.

    ``text`` is the reading, what is asked; ``changed`` tells whether it differs from what was
    typed. ``near`` are the shown passages whose paragraphs are looked at first, and whose article
    before any other; ``first`` tells that these come before all else, whatever their scores;
    ``further`` that only what was not shown yet is asked for.
    """

    text: str
    changed: bool = False
    near: tuple[Place, ...] = ()
    first: bool = False
    further: bool = False


def read(library: Library, followup: Followup, memory: Memory) -> Resolved | None:
    """Return the reading of ``followup`` after what ``memory`` holds; None where there is none."""
    if not memory.questions:
        return None
    return _READERS[followup.shape](library, followup, memory)


def _more(_: Library, __: Followup, memory: Memory) -> Resolved:
    return Resolved(memory.question, True, memory.shown[:1], further=True)


def _other(library: Library, followup: Followup, memory: Memory) -> Resolved:
    if not memory.person:
        return _more(library, followup, memory)
    return Resolved(_what_did(memory.person, memory.question), True, further=True)


def _what_did(person: str, like: str) -> str:
    english = understand(like).language == "en"
    return f"What did {person} say?" if english else f"{person} ne dedi?"


def _said(library: Library, _: Followup, memory: Memory) -> Resolved | None:
    """Read "Bunu kim söyledi?": what was shown, and who said it."""
    near = memory.shown[:1]
    quote = _quote(library, near)
    if not quote:
        return None
    english = understand(memory.question).language == "en"
    asked = "who said that?" if english else "bunu kim söyledi?"
    return Resolved(f"“{quote}”{DASH}{asked}", True, near, first=True)


def _asking(library: Library, followup: Followup, memory: Memory) -> Resolved | None:
    """Read "Ne zaman?", "Neden?", "Kaç yaşında?"."""
    near = memory.shown[:1]
    last = understand(memory.question)
    phrase = _in_language(followup.phrase, last)
    if not (last.kind == "speech" and last.subject):
        return Resolved(asked_otherwise(memory.question, phrase), True, near)
    if phrase in lists.OF_A_PERSON and memory.person:
        return Resolved(f"{memory.person} {phrase}?", True, near)
    quote = _quote(library, near)
    return Resolved(f"“{quote}”{DASH}{phrase}?", True, near, first=True) if quote else None


def _in_language(phrase: str, last: Question) -> str:
    """Return a question word in the language of the question that it is put into."""
    if last.language == "en":
        return lists.ENGLISH_OF.get(phrase, phrase)
    turkish = {english: word for word, english in reversed(lists.ENGLISH_OF.items())}
    return turkish.get(phrase, phrase)


def _name(library: Library, followup: Followup, memory: Memory) -> Resolved | None:
    """Read "Peki Lavrov?": the last question that a name can be put into, with that name."""
    speakers = library.store.speakers()
    for question in memory.questions:
        if text := other_name(library, question, followup, speakers, memory):
            return Resolved(text, True)
    return None


def _anaphor(library: Library, followup: Followup, memory: Memory) -> Resolved | None:
    """Read a question with pronouns: each gives way to what it stands for."""
    text, thing, at = "", False, 0
    near = memory.shown[:1]
    for number in followup.pronouns:
        token = followup.found[number]
        kind, case = lists.PRONOUNS[token.word]
        name = {"person": memory.person or memory.subject, "place": memory.place}.get(kind, "")
        if kind == "thing" and token.word in lists.ENGLISH_PRONOUNS:
            name = memory.subject
        thing = thing or not name
        piece = inflect(name, case) if name else token.span.of(followup.text)
        if name and token.word in lists.ENGLISH_PRONOUNS and case == "genitive":
            piece = f"{name}'s"
        text += followup.text[at : token.span.start] + piece
        at = token.span.end
    text = _filled(text + followup.text[at:], followup, memory)
    if not thing:
        return Resolved(f"{text}?", True, near)
    topic = _topic(library, memory)
    return Resolved(f"{topic}{DASH}{text}?", True, near) if topic else None


def _unsaid(library: Library, followup: Followup, memory: Memory) -> Resolved | None:
    """Read a question that leaves out a part of its sentence: the part is put in."""
    near = memory.shown[:1]
    missing = memory.person or memory.subject
    promoted = followup.unsaid == "subject" and is_passive(followup.found[-1].word)
    if followup.unsaid == "object" or promoted or not missing:
        # What was done is what was spoken of as a whole, not who did it.
        topic = _topic(library, memory)
        return Resolved(f"{topic}{DASH}{_lowered(followup)}?", True, near) if topic else None
    return Resolved(f"{_filled(followup.text, followup, memory)}?", True, near)


def _filled(text: str, followup: Followup, memory: Memory) -> str:
    """Return a question with the subject or the possessor that it leaves out."""
    subject = memory.person or memory.subject
    if not subject or followup.unsaid not in ("subject", "possessor"):
        return text
    if followup.unsaid == "possessor":
        subject = inflect(memory.subject or subject, "genitive")
    return f"{subject} {lowered(text, list(tokens(text)))}"


def _lowered(followup: Followup) -> str:
    return lowered(followup.text, followup.found)


def _topic(library: Library, memory: Memory) -> str:
    """Return what was spoken of as a whole: the last question's topic, or what was shown."""
    last = understand(memory.question)
    if last.kind == "speech" and last.subject:
        quote = _quote(library, memory.shown[:1])
        return f"“{quote}”" if quote else ""
    return about(memory.question)


def _quote(library: Library, near: tuple[Place, ...]) -> str:
    """Return the first words of what was said in a shown passage, or of the passage."""
    for place in near:
        if not library.store.of_articles([place.article]):
            return ""  # the article was removed meanwhile
        article = library.store.article(place.article)
        said = library.store.statements([place.article])[place.article]
        inside = [s.span for s in said if place.start <= s.span.start < place.end]
        start, end = (inside[0].start, inside[0].end) if inside else place[1:]
        words = shown(article.text[start:end]).replace("“", "").replace("”", "").split()
        more = "…" if len(words) > _LONGEST_QUOTE else ""
        return bare(" ".join(words[:_LONGEST_QUOTE])) + more
    return ""


_Reader = Callable[[Library, Followup, Memory], Resolved | None]
_READERS: dict[str, _Reader] = {
    "more": _more,
    "other": _other,
    "said": _said,
    "asking": _asking,
    "name": _name,
    "anaphor": _anaphor,
    "unsaid": _unsaid,
}
