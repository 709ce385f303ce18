"""Who is who in an article: its names, their titles, and the most complete form of each.

"Aliyev", "Azerbaycan Cumhurbaşkanı Aliyev" and "İlham Aliyev" are one entity. A name is a run of
capitalised words, cut where a suffix behind an apostrophe ends it; the titles before it are parted
from it by the list of nouns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.article import IGNORABLE, Article, Span, shown
from index.cues import CONJUNCTIONS, Word, listed, words
from index.nouns import bare_length, case_of, noun

OPENERS = listed(
    """
    bu bunu buna bunun bunda bundan bununla bunlar bunlarin bunlari bunlardan su o onu ona onun
    onlar onlarin biz bizim siz ben benim boyle boylece ancak ama fakat lakin oysa cunku zira
    ayrica hatta yani sonra daha sonucta sonunda ardindan once ote oyle bir bircok bazi her hem ne
    nasil neden nicin kimse cok eger yine yalniz artik simdi bugun dun yarin burada orada buradan
    ayni diger butun tum ozellikle ornegin genellikle gunumuzde dolayisiyla ilk kendi belki
    nitekim ustelik halen henuz iste mesela zaten gercekten gecen gectigimiz son bununla birlikte
    ek olarak ise iki uc dort bes alti yedi sekiz dokuz on yuzde binlerce yuzlerce pazartesi sali
    carsamba persembe cuma cumartesi pazar ocak subat mart nisan mayis haziran temmuz agustos
    eylul ekim kasim aralik yuzyil evet hayir dolayi konuyla konuya oncelikle aksi halde yaklasik
    toplam baska sozlerine sozlerini konusmasinda aciklamasinda konusmasini konusmasinin
    aciklamasini gorusmede toplantida haberde raporda ankette aciklamada mektupta yerel ulusal
    uluslararasi resmi eski yeni ozel genc unlu
    """
)
"""Folded words that begin a sentence with a capital and are no names."""

_PARTICLES = listed("van von bin ibn el al der del dos du for of and the di")
_COMPASS = listed(
    """
    kuzey guney dogu bati orta yeni eski birlesik buyuk kucuk demokratik
    """
)
_ABBREVIATED = listed(
    """
    prof dr doc av op uzm yrd st mr mrs jr sn hz ass ars gor ogr
    """
)
_TELLERS = listed(
    """
    sozcu yetkili kaynak kaynag uzman analist danisman avukat tanik tanig temsilci
    """
)
_DEGREES = listed("prof dr doc av op uzm yrd sn hz")
_MONTHS = listed(
    """
    ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik
    """
)
_INFLECTED = re.compile(
    r"(?:l[ae]r|m[iu]z)(?:[iu]?n(?:[iu]n?|[dt][ae]n?|[ae])|[iu]n|[dt][ae]n?|[ae])$|(?:bizi|sizi)$"
)
_PLACES = listed(
    """
    turkiye ankara istanbul izmir adana bursa antalya konya diyarbakir trabzon gaziantep hatay van
    kayseri samsun mersin eskisehir sakarya kocaeli rusya moskova ukrayna kiev abd amerika washington
    almanya berlin fransa paris ingiltere londra italya roma ispanya madrid yunanistan atina
    bulgaristan sofya romanya bukres macaristan budapeste avusturya viyana isvicre cenevre hollanda
    lahey belcika bruksel polonya varsova isvec stokholm norvec danimarka finlandiya portekiz irlanda
    iskocya azerbaycan baku ermenistan erivan gurcistan tiflis iran tahran irak bagdat suriye sam
    lubnan beyrut israil filistin gazze kudus urdun amman misir kahire libya tunus cezayir fas katar
    doha riyad kuveyt yemen afganistan kabil pakistan hindistan cin pekin japonya tokyo avustralya
    kanada meksika brezilya arjantin venezuela kuba kibris kktc lefkosa karabag kosova sirbistan
    belgrad bosna makedonya uskup arnavutluk karadag hirvatistan slovenya moldova belarus kazakistan
    ozbekistan turkmenistan kirgizistan tacikistan avrupa asya afrika balkanlar kafkasya ortadogu
    """
)
"""Places that a sentence names behind its subject ("Russo Ankara'ya geldi"), no parts of a name."""
_ALIAS = re.compile(r"\s*\(([^\W\d_a-zçğıöşü]{2,8})\)")


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody the article names: the most complete name, titles, and where they stand."""

    name: str
    titles: tuple[str, ...]
    surfaces: tuple[Span, ...]


@dataclass(slots=True)
class _Known:
    keys: tuple[str, ...]
    name: str
    first: int
    titles: list[tuple[str, ...]] = field(default_factory=list)
    shown_titles: list[str] = field(default_factory=list)
    surfaces: list[Span] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)

    subject: bool = False  # followed by the comma that Turkish puts behind a subject
    certain: bool = False  # met where its first word would have no capital otherwise

    @property
    def person(self) -> bool:
        return bool(self.titles) or self.subject


def initial(word: Word) -> bool:
    """Tell whether a word would have a capital even if it were no name."""
    return (not word.before.strip() and word.before == "") or bool(
        re.search(r"[.!?:…\"“”„«»‘]", word.before)
    )


