"""The article that the package comes with, and questions on it with their answers."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

from index.article import Article
from index.reading.text import article_from_bytes

ARTICLES = (("aliyev-lavrov-gorusmesi.txt", "Aliyev–Lavrov görüşmesi"),)
"""File and title of each article. The text itself begins without a headline."""


def articles() -> Iterator[Article]:
    """Yield the articles."""
    for name, title in ARTICLES:
        data = resources.files(__name__).joinpath(name).read_bytes()
        yield article_from_bytes(data, source=f"seeds/{name}", title=title)
