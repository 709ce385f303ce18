"""``qa index``: libraries of articles, made, listed, changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.article import Article
from index.errors import MakaleError
from qa.console import EncoderOption, LangOption, LibraryArgument, progress, speaking
from qa.messages import error_text, text
from qa.render import printable
from qa.settings import UiLanguage

if TYPE_CHECKING:
    from index.changes import Added

app = typer.Typer(help="Libraries of articles.", no_args_is_help=True)


@app.command("add")
def add(
    library: LibraryArgument,
    sources: Annotated[
        list[str],
        typer.Argument(help="Files, folders, archives or web addresses.", metavar="FILE|URL..."),
    ],
    recursive: Annotated[
        bool, typer.Option("--recursive", "-r", help="Also the folders inside folders.")
    ] = False,
    encoder: EncoderOption = None,
    lang: LangOption = None,
) -> None:
    """Add articles; makes the library where there is none.

    The same content is added once; an article that has changed since takes its earlier place.
    """
    with speaking(lang) as language:
        from index.reading import Reader, find
        from qa.sources import for_writing

        files = list(find(sources, recursive=recursive))
        skipped: list[MakaleError] = []

        def readable(reader: Reader, step: Callable[[], None]) -> Iterator[Article]:
            for file in files:
                try:
                    yield reader.read(file)
                except MakaleError as error:
                    if len(files) == 1:
                        raise
                    skipped.append(error)
                    reason = error_text(error, language)
                    typer.echo(text("skipped", language, reason=reason), err=True)
                    step()

        with Reader() as reader, progress("adding", language, len(files)) as step:
            articles = readable(reader, step)
            # A library is only made for an article that can be read.
            for first in articles:
                with for_writing(library, encoder) as target:
                    for added in target.add(chain([first], articles)):
                        typer.echo(_became(added, language))
                        step()
                    _ = target.derived  # the next question must not pay for the indexes
        if skipped:
            raise typer.Exit(2)


def _became(added: Added, language: UiLanguage) -> str:
    name = "updated" if added.replaced else "added" if added.new else "known"
    return text(name, language, id=added.id, title=printable(added.title))


@app.command("list")
def list_articles(library: LibraryArgument, lang: LangOption = None) -> None:
    """List the articles with their numbers."""
    with speaking(lang) as language:
        from index.library import open_library
        from index.places import place_of

        with open_library(place_of(library)) as source:
            entries = source.entries()
        if not entries:
            typer.echo(text("empty_library", language))
        for entry in entries:
            facts = [entry.metadata.get("outlet"), entry.metadata.get("date"), entry.source]
            known = ", ".join(fact for fact in facts if fact)
            typer.echo(printable(f"[{entry.id}] {entry.title}  ({known})"))


@app.command("remove")
def remove(
    library: LibraryArgument,
    numbers: Annotated[list[int], typer.Argument(help="Numbers of articles.", metavar="N...")],
    lang: LangOption = None,
) -> None:
    """Remove articles for good: texts, statements, vectors and terms."""
    with speaking(lang) as language:
        from index.library import open_library
        from index.places import place_of

        with open_library(place_of(library), writable=True) as target:
            for number in numbers:
                target.remove(number)
                typer.echo(text("removed", language, id=number))
            _ = target.derived


@app.command("info")
def info(library: LibraryArgument, lang: LangOption = None) -> None:
    """Print what the library holds and what it was made with."""
    with speaking(lang) as language:
        from index.library import open_library
        from index.places import place_of

        with open_library(place_of(library)) as source:
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
            recall = source.derived.vectors.recall
        typer.echo(text("info", language, **facts))
        if recall is not None:
            typer.echo(text("info_recall", language, recall=recall))


@app.command("rebuild")
def rebuild(
    library: LibraryArgument, encoder: EncoderOption = None, lang: LangOption = None
) -> None:
    """Make everything again from the stored texts, with this version or with another encoder."""
    with speaking(lang) as language:
        from index.library import open_library
        from index.places import place_of
        from qa.settings import encoder_name

        with open_library(
            place_of(library), encoder_name(encoder), writable=True, check=False
        ) as target:
            count = len(target.entries())
            with progress("rebuilding", language, count) as step:
                target.rebuild(lambda _: step())
            _ = target.derived
        typer.echo(text("rebuilt", language, n=count))


@app.command("verify")
def verify(library: LibraryArgument, lang: LangOption = None) -> None:
    """Check every hash and count; makes damaged indexes again. Exit code 1 where it had to."""
    with speaking(lang) as language:
        from index.library import open_library
        from index.places import place_of

        with open_library(place_of(library), writable=True) as target:
            entries = target.entries()
            with progress("verifying", language, len(entries)) as step:
                wrong = target.verify(lambda _: step())
        if wrong:
            typer.echo(text("mended", language, reason=wrong))
            raise typer.Exit(1)
        passages = sum(entry.passages for entry in entries)
        typer.echo(text("verified", language, articles=len(entries), passages=passages))


@app.command("export")
def export(
    library: LibraryArgument,
    file: Annotated[Path, typer.Argument(help="File to write (.jsonl).", metavar="FILE")],
    lang: LangOption = None,
) -> None:
    """Write all articles to one file, a JSON object a line; `qa index add` reads it."""
    with speaking(lang) as language:
        from index.library import open_library
        from index.places import Address, place_of
        from qa.exporting import export as write

        # What another version made on a server can't be rebuilt there; its articles can be had.
        place = place_of(library)
        with open_library(place, check=not isinstance(place, Address)) as source:
            count = write(source, file)
        typer.echo(text("exported", language, n=count, path=file))
