"""All that is found in an article, as the rows that a library keeps.

One pass: its words are tokenised once for everybody who reads them, its sentences are cut once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.context import in_context
from index.encoder import Encoder
from index.packing import packed
from index.passages import Passage, passages
from index.rows import Row, called, entity_out, passage_out, statement_out
from index.sentences import sentences
from index.speech.known import Entity
from index.statements import Statement, read
from index.tokenised import Tokenised, tokenised


@dataclass(frozen=True, slots=True)
class Analysed:
    """Rows of an article, without its number (`index.tables`)."""

    passages: Sequence[Row]
    statements: Sequence[Row]
    speakers: Sequence[tuple[str, str]]  # names, and the words that they are called by
    entities: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Found:
    """What is found in an article; ``vectors`` has the shape (passages, dimension)."""

    words: Tokenised
    passages: Sequence[Passage]
    statements: Sequence[Statement]
    entities: Sequence[Entity]
    vectors: NDArray[np.float32]


def found_in(article: Article, encoder: Encoder) -> Found:
    """Return what is found in ``article``, its passages as ``encoder`` sees them."""
    return found_in_all([article], encoder)[0]


def found_in_all(articles: Sequence[Article], encoder: Encoder) -> list[Found]:
    """Return what is found in each article.

    Step by step for all of them: what a step looks words up in stays in the processor's cache, and
    the encoder gets texts by the hundred.
    """
    words = [tokenised(article) for article in articles]
    parted = [[sentences(a.flat, paragraph) for paragraph in a.paragraphs] for a in articles]
    pieces = list(map(passages, articles, parted))
    vectors = _vectors(articles, pieces, encoder)
    told = list(map(read, articles, parted, words))
    return [
        Found(w, p, *said_and_named, v)
        for w, p, said_and_named, v in zip(words, pieces, told, vectors, strict=True)
    ]


def _vectors(
    articles: Sequence[Article], pieces: Sequence[Sequence[Passage]], encoder: Encoder
) -> list[NDArray[np.float32]]:
    """Return the vectors of each article's passages, in their context."""
    texts = [
        [*(article.reading(p.span) for p in own), article.title]
        for article, own in zip(articles, pieces, strict=True)
    ]
    encoded = encoder.passages(list(chain.from_iterable(texts)))
    ends = list(accumulate(map(len, texts), initial=0))
    return [
        in_context(encoded[first : last - 1], [p.paragraph for p in own], encoded[last - 1])
        for (first, last), own in zip(pairwise(ends), pieces, strict=True)
    ]


def analyse(article: Article, encoder: Encoder) -> Analysed:
    """Return as rows what is found in ``article``."""
    return rows_of(found_in(article, encoder))


def analyse_all(articles: Sequence[Article], encoder: Encoder) -> list[Analysed]:
    """Return as rows what is found in each article."""
    return list(map(rows_of, found_in_all(articles, encoder)))


def rows_of(found: Found) -> Analysed:
    """Return as rows what was found."""
    kept = packed(found.vectors)
    return Analysed(
        [passage_out(p, found.words, v) for p, v in zip(found.passages, kept, strict=True)],
        [statement_out(s) for s in found.statements],
        list(called(found.words, found.statements, found.entities).items()),
        [entity_out(found.words, e) for e in found.entities],
    )
