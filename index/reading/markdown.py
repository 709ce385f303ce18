"""Markdown: headings, lists and quotations are paragraphs, marks and addresses are no text.

Line for line the text is that of the file, so that citations name its lines. Nothing of CommonMark
is interpreted that doesn't matter for reading; what could be either is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from index.article import Article, Span, normalise, stripped
from index.reading.blocks import article_of
from index.reading.dates import find_date
from index.reading.formats import Hints
from index.reading.limits import Limits
from index.reading.text import text_of

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-zçğıöşüÇĞİÖŞÜ_-]+)\s*:\s*(.+?)\s*$", re.MULTILINE)
_FIELDS = {
    "title": "title", "başlık": "title", "baslik": "title", "author": "author",
    "yazar": "author", "date": "date", "tarih": "date", "source": "outlet", "outlet": "outlet",
    "kaynak": "outlet", "publisher": "outlet", "url": "url", "link": "url", "lang": "language",
    "language": "language", "dil": "language",
}  # fmt: skip
_FENCE = re.compile(r"^[ \t]*(```|~~~)")
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"^[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"^ {0,3}>[ \t]?")
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t:|-]*-[ \t:|-]*\|[ \t:|-]*$")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:[ \t]*\S+.*$")
_INLINE = (
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])"), r"\1"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^>\n]{0,200}>"), ""),
    (re.compile(r"(?<!\\)(\*\*\*|\*\*|\*)(?=\S)([^*\n]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w\\])(___|__|_)(?=\S)([^_\n]+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"(?<!\\)(`+)([^`\n]+)\1"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|\"'])"), r"\1"),
)


def parse(data: bytes, source: str, hints: Hints, limits: Limits) -> Article:
    """Make an article of a Markdown file. Raises `FileBinary` or `FileEmpty`."""
    del limits  # nothing grows
    text, encoding = text_of(data, source)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    start = 0
    stated: dict[str, str] = {"format": "markdown", "encoding": encoding}
    if front := _FRONT.match(text):
        start = front.end()
        for name, value in _FIELD.findall(front[1]):
            if field := _FIELDS.get(name.lower()):
                stated[field] = value.strip("\"'")
    if "date" in stated:
        found = find_date(stated["date"])
        stated["date"] = found.isoformat() if found else ""
    lines = [*[""] * text[:start].count("\n"), *text[start:].split("\n")]
    blocks = list(_blocks(lines))
    heading = next((block for block in blocks if block.level == 1), None)
    joined, spans = _placed(lines, blocks)
    title = stated.pop("title", "") or (heading.text if heading else "")
    stated |= {"url": stated.get("url", "") or hints.url, "origin": hints.origin}
    return article_of(joined, spans, source, title, stated)


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph: its cleaned lines from line ``first`` on; the level of a heading, else 0."""

    first: int
    lines: tuple[str, ...]
    level: int = 0

    @property
    def text(self) -> str:
        return " ".join(self.lines)


def _placed(lines: Sequence[str], blocks: Sequence[_Block]) -> tuple[str, tuple[Span, ...]]:
    """Return the text, with each paragraph in the lines that it has in the file, and the spans."""
    kept = [""] * len(lines)
    for block in blocks:
        kept[block.first : block.first + len(block.lines)] = map(normalise, block.lines)
    starts = [0, *accumulate(len(line) + 1 for line in kept)]
    text = "\n".join(kept)
    spans = (stripped(text, starts[b.first], starts[b.first + len(b.lines)] - 1) for b in blocks)
    return text, tuple(span for span in spans if span)


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    held: list[str] = []  # the lines before this one, where they are a paragraph that may go on
    fence = ""
    for number, line in enumerate([*lines, ""]):
        if fence:
            if line.strip().startswith(fence):
                fence = ""
            elif line.strip():
                yield _Block(number, (line,))
            continue
        bare = _QUOTE.sub("", line)
        heading, starts = _HEADING.match(bare), _FENCE.match(bare)
        underlined = bool(held) and _UNDERLINE.match(bare)
        silent = _RULE.match(bare) or _TABLE_RULE.match(bare) or _DEFINITION.match(bare)
        apart = not bare.strip() or heading or starts or silent or _ITEM.match(bare) or "|" in bare
        if held and (underlined or apart):
            level = (1 if "=" in bare else 2) if underlined else 0
            yield _Block(number - len(held), tuple(map(_plain, held)), level)
            held = []
        if underlined or silent:
            continue
        if heading:
            yield _Block(number, (_plain(heading[2]),), len(heading[1]))
        elif starts:
            fence = starts[1]
        elif bare.strip():
            held.append(_ITEM.sub("", bare).strip())


def _plain(line: str) -> str:
    """Return a line without what only marks it up."""
    for pattern, kept in _INLINE:
        line = pattern.sub(kept, line)
    return line
