"""Who is asked for: the words of a question against the speakers of the library."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.rows import Speaker
from index.speech.nouns import noun
from index.turkish import STOP_WORDS, lower, tokens
from qa.matching import Spellings, likeness
from qa.question import Question

_SAME = 0.75
"""Likeness from which two words count as forms of one, typing errors included."""
_SHORTEST_NAME = 2  # letters of what can be anything: "el", "de"
_BEGINNING = 3
_MISTYPED = 0.75  # what `likeness` gives two words that are apart by a typing error
_WHOLE = (1.0, 0.95, 0.9, _MISTYPED)  # and what, where it is clear that they are forms of one
_FROM = re.compile(r".{3,}l[iu]$")
_OWNED = re.compile(r".{3,}(?:s[iu]|l[ae]r[iu]|[iu])(?:n[iu]n?|n[ae]|nd[ae]n?|yl[ae])")
_NAME_WEIGHT = 3.0  # a word of the name says more than one of a title: many are "Başkan"


@dataclass(frozen=True, slots=True)
class Asked:
    """The speaker that a question asks for.

    ``name`` is the most complete one of the library, or what was typed where nobody there is meant.
    ``known`` are the (article, name) pairs of those who speak, ``mentioned`` of those who are named
    and say nothing; one of them at most is filled. ``topic`` are the folded words that are left to
    say on what. ``named`` tells that a name was typed ("Theresa May"), not a description ("polis",
    "79 yaşındaki kadın"). ``likeness`` tells how well what was typed fits the name, 1 exactly.
    ``laid`` tells that what is laid to them ("X'e göre") counts as theirs.
    """

    name: str | None
    known: frozenset[tuple[int, str]]
    topic: tuple[str, ...]
    named: bool = False
    mentioned: frozenset[tuple[int, str]] = frozenset()
    likeness: float = 1.0
    laid: bool = False


NOBODY = Asked(None, frozenset(), ())


def who(question: Question, speakers: Sequence[Speaker]) -> Asked:
    """Find who is asked for among ``speakers``.

    In "Başbakan Zaev işsizlik hakkında ne dedi" nothing but the names tells where the speaker ends
    and the topic begins: the words that the best speaker is called by are the speaker, the rest is
    the topic.
    """
    subject = _subject(question.subject)
    fits = [(_fit(subject, question.owners, speaker), speaker) for speaker in speakers]
    # "Olay bu ölçüye göre nasıl …" has no verb of saying: there the name must stand at an end.
    meant = [
        (fit, speaker)
        for fit, speaker in fits
        if fit.means and (question.kind == "speech" or fit.at_end)
    ]
    if not meant:
        return Asked(*_typed(subject))
    best = max((fit.run, fit.score) for fit, _ in meant)
    chosen = [(fit, speaker) for fit, speaker in meant if (fit.run, fit.score) == best]
    called = frozenset[str]().union(*(speaker.words for _, speaker in chosen))
    named = [i for i, (w, _) in enumerate(subject) if _like_any(w, called)]
    # What stands before the name describes the speaker: "Senatör Kennedy", "genç yazar Ak"; and so
    # does a noun for a person: "79 yaşındaki kadın".
    rest = tuple(
        w
        for i, (w, _) in enumerate(subject)
        if i > named[0] and i not in named and (question.about or not is_person(w))
    )
    return Asked(
        max((s.name for _, s in chosen), key=len),
        frozenset((s.article, s.name) for _, s in chosen),
        rest + question.topic,
        likeness=max(fit.likeness for fit, _ in chosen),
    )


def mentioned(question: Question, entities: Sequence[Speaker]) -> Asked:
    """Find who is asked for among those who are named somewhere but say nothing; maybe `NOBODY`.

    The question must call them by their name, not by something that begins as it does; and
    "Facebook sözcüsü" is not Facebook.
    """
    subject = _subject(question.subject)
    best: list[Speaker] = []
    most = 0
    for entity in entities:
        parts = [t.word for t in tokens(entity.name)]
        at = [i for i, (w, _) in enumerate(subject) if any(_is(w, part) for part in parts)]
        if not at or at[-1] - at[0] + 1 > len(at):
            continue
        following = subject[at[-1] + 1][0] if at[-1] + 1 < len(subject) else ""
        surname = any(_is(subject[i][0], parts[-1]) for i in at)
        # "Facebook sözcüsü", "Rankine döngüsüne": something else that is called by the name.
        described = noun(following) is not None or _OWNED.fullmatch(following) is not None
        before = any(typed[:1].isupper() for _, typed in subject[: at[0]])
        if described or before or not (surname or len(at) == len(parts)):
            continue
        if len(at) > most:
            best, most = [], len(at)
        if len(at) == most:
            best.append(entity)
    if not best:
        return NOBODY
    name = max((e.name for e in best), key=len)
    return Asked(name, frozenset(), (), True, frozenset((e.article, e.name) for e in best))


def callings(question: Question, known: tuple[str, ...]) -> list[list[str]]:
    """Return which of the words that speakers are called by are like each word of the subject."""
    words = [word for word, _ in _subject(question.subject)]
    spellings = _spellings(known)
    return [
        [
            known[place]
            for place in spellings.may_be_like(word, own, True).tolist()
            if likeness(word, known[place]) >= _SAME
        ]
        for word, own in zip(words, Spellings.of(words).table.T, strict=True)
    ]


@lru_cache(maxsize=4)
def _spellings(known: tuple[str, ...]) -> Spellings:
    return Spellings.of(known)


def beginnings(question: Question) -> list[str]:
    """Return how the words begin by which somebody may be named, for `Store.named`."""
    return [word[:_BEGINNING] for word, _ in _subject(question.subject)]


def _subject(words: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the words that may name the speaker; "Ben" does before a name ("Ben Crenshaw")."""
    return [
        (word, typed)
        for i, (word, typed) in enumerate(words)
        if word not in STOP_WORDS
        or (typed[:1].isupper() and i + 1 < len(words) and words[i + 1][1][:1].isupper())
    ]


