"""Noun phrases of a sentence that name or describe somebody who can speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.speech.capitals import OPENERS, addressed, is_dotted, is_title, joined
from index.speech.names import Speakers
from index.speech.nouns import Case, case_of, noun
from index.speech.verbs import other_form
from index.speech.words import CONJUNCTIONS, PARTICLES, Word, listed

LONGEST_LEAD = 8
"""So many modifiers before a head are taken into a phrase at most."""

POSTPOSITIONS = listed(
    """
    ile gibi icin kadar gore arasinda tarafindan adli isimli hakkinda sonra once karsi dahil
    olarak disinda uzerine uzerinde icinde altinda yaninda basta beri itibaren dolayi ragmen
    yerine boyunca adina liderligindeki baskanligindaki onderligindeki yonetimindeki
    onculugundeki dair iliskin ait olan olmak olmayan temsilen aleyhine lehine hakkindaki
    arasindaki yonelik
    """
)
PRONOUNS = listed("o onlar kendisi kendileri")
QUANTIFIERS = listed(
    """
    bir bazi bircok cok iki uc dort bes diger tum butun her ilk eski yeni genc unlu ozel yerel
    bu
    """
)
ADVERBIAL = re.compile(
    r"(?:sonra|once|gore|gunu|aksami|sabahi|gecesi|olan|eden|dun|bugun|hafta|yil|olarak|ragmen|icin|uzere"
    r"|ise|da|de|.{2,}[dt][ae]|.{3,}[dt][ae]n|.{2,}(?:[ae]r[ae]k|rken|[iu]nc[ae])|.{3,}[iu]p"
    r"|.{4,}[^m][ae]n|\d+)$"
)
PARTICIPLE = re.compile(r".{3,}[^m][ae]n$|[dt][iu]g[iu]$")
_OBLIQUE = re.compile(r".{3,}(?:y[ae]|[iu]n[ae]|l[ae]r[ae]|[iu]n[iu]|y[iu]|yl[ae])$")


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


def phrases(speakers: Speakers, found: Sequence[Word], lo: int, hi: int) -> list[Phrase]:
    """Return the phrases among words ``[lo, hi)`` from left to right, without overlap.

    A genitive may lead another phrase ("Toyota'nın müdürü Cooke"), which then overlaps it.
    """
    result: list[Phrase] = []
    i = begin = lo
    while i < hi:
        reading = _read(speakers, found, i, hi)
        if reading.case is None:
            i += 1
            continue
        head = reading.name if reading.name >= 0 else i
        first = _lead(found, i, begin, bare=reading.name == i)
        comma = found[reading.at - 1].after.lstrip().startswith((",", ";"))
        case, sure, person = reading.case, reading.sure, reading.person
        result.append(Phrase(first, reading.at, reading.name, case, comma, sure, person))
        i = reading.at
        if sure and (case != "genitive" or head < first):
            begin = i  # what follows may not take it for its modifier
    return result


def _read(speakers: Speakers, found: Sequence[Word], i: int, hi: int) -> _Reading:
    reading = _Reading(i, i)
    while reading.at < hi:
        at = reading.at
        if at > i and not (joined(found[at - 1], found[at]) or is_dotted(found, at)):
            break
        if not (_take_name(speakers, found, reading, hi) or _take_noun(found, reading, hi)):
            break
        if reading.case == "other":
            break
    return reading


def _take_name(speakers: Speakers, found: Sequence[Word], reading: _Reading, hi: int) -> bool:
    at = reading.at
    if not found[at].capital:
        return False
    start, end = speakers.run(found, at)
    end = min(end, hi)
    if start != at or end <= at:
        return False
    if end - at == 1 and not found[at].suffix and noun(found[at].key):
        return False  # "Şirket": a noun with a capital
    case = case_of(found[end - 1].key, found[end - 1].suffix)
    if at > reading.first and reading.name < 0:
        # "Firma Toyota'nın ...", "bir sözcü Reuters'a ...": two phrases.
        bound = reading.person or reading.case == "genitive"
        if (case != "nominative" and not bound) or addressed(found, at, end):
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


def _take_noun(found: Sequence[Word], reading: _Reading, hi: int) -> bool:
    at = reading.at
    word = found[at]
    if analysed := noun(word.full):
        if at > reading.first and reading.case not in ("nominative", "genitive"):
            return False
        reading.case, reading.name, reading.sure = analysed.case, -1, True
        reading.person = analysed.person
        reading.at += 1
        return True
    if at > reading.first:
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


def _lead(found: Sequence[Word], i: int, lo: int, bare: bool) -> int:
    """Return where the modifiers before word ``i`` begin; a ``bare`` name has no owner."""
    first = i
    while first > lo and i - first < LONGEST_LEAD and joined(found[first - 1], found[first]):
        word = found[first - 1]
        key = word.full
        if key in PARTICLES or key in CONJUNCTIONS - QUANTIFIERS or key in POSTPOSITIONS:
            break
        if key != "yasindaki" and ADVERBIAL.match(key) and not key.isdigit():
            break
        if key != "yasindaki" and case_of(word.key, word.suffix) == "other":
            break
        if other_form(key) == "finite":
            break
        if not word.capital and _OBLIQUE.match(key):
            break
        if bare and not word.capital and key not in QUANTIFIERS and key != "yasindaki":
            break
        if bare and first == i and case_of(word.key, word.suffix) == "genitive":
            break
        if word.capital and word.key in OPENERS and word.key not in QUANTIFIERS:
            break
        first -= 1
    return first
