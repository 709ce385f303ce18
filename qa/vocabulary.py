"""The words of the passages that were looked at, numbered, with what is known of each.

The words of a library come back with every question, so each is looked at once: its letters, its
character 4-grams, its vector.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.turkish import grams
from qa.matching import Spellings

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]

NOTHING = ""
"""No word at all: number 0, like nothing, with a vector of zeros."""


class Vocabulary:
    """Words by number, in the order in which they were met."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.words: list[str] = [NOTHING]
        self._asked: tuple[str, Floats] | None = None
        self._numbers = _Numbers(self.words)
        self._with_gram: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
        self._spellings = _Rows(Spellings.of(self.words).table.T)
        nothing = encoder.words(self.words)
        self._vectors = None if nothing is None else _Rows(np.zeros_like(nothing))
        self._lengths = _Rows(np.zeros(1, np.float32))

    def __len__(self) -> int:
        return len(self.words)

    def numbers(self, words: Sequence[str]) -> Numbers:
        """Return the numbers of words, the next ones for new words."""
        return np.fromiter(map(self._numbers.__getitem__, words), np.int32, len(words))

    def spellings(self, numbers: Numbers) -> Spellings:
        """Return the spellings of words."""
        self._look()
        return Spellings(np.ascontiguousarray(self._spellings.rows[numbers].T))

    def vectors(self, numbers: Numbers) -> Floats | None:
        """Return a vector for each word (`Encoder.words`); None where the encoder has none."""
        self._look()
        return None if self._vectors is None else self._vectors.rows.take(numbers, 0)

    def lengths(self, numbers: Numbers) -> Floats:
        """Return the lengths of the vectors of words."""
        self._look()
        lengths: Floats = self._lengths.rows[numbers]
        return lengths

    def with_gram(self, gram: str) -> Numbers:
        """Return the numbers of the words that have a character 4-gram."""
        self._look()
        return np.array(self._with_gram.get(gram, ()), np.int32)

    def query(self, text: str) -> Floats:
        """Return the vector of a question; the last one is kept."""
        if self._asked is None or self._asked[0] != text:
            self._asked = text, self.encoder.queries([text])[0]
        return self._asked[1]

    def _look(self) -> None:
        """Look at the words that are new."""
        known = len(self._spellings.rows)
        new = self.words[known:]
        if not new:
            return
        for number, word in enumerate(new, known):
            for gram in grams(word):
                self._with_gram[gram].append(number)
        self._spellings.append(Spellings.of(new).table.T)
        vectors = self.encoder.words(new)
        if self._vectors is not None and vectors is not None:
            self._vectors.append(vectors)
            self._lengths.append(np.linalg.norm(vectors, axis=1))


class _Numbers(dict[str, int]):
    """Numbers of words; a new word gets the next one, and joins the list."""

    def __init__(self, words: list[str]) -> None:
        super().__init__({word: number for number, word in enumerate(words)})
        self._words = words

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self._words)
        self._words.append(word)
        return number


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
