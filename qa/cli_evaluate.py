"""``qa evaluate``: how good the answers are on a data set."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from qa.console import (
    EncoderOption,
    LangOption,
    LibraryOption,
    announcer,
    progress,
    speaking,
)
from qa.settings import UiLanguage

if TYPE_CHECKING:
    from rich.table import Table

    from qa.evaluation.running import Options


def evaluate(
    dataset: Annotated[
        Path,
        typer.Argument(
            help="SQuAD JSON, news folder, BEIR folder, questions or dialogues in JSONL.",
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
    articles: Annotated[
        Path | None,
        typer.Option("--articles", help="Folder of the articles of dialogues.", metavar="DIR"),
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
        from qa.evaluation.dialogues import holds_dialogues
        from qa.evaluation.measures import needed
        from qa.evaluation.results import dumped, write

        options = running.Options(
            dataset, library, encoder, arm, perturb, passages, scope, sample, seed, compare
        )
        if articles is not None or holds_dialogues(dataset):
            found_table = _dialogues(dataset, articles, options, json_file, language)
            Console().print(found_table)
            return
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


def _dialogues(
    dataset: Path,
    articles: Path | None,
    options: Options,
    json_file: Path | None,
    language: UiLanguage,
) -> Table:
    """Hold the dialogues of a file; return the table of what came of them."""
    from index.encoder import load_encoder
    from index.encoders.layout import BUILT_IN
    from qa.evaluation.dialogue_run import hold_all
    from qa.evaluation.dialogue_table import dialogue_json, dialogue_table
    from qa.evaluation.dialogues import questions_alone, read_dialogues
    from qa.evaluation.results import write
    from qa.settings import encoder_name

    found = read_dialogues(dataset, articles)
    alone = questions_alone(dataset, articles)
    encoder = load_encoder(encoder_name(options.encoder) or BUILT_IN)
    with progress("evaluating", language, len(found)) as step:
        run = hold_all(found, alone, encoder, options.perturb, options.seed, step)
    if json_file is not None:
        content = dialogue_json(dataset.name, run, options.seed)
        write(json_file, json.dumps(content, ensure_ascii=False, indent=1))
    return dialogue_table(dataset.name, run.measures(options.seed), language)
