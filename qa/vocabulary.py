"""The words of the passages that are looked at, by number, with what is known of each.

Most words of a large library are numbered on disk (`index.numbered`). Those of a small one, and of
what was added since, get the numbers behind these when they are met first: they come back with
every question, so each is looked at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.spelled import NOTHING, Floats, Grams, Pieces, Spelled
from qa.matching import Spellings

Numbers = NDArray[Any]


class Vocabulary:
    """Words by number: those that are ``known``, then others as they are met."""

    def __init__(self, encoder: Encoder, known: Spelled | None = None) -> None:
        self.encoder = encoder
        self.spoken = encoder.pieces([]) is not None
        """Whether words have vectors."""
        self._known = known or Spelled.of([NOTHING], encoder)
        self._met: list[str] = []
        self._numbers = _Numbers(self._met, len(self._known))
        self._looked = _Growing(encoder)
        self._last: tuple[Numbers, Looked] | None = None
        self._asked: tuple[str, Floats] | None = None

    def __len__(self) -> int:
        return len(self._known) + len(self._met)

    @property
    def met(self) -> int:
        """How many words are kept here in memory."""
        return len(self._met)

    def numbers(self, words: Sequence[str]) -> Numbers:
        """Return the numbers of words that were met, the next ones for new words."""
        return np.fromiter(map(self._numbers.__getitem__, words), np.int32, len(words))

    def word(self, number: int) -> str:
        """Return a word."""
        known = len(self._known)
        return self._known.word(number) if number < known else self._met[number - known]

    def looked(self, numbers: Numbers) -> Looked:
        """Return what is known of the words of those numbers, which ascend; the last are kept.

        Of a small library they are the same, question after question.
        """
        if self._last is None or not np.array_equal(self._last[0], numbers):
            self._last = numbers, Looked(self._spelled(numbers), self.encoder)
        return self._last[1]

    def _spelled(self, numbers: Numbers) -> Spelled:
        known = len(self._known)
        split = int(np.searchsorted(numbers, known))
        if split == len(numbers):
            return self._known.taken(numbers)
        self._looked.take(self._met)
        met = self._looked.spelled.taken(numbers[split:] - known)
        return Spelled.joined([self._known.taken(numbers[:split]), met]) if split else met

    def vectors(self, numbers: Numbers) -> Floats:
        """Return vectors of `NOTHING` and of words that were met here, shape (n, dimension)."""
        self._looked.take(self._met)
        rows = self._looked.vectors.rows
        found: Floats = rows.take(np.maximum(numbers - len(self._known) + 1, 0), 0)
        return found

    def query(self, text: str) -> Floats:
        """Return the vector of a question; the last one is kept."""
        if self._asked is None or self._asked[0] != text:
            self._asked = text, self.encoder.queries([text])[0]
        return self._asked[1]


class Looked:
    """Words that are looked at together, and what is asked of them with each question."""

    def __init__(self, spelled: Spelled, encoder: Encoder) -> None:
        self.spelled, self._encoder = spelled, encoder
        self._words: dict[int, str] = {}

    def word(self, place: int) -> str:
        """Return a word."""
        if place not in self._words:
            self._words[place] = self.spelled.word(place)
        return self._words[place]

    @cached_property
    def spellings(self) -> Spellings:
        """How they are spelled."""
        return Spellings.read(self.spelled.letters, self.spelled.spelled)

    @cached_property
    def grams(self) -> Grams:
        """Their character 4-grams."""
        return Grams(self.spelled)

    @cached_property
    def pieces(self) -> Pieces:
        """Their pieces, for an encoder that has any."""
        return Pieces(self.spelled, self._encoder)


class _Numbers(dict[str, int]):
    """Numbers of words from ``first`` on; a new word gets the next one, and joins the list."""

    def __init__(self, words: list[str], first: int) -> None:
        super().__init__({NOTHING: 0})
        self._words, self._first = words, first

    def __missing__(self, word: str) -> int:
        self[word] = number = self._first + len(self._words)
        self._words.append(word)
        return number


class _Growing:
    """Words looked at so far, in arrays whose room is doubled when they are full."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self._spoken = encoder, encoder.pieces([]) is not None
        nothing = Spelled.of([], encoder)
        self._columns = {name: _Rows(getattr(nothing, name)) for name in Spelled.__slots__}
        self.vectors = _Rows(np.zeros((1, encoder.dimension), np.float32))
        """Of no word, and of the words; nothing more where they have none."""

    @property
    def spelled(self) -> Spelled:
        return Spelled(**{name: column.rows for name, column in self._columns.items()})

    def take(self, words: Sequence[str]) -> None:
        """Look at those of ``words`` that are new: the last ones."""
        have = self.spelled
        if len(have) == len(words):
            return
        new = Spelled.of(words[len(have) :], self._encoder)
        for name, column in self._columns.items():
            rows = getattr(new, name)
            if name in ("spelled", "pieced"):
                rows = rows[1:] + getattr(have, name)[-1]
            column.append(rows)
        if self._spoken:
            self.vectors.append(new.vectors(self._encoder))


class _Rows:
    """An array that grows along its first axis, its room doubled each time."""

    def __init__(self, first: NDArray[Any]) -> None:
        self._room, self._used = first.copy(), len(first)

    @property
    def rows(self) -> NDArray[Any]:
        return self._room[: self._used]

    def append(self, rows: NDArray[Any]) -> None:
        used = self._used + len(rows)
        if used > len(self._room):
            room = np.empty((2 * used, *rows.shape[1:]), self._room.dtype)
            room[: self._used] = self.rows
            self._room = room
        self._room[self._used : used] = rows
        self._used = used
