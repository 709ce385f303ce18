"""Which part of its sentence a Turkish question leaves out: "Ne teklif etti?" has no subject.

Turkish leaves out what is known. The order of its questions tells what is there: what stands before
the question word is the subject unless its ending says otherwise, what stands behind it belongs to
the predicate.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from index.turkish import Token, fold, lower
from qa import followup_words as lists
from qa.phrases import ABOUT, SAY, SORTS
from qa.suffixes import CASE_OF

Unsaid = Literal["", "subject", "object", "possessor"]

_SHORTEST_POSSESSED = 6  # letters
CASED_SORTS = {w for w in SORTS if w.endswith(("da", "de", "ta", "te", "inda"))}
_HAPPENING = ("ol", "var", "yok", "gerek", "lazim", "bekleni")
_NO_SUBJECT_LEFT_OUT = {
    "kimin",
    "hangisi",
    "neresi",
    "kacinci",
    "kacar",
    "nedir",
    "neydi",
    "kimdir",
}


def unsaid(found: Sequence[Token], text: str, pronouns: Sequence[int]) -> Unsaid:
    """Return what the question ``text`` with the tokens ``found`` leaves out, "" where nothing is.

    ``pronouns`` are the numbers of tokens that stand for something said before.
    """
    at = next((i for i, t in enumerate(found) if t.word in lists.ASKING), None)
    if at is None:
        return _of_yes_or_no(found)
    before = [
        t
        for i, t in enumerate(found[:at])
        if i not in pronouns and t.word not in lists.UNSAID - ABOUT
    ]
    asks, behind = _group(found, at)
    predicate = [t.word for t in behind]
    if (
        len(before) == 1
        and _possessed(before[0], text)
        and (not predicate or _is_predicate(predicate))
    ):
        return "possessor"
    if not _is_predicate(predicate):
        return ""
    if asks in lists.WITHOUT_OBJECT:
        return "" if before or pronouns else "object"
    if asks in _NO_SUBJECT_LEFT_OUT or asks == "bare noun":
        return ""
    if asks == "ne" and predicate[-1].startswith(_HAPPENING):
        return ""
    return "subject" if not before or _all_oblique(before, predicate, text) else ""


def _group(found: Sequence[Token], at: int) -> tuple[str, Sequence[Token]]:
    """Return the question word at ``at`` and what stands behind its phrase.

    "bare noun" stands for a phrase that is itself a subject: "kaç kişi".
    """
    asks, following = found[at].word, [t.word for t in found[at + 1 : at + 2]]
    if asks == "ne" and following in (["zaman"], ["kadar"]):
        return f"ne {following[0]}", found[at + 2 :]
    if asks in ("kac", "hangi"):
        no_subject = following and following[0] in CASED_SORTS | lists.MEASURES
        return (asks if no_subject else "bare noun"), found[at + 2 :]
    return asks, found[at + 1 :]


def _of_yes_or_no(found: Sequence[Token]) -> Unsaid:
    """Look at "Kabul etti mi?": a predicate and the particle, nothing else."""
    words = [t.word for t in found]
    if len(words) < 2 or not lists.QUESTION_PARTICLE.fullmatch(words[-1]):
        return ""
    return "subject" if _is_predicate(words[:-1]) else ""


def predicate_size(words: Sequence[str]) -> int:
    """Return of how many words at the end of ``words`` the predicate is made: "kabul etti" of two.

    0 where there is no finite verb at the end.
    """
    if not words or not lists.FINITE.search(words[-1]) or words[-1] in lists.NO_VERBS:
        return 0
    verb, rest = words[-1], list(words[:-1])
    if rest[-2:] == ["goz", "altina"] and verb.startswith("al"):
        return 3
    size = 1
    while rest and lists.INFINITIVE.search(rest[-1]):  # "inmeye çalışıyordu"
        size += 1
        rest.pop()
    idiom = any(verb.startswith(v) and rest[-1:] and rest[-1] in n for v, n in lists.IDIOMS.items())
    return size + (size == 1 and bool(rest) and (idiom or bool(lists.LIGHT.match(verb))))


def _is_predicate(words: Sequence[str]) -> bool:
    """Tell whether ``words`` are a finite verb, with a noun only where that is part of it."""
    kept = [w for w in words if w not in lists.ADVERBS]
    return bool(kept) and predicate_size(kept) == len(kept)


def is_passive(verb: str) -> bool:
    """Tell whether a finite verb may be a passive one, by its ending: "verilecek"."""
    return bool(lists.PASSIVE.search(verb))


def _possessed(token: Token, text: str) -> bool:
    typed = lower(token.span.of(text))
    long = len(typed) >= _SHORTEST_POSSESSED and bool(lists.POSSESSIVE.search(typed))
    return not token.suffix and (token.word in lists.POSSESSED or long)


def _all_oblique(before: Sequence[Token], predicate: Sequence[str], text: str) -> bool:
    """Tell whether nothing before the question word can be the subject.

    That is so of names with a case ending behind an apostrophe, and of one noun with "hakkında"
    behind it: in "Haris eşi hakkında ne dedi" the first of two is the subject.
    """
    names = all(t.suffix in lists.OBLIQUE and t.span.of(text)[0].isupper() for t in before)
    if not any(word in SAY for word in predicate[-2:]):
        return names and not is_passive(predicate[-1])
    nouns = [t for t in before if t.word not in ABOUT]
    return names or (before[-1].word in ABOUT and len(nouns) - _joined(nouns, text) == 1)


def _joined(nouns: Sequence[Token], text: str) -> int:
    """Count the nouns that are one with the next: "Rusya ve İran", "Junqueras'ın adaylığı"."""
    return sum(
        CASE_OF.get(one.suffix) == "genitive"
        or fold(text[one.span.end : other.span.start]).strip() in ("ve", "ile")
        for one, other in pairwise(nouns)
    )
