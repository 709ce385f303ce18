"""From files to articles, one small file a format."""

from __future__ import annotations

import os
import stat
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
    Raises `FileMissing`, `FileUnreadable` or `NoArticles`.
    """
    for path in paths:
        try:
            folder = stat.S_ISDIR(path.stat().st_mode)
            files = sorted(filter(_is_article, path.rglob("*"))) if folder else [path]
        except (FileNotFoundError, NotADirectoryError) as error:
            raise FileMissing(path=path) from error
        except OSError as error:
            raise FileUnreadable(path=path, reason=error.strerror) from error
        if not files:
            raise NoArticles(path=path, formats=_listed())
        yield from files


def _is_article(path: Path) -> bool:
    return path.suffix.lower() in FORMATS and not path.name.startswith(".") and path.is_file()


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
    # Bytes in a name that are no UTF-8 reach us as halves of surrogate pairs, which are no text.
    return article_from_bytes(data, source=os.fsencode(path).decode("utf-8", "replace"))


def _listed() -> str:
    return ", ".join(ending for ending in FORMATS if ending)
