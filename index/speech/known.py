"""The entities of an article by their names, abbreviations and titles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.article import Span
from index.speech.capitals import COMPASS
from index.speech.nouns import noun
from index.speech.words import listed
from index.turkish import fold

_LONGEST_NAME = 4
_ADDRESSES = listed("usta hoca reis kaptan abi agabey abla amca dayi teyze hala dede nine baba ana")
"""What stands behind a first name in talk: "Bekir Usta"."""
_SHORTEST_MISSPELT = 6


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody the article names: the most complete name, titles, and where they stand."""

    name: str
    titles: tuple[str, ...]
    surfaces: tuple[Span, ...]


@dataclass(slots=True)
class Known:
    """An entity while the article is read: the folded words of its name, and what is met of it."""

    keys: tuple[str, ...]
    name: str
    surfaces: list[Span] = field(default_factory=list)
    titles: list[tuple[str, ...]] = field(default_factory=list)
    shown_titles: list[str] = field(default_factory=list)
    subject: bool = False  # followed by the comma that Turkish puts behind a subject
    certain: bool = False  # met where its first word would have no capital otherwise

    @property
    def first(self) -> int:
        """Where it is first named."""
        return self.surfaces[0].start

    @property
    def person(self) -> bool:
        """Tell whether it is somebody rather than a place or a thing, as far as the text shows."""
        return bool(self.titles) or self.subject

    def bears(self, key: str) -> bool:
        """Tell whether one of its titles has the word ``key``, in whatever form."""
        size = min(5, len(key))
        return any(part[:size] == key[:size] for title in self.titles for part in title)

    def named_before(self, at: int) -> int:
        """Return where it is last named before ``at``, -1 where it is not."""
        number = bisect_right(self.surfaces, Span(at, at)) - 1
        return self.surfaces[number].start if number >= 0 else -1


class Register:
    """Finds entities by what the article calls them."""

    def __init__(self) -> None:
        self._by_name: dict[tuple[str, ...], Known] = {}
        self._by_word: dict[str, list[Known]] = {}
        self._by_start: dict[str, list[Known]] = {}  # of the surname, for misspelt ones
        self._by_alias: dict[str, Known] = {}
        self._by_title: dict[str, list[Known]] = {}

    def add(self, keys: tuple[str, ...], name: str, surface: Span) -> Known:
        """Note that an entity is named at ``surface``; return it."""
        known = self._by_name.get(keys)
        if known is None:
            known = self._by_name[keys] = Known(keys, name)
            for key in dict.fromkeys(keys):
                self._by_word.setdefault(key, []).append(known)
            if len(keys) > 1:
                self._by_start.setdefault(keys[-1][:3], []).append(known)
        known.surfaces.append(surface)
        return known

    def alias(self, known: Known, abbreviation: str) -> None:
        """Note an abbreviation in brackets: "Dünya Sağlık Örgütü (DSÖ)"."""
        self._by_alias.setdefault(fold(abbreviation), known)

    def entitle(self, known: Known, title: tuple[str, ...], text: str) -> None:
        """Note the words of a title, and how it is written."""
        if title in known.titles:
            return
        known.titles.append(title)
        known.shown_titles.append(text)
        for head in {found.stem for key in title if (found := noun(key))}:
            holders = self._by_title.setdefault(head, [])
            if known not in holders:
                holders.append(known)

    def full_name(self, keys: tuple[str, ...], at: int) -> Known | None:
        """Return the entity with the most complete name that ``keys`` can stand for at ``at``."""
        found = self._fuller(keys, at)
        return self._fuller(found.keys, at) if found else None

    def _fuller(self, keys: tuple[str, ...], at: int) -> Known | None:
        if len(keys) == 1 and keys[0] in self._by_alias:
            return self._by_alias[keys[0]]
        if len(keys) == 2 and keys[1] in _ADDRESSES and (called := self._first_named(keys[0])):
            return called
        longer = self._longer(keys)
        if not longer:
            return self._by_name.get(keys)
        before = [k for k in longer if k.first <= at]
        return max(before, key=lambda k: (len(k.keys), k.first)) if before else longer[0]

    def _first_named(self, first: str) -> Known | None:
        """Return the only person of that first name: Bekir Taşçıoğlu for "Bekir Usta"."""
        found = [
            known
            for known in self._by_word.get(first, ())
            if 1 < len(known.keys) <= _LONGEST_NAME
            and known.keys[0] == first
            and known.keys[-1] not in _ADDRESSES
        ]
        return found[0] if len(found) == 1 else None

    def _longer(self, keys: tuple[str, ...]) -> list[Known]:
        size = len(keys)
        found = []
        for known in self._by_word.get(keys[-1], ()):
            if not size < len(known.keys) <= _LONGEST_NAME or known.keys[0] in COMPASS:
                continue
            ends = known.keys[-size:] == keys and (known.person or known.certain)
            if ends or (known.keys[:size] == keys and known.person):
                found.append(known)
        if not found and size == 1 and len(keys[0]) >= _SHORTEST_MISSPELT:
            near = self._by_start.get(keys[0][:3], ())
            found = [k for k in near if _one_apart(k.keys[-1], keys[0])]
        return found

    def by_title(self, keys: Sequence[str], running: str, at: int) -> Known | None:
        """Return the entity that bears the title ``keys`` (folded words, the head last).

        ``running`` is the name of who was spoken of last: "bakan" is that minister, if one.
        """
        head = noun(keys[-1])
        holders = self._by_title.get(head.stem, []) if head else []
        spoken_of = next((k for k in holders if k.name == running), None)
        if spoken_of and (len(keys) == 1 or any(spoken_of.bears(k) for k in keys[:-1])):
            return spoken_of
        fitting = [k for k in holders if all(k.bears(key) for key in keys)]
        if fitting:
            return max(fitting, key=lambda k: k.named_before(at))
        return spoken_of

    def table(self) -> tuple[Entity, ...]:
        """Return the entities, most complete names only, in order of their first mention."""
        merged: dict[tuple[str, ...], tuple[Known, list[str], list[Span]]] = {}
        for keys, known in self._by_name.items():
            full = self.full_name(keys, known.first) or known
            _, titles, surfaces = merged.setdefault(full.keys, (full, [], []))
            titles += [title for title in known.shown_titles if title not in titles]
            surfaces += known.surfaces
        entities = [
            Entity(full.name, tuple(titles), tuple(sorted(surfaces)))
            for full, titles, surfaces in merged.values()
        ]
        return tuple(sorted(entities, key=lambda e: e.surfaces[0]))


def _one_apart(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter put in, left out or changed."""
    if abs(len(one) - len(other)) > 1 or one[:3] != other[:3]:
        return False
    i = 0
    while i < min(len(one), len(other)) and one[i] == other[i]:
        i += 1
    return one[i + 1 :] == other[i + 1 :] or one[i:] == other[i + 1 :] or one[i + 1 :] == other[i:]
