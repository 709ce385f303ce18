"""Plain text: bytes to an article."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from index.article import Article, normalise
from index.errors import FileBinary
from index.reading.blocks import article_of
from index.reading.formats import Hints
from index.reading.limits import Limits
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
_SAMPLE = 4096  # bytes by which UTF-16 without a mark is told
_LATIN = 0.7
"""Share of code units of UTF-16 whose high byte is 0 in Turkish; that of ğ, ı, ş is 1."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of ``data`` and the name of its encoding.

    A byte order mark decides; without one every other byte is zero or one in UTF-16 and hardly any
    in another encoding. Else it is UTF-8 if it can be, else Windows-1254, the old Turkish code page
    (detectors guess Windows-1252, whose letters are wrong in Turkish). Raises `UnicodeDecodeError`
    where none of them fits: such bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding), encoding
    if encoding := _unmarked(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            pass
        else:
            if not _CONTROL.search(text):
                return text, encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("windows-1254"), "windows-1254"


def _unmarked(data: bytes) -> str:
    """Return the form of UTF-16 that ``data`` without a mark seems to be in, "" if none."""
    if len(data) % 2 or not data:
        return ""
    even, odd = data[:_SAMPLE:2], data[1:_SAMPLE:2]
    for high, low, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        zeros = high.count(0)
        if zeros >= _LATIN * len(high) and zeros + high.count(1) > 2 * low.count(0):
            return encoding
    return ""


def parse(data: bytes, source: str, hints: Hints, limits: Limits) -> Article:
    """Make an article of the bytes of a text file. Raises `FileBinary` or `FileEmpty`."""
    del limits  # nothing grows
    stated = {"format": "text", "url": hints.url, "origin": hints.origin}
    return article_from_bytes(data, source, metadata=stated)


def article_from_bytes(
    data: bytes, source: str, title: str = "", metadata: Mapping[str, str] | None = None
) -> Article:
    """Read an article out of the bytes of a text file.

    ``source`` is what citations name it by. Raises `FileBinary` or `FileEmpty`.
    """
    text, encoding = text_of(data, source)
    return article_from_text(text, source, title, {"encoding": encoding, **(metadata or {})})


def text_of(data: bytes, source: str) -> tuple[str, str]:
    """Return the text of a file and its encoding. Raises `FileBinary`."""
    try:
        text, encoding = decode(data)
    except UnicodeDecodeError as error:
        raise FileBinary(path=source) from error
    if len(_CONTROL.findall(text)) > len(text) * _CONTROLS_FORGIVEN:
        raise FileBinary(path=source)
    return text, encoding


def article_from_text(
    text: str, source: str, title: str = "", metadata: Mapping[str, str] | None = None
) -> Article:
    """Make an article of ``text``; without a ``title`` one is found. Raises `FileEmpty`."""
    text = normalise(text)
    return article_of(text, paragraphs(text), source, title, metadata)
