"""From files and web pages to articles, one small file a format.

Plain text and Markdown are read here; what other people's parsers read (web pages, PDF, Word) is
read in a process of its own, within `Limits`.
"""

from __future__ import annotations

from pathlib import Path

from index.article import Article
from index.reading.files import File, file_at, find, page_at
from index.reading.formats import ENDINGS, FOREIGN, NO_HINTS, Hints, format_of, parse
from index.reading.guard import Guard
from index.reading.limits import LIMITS, Limits
from index.reading.text import article_from_text

__all__ = [
    "ENDINGS",
    "LIMITS",
    "File",
    "Hints",
    "Limits",
    "Reader",
    "article_from_text",
    "fetch",
    "find",
    "read",
]


def read(path: Path, limits: Limits = LIMITS) -> Article:
    """Read the article in the file ``path``, whatever format it has.

    Raises one of the errors under `index.errors.InputError`.
    """
    with Reader(limits) as reader:
        return reader.read(file_at(path, limits))


def fetch(url: str, limits: Limits = LIMITS) -> Article:
    """Read the article on the web page ``url``, or in the document there.

    Raises one of the errors under `index.errors.InputError`, those of the network under
    `PageError`.
    """
    with Reader(limits) as reader:
        return reader.read(page_at(url, limits))


class Reader:
    """Reads one article after another. Close it, or use it in ``with``."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._guard = Guard(limits)

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the process that parses."""
        self._guard.close()

    def read(self, file: File) -> Article:
        """Read what `find` has found. Raises what `read` and `fetch` raise."""
        data, hints = file.load()
        return self.parse(data, hints.url or file.name, hints)

    def parse(self, data: bytes, name: str, hints: Hints = NO_HINTS) -> Article:
        """Make an article of the bytes of a file that is called ``name``: what a stranger sent.

        Raises one of the errors under `index.errors.InputError`.
        """
        if format_of(data, name, hints) in FOREIGN:
            return self._guard.parse(data, name, hints)
        return parse(data, name, hints, self._limits)
