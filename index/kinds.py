"""What kind of question a sentence may answer.

Is there a number in it, a date, a place, a name? Shallow on purpose: capitals, the suffixes
behind apostrophes and short lists. It is evidence for the ranker, not a verdict.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from index.tokenised import Tokenised
from index.turkish import fold

Answerable = Literal["number", "time", "place", "person", "reason"]


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
    doktor profesör avukat yazar sanatçı general kral kraliçe sultan padişah imparator lideri"""
)
# Where to, where, where from; behind an apostrophe they mark a place more often than a person.
_PLACE_SUFFIXES = _folded(
    "da de ta te nda nde dan den tan ten ndan nden ya ye na ne daki deki taki teki ndaki ndeki"
)


def kinds(sentence: Tokenised) -> frozenset[Answerable]:
    """Return the kinds of question that a sentence may answer, given as its words."""
    found: set[Answerable] = set()
    view = sentence.view
    named = False  # the word before opens somebody's name, or is a title
    for start, word, suffix in zip(sentence.starts, sentence.words, sentence.suffixes, strict=True):
        told = _told(word)
        if told:
            found |= told
        capital = view[start].isupper()
        if capital:
            if named:
                found.add("person")
            if suffix in _PLACE_SUFFIXES:
                found.add("place")
        named = capital or word in _TITLES
    return frozenset(found)


@lru_cache(maxsize=65536)
def _told(word: str) -> frozenset[Answerable]:
    """Return what a word tells by itself, whatever stands around it."""
    found: set[Answerable] = set()
    if word[:1].isdigit() or word in _NUMERALS or _COUNTED.fullmatch(word):
        found.add("number")
    if (len(word) == len("2024") and word.isdigit()) or word in _TIMES:
        found.add("time")
    if word in _REASONS:
        found.add("reason")
    if word in _PLACES:
        found.add("place")
    return frozenset(found)
