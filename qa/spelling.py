"""What a mistyped word of a question was meant to be: for its vector, which knows no letters.

A noisy channel (Kernighan et al. 1990): of all words that are one error away (Damerau 1964), the
one that makes word and error the likeliest. A word that is known, or that the library has, is not
mistyped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from string import ascii_lowercase

from index.asked import Lexical
from index.background import PREFIX, Background
from index.encoders.pieces import pieces
from index.turkish import STOP_WORDS, tokens
from qa.phrases import ABOUT, HELPING, OPINION, SAY, SORTS, WHAT, WHICH, WHO
from qa.question import Question, understand
from qa.speakers import is_person

_UNKNOWN = 10.5  # inverse document frequency of what hardly any paragraph has
_SHORTEST, _LONGEST = 4, 24
"""Letters of a word that is mended: one error makes anything of a shorter one, and of a longer one
there are too many that are near."""
_MOST = 8  # words of a question that are mended
_MARGIN = {"tr": 3.0, "en": 6.0}
"""How much likelier (logarithm) a word must be than what was typed, by the question's language: an
English word that is well typed is often new to the pieces."""
_USUAL, _ODD = 0.0, -3.0  # logarithms of errors: two letters swapped, a stranger among them
_NEIGHBOUR = -0.7  # one of two keys beside the right one
_DROPPED = -1.0
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = frozenset(a + b for row in _ROWS for a, b in (*pairwise(row), *pairwise(row[::-1])))
_PLAUSIBLE = -3.0  # logarithm for each letter that a word has at least
_FUNCTION = STOP_WORDS | ABOUT | HELPING | OPINION | SAY | SORTS | WHAT | WHICH | WHO
"""Words that tell what is asked, and are not looked for."""


def corrected(question: Question, lexicon: Lexical) -> Question:
    """Return the question with `Question.meant`, what its mistyped words were meant to be.

    Where one of them tells what is asked ("ne kadsr"), the question is understood anew.
    """
    margin = _MARGIN.get(question.language)
    if margin is None:
        return question
    there = lexicon.frequencies([word[:PREFIX] for word in question.words])
    rare = Background.load().idf(question.words).tolist()
    known = zip(question.words, there, rare, strict=True)
    strange = [word for word, count, idf in known if not count and idf >= _UNKNOWN][:_MOST]
    typed = _typed(question)
    meant = {
        word: other
        for word in question.words
        if (other := mended(typed[word], margin) if word in strange else typed[word]) != word
    }
    if question.language == "tr" and not _FUNCTION.isdisjoint(meant.values()):
        asking = {word: other for word, other in meant.items() if other in _FUNCTION}
        again = understand(_replaced(question.text, asking))
        return corrected(again, lexicon) if again != question else question
    if not meant:
        return question
    # A name that nobody here has must not become another's; "muhtra" may be the headman.
    subject = tuple(
        (other if is_person(other := meant.get(word, word)) else word, written)
        for word, written in question.subject
    )
    return replace(question, subject=subject, meant=meant)


def read_as(question: Question) -> str:
    """Return the text of the question with its mistyped words mended."""
    return _replaced(question.text, question.meant) if question.meant else question.text


@lru_cache(maxsize=4096)
def mended(word: str, margin: float) -> str:
    """Return what was meant by ``word`` in small letters without marks: itself where all is well.

    It is another where that is likelier by ``margin``, a logarithm.
    """
    known = pieces()
    if not _SHORTEST <= len(word) <= _LONGEST or word in known or not word.isalpha():
        return word
    chances = {other: known.likely(other) + error for other, error in _near(word)}
    best = max(chances, key=chances.__getitem__)
    least = max(known.likely(word) + margin, _PLAUSIBLE * len(best))
    return best if chances[best] > least else word


def _near(word: str) -> Iterator[tuple[str, float]]:
    """Yield the words that ``word`` may be made of by one error, and its logarithm.

    The first letter is seldom wrong. The likeliest error comes last where a word comes twice.
    """
    for i in range(len(word) + 1):
        start, rest = word[:i], word[i:]
        odd = _USUAL if i else _ODD
        for letter in ascii_lowercase:
            yield start + letter + rest, odd + _DROPPED
            if rest and letter != rest[0]:
                beside = letter + rest[0] in _BESIDE
                yield start + letter + rest[1:], odd + (_NEIGHBOUR if beside else _ODD)
        if rest:
            doubled = rest[:1] == start[-1:]
            yield start + rest[1:], odd + (_USUAL if doubled else _ODD)
        if len(rest) > 1 and rest[0] != rest[1]:
            yield start + rest[1] + rest[0] + rest[2:], odd


def _typed(question: Question) -> dict[str, str]:
    """Return the words as the encoder reads them: English ones keep the letters that we fold."""
    typed = {word: word for word in question.words}
    if question.language == "en":
        for token in tokens(question.text):
            piece = token.span.of(question.text)[: len(token.word)].lower()
            if token.word in typed and piece.isascii():
                typed[token.word] = piece
    return typed


def _replaced(text: str, by: Mapping[str, str]) -> str:
    made, end = "", 0
    for token in tokens(text):
        if other := by.get(token.word):
            made += text[end : token.span.start] + other
            end = token.span.end
    return made + text[end:]
