"""Noun phrases of a sentence that name or describe somebody who can speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.speech.capitals import addressed, initial, is_dotted, is_title, joined, keys_of
from index.speech.modifiers import lead
from index.speech.names import Speakers
from index.speech.nouns import Case, Noun, case_of, noun
from index.speech.places import is_medium, is_place
from index.speech.verbs import other_form
from index.speech.words import Word, listed

PRONOUNS = listed("o onlar kendisi kendileri")
_ATTRIBUTIVE = listed(
    """
    kadin genc cocuk muhalif uzman gocmen multeci emekli gonullu yarali tutuklu rakip
    """
)
"""People by whom other nouns are described: "kadın öğrenciler"."""
_OWN = re.compile(r"[iu]$")
_LOCATED = re.compile(r"[dt][ae]ki$")
_HONORIFICS = listed("bey hanim efendi hazretleri")
_OWNED = re.compile(r".{3,}(?:s[iu]|[^aeiu][iu]|l[ae]r[iu])(?:n[iu]n?|n[ae]|nd[ae]n?)?$")
_VERBAL = re.compile(
    r"(?:[dt][iu]g|[dt][iu]kl[ae]r|[ae]c[ae][gk]|[ae]c[ae]kl[ae]r|m[ae]s?|m[ae]l[ae]r)[iu]$"
)
_TAKEN = re.compile(r".{2,}(?:s[iu]|l[ae]r[iu]|[^aeiun][iu])$")
"""A noun with a possessive ending, as stands behind what it belongs to: "banka çalışanı"."""


_SHORTEST_NOUN = 4


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words ``[first, last)`` of a list of words, the name from word ``name`` on.

    ``name`` is -1 where it names nobody ("bir sözcü"). ``sure`` tells that it names or describes
    somebody beyond the capital that opens a sentence; ``person``, that it is a person.
    """

    first: int
    last: int
    name: int
    case: Case
    comma: bool
    sure: bool
    person: bool


@dataclass(slots=True)
class _Reading:
    """A phrase while it is read from word ``first`` to the right."""

    first: int
    at: int
    name: int = -1
    case: Case | None = None
    sure: bool = False
    person: bool = False
    owner: bool = False  # it has begun with a genitive


def phrases(speakers: Speakers, found: Sequence[Word], lo: int, hi: int) -> list[Phrase]:
    """Return the phrases among words ``[lo, hi)`` from left to right, without overlap.

    A genitive may lead another phrase ("Toyota'nın müdürü Cooke"), which then overlaps it.
    """
    result: list[Phrase] = []
    i = begin = clause = lo
    while i < hi:
        if not found[i].capital and not _begins(found[i].key, found[i].full):
            i += 1
            continue
        reading = _read(speakers, found, i, hi)
        if reading.case is None:
            i += 1
            continue
        if reading.owner and _owned_next(found, reading, hi):
            reading.case = "other"
        first = lead(found, i, begin, clause, bare=reading.name == i)
        if reading.name < 0 and _owned_by(found, first, reading.at):
            reading.case = "other"
        comma = _set_off(found, reading.at)
        case, sure, person = reading.case, reading.sure, reading.person
        result.append(Phrase(first, reading.at, reading.name, case, comma, sure, person))
        i = reading.at
        if sure and case != "genitive":
            begin = i  # what follows may not take it for its modifier
            whole = i == hi or not _TAKEN.match(found[i].key)  # not "Pekin | yanlısı ..."
            if case == "nominative" and reading.name >= 0 and whole:
                clause = i  # nor for a part of a clause that modifies it
    return result


@lru_cache(maxsize=65536)
def _begins(key: str, full: str) -> bool:
    """Tell whether a phrase may begin with a word that has no capital."""
    return _described(full) is not None or key == "yuzde" or key in PRONOUNS


@lru_cache(maxsize=65536)
def _described(full: str) -> Noun | None:
    """Return what is known of a folded word as a noun, None where it only tells a place."""
    return None if _LOCATED.search(full) else noun(full)


@lru_cache(maxsize=65536)
def _taken(key: str) -> bool:
    """Tell whether a word that no list has may be a noun with a possessive ending."""
    return _TAKEN.match(key) is not None and not _VERBAL.search(key) and not other_form(key)


def _owned_next(found: Sequence[Word], reading: _Reading, hi: int) -> bool:
    """Tell whether a phrase with an owner is but a part: "RP'nin bakanlık | sayısını"."""
    head = noun(found[reading.at - 1].full)
    if reading.case != "nominative" or head is None or head.owned or reading.at >= hi:
        return False
    following = found[reading.at]
    return joined(found[reading.at - 1], following) and bool(_OWNED.match(following.full))