def joined(left: Word, right: Word) -> bool:
    """Tell whether no more than white space stands between two words."""
    return left.after.isspace() and right.span.start - left.span.end == len(left.after)


def run_end(found: Sequence[Word], i: int) -> int:
    """Return the end of the run of capitalised words that begins with word ``i``."""
    end = i + 1
    while end < len(found):
        last, word = found[end - 1], found[end]
        if last.suffix not in ("", "s"):
            break
        gap = found[end - 1].after
        dotted = (
            gap.startswith(".")
            and (last.key in _ABBREVIATED or len(last.key) == 1)
            and len(gap) <= 2
        )
        if word.key in _MONTHS:
            break
        if gap != "-" and not dotted and not (gap.isspace() and joined(last, word)):
            break
        if word.capital:
            end += 1
        elif (
            word.key in _PARTICLES
            and end + 1 < len(found)
            and found[end + 1].capital
            and joined(word, found[end + 1])
        ):
            end += 2
        elif word.key.isdigit() and len(word.key) < 3 and not word.after.startswith("."):
            dated = end + 1 < len(found) and found[end + 1].key in _MONTHS
            return end if dated else end + 1
        else:
            break
    return end


def core(view: str, first: Word, last: Word) -> Span:
    """Return the span of words without the case ending of the last."""
    end = last.span.end
    if last.suffix and last.suffix != "s":
        cut = end - len(last.suffix) - 1
        if cut > last.span.start and not view[cut].isalnum():
            end = cut
    elif last.capital and len(last.key) == len(last.span):
        end = last.span.start + bare_length(last.key)
    return Span(first.span.start, end)


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
    found = noun(word.full)
    return word.key in _DEGREES or (
        found is not None and found.person and found.case == "nominative"
    )


