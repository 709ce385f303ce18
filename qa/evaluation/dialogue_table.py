"""The table that ``qa evaluate`` prints for dialogues, and its JSON form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from qa.evaluation.dialogue_run import ALL, DialogueRun, lines
from qa.evaluation.dialogues import PARTS
from qa.evaluation.intervals import Figure
from qa.messages import text
from qa.settings import UiLanguage

if TYPE_CHECKING:
    from rich.table import Table


def dialogue_table(
    name: str, measures: Mapping[str, Mapping[str, Figure]], language: UiLanguage
) -> Table:
    """Return the figures of a run: of all dialogues, by part and by type."""
    from rich.table import Table

    found = Table(title=name)
    found.add_column(text("measure", language))
    for column in ("value", "interval", "dialogues"):
        found.add_column(text(column, language), justify="right")
    for part, figures in measures.items():
        if part not in (ALL, *PARTS[1:]):
            found.add_section()
        for measure, f in figures.items():
            label = measure if part == ALL else f"{part}: {measure}"
            found.add_row(label, f"{f.value:.3f}", f"{f.low:.3f}–{f.high:.3f}", str(f.n))
    return found


def dialogue_json(name: str, run: DialogueRun, seed: int) -> dict[str, Any]:
    """Return the figures and what became of each dialogue."""
    return {
        "dataset": {"name": name, "kind": "dialogues", "dialogues": len(run.held)},
        "measures": {
            part: {measure: asdict(f) for measure, f in figures.items()}
            for part, figures in run.measures(seed).items()
        },
        "dialogues": list(lines(run)),
    }
