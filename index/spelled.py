"""Words by number, in columns: how each is spelled, and the pieces that an encoder makes of it.

A passage is then a run of numbers, and what is to be known of its words is gathered from arrays
that may be as large as a library, and lie on disk, without looking at a single string.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.turkish import GRAM

Ints = NDArray[Any]
_CODES = np.uint64(sys.maxunicode + 1)
_HASH_BITS = 12
_HASHES = 1 << _HASH_BITS
_ODD = np.uint64(0x9E3779B97F4A7C15)  # multiplicative hashing (Knuth, 6.4)
_CACHED = 128  # vectors of pieces that stay in the processor's cache until they are multiplied
Floats = NDArray[np.float32]

NOTHING = ""
"""No word at all: number 0, like nothing, with a vector of zeros."""


@dataclass(frozen=True, slots=True, eq=False)
class Spelled:
    """Words by number.

    Word n has the code points ``letters[spelled[n] : spelled[n + 1]]`` and the pieces
    ``pieces[pieced[n] : pieced[n + 1]]``, one at least: numbers of the encoder's (`Encoder.pieces`)
    and one more, 0 for none. ``lengths`` are those of the words' vectors, float32, shape (words,).
    """

    letters: Ints
    spelled: Ints
    pieces: Ints
    pieced: Ints
    lengths: Floats

    @classmethod
    def of(cls, words: Sequence[str], encoder: Encoder) -> Self:
        """Look at words."""
        letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
        found = encoder.pieces(words)
        rows = [[n + 1 for n in row] or [0] for row in found or [()] * len(words)]
        pieces = np.array([n for row in rows for n in row], np.int32)
        pieced = bounds([len(row) for row in rows])
        lengths = np.zeros(len(words), np.float32)
        if found is not None and words:
            lengths[:] = np.linalg.norm(summed(encoder, pieces, pieced), axis=1)
        return cls(letters, bounds([len(word) for word in words]), pieces, pieced, lengths)

    def __len__(self) -> int:
        return len(self.spelled) - 1

    def word(self, number: int) -> str:
        """Return a word."""
        letters = self.letters[self.spelled[number] : self.spelled[number + 1]]
        return letters.tobytes().decode("utf-32-le", "surrogatepass")

    def taken(self, numbers: Ints) -> Spelled:
        """Return the words of these numbers, in this order."""
        letters, spelled = gathered(self.letters, self.spelled, numbers)
        pieces, pieced = gathered(self.pieces, self.pieced, numbers)
        return Spelled(letters, spelled, pieces, pieced, self.lengths[numbers])

    @classmethod
    def joined(cls, parts: Sequence[Spelled]) -> Self:
        """Return the words of ``parts``, one behind the other."""
        return cls(
            np.concatenate([p.letters for p in parts]),
            bounds(np.concatenate([np.diff(p.spelled) for p in parts])),
            np.concatenate([p.pieces for p in parts]),
            bounds(np.concatenate([np.diff(p.pieced) for p in parts])),
            np.concatenate([p.lengths for p in parts]),
        )

    def vectors(self, encoder: Encoder) -> Floats:
        """Return the words' vectors, shape (words, dimension)."""
        return summed(encoder, self.pieces, self.pieced)


def bounds(sizes: Sequence[int] | Ints) -> Ints:
    """Return where runs of those sizes begin, and where the last one ends."""
    found = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=found[1:])
    return found


