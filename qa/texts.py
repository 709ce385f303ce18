"""Many short texts held against the words of one question, each word of theirs looked at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.turkish import grams
from qa.matching import matches

Floats = NDArray[np.float32]


class Words:
    """The words of texts, each once, compared with those of a question.

    ``place`` tells where a word stands in the vocabulary, whose last entry is no word. ``alike``
    and ``soft`` have the shape (question words, vocabulary), ``vectors`` (vocabulary, dimension).
    """

    def __init__(self, asked: Sequence[str], vocabulary: Sequence[str], encoder: Encoder) -> None:
        self.place = {word: i for i, word in enumerate(vocabulary)}
        self.alike = np.zeros((len(asked), len(vocabulary) + 1), np.float32)
        for row, forms in zip(self.alike, matches(asked, vocabulary), strict=True):
            for word, value in forms.items():
                row[self.place[word]] = value
        ours, theirs = encoder.words(asked), encoder.words(vocabulary)
        self.soft, self.vectors = self.alike, None
        if ours is not None and theirs is not None:
            self.vectors = np.vstack([theirs, np.zeros_like(theirs[:1])])
            self.soft = np.maximum(self.alike, _unit(ours) @ _unit(self.vectors).T)
        self._grams(asked, vocabulary)

    def _grams(self, asked: Sequence[str], vocabulary: Sequence[str]) -> None:
        column = {gram: i for i, gram in enumerate({g: 0 for word in asked for g in grams(word)})}
        self._held = np.zeros((len(column), len(vocabulary) + 1), np.float32)
        for i, word in enumerate(vocabulary):
            for gram in grams(word):
                if gram in column:
                    self._held[column[gram], i] = 1.0
        self._shares = np.zeros((len(column), len(asked)), np.float32)
        for i, word in enumerate(asked):
            for gram in grams(word):
                self._shares[column[gram], i] = 1 / len(grams(word))

    def grams(self, texts: Texts) -> Floats:
        """Return the share of each question word's grams that a text has, shape (texts, words)."""
        held: Floats = texts.best(self._held).T @ self._shares
        return held


class Texts:
    """Texts as runs of places in the vocabulary; each ends with no word, so that none is empty."""

    def __init__(self, texts: Sequence[Sequence[str]], place: Mapping[str, int]) -> None:
        self.each = [[*(place[word] for word in text), len(place)] for text in texts]
        # Many candidates share a paragraph: each is looked at once.
        once = {tuple(ids): i for i, ids in enumerate(dict.fromkeys(map(tuple, self.each)))}
        self._which = np.array([once[tuple(ids)] for ids in self.each])
        self._lengths = np.array([len(ids) for ids in once])
        self._ids = np.array([i for ids in once for i in ids])
        self._starts = np.cumsum([0, *self._lengths[:-1]])

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Number of words of each text."""
        lengths: NDArray[np.int64] = self._lengths[self._which] - 1
        return lengths

    def best(self, rows: Floats) -> Floats:
        """Return the greatest value of any word of a text; (n, vocabulary) to (n, texts)."""
        best: Floats = np.maximum.reduceat(rows[:, self._ids], self._starts, axis=1)
        return best[:, self._which]

    def sums(self, rows: Floats) -> Floats:
        """Return the sum over the words of a text; (n, vocabulary) to (n, texts)."""
        sums: Floats = np.add.reduceat(rows[:, self._ids], self._starts, axis=1)
        return sums[:, self._which]

    def cosines(self, vectors: Floats, asked: Floats) -> Floats:
        """Return the cosine of each text with ``asked``: its words' vectors add up to its own."""
        texts = np.add.reduceat(vectors[self._ids], self._starts, axis=0)
        cosines: Floats = (_unit(texts) @ asked)[self._which]
        return cosines


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
