"""One question made into another: a question phrase put for another, a name for another."""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Span, shown
from index.turkish import Token, fold, lower, tokens
from qa import followup_words as lists
from qa.phrases import SORTS
from qa.suffixes import CASE_OF, inflect
from qa.unsaid import predicate_size

DASH = " — "
"""Stands between what is asked about and what is asked, where they make no one sentence."""


def quoted(question: str) -> bool:
    """Tell whether a question is about a quotation: "“Köprü açıldı” — ne zaman?"."""
    return question.startswith("“") and DASH in question


def asks(question: str) -> bool:
    """Tell whether a question is one in form, and not some words to look for."""
    words = [t.word for t in tokens(question)]
    particle = any(lists.QUESTION_PARTICLE.fullmatch(w) for w in words)
    return particle or not lists.ASKING.keys().isdisjoint(words)


def before_question_word(question: str) -> str:
    """Return the words before the question word: in Turkish the subject with all that is its."""
    head, dash, _ = question.partition(DASH)
    if dash:
        return head
    first = next((t for t in tokens(question) if t.word in lists.ASKING), None)
    return question[: first.span.start].strip() if first else ""


def bare(question: str) -> str:
    """Return a question without its mark."""
    return question.rstrip("?!.… ")


def asked_otherwise(question: str, phrase: str) -> str:
    """Return ``question`` with ``phrase`` for its own question word.

    "Grace nerede göz altına alındı?" and "ne zaman" make "Grace ne zaman göz altına alındı?";
    "Barış teklifine yanıt verdi mi?" and "neden" make "Barış teklifine neden yanıt verdi?".
    """
    head, dash, tail = question.rpartition(DASH)
    if dash:
        asked = all(t.word in lists.FUNCTION for t in tokens(tail))
        return f"{head}{dash}{phrase}?" if asked else head + dash + asked_otherwise(tail, phrase)
    text = bare(question)
    found = list(tokens(text))
    at = next((i for i, t in enumerate(found) if t.word in lists.ASKING), None)
    if at is not None and found[at].word in lists.ENGLISH_OPENING:
        return _asked_otherwise_english(text, found, at, phrase)
    if at is not None:
        return _with_phrase(text, found, at, phrase)
    particles = [i for i, t in enumerate(found) if lists.QUESTION_PARTICLE.fullmatch(t.word)]
    if not particles:
        return f"{text}{DASH}{phrase}?"
    particle = found[particles[-1]]
    before, behind = text[: particle.span.start].rstrip(), text[particle.span.end :]
    if behind.strip():  # "bu sırayla mı oynatacak": what is asked for stands where the stress was
        return f"{before} {phrase}{behind}?"
    size = predicate_size([t.word for t in found[: particles[-1]]])
    cut = found[max(0, particles[-1] - size)].span.start
    return f"{before[:cut]}{phrase} {before[cut:]}?"


def _with_phrase(text: str, found: Sequence[Token], at: int, phrase: str) -> str:
    end, kept = at + 1, ""
    following = [t.word for t in found[at + 1 : at + 3]]
    if found[at].word == "ne" and following and following[0].startswith(("zaman", "kadar")):
        end += 1 + (following[1:] != [] and following[1] in lists.DURATION | {"beri"})
    elif found[at].word in ("kac", "hangi") and following:
        end += 1  # "hangi tesisini": the noun is asked about all the same
        kept = "" if following[0] in SORTS else f"{found[at + 1].span.of(text)} "
    start, rest = found[at].span.start, text[found[end - 1].span.end :]
    return f"{text[:start]}{kept}{phrase}{rest}?"


def _asked_otherwise_english(text: str, found: Sequence[Token], at: int, phrase: str) -> str:
    auxiliary = [t.word for t in found[at + 1 : at + 2]]
    if auxiliary and auxiliary[0] in lists.AUXILIARY:
        return f"{phrase[:1].upper()}{phrase[1:]}{text[found[at].span.end :]}?"
    return f"{about(text)}{DASH}{phrase}?"