def gathered(flat: Ints, borders: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    """Return those runs of ``flat``, which stands between ``borders``, and their borders."""
    places, found = runs(borders, numbers)
    return flat[places], found


def runs(borders: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    """Return the places of those runs, one behind the other, and the borders that they have so."""
    starts = borders[numbers].astype(np.int64)
    sizes = borders[numbers + 1].astype(np.int64) - starts
    found = bounds(sizes)
    return np.repeat(starts - found[:-1], sizes) + np.arange(found[-1]), found


def summed(encoder: Encoder, pieces: Ints, pieced: Ints) -> Floats:
    """Return for each run of pieces the sum of their vectors, shape (runs, dimension)."""
    rows = encoder.piece_vectors(np.maximum(pieces - 1, 0))
    rows[pieces == 0] = 0
    return added(rows, pieced)


def added(rows: Floats, borders: Ints) -> Floats:
    """Return the sums of the runs of rows between ``borders``, none of which is empty."""
    sizes = np.diff(borders)
    total = rows[borders[:-1]]
    # `np.add.reduceat` takes many times as long along this axis.
    for place in range(1, int(sizes.max(initial=0))):
        longer = np.flatnonzero(sizes > place)
        total[longer] += rows[borders[longer] + place]
    return total


class Pieces:
    """The pieces of words, ready to be compared with questions by their vectors."""

    def __init__(self, words: Spelled, encoder: Encoder) -> None:
        place = np.zeros(int(words.pieces.max(initial=0)) + 1, np.int32)
        place[words.pieces] = 1
        place[0] = 0
        used = np.flatnonzero(place)
        place[used] = np.arange(1, len(used) + 1)
        self._each, self._borders = place.take(words.pieces), words.pieced
        self._used, self._encoder = used - 1, encoder
        self._asked = False

    @cached_property
    def _words(self) -> Floats:
        nothing = np.zeros((1, self._encoder.dimension), np.float32)
        vectors = np.concatenate([nothing, self._encoder.piece_vectors(self._used)])
        return added(vectors.take(self._each, 0), self._borders)

    def towards(self, vectors: Floats) -> Floats:
        """Return the inner products of ``vectors`` (n, dimension) with the words', (n, words)."""
        if self._asked:  # of a small library the same words are asked for again and again
            again: Floats = vectors @ self._words.T
            return again
        self._asked = True
        products = np.zeros((len(self._used) + 1, len(vectors)), np.float32)
        for at in range(0, len(self._used), _CACHED):
            some = self._encoder.piece_vectors(self._used[at : at + _CACHED])
            np.matmul(some, vectors.T, out=products[at + 1 : at + 1 + len(some)])
        found: Floats = np.add.reduceat(products.T.take(self._each, 1), self._borders[:-1], 1)
        return found


class Grams:
    """The grams of words (`index.turkish.grams`), as numbers."""

    def __init__(self, words: Spelled) -> None:
        # What begins at each letter; it is a gram where it does not leave its word.
        flat = np.append(words.letters, np.zeros(GRAM - 1, np.uint32)).astype(np.uint64)
        keys = np.zeros(len(words.letters), np.uint64)
        for place in range(GRAM):
            keys = keys * _CODES + flat[place : place + len(keys)]
        self._words, self._keys, self._hashes = words, keys, _hash(keys)
        self._sizes = np.diff(words.spelled)

    def held(self, asked: Sequence[str]) -> Iterator[tuple[int, Ints]]:
        """Yield the place of each of the grams ``asked`` and those of the words that have it."""
        words = self._words
        long = [(n, gram) for n, gram in enumerate(asked) if len(gram) == GRAM]
        wanted = np.zeros(len(long), np.uint64)
        letters = np.array([[*map(ord, gram)] for _, gram in long], np.uint64)
        for column in letters.reshape(-1, GRAM).T:
            wanted = wanted * _CODES + column
        near = np.zeros(_HASHES, bool)
        near[_hash(wanted)] = True
        at = np.flatnonzero(near[self._hashes])
        owner = np.searchsorted(words.spelled, at, "right") - 1
        inside = at + GRAM <= words.spelled[owner + 1]
        keys, owner = self._keys[at[inside]], owner[inside]
        for (n, _), key in zip(long, wanted, strict=True):
            yield n, owner[keys == key]
        # A shorter word is its own gram.
        for n, gram in enumerate(asked):
            if len(gram) < GRAM:
                alike = np.flatnonzero(self._sizes == len(gram))
                for place, letter in enumerate(gram):
                    alike = alike[words.letters[words.spelled[alike] + place] == ord(letter)]
                yield n, alike


def _hash(keys: Ints) -> Ints:
    hashes: Ints = (keys * _ODD) >> np.uint64(64 - _HASH_BITS)
    return hashes
