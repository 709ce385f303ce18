"""Whether citations reproduce the text: the share must be 1."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from index.article import Article, Span, shown
from index.library import Library
from qa.answer import Hit

_KEPT = 256  # articles kept in memory


class Exactness:
    """Checks spans against the articles of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._article = lru_cache(_KEPT)(library.store.article)

    def count(self, hits: Iterable[Hit]) -> tuple[int, int]:
        """Return how many spans reproduce the text, and how many there are.

        A span is that of a passage, of another place that says the same, of a highlight or of a
        statement.
        """
        checks = [check for hit in hits for check in self._checks(hit)]
        return sum(checks), len(checks)

    def _checks(self, hit: Hit) -> Iterable[bool]:
        article: Article = self._article(hit.citation.article)
        span = Span(hit.citation.start, hit.citation.end)
        yield shown(span.of(article.text)) == hit.text and article.lines(span) == hit.citation.lines
        for other in hit.also:
            held: Article = self._article(other.article)
            yield 0 <= other.start < other.end <= len(held.text)
        for start, end in hit.highlights:
            yield 0 <= start < end <= len(hit.text)
        for said in hit.statements:
            yield bool(said.text) and said.text in hit.text
