"""How alike two Turkish words are: forms of one stem, or one of them mistyped.

Words are folded (`index.turkish`). A Turkish word changes at its end, so a shared beginning makes
two words forms of one; how surely depends on its length. Typing errors are counted as optimal
string alignment distance (Damerau 1964).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

_BY_PREFIX = {4: 0.7, 5: 0.85, 6: 0.9}  # a longer common beginning counts _LONG_PREFIX
_LONG_PREFIX = 0.95
_WHOLE_STEM = 0.9  # one word is the beginning of the other: "barış", "barışı"
_MISTYPED = 0.75
_SHORTEST_STEM = 3
_SHORTEST_MISTYPED = 5  # one letter makes another word of a shorter one
_LETTERS_AN_ERROR = 5  # so many letters for each error that is forgiven


def likeness(word: str, other: str) -> float:
    """Return how surely two folded words are forms of the same: 0 not at all, 1 the same form."""
    if word == other:
        return 1.0
    if word.isdigit() or other.isdigit():
        return 0.0
    return max(_by_prefix(word, other), _mistyped(word, other))


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


def matches(words: Sequence[str], vocabulary: Iterable[str]) -> list[dict[str, float]]:
    """Return for each of ``words`` which words of ``vocabulary`` are like it, and how much."""
    pool = list(dict.fromkeys(vocabulary))
    by_start: dict[str, list[str]] = {}
    for other in pool:
        by_start.setdefault(other[:_SHORTEST_STEM], []).append(other)
    found = []
    for word in words:
        near = set(by_start.get(word[:_SHORTEST_STEM], ()))
        if len(word) >= _SHORTEST_MISTYPED:
            # A cheap look for what a typing error at the beginning hides from the line above; one
            # error more, since a letter left out moves one in at the end.
            starts = [other[: len(word)] for other in pool]
            errors = len(word) // _LETTERS_AN_ERROR + 1
            hits = process.extract(
                word, starts, scorer=OSA.distance, score_cutoff=errors, limit=None
            )
            near.update(pool[place] for _, _, place in hits)
        alike = ((other, likeness(word, other)) for other in near)
        found.append({other: value for other, value in alike if value})
    return found
