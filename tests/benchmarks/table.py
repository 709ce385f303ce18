"""The table that is printed: systems side by side, each figure with what it is of ours."""

from collections.abc import Callable, Mapping

from rich.console import Console
from rich.table import Table

from tests.benchmarks.figures import COSTS, Compared, ahead, cost, quality
from tests.benchmarks.measuring import Measured
from tests.benchmarks.systems import OURS, SYSTEMS
from tests.benchmarks.work import TYPINGS

LABELS = {
    "plain": "nDCG@10",
    "ascii": "  typed without ş ğ ı …",
    "mistyped": "  mistyped",
    "build": "build, passages/s",
    "cold": "cold answer",
    "p50": "warm answer, p50",
    "p95": "warm answer, p95",
    "add": "add one, until found",
    "memory": "resident, asked warm",
    "build_memory": "resident at most, build",
    "disk": "disk",
}
_PARTS = {"build_memory": "build", "disk": "build", "p50": "warm", "p95": "warm", "memory": "warm"}


def show(console: Console, size: int, measured: Mapping[str, Measured]) -> None:
    """Print the table of ``size`` passages, its legend, and where others are ahead of us."""
    ours = measured.get(OURS, Measured())
    systems = [s for s in SYSTEMS if s.name in measured]
    table = Table(title=f"{size:,} passages", title_justify="left", pad_edge=False)
    table.add_column("")
    for system in systems:
        table.add_column(system.name, justify="right")
    for name in (*TYPINGS, *COSTS):
        cells = [cell(name, system.name, measured[system.name], ours) for system in systems]
        table.add_row(LABELS[name], *cells)
    console.print(table)
    for system in systems:
        found = measured[system.name]
        versions = ", ".join(f"{package} {v}" for package, v in found.versions.items())
        asked = len(found.found.get("plain", []))
        console.print(f"{system.name} ({versions or 'standard library'}): {system.setting}.")
        console.print(f"  {asked} questions in each typing.{_endings(found)}")
    _ahead(console, measured, ours)


def cell(name: str, system: str, found: Measured, ours: Measured) -> str:
    """Return a figure and, in brackets, how many times ours it is, or by how much it differs."""
    is_quality = name in TYPINGS
    compared = (quality if is_quality else cost)(name, found, ours)
    if compared is None:
        part = "warm" if is_quality else _PARTS.get(name, name)
        return "–" if part not in found.ended else _short(found.ended[part])
    shown = FORMS[name](compared.value)
    if system == OURS or compared.beside != compared.beside:
        return shown
    return f"{shown} ({_beside(is_quality, compared)})"


def _beside(is_quality: bool, compared: Compared) -> str:
    if is_quality:
        return f"{compared.beside:+.3f}"
    return f"{compared.beside:.{1 if compared.beside >= 1 else 2}f}×"


def _short(reason: str) -> str:
    return reason if reason.startswith("over") else "failed"


def _endings(found: Measured) -> str:
    return "".join(f" {part}: {reason}." for part, reason in found.ended.items())


def _ahead(console: Console, measured: Mapping[str, Measured], ours: Measured) -> None:
    for name in (*TYPINGS, *COSTS):
        if better := ahead(name, measured, ours):
            console.print(f"Ahead of us in {LABELS[name].strip()}: {', '.join(better)}.")


def _seconds(value: float) -> str:
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.1f} ms"


def _bytes(value: float) -> str:
    return f"{value / 1e6:,.0f} MB"


FORMS: dict[str, Callable[[float], str]] = {
    **dict.fromkeys(TYPINGS, "{:.3f}".format),
    **dict.fromkeys(("cold", "p50", "p95", "add"), _seconds),
    **dict.fromkeys(("memory", "build_memory", "disk"), _bytes),
    "build": "{:,.0f}".format,
}
