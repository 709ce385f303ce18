"""What kind of question a sentence may answer.

Is there a number in it, a date, a place, a name? Shallow on purpose: capitals, the suffixes
behind apostrophes and short lists. It is evidence for the ranker, not a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from index.remembered import Remembered
from index.speech.nouns import noun
from index.tokenised import Tokenised
from index.turkish import fold

Named = Literal["number", "time", "place", "person", "reason", "thing"]
"""Kinds of question that a word may answer; the names of things answer none of them."""


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(words).split())


_NUMERALS = _folded(
    """iki üç dört beş altı yedi sekiz dokuz on yirmi otuz kırk elli altmış yetmiş seksen doksan yüz
    bin milyon milyar trilyon yarım buçuk çeyrek yarısı üçte dörtte onlarca yüzlerce binlerce"""
)
# "üçlü", "ikinci", "beşer", "ikisi" tell a number as well.
_COUNTED = re.compile(
    "(?:iki|uc|dort|bes|alti|yedi|sekiz|dokuz|on|yirmi|otuz|kirk|elli|yuz|bin|milyon|milyar)"
    "(?:l[iu](?:k|g[iu])?|n?c[iu]|[iu]nc[iu]|s?er|[iu]|s[iu]|[iu]n[iu]|s[iu]n[iu])"
)
_TIMES = _folded(
    """ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık pazartesi salı
    çarşamba perşembe cuma cumartesi pazar bugün dün yarın yıl yılı yılın yılında yıllarda
    yıldan yüzyıl yüzyılda yüzyılın tarihinde tarihli gün günü ay ayı ayında hafta sabah akşam
    gece saat saatlerinde dönem döneminde başında sonunda ortasında önce sonra beri geçen
    gelecek geçenlerde"""
)
_PLACES = _folded(
    """ülke ülkede ülkesinde ülkesi şehir şehri şehrinde şehirde kent kenti kentinde kentte ilçe
    ilçesi ilçesinde köy köyü köyünde köyde bölge bölgesi bölgesinde bölgede başkent başkenti
    başkentinde mahallesi mahallesinde adası adasında kıyısında yakınlarında merkezinde doğumlu"""
)
_REASONS = _folded(
    """çünkü zira nedeniyle yüzünden dolayı ötürü sebebiyle sebebi nedeni neden amacıyla
    gerekçesiyle sonucunda sayesinde zorunda"""
)
_TITLES = _folded(
    """başkan başkanı bakan bakanı başbakan başbakanı cumhurbaşkanı müdürü sözcüsü genel prof dr doç
    doktor profesör avukat yazar sanatçı general kral kraliçe sultan padişah imparator lideri
    rektörü valisi elçisi büyükelçisi komutanı yardımcısı hakimi savcısı"""
)
_THINGS = _folded(
    """anlaşması antlaşması bildirgesi bildirisi cumhuriyeti savaşı devleti imparatorluğu yasası
    kanunu sözleşmesi planı projesi ödülü caddesi sokağı dağı denizi gölü nehri köprüsü"""
)
# Where to, where, where from; behind an apostrophe they mark a place more often than a person.
_PLACE_SUFFIXES = _folded(
    "da de ta te nda nde dan den tan ten ndan nden ya ye na ne daki deki taki teki ndaki ndeki"
)


def kinds(sentence: Tokenised) -> frozenset[tuple[Named, str]]:
    """Return the folded words of a sentence, given as its words, that may answer, by kind.

    A word can't answer the question that it stands in, so the words are told as well.
    """
    words, capitals = sentence.words, sentence.capitals
    found = set().union(*filter(None, map(_TOLD.__getitem__, words)))
    places = [i for i, capital in enumerate(capitals) if capital or words[i] in _TITLES]
    if places:
        found |= _names(sentence, places)
        suffixes = sentence.suffixes
        found.update(
            ("place", words[i]) for i in places if suffixes[i] in _PLACE_SUFFIXES and capitals[i]
        )
    return frozenset(found)


def _told(word: str) -> tuple[tuple[Named, str], ...]:
    """Return what a word tells by itself, whatever stands around it."""
    found: list[Named] = []
    if word[:1].isdigit() or word in _NUMERALS or _COUNTED.fullmatch(word):
        found.append("number")
    if (len(word) == len("2024") and word.isdigit()) or word in _TIMES:
        found.append("time")
    if word in _REASONS:
        found.append("reason")
    if word in _PLACES:
        found.append("place")
    return tuple([(kind, word) for kind in found])


_TOLD = Remembered(_told)


@lru_cache(maxsize=65536)
def _is_thing(word: str) -> bool:
    """Tell whether a name ends in a word for a thing: "Kasım Bildirgesi", "Ankara Üniversitesi"."""
    known = noun(word)
    return word in _THINGS or (known is not None and known.owned and not known.person)


def _names(sentence: Tokenised, places: Sequence[int]) -> set[tuple[Named, str]]:
    """Return the words of names, capitals together, or behind a title, without what is before it.

    ``places`` are those of capitals and titles. "Rusya Dışişleri Bakanı Sergey Lavrov'u": the words
    in front of the title name no person.
    """
    found: dict[str, Named] = {}
    run: list[str] = []
    titled, last = False, -1
    view, starts, ends = sentence.view, sentence.starts, sentence.ends
    for i in places:
        # A suffix behind an apostrophe ends a name.
        goes_on = i == last + 1 and i > 0 and not sentence.suffixes[last]
        if (run or titled) and not (goes_on and view[ends[last] : starts[i]].isspace()):
            run, titled = [], False
        word, last = sentence.words[i], i
        if word in _TITLES:
            for earlier in run:
                found.pop(earlier, None)
            run, titled = [], True
        else:
            run.append(word)
            if titled or len(run) > 1:
                found.update(dict.fromkeys(run, "thing" if _is_thing(word) else "person"))
    return {(kind, word) for word, kind in found.items()}
