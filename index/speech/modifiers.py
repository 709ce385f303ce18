"""What stands before a noun and belongs to it: how far a description reaches to the left.

"Davayı açan ailenin avukatları", "İşçi Partisi'nden bir sözcü", "konuya yakın bir kaynak":
genitives, adjectives, an ablative before "bir", what an adjective takes, whole relative clauses;
but not a clause of speaking ("bugün konuşan sözcü"), which is no part of who somebody is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.speech.capitals import OPENERS, joined
from index.speech.clauses import clause_end
from index.speech.cues import cue_at
from index.speech.nouns import case_of, noun
from index.speech.verbs import other_form
from index.speech.words import CONJUNCTIONS, PARTICLES, Word, listed

LONGEST_LEAD = 8
"""So many modifiers before a head are taken into a phrase at most."""
_BORDERS = listed("ise ki uzere olarak icin gore")
_LONGEST_CLAUSE = 12
"""So many words of a relative clause."""

POSTPOSITIONS = listed(
    """
    ile gibi icin kadar gore arasinda tarafindan adli isimli hakkinda sonra once karsi dahil
    olarak disinda uzerine uzerinde icinde altinda yaninda basta beri itibaren dolayi ragmen
    yerine boyunca adina liderligindeki baskanligindaki onderligindeki yonetimindeki
    onculugundeki dair iliskin ait olan olmak olmayan temsilen aleyhine lehine hakkindaki
    arasindaki yonelik
    """
)
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
# A participle as a modifier: kurtulan, açan, istemeyen, kovduğu, düzenleyecekleri.
_RELATIVE = re.compile(
    r"(?:ol|ed|.{2,}y|.{2,}[^m])[ae]n$|.{2,}[dt](?:[iu]g[iu]|[iu]kl[ae]r[iu])$|.{2,}[ae]c[ae][kg](?:[iu]|l[ae]r[iu])?$"
)
_NO_RELATIVE = listed(
    """
    zaten bazen hemen ilken neden iken insan duman zaman liman yaman keman toptan vatan sultan
    mekan imkan dukkan derken tamamen aynen kismen resmen fiilen tekrardan yakindan sonradan
    birden once cidden nisan haziran ramazan plan alan orman uzman kaptan komutan vatandas
    """
)
_OBLIQUE = re.compile(r".{3,}(?:y[ae]|[iu]n[ae]|l[ae]r[ae]|[iu]n[iu]|y[iu]|yl[ae])$")
_ABLATIVE = re.compile(r"n?[dt][ae]n$")
_TAKING = listed(
    "yakin bagli uye ait karsi sadik sorumlu yonelik dair iliskin ilgili yoksun mensup"
)
"""Adjectives with a complement of their own ("konuya yakın", "göçten sorumlu")."""
ANONYMOUS = listed("adinin isminin kimliginin soyadinin")
"""What a source wants to be left out: "adının açıklanmasını istemeyen bir yetkili"."""
_SAYING = listed("de/di soyle acikla belirt")
_OPPOSING = listed("karsi itiraz")
"""Who is against something is told by it: "tasarıya karşı çıkan vekiller"."""
_DOERS = re.compile(r".{3,}[ae]nl[ae]r")
_LIKE_CASE = listed("orta usta hasta posta moda gida sade ada oda banda kota sondan")
"""Words that look as if they had a case ending."""
_LOCATED = re.compile(r".{2,}[dt][ae]ki$")


def lead(found: Sequence[Word], i: int, lo: int, clause: int, *, bare: bool) -> int:
    """Return where the modifiers of the head at word ``i`` begin.

    Simple ones may go back to ``lo``, relative clauses to ``clause``; a ``bare`` name has no owner.
    """
    first = i
    while first > lo and i - first < LONGEST_LEAD and joined(found[first - 1], found[first]):
        if not _modifies(found, first, i, bare):
            break
        first -= 1
    return first if bare else _complement(found, first, clause)


def _modifies(found: Sequence[Word], first: int, i: int, bare: bool) -> bool:
    """Tell whether the word before ``first`` is a plain modifier of the head at ``i``."""
    word = found[first - 1]
    key = word.full
    if key in PARTICLES or key in CONJUNCTIONS - QUANTIFIERS or key in POSTPOSITIONS:
        return False
    if not word.capital and is_relative(word):
        return False
    located = not bare and (_LOCATED.match(key) is not None or key == "sayida")
    located = located or key in _LIKE_CASE
    if key != "yasindaki" and not located and ADVERBIAL.match(key) and not key.isdigit():
        return False
    if key != "yasindaki" and not located and case_of(word.key, word.suffix) == "other":
        return False
    if other_form(key) == "finite" or (not word.capital and _OBLIQUE.match(key)):
        return False
    if bare and not word.capital and key not in QUANTIFIERS and key != "yasindaki":
        return False
    if bare and first == i and case_of(word.key, word.suffix) == "genitive":
        return False
    return not (word.capital and word.key in OPENERS and word.key not in QUANTIFIERS)


def _complement(found: Sequence[Word], first: int, lo: int) -> int:
    """Return where a description begins whose plain modifiers begin at ``first``."""
    if first <= lo or not joined(found[first - 1], found[first]):
        return first
    before, word = found[first - 1], found[first]
    if word.key in _TAKING and case_of(before.key, before.suffix) != "nominative":
        return _owners(found, first - 1, lo)
    if word.key in _TAKING and _OBLIQUE.match(before.full):
        return _owners(found, first - 1, lo)
    if _ablative(before) and (word.key in QUANTIFIERS or before.capital):
        return _owners(found, first - 1, lo)
    if is_relative(before) and not _tells(found, first):
        return _clause(found, first - 1, lo)
    if _DOERS.match(word.full) and not _tells(found, first + 1):
        return _clause(found, first, lo)
    return first


def _ablative(word: Word) -> bool:
    if word.suffix:
        return bool(_ABLATIVE.match(word.suffix))
    return word.capital and len(word.key) > len("nden") and bool(_ABLATIVE.search(word.key))


def _owners(found: Sequence[Word], first: int, lo: int) -> int:
    """Return where the noun at ``first`` begins with its owners and the words of its name."""
    while first > lo and joined(found[first - 1], found[first]):
        word = found[first - 1]
        named = word.capital and word.key not in OPENERS and word.suffix in ("", "s")
        if not named and case_of(word.key, word.suffix) != "genitive":
            break
        first -= 1
    return first


def is_relative(word: Word) -> bool:
    """Tell whether a word is the participle of a relative clause."""
    return not word.suffix and _is_relative(word.full)


@lru_cache(maxsize=65536)
def _is_relative(key: str) -> bool:
    return key not in _NO_RELATIVE and _RELATIVE.match(key) is not None


def _tells(found: Sequence[Word], last: int) -> bool:
    """Tell whether the participle that ends before word ``last`` tells of speaking.

    "haklı olduğunu savunan" does, "Grace'i savunan" tells who somebody is.
    """
    for at in range(last - 1, max(-1, last - 5), -1):
        cue = cue_at(found, at)
        if cue is None or cue.last != last:
            continue
        if cue.verb == "iste" and any(w.key in ANONYMOUS for w in found[max(0, at - 6) : at]):
            return False
        if cue.takes == "q" or cue.verb in _SAYING:
            return found[cue.first].key not in _OPPOSING
        return clause_end(found, max(0, at - _LONGEST_CLAUSE), cue) is not None
    return False


def _clause(found: Sequence[Word], at: int, lo: int) -> int:
    """Return where the relative clause begins whose participle is word ``at``."""
    first = at
    while first > lo and at - first < _LONGEST_CLAUSE:
        word = found[first - 1]
        verb = other_form(word.full) in ("finite", "converb") and noun(word.full) is None
        if word.after.strip() or verb:
            break
        if word.key in CONJUNCTIONS - QUANTIFIERS - {"ve"} or word.key in _BORDERS:
            break
        first -= 1
    while first < at and (found[first].key in OPENERS - QUANTIFIERS or found[first].key == "ve"):
        first += 1
    return first