def _owned_by(found: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether a noun has an owner before it, but not the ending: "Kim'in altı opera"."""
    head = noun(found[last - 1].full)
    if head is None or head.owned or head.case != "nominative" or _OWN.search(found[last - 1].key):
        return False
    return any(case_of(w.key, w.suffix) == "genitive" for w in found[first : last - 1])


def _set_off(found: Sequence[Word], at: int) -> bool:
    """Tell whether the words before ``at`` are set off as a subject: by a comma, or by "ise"."""
    after = found[at - 1].after.lstrip()
    return after.startswith((",", ";")) or (
        not after and at < len(found) and found[at].key == "ise"
    )


def _read(speakers: Speakers, found: Sequence[Word], i: int, hi: int) -> _Reading:
    reading = _Reading(i, i)
    while reading.at < hi:
        at = reading.at
        if at > i and not (joined(found[at - 1], found[at]) or is_dotted(found, at)):
            break
        if not (
            _take_name(speakers, found, reading, hi)
            or _take_noun(speakers, found, reading, hi)
            or _take_owned(found, reading, hi)
            or _take_honorific(found, reading)
        ):
            break
        if reading.case == "other":
            break
    return reading


def _take_name(speakers: Speakers, found: Sequence[Word], reading: _Reading, hi: int) -> bool:
    at = reading.at
    if not found[at].capital:
        return False
    done = reading.name >= 0 and reading.case == "nominative"
    if done and not found[at - 1].suffix and not found[at - 1].alias:
        return False  # "Pablo Vidal | Madrid'de"
    start, end = speakers.run(found, at)
    end = min(end, hi)
    if start != at or end <= at or is_medium(found, end):
        return False
    if done and found[at - 1].alias and not _holds_title(found[at:end]):
        return False  # "Federasyonu (BDI) | AB ile ..."; but "Örgütü (DSÖ) Genel Direktörü ..."
    common = noun(found[at].key) if end - at == 1 and not found[at].suffix else None
    if common and (len(common.stem) >= _SHORTEST_NOUN or initial(found[at])):
        return False  # "Şirket": a noun with a capital; but "Essie" is no wife
    case = case_of(found[end - 1].key, found[end - 1].suffix)
    if at > reading.first and reading.name < 0:
        # "Firma Toyota'nın ...", "bir sözcü Reuters'a ...": two phrases.
        bound = reading.person or reading.case == "genitive"
        if (case != "nominative" and not bound) or addressed(found, at, end):
            return False
        if case == "other" and is_place(found, at, end):
            return False
    begin = speakers.name_start(found, at, end)
    last = noun(found[end - 1].full)
    titled = begin > at or (at > 0 and is_title(found[at - 1]) and joined(found[at - 1], found[at]))
    if at > reading.first and reading.case == "genitive" and not titled and last is None:
        return False  # "BBC Radio 4'un Today programı": the name of something it owns
    reading.name = begin if begin < end else -1
    reading.person = titled or (last is not None and last.person)
    reading.sure = reading.sure or speakers.sure(found, at, end) or last is not None
    reading.case, reading.at = case, end
    return True


def _continues(before: Word, reading: _Reading, analysed: Noun) -> bool:
    """Tell whether a noun goes on with a phrase: "polis memuruna", but "polis | halktan"."""
    if analysed.stem == "ortak" and not analysed.owned:
        return False  # "bakanlar | ortak açıklamada"
    if reading.person and reading.name >= 0 and not analysed.person:
        return False  # "Bakan Ortega | muhalefeti suçladı"
    if reading.case == "genitive" or analysed.case == "nominative":
        return reading.case in ("nominative", "genitive")
    return reading.case == "nominative" and (analysed.owned or before.key in _ATTRIBUTIVE)


def _somebody(speakers: Speakers, found: Sequence[Word], reading: _Reading) -> bool:
    """Tell whether a phrase is so far the name of somebody whom the article gives a title."""
    if reading.name < 0 or reading.case != "nominative":
        return False
    keys = keys_of(found, reading.name, reading.at)
    known = speakers.register.full_name(keys, found[reading.name].start)
    return known is not None and bool(known.titles)


def _holds_title(words: Sequence[Word]) -> bool:
    return any((found := noun(word.full)) is not None and found.person for word in words)


def _take_honorific(found: Sequence[Word], reading: _Reading) -> bool:
    """Take "hanım" or "bey" behind a name."""
    honoured = (
        reading.name >= 0 and reading.case == "nominative" and found[reading.at].key in _HONORIFICS
    )
    if honoured:
        reading.sure = reading.person = True
        reading.case = case_of(found[reading.at].key, found[reading.at].suffix)
        reading.at += 1
    return honoured


def _take_owned(found: Sequence[Word], reading: _Reading, hi: int) -> bool:
    """Take a noun that no list has by its possessive ending and by what follows it.

    "saldırganı" may be an object as well; a comma, "ise" or a name behind it tells.
    """
    at = reading.at
    word = found[at]
    if at == reading.first or word.capital or reading.case not in ("nominative", "genitive"):
        return False
    if word.suffix or not _taken(word.key):
        return False
    titled = at + 1 < hi and found[at + 1].capital and joined(word, found[at + 1])
    if not (titled or _set_off(found, at + 1)):
        return False
    reading.case, reading.name, reading.sure = "nominative", -1, True
    reading.person = reading.person or titled
    reading.at += 1
    return True


def _take_noun(speakers: Speakers, found: Sequence[Word], reading: _Reading, hi: int) -> bool:
    at = reading.at
    word = found[at]
    reading.owner |= reading.case == "genitive"
    analysed = _described(word.full)
    if analysed:
        if at > reading.first and not _continues(found[at - 1], reading, analysed):
            return False
        if analysed.owned and analysed.case == "other" and _somebody(speakers, found, reading):
            return False  # "Aliyev | bakanlarına seslendi"
        reading.case, reading.name, reading.sure = analysed.case, -1, True
        reading.person = analysed.person
        reading.at += 1
        return True
    if at > reading.first and not (word.key == "yuzde" and reading.case == "genitive"):
        return False
    if word.key == "yuzde" and at + 1 < hi and found[at + 1].key.isdigit():
        if found[at + 1].suffix not in ("i", "u", "si", "su"):
            return False
        reading.case, reading.sure, reading.at = "nominative", True, at + 2  # yüzde 57'si
        return True
    if word.key in PRONOUNS and not word.suffix:
        reading.case, reading.sure, reading.person = "nominative", True, True
        reading.at += 1
        return True
    return False
