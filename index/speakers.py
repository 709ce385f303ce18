"""Who is who in an article, for whoever asks: names with titles, and where they stand."""

from __future__ import annotations

from index.article import Article
from index.speech.known import Entity
from index.speech.names import Speakers
from index.speech.words import words
from index.tokenised import tokenised

__all__ = ["Entity", "entities"]


def entities(article: Article) -> tuple[Entity, ...]:
    """Return the entities that ``article`` names, each once, in order of their first mention."""
    read = tokenised(article)
    return Speakers(article, [words(read, p) for p in article.paragraphs]).register.table()
