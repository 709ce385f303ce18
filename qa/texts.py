"""Many short texts held against the words of one question, each word of theirs looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.turkish import grams
from qa.matching import forms, may_be_mistyped
from qa.vocabulary import NO_WORD, Floats, Vocabulary

Bits = NDArray[np.uint64]
Places = NDArray[np.int64]

_BITS = 64  # of a number


class Text:
    """A text as the numbers of its words in a vocabulary."""

    __slots__ = ("_length", "_vocabulary", "numbers", "words")

    def __init__(self, words: Sequence[str], vocabulary: Vocabulary) -> None:
        self.words = tuple(words)
        self.numbers = vocabulary.numbers(words)  # ends with no word, so that none is empty
        self._vocabulary = vocabulary
        self._length: float | None = None

    @property
    def length(self) -> float:
        """Length of the sum of its words' vectors; 0 where words have none."""
        if self._length is None:
            vectors = self._vocabulary.vectors(self.numbers)
            total = 0.0 if vectors is None else vectors.sum(axis=0)
            self._length = float(np.sqrt(np.dot(total, total)))
        return self._length


class Words:
    """The words of texts, each once, compared with those of a question.

    Their first is no word. ``alike`` and ``soft`` have the shape (question words, words),
    ``towards`` tells how far each word's vector leads to the question's, (words,), None where words
    have no vectors; ``grams`` has a bit for each gram of the question, (words, numbers).
    """

    def __init__(
        self, asked: Sequence[str], query: Floats, texts: Iterable[Text], vocabulary: Vocabulary
    ) -> None:
        there = np.zeros(len(vocabulary), bool)
        there[np.concatenate([text.numbers for text in texts])] = True
        numbers = np.flatnonzero(there).astype(np.int32)
        self.place = np.zeros(len(vocabulary), np.int32)
        self.place[numbers] = np.arange(len(numbers))
        self.alike = np.zeros((len(asked), len(numbers)), np.float32)
        words = [vocabulary.words[number] for number in numbers.tolist()]
        spellings = vocabulary.spellings(numbers)
        for row, word, mistyped in zip(self.alike, asked, may_be_mistyped(asked), strict=True):
            for place, value in forms(word, mistyped, words, spellings):
                row[place] = value
        self.soft, self.towards = self.alike, None
        ours, theirs = vocabulary.encoder.words(asked), vocabulary.vectors(numbers)
        if ours is not None and theirs is not None:
            near = (_unit(ours) @ theirs.T) / np.maximum(np.linalg.norm(theirs, axis=1), 1e-9)
            self.soft = np.maximum(self.alike, near)
            self.towards = theirs @ query
        self._asked = [grams(word) for word in asked]
        self._grams = list(dict.fromkeys(gram for word in self._asked for gram in word))
        self.grams = np.zeros((len(numbers), len(self._grams) // _BITS + 1), np.uint64)
        for i, gram in enumerate(self._grams):
            # Words that are not in the texts have the place of no word, which has no gram.
            with_gram = self.place[vocabulary.with_gram(gram)]
            self.grams[with_gram, i // _BITS] |= np.uint64(1 << i % _BITS)
        self.grams[NO_WORD] = 0

    def shares(self, held: Bits) -> Floats:
        """Return the share of each question word's grams that texts have.

        ``held`` tells which they have, shape (texts, numbers); the result is (texts, words).
        """
        shares = np.zeros((len(self._grams), len(self._asked)), np.float32)
        column = {gram: i for i, gram in enumerate(self._grams)}
        for i, word in enumerate(self._asked):
            shares[[column[gram] for gram in word], i] = 1 / len(word)
        bits = np.unpackbits(held.astype("<u8").view(np.uint8), axis=1, bitorder="little")
        return bits[:, : len(self._grams)].astype(np.float32) @ shares


class Texts:
    """Units of one or more texts: runs of places among the `Words`.

    Units may share a text, as candidates share paragraphs; each is looked at once.
    """

    def __init__(self, units: Sequence[Sequence[Text]], words: Words) -> None:
        once = {text: i for i, text in enumerate(dict.fromkeys(t for unit in units for t in unit))}
        self._texts = list(once)
        self._places = words.place[np.concatenate([text.numbers for text in once])]
        self._sizes = np.array([len(text.numbers) for text in once])
        self._starts = _starts(self._sizes)
        self._members = np.array([once[text] for unit in units for text in unit])
        self._counts = [len(unit) for unit in units]
        self._units = _starts(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    @property
    def lengths(self) -> Places:
        """Number of words of each unit."""
        lengths: Places = np.add.reduceat(self._sizes[self._members] - 1, self._units)
        return lengths

    def best(self, rows: Floats) -> Floats:
        """Return the greatest value of any word of a unit; (n, words) to (n, units)."""
        best: Floats = self._reduced(np.maximum, rows, axis=1)
        return best

    def sums(self, rows: Floats) -> Floats:
        """Return the sum over the words of a unit; (n, words) to (n, units)."""
        sums: Floats = self._reduced(np.add, rows, axis=1)
        return sums

    def held(self, bits: Bits) -> Bits:
        """Return the bits of any word of a unit; (words, n) to (units, n)."""
        held: Bits = self._reduced(np.bitwise_or, bits, axis=0)
        return held

    def together(self, rows: NDArray[np.bool_], window: int) -> NDArray[np.bool_]:
        """Tell which rows are followed by the next one, up to ``window`` words behind.

        ``rows`` tell which words they are at, (n, words); the result is (n - 1, units).
        """
        sizes = self._sizes[self._members]
        here = np.arange(sizes.sum()) + np.repeat(
            self._starts[self._members] - _starts(sizes), sizes
        )
        units = len(self._units)
        unit = np.repeat(np.repeat(np.arange(units), self._counts), sizes)
        word = self._places[here] != NO_WORD
        here, unit = here[word], unit[word]
        # Units stand one behind the other, so far apart that their words are not near each other.
        width = len(here) + window * units
        at = np.zeros((len(rows), width + window), bool)
        at[:, np.arange(len(here)) + window * unit] = rows[:, self._places[here]]
        behind = np.logical_or.reduce([at[1:, d : d + width] for d in range(1, window + 1)])
        begin = np.searchsorted(unit, np.arange(units)) + window * np.arange(units)
        found: NDArray[np.bool_] = np.logical_or.reduceat(at[:-1, :width] & behind, begin, axis=1)
        return found

    def cosines(self, towards: Floats) -> Floats:
        """Return the cosines of units of one text with the question.

        The vector of a text is the sum of its words'.
        """
        lengths = np.array([text.length for text in self._texts], np.float32)[self._members]
        cosines: Floats = self.sums(towards[None, :])[0] / np.maximum(lengths, 1e-9)
        return cosines

    def _reduced(self, how: np.ufunc, values: NDArray[Any], axis: int) -> NDArray[Any]:
        texts = how.reduceat(np.take(values, self._places, axis), self._starts, axis)
        return how.reduceat(np.take(texts, self._members, axis), self._units, axis)


def _starts(sizes: Sequence[int] | Places) -> Places:
    """Return where runs of those sizes begin."""
    starts: Places = np.cumsum(sizes) - np.asarray(sizes)
    return starts


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
