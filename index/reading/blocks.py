"""Articles out of blocks: what formats with paragraphs of their own have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from index.article import Article, Span, normalise, stripped
from index.errors import FileEmpty
from index.reading.metadata import completed
from index.reading.titles import title_of


def assemble(blocks: Iterable[str], between: str = "\n\n") -> tuple[str, tuple[Span, ...]]:
    """Join paragraphs into one text; return it with the span of each.

    Blocks without anything visible are left out; page breaks inside them stay.
    """
    pieces: list[str] = []
    spans: list[Span] = []
    at = 0
    for block in map(normalise, blocks):
        inner = stripped(block, 0, len(block))
        if not inner:
            continue
        if pieces:
            pieces.append(between)
            at += len(between)
        pieces.append(block)
        spans.append(Span(at + inner.start, at + inner.end))
        at += len(block)
    return "".join(pieces), tuple(spans)


def article_of(
    text: str,
    spans: tuple[Span, ...],
    source: str,
    title: str = "",
    metadata: Mapping[str, str] | None = None,
) -> Article:
    """Make an article of a normalised text and its paragraphs.

    Without a ``title`` one is found. ``metadata`` without a value is left out, what the text itself
    tells (agency, date, language) is added. Raises `FileEmpty`.
    """
    if not spans:
        raise FileEmpty(path=source)
    title = " ".join(title.split()) or title_of(text, spans, source)
    return Article(text, title, source, spans, completed(text, spans, metadata or {}))
