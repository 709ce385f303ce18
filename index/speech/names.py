"""The names of an article, read once from end to end, with the titles before them.

A name is a run of capitalised words, cut where a suffix behind an apostrophe ends it; the titles
before it are parted from it by the list of nouns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Article, Span
from index.speech.capitals import (
    ALSO_NAMES,
    MONTHS,
    OPENERS,
    addressed,
    core,
    initial,
    is_dotted,
    is_title,
    joined,
    keys_of,
    plain,
    run_end,
)
from index.speech.known import Register
from index.speech.nouns import noun
from index.speech.places import NETWORKS, elsewhere, is_place
from index.speech.words import CONJUNCTIONS, Word, listed

_ALIAS = re.compile(r"\s*\(([^\W\d_a-zçğıöşü]{2,8})\)")


_INFLECTED = re.compile(
    r"(?:l[ae]r|m[iu]z)(?:[iu]?n(?:[iu]n?|[dt][ae]n?|[ae])|[iu]n|[dt][ae]n?|[ae])$|(?:bizi|sizi)$"
)
_CASED = re.compile(r".{3,}(?:[dt][ae]n?|[ae]r[ae]k|[iu]n[ae]|[yn][iu])$")
_HAILING = re.compile(r".{4,}l[iu]$")
"""A word for where somebody comes from or belongs: "Ukraynalı", "Beşiktaşlı"."""
_FULL_NAME = 2
_IN_BODIES = listed("uluslararasi ulusal ozel yeni")
"""Words that open sentences and names of bodies alike."""


class Speakers:
    """The entities of an article, and how an expression finds its entity."""

    def __init__(self, article: Article, paragraphs: Sequence[Sequence[Word]]) -> None:
        self.view = article.flat
        self.paragraphs = paragraphs
        self.small: set[str] = set()
        self.names: set[str] = set()
        self.register = Register()
        for found in self.paragraphs:
            self.small.update([word.key for word in found if not word.capital])
            capitals = [word for word in found if word.capital]
            self.names.update([w.key for w in capitals if w.suffix or not initial(w)])
        for found in self.paragraphs:
            self._collect(found)

    def starts_name(self, word: Word) -> bool:
        """Tell whether a capitalised word can begin a name."""
        if not word.capital or (word.key in OPENERS and (initial(word) or word.key in MONTHS)):
            return False
        return not initial(word) or word.key not in self.small or word.key in self.names

    def sure(self, found: Sequence[Word], first: int, last: int) -> bool:
        """Tell whether a run is a name beyond the capital of its first word."""
        if last - first > 1 or not initial(found[first]) or found[first].key in self.names:
            return True
        # "Trump Twitter hesabından": a run that was cut.
        cut = (
            last < len(found) and joined(found[first], found[last]) and found[last].key in NETWORKS
        )
        return cut or is_place(found, first, last)

    def run(self, found: Sequence[Word], i: int) -> tuple[int, int]:
        """Return the run of capitalised words at ``i`` without a common word that opens a sentence.

        It is empty where word ``i`` begins no name.
        """
        end = run_end(found, i) if found[i].capital else i
        whole = noun(found[end - 1].full) if end - i > 1 else None
        # "Maden İşçileri Sendikası" is a name from end to end.
        body = whole is not None and whole.owned and not whole.person
        if not self.starts_name(found[i]) and not (body and self._begins_body(found[i])):
            return i, i
        while end - i > 1 and elsewhere(found, end):
            end -= 1
        if (
            end - i > 1
            and initial(found[i])
            and found[i].key not in self.names
            and not is_title(found[i])
        ):
            first = noun(found[i].key)
            common = found[i].key in self.small and not body
            common = common or _INFLECTED.search(found[i].key) is not None
            if common or (first is not None and not first.person and not first.owned):
                return i + 1, end
        return i, end

    @staticmethod
    def _begins_body(word: Word) -> bool:
        """Tell whether a word that opens a sentence may open the name of a body."""
        opener = word.key in OPENERS and word.key not in _IN_BODIES
        return not opener and not word.suffix and not _CASED.match(word.key)

    def _collect(self, found: Sequence[Word]) -> None:
        read = 0
        for place in [i for i, word in enumerate(found) if word.capital]:
            if place < read:
                continue
            begin, read = self.run(found, place)
            if begin == read:
                read = begin + 1
            elif self.sure(found, begin, read):
                self._note(found, begin, read)

    def _note(self, found: Sequence[Word], first: int, last: int) -> None:
        begin = self.name_start(found, first, last)
        if begin == last:
            return
        span = core(self.view, found[begin], found[last - 1])
        known = self.register.add(keys_of(found, begin, last), plain(self.view, span), span)
        known.certain |= not initial(found[begin])
        end = found[last - 1]
        known.subject |= last - begin > 1 and not end.suffix and end.after.startswith(",")
        if alias := _ALIAS.match(self.view, end.end):
            self.register.alias(known, alias[1])
        start = self.title_start(found, begin)
        if start < begin and not addressed(found, begin, last):
            title = Span(found[start].start, found[begin - 1].end)
            keys = tuple(w.key for w in found[start:begin])
            self.register.entitle(known, keys, plain(self.view, title))

    @staticmethod
    def name_start(found: Sequence[Word], first: int, last: int) -> int:
        """Return where the name begins in a run, behind its last title.

        ``last`` where the run is all title.
        """
        end = noun(found[last - 1].full)
        if end is not None and not end.person and end.owned:
            return first  # İşçi Partisi
        if end is not None and end.person and found[last - 1].key not in ALSO_NAMES:
            return last  # Rusya Dışişleri Bakanı
        if last - first > _FULL_NAME and _HAILING.match(found[first].full):
            first += 1  # "Ukraynalı Taras Bondar"
        return next((k + 1 for k in range(last - 1, first - 1, -1) if is_title(found[k])), first)

    @staticmethod
    def title_start(found: Sequence[Word], begin: int) -> int:
        """Return where the titles begin that stand directly before word ``begin``."""
        start = begin
        before = found[start - 1] if start else None
        if before and _HAILING.match(before.full) and joined(before, found[start]):
            begin = start = start - 1
        while (
            start > 0
            and begin - start < 6
            and (joined(found[start - 1], found[start]) or is_dotted(found, start))
        ):
            word = found[start - 1]
            modifier = word.capital and word.suffix in ("", "nin", "nun", "in", "un")
            described = noun(word.key) is not None or word.key == "yasindaki" or word.key.isdigit()
            if start == begin and not is_title(word) and word.key != "yasindaki":
                break
            if not modifier and not described and word.key in CONJUNCTIONS:
                break
            if not modifier and not described and not _genitive(word.key):
                break
            start -= 1
        return start


def _genitive(key: str) -> bool:
    return bool(re.search(r"[iu]n$|s[iu]$|[iu]$", key))
