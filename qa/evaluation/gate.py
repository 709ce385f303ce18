"""The gate: figures that must not fall; ``python -m qa.evaluation.gate [--update]``.

``tests/quality.json`` holds sets: a data set with how it is asked, its fingerprint, and a floor for
each measure (a ceiling where less is better). A set whose files are not there is left out. Without
``--update`` every figure is held against its floor. With it the floors of the figures that rose are
raised to them; one that would fall is refused unless ``--allow-lower`` says so, and is then named.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import OptionInvalid
from qa.evaluation.results import write
from qa.evaluation.running import Options, evaluate, load

FILE = Path("tests/quality.json")
CEILINGS = frozenset({"speaker_wrong", "aurc", "ece"})
"""Measures of which less is better."""
SLACK = 0.005
"""So much may a figure differ before it counts as fallen: one question of 200."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A figure on the wrong side of its floor or ceiling."""

    measure: str
    floor: float
    value: float | None

    def __str__(self) -> str:
        value = "-" if self.value is None else f"{self.value:.4f}"
        return f"{self.measure}: {value}, pinned {self.floor:.4f}"


def misses(floors: Mapping[str, float], values: Mapping[str, float]) -> list[Miss]:
    """Return the figures that fell below their floors, or are no longer measured."""
    found = []
    for name, floor in floors.items():
        value = values.get(name)
        if value is None or worse(name, value, floor):
            found.append(Miss(name, floor, value))
    return found


def worse(name: str, value: float, floor: float) -> bool:
    """Tell whether a figure is worse than pinned by more than the slack."""
    return value > floor + SLACK if name in CEILINGS else value < floor - SLACK


def measured(entry: Mapping[str, Any], root: Path) -> dict[str, float] | None:
    """Return the figures of a set; None where its files are not there.

    Raises `OptionInvalid` where the data are not those that the floors were pinned on.
    """
    path = root / entry["dataset"]
    if not path.exists():
        return None
    options = Options(path, **entry.get("options", {}))
    data = load(options)
    if entry.get("fingerprint") not in (None, data.fingerprint):
        raise OptionInvalid(
            option="fingerprint", value=data.fingerprint, expected=entry["fingerprint"]
        )
    result = evaluate(data, options, lambda _: None).result
    return {name: figure["value"] for name, figure in result["measures"].items()}


def updated(
    floors: Mapping[str, float], values: Mapping[str, float], *, lower: bool
) -> dict[str, float]:
    """Return the floors at the figures now measured; with ``lower`` false none is lowered."""
    found = {}
    for name, floor in floors.items():
        value = round(values.get(name, floor), 4)
        better = min(floor, value) if name in CEILINGS else max(floor, value)
        found[name] = value if lower else better
    return found


def main() -> int:
    """Read the arguments, measure, compare, and pin where that is asked for."""
    parser = argparse.ArgumentParser(description="Hold the figures against their floors.")
    parser.add_argument("--file", type=Path, default=FILE)
    parser.add_argument("--update", action="store_true", help="pin what is measured now")
    parser.add_argument("--allow-lower", action="store_true", help="also where that lowers a floor")
    options = parser.parse_args()
    pinned = json.loads(options.file.read_text("utf-8"))
    root = options.file.resolve().parent.parent
    fell = False
    for entry in pinned["sets"]:
        values = measured(entry, root)
        if values is None:
            print(f"{entry['name']}: left out, {entry['dataset']} is not there")  # noqa: T201
            continue
        missed = misses(entry["floors"], values)
        print(f"{entry['name']}: {len(entry['floors'])} figures, {len(missed)} fell")  # noqa: T201
        for miss in missed:
            print(f"  {miss}")  # noqa: T201
        fell = fell or bool(missed)
        entry["floors"] = updated(entry["floors"], values, lower=options.allow_lower)
    if options.update and fell and not options.allow_lower:
        print("nothing is pinned: floors would be lowered; --allow-lower does it all the same")  # noqa: T201
    elif options.update:
        write(options.file, json.dumps(pinned, ensure_ascii=False, indent=2) + "\n")
        return 0
    return int(fell)


if __name__ == "__main__":
    raise SystemExit(main())
