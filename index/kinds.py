"""What kind of question a sentence may answer.

Is there a number in it, a date, a place, a name? Shallow on purpose: capitals, the suffixes
behind apostrophes and short lists. It is evidence for the ranker, not a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from index.article import Span
from index.turkish import Token, fold, tokens

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


def kinds(view: str, sentence: Span) -> frozenset[Answerable]:
    """Return the kinds of question that ``sentence`` of the reading view may answer."""
    found: set[Answerable] = set()
    words = list(tokens(view, sentence))
    if any(_is_number(t.word) for t in words):
        found.add("number")
    if any(_is_year(t) or t.word in _TIMES for t in words):
        found.add("time")
    if any(t.word in _REASONS for t in words):
        found.add("reason")
    if any(_is_place(t, view) or t.word in _PLACES for t in words):
        found.add("place")
    if _names_person(words, view):
        found.add("person")
    return frozenset(found)


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in _NUMERALS or bool(_COUNTED.fullmatch(word))


def _is_year(token: Token) -> bool:
    return len(token.word) == 4 and token.word.isdigit()


def _is_place(token: Token, view: str) -> bool:
    return token.suffix in _PLACE_SUFFIXES and _is_capital(token, view)


def _is_capital(token: Token, view: str) -> bool:
    return view[token.span.start].isupper()


def _names_person(words: Sequence[Token], view: str) -> bool:
    """Tell whether two capitals stand together, or a title and a capital."""
    return any(
        _is_capital(second, view) and (_is_capital(first, view) or first.word in _TITLES)
        for first, second in pairwise(words)
    )
