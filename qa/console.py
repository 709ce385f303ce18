"""What all commands share: options, the language of messages, errors in one line, progress."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from index.errors import MakaleError
from qa.messages import error_text, text
from qa.settings import UiLanguage, ui_language

LibraryOption = Annotated[
    str | None,
    typer.Option(
        "--library",
        help="Folder of the library to ask, or milvus://host:port/name.",
        metavar="LIBRARY",
    ),
]
ArticleOption = Annotated[
    list[str] | None,
    typer.Option(
        "--article",
        help="Ask this file or web page instead; may be repeated.",
        metavar="FILE|URL",
    ),
]
EncoderOption = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        help="Folder or hub name of a sentence-transformers model; built-in unless given.",
        metavar="NAME",
    ),
]
LangOption = Annotated[
    str | None, typer.Option("--lang", help="Language of messages: tr (default) or en.")
]
LibraryArgument = Annotated[
    str, typer.Argument(help="Folder of the library, or milvus://…", metavar="LIBRARY")
]


@contextmanager
def speaking(option: str | None) -> Iterator[UiLanguage]:
    """Turn errors into their one line, in the user's language, and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    language: UiLanguage = "tr"
    try:
        language = ui_language(option)
        yield language
    except MakaleError as error:
        typer.echo(error_text(error, language), err=True)
        raise typer.Exit(2) from error
    except KeyboardInterrupt:
        raise typer.Exit(130) from None


def announcer(language: UiLanguage) -> Callable[[str], None]:
    """Return what prints a message by its name, beside the answer and not in it."""
    return lambda name: typer.echo(text(name, language), err=True)


@contextmanager
def progress(name: str, language: UiLanguage, total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on standard error while the block runs, where that is a terminal.

    Yields what to call after each of the ``total`` steps.
    """
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(text(name, language), total=total)
        yield lambda: bar.advance(task)
