"""Which format a file has, by what it holds first and by its name second."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import Literal, Protocol

from index.article import Article
from index.errors import FileTooLarge, FormatUnknown
from index.reading.limits import LIMITS, Limits

Format = Literal["text", "markdown", "html", "pdf", "docx", "exported"]

EXPORTED = "application/x-makale"
"""Media type of an article that `qa index export` wrote."""

ENDINGS: Mapping[str, Format] = MappingProxyType(
    {
        ".txt": "text", ".text": "text", "": "text", ".md": "markdown", ".markdown": "markdown",
        ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".docx": "docx",
    }
)  # fmt: skip
"""Endings of the names of files that are read."""
FOREIGN: frozenset[Format] = frozenset({"html", "pdf", "docx"})
"""Formats that other people's parsers read: not in our process where the file is a stranger's."""

_MEDIA: Mapping[str, Format] = MappingProxyType(
    {
        EXPORTED: "exported",
        "text/plain": "text", "text/markdown": "markdown", "text/html": "html",
        "application/xhtml+xml": "html", "application/pdf": "pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    }
)  # fmt: skip
_SNIFFED = 1024  # bytes in which a file shows what it is
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head)\b",
    re.IGNORECASE | re.DOTALL,
)
_WORD = b"word/"  # the folder of a .docx in which its text stands


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a file beside its bytes: whence it came, what the server said it is.

    Empty where unknown. ``url`` is the address after redirects, ``origin`` what tells a new version
    of an article from another article: an address, or the whole path of a file.
    """

    media: str = ""
    charset: str = ""
    url: str = ""
    origin: str = ""


NO_HINTS = Hints()
"""Nothing but the bytes is known."""


class Parser(Protocol):
    """What each format has under the name ``parse``."""

    def __call__(self, data: bytes, source: str, hints: Hints, limits: Limits) -> Article:
        """Make an article of the bytes of a file. Raises errors under `InputError`."""


def listed() -> str:
    """Return the endings of what is read, for people."""
    return ", ".join(ending for ending in ENDINGS if ending)


def format_of(data: bytes, name: str, hints: Hints = NO_HINTS) -> Format:
    """Return the format of a file. Raises `FormatUnknown`."""
    head = data[:_SNIFFED]
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        if _WORD in data:  # names stand uncompressed in the directory
            return "docx"
        raise FormatUnknown(path=name, formats=listed())
    if media := _MEDIA.get(hints.media):
        # Servers call anything they don't know plain text.
        return "html" if media == "text" and _HTML.match(head) else media
    ending = "" if hints.url else PurePath(name).suffix.lower()
    if _HTML.match(head) and ENDINGS.get(ending, "text") == "text":
        return "html"
    if ending not in ENDINGS or hints.media:
        raise FormatUnknown(path=name, formats=listed())
    return ENDINGS[ending]


def parse(
    data: bytes,
    source: str,
    hints: Hints = NO_HINTS,
    limits: Limits = LIMITS,
) -> Article:
    """Make an article of the bytes of a file, in this process.

    ``source`` is what citations name it by. Raises errors under `InputError`.
    """
    found = format_of(data, source, hints)
    # Late: only who reads a PDF pays for what reads PDFs.
    parser: Parser = import_module(f"index.reading.{found}").parse
    article = parser(data, source, hints, limits)
    if len(article.text) > limits.bytes:
        raise FileTooLarge(path=source, megabytes=len(article.text) >> 20, limit=limits.megabytes)
    return article
