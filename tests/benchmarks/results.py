"""The file that results are kept in, so that systems can be measured one at a time."""

import json
import os
import platform
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.benchmarks.driving import Limits
from tests.benchmarks.measuring import Measured
from tests.benchmarks.work import Work

Runs = dict[int, dict[str, Measured]]
"""By number of passages, by system."""


class OtherConditions(Exception):
    """The file holds figures of other work, another machine or other limits."""


def conditions(limits: Limits) -> dict[str, Any]:
    """Return what figures of one file have in common.

    The seconds are not among them: they end a part, but change no figure.
    """
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {_processor()}",
        "python": platform.python_version(),
        "cores": limits.cores,
        "memory": limits.memory,
    }


def in_words(limits: Limits) -> str:
    """Return the same as a line for people, with what stands in brackets in the table."""
    found = conditions(limits)
    return (
        f"{found['machine']}; Python {found['python']}; each process: {limits.cores} cores,"
        f" {limits.memory} GiB. In brackets: how many times as much as ours (of a rate: how many"
        " times slower), for nDCG@10 the difference on the questions that both were asked."
    )


def read(path: Path, limits: Limits) -> tuple[Runs, dict[str, str]]:
    """Return the runs of a file and the fingerprints of their work; none where it isn't there.

    Raises `OtherConditions`.
    """
    if not path.exists():
        return {}, {}
    kept = json.loads(path.read_text(encoding="utf-8"))
    if kept["conditions"] != conditions(limits):
        raise OtherConditions(f"{path} was measured under {kept['conditions']}")
    runs = {
        int(size): {name: Measured(**found) for name, found in systems.items()}
        for size, systems in kept["runs"].items()
    }
    return runs, kept["work"]


def check(work: Work, known: dict[str, str], path: Path) -> None:
    """Raise `OtherConditions` where the file holds figures of other passages or questions."""
    if known.setdefault(str(work.size), work.fingerprint) != work.fingerprint:
        raise OtherConditions(f"{path} was measured on other passages or questions")


def write(path: Path, runs: Runs, work: dict[str, str], limits: Limits) -> None:
    """Write the file, whole or not at all."""
    kept = {
        "conditions": conditions(limits),
        "work": work,
        "runs": {
            str(size): {name: asdict(found) for name, found in systems.items()}
            for size, systems in sorted(runs.items())
        },
    }
    beside = path.with_name(f".{path.name}")
    beside.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(path)


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "unknown")
