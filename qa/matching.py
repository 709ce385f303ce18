"""How alike two Turkish words are: forms of one stem, or one of them mistyped.

Words are folded (`index.turkish`). A Turkish word changes at its end, so a shared beginning makes
two words forms of one; how surely depends on its length. Typing errors are counted as optimal
string alignment distance (Damerau 1964), but not where the word that was typed is a common one: who
types "bugün" doesn't mean "bütün".

Few of many words are like a given one. What can't be is told from numbers about each word
(`Spellings`), without looking at its letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from index.background import Background

_BY_PREFIX = {4: 0.7, 5: 0.85, 6: 0.9}  # a longer common beginning counts _LONG_PREFIX
_LONG_PREFIX = 0.95
_WHOLE_STEM = 0.9  # one word is the beginning of the other: "barış", "barışı"
_MISTYPED = 0.75
_SHORTEST_STEM = 3
_SHORTEST_MISTYPED = 5  # one letter makes another word of a shorter one
_LETTERS_AN_ERROR = 5  # so many letters for each error that is forgiven
_COMMON = 8.0  # inverse document frequency below which a word is a common one
_SEEN = 16  # letters of a word that `Spellings` looks at
_STARTS, _LENGTHS = _SEEN + 1, _SEEN + 2  # rows of its table


def likeness(word: str, other: str, mistyped: bool = True) -> float:
    """Return how surely two folded words are forms of the same: 0 not at all, 1 the same form.

    With ``mistyped`` false, typing errors are not thought of.
    """
    if word == other:
        return 1.0
    if word.isdigit() or other.isdigit():
        return 0.0
    alike = _by_prefix(word, other)
    return max(alike, _mistyped(word, other)) if mistyped else alike


def may_be_mistyped(words: Sequence[str]) -> list[bool]:
    """Tell of each folded word whether it is none that is common in Turkish."""
    return [idf >= _COMMON for idf in Background.load().idf(words).tolist()]


def _by_prefix(word: str, other: str) -> float:
    shared = 0
    for a, b in zip(word, other, strict=False):
        if a != b:
            break
        shared += 1
    if shared == min(len(word), len(other)) >= _SHORTEST_STEM:
        return _WHOLE_STEM
    return _LONG_PREFIX if shared > max(_BY_PREFIX) else _BY_PREFIX.get(shared, 0.0)


def _mistyped(word: str, other: str) -> float:
    """Compare the shorter word with the beginning of the longer: suffixes are no errors."""
    short, long = sorted((word, other), key=len)
    if len(short) < _SHORTEST_MISTYPED:
        return 0.0
    errors = len(short) // _LETTERS_AN_ERROR
    ends = range(len(short) - 1, min(len(long), len(short) + 1) + 1)
    near = any(OSA.distance(short, long[:end], score_cutoff=errors) <= errors for end in ends)
    return _MISTYPED if near else 0.0


@dataclass(frozen=True, slots=True)
class Spellings:
    """What is known of the spelling of words.

    ``table`` has the shape (_SEEN + 3, words). Its row n has a bit for each letter among the first
    n of a word (letters may share one); the last rows are a number for the first three letters, and
    how many letters there are.
    """

    table: NDArray[np.uint64]

    @classmethod
    def of(cls, words: Sequence[str]) -> Spellings:
        """Look at words."""
        letters = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
        return cls.read(letters, np.cumsum([0, *map(len, words)]))

    @classmethod
    def read(cls, letters: NDArray[np.uint32], borders: NDArray[np.int64]) -> Spellings:
        """Look at words given as the code points ``letters`` between ``borders``."""
        lengths = np.diff(borders)
        seen = np.arange(_SEEN)[:, None]
        codes = np.zeros((_SEEN, len(lengths)), np.uint64)
        if len(letters):
            places = np.minimum(borders[:-1] + seen, len(letters) - 1)
            np.multiply(letters[places], seen < lengths, out=codes, casting="unsafe")
        table = np.zeros((_SEEN + 3, len(lengths)), np.uint64)
        bits = np.left_shift(np.uint64(1), codes & np.uint64(63)) * (codes > 0)
        np.bitwise_or.accumulate(bits, out=table[1:_STARTS])
        table[_STARTS] = codes[0] << np.uint64(42) | codes[1] << np.uint64(21) | codes[2]
        table[_LENGTHS] = lengths
        return cls(table)

    def may_be_like(self, word: str, own: NDArray[np.uint64], mistyped: bool) -> NDArray[np.int64]:
        """Return the places of the words that may be forms of ``word``, or of ``mistyped`` it.

        ``own`` is its column of a table. Aligned with few errors, the first n letters of the one
        stand among the first letters of the other, so many more as there are errors; and so many of
        them at most are not there.
        """
        lengths = self.table[_LENGTHS]
        near = self.table[_STARTS] == own[_STARTS]
        if mistyped and len(word) >= _SHORTEST_MISTYPED:
            most = len(word) // _LETTERS_AN_ERROR
            least = max(_SHORTEST_MISTYPED, len(word) - most - 1)
            seen = max(0, min(len(word), _SEEN - most))
            sure = min(least - 1, seen)  # letters that a shorter word must have as well
            shorter = lengths < len(word)
            lost, lost_in_shorter = (
                np.bitwise_count(own[n] & ~self.table[min(n + most, _SEEN)]) for n in (seen, sure)
            )
            strange = np.bitwise_count(self.table[max(0, seen - most)] & ~own[seen])
            errors = np.minimum(lengths, len(word)) // _LETTERS_AN_ERROR
            few = np.maximum(strange, np.where(shorter, lost_in_shorter, lost)) <= errors
            near |= few & (lengths >= least)
        found: NDArray[np.int64] = np.flatnonzero(near)
        return found


def forms(
    words: Sequence[str], spellings: Spellings, vocabulary: Callable[[int], str]
) -> list[list[tuple[int, float]]]:
    """Return for each of ``words`` the places of those that are like it, and how much.

    ``vocabulary`` gives the word at a place of ``spellings``. A mistyped beginning is forgiven only
    if the word has hardly more letters than the other.
    """
    return [
        [
            (place, value)
            for place in spellings.may_be_like(word, own, mistyped).tolist()
            if _is_near(word, other := vocabulary(place))
            and (value := likeness(word, other, mistyped))
        ]
        for word, own, mistyped in zip(
            words, Spellings.of(words).table.T, may_be_mistyped(words), strict=True
        )
    ]


def _is_near(word: str, other: str) -> bool:
    if other[:_SHORTEST_STEM] == word[:_SHORTEST_STEM]:
        return True
    errors = len(word) // _LETTERS_AN_ERROR + 1
    return OSA.distance(word, other[: len(word)], score_cutoff=errors) <= errors


def matches(words: Sequence[str], vocabulary: Iterable[str]) -> list[dict[str, float]]:
    """Return for each of ``words`` which words of ``vocabulary`` are like it, and how much."""
    pool = list(dict.fromkeys(vocabulary))
    found = forms(words, Spellings.of(pool), pool.__getitem__)
    return [{pool[place]: value for place, value in alike} for alike in found]
