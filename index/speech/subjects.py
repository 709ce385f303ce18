"""The subject of a verb of saying: the likeliest noun phrase of its sentence.

Turkish puts a comma behind a subject that stands far from its verb, leaves subjects without a
suffix, and drops them where they are known. A phrase is weighed by these marks; one with a case
ending, or with a postposition behind it, is no subject however near it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.speech.capitals import OPENERS, is_title, joined
from index.speech.modifiers import ADVERBIAL, PARTICIPLE, POSTPOSITIONS, lead
from index.speech.names import Speakers
from index.speech.nouns import Case, noun
from index.speech.phrases import Phrase, phrases
from index.speech.places import is_place
from index.speech.verbs import other_form
from index.speech.words import Word, listed

_REACH = 120
"""How many words of a region are looked at."""
_THRESHOLD = 3
_SENTENCES = 8
"""So many lists of words are remembered with their phrases."""

_OWNED_NEXT = re.compile(
    r".{3,}(?:[sy][iu]|[iu]n[iu]n?|[iu]nd[ae]n?|[iu]n[ae]|l[ae]r[iu]|[dt][ae]ki)$"
)
_OWNED = re.compile(r"[^n][iu]$")
# Endings that a lone word at the head of a sentence may not have if it is to be a subject.
_NO_SUBJECT = re.compile(
    r"(?:d[ae]n?|t[ae]n?|l[ae]|[ae]r[ae]k|ken|[yn][ae]|[iu]n|[iu]nc[ae]|[iu]p|m[ae]k|c[ae]|s[ae]"
    r"|[dt][iu]r?)$"
)
OWN_VERB = re.compile(r"(?:yor(?:um|uz|sun|sunuz)|.{3}[dt][iu][km])$")
"""A verb of the reporter's own: "soruyoruz", "sorduk"."""
_LIGHT = re.compile(r"(?:et[tmiesk]|ed[ei])")
"""A verb that makes one of the noun before it: "idare ettiğini"."""
_MARKS = "\"“«‘'"
_IN_NAMES = listed("in un la le na ne ya ye ca ce sa se")
_TIMES = listed(
    """
    gun gunu hafta ay yil saat sabah aksam gece ogle bugun dun yarin once sonra bugunlerde
    birlikte kez defa zaman sene ayrica boylece nihayet ustelik dogrusu aslinda kisaca ozetle
    ilaveten yine neyse hayir evet tabii elbette maalesef simdi halbuki
    """
)


