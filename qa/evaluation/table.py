"""The table that ``qa evaluate`` prints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from qa.messages import text
from qa.settings import UiLanguage

if TYPE_CHECKING:
    from rich.table import Table

_BY_TYPE = ("Success@1", "Success@3", "hit@1", "refused_none", "refused_none_hard", "speaker_first")
_MEGABYTE = 1 << 20


def table(result: Mapping[str, Any], language: UiLanguage) -> Table:
    """Return the figures of a result: all questions, by type, what it cost."""
    from rich.table import Table

    data, settings = result["dataset"], result["settings"]
    made = settings["library"]
    title = f"{data['name']} · {settings['arm']} · {settings['perturb']}"
    if settings["scope"] != "pool":
        title += f" · {settings['scope']}"
    caption = f"{made['encoder']} {made['fingerprint']} · ranker {settings['ranker']}"
    found = Table(title=title, caption=caption)
    found.add_column(text("measure", language))
    for name in ("value", "interval", "questions"):
        found.add_column(text(name, language), justify="right")
    for name, figure in result["measures"].items():
        found.add_row(name, *_cells(figure))
    found.add_section()
    for kind, figures in result["by_type"].items():
        for name in _BY_TYPE:
            if name in figures:
                found.add_row(f"{kind}: {name}", *_cells(figures[name]))
    found.add_section()
    for name, value in result["timing"].items():
        if value is not None:
            unit = name.endswith("_bytes")
            label = name.replace("_bytes", "_MB") if unit else name
            found.add_row(label, f"{value / _MEGABYTE if unit else value:.1f}", "", "")
    return found


def comparison(result: Mapping[str, Any], name: str, language: UiLanguage) -> Table:
    """Return the table of a comparison with the result file ``name``."""
    from rich.table import Table

    found = Table(title=text("compared", language, file=name))
    found.add_column(text("measure", language))
    for column in ("this_wins", "other_wins", "p", "wins", "winner"):
        label = column if column == "p" else text(column, language)
        found.add_column(label, justify="right")
    for measure, row in result["comparison"].items():
        better = {"this": "this_wins", "other": "other_wins"}.get(row["better"], "nobody_wins")
        found.add_row(
            measure,
            f"{row['this']:.3f}",
            f"{row['other']:.3f}",
            f"{row['p']:.4f}",
            f"{row['wins']}/{row['ties']}/{row['losses']}",
            text(better, language),
        )
    return found


def _cells(figure: Mapping[str, float]) -> tuple[str, str, str]:
    return (
        f"{figure['value']:.3f}",
        f"{figure['low']:.3f}–{figure['high']:.3f}",
        str(figure["n"]),
    )
