"""What a library is to whoever asks it or changes it, wherever it is.

`index.library` has the one in a folder, `index.remote` the one on a Milvus server. Both propose
candidates (`Arms`) and keep what was found in the articles (`Kept`); everything else, and above all
the order of the answers, is made from that alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.changes import Added
from index.encoder import Encoder
from index.numbered import Numbered
from index.places import Place
from index.rows import Entry, Manifest, Speaker, StoredPassage
from index.speech.known import Entity
from index.statements import Statement

Scored = list[tuple[int, float]]
"""Numbers of passages with their scores, best first; equal ones in the order of the passages."""


class Lexical(Protocol):
    """The arm of the words."""

    def __len__(self) -> int:
        """Return the number of passages."""

    def search(
        self, words: Sequence[str], limit: int, among: frozenset[int] | None = None
    ) -> Scored:
        """Return the best passages for folded ``words`` by BM25, only of ``among`` if given."""

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return in how many passages each prefix term stands."""


class Dense(Protocol):
    """The arm of the vectors."""

    @property
    def recall(self) -> float | None:
        """Share of the ten nearest that it finds, as measured; None where nobody did."""

    def search(
        self, vector: NDArray[np.float32], limit: int, among: frozenset[int] | None = None
    ) -> Scored:
        """Return the nearest passages by cosine, only of ``among`` if given."""


class Arms(Protocol):
    """Both arms, of one state of the library."""

    @property
    def state(self) -> str:
        """Name of the state."""

    @property
    def lexicon(self) -> Lexical:
        """The arm of the words."""

    @property
    def vectors(self) -> Dense:
        """The arm of the vectors."""

    @property
    def numbered(self) -> Numbered | None:
        """The words of most passages by number; None where they are read one by one."""


class Kept(Protocol):
    """What is kept of the articles; `index.store.Store` says what each method returns."""

    @property
    def manifest(self) -> Manifest: ...

    @property
    def revision(self) -> int: ...

    @property
    def size(self) -> int: ...

    @property
    def folder(self) -> Place | str: ...

    @property
    def snapshot(self) -> Callable[[], AbstractContextManager[None]]: ...

    @property
    def count(self) -> int: ...

    def articles_of(self, ids: Iterable[int]) -> set[int]: ...

    def entries(self) -> list[Entry]: ...

    def titles(self) -> list[tuple[int, str]]: ...

    def titles_of(self, articles: Iterable[int]) -> dict[int, tuple[str, ...]]: ...

    def article(self, number: int) -> Article: ...

    def ids(self, articles: Iterable[int] | None = None) -> NDArray[np.int64]: ...

    def passages(self, ids: Iterable[int]) -> list[StoredPassage]: ...

    def vectors(self, ids: Iterable[int]) -> tuple[NDArray[np.int64], NDArray[np.float32]]: ...

    def of_articles(self, articles: Iterable[int]) -> list[StoredPassage]: ...

    def words_of(
        self, paragraphs: Iterable[tuple[int, int]]
    ) -> dict[tuple[int, int], tuple[str, ...]]: ...

    def statements(self, articles: Iterable[int]) -> dict[int, list[Statement]]: ...

    def entities(self, articles: Iterable[int]) -> dict[int, list[Entity]]: ...

    def speakers(self) -> list[Speaker]: ...

    def callings(self) -> tuple[str, ...]: ...

    def called(self, words: Iterable[str], most: int) -> list[Speaker]: ...

    def named(
        self, starts: Iterable[str], articles: Iterable[int] | None = None
    ) -> list[Speaker]: ...


class Library(Protocol):
    """An open library; one thread at a time."""

    @property
    def path(self) -> Place | None:
        """Where it is, None in memory."""

    @property
    def encoder(self) -> Encoder:
        """What makes its vectors."""

    @property
    def store(self) -> Kept:
        """What is kept of the articles."""

    @property
    def derived(self) -> Arms:
        """Both arms, of the present state."""

    def entries(self) -> list[Entry]:
        """Return the list of articles."""

    def add(self, articles: Iterable[Article]) -> Iterator[Added]:
        """Take in articles; each is safe, and asked along, when it is yielded."""

    def remove(self, number: int) -> None:
        """Delete an article with all that was found in it. Raises `ArticleUnknown`."""

    def rebuild(self, progress: Callable[[str], None] | None = None, /) -> None:
        """Make everything again from the stored texts."""

    def verify(self, progress: Callable[[str], None] | None = None) -> str:
        """Check every hash and count; return what was wrong and was mended, "" for nothing."""

    def close(self) -> None:
        """Let go of it."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...