class Subjects:
    """Finds the subjects of an article's sentences."""

    def __init__(self, speakers: Speakers) -> None:
        self.speakers = speakers
        # A sentence is asked several times for the same; nothing that is read changes the answer.
        self._known: dict[int, tuple[Sequence[Word], dict[tuple[int, int], list[Phrase]]]] = {}

    def phrases(self, found: Sequence[Word], lo: int, hi: int) -> list[Phrase]:
        """Return the noun phrases among words ``[lo, hi)``."""
        if id(found) not in self._known:
            if len(self._known) >= _SENTENCES:
                self._known.clear()
            self._known[id(found)] = found, {}  # held, so that no other gets its id
        known = self._known[id(found)][1]
        if (lo, hi) not in known:
            known[lo, hi] = phrases(self.speakers, found, lo, hi)
        return known[lo, hi]

    def whole(self, found: Sequence[Word], lo: int, head: Phrase) -> Phrase:
        """Return the phrase from ``lo`` on that ends as ``head`` does, which began too late."""
        phrases = self.phrases(found, lo, head.last)
        return phrases[-1] if phrases and phrases[-1].last == head.last else head

    def subject(
        self, found: Sequence[Word], lo: int, hi: int, near: bool, case: Case = "nominative"
    ) -> Phrase | None:
        """Return the likeliest subject among words ``[lo, hi)``.

        ``near`` prefers the last of equals (before a quotation), else the first is preferred
        (before a clause, which holds names of its own).
        """
        lo = max(lo, hi - _REACH) if near else lo
        hi = min(hi, lo + _REACH)
        candidates = self.phrases(found, lo, hi)
        best: tuple[int, int] | None = None
        chosen = None
        for number, phrase in enumerate(candidates):
            score = self._score(found, phrase, lo, hi, case, near)
            if score < _THRESHOLD or _in_list(found, candidates, number, lo):
                continue
            rank = (score, phrase.first if near else -phrase.first)
            if best is None or rank > best:
                best, chosen = rank, phrase
        if chosen is None and case == "nominative":
            return self._by_comma(found, lo, hi)
        return _apposed(candidates, chosen) if chosen else None

    def _score(
        self, found: Sequence[Word], phrase: Phrase, lo: int, hi: int, case: Case, near: bool
    ) -> int:
        if phrase.case != case or _bound(found, phrase):
            return 0
        if found[phrase.first].before[-1:] in _MARKS and found[phrase.first].before.strip():
            return 0  # quoted words of the sentence
        head = found[phrase.last - 1]
        analysed = noun(head.full)
        alone = phrase.last - phrase.first == 1
        if alone and analysed and analysed.owned and case == "nominative" and not phrase.comma:
            return 0  # "hükümeti eleştirdi": an object
        score = 2
        if not phrase.sure:
            if self._common(head) or head.key in OPENERS or head.key in self.speakers.small:
                return 0
            score = 1 if phrase.comma or phrase.last == hi else 0
        score += 3 * phrase.comma + 3 * (phrase.last == hi and near)
        if phrase.first == lo:
            score += 2
        elif "," in found[phrase.first - 1].after or ADVERBIAL.match(found[phrase.first - 1].full):
            score += 1
        titled = phrase.name > phrase.first and phrase.person
        if analysed or titled or (phrase.name > 0 and _titled(found[phrase.name - 1])):
            score += 1
        if phrase.name >= 0 and lo < phrase.first and not phrase.comma and phrase.last < hi:
            following = found[phrase.last]
            if not following.capital and _OWNED_NEXT.match(following.full):
                score -= 2  # "Today programında": the name of something
        if phrase.name >= 0 and self._modifies(found, phrase, hi):
            score -= 3
        return score

    @staticmethod
    def _modifies(found: Sequence[Word], phrase: Phrase, hi: int) -> bool:
        """Tell whether a name leads a noun that has the comma: "Bir Merrill tüccarı, ..."."""
        for word in found[phrase.last : min(hi, phrase.last + 2)]:
            before = found[phrase.last - 1].after if word is found[phrase.last] else " "
            if word.capital or before.strip() or not _OWNED.search(word.full):
                return False
            if word.after.lstrip().startswith(","):
                return True
        return False

    def _common(self, head: Word) -> bool:
        """Tell whether a lone capitalised word looks like a noun in some case, or an adverb."""
        if head.suffix or not (match := _NO_SUBJECT.search(head.key)):
            return False
        # A name may end so too (Kremlin, Aydın, Apple, Roma).
        if match.group() not in _IN_NAMES:
            return True
        small = self.speakers.small
        return head.key[:-2] in small or head.key[:-3] in small

    def _by_comma(self, found: Sequence[Word], lo: int, hi: int) -> Phrase | None:
        """Return what stands before the first comma, where it looks like a subject.

        The subject of a clause in -dığını has a genitive ending; a noun without one and with a
        comma behind it belongs to the verb of saying, whatever it means.
        """
        for at in range(lo, min(hi, lo + 10)):
            after = found[at].after.lstrip()
            if not after.startswith(","):
                if after:
                    return None
                continue
            key = found[at].full
            unfit = key in _TIMES or key in OPENERS or key in POSTPOSITIONS
            if unfit or _NO_SUBJECT.search(key) or ADVERBIAL.match(key) or other_form(key):
                return None
            if OWN_VERB.search(key):
                return None
            if found[at].suffix or re.search(r"(?:[iu]n[iu]|[yn][iu])$", key):
                return None
            if at == lo and found[at].key in self.speakers.small and not key.endswith(("ar", "er")):
                return None
            first = lead(found, at, lo, lo, bare=False)
            return Phrase(first, at + 1, -1, "nominative", True, False, False)
        return None

    def head_after(self, found: Sequence[Word], at: int, hi: int) -> Phrase | None:
        """Return the phrase that a participle describes: the first behind it, whatever its case."""
        hi = min(hi, at + 25)
        if at >= hi:
            return None
        if found[at - 1].after.strip() == "," or found[at].key == "ve":
            return self.subject(found, at, hi, near=False)
        for phrase in self.phrases(found, at, hi):
            between = found[at : phrase.first]
            if any(w.after.strip() == "," for w in between[:-1]) or len(between) > 10:
                return None
            if phrase.sure or phrase.first == at:
                return phrase
        return None


def _titled(before: Word) -> bool:
    return is_title(before) or before.key == "yasindaki"


def _is_place(found: Sequence[Word], phrase: Phrase) -> bool:
    return phrase.name == phrase.first and is_place(found, phrase.first, phrase.last)


def _bound(found: Sequence[Word], phrase: Phrase) -> bool:
    """Tell whether the word behind the phrase makes it something else than a subject."""
    if phrase.last >= len(found) or not joined(found[phrase.last - 1], found[phrase.last]):
        return False
    key = found[phrase.last].key
    if _LIGHT.match(key) and not phrase.comma:
        return True
    return key in POSTPOSITIONS or (key in ("ve", "veya", "ya") and not phrase.comma)


def _apposed(candidates: Sequence[Phrase], chosen: Phrase) -> Phrase:
    """Return the name that says who is described: "Elif'in babası, tamirci Ali Ak, ..."."""
    if chosen.name >= 0 or not (chosen.person and chosen.comma):
        return chosen
    for phrase in candidates:
        if phrase.first == chosen.last and phrase.person and phrase.name >= 0 and phrase.comma:
            return phrase if phrase.case == "nominative" else chosen
    return chosen


def _in_list(found: Sequence[Word], candidates: Sequence[Phrase], number: int, lo: int) -> bool:
    """Tell whether a phrase is one of a list ("Ankara, Bakü ve Tiflis arasında")."""
    phrase = candidates[number]
    if not phrase.comma or number + 1 == len(candidates):
        return False
    if phrase.first == lo:  # "Aliyev, Bakü ve ..."; but "Rusya, Azerbaycan ve Ermenistan ..."
        after = candidates[number + 1]
        return _is_place(found, phrase) and _is_place(found, after) and after.first == phrase.last
    if (phrase.person and phrase.name >= 0) or PARTICIPLE.search(found[phrase.first - 1].full):
        return False  # "uçağı işleten şirket, 47 yolcu ve ..."
    following = candidates[number + 1]
    apart = following.first != phrase.last or following.last >= len(found)
    if apart or following.case == "genitive":
        return False
    return following.comma or found[following.last].key in ("ve", "veya", "ile")
