"""What a mistyped word of a question was meant to be: for its vector, which knows no letters.

Turkish words change at their ends, so it is enough to mend the beginning: the commonest beginning
of a Turkish word that is one error away (Damerau 1964), as a noisy channel with one kind of noise
has it (Kernighan et al. 1990). A word that is known, or that the library has, is not mistyped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.asked import Lexical
from index.background import PREFIX, Background
from index.turkish import tokens
from qa.question import Question

_UNKNOWN = 10.5  # inverse document frequency of what hardly any paragraph has
_COMMON = 100  # paragraphs of the background that a beginning must be in


def corrected(question: Question, lexicon: Lexical) -> Question:
    """Return the question with `Question.meant`, what its mistyped words were meant to be."""
    if question.language != "tr":
        return question
    there = lexicon.frequencies([word[:PREFIX] for word in question.words])
    rare = Background.load().idf(question.words).tolist()
    known = zip(question.words, there, rare, strict=True)
    words = [word for word, count, idf in known if not count and idf >= _UNKNOWN]
    meant = {word: other for word in words if (other := mended(word)) != word}
    return replace(question, meant=meant) if meant else question


def read_as(question: Question) -> str:
    """Return the text of the question with its mistyped words mended."""
    text, end = "", 0
    for token in tokens(question.text):
        if other := question.meant.get(token.word):
            text += question.text[end : token.span.start] + other
            end = token.span.end
    return text + question.text[end:]


@lru_cache(maxsize=4096)
def mended(word: str) -> str:
    """Return the folded ``word``, which is no known one, with the beginning that was meant."""
    found = [
        (count, beginning, -_oddity(word[:length], beginning), length)
        for length in (PREFIX - 1, PREFIX, PREFIX + 1)
        if len(word) >= length
        for beginning, count in _near(word[:length])
    ]
    if not found or word.isdigit():
        return word
    _, beginning, _, length = max(found)
    return beginning + word[length:]


def _oddity(start: str, beginning: str) -> int:
    """Return how odd the error is that makes ``start`` of ``beginning``, from 0 for a usual one.

    Where more than one does, they leave different endings.
    """
    if len(start) > len(beginning):
        doubled = any(
            a == b and start[:i] + start[i + 1 :] == beginning
            for i, (a, b) in enumerate(pairwise(start))
        )
        return 0 if doubled else 4
    if len(start) < len(beginning):
        return 2
    return 1 if sorted(start) == sorted(beginning) else 3


def _near(start: str) -> list[tuple[str, int]]:
    beginnings, counts = _common()
    hits = process.extract(start, beginnings, scorer=OSA.distance, score_cutoff=1, limit=None)
    return [(beginning, counts[place]) for beginning, _, place in hits]


@cache
def _common() -> tuple[Sequence[str], Sequence[int]]:
    """Return the common beginnings of full length, and how common they are."""
    background = Background.load()
    counted = zip(background.prefixes.tolist(), background.counts.tolist(), strict=True)
    known = [
        (text, count)
        for prefix, count in counted
        if count >= _COMMON and len(text := prefix.decode()) == PREFIX and text.isalpha()
    ]
    return [text for text, _ in known], [count for _, count in known]
