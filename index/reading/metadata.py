"""What the text of an article itself tells about it: agency, date, language.

Only where it says so in the way that news says it: "ANKARA (AA) -", a line with nothing but a date.
What a format states (a header, a tag) goes before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice

from index.article import Span, shown
from index.reading.dates import find_date
from index.turkish import fold, tokens

AGENCIES = {
    "AA": "Anadolu Ajansı",
    "DHA": "Demirören Haber Ajansı",
    "İHA": "İhlas Haber Ajansı",
    "ANKA": "ANKA Haber Ajansı",
    "BHA": "Birlik Haber Ajansı",
    "APA": "Azeri Press Agency",
    "AZERTAC": "Azerbaycan Devlet Haber Ajansı",
}
"""News agencies by the sign with which their reports begin or end."""

_SIGNS = "|".join(AGENCIES)
_DATELINE = re.compile(rf"^[^()\n]{{0,60}}\(({_SIGNS})\)\s*[-–—]|^({_SIGNS})\s*[-–—|]\s")
_CREDIT = re.compile(rf"^(?:Kaynak|Haber|Muhabir)?\s*:?\s*\(?({_SIGNS})\)?\s*$")
_BEGINNING = 5  # paragraphs in which a dateline or a date stands
_DATE_LINE = 60  # characters of the longest line that holds nothing but a date
_DATE_WORDS = frozenset(
    fold(
        """giriş tarihi güncelleme son yayın yayınlanma yayım yayımlanma tarih oluşturulma eklenme
        haber saat pazartesi salı çarşamba perşembe cuma cumartesi pazar tsi ocak şubat mart nisan
        mayıs haziran temmuz ağustos eylül ekim kasım aralık"""
    ).split()
)
_FEWEST_WORDS = 3  # function words by which a language is told
_WORDS = 2000  # words that are looked at for it
_LANGUAGES = {
    "tr": "ve bir bu için ile olarak da de daha çok olan gibi kadar sonra dedi ise ancak",
    "en": "the of and to in that is was for on with as his her at by from said",
    "az": "və bir bu üçün ilə olan deyib edib olub isə daha çox ki sonra",
    "ru": "и в не на что с по как это из за для он его",
}
_MARKS = {word: language for language, words in _LANGUAGES.items() for word in words.split()}


def completed(text: str, paragraphs: Sequence[Span], stated: Mapping[str, str]) -> dict[str, str]:
    """Return ``stated`` without empty values, with what ``text`` adds to it.

    Keys: see `index.article.Article`. ``date`` is an ISO date.
    """
    found = {key: value for key, value in stated.items() if value}
    for key, value in (
        ("outlet", agency(text, paragraphs)),
        ("date", _dated(text, paragraphs)),
        ("language", language(text)),
    ):
        if value and key not in found:
            found[key] = value
    return found


def agency(text: str, paragraphs: Sequence[Span]) -> str:
    """Return the sign of the agency whose report a text is by its own words, "" where unknown."""
    lines = [shown(p.of(text)) for p in paragraphs]
    for line in lines[:_BEGINNING]:
        if m := _DATELINE.match(line):
            return m[1] or m[2]
    for line in lines[:_BEGINNING] + lines[-1:]:
        if m := _CREDIT.match(line):
            return str(m[1])
    return ""


def is_dateline(line: str) -> bool:
    """Tell whether a line holds nothing but a date, perhaps with what it is the date of."""
    if len(line) > _DATE_LINE or find_date(line) is None:
        return False
    return all(t.word in _DATE_WORDS or t.word[0].isdigit() for t in tokens(line))


def _dated(text: str, paragraphs: Sequence[Span]) -> str:
    for paragraph in paragraphs[:_BEGINNING]:
        line = shown(paragraph.of(text))
        if is_dateline(line) and (found := find_date(line)):
            return found.isoformat()
    return ""


def language(text: str) -> str:
    """Return the language of a text by its commonest words: tr, az, en, ru; "" where unclear."""
    if "ə" in text and text.count("ə") * 100 > len(text):
        return "az"
    words = re.findall(r"[^\W\d_]+", text[: _WORDS * 10].replace("İ", "i").lower())
    counts = dict.fromkeys(_LANGUAGES, 0)
    for word in islice(words, _WORDS):
        if word in _MARKS:
            counts[_MARKS[word]] += 1
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= _FEWEST_WORDS else ""