class Speakers:
    """The entities of an article, and how an expression finds its entity."""

    def __init__(
        self, article: Article, paragraphs: Sequence[Sequence[Word]] | None = None
    ) -> None:
        self.view = article.flat
        self.paragraphs = (
            [words(self.view, p) for p in article.paragraphs] if paragraphs is None else paragraphs
        )
        self.small: set[str] = set()
        self.names: set[str] = set()
        self.known: dict[tuple[str, ...], _Known] = {}
        self.by_word: dict[str, list[_Known]] = {}
        self.titled: dict[str, list[_Known]] = {}
        for found in self.paragraphs:
            for word in found:
                if not word.capital:
                    self.small.add(word.key)
                elif word.suffix or not initial(word):
                    self.names.add(word.key)
        for found in self.paragraphs:
            self._collect(found)

    def starts_name(self, word: Word) -> bool:
        """Tell whether a capitalised word can begin a name."""
        if not word.capital or (word.key in OPENERS and (initial(word) or word.key in _MONTHS)):
            return False
        return not initial(word) or word.key not in self.small or word.key in self.names

    def sure(self, found: Sequence[Word], first: int, last: int) -> bool:
        """Tell whether a run is a name beyond the capital of its first word."""
        return last - first > 1 or not initial(found[first]) or found[first].key in self.names

    def run(self, found: Sequence[Word], i: int) -> tuple[int, int]:
        """Return the run of capitalised words at ``i`` without a common word that opens a sentence.

        It is empty where word ``i`` begins no name.
        """
        if not self.starts_name(found[i]):
            return i, i
        end = run_end(found, i)
        last = found[end - 1]
        if (
            end - i > 1
            and last.key in _PLACES
            and case_of(last.key, last.suffix) == "other"
            and found[end - 2].key not in _COMPASS
        ):
            end -= 1
        if (
            end - i > 1
            and initial(found[i])
            and found[i].key not in self.names
            and not is_title(found[i])
        ):
            body = noun(found[i].key)
            common = found[i].key in self.small or _INFLECTED.search(found[i].key)
            if common or (body is not None and not body.person and not body.owned):
                return i + 1, end
        return i, end

    def _collect(self, found: Sequence[Word]) -> None:
        i = 0
        while i < len(found):
            i, end = self.run(found, i)
            if i == end:
                i += 1
                continue
            if self.sure(found, i, end):
                self._note(found, i, end)
            i = end

    def _note(self, found: Sequence[Word], first: int, last: int) -> None:
        begin = self.name_start(found, first, last)
        if begin == last:
            return
        keys = keys_of(found, begin, last)
        span = core(self.view, found[begin], found[last - 1])
        known = self.known.get(keys)
        if known is None:
            known = self.known[keys] = _Known(keys, plain(self.view, span), span.start)
            for key in keys:
                self.by_word.setdefault(key, []).append(known)
        known.surfaces.append(span)
        known.certain |= not initial(found[begin])
        last_word = found[last - 1]
        known.subject |= (
            last - begin > 1 and not last_word.suffix and last_word.after.startswith(",")
        )
        if alias := _ALIAS.match(self.view, found[last - 1].span.end):
            known.aliases.add(alias[1])
        start = self.title_start(found, begin)
        if start < begin and not addressed(found, begin, last):
            title = tuple(w.key for w in found[start:begin])
            if title not in known.titles:
                known.titles.append(title)
                known.shown_titles.append(
                    plain(self.view, Span(found[start].span.start, found[begin - 1].span.end))
                )
            for head in {stem.stem for w in found[start:begin] if (stem := noun(w.key))}:
                holders = self.titled.setdefault(head, [])
                if known not in holders:
                    holders.append(known)

    @staticmethod
    def name_start(found: Sequence[Word], first: int, last: int) -> int:
        """Return where the name begins in a run: behind its last title; ``last`` if it is all title."""
        end = noun(found[last - 1].full)
        if end is not None and not end.person and end.owned:
            return first  # İşçi Partisi
        if end is not None and end.person:
            return last  # Rusya Dışişleri Bakanı
        return next((k + 1 for k in range(last - 1, first - 1, -1) if is_title(found[k])), first)

    @staticmethod
    def title_start(found: Sequence[Word], begin: int) -> int:
        """Return where the titles begin that stand directly before word ``begin``."""
        start = begin
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

    def _full(self, keys: tuple[str, ...], at: int) -> _Known | None:
        own = self.known.get(keys)
        if len(keys) == 1:
            for known in self.known.values():
                if keys[0].upper() in {a.upper() for a in known.aliases}:
                    return known
        longer = [k for k in self._longer(keys) if len(k.keys) <= 4]
        if not longer:
            return own
        before = [k for k in longer if k.first <= at]
        return max(before, key=lambda k: (len(k.keys), k.first)) if before else longer[0]

    def full_name(self, keys: tuple[str, ...], at: int) -> _Known | None:
        """Return the entity with the most complete name that ``keys`` can stand for at ``at``."""
        found = self._full(keys, at)
        return self._full(found.keys, at) if found else None

    def _longer(self, keys: tuple[str, ...]) -> list[_Known]:
        found = []
        for known in self.by_word.get(keys[-1], ()):
            if len(known.keys) <= len(keys) or known.keys[0] in _COMPASS:
                continue
            if not known.person and not known.certain:
                continue
            if known.keys[-len(keys) :] == keys or (
                known.keys[: len(keys)] == keys and known.person
            ):
                found.append(known)
        if not found and len(keys) == 1 and len(keys[0]) >= 6:
            found = [
                k
                for k in self.known.values()
                if len(k.keys) > 1 and _one_apart(k.keys[-1], keys[0])
            ]
        return found

    def by_title(self, keys: Sequence[str], running: str) -> _Known | None:
        """Return the entity that bears the title ``keys`` (folded words, the head last)."""
        head = noun(keys[-1])
        holders = self.titled.get(head.stem, []) if head else []
        if not holders:
            return None
        for known in holders:
            if known.name == running and (
                len(keys) == 1 or any(_bears(known, k) for k in keys[:-1])
            ):
                return known
        fitting = [k for k in holders if all(_bears(k, key) for key in keys)]
        if fitting:
            return fitting[-1]
        return next((k for k in holders if k.name == running), None)

    def table(self) -> tuple[Entity, ...]:
        """Return the entities, most complete names only, in order of their first mention."""
        merged: dict[tuple[str, ...], _Known] = {}
        for keys, known in self.known.items():
            full = self.full_name(keys, known.first) or known
            target = merged.setdefault(full.keys, _Known(full.keys, full.name, full.first))
            target.surfaces += known.surfaces
            target.shown_titles += [t for t in known.shown_titles if t not in target.shown_titles]
        entities = [
            Entity(k.name, tuple(k.shown_titles), tuple(sorted(k.surfaces)))
            for k in merged.values()
        ]
        return tuple(sorted(entities, key=lambda e: e.surfaces[0]))


def entities(article: Article) -> tuple[Entity, ...]:
    """Return the entities that ``article`` names."""
    return Speakers(article).table()


def addressed(found: Sequence[Word], begin: int, last: int) -> bool:
    """Tell whether words ``[begin, last)`` are whom the noun before them told something.

    "Bir sözcü Reuters'a ...", unlike "Bakan Lavrov'a".
    """
    before = noun(found[begin - 1].full) if begin else None
    return (
        before is not None
        and before.stem in _TELLERS
        and case_of("", found[last - 1].suffix) == "other"
    )


def is_dotted(found: Sequence[Word], at: int) -> bool:
    """Tell whether word ``at`` follows an abbreviation ("Dr. Ford")."""
    return found[at - 1].key in _ABBREVIATED and found[at - 1].after.strip() == "."


def _genitive(key: str) -> bool:
    return bool(re.search(r"[iu]n$|s[iu]$|[iu]$", key))


def _bears(known: _Known, key: str) -> bool:
    size = min(5, len(key))
    return any(part[:size] == key[:size] for title in known.titles for part in title)


def _one_apart(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter put in, left out or changed."""
    if abs(len(one) - len(other)) > 1 or one[:3] != other[:3]:
        return False
    i = 0
    while i < min(len(one), len(other)) and one[i] == other[i]:
        i += 1
    return one[i + 1 :] == other[i + 1 :] or one[i:] == other[i + 1 :] or one[i + 1 :] == other[i:]
