"""An `Answer` for people to read: in a terminal, styled or plain."""

from __future__ import annotations

import sys
from collections.abc import Callable

from index.article import Article, Span
from qa.answer import Answer, Citation, Hit
from qa.messages import text
from qa.settings import UiLanguage

Style = Callable[[str, str], str]
"""Takes a piece of text and the name of its role ("best", "speaker", "quiet") and dresses it."""


def plain(piece: str, role: str) -> str:
    """Dress nothing: for pipes and files."""
    del role
    return piece


def ansi(piece: str, role: str) -> str:
    """Dress for a terminal, with the few codes that all of them know."""
    return f"\x1b[{ {'best': 1, 'speaker': 36, 'quiet': 2}[role] }m{piece}\x1b[0m"


def place(citation: Citation, language: UiLanguage) -> str:
    """Return where a citation stands inside its article."""
    parts = [text("paragraph", language, n=citation.paragraph)]
    if citation.places is not None:
        (page, first), (last_page, last) = citation.places
        if last_page > page:
            bounds = {"a": first, "b": last, "page": page, "last": last_page}
            return ", ".join([*parts, text("pages_lines", language, **bounds)])
        parts += [text("page", language, n=page), _lines(first, last, language)]
    else:
        if citation.lined:
            parts.append(_lines(*citation.lines, language))
        if citation.page is not None:
            parts.append(text("page", language, n=citation.page))
    return ", ".join(parts)


def _lines(first: int, last: int, language: UiLanguage) -> str:
    return text("lines" if last > first else "line", language, a=first, b=last)


def published(citation: Citation, language: UiLanguage) -> str:
    """Return who published the article and when: "AA, 24.06.2022"; "" where neither is known."""
    day = citation.date and text("date", language, **_day(citation.date))
    return ", ".join(printable(part) for part in (citation.outlet, day) if part)


def _day(iso: str) -> dict[str, str]:
    year, month, day = iso.split("-")
    return {"year": year, "month": month, "day": day}


def speakers(hit: Hit, language: UiLanguage) -> str:
    """Return who speaks in a passage, and how: "İlham Aliyev, doğrudan"; "" where nobody does."""
    named: dict[str, list[str]] = {}
    for said in hit.statements:
        if said.speaker:
            kinds = named.setdefault(said.speaker, [])
            kind = text(said.kind, language)
            if kind not in kinds:
                kinds.append(kind)
    return "; ".join(f"{name}, {' + '.join(kinds)}" for name, kinds in named.items())


def cited(hit: Hit, number: int, language: UiLanguage) -> str:
    """Return the numbered citation line of a passage."""
    citation = hit.citation
    where = ", ".join(filter(None, (published(citation, language), place(citation, language))))
    line = text("cited", language, title=printable(citation.title), where=where)
    return f"[{number}] {line}"


def also(hit: Hit, language: UiLanguage) -> str:
    """Return the line that names the other places, "" where there are none."""
    places = "; ".join(
        place(other, language)
        if other.article == hit.citation.article
        else f"{_elsewhere(other, hit.citation, language)}, {place(other, language)}"
        for other in hit.also
    )
    return text("also", language, places=places) if places else ""


def _elsewhere(other: Citation, shown: Citation, language: UiLanguage) -> str:
    """Return what tells another article from the one that is shown: who published it, its title."""
    published_by = published(other, language)
    if other.title == shown.title:
        # No folders: who reads this may be anybody.
        return published_by or printable(other.source.rstrip("/").rpartition("/")[2])
    return ", ".join(filter(None, (printable(other.title), published_by)))


def heading(answer: Answer, language: UiLanguage) -> str:
    """Return what stands above the passages: nothing, or that the article does not say."""
    if answer.answered:
        return ""
    if answer.further:
        return text("no_more", language)
    if answer.kind == "speech" and answer.speaker:
        return text("nobody", language, speaker=answer.speaker)
    return text("silent", language)


def understood(answer: Answer, language: UiLanguage) -> str:
    """Return how a follow-up was read, "" where a question was read as it stands."""
    if answer.resolved is None:
        return ""
    name = "resolved_further" if answer.further else "resolved"
    return text(name, language, question=printable(answer.resolved))


def sure(answer: Answer, language: UiLanguage) -> str:
    """Return the line of how sure the answer is."""
    return text("sure", language, percent=round(answer.confidence * 100))


def scope(answer: Answer, language: UiLanguage) -> str:
    """Return the line that tells among which articles was looked, "" where among all."""
    if answer.scope is None:
        return ""
    since, until = (
        text("date", language, **_day(day.isoformat())) if day else ""
        for day in (answer.scope.since, answer.scope.until)
    )
    days = f"{since} – {until}".strip() if since or until else ""
    bounds = ", ".join(filter(None, (*map(printable, answer.scope.sources), days)))
    return text("scope", language, bounds=bounds)


def terminal(answer: Answer, language: UiLanguage, style: Style = plain) -> str:
    """Return the whole answer as lines for a terminal."""
    blocks = []
    if reading := understood(answer, language):
        blocks.append(style(reading, "quiet"))
    if not answer.answered:
        blocks.append(heading(answer, language))
        if answer.nearest:
            blocks.append(style(text("nearest", language), "quiet"))
    for number, hit in enumerate(answer.passages or answer.nearest, start=1):
        lines = [_marked(hit, style)]
        if who := speakers(hit, language):
            lines.append(style(f"— {who}", "speaker"))
        lines.append(style(cited(hit, number, language), "quiet"))
        if others := also(hit, language):
            lines.append(style(f"    {others}", "quiet"))
        blocks.append("\n".join(lines))
    if answer.answered:
        blocks.append(style(sure(answer, language), "quiet"))
    if among := scope(answer, language):
        blocks.append(style(among, "quiet"))
    return "\n\n".join(blocks)


def _marked(hit: Hit, style: Style) -> str:
    pieces, end = [], 0
    for start, stop in hit.highlights:
        pieces += [printable(hit.text[end:start]), style(printable(hit.text[start:stop]), "best")]
        end = stop
    return "".join([*pieces, printable(hit.text[end:])])


def context(article: Article, citation: Citation, style: Style = plain, around: int = 0) -> str:
    """Return the paragraph of a citation as it stands, with line numbers, the cited marked.

    ``around`` paragraphs before and behind it are shown too.
    """
    at = citation.paragraph - 1
    shown = article.paragraphs[max(0, at - around) : at + around + 1]
    paragraph = Span(shown[0].start, shown[-1].end)
    start = article.text.rfind("\n", 0, paragraph.start) + 1
    first, _ = article.lines(paragraph)
    rows, at = [], start
    for number, line in enumerate(article.text[start : paragraph.end].split("\n"), start=first):
        low = min(max(citation.start - at, 0), len(line))
        high = min(max(citation.end - at, 0), len(line))
        marked = (
            printable(line[:low])
            + style(printable(line[low:high]), "best")
            + printable(line[high:])
        )
        rows.append(f"{number:>5}  {marked}" if line.strip() else f"{number:>5}")
        at += len(line) + 1
    return "\n".join(rows)


def write(lines: str) -> None:
    """Write to standard output; a terminal gets the lines broken between words."""
    if sys.stdout.isatty():
        from rich.console import Console
        from rich.text import Text

        Console(highlight=False).print(Text.from_ansi(lines))
    else:
        sys.stdout.write(lines + "\n")
        sys.stdout.flush()


def printable(piece: str) -> str:
    """Return ``piece`` without control characters: an article must not command a terminal."""
    return "".join(c if c.isprintable() or c == "\t" else " " for c in piece)
