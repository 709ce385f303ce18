"""The forward index on disk: of each passage the numbers of its words, in columns.

The arms lead from words to passages; the ranker needs the way back, for a hundred passages that no
question met before. Read from the database that is a thousand strings to take apart; here it is a
few slices of mapped files. It belongs to a generation (`index.derived`), is made where a library
has `MANY` passages, and never changes: what is added later is read from the database, until that
is a fifth of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from pathlib import Path
from typing import Self, get_args

import numpy as np

from index.encoder import Encoder
from index.kinds import Named
from index.spelled import NOTHING, Floats, Ints, Spelled, added, bounds
from index.turkish import tokens

MANY = 5000
"""Passages of a library from which it is worth making: fewer are soon in memory."""
_NEW = 0.2  # share of passages that are not in it from which it is made again
_BATCH = 8192  # passages, or words, that are looked at together
_END = "\0"  # of a sentence
ROOM = 8
"""Numbers for kinds of questions."""
KINDS: tuple[Named, ...] = get_args(Named)
"""Kinds of questions, by number."""
Told = tuple[int, int, int, int, int, str, str]
"""Of a passage: its number, that of its article and of its paragraph, start, end, kinds, words."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbered:
    """Passages by row, in the order of their numbers ``ids``.

    ``known`` are the words. ``words`` has those of all sentences, each ended by 0: sentence s is
    ``words[sentences[s] : sentences[s + 1]]``; passage p has the sentences ``first[p]`` up to
    ``first[p + 1]``, lies in the paragraph ``paragraph[p]``, and between the code points
    ``start[p]`` and ``end[p]``; paragraph q has the passages ``opening[q]`` up to
    ``opening[q + 1]``, is the ``place[q]``-th of its article, and stands in the row ``article[q]``
    of ``articles`` (numbers, ascending), whose passages are ``begins`` up to ``ends``. What
    may answer in a sentence is ``answers`` between ``answering[s]`` and ``answering[s + 1]``,
    the number of a word times `ROOM` and that of a kind. ``of_sentences`` and ``of_paragraphs`` are
    lengths of sums of vectors. The titles are ``titles`` between ``titled``.
    """

    ids: Ints
    first: Ints
    paragraph: Ints
    start: Ints
    end: Ints
    words: Ints
    sentences: Ints
    of_sentences: Floats
    answers: Ints
    answering: Ints
    opening: Ints
    place: Ints
    article: Ints
    of_paragraphs: Floats
    articles: Ints
    begins: Ints
    ends: Ints
    titles: Ints
    titled: Ints
    known: Spelled

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Map what `save` wrote. Raises OSError or ValueError where it is torn."""
        known = Spelled(**{name: _mapped(folder, name) for name in _columns(Spelled)})
        columns = {name: _mapped(folder, name) for name in _columns(cls) if name != "known"}
        return cls(**columns, known=known)

    def save(self, folder: Path) -> None:
        """Write the columns into a new folder, a file each."""
        folder.mkdir()
        for part in (self, self.known):
            for name in _columns(type(part)):
                if name != "known":
                    np.save(folder / f"{name}.npy", getattr(part, name), allow_pickle=False)

    def rows(self, ids: Ints) -> Ints:
        """Return the rows of passages, -1 for those that are not here; shape (n,)."""
        if not len(self):
            return np.full(len(ids), -1)
        at = np.searchsorted(self.ids, ids).clip(max=len(self) - 1)
        return np.where(self.ids[at] == ids, at, -1)

    def row_of(self, article: int) -> int | None:
        """Return the row of an article, None where it is not here."""
        at = int(np.searchsorted(self.articles, article))
        return at if at < len(self.articles) and self.articles[at] == article else None

    def overlapping(self, article: int, starts: Sequence[int], ends: Sequence[int]) -> Ints:
        """Return the numbers of the passages that overlap spans of the article in that row."""
        here = slice(int(self.begins[article]), int(self.ends[article]))
        start, end = self.start[here, None], self.end[here, None]
        found = (start < np.asarray(ends)) & (end > np.asarray(starts))
        return self.ids[here][found.any(axis=1)]

    def serves(self, passages: int) -> bool:
        """Tell whether it is still good enough for a library of so many passages."""
        return passages - len(self) <= _NEW * passages


def _columns(part: type[Numbered | Spelled]) -> list[str]:
    return [field.name for field in fields(part)]


def _mapped(folder: Path, name: str) -> Ints:
    # Not a `memmap`: each slice of one costs a microsecond.
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))


def numbered(
    passages: Iterable[Sequence[Told]], titles: Iterable[tuple[int, str]], encoder: Encoder
) -> Numbered:
    """Give numbers to the words of batches of passages, which ascend; one at least.

    ``titles`` are numbers and titles of their articles.
    """
    numbers = _Numbers()
    answers = _Answers(numbers)
    words, told, facts = [], [], []
    for batch in passages:
        words.append(_taken((row[-1] for row in batch), numbers))
        told.append(_taken((row[-2] for row in batch), answers))
        facts.append(np.array([(*row[:-2], row[-1].count("\n") + 1) for row in batch], np.int64))
    flat, pairs = np.concatenate(words), np.concatenate(told)
    ids, article, paragraph, start, end, count = np.concatenate(facts).T
    first = bounds(count)
    behind = np.flatnonzero(pairs == 0)  # sentences
    new = np.diff(article, prepend=-1) != 0
    opens = new | (np.diff(paragraph, prepend=-1) != 0)
    opening, begins = np.flatnonzero(opens), np.flatnonzero(new)
    order = np.argsort(article[begins])
    articles = article[begins][order]
    of_title = {
        number: _taken([" ".join(t.word for t in tokens(t))], numbers) for number, t in titles
    }
    title = [of_title[number] for number in articles.tolist()]
    known = _spelled(numbers.words, encoder)
    sentences = bounds(np.diff(np.flatnonzero(flat == 0), prepend=-1))
    lengths = _lengths(flat, sentences, np.append(first[opening], first[-1]), known, encoder)
    return Numbered(
        ids=ids,
        first=_small(first),
        paragraph=_small(np.cumsum(opens) - 1),
        start=_small(start),
        end=_small(end),
        words=flat,
        sentences=_small(sentences),
        of_sentences=lengths[0],
        answers=pairs[pairs > 0],
        answering=_small(np.append([0], behind - np.arange(len(behind)))),
        opening=_small(np.append(opening, len(ids))),
        place=_small(paragraph[opening]),
        article=_small(np.searchsorted(articles, article[opening])),
        of_paragraphs=lengths[1],
        articles=articles,
        begins=_small(begins[order]),
        ends=_small(np.append(begins[1:], len(ids))[order]),
        titles=np.concatenate(title),
        titled=_small(bounds([len(t) for t in title])),
        known=known,
    )


class _Numbers(dict[str, int]):
    """Numbers of words; a new word gets the next one."""

    def __init__(self) -> None:
        super().__init__({NOTHING: 0, _END: 0})
        self.words = [NOTHING]

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self.words)
        self.words.append(word)
        return number


class _Answers(dict[str, int]):
    """Kinds of questions with words that may answer them ("place:ankara"), as one number."""

    def __init__(self, numbers: _Numbers) -> None:
        super().__init__({_END: 0})
        self._numbers = numbers

    def __missing__(self, pair: str) -> int:
        kind, _, word = pair.partition(":")
        self[pair] = number = self._numbers[word] * ROOM + KINDS.index(kind)
        return number


def _taken(lines: Iterable[str], numbers: dict[str, int]) -> Ints:
    """Return the numbers of the words in texts, 0 behind each line."""
    text = f" {_END} ".join(lines).replace("\n", f" {_END} ") + f" {_END}"
    return np.fromiter(map(numbers.__getitem__, text.split()), np.int32)


def _small(numbers: Ints) -> Ints:
    """Return numbers in four bytes each where these hold them."""
    return numbers.astype(np.uint32 if numbers.max(initial=0) < 2**32 else np.int64)


def _spelled(words: Sequence[str], encoder: Encoder) -> Spelled:
    parts = [Spelled.of(words[at : at + _BATCH], encoder) for at in range(0, len(words), _BATCH)]
    return Spelled.joined(parts)


def _lengths(
    flat: Ints, sentences: Ints, paragraphs: Ints, known: Spelled, encoder: Encoder
) -> tuple[Floats, Floats]:
    """Return the lengths of the sums of the vectors of sentences' words, and of paragraphs'.

    Those begin with the sentences ``paragraphs``, behind whose last the texts end.
    """
    of_sentences = np.zeros(len(sentences) - 1, np.float32)
    of_paragraphs = np.zeros(len(paragraphs) - 1, np.float32)
    if encoder.pieces([]) is None:
        return of_sentences, of_paragraphs
    for at in range(0, len(of_paragraphs), _BATCH):
        some = paragraphs[at : at + _BATCH + 1]
        borders = sentences[some[0] : some[-1] + 1]
        used, numbers = np.unique(flat[borders[0] : borders[-1]], return_inverse=True)
        vectors = known.taken(used).vectors(encoder)
        sums = np.empty((len(borders) - 1, encoder.dimension), np.float32)
        for row, (begin, end) in zip(sums, pairwise((borders - borders[0]).tolist()), strict=True):
            np.add.reduce(vectors.take(numbers[begin:end], 0), 0, out=row)  # while in the cache
        of_sentences[some[0] : some[-1]] = np.linalg.norm(sums, axis=1)
        whole = added(sums, some - some[0])
        of_paragraphs[at : at + len(whole)] = np.linalg.norm(whole, axis=1)
    return of_sentences, of_paragraphs
