"""``qa evaluate``: how good the answers are on a data set."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from qa.console import (
    EncoderOption,
    LangOption,
    LibraryOption,
    announcer,
    progress,
    speaking,
)


def evaluate(
    dataset: Annotated[
        Path,
        typer.Argument(
            help="SQuAD JSON, news folder, BEIR folder or questions in JSONL; plain or .gz.",
            metavar="DATASET",
        ),
    ],
    library: LibraryOption = None,
    encoder: EncoderOption = None,
    arm: Annotated[
        Literal["lexical", "dense", "hybrid"], typer.Option("--arm", help="What ranks.")
    ] = "hybrid",
    perturb: Annotated[
        Literal["none", "ascii", "upper", "typo"],
        typer.Option("--perturb", help="How the questions are typed."),
    ] = "none",
    passages: Annotated[
        Path | None,
        typer.Option(
            "--passages",
            help="Ask the paragraphs of this SQuAD file instead.",
            metavar="FILE",
        ),
    ] = None,
    scope: Annotated[
        Literal["pool", "article"],
        typer.Option("--scope", help="All paragraphs of a SQuAD file, or each article by itself."),
    ] = "pool",
    sample: Annotated[
        int | None, typer.Option("--sample", min=1, help="Ask so many questions.", metavar="N")
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="Of all that is drawn.", metavar="S")
    ] = 0,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the result.", metavar="FILE")
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write a page to look at.", metavar="FILE")
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option("--compare", help="Result of another system on this data.", metavar="FILE"),
    ] = None,
    lang: LangOption = None,
) -> None:
    """Measure the answers on questions whose answers are known; prints one table."""
    with speaking(lang) as language:
        from rich.console import Console

        from qa.evaluation import running, table
        from qa.evaluation.measures import needed
        from qa.evaluation.results import dumped, write

        options = running.Options(
            dataset, library, encoder, arm, perturb, passages, scope, sample, seed, compare
        )
        if report is not None:
            needed("matplotlib")
        data = running.load(options)
        with progress("evaluating", language, len(data.items)) as step:
            found = running.evaluate(data, options, announcer(language), step)
        console = Console()
        console.print(table.table(found.result, language))
        if compare is not None:
            console.print(table.comparison(found.result, compare.name, language))
        if json_file is not None:
            write(json_file, dumped(found.result))
        if report is not None:
            from qa.evaluation.report import page

            write(report, page(found, language))
