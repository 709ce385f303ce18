"""From files to articles, one small file a format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from index.article import Article
from index.errors import FileMissing, FileTooLarge, FileUnreadable, FormatUnknown, NoArticles
from index.reading.text import article_from_bytes, article_from_text

__all__ = ["FORMATS", "LARGEST", "article_from_text", "find", "read"]

FORMATS = (".txt", ".text", "")
"""Endings of the files that are read."""
LARGEST = 16 * 1024 * 1024
"""Bytes of the largest file that is read as one article: several long novels."""


def find(paths: Sequence[Path]) -> Iterator[Path]:
    """Yield the files to read: each named file, and of each folder its articles, sorted.

    A file that is named is yielded whatever it is, so that `read` can say what is wrong with it.
    Raises `FileMissing` or `NoArticles`.
    """
    for path in paths:
        if path.is_dir():
            files = sorted(
                f
                for f in path.rglob("*")
                if f.is_file() and f.suffix.lower() in FORMATS and not f.name.startswith(".")
            )
            if not files:
                raise NoArticles(path=path, formats=_listed())
            yield from files
        elif path.exists():
            yield path
        else:
            raise FileMissing(path=path)


def read(path: Path) -> Article:
    """Read the article in the file ``path``.

    Raises one of the errors under `index.errors.InputError`.
    """
    if path.suffix.lower() not in FORMATS:
        raise FormatUnknown(path=path, formats=_listed())
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise FileTooLarge(path=path, megabytes=size >> 20, limit=LARGEST >> 20)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise FileMissing(path=path) from error
    except OSError as error:
        raise FileUnreadable(path=path, reason=error.strerror) from error
    return article_from_bytes(data, source=str(path))


def _listed() -> str:
    return ", ".join(ending for ending in FORMATS if ending)
