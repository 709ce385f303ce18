"""Which articles a question is for: those of an outlet, those of a time.

Said by options ("--source AA --since 2022-06-01") or by the question itself: "AA'ya göre …",
"… geçen hafta ne dedi?", "… 12 Mayıs 2022'den beri …". An outlet is one only if the library has
articles of it. A time is the time of publication; where hardly an article has a date the words
stay what else they are, words of the question.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from index.errors import OptionInvalid
from index.reading.dates import find_date
from index.reading.metadata import AGENCIES
from index.rows import Entry
from index.turkish import Token, fold, tokens
from qa.phrases import folded

_DATED = 0.5
"""Share of the articles that must have a date, so that a question is read as one for a time."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Articles published by one of ``sources``, from ``since`` to ``until``; both days included.

    None and no sources: whatever they are.
    """

    since: date | None = None
    until: date | None = None
    sources: tuple[str, ...] = ()

    def joined(self, other: Scope) -> Scope:
        """Return what lies in both; where both name sources, those of ``other`` count."""
        starts = [day for day in (self.since, other.since) if day is not None]
        ends = [day for day in (self.until, other.until) if day is not None]
        return Scope(
            max(starts, default=None), min(ends, default=None), other.sources or self.sources
        )

    def articles(self, entries: Iterable[Entry]) -> frozenset[int] | None:
        """Return the numbers of the articles inside, None where all are."""
        if self == EVERYTHING:
            return None
        return frozenset(entry.id for entry in entries if self._holds(entry))

    def _holds(self, entry: Entry) -> bool:
        if self.sources and not any(fold(s) in names(entry) for s in self.sources):
            return False
        if self.since is None and self.until is None:
            return True
        day = _day(entry)
        return day is not None and (self.since or day) <= day <= (self.until or day)


EVERYTHING = Scope()
"""All articles."""


def by_options(since: str | None, sources: Sequence[str], entries: Sequence[Entry]) -> Scope:
    """Return the scope that options name.

    Raises `OptionInvalid` for what is no date, and for a source that the library has nothing of.
    """
    start = find_date(since) if since else None
    if since and start is None:
        raise OptionInvalid(option="--since", value=since, expected="2022-06-24, 24.06.2022")
    known = {name for entry in entries for name in names(entry)}
    for source in sources:
        if fold(source) not in known:
            outlets = dict.fromkeys(e.metadata.get("outlet", "") for e in entries)
            expected = ", ".join(outlet for outlet in outlets if outlet) or "-"
            raise OptionInvalid(option="--source", value=source, expected=expected)
    return Scope(start, None, tuple(sources))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a library's articles tell of where and when they were published.

    ``outlets`` are the names by which the outlets go, in folded words; ``dated`` tells whether
    enough articles have a date.
    """

    outlets: frozenset[tuple[str, ...]]
    dated: bool

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Catalogue:
        """Look through the articles."""
        known = frozenset[str]().union(*(names(entry) for entry in entries))
        dated = sum(_day(entry) is not None for entry in entries)
        return cls(
            frozenset(tuple(t.word for t in tokens(name)) for name in known),
            0 < dated >= _DATED * len(entries),
        )


def by_question(text: str, catalogue: Catalogue, today: date) -> tuple[str, Scope]:
    """Return a question without the words that say for which articles it is, and their scope."""
    rest, sources = _sources(text, catalogue.outlets)
    since, until = None, None
    if catalogue.dated:
        rest, since, until = _times(rest, today)
    scope = Scope(since, until, sources)
    # A question of nothing else is one for these words.
    return (rest, scope) if scope != EVERYTHING and any(tokens(rest)) else (text, EVERYTHING)


def names(entry: Entry) -> frozenset[str]:
    """Return the folded names by which the outlet of an article goes: name, sign, host."""
    host = (urlsplit(entry.metadata.get("url", "")).hostname or "").removeprefix("www.")
    return _names(entry.metadata.get("outlet", ""), host)


@lru_cache(maxsize=1024)  # few outlets publish many articles
def _names(outlet: str, host: str) -> frozenset[str]:
    found = {outlet, host, host.partition(".")[0]}
    for sign, name in AGENCIES.items():
        if fold(outlet) in (fold(sign), fold(name)):
            found |= {sign, name}
    return frozenset(fold(name) for name in found if name)


def _day(entry: Entry) -> date | None:
    stated = entry.metadata.get("date", "")
    try:
        return date.fromisoformat(stated[:10])
    except ValueError:
        return None


