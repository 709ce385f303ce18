"""``qa statements``: who said what, as a table grouped by speaker."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qa.console import LangOption, LibraryOption, announcer, progress, speaking
from qa.messages import text
from qa.render import place, printable
from qa.settings import UiLanguage

if TYPE_CHECKING:  # what listing needs is read when it is asked for
    from qa.told import Heard, Listing, Told


def statements(
    articles: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders to read.", metavar="ARTICLE...", show_default=False),
    ] = None,
    library: LibraryOption = None,
    speaker: Annotated[
        str | None, typer.Option("--speaker", help="Only what this one says.", metavar="NAME")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
    lang: LangOption = None,
) -> None:
    """List who said what, and where; exit code 0 statements, 1 none, 2 an error."""
    with speaking(lang) as language:
        from qa.told import listing

        found = listing(_heard(articles or [], library, language), speaker)
        if as_json:
            typer.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        elif sys.stdout.isatty():
            _print_table(found, language)
        else:
            typer.echo(_lines(found, language))
        raise typer.Exit(0 if found.statements else 1)


def _heard(articles: list[Path], library: str | None, language: UiLanguage) -> list[Heard]:
    from index.errors import OptionsClash
    from qa.sources import opened
    from qa.told import heard, kept

    if articles:
        from index.reading import Reader, find

        if library is not None:
            raise OptionsClash(option="ARTICLE", other="--library")
        files = list(find(articles))
        found = []
        with progress("reading", language, len(files)) as step, Reader() as reader:
            for one in heard(map(reader.read, files)):
                found.append(one)
                step()
        return found
    with opened(library, [], None, announcer(language)) as source:
        return list(kept(source))


def _none(found: Listing, language: UiLanguage) -> str:
    """Return why the list is empty."""
    if found.speaker is None:
        return text("no_statements", language)
    name = "mentioned" if found.silence == "mentioned" else "nobody"
    return text(name, language, speaker=printable(found.speaker))


def _heading(name: str, group: list[Told], language: UiLanguage) -> str:
    titles = list(dict.fromkeys(title for told in group for title in told.titles))
    who = printable(name) or text("unknown_speaker", language)
    return f"{who} ({printable(', '.join(titles))})" if titles else who


def _where(found: Listing, told: Told, language: UiLanguage) -> str:
    """Return where a statement stands; the title is left out where it is the only one."""
    where = place(told.citation, language)
    if len({other.citation.article for other in found.statements}) == 1:
        return where
    return text("cited", language, title=printable(told.citation.title), where=where)


def _lines(found: Listing, language: UiLanguage) -> str:
    if not found.statements:
        return _none(found, language)
    blocks = []
    for name, group in found.by_speaker().items():
        lines = [_heading(name, group, language)]
        for told in group:
            kind = text(told.kind, language)
            lines += [f"  {printable(told.text)}", f"    {kind}; {_where(found, told, language)}"]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _print_table(found: Listing, language: UiLanguage) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if not found.statements:
        console.print(Text(_none(found, language)))
        return
    table = Table(header_style="bold", expand=True)
    for column, share in (("speaker", 2), ("statement", 5), ("kind", None), ("where", 2)):
        table.add_column(text(f"column_{column}", language), ratio=share)
    for name, group in found.by_speaker().items():
        for number, told in enumerate(group):
            table.add_row(
                Text("" if number else _heading(name, group, language), style="cyan"),
                Text(printable(told.text)),
                Text(text(told.kind, language), style="dim"),
                Text(_where(found, told, language), style="dim"),
            )
        table.add_section()
    console.print(table)
