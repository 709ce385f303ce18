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


def analyse(article: Article, encoder: Encoder) -> Analysed:
    """Return what is found in ``article``, its passages as ``encoder`` sees them."""
    words = tokenised(article)
    found = [sentences(article.flat, paragraph) for paragraph in article.paragraphs]
    pieces = passages(article, found)
    texts = [*(article.reading(p.span) for p in pieces), article.title]
    encoded = encoder.passages(texts)
    vectors = in_context(encoded[:-1], [p.paragraph for p in pieces], encoded[-1])
    said, named = read(article, found, words)
    return rows_of(words, pieces, said, named, vectors)


def rows_of(
    words: Tokenised,
    pieces: Sequence[Passage],
    said: Sequence[Statement],
    named: Sequence[Entity],
    vectors: NDArray[np.float32],
) -> Analysed:
    """Return as rows what was found; ``vectors`` has the shape (passages, dimension)."""
    kept = vectors_out(vectors)
    return Analysed(
        [passage_out(p, words, v) for p, v in zip(pieces, kept, strict=True)],
        [statement_out(s) for s in said],
        list(called(words, said, named).items()),
        [entity_out(words, e) for e in named],
    )
