"""Compare with other systems: ``python -m tests.benchmarks --help``. See docs/benchmarks.md."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from index.encoders.layout import FOLDER
from index.errors import MakaleError
from qa.messages import error_text
from tests.benchmarks import results
from tests.benchmarks.driving import Died, Limits
from tests.benchmarks.measuring import Course
from tests.benchmarks.results import OtherConditions
from tests.benchmarks.systems import SYSTEMS, NotInstalled
from tests.benchmarks.table import show
from tests.benchmarks.work import Source, make_work

SHARED = Path(__file__).parents[2].parent / "shared"
WIDE = 130
"""Columns of a table that goes to a file."""
NAMES = [system.name for system in SYSTEMS]


def main(
    size: Annotated[
        list[int] | None,
        typer.Option(help="Passages; may be repeated. 0: the SQuAD file alone."),
    ] = None,
    systems: Annotated[str, typer.Option(help="Which, with commas between.")] = ",".join(NAMES),
    json: Annotated[
        Path | None, typer.Option(help="Keep the figures here, beside those it holds already.")
    ] = None,
    environments: Annotated[
        Path | None, typer.Option(help="Install the peers here, and find them next time.")
    ] = None,
    squad: Annotated[Path, typer.Option(help="SQuAD file of paragraphs and questions.")] = SHARED
    / "eval"
    / "squad-tr-dev-v1.0.0.json.gz",
    texts: Annotated[
        Path, typer.Option(help="Folder of *.text.jsonl.gz, to splice passages from.")
    ] = SHARED / "corpus",
    questions: Annotated[int, typer.Option(min=10)] = 500,
    seed: int = 0,
    cores: Annotated[int, typer.Option(min=1, help="Processors of each process.")] = 2,
    memory: Annotated[int, typer.Option(min=1, help="GiB of memory of each process.")] = 12,
    seconds: Annotated[float, typer.Option(min=1, help="Most seconds of one part.")] = 600,
) -> None:
    """Measure our library and others on the same work, one after the other, and compare."""
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal:
        console.width = WIDE
    try:
        chosen = [system for system in SYSTEMS if system.name in systems.split(",")]
        if unknown := set(systems.split(",")) - set(NAMES):
            raise ValueError(f"--systems: {', '.join(sorted(unknown))}: not one of {NAMES}")
        limits = Limits(cores, memory, seconds)
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmarks-")))
            tell = stack.enter_context(_bars(console))
            kept = json or folder / "results.json"
            runs, known = results.read(kept, limits)
            for number in size or [0, 10_000, 100_000]:
                step = tell("passages", number)
                source = Source(squad, texts, questions, seed)
                work = make_work(source, number or None, folder, step)
                results.check(work, known, kept)
                for system in chosen:
                    tell(f"{system.name}: install", 1)
                    python = system.environment(environments or folder)
                    place = folder / system.name
                    course = Course(system, work, python, FOLDER, limits, place, tell)
                    runs.setdefault(work.size, {})[system.name] = course.run()
                    results.write(kept, runs, known, limits)
                work.passages.unlink()
    except MakaleError as error:
        _refuse(error_text(error, "en"))
    except (ValueError, OSError, Died, NotInstalled, OtherConditions) as error:
        _refuse(str(error))
    for number, measured in sorted(runs.items()):
        show(console, number, measured)
    console.print(results.in_words(limits))


def _refuse(reason: str) -> None:
    typer.echo(reason, err=True)
    raise typer.Exit(2)


@contextmanager
def _bars(console: Console) -> Iterator[Callable[[str, int], Callable[[int], None]]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as progress:

        def tell(name: str, total: int) -> Callable[[int], None]:
            for old in progress.task_ids:
                progress.remove_task(old)
            task = progress.add_task(name, total=total or None)
            return lambda done: progress.advance(task, done)

        yield tell


if __name__ == "__main__":
    typer.run(main)
