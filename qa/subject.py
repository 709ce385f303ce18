"""Which words of a question name somebody or some place; the rest says what is asked of them.

"Lavrov nerede doğdu" is answered by no text that names Lavrov and tells of no birth, though the
rarer word of the two is there.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from index.turkish import lower, tokens
from qa.context import Context
from qa.question import Question
from qa.texts import Words

_SAME = 0.85  # likeness of a word of the question and one of a name
_NAMING = ("person", "place", "thing")


def names(
    question: Question, asked: Iterable[str], words: Words, contexts: Iterable[Context]
) -> NDArray[np.bool_]:
    """Tell which of the ``asked`` words are parts of names, shape (words,).

    Those typed as names, and those that name somebody or some place in the texts, so that it is
    the same for a question in small letters.
    """
    numbers = {
        number
        for context in contexts
        for sentence in context.answers
        for kind, number in sentence
        if kind in _NAMING
    }
    told = words.alike[:, words.place[np.array(sorted(numbers), np.int64)]]
    typed = _typed(question.text)
    return np.array([word in typed for word in asked], bool) | (told >= _SAME).any(axis=1)


def _typed(text: str) -> set[str]:
    """Return the words with a capital or an apostrophe, where capitals tell something."""
    if text.isupper() or text == lower(text):
        return set()
    return {
        t.word
        for i, t in enumerate(tokens(text))
        if t.suffix or (i and text[t.span.start].isupper())
    }
