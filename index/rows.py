"""What the rows of a library are in Python, and what their columns hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import Article, Span
from index.kinds import kinds as kinds_of
from index.passages import Passage
from index.statements import Statement
from index.turkish import tokens


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a library was made with; vectors and terms made otherwise don't fit to it."""

    schema: int
    analyser: str
    encoder: str
    fingerprint: str
    dimension: int
    prompts: dict[str, str]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the library keeps it.

    ``kinds`` are those of questions that it may answer (`index.kinds`); ``words`` are its folded
    words, sentence by sentence; ``vector`` is float32 of length
    ``Manifest.dimension``.
    """

    id: int
    article: int
    passage: Passage
    kinds: frozenset[str]
    words: tuple[tuple[str, ...], ...]
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of articles."""

    id: int
    title: str
    source: str
    passages: int
    characters: int
    metadata: dict[str, str]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in an article: the full name, and all folded words that it calls them."""

    article: int
    name: str
    words: frozenset[str]


def spans_out(spans: Iterable[Span]) -> str:
    """Return spans as JSON."""
    return json.dumps([[s.start, s.end] for s in spans])


def spans_in(text: str) -> tuple[Span, ...]:
    """Return what `spans_out` wrote."""
    return tuple(Span(start, end) for start, end in json.loads(text))


def called(article: Article, statements: Sequence[Statement]) -> dict[str, str]:
    """Return for each speaker the folded words of the name and of every expression for them."""
    called: dict[str, dict[str, None]] = {}
    for s in statements:
        if s.speaker:
            known = called.setdefault(s.speaker, dict.fromkeys(t.word for t in tokens(s.speaker)))
            if s.surface:
                known.update(dict.fromkeys(t.word for t in tokens(article.flat, s.surface)))
    return {name: " ".join(words) for name, words in called.items()}


def kinds_out(article: Article, sentences: Sequence[Span]) -> str:
    """Return the kinds of question that the sentences may answer, in one line."""
    found = frozenset[str]().union(*(kinds_of(article.flat, s) for s in sentences))
    return " ".join(sorted(found))


def words_out(article: Article, sentences: Sequence[Span]) -> str:
    """Return the folded words of sentences, a line each."""
    return "\n".join(" ".join(t.word for t in tokens(article.flat, s)) for s in sentences)


def passage_in(
    row: tuple[int, int, str, int, int, int, int | None, str, str, bytes],
) -> StoredPassage:
    """Return the passage of a row: id, article, sentences … vector, in the table's order."""
    number, article, sentences, paragraph, first, last, page, kinds, words, vector = row
    spans = spans_in(sentences)
    passage = Passage(Span(spans[0].start, spans[-1].end), spans, paragraph, (first, last), page)
    return StoredPassage(
        number,
        article,
        passage,
        frozenset(kinds.split()),
        tuple(tuple(line.split()) for line in words.split("\n")),
        np.frombuffer(vector, np.float16).astype(np.float32),
    )
