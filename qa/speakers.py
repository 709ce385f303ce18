"""Who is asked for: the words of a question against the speakers of the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.rows import Speaker
from index.turkish import STOP_WORDS, fold, lower, tokens
from qa.matching import likeness
from qa.question import Question

_SAME = 0.75
"""Likeness from which two words count as forms of one, typing errors included."""
_SHORTEST_NAME = 2  # letters of what can be anything: "el", "de"
_NAME_WEIGHT = 3.0  # a word of the name says more than one of a title: many are "Başkan"
_TITLES = frozenset(
    fold(
        """başkan başkanı bakan bakanı başbakan başbakanı cumhurbaşkanı müdür müdürü sözcü
        sözcüsü vali valisi lider lideri kaptan kaptanı general genel yetkili yetkilisi
        yetkililer uzman uzmanı doktor profesör avukat avukatı yazar sanatçı senatör vekil
        vekili milletvekili büyükelçi elçisi kral kraliçe prens papa polis savcı hakim yargıç
        kurucu kurucusu yönetici direktör direktörü antrenör hoca öğretmen müzisyen oyuncu
        şarkıcı yönetmen danışman danışmanı"""
    ).split()
)
"""Words that mean somebody by themselves; the rest of a title ("Azerbaycan …") does not."""
_BODIES = frozenset(
    fold(
        """hükümeti bakanlığı partisi belediyesi valiliği federasyonu konfederasyonu birliği derneği
        vakfı sendikası odası üniversitesi şirketi holding bankası kurumu kurulu komisyonu komitesi
        konseyi meclisi mahkemesi savcılığı ordusu polisi elçiliği büyükelçiliği ajansı örgütü"""
    ).split()
)
"""Words that end the name of a body: "Şili hükümeti" is as much a name as "Şili"."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The speaker that a question asks for.

    ``name`` is the most complete one of the library, or what was typed where nobody there is meant
    (``known`` is empty then). ``known`` are (article, name) pairs; ``topic`` the folded words that
    are left to say on what. ``named`` tells that a name was typed ("Theresa May"), not a
    description ("polis", "79 yaşındaki kadın").
    """

    name: str | None
    known: frozenset[tuple[int, str]]
    topic: tuple[str, ...]
    named: bool = False


NOBODY = Asked(None, frozenset(), ())


def who(question: Question, speakers: Sequence[Speaker]) -> Asked:
    """Find who is asked for among ``speakers``.

    In "Başbakan Zaev işsizlik hakkında ne dedi" nothing but the names tells where the speaker ends
    and the topic begins: the words that the best speaker is called by are the speaker, the rest is
    the topic.
    """
    subject = [(w, typed) for w, typed in question.subject if w not in STOP_WORDS]
    fits = [(_fit(subject, speaker), speaker) for speaker in speakers]
    # "Olay bu ölçüye göre nasıl …" has no verb of saying: there the name must stand at an end.
    meant = [
        (fit, speaker)
        for fit, speaker in fits
        if fit.means and (question.kind == "speech" or fit.at_end)
    ]
    if not meant:
        return Asked(*_typed(subject))
    best = max((fit.run, fit.score) for fit, _ in meant)
    chosen = [speaker for fit, speaker in meant if (fit.run, fit.score) == best]
    called = frozenset[str]().union(*(speaker.words for speaker in chosen))
    named = [i for i, (w, _) in enumerate(subject) if _like_any(w, called)]
    # What stands before the name describes the speaker: "Senatör Kennedy", "genç yazar Ak".
    rest = tuple(w for i, (w, _) in enumerate(subject) if i > named[0] and i not in named)
    return Asked(
        max((s.name for s in chosen), key=len),
        frozenset((s.article, s.name) for s in chosen),
        rest + question.topic,
    )


def stranger(question: Question, written: Mapping[str, str]) -> Asked:
    """Tell what is asked for where nobody of that name speaks, by how the articles write it.

    ``written`` has the words as they stand there, by their folded form. Who types all in small
    letters or all in capitals means a name all the same: "theresa may ne dedi".
    """
    words = [(w, written.get(w, lower(typed))) for w, typed in question.subject]
    return Asked(*_typed([(w, typed) for w, typed in words if w not in STOP_WORDS]))


@dataclass(frozen=True, slots=True)
class _Fit:
    """How the words of a question fit what a speaker is called.

    ``run`` is the number of words from the first on that fit, ``score`` the weight of all that do,
    ``at_end`` whether the first or the last is of the name, ``means`` whether the words mean the
    speaker at all.
    """

    run: int
    score: float
    at_end: bool
    means: bool


def _fit(subject: Sequence[tuple[str, str]], speaker: Speaker) -> _Fit:
    name = frozenset(t.word for t in tokens(speaker.name) if len(t.word) > _SHORTEST_NAME)
    in_name = [_like_any(w, name) for w, _ in subject]
    in_all = [_like_any(w, speaker.words) for w, _ in subject]
    run = next((i for i, like in enumerate(in_all) if not like), len(in_all))
    score = sum(max(_NAME_WEIGHT * a, b) for a, b in zip(in_name, in_all, strict=True))
    if any(in_name):
        return _Fit(run, score, bool(in_name[0] or in_name[-1]), means=True)
    # By a title alone: it must be one, and no other name may stand beside it ("Bakan Yılmaz").
    fitting = [w for (w, _), like in zip(subject, in_all, strict=True) if like]
    other = any(
        typed[:1].isupper() and not typed.isupper() and not like
        for (_, typed), like in zip(subject, in_all, strict=True)
    )
    titled = len(fitting) > 1 or any(_like_any(w, _TITLES) for w in fitting)
    return _Fit(run, score, at_end=False, means=titled and not other)


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
        and (words[-1][:1].isupper() or capitals > 1 or (capitals and rest[0] in _BODIES))
        and not (rest and _like_any(rest[0], _TITLES))
    )
    return " ".join(words[: capitals or len(words)]) or None, frozenset(), (), bool(named)
