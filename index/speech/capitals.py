"""Runs of capitalised words: where a name begins and ends, and its form without a case ending."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.article import IGNORABLE, Span, shown
from index.speech.nouns import bare_length, case_of, noun
from index.speech.words import Word, listed

OPENERS = listed(
    """
    bu bunu buna bunun bunda bundan bununla bunlar bunlarin bunlari bunlardan su o onu ona
    onun onlar onlarin biz bizim siz ben benim boyle boylece ancak ama fakat lakin oysa cunku
    zira ayrica hatta yani sonra daha sonucta sonunda ardindan once ote oyle bir bircok bazi
    her hem ne nasil neden nicin kimse cok eger yine yalniz artik simdi bugun dun yarin burada
    orada buradan ayni diger butun tum ozellikle ornegin genellikle gunumuzde dolayisiyla ilk
    kendi kendisi kendileri belki nitekim ustelik halen henuz iste mesela zaten gercekten
    gecen gectigimiz son
    birlikte ek olarak ise iki uc dort bes alti yedi sekiz dokuz on yuzde binlerce yuzlerce
    pazartesi sali carsamba persembe cuma cumartesi pazar ocak subat mart nisan mayis haziran
    temmuz agustos eylul ekim kasim aralik yuzyil evet hayir dolayi konuyla konuya oncelikle
    aksi halde yaklasik toplam baska sozlerine sozlerini konusmasinda aciklamasinda
    konusmasini konusmasinin aciklamasini gorusmede toplantida haberde raporda ankette
    aciklamada mektupta yerel ulusal uluslararasi resmi eski yeni ozel genc unlu
    """
)
"""Folded words that begin a sentence with a capital and are no names."""

_OPENING = re.compile(r"[.!?:…\"“”„«»‘]")
_PARTICLES = listed("van von bin ibn el al der del dos du for of and the di")
_ALSO = listed("de da")
_INSIDE = _PARTICLES | _ALSO
COMPASS = listed(
    """
    kuzey guney dogu bati orta yeni eski birlesik buyuk kucuk demokratik
    """
)
_ABBREVIATED = listed(
    """
    prof dr doc av op uzm yrd st mr mrs jr sn hz ass ars gor ogr
    """
)
ALSO_NAMES = listed(
    """
    emir sultan hakem genc hoca baba dede elci asker sef okur hakim kral uzman aday haci
    yildiz asci avci coban terzi marangoz bakkal koca gazi veli denizci bekci dayi nine firinci
    manav teyze amca abla abi agabey anne kardes cavus onder gelin konuk damat sevgili dost
    vasi korucu kasif halk imam usta rehber
    """
)
"""Titles that, with a capital, are as often a name (Emir Yıldız, Tahir Elçi)."""
_LONG = 7
_TELLERS = listed(
    """
    sozcu yetkili kaynak kaynag uzman analist danisman avukat tanik tanig temsilci
    """
)
_DEGREES = listed("prof dr doc av op uzm yrd sn hz sayin bay bayan mr mrs ms")
MONTHS = listed(
    """
    ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
    """
)


def initial(word: Word) -> bool:
    """Tell whether a word would have a capital even if it were no name."""
    return word.before != " " and _opening(word.before)


@lru_cache(maxsize=1024)
def _opening(before: str) -> bool:
    return not before or _OPENING.search(before) is not None


def joined(left: Word, right: Word) -> bool:
    """Tell whether no more than white space stands between two words."""
    after = left.after
    return after.isspace() and (right.start - left.end == len(after) or left.alias)


def run_end(found: Sequence[Word], i: int) -> int:
    """Return the end of the run of capitalised words that begins with word ``i``."""
    end = i + 1
    while end < len(found):
        last, word = found[end - 1], found[end]
        inside = word.capital or last.after == "-" or word.key in _INSIDE or word.key.isdigit()
        if not inside:
            break  # most runs
        if last.suffix not in ("", "s") or (
            len(last.key) >= _LONG and case_of(last.key, last.suffix) != "nominative"
        ):
            break
        gap = found[end - 1].after
        dotted = (
            gap.startswith(".")
            and (last.key in _ABBREVIATED or len(last.key) == 1)
            and len(gap) <= 2
        )
        if word.key in MONTHS or last.alias:
            break
        if gap == "-":
            end += 1  # Kim Jong-un
            continue
        if not dotted and not (gap.isspace() and joined(last, word)):
            break
        if word.capital:
            end += 1
        elif end + 1 < len(found) and _of_name(word, found[end + 1]):
            end += 2
        elif (
            end + 2 < len(found)
            and word.key in _PARTICLES
            and joined(word, found[end + 1])
            and _of_name(found[end + 1], found[end + 2])
        ):
            end += 3  # Pieter van der Zanden
        elif word.key.isdigit() and len(word.key) < 3 and not word.after.startswith("."):
            # "BBC Radio 4'un", "Nord Stream 2"; but "Tandem 3 aylık", "İngiltere 29 Mart'ta".
            dated = end + 1 < len(found) and found[end + 1].key in MONTHS
            return end + 1 if word.suffix or (end - i > 1 and not dated) else end
        else:
            break
    return end


def _of_name(particle: Word, following: Word) -> bool:
    """Tell whether a small word is part of a name: "von", or "de" where it can't mean "also"."""
    if not following.capital or not joined(particle, following):
        return False
    alone = not following.suffix and following.after.startswith(",")  # "Willem de Graaf, ..."
    return particle.key in _PARTICLES or (particle.key in _ALSO and alone)


def core(view: str, first: Word, last: Word) -> Span:
    """Return the span of words without the case ending of the last."""
    end = last.end
    if last.suffix and last.suffix != "s":
        cut = end - len(last.suffix) - 1
        if cut > last.start and not view[cut].isalnum():
            end = cut
    elif len(last.key) == last.end - last.start:
        end = last.start + bare_length(last.key)
    return Span(first.start, end)


def keys_of(found: Sequence[Word], first: int, last: int) -> tuple[str, ...]:
    """Return the folded words of a name, the last without its case ending."""
    keys = [w.key for w in found[first:last]]
    keys[-1] = keys[-1][: bare_length(keys[-1])]
    return tuple(keys)


def plain(view: str, span: Span) -> str:
    """Return the text of a span as a name is shown."""
    return shown(span.of(view).replace(IGNORABLE, ""))


def is_title(word: Word) -> bool:
    """Tell whether a word is a title in the nominative, as stands before a name."""
    return _is_title(word.key, word.full, word.capital)


@lru_cache(maxsize=65536)
def _is_title(key: str, full: str, capital: bool) -> bool:
    if capital and key in ALSO_NAMES:
        return False
    found = noun(full)
    return key in _DEGREES or (found is not None and found.person and found.case == "nominative")


def addressed(found: Sequence[Word], begin: int, last: int) -> bool:
    """Tell whether words ``[begin, last)`` are whom the noun before them told something.

    "Bir sözcü Reuters'a ...", unlike "Bakan Lavrov'a".
    """
    before = noun(found[begin - 1].full) if begin else None
    if before is None or before.stem not in _TELLERS:
        return False
    case = case_of("", found[last - 1].suffix)
    # "Bir sözcüsü Sulka'nın ...": an indefinite one is no title.
    indefinite = any(word.key == "bir" for word in found[max(0, begin - 4) : begin])
    return case == "other" or (case == "genitive" and indefinite)


def is_dotted(found: Sequence[Word], at: int) -> bool:
    """Tell whether word ``at`` follows an abbreviation ("Dr. Ford")."""
    return found[at - 1].key in _ABBREVIATED and found[at - 1].after.strip() == "."
