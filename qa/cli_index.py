"""``qa index``: libraries of articles, made, listed, changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from index.article import Article
from index.errors import MakaleError
from qa.console import EncoderOption, LangOption, LibraryArgument, progress, speaking
from qa.messages import error_text, text
from qa.render import printable

app = typer.Typer(help="Libraries of articles.", no_args_is_help=True)


@app.command("add")
def add(
    library: LibraryArgument,
    files: Annotated[list[Path], typer.Argument(help="Files or folders.", metavar="FILE...")],
    encoder: EncoderOption = None,
    lang: LangOption = None,
) -> None:
    """Add articles; makes the library where there is none. The same content is added once."""
    with speaking(lang) as language:
        from index.reading import find, read
        from qa.sources import for_writing

        paths = list(find(files))
        skipped: list[MakaleError] = []

        def articles() -> Iterator[Article]:
            for path in paths:
                try:
                    yield read(path)
                except MakaleError as error:
                    if len(paths) == 1:
                        raise
                    skipped.append(error)
                    typer.echo(
                        text("skipped", language, reason=error_text(error, language)), err=True
                    )

        with (
            for_writing(library, encoder) as target,
            progress("adding", language, len(paths)) as step,
        ):
            for added in target.add(articles()):
                name = "added" if added.new else "known"
                typer.echo(text(name, language, id=added.id, title=printable(added.title)))
                step()
            _ = target.derived  # the next question must not pay for the indexes
        if skipped:
            raise typer.Exit(2)


@app.command("list")
def list_articles(library: LibraryArgument, lang: LangOption = None) -> None:
    """List the articles with their numbers."""
    with speaking(lang) as language:
        from index.library import open_library

        with open_library(library) as source:
            entries = source.entries()
        if not entries:
            typer.echo(text("empty_library", language))
        for entry in entries:
            typer.echo(printable(f"[{entry.id}] {entry.title}  ({entry.source})"))


@app.command("remove")
def remove(
    library: LibraryArgument,
    numbers: Annotated[list[int], typer.Argument(help="Numbers of articles.", metavar="N...")],
    lang: LangOption = None,
) -> None:
    """Remove articles for good: texts, statements, vectors and terms."""
    with speaking(lang) as language:
        from index.library import open_library

        with open_library(library, writable=True) as target:
            for number in numbers:
                target.remove(number)
                typer.echo(text("removed", language, id=number))
            _ = target.derived


@app.command("info")
def info(library: LibraryArgument, lang: LangOption = None) -> None:
    """Print what the library holds and what it was made with."""
    with speaking(lang) as language:
        from index.library import open_library

        with open_library(library) as source:
            entries, made = source.entries(), source.store.manifest
            facts = {
                "path": library,
                "articles": len(entries),
                "passages": sum(e.passages for e in entries),
                "encoder": made.encoder,
                "dimension": made.dimension,
                "fingerprint": made.fingerprint,
                "analyser": made.analyser,
                "revision": source.store.revision,
            }
        typer.echo(text("info", language, **facts))


@app.command("rebuild")
def rebuild(
    library: LibraryArgument, encoder: EncoderOption = None, lang: LangOption = None
) -> None:
    """Make everything again from the stored texts, with this version or with another encoder."""
    with speaking(lang) as language:
        from index.library import open_library
        from qa.settings import encoder_name

        with open_library(library, encoder_name(encoder), writable=True, check=False) as target:
            count = len(target.entries())
            with progress("rebuilding", language, count) as step:
                target.rebuild(lambda _: step())
            _ = target.derived
        typer.echo(text("rebuilt", language, n=count))
