"""What kind of question a sentence may answer.

Is there a number in it, a date, a place, a name? Shallow on purpose: capitals, the suffixes
behind apostrophes and short lists. It is evidence for the ranker, not a verdict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from index.article import Span
from index.speech.nouns import noun
from index.turkish import Token, fold, tokens

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


def kinds(view: str, sentence: Span) -> frozenset[tuple[Named, str]]:
    """Return the folded words in ``sentence`` of the reading view that may answer, by kind.

    A word can't answer the question that it stands in, so the words are told as well.
    """
    words = list(tokens(view, sentence))
    found: set[tuple[Named, str]] = set(_names(words, view))
    for t in words:
        if _is_number(t.word):
            found.add(("number", t.word))
        if _is_year(t) or t.word in _TIMES:
            found.add(("time", t.word))
        if t.word in _REASONS:
            found.add(("reason", t.word))
        if _is_place(t, view) or t.word in _PLACES:
            found.add(("place", t.word))
    return frozenset(found)


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in _NUMERALS or bool(_COUNTED.fullmatch(word))


def _is_year(token: Token) -> bool:
    return len(token.word) == 4 and token.word.isdigit()


def _is_place(token: Token, view: str) -> bool:
    return token.suffix in _PLACE_SUFFIXES and _is_capital(token, view)


def _is_capital(token: Token, view: str) -> bool:
    return view[token.span.start].isupper()


def _is_thing(word: str) -> bool:
    """Tell whether a name ends in a word for a thing: "Kasım Bildirgesi", "Ankara Üniversitesi"."""
    known = noun(word)
    return word in _THINGS or (known is not None and known.owned and not known.person)


def _names(words: Sequence[Token], view: str) -> set[tuple[Named, str]]:
    """Return the words of names, capitals together, or behind a title, without what is before it.

    "Rusya Dışişleri Bakanı Sergey Lavrov'u": the words in front of the title name no person.
    """
    found: dict[str, Named] = {}
    run: list[str] = []
    titled, end = False, 0
    for t in words:
        if not view[end : t.span.start].isspace():
            run, titled = [], False
        if t.word in _TITLES:
            for word in run:
                found.pop(word, None)
            run, titled = [], True
        elif _is_capital(t, view):
            run.append(t.word)
            if titled or len(run) > 1:
                found.update(dict.fromkeys(run, "thing" if _is_thing(t.word) else "person"))
        else:
            run, titled = [], False
        # A suffix behind an apostrophe ends a name.
        end = len(view) if t.suffix else t.span.end
    return {(kind, word) for word, kind in found.items()}