# outlets

_BEHIND = (("haberine", "gore"), ("haberinde",), ("haberlerinde",), ("gore",), ("kaynakli",))
_IN = folded("da de ta te nda nde dan den tan ten ndan nden")
"""Suffixes behind an apostrophe: in or from an outlet."""


def _sources(text: str, known: Collection[tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    """Find the outlet that a question names: "AA'ya göre", "Hürriyet'te"."""
    found = list(tokens(text))
    words = [token.word for token in found]
    for length in sorted({len(name) for name in known}, reverse=True):
        for first in range(len(found) - length + 1):
            name = tuple(words[first : first + length])
            end = first + length
            behind = next((b for b in _BEHIND if tuple(words[end : end + len(b)]) == b), ())
            if name in known and (behind or found[end - 1].suffix in _IN):
                piece = text[found[first].span.start : found[end - 1].span.end]
                return _without(text, found, first, end + len(behind)), (_bare(piece),)
    return text, ()


def _bare(name: str) -> str:
    return re.split("['\u2019]", name)[0]


def _without(text: str, found: Sequence[Token], first: int, end: int) -> str:
    """Return a question without the words ``[first, end)`` and the comma behind them."""
    before, behind = text[: found[first].span.start], text[found[end - 1].span.end :]
    return f"{before.rstrip()} {behind.lstrip(' ,')}".strip()


# times

_UNITS = {"gun": 1, "hafta": 7, "ay": 30}
_NUMBERS = "bir iki uc dort bes alti yedi sekiz dokuz on".split()  # noqa: SIM905
_LAST = re.compile(
    rf"\bson (?:(\d{{1,3}}|{'|'.join(_NUMBERS)}) )?(gun|hafta|ay)(?:da|de|daki|deki|in|nin)?\b"
)
_CALENDAR = re.compile(r"\b(bu|gecen|gectigimiz) (hafta|ay|yil)(?:ki|in|nin)?\b")
_DAY = re.compile(r"\b(bugun|dun)(?:ku)?\b")
_SINCE = re.compile(
    r"\b(\d{1,2}[./]\d{1,2}[./]\d{4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2} [a-z]+ \d{4}|\d{4})"
    r"['\u2019]?(?:den|dan|ten|tan)? (beri|bu yana|itibaren)\b"
)
_HINTS = folded("gore haberine haberinde haberlerinde kaynakli son bu gecen gectigimiz bugun dun")
_HINTS |= folded("bugunku dunku beri itibaren yana")


def may_name(text: str) -> bool:
    """Tell whether a question may name a scope, so that the articles must be looked through."""
    return any(t.suffix in _IN or t.word in _HINTS for t in tokens(text))


def _times(text: str, today: date) -> tuple[str, date | None, date | None]:
    """Find the time that a question names.

    "Geçen hafta" only says when; "2015'ten beri" says what is asked for too, and stays.
    """
    folded_text = fold(text)
    if (match := _SINCE.search(folded_text)) and (day := _first_day(match[1])):
        return text, day, None
    for pattern, meaning in ((_LAST, _last), (_CALENDAR, _calendar), (_DAY, _single)):
        if match := pattern.search(folded_text):
            rest = f"{text[: match.start()].rstrip()} {text[match.end() :].lstrip(' ,')}"
            return rest.strip(), *meaning(match, today)
    return text, None, None


def _first_day(stated: str) -> date | None:
    return find_date(f"01.01.{stated}" if stated.isdecimal() else stated)


def _last(match: re.Match[str], today: date) -> tuple[date, date]:
    stated = match[1] or _NUMBERS[0]
    number = _NUMBERS.index(stated) + 1 if stated in _NUMBERS else int(stated)
    return today - timedelta(days=number * _UNITS[match[2]]), today


def _calendar(match: re.Match[str], today: date) -> tuple[date, date]:
    start = {
        "hafta": today - timedelta(days=today.weekday()),
        "ay": today.replace(day=1),
        "yil": today.replace(month=1, day=1),
    }[match[2]]
    if match[1] == "bu":
        return start, today
    end = start - timedelta(days=1)
    if match[2] == "hafta":
        return start - timedelta(days=7), end
    return (end.replace(day=1) if match[2] == "ay" else end.replace(month=1, day=1)), end


def _single(match: re.Match[str], today: date) -> tuple[date, date]:
    # What happened yesterday is told yesterday or in this morning's paper.
    return (today if match[1] == "bugun" else today - timedelta(days=1)), today
