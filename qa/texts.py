"""Many short texts held against the words of one question, each word of theirs looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.turkish import grams
from qa.matching import forms
from qa.vocabulary import NOTHING, Floats, Numbers, Vocabulary

Bits = NDArray[np.uint64]
Places = NDArray[np.int64]

_FORM = 0.7  # likeness from which a word counts as an occurrence
_BITS = 64  # of a number
_SURE = {0.7: (0.35, 0.5), 0.85: (0.5, 0.35), 0.9: (0.4, 0.55), 0.95: (0.8, 0.2)}
"""How like two words are to which `likeness` gives these values, where the cosine of their vectors
is 0, and how much that grows with it: "kara" and "karar" begin alike and have nothing in common.
From how much likelier such a pair is in the answering paragraph than in another (logarithms; 0
where none is, 1 for the same word), on the titles of TQuAD that the ranker is fitted on. Of what a
typing error leaves the vectors say nothing."""
_MOST_SURE = 0.97


class Text:
    """A text as the numbers of its words in a vocabulary; `NOTHING` ends it, so none is empty."""

    __slots__ = ("_length", "_vocabulary", "numbers", "words")

    def __init__(self, words: tuple[str, ...], numbers: Numbers, vocabulary: Vocabulary) -> None:
        self.words, self.numbers = words, numbers
        self._vocabulary = vocabulary
        self._length: float | None = None

    @property
    def length(self) -> float:
        """Length of the sum of its words' vectors; 0 where words have none."""
        if self._length is None:
            vectors = self._vocabulary.vectors(self.numbers)
            total = np.zeros(1) if vectors is None else np.add.reduce(vectors)
            self._length = float(np.sqrt(total @ total))
        return self._length


def texts(each: Sequence[tuple[str, ...]], vocabulary: Vocabulary) -> list[Text]:
    """Return texts of folded words."""
    numbers = vocabulary.numbers([word for words in each for word in (*words, NOTHING)])
    ends = np.cumsum([len(words) + 1 for words in each]).tolist()
    return [
        Text(words, numbers[end - len(words) - 1 : end], vocabulary)
        for words, end in zip(each, ends, strict=True)
    ]


