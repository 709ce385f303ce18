"""Word documents: paragraphs and tables in the order in which they stand, and their properties."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from index.article import Article
from index.errors import FileBroken, FileLocked, FileUnpacksTooLarge
from index.reading.blocks import article_of, assemble
from index.reading.formats import Hints
from index.reading.limits import Limits
from index.reading.titles import reads_as_title

_ENCRYPTED = 0x1
_TITLE = "Title"  # name of the style


def parse(data: bytes, source: str, hints: Hints, limits: Limits) -> Article:
    """Make an article of a .docx file.

    Raises `FileBroken`, `FileLocked`, `FileUnpacksTooLarge` or `FileEmpty`.
    """
    _weigh(data, source, limits)
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        title = next((p.text for p in document.paragraphs if _style(p) == _TITLE), "")
        text, spans = assemble(_blocks(document.iter_inner_content()))
        facts = document.core_properties
    except MemoryError:
        raise
    except Exception as error:  # python-docx lets through whatever it stumbles over
        raise FileBroken(path=source, format="docx") from error
    # A document made from another keeps the title of that one, unless it reads as this one's.
    if not title and facts.title and facts.title in text and reads_as_title(facts.title):
        title = facts.title
    stated = {
        "format": "docx",
        "url": hints.url,
        "origin": hints.origin,
        "author": facts.author if facts.author != "python-docx" else "",
        "language": (facts.language or "")[:2].lower(),
    }
    return article_of(text, spans, source, title, stated)


def _weigh(data: bytes, source: str, limits: Limits) -> None:
    """Refuse an archive by what it says that it holds; more than that is never unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise FileBroken(path=source, format="docx") from error
    if any(m.flag_bits & _ENCRYPTED for m in members):
        raise FileLocked(path=source)
    if sum(m.file_size for m in members) > limits.unpacked << 20:
        raise FileUnpacksTooLarge(path=source, limit=limits.unpacked)


def _style(paragraph: Any) -> str:  # noqa: ANN401
    return str(paragraph.style.name) if paragraph.style is not None else ""


def _blocks(items: Any) -> Iterator[str]:  # noqa: ANN401
    for item in items:
        if hasattr(item, "rows"):
            seen: set[int] = set()
            for row in item.rows:
                for cell in row.cells:
                    if id(cell._tc) not in seen:  # merged cells come once for each place
                        seen.add(id(cell._tc))
                        yield from _blocks(cell.iter_inner_content())
        else:
            yield _text(item)


def _text(paragraph: Any) -> str:  # noqa: ANN401
    """Return the text of a paragraph; where Word last ended a page inside it, a page break.

    Pages are known only where the program that saved the document noted them.
    """
    pieces: list[str] = []
    for item in paragraph.iter_inner_content():
        runs = item.runs if hasattr(item, "runs") else [item]
        for run in runs:
            for piece in run.iter_inner_content():
                if isinstance(piece, str):
                    pieces.append(piece)
                elif type(piece).__name__ == "RenderedPageBreak":
                    pieces.append("\f")
    return "".join(pieces)
