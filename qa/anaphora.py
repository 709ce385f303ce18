"""Pronouns of a follow-up, each put for what it stands for: "onun" for "Lavrov'un"."""

from __future__ import annotations

from dataclasses import dataclass

from index.library import Library
from index.turkish import fold
from qa import followup_words as lists
from qa.followups import Followup
from qa.memory import Memory
from qa.naming import parts_of
from qa.phrases import ABOUT, WHAT
from qa.question import Question, understand
from qa.rephrasing import before_question_word, quoted
from qa.speakers import who
from qa.suffixes import inflect


@dataclass(frozen=True, slots=True)
class Replaced:
    """A question whose pronouns gave way to names; ``left`` where one stands for more than that."""

    text: str
    left: bool


def replaced(library: Library, followup: Followup, memory: Memory, quote: str) -> Replaced:
    """Return ``followup`` with names for pronouns; ``quote`` is what was shown last."""
    last = understand(memory.question)
    text, left, at = "", False, 0
    for number in followup.pronouns:
        token = followup.found[number]
        if token.span.start < at:
            continue
        end = token.span.end
        kind, case = lists.PRONOUNS[token.word]
        name = _name(kind, token.word, last, memory)
        if kind == "thing" and not name and _asks_what_was_said(followup):
            piece, end = (
                f"{_topic(library, last, memory, quote)} hakkında",
                _behind(followup, number),
            )
        else:
            left = left or not name
            piece = inflect(name, case) if name else token.span.of(followup.text)
            if name and token.word in lists.ENGLISH_PRONOUNS and case == "genitive":
                piece = f"{name}'s"
        text += followup.text[at : token.span.start] + piece
        at = end
    return Replaced(text + followup.text[at:], left)


def _name(kind: lists.Antecedent, word: str, last: Question, memory: Memory) -> str:
    if kind == "person":
        return memory.person or memory.subject
    if kind == "place":
        return memory.place
    # "Bunu" is the thing that was asked about; what somebody said or did is more than a name.
    if (last.kind == "speech" and last.subject) or quoted(last.text):
        return ""
    if word in ("it", "its"):
        return memory.subject
    whole = fold(memory.subject) == fold(before_question_word(last.text))
    return memory.subject if whole and memory.subject != memory.person else ""


def _asks_what_was_said(followup: Followup) -> bool:
    """Tell whether it is "Lavrov buna ne dedi?", "Aliyev bunu nasıl değerlendirdi?"."""
    words = [t.word for t in followup.found]
    what = any(
        w in WHAT and words[i + 1 : i + 2] not in (["zaman"], ["kadar"])
        for i, w in enumerate(words)
    )
    return what and any(w in lists.SAYING for w in words)


def _behind(followup: Followup, number: int) -> int:
    """Return where the question goes on behind "bunun hakkında", "bu konuda"."""
    rest = followup.found[number + 1 : number + 2]
    own = rest and (rest[0].word in ABOUT or rest[0].word in lists.THIS_MATTER)
    return rest[0].span.end if own else followup.found[number].span.end


def _topic(library: Library, last: Question, memory: Memory, quote: str) -> str:
    """Return what was spoken about: the topic of the last question, its subject, or what it got."""
    if last.kind == "speech" and last.subject and not quoted(last.text):
        parts = parts_of(last, who(last, library.store.speakers()))
        if parts and parts.topic is not None:
            return parts.topic.of(last.text)
        return f"“{quote}”"
    return before_question_word(last.text) or memory.subject or f"“{quote}”"