def about(question: str) -> str:
    """Return what a question asks about: the question without question word and particle."""
    text = bare(question.partition(DASH)[0])
    found = list(tokens(text))
    asking = [t for t in found if t.word in lists.ASKING]
    out = {t.span for t in asking}
    first = found.index(asking[0]) if asking else -1
    out |= {t.span for t in found[first + 1 : first + 2] if asking and t.word in lists.DURATION}
    out |= {t.span for t in found if lists.QUESTION_PARTICLE.fullmatch(t.word)}
    for span in sorted(out, key=lambda s: -s.start):
        text = text[: span.start] + text[span.end :]
    return bare(shown(text))


def put(text: str, old: Span, new: str) -> str:
    """Return ``text`` with ``new`` at the place of ``old``."""
    return text[: old.start] + new + text[old.end :]


def in_place_of(text: str, name: str) -> str:
    """Return a question with ``name`` for the name in it that it is most like in form.

    "Barselona'da kaç kişi tutuklandı?" and "Madrid" make "Madrid'de kaç kişi tutuklandı?".
    """
    given = list(tokens(name))
    last = given[-1]
    typed = last.span.of(name)
    groups = _nouns(text)
    small = text == lower(text)  # typed without capitals: they tell nothing
    capitals = small or any(_capital(text, g[-1]) for g in groups)
    another_case = last.suffix in CASE_OF and not any(
        CASE_OF.get(g[-1].suffix) == CASE_OF[last.suffix] for g in groups
    )
    if not groups or another_case or (name[0].isupper() and not capitals):
        return f"{name} {lower(text[0])}{text[1:]}"  # in addition: as its subject, its time …
    scored = [(_alike(text, group, name, last, typed), -i, group) for i, group in enumerate(groups)]
    group = max(scored)[2]
    old = group[-1]
    span = Span(group[0].span.start, old.span.end)
    if not last.suffix and old.suffix in CASE_OF and name[:1].isupper():
        name = inflect(name, CASE_OF[old.suffix])
    return put(text, span, name)


def _nouns(text: str) -> list[tuple[Token, ...]]:
    """Return the words that could be put another for; capitals side by side are one name."""
    found = list(tokens(text))
    words = [t.word for t in found if not lists.QUESTION_PARTICLE.fullmatch(t.word)]
    nouns = len(words) - predicate_size(words)
    groups: list[tuple[Token, ...]] = []
    for i, token in enumerate(found[:nouns]):
        if token.word in lists.FUNCTION:
            continue
        if (
            groups
            and i
            and groups[-1][-1] is found[i - 1]
            and _both_capitals(text, found[i - 1], token)
        ):
            groups[-1] += (token,)
        else:
            groups.append((token,))
    return groups


def _both_capitals(text: str, one: Token, other: Token) -> bool:
    return _capital(text, one) and _capital(text, other) and not one.suffix


def _capital(text: str, token: Token) -> bool:
    return text[token.span.start].isupper()


def _alike(text: str, group: Sequence[Token], name: str, last: Token, typed: str) -> float:
    old = group[-1]
    was = old.span.of(text)
    capitals = was[:1].isupper() == name[:1].isupper() and (
        old.span.start > 0 or name[:1].isupper()
    )
    endings = old.suffix == last.suffix or CASE_OF.get(old.suffix) == CASE_OF.get(last.suffix)
    plural = any(p in old.word for p in ("lar", "ler")) == any(
        p in fold(typed) for p in ("lar", "ler")
    )
    times = (old.word in lists.TIMES or old.word[:4] in lists.TIME_STEMS) == (
        last.word in lists.TIMES or last.word[:4] in lists.TIME_STEMS
    )
    return 4.0 * times + 2.0 * capitals + endings + 0.5 * plural
