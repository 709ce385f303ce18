"""Plain text: bytes to an article."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from pathlib import Path

from index.article import Article, Span, flatten, normalise, shown
from index.errors import FileBinary, FileEmpty
from index.reading.paragraphs import paragraphs

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# No text holds these; one stray control character in a long text is forgiven.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_CONTROLS_FORGIVEN = 1 / 2000
_LONGEST_TITLE = 140
_ENDS_SENTENCE = re.compile(r"[.!…:;,][\"'”’»)]*$")


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of ``data`` and the name of its encoding.

    A byte order mark decides; without one it is UTF-8 if it can be, else Windows-1254, the old
    Turkish code page (detectors guess Windows-1252, whose letters are wrong in Turkish). Raises
    `UnicodeDecodeError` where none of them fits: such bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("windows-1254"), "windows-1254"


def article_from_bytes(data: bytes, source: str, title: str = "") -> Article:
    """Read an article out of the bytes of a text file.

    ``source`` is what citations name it by. Raises `FileBinary` or `FileEmpty`.
    """
    try:
        text, encoding = decode(data)
    except UnicodeDecodeError as error:
        raise FileBinary(path=source) from error
    if len(_CONTROL.findall(text)) > len(text) * _CONTROLS_FORGIVEN:
        raise FileBinary(path=source)
    return article_from_text(text, source, title, {"encoding": encoding})


def article_from_text(
    text: str, source: str, title: str = "", metadata: Mapping[str, str] | None = None
) -> Article:
    """Make an article of ``text``; without a ``title`` one is found. Raises `FileEmpty`."""
    text = normalise(text)
    spans = paragraphs(text)
    if not spans:
        raise FileEmpty(path=source)
    return Article(text, title or _title(text, spans, source), source, spans, dict(metadata or {}))


def _title(text: str, spans: tuple[Span, ...], source: str) -> str:
    """Return the first paragraph where it reads as a headline, else the name of the file."""
    first = shown(flatten(spans[0].of(text)))
    if len(spans) > 1 and len(first) <= _LONGEST_TITLE and not _ENDS_SENTENCE.search(first):
        return first
    return re.sub(r"[-_\s]+", " ", Path(source).stem).strip() or source
