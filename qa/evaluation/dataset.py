"""What a data set is once it is read: questions, and the libraries that they are asked in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from index.article import Article

DatasetKind = Literal["squad", "news", "beir", "own"]
NONE = "none"
NONE_HARD = "none-hard"
"""Types of the questions that must be refused: foreign ones, and those on the same subject."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: code points ``[start, end)`` of the unit ``unit``."""

    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Item:
    """A question with what is known about its answer.

    ``pool`` is the number of the library it is asked in. Relevant is what it says in one of two
    ways: ``units`` are the relevant units with their gain, with ``places`` of the answer inside
    them where those are known; ``gold`` are strings of which a relevant passage holds one. A
    question without either must be refused. ``speaker`` is who must be named ("" where nobody),
    ``wrong`` are strings that must not be given as theirs. ``line`` is where it stands in its file.
    """

    id: str
    text: str
    type: str
    pool: int = 0
    units: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    places: tuple[Place, ...] = ()
    gold: tuple[str, ...] = ()
    speaker: str = ""
    wrong: tuple[str, ...] = ()
    line: int = 1

    @property
    def answerable(self) -> bool:
        """Whether the articles hold an answer."""
        return bool(self.units or self.gold)


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement as a reader marked it; any of ``speakers`` is right."""

    text: str
    speakers: tuple[str, ...]
    kind: Literal["direct", "reported"]


@dataclass(frozen=True, slots=True)
class Pool:
    """Articles that make one library, where no existing one is asked instead.

    ``unit_of`` names the unit of each article by its digest; articles of one text are one unit.
    ``statements`` are all that somebody says in the articles, None where nobody marked them.
    """

    articles: tuple[Article, ...] = ()
    unit_of: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    statements: tuple[GoldStatement, ...] | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set. ``fingerprint`` is of its content, ``source`` the file its lines are of."""

    name: str
    kind: DatasetKind
    fingerprint: str
    pools: tuple[Pool, ...]
    items: tuple[Item, ...]
    source: Path


def fingerprint(parts: Iterable[bytes]) -> str:
    """Return the first 16 hexadecimal digits of the SHA-256 of all parts."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:16]
