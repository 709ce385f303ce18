"""The command line: parses, calls, prints. Exit codes are grep's: 0 answered, 1 not, 2 an error."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from index.errors import OptionInvalid, OptionsClash
from qa.cli_bot import bot, feedback
from qa.cli_evaluate import evaluate
from qa.cli_index import app as index_app
from qa.cli_statements import statements
from qa.console import (
    ArticleOption,
    EncoderOption,
    LangOption,
    LibraryOption,
    announcer,
    speaking,
)

if TYPE_CHECKING:
    from index.library import Library

app = typer.Typer(
    name="qa",
    help="Turkish articles answer questions: the passages, who said them, where they stand.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(index_app, name="index")
app.command()(evaluate)
app.command()(statements)
app.command()(bot)
app.add_typer(feedback, name="feedback")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotes.")],
    library: LibraryOption = None,
    article: ArticleOption = None,
    top: Annotated[
        int | None, typer.Option("--top", help="Most passages to show.", metavar="N")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell what made the score of each passage.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    since: Annotated[
        str | None,
        typer.Option("--since", help="Only articles from that day on.", metavar="DATE"),
    ] = None,
    sources: Annotated[
        list[str] | None,
        typer.Option("--source", help="Only articles of this outlet; may be repeated."),
    ] = None,
    lang: LangOption = None,
    encoder: EncoderOption = None,
    min_confidence: Annotated[
        float | None,
        typer.Option(
            "--min-confidence",
            help="Least confidence of an answer, instead of the calibrated one.",
            metavar="P",
        ),
    ] = None,
) -> None:
    """Ask one question; exit code 0 answered, 1 the article does not say, 2 an error."""
    with speaking(lang) as language:
        from qa.answering import answer
        from qa.explaining import explanations
        from qa.question import understand
        from qa.render import ansi, plain, terminal, write
        from qa.scope import by_options
        from qa.sources import opened

        if top is not None and top < 1:
            raise OptionInvalid(option="--top", value=top, expected="1, 2, 3 …")
        if min_confidence is not None and not 0 <= min_confidence <= 1:
            raise OptionInvalid(option="--min-confidence", value=min_confidence, expected="0 … 1")
        if explain and as_json:
            raise OptionsClash(option="--explain", other="--json")
        understand(question)  # a question that can't be asked must not cost a library
        with opened(library, article or [], encoder, announcer(language)) as source:
            scope = by_options(since, sources or [], source.entries())
            found = answer(source, question, top, min_confidence=min_confidence, scope=scope)
            reasons = explanations(source, found, language) if explain else []
        if as_json:
            typer.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        else:
            shown = terminal(found, language, ansi if sys.stdout.isatty() else plain)
            write("\n\n".join([shown, *reasons]))
        raise typer.Exit(0 if found.answered else 1)


@app.command()
def chat(
    library: LibraryOption = None,
    article: ArticleOption = None,
    lang: LangOption = None,
    encoder: EncoderOption = None,
) -> None:
    """Ask in a conversation; :help lists the commands. Reads lines where input is a pipe."""
    with speaking(lang) as language:
        from qa.repl import run

        def opening() -> Library:
            from qa.sources import opened

            return opened(library, article or [], encoder, announcer(language))

        run(opening, language)
