"""From a follow-up to the question that stands alone as which it is read.

A reading recombines words of earlier questions, names of the article and words of passages that
were shown; nothing is made up, and it is shown to who asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.article import Span
from index.library import Library
from index.turkish import PREFIXES, fold, lower, tokens
from qa import followup_words as lists
from qa.anaphora import replaced
from qa.followups import Followup
from qa.memory import Memory, Place
from qa.naming import entity, name_of, other_name, speaks
from qa.question import Question, understand
from qa.rephrasing import DASH, about, asked_otherwise, bare, quoted
from qa.suffixes import inflect
from qa.unsaid import is_passive

_LONGEST_QUOTE = 12  # words
_STEM = PREFIXES[1]
_NO_QUOTES = str.maketrans("", "", '“”"')


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


def _more(library: Library, followup: Followup, memory: Memory) -> Resolved:
    if DASH in memory.question and memory.person:  # more on a quotation: what else was said
        return _other(library, followup, memory)
    return Resolved(memory.question, True, memory.shown[:1], further=True)


def _other(_: Library, __: Followup, memory: Memory) -> Resolved:
    if not memory.person:
        return Resolved(memory.question, True, memory.shown[:1], further=True)
    return Resolved(_what_did(memory.person, memory.question), True, further=True)


def _what_did(person: str, like: str) -> str:
    english = understand(like).language == "en"
    return f"What did {person} say?" if english else f"{person} ne dedi?"


def _said(library: Library, followup: Followup, memory: Memory) -> Resolved | None:
    """Read "Bunu kim söyledi?": what was shown, and who said it."""
    near = memory.shown[:1]
    quote = _quote(library, memory)
    if not quote:
        return None
    english = any(t.word == fold("who") for t in followup.found)
    asked = "who said that?" if english else "bunu kim söyledi?"
    return Resolved(f"“{quote}”{DASH}{asked}", True, near, first=True)


def _asking(library: Library, followup: Followup, memory: Memory) -> Resolved | None:
    """Read "Ne zaman?", "Neden?", "Kaç yaşında?"."""
    near = memory.shown[:1]
    last, phrase = understand(memory.question), followup.phrase
    said = (last.kind == "speech" and last.subject) or quoted(last.text)
    if memory.person and phrase in (lists.OF_A_SPEAKER if said else lists.OF_A_PERSON):
        return Resolved(f"{memory.person} {_in_language(phrase, last)}?", True, near)
    if not said:
        text = asked_otherwise(memory.question, _in_language(phrase, last))
        return Resolved(text, True, near)
    if quoted(last.text):
        return Resolved(asked_otherwise(memory.question, phrase), True, near, first=True)
    quote = _quote(library, memory)
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
    name = name_of(library, followup, memory)
    # Nothing that was asked has a place for a name: who speaks is asked what they say.
    return Resolved(_what_did(name, memory.question), True) if speaks(name, speakers) else None


def _anaphor(library: Library, followup: Followup, memory: Memory) -> Resolved | None:
    """Read a question with pronouns: each gives way to what it stands for."""
    near = memory.shown[:1]
    found = replaced(library, followup, memory, _quote(library, memory))
    text = _filled(library, found.text, followup, memory)
    if not found.left:
        return Resolved(f"{text}?", True, near)
    topic = _topic(library, memory)
    text = _lowered(library, text, memory)
    about_words = topic.startswith("“")
    return Resolved(f"{topic}{DASH}{text}?", True, near, first=about_words) if topic else None


def _unsaid(library: Library, followup: Followup, memory: Memory) -> Resolved | None:
    """Read a question that leaves out a part of its sentence: the part is put in."""
    near = memory.shown[:1]
    missing = _missing(followup, memory)
    promoted = followup.unsaid == "subject" and is_passive(followup.found[-1].word)
    if followup.unsaid == "object" or promoted or not missing:
        # What was done is what was spoken of as a whole, not who did it.
        topic = _topic(library, memory)
        text = _lowered(library, followup.text, memory)
        return Resolved(f"{topic}{DASH}{text}?", True, near) if topic else None
    return Resolved(f"{_filled(library, followup.text, followup, memory)}?", True, near)


def _filled(library: Library, text: str, followup: Followup, memory: Memory) -> str:
    """Return a question with the subject or the possessor that it leaves out."""
    subject = _missing(followup, memory)
    if not subject or followup.unsaid not in ("subject", "possessor"):
        return text
    if followup.unsaid == "possessor":
        subject = inflect(subject, "genitive")
    return f"{subject} {_lowered(library, text, memory)}"


def _missing(followup: Followup, memory: Memory) -> str:
    """Return what is left out: who speaks where that is asked, else what was asked about."""
    says = any(t.word in lists.SAYING for t in followup.found)
    meant: tuple[str, ...] = (
        (memory.person, memory.subject) if says else (memory.subject, memory.person)
    )
    if any(t.word in lists.PERSON for t in followup.found):  # who "ona" means says nothing to it
        meant = tuple(name for name in meant if name != memory.person)
    return next((name for name in meant if name), "")


def _lowered(library: Library, text: str, memory: Memory) -> str:
    """Return a question as it stands inside another: only a name keeps its capital."""
    first = next(tokens(text))
    if first.suffix or (
        first.word not in lists.FUNCTION and entity(library, first.span.of(text), memory)
    ):
        return text
    return lower(text[:1]) + text[1:]


def _topic(library: Library, memory: Memory) -> str:
    """Return what was spoken of as a whole: the last question's topic, or what was shown."""
    last = understand(memory.question)
    if (last.kind == "speech" and last.subject) or quoted(last.text):
        quote = _quote(library, memory)
        return f"“{quote}”" if quote else ""
    return about(memory.question)


def _quote(library: Library, memory: Memory) -> str:
    """Return the first words of what answered the last question best, as it was shown."""
    for place in memory.shown[:1]:
        inside = [
            p
            for p in library.store.of_articles([place.article])
            if p.passage.span.start <= place.start < p.passage.span.end
        ]
        if not inside:
            return ""  # the article was removed meanwhile
        article = library.store.article(place.article)
        said = library.store.statements([place.article])[place.article]
        spans = [
            Span(max(s.span.start, sentence.start), min(s.span.end, sentence.end))
            for sentence in inside[0].passage.sentences
            for s in said
            if s.span.overlap(sentence)
        ] or list(inside[0].passage.sentences)
        wanted = {w[:_STEM] for w in understand(memory.question).words}
        best = max(
            spans, key=lambda s: len(wanted & {t.word[:_STEM] for t in tokens(article.flat, s)})
        )
        words = article.reading(best).translate(_NO_QUOTES).split()
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
