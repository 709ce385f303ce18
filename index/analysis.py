"""All that is found in an article, as the rows that a library keeps.

One pass: its words are tokenised once for everybody who reads them, its sentences are cut once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.context import in_context
from index.encoder import Encoder
from index.passages import Passage, passages
from index.rows import Row, called, entity_out, passage_out, statement_out, vectors_out
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
    words = tokenised(article)
    parted = [sentences(article.flat, paragraph) for paragraph in article.paragraphs]
    pieces = passages(article, parted)
    texts = [*(article.reading(p.span) for p in pieces), article.title]
    encoded = encoder.passages(texts)
    vectors = in_context(encoded[:-1], [p.paragraph for p in pieces], encoded[-1])
    said, named = read(article, parted, words)
    return Found(words, pieces, said, named, vectors)


def analyse(article: Article, encoder: Encoder) -> Analysed:
    """Return as rows what is found in ``article``."""
    return rows_of(found_in(article, encoder))


def rows_of(found: Found) -> Analysed:
    """Return as rows what was found."""
    kept = vectors_out(found.vectors)
    return Analysed(
        [passage_out(p, found.words, v) for p, v in zip(found.passages, kept, strict=True)],
        [statement_out(s) for s in found.statements],
        list(called(found.words, found.statements, found.entities).items()),
        [entity_out(found.words, e) for e in found.entities],
    )