def is_person(word: str) -> bool:
    """Tell whether a folded word means somebody by itself: "sözcüsü", "kadın"."""
    found = noun(word)
    return found is not None and found.person and found.case == "nominative"


def stranger(question: Question, written: Mapping[str, str]) -> Asked:
    """Tell what is asked for where nobody of that name speaks, by how the articles write it.

    ``written`` has the words as they stand there, by their folded form. Who types all in small
    letters or all in capitals means a name all the same: "theresa may ne dedi".
    """
    words = [(w, written.get(w, lower(typed))) for w, typed in question.subject]
    return Asked(*_typed(_subject(words)))


@dataclass(frozen=True, slots=True)
class _Fit:
    """How the words of a question fit what a speaker is called.

    ``run`` is the number of words from the first on that fit, ``score`` the weight of all that do,
    ``at_end`` whether the first or the last is of the name, ``means`` whether the words mean the
    speaker at all; ``likeness`` is that of the word that fits the name best.
    """

    run: int
    score: float
    at_end: bool
    means: bool
    likeness: float


def _fit(subject: Sequence[tuple[str, str]], owners: Sequence[str], speaker: Speaker) -> _Fit:
    named = [t for t in tokens(speaker.name) if len(t.word) > _SHORTEST_NAME]
    name = frozenset(t.word for t in named)
    in_name = [_like_any(w, name) for w, _ in subject]
    in_all = [_like_any(w, speaker.words) for w, _ in subject]
    run = next((i for i, like in enumerate(in_all) if not like), len(in_all))
    score = sum(max(_NAME_WEIGHT * a, b) for a, b in zip(in_name, in_all, strict=True))
    owned = [_like_any(w, speaker.words) for w in owners]
    score += sum(owned)
    if _names(frozenset(w for (w, _), at in zip(subject, in_name, strict=True) if at), speaker):
        return _Fit(run, score, bool(in_name[0] or in_name[-1]), True, max(in_name))
    # By a title alone: it must be one, and no other name may stand with it ("Bakan Yılmaz"). What
    # tells where somebody is from is no name ("Şilili uzman").
    fitting = [i for i, like in enumerate(in_all) if like]
    other = any(
        typed[:1].isupper() and not typed.isupper() and not like
        for (word, typed), like in zip(subject, in_all, strict=True)
        if not (len(fitting) > 1 and _FROM.match(word))
    )
    titled = len(fitting) > 1 or any(is_person(subject[i][0]) for i in fitting)
    return _Fit(run, score, False, titled and not other and all(owned), max(in_all, default=0.0))


def _names(words: frozenset[str], speaker: Speaker) -> bool:
    """Tell whether words of a speaker's name name the speaker.

    In "Kore Kralı" and "araştıran yeni bir ajans" there are some that name nobody by themselves;
    they do where there are two, or where no other is in the name.
    """
    if len(words) > 1:
        return True
    named = [t for t in tokens(speaker.name) if len(t.word) > _SHORTEST_NAME]
    proper = [t.word for t in named if t.span.of(speaker.name)[0].isupper() and not noun(t.word)]
    return any(_like_any(word, words) for word in proper) or (
        bool(words) and all(_like_any(t.word, words) in _WHOLE for t in named)
    )


def _is(word: str, name: str) -> bool:
    """Tell whether a typed word is a word of a name, maybe mistyped; not one that begins alike."""
    if len(word) <= _SHORTEST_NAME:
        return False
    return word == name or (abs(len(word) - len(name)) <= 1 and likeness(word, name) == _MISTYPED)


def _like_any(word: str, words: frozenset[str]) -> float:
    best = max((likeness(word, other) for other in words), default=0.0)
    return best if best >= _SAME else 0.0


def _typed(
    subject: Sequence[tuple[str, str]],
) -> tuple[str | None, frozenset[tuple[int, str]], tuple[str, ...], bool]:
    """Return what can be told of a speaker whom nobody in the library is: the fields of `Asked`."""
    words = [typed for _, typed in subject]
    capitals = 0
    while capitals < len(words) and words[capitals][:1].isupper():
        capitals += 1
    rest = [w for w, _ in subject[capitals:]]
    named = (
        bool(words)
        and (words[-1][:1].isupper() or capitals > 1 or (capitals and _is_body(rest[0])))
        and not (capitals and rest and is_person(rest[0]))
    )
    return " ".join(words[: capitals or len(words)]) or None, frozenset(), (), bool(named)


def _is_body(word: str) -> bool:
    """Tell whether a word ends the name of a body: "Şili hükümeti" is as much a name as "Şili"."""
    found = noun(word)
    return found is not None and not found.person and found.owned
