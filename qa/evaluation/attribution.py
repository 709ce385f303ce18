"""Whether the right person is named, and nobody is given another's words."""

from __future__ import annotations

from index.turkish import tokens
from qa.answer import Answer
from qa.evaluation.dataset import Item
from qa.evaluation.wording import unified

_FULL_NAME = 2  # so many words of a name stand for the person, whatever title is before them


def same_speaker(found: str, wanted: str) -> bool:
    """Tell whether two expressions name the same speaker.

    They do where their folded words are the same, or where one is the other, a full name, with a
    title before it: "Zoran Zaev", "Başbakan Zoran Zaev".
    """
    short, long = sorted(([t.word for t in tokens(name)] for name in (found, wanted)), key=len)
    if not short:
        return False
    return short == long or (len(short) >= _FULL_NAME and long[-len(short) :] == short)


def named_first(item: Item, answer: Answer | None) -> bool | None:
    """Tell whether the first passage carries a statement by the right speaker.

    None where the question has no speaker or must be refused; a refusal names nobody.
    """
    if not item.speaker or not item.answerable:
        return None
    if answer is None or not answer.passages:
        return False
    return any(same_speaker(s.speaker, item.speaker) for s in answer.passages[0].statements)


def named_wrongly(item: Item, answer: Answer | None) -> bool | None:
    """Tell whether a passage gives a wording that is another's as the asked speaker's statement.

    None where the question has no speaker or names no wording that is another's.
    """
    if not item.speaker or not item.wrong:
        return None
    theirs = [
        unified(said.text)
        for hit in (answer.passages if answer else ())
        for said in hit.statements
        if same_speaker(said.speaker, item.speaker)
    ]
    return any(unified(wording) in text for wording in item.wrong for text in theirs)
