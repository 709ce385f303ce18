"""Markdown: headings, lists and quotations are paragraphs, marks and addresses are no text.

Nothing of CommonMark is interpreted that doesn't matter for reading; what could be either is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.article import Article
from index.reading.blocks import article_of, assemble
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
    (re.compile(r"(\*\*\*|\*\*|\*)(?=\S)([^*\n]+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<!\w)(___|__|_)(?=\S)([^_\n]+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"(`+)([^`\n]+)\1"), r"\2"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|\"'])"), r"\1"),
)


def parse(data: bytes, source: str, hints: Hints, limits: Limits) -> Article:
    """Make an article of a Markdown file. Raises `FileBinary` or `FileEmpty`."""
    del limits  # nothing grows
    text, encoding = text_of(data, source)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    stated: dict[str, str] = {"format": "markdown", "encoding": encoding}
    if front := _FRONT.match(text):
        text = text[front.end() :]
        for name, value in _FIELD.findall(front[1]):
            if field := _FIELDS.get(name.lower()):
                stated[field] = value.strip("\"'")
    if "date" in stated:
        found = find_date(stated["date"])
        stated["date"] = found.isoformat() if found else ""
    blocks = list(_blocks(text))
    heading = next((b for level, b in blocks if level == 1), "")
    title = stated.pop("title", "") or heading
    stated |= {"url": stated.get("url", "") or hints.url, "origin": hints.origin}
    joined, spans = assemble(block for _, block in blocks)
    return article_of(joined, spans, source, title, stated)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the paragraphs with their level: that of a heading, else 0."""
    held: list[str] = []
    fence = ""
    for line in [*text.split("\n"), ""]:
        if fence:
            if line.strip().startswith(fence):
                fence = ""
            elif line.strip():
                yield 0, line
            continue
        bare = _QUOTE.sub("", line)
        heading = _HEADING.match(bare)
        starts = _FENCE.match(bare)
        if held and _UNDERLINE.match(bare):
            yield (1 if "=" in bare else 2), _plain("\n".join(held))
            held = []
            continue
        ends = not bare.strip() or heading or starts or _RULE.match(bare) or _ITEM.match(bare)
        if (ends or "|" in bare) and held:
            yield 0, _plain("\n".join(held))
            held = []
        if heading:
            yield len(heading[1]), _plain(heading[2])
        elif starts:
            fence = starts[1]
        elif _RULE.match(bare) or _TABLE_RULE.match(bare) or _DEFINITION.match(bare):
            continue
        elif bare.strip():
            held.append(_ITEM.sub("", bare).strip())


def _plain(block: str) -> str:
    """Return a paragraph without what only marks it up."""
    for pattern, kept in _INLINE:
        block = pattern.sub(kept, block)
    return block
