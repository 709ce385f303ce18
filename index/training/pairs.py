"""Pairs of texts that belong together, as token ids, drawn anew in every epoch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from index.training.bags import Bags, Ids
from index.training.sources import Corpus, Questions
from index.training.teacher import ENGLISH, Meanings
from index.training.tokenizer import WORD_START

LONGEST = 160
"""Tokens of a text that are looked at: the mean of more says little."""
TEXTS = 20_000
"""Rows of one file of texts per epoch, so that laws and manuals do not drown the rest."""
GENERAL = ("exams-tr", "turkish-wiki")
"""Beginnings of the names of files that are used whole: an encyclopaedia is about everything."""
KEPT = 0.2
"""Share of the cut pieces that also stay in the text, so that equal words attract as well."""
SMALL = 1_000
"""Files with fewer pairs share a group with others of their kind: few rows are an easy batch."""

WEIGHTS = {
    "dict-en-tr": 1.5,
    "dict-ru-tr": 1.5,
    "dict-az-tr": 1.5,
    "syn": 0.5,
    "para": 0.5,
    "definition": 2.0,
    "gloss": 2.0,
    "sense": 0.5,
    "synset": 0.2,
}
"""How many times an epoch a pair of that kind is drawn; once where it is not here."""

_SENTENCE_END = re.compile(r"(?<=[^\W\d]{2}[.!?])\s+(?=[A-ZÇĞİÖŞÜ\"“])")


def encode(tokenizer: Tokenizer, texts: Sequence[str]) -> list[Ids]:
    """Return the token ids of each text, at most `LONGEST`."""
    found: list[Ids] = []
    for at in range(0, len(texts), 4096):
        batch = tokenizer.encode_batch_fast(list(texts[at : at + 4096]), add_special_tokens=False)
        found.extend(np.array(encoding.ids[:LONGEST], dtype=np.int64) for encoding in batch)
    return found


@dataclass(frozen=True, slots=True)
class Batch:
    """Both sides of some pairs, and what the teacher says of them.

    ``taught`` has the shape (pairs, dimension), zeros where the teacher says nothing; None where it
    says nothing of any of them.
    """

    left: Bags
    right: Bags
    taught: npt.NDArray[np.float32] | None = None


class Group(Protocol):
    """Pairs of one origin. A batch is drawn from one group: its rows are each other's negatives."""

    name: str

    def rows(self, rng: np.random.Generator) -> Ids:
        """Return the rows of one epoch, in the order in which they should be drawn."""

    def batch(self, rows: Ids, rng: np.random.Generator) -> Batch:
        """Return the given rows."""


@dataclass(slots=True)
class Given:
    """Pairs as they stand in a file, each ``weight`` times an epoch on average."""

    name: str
    left: list[Ids]
    right: list[Ids]
    weight: float = 1.0
    clustered: bool = False
    """Neighbours of the file stay together, to be each other's hard negatives."""
    taught: npt.NDArray[np.float16] | None = None
    """The teacher's vectors, a row a pair."""

    def rows(self, rng: np.random.Generator) -> Ids:
        """Return every row ``weight`` times; what is left of the weight is drawn by chance."""
        whole, rest = divmod(self.weight, 1)
        every = np.arange(len(self.left))
        parts = [_order(every, rng, self.clustered) for _ in range(int(whole))]
        if rest:
            parts.append(_order(every[rng.random(len(every)) < rest], rng, self.clustered))
        return np.concatenate(parts)

    def batch(self, rows: Ids, rng: np.random.Generator) -> Batch:
        """Return the given rows."""
        del rng
        return Batch(
            Bags.of([self.left[row] for row in rows]),
            Bags.of([self.right[row] for row in rows]),
            None if self.taught is None else self.taught[rows].astype(np.float32),
        )


@dataclass(slots=True)
class Cut:
    """A piece of a text against the rest of it: a made question and its passage."""

    name: str
    texts: list[Ids]
    marks: list[Ids]
    """Where in the ids each piece may begin or end (sentences or words), both ends included."""
    pieces: tuple[int, int]
    """Fewest and most consecutive pieces to cut out."""

    def rows(self, rng: np.random.Generator) -> Ids:
        """Return the rows, at most `TEXTS` unless `GENERAL`, neighbours of the file together."""
        every = np.arange(len(self.texts))
        if len(every) > TEXTS and not self.name.startswith(GENERAL):
            first = int(rng.integers(len(every)))
            every = np.roll(every, first)[:TEXTS]
        return _order(every, rng, clustered=True)

    def batch(self, rows: Ids, rng: np.random.Generator) -> Batch:
        """Cut a piece out of each of the given rows."""
        chances = rng.random((len(rows), 3))
        left: list[Ids] = []
        right: list[Ids] = []
        fewest, most = self.pieces
        for row, (size, place, kept) in zip(rows, chances, strict=True):
            ids, marks = self.texts[row], self.marks[row]
            width = min(fewest + int(size * (most - fewest + 1)), len(marks) - 2)
            at = int(place * (len(marks) - width))
            start, end = marks[at], marks[at + width]
            left.append(ids[start:end])
            right.append(ids if kept < KEPT else np.concatenate((ids[:start], ids[end:])))
        return Batch(Bags.of(left), Bags.of(right))


