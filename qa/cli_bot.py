"""``qa bot`` and ``qa feedback``: the Telegram bot, and what its users thought of the answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from qa.console import LangOption, LibraryOption, announcer, speaking
from qa.messages import text

feedback = typer.Typer(help="What users of the Telegram bot thought.", no_args_is_help=True)


def bot(
    check: Annotated[
        bool, typer.Option("--check", help="Print the settings, without secrets, and end.")
    ] = False,
    config: Annotated[
        Path | None,
        typer.Option("--config", help="TOML file with settings.", metavar="FILE"),
    ] = None,
) -> None:
    """Run the Telegram bot; its settings are environment variables and a TOML file."""
    if check:
        with speaking(None) as language:
            from qa.telegram.settings import bot_settings, shown

            settings = bot_settings(config)
            for line in shown(settings):
                typer.echo(line)
            fault = "" if settings.plausible else "bot_bad_token"
            fault = fault if settings.token else "bot_no_token"
            typer.echo(text(fault or "bot_settings_good", language), err=bool(fault))
            raise typer.Exit(2 if fault else 0)
    from qa.telegram.running import main

    raise typer.Exit(main(config))


@feedback.callback()
def _feedback() -> None:
    """Keep ``export`` a command of its own."""


@feedback.command("export")
def export(
    target: Annotated[Path, typer.Argument(help="Thumbs up, for `qa evaluate`.", metavar="FILE")],
    todo: Annotated[
        Path | None,
        typer.Option(
            "--todo",
            help="Thumbs down, to be completed by hand; FILE.todo.jsonl unless given.",
            metavar="FILE",
        ),
    ] = None,
    library: LibraryOption = None,
    lang: LangOption = None,
) -> None:
    """Write 👍 and 👎 as data sets of questions (docs/evaluation.md has the form)."""
    with speaking(lang) as language:
        from qa import feedback as thumbs
        from qa.telegram.settings import bot_settings

        settings = bot_settings()
        done = thumbs.export(
            settings.data,
            library or settings.library,
            target,
            todo or target.with_suffix(".todo.jsonl"),
            announcer(language),
        )
        facts = {"rows": done.good + done.todo, "good": done.good, "todo": done.todo}
        name = "feedback_exported" if facts["rows"] or done.skipped else "feedback_none"
        typer.echo(text(name, language, **facts, skipped=done.skipped))
