"""PDF: pages to lines with PDFium, lines to paragraphs by where they stand.

Ligatures become letters, what PDFium marks as a hyphen at a line end becomes one. Headers, footers
and page numbers are dropped (`index.reading.furniture`), columns read one after the other
(`index.reading.columns`). The text keeps the lines and pages of the print, so that citations do.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from index.article import Article
from index.errors import FileBroken, FileLocked, FileScanned, FileTooLong
from index.reading.blocks import article_of
from index.reading.columns import Line, in_order
from index.reading.formats import Hints
from index.reading.furniture import without_furniture
from index.reading.limits import Limits
from index.reading.printed import composed
from index.reading.titles import reads_as_title

# Where a word is broken, PDFium tells of the hyphen, in one of two ways, and not of the line end.
_END = re.compile(r"[^\n\r\x02\ufffe]*(?:[\n\r\x02\ufffe]|\Z)")
_SPACE = re.compile(r"\s")
# Old fonts of Turkish documents call these letters by their places in the Western code page.
_WESTERN = str.maketrans("ýþðÝÞÐ", "ışğİŞĞ")
_TURKISH = frozenset("ışğİŞĞ")
_UPRIGHT = 0.2  # radians by which a line of text may lean
_PASSWORD = 4  # PDFium's number for it


def parse(data: bytes, source: str, hints: Hints, limits: Limits) -> Article:
    """Make an article of a PDF file.

    Raises `FileBroken`, `FileLocked`, `FileTooLong` or `FileScanned`.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise FileLocked(path=source) from error
        raise FileBroken(path=source, format="pdf") from error
    with document:
        if len(document) > limits.pages:
            raise FileTooLong(path=source, pages=len(document), limit=limits.pages)
        pages = [_lines(document, number) for number in range(len(document))]
        facts = document.get_metadata_dict()
    if not any(pages):
        raise FileScanned(path=source)
    blocks = [in_order(lines) for lines in without_furniture(pages)]
    text, spans = composed(blocks)
    if not spans:
        raise FileScanned(path=source)
    stated = {
        "format": "pdf",
        "url": hints.url,
        "origin": hints.origin,
        "author": facts.get("Author", ""),
    }
    return article_of(text, spans, source, _title(facts.get("Title", ""), text), stated)


def _title(stated: str, text: str) -> str:
    """Return the stated title where it stands in the text: many are those of a template."""
    title = " ".join(stated.split())
    there = title and " ".join(text[: 4 * len(title) + 2000].split()).find(title) >= 0
    return title if there and reads_as_title(title) else ""


def _lines(document: Any, number: int) -> list[Line]:  # noqa: ANN401  # pypdfium2 has no types
    """Return the lines of a page in the order in which they were drawn."""
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:  # a page that is broken costs only itself
        return []
    text = page.get_textpage()
    try:
        lines = list(_drawn(text.raw, text.count_chars()))
    finally:
        text.close()
        page.close()
    letters = Counter("".join(line.text for line in lines))
    if any(letters[c] for c in "ýþðÞÐ") and not any(letters[c] for c in _TURKISH):
        lines = [replace(line, text=line.text.translate(_WESTERN)) for line in lines]
    return _turned(lines)


def _drawn(page: Any, count: int) -> Iterator[Line]:  # noqa: ANN401
    from pypdfium2 import raw

    text = _characters(page, count)
    start = 0
    for match in _END.finditer(text):
        first, last = start, match.end()
        start = last
        while first < last and _blank(text[first]):
            first += 1
        while last > first and _blank(text[last - 1]):
            last -= 1
        if first == last:
            continue
        gap = _SPACE.search(text, first, last)
        left, word = _box(page, first)[0], _box(page, (gap.start() if gap else last) - 1)[1]
        yield Line(
            text[first:last].translate(_LETTERS),
            left,
            _box(page, last - 1)[1],
            _baseline(page, (first + last) // 2),
            _height(page, first),
            abs(word - left),
            raw.FPDFText_GetCharAngle(page, first),
        )


def _characters(page: Any, count: int) -> str:  # noqa: ANN401
    """Return the characters of a page, one code point for each that PDFium counts."""
    from pypdfium2 import raw

    held = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(page, 0, count, held) == count + 1:
        text = bytes(held)[: 2 * count].decode("utf-16-le", "surrogatepass")
        if len(text) == count:
            return text
    # Some have no letter, or one of two code units: what comes at once doesn't agree then.
    codes = (raw.FPDFText_GetUnicode(page, i) for i in range(count))
    return "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)


def _blank(char: str) -> bool:
    return not char.translate(_LETTERS).strip()


class _Letters(dict[int, str]):
    """What stands for a character: letters of a ligature, nothing for a control."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kept = char if char.isprintable() or char in "\u00ad\t" else " " if char.isspace() else ""
        self[code] = kept
        return kept


_LETTERS = _Letters(
    {
        0x02: "-", 0xFFFE: "-",
        0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
        0xFB06: "st",
    }
)  # fmt: skip


def _box(page: Any, index: int) -> tuple[float, float]:  # noqa: ANN401
    from pypdfium2 import raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(page, index, left, right, bottom, top)
    return left.value, right.value


def _baseline(page: Any, index: int) -> float:  # noqa: ANN401
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(page, index, x, y)
    return y.value


def _height(page: Any, index: int) -> float:  # noqa: ANN401
    """Return the size of the font as printed: what PDFium gives is that before all scaling."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(page, index, matrix)
    return float(raw.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)) or 1.0


def _turned(lines: list[Line]) -> list[Line]:
    """Leave out what stands across the rest: a stamp at the margin.

    Where most of a page stands on its side, its lines stay in the order in which they were drawn.
    """
    upright = [line for line in lines if abs(math.sin(line.angle)) < math.sin(_UPRIGHT)]
    if sum(len(line.text) for line in upright) * 2 >= sum(len(line.text) for line in lines):
        return upright
    apart = 2 * max(line.height for line in lines)
    return [replace(x, left=0.0, right=1.0, y=-apart * i) for i, x in enumerate(lines)]