def _order(rows: Ids, rng: np.random.Generator, clustered: bool, width: int = 32) -> Ids:
    """Shuffle ``rows``, singly or in runs of ``width`` neighbours."""
    if not clustered:
        return rng.permutation(rows)
    runs = np.split(rows, np.arange(width, len(rows), width))
    return np.concatenate([runs[i] for i in rng.permutation(len(runs))]) if len(rows) else rows


def groups(
    corpus: Corpus,
    questions: Questions | None,
    tokenizer: Tokenizer,
    meanings: Meanings | None = None,
) -> list[Group]:
    """Return everything that is trained on, with the teacher's ``meanings`` of English sides."""
    found: list[Group] = []
    small: dict[str, list[tuple[str, str, str]]] = {}
    for name, pairs in corpus.pairs.items():
        for kind in dict.fromkeys(kind for _, _, kind in pairs):
            rows = [pair for pair in pairs if pair[2] == kind]
            if len(rows) < SMALL:
                small.setdefault(kind, []).extend(rows)
            else:
                found.append(_given(f"{name}/{kind}", rows, tokenizer, meanings))
    for kind, rows in small.items():
        found.append(_given(f"small/{kind}", rows, tokenizer, meanings))
    if questions is not None:
        paragraphs = encode(tokenizer, questions.paragraphs)
        left = encode(tokenizer, questions.questions)
        right = [paragraphs[gold] for gold in questions.gold]
        found.append(Given("questions", left, right, 2.0))
        found.extend(_cuts("questions", questions.paragraphs, tokenizer))
    for name, texts in corpus.texts.items():
        found.extend(_cuts(name, texts, tokenizer))
    return found


def _given(
    name: str,
    rows: list[tuple[str, str, str]],
    tokenizer: Tokenizer,
    meanings: Meanings | None,
) -> Given:
    kind = rows[0][2]
    weight = WEIGHTS.get(kind, 1.0)
    left = encode(tokenizer, [a for a, _, _ in rows])
    right = encode(tokenizer, [b for _, b, _ in rows])
    whole = [i for i in range(len(rows)) if len(left[i]) and len(right[i])]
    taught = None
    if meanings and kind in ENGLISH:
        unknown = np.zeros_like(next(iter(meanings.values())))
        taught = np.array([meanings.get(rows[i][0], unknown) for i in whole])
    return Given(
        name,
        [left[i] for i in whole],
        [right[i] for i in whole],
        weight,
        clustered=kind in ("title-body", "qa"),
        taught=taught,
    )


def _cuts(name: str, texts: list[str], tokenizer: Tokenizer) -> list[Group]:
    sentences = [_SENTENCE_END.split(text) for text in texts]
    encoded = iter(encode(tokenizer, [s for parts in sentences for s in parts]))
    begins = np.array([piece.startswith(WORD_START) for piece in _pieces(tokenizer)])
    long: tuple[list[Ids], list[Ids]] = ([], [])
    wide: tuple[list[Ids], list[Ids]] = ([], [])
    for parts in sentences:
        pieces = [next(encoded) for _ in parts]
        ids = np.concatenate(pieces)
        ends = np.cumsum([0, *(len(piece) for piece in pieces if len(piece))])
        if len(ends) > 2:
            long[0].append(ids)
            long[1].append(ends)
        words = np.append(np.flatnonzero(begins[ids]), len(ids))
        if len(words) > 12:
            wide[0].append(ids)
            wide[1].append(words)
    found: list[Group] = []
    if long[0]:
        found.append(Cut(f"{name}/sentence", *long, pieces=(1, 1)))
    if wide[0]:
        found.append(Cut(f"{name}/span", *wide, pieces=(4, 9)))
    return found


def _pieces(tokenizer: Tokenizer) -> list[str]:
    vocabulary = tokenizer.get_vocab()
    return sorted(vocabulary, key=vocabulary.__getitem__)
