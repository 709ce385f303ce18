"""What is shown besides answers: a passage in its paragraph, sources, who said what, articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from index.article import Article, Span, shown
from index.rows import Entry
from index.statements import Statement
from qa.answer import Citation, shown_ranges
from qa.messages import text
from qa.render import place, printable
from qa.settings import UiLanguage
from qa.telegram.blocks import Block, Outgoing, Piece, messages
from qa.telegram.compose import quote

ON_PAGE = 8
"""Articles, speakers or statements on one page of a list."""
_LONGEST_TITLE = 80
_PAGE = 2048  # UTF-16 code units of a page of statements
_FACTS = ("outlet", "author", "date")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The articles that a chat can ask: its own, and those of the shared library."""

    own: Sequence[Entry]
    shared: Sequence[Entry]

    def numbered(self) -> list[tuple[str, Entry]]:
        """Return the articles with the numbers they go by: "3", and "o3" for a shared one."""
        return [*((str(e.id), e) for e in self.own), *((f"o{e.id}", e) for e in self.shared)]


def clipped(title: str, longest: int = _LONGEST_TITLE) -> str:
    """Return ``title`` in one line of at most ``longest`` characters."""
    line = shown(printable(title))
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def named(source: str) -> str:
    """Return what may be told of where an article came from: never a path of this machine."""
    web = source.startswith(("https://", "http://"))
    return source if web else PurePath(source.replace("\\", "/")).name


def context(
    article: Article, citation: Citation, number: int, language: UiLanguage
) -> list[Outgoing]:
    """Return the paragraph around a citation, the cited words bold."""
    span = article.paragraphs[citation.paragraph - 1]
    cited = Span(max(citation.start, span.start), min(citation.end, span.end))
    paragraph = shown(span.of(article.text))
    marked = shown_ranges(article.text, span, [cited]) if cited else ()
    where = f"[{number}] {clipped(citation.title)}, {place(citation, language)}"
    bold = tuple(Piece("bold", a, b) for a, b in marked)
    return messages([Block(f"{paragraph}\n{where}", (quote(0, len(paragraph)), *bold))])


def sources(found: Sequence[tuple[Article, Citation]], language: UiLanguage) -> list[Outgoing]:
    """Return where the passages of an answer stand; web articles with a link to the words."""
    blocks = []
    for number, (article, citation) in enumerate(found, start=1):
        facts = [article.metadata[f] for f in _FACTS if article.metadata.get(f)]
        title = f"[{number}] {clipped(article.title)}"
        lines = [title, " · ".join([*map(clipped, facts), place(citation, language)])]
        marks = [Piece("bold", 0, len(title))]
        if url := citation.url:
            label = text("bot_open_source", language)
            start = sum(len(line) + 1 for line in lines)
            marks.append(Piece("text_link", start, start + len(label), url))
            lines.append(label)
        elif name := named(article.source):
            lines.append(clipped(name))
        blocks.append(Block("\n".join(lines), tuple(marks)))
    return messages(blocks)


def speakers_of(said: Sequence[Statement]) -> list[tuple[str, int]]:
    """Return who speaks, with the number of statements, the most talkative first."""
    counts: dict[str, int] = {}
    for statement in said:
        if statement.speaker:
            counts[statement.speaker] = counts.get(statement.speaker, 0) + 1
    return sorted(counts.items(), key=lambda item: -item[1])


def said_by(
    article: Article, statements: Sequence[Statement], speaker: str, language: UiLanguage
) -> list[Outgoing]:
    """Return what ``speaker`` said in ``article``, a message a page."""
    head = text("bot_said_by", language, speaker=printable(speaker), title=clipped(article.title))
    blocks = [Block(head, (Piece("bold", 0, len(head)),))]
    own = (s for s in statements if s.speaker == speaker)
    for number, statement in enumerate(own, start=1):
        words = shown(statement.span.of(article.text))
        paragraph = text("paragraph", language, n=article.paragraph(statement.span))
        where = f"[{number}] {text(statement.kind, language)}, {paragraph}"
        blocks.append(Block(f"{words}\n{where}", (quote(0, len(words)),)))
    return messages(blocks, _PAGE)


def articles(shelf: Shelf, selected: str, page: int, language: UiLanguage) -> Outgoing:
    """Return one page of the list of articles; ``selected`` is the number of the one in use."""
    listed = shelf.numbered()
    lines = []
    for number, entry in listed[page * ON_PAGE : (page + 1) * ON_PAGE]:
        sign = "▸ " if number == selected else ""
        lines.append(f"{sign}{number}  {clipped(entry.title)}")
    facts = {"own": len(shelf.own), "shared": len(shelf.shared)}
    head = text("bot_articles", language, **facts)
    hint = text("bot_articles_hint" if listed else "bot_articles_none", language)
    return Outgoing("\n\n".join([head, *(["\n".join(lines)] if lines else []), hint]))


def pages(count: int) -> int:
    """Return the number of pages for ``count`` entries."""
    return max(1, -(-count // ON_PAGE))