class Words:
    """The words of texts, each once, compared with those of a question.

    ``asked`` are those of the question, ``read`` the same with typing errors mended, for their
    vectors. ``numbers`` are those of the words in the vocabulary; their first is no word.
    ``alike``, ``soft`` and ``forms`` (what is alike enough to count as an occurrence) have the
    shape (question words, words), ``towards`` tells how far each word's vector leads to the
    question's, (words,), None where words have none; ``grams`` has a bit for each gram of the
    question, (words, n).
    """

    def __init__(
        self,
        asked: Sequence[str],
        read: Sequence[str],
        query: Floats,
        texts: Iterable[Text],
        vocabulary: Vocabulary,
    ) -> None:
        there = np.zeros(len(vocabulary), bool)
        there[np.concatenate([text.numbers for text in texts])] = True
        self.numbers = numbers = np.flatnonzero(there).astype(np.int32)
        self.place = np.zeros(len(vocabulary), np.int32)
        self.place[numbers] = np.arange(len(numbers))
        self.forms = np.zeros((len(asked), len(numbers)), np.float32)
        alike = forms(
            asked, vocabulary.spellings(numbers), lambda place: vocabulary.words[numbers[place]]
        )
        for row, places in zip(self.forms, alike, strict=True):
            for place, value in places:
                row[place] = value
        self.alike, self.towards = self.forms, None
        near = self.forms
        ours, theirs = vocabulary.encoder.words(read), vocabulary.vectors(numbers)
        if ours is not None and theirs is not None:
            found = np.vstack([_unit(ours), query]) @ theirs.T
            lengths = np.maximum(vocabulary.lengths(numbers), 1e-9)
            near = np.asarray(found[:-1] / lengths, np.float32)
            self.alike, self.towards = _sure(self.forms, near), found[-1]
        self.soft = np.maximum(self.alike, near)
        self.forms = np.where(self.forms >= _FORM, self.forms, 0)
        self._asked = [grams(word) for word in asked]
        self._grams = list(dict.fromkeys(gram for word in self._asked for gram in word))
        self.grams = np.zeros((len(numbers), len(self._grams) // _BITS + 1), np.uint64)
        for i, gram in enumerate(self._grams):
            # Words that are not in the texts have the first place, that of no word.
            with_gram = self.place[vocabulary.with_gram(gram)]
            self.grams[with_gram, i // _BITS] |= np.uint64(1 << i % _BITS)
        self.grams[0] = 0

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


@dataclass(frozen=True, slots=True)
class Held:
    """What texts hold of the words of a question; arrays of the shape (question words, texts).

    ``alike`` and ``soft`` are those of the nearest word of a text, ``often`` how often it occurs,
    forms counted by their likeness. ``grams`` has the bits of the grams, (texts, numbers), and
    ``lengths`` the number of words, (texts,).
    """

    alike: Floats
    soft: Floats
    often: Floats
    grams: Bits
    lengths: Places

    def joined(self, first: Places) -> Held:
        """Return what runs of texts hold that begin at the texts ``first``."""
        return Held(
            np.maximum.reduceat(self.alike, first, 1),
            np.maximum.reduceat(self.soft, first, 1),
            np.add.reduceat(self.often, first, 1),
            np.bitwise_or.reduceat(self.grams, first),
            np.add.reduceat(self.lengths, first),
        )

    def taken(self, places: Sequence[int]) -> Held:
        """Return what the texts at ``places`` hold."""
        one, two, three = (rows[:, places] for rows in (self.alike, self.soft, self.often))
        return Held(one, two, three, self.grams[places], self.lengths[places])


class Texts:
    """Texts as runs of places among the `Words`."""

    def __init__(self, texts: Sequence[Text], words: Words) -> None:
        self._texts, self._words = texts, words
        self._places = words.place[np.concatenate([text.numbers for text in texts])]
        self._sizes = np.array([len(text.numbers) for text in texts])
        self._starts = starts(self._sizes)

    def held(self) -> Held:
        """Return what each text holds."""
        words = self._words
        return Held(
            self.alike(),
            np.maximum.reduceat(words.soft.take(self._places, 1), self._starts, 1),
            np.add.reduceat(words.forms.take(self._places, 1), self._starts, 1),
            np.bitwise_or.reduceat(words.grams.take(self._places, 0), self._starts),
            self._sizes - 1,
        )

    def alike(self) -> Floats:
        """Return how like the nearest word of each text is, (question words, texts)."""
        alike: Floats = np.maximum.reduceat(
            self._words.alike.take(self._places, 1), self._starts, 1
        )
        return alike

    def cosines(self) -> Floats | None:
        """Return the cosine of each text with the question: its vector is the sum of its words'.

        None where words have no vectors.
        """
        if self._words.towards is None:
            return None
        lengths = np.array([text.length for text in self._texts], np.float32)
        towards = np.add.reduceat(self._words.towards.take(self._places), self._starts)
        return np.asarray(towards / np.maximum(lengths, 1e-9), np.float32)

    def together(self, first: Places, window: int) -> NDArray[np.bool_]:
        """Tell which question words are followed by the next one, up to ``window`` words behind.

        Looked at are runs of texts that begin at the texts ``first``; shape (words - 1, runs).
        """
        run = np.repeat(np.arange(len(first)), np.add.reduceat(self._sizes, first))
        word = self._places > 0
        run, places = run[word], self._places[word]
        # Runs stand one behind the other, so far apart that their words are not near each other.
        width = len(places) + window * len(first)
        at = np.zeros((len(self._words.forms), width + window), bool)
        at[:, np.arange(len(places)) + window * run] = self._words.forms[:, places] > 0
        behind = np.logical_or.reduce([at[1:, d : d + width] for d in range(1, window + 1)])
        begin = np.searchsorted(run, np.arange(len(first))) + window * np.arange(len(first))
        found: NDArray[np.bool_] = np.logical_or.reduceat(at[:-1, :width] & behind, begin, 1)
        return found


def _sure(alike: Floats, near: Floats) -> Floats:
    """Return ``alike``, of each value as much as the vectors bear out."""
    sure = alike.copy()
    for row, place in zip(*np.nonzero(alike), strict=True):
        value = round(float(alike[row, place]), 2)
        if value in _SURE:
            least, more = _SURE[value]
            sure[row, place] = min(least + more * max(float(near[row, place]), 0.0), _MOST_SURE)
    return sure


def starts(sizes: Sequence[int] | Places) -> Places:
    """Return where runs of those sizes begin."""
    starts: Places = np.cumsum(sizes) - np.asarray(sizes)
    return starts


def once(each: Iterable[Text]) -> tuple[list[Text], list[int]]:
    """Return texts, each once, and the place among them of each that was given."""
    given = list(each)
    place = {text: i for i, text in enumerate(dict.fromkeys(given))}
    return list(place), [place[text] for text in given]


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
