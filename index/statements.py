"""Who said what in an article, as far as its wording shows it.

A direct statement is what stands in quotation marks, with a verb of saying behind it, before it or
around it, or in a quotation that carries another on. A reported one is the clause that a verb of
saying takes. Who speaks is the subject of that verb, or whoever spoke last where it has none.
Everything is read from the article; nothing is guessed from what is known of the world.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.article import Article, Span
from index.speech.known import Entity
from index.speech.reader import Reader
from index.speech.statement import Kind, Statement
from index.tokenised import Tokenised, tokenised

__all__ = ["Kind", "Statement", "read", "statements"]


def statements(article: Article, sentences: Sequence[Sequence[Span]]) -> tuple[Statement, ...]:
    """Return the statements of ``article``, in order.

    ``sentences[i]`` are the sentences of paragraph ``i``.
    """
    return read(article, sentences)[0]


def read(
    article: Article, sentences: Sequence[Sequence[Span]], words: Tokenised | None = None
) -> tuple[tuple[Statement, ...], tuple[Entity, ...]]:
    """Return the statements of ``article``, in order, and the entities that it names.

    ``words`` are its words where they are known already.
    """
    reader = Reader(article, sentences, tokenised(article) if words is None else words)
    return reader.read(), reader.subjects.speakers.register.table()
