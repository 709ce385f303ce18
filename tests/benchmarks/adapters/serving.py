"""What every system does here, and the loop that lets another process ask it to.

``python ADAPTER FOLDER`` reads a request a line, as JSON, and answers each with a line: ``{"do":
"build", "passages": FILE}``, ``{"do": "open"}``, ``{"do": "ask", "question": …}``, ``{"do": "add",
"id": …, "text": …, "question": …}``. Lines with ``progress`` come before the answer. ``python
ADAPTER FOLDER --ask QUESTION`` opens what is stored, answers once and ends. Imports nothing but the
standard library: the systems' environments hold nothing of ours.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

DEPTH = 10
"""Passages that are asked for."""
ENCODER = os.environ.get("BENCHMARK_ENCODER", "")
"""Folder of the sentence-transformer that all systems with vectors use."""

Passages = list  # of (id, text)
Step = Callable[[int], None]


class System(Protocol):
    """A system: made of passages once, stored in a folder where it can be, asked many times."""

    def build(self, passages: Passages, folder: Path, step: Step) -> None:
        """Make the index of pairs (id, text) and store it; ``step`` gets the number done since."""

    def open(self, folder: Path) -> None:
        """Get ready to answer from what `build` has stored."""

    def ask(self, question: str) -> list[tuple[str, str]]:
        """Return ids and texts of the best passages, best first.

        Where it shows fewer than `DEPTH`, a method ``order`` gives the ids of its ranking.
        """

    def add(self, name: str, text: str) -> None:
        """Take in one passage more, so that the next `ask` can find it."""


def serve(system: Callable[[], System], packages: list[str]) -> None:
    """Answer requests until there are no more."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print is no reply

    def reply(**facts: object) -> None:
        replies.write(json.dumps(facts) + "\n")
        replies.flush()

    folder = Path(sys.argv[1])
    made = system()
    if "--ask" in sys.argv:
        made.open(folder)
        reply(ids=[name for name, _ in made.ask(sys.argv[-1])])
        return
    reply(versions={package: version(package) for package in packages})
    for line in sys.stdin:
        reply(**_done(made, folder, json.loads(line), reply))


def _done(
    system: System, folder: Path, request: dict, reply: Callable[..., None]
) -> dict[str, object]:
    passages = _read(request["passages"]) if request["do"] == "build" else []
    start = time.perf_counter()
    found: list[tuple[str, str]] = []
    if request["do"] == "build":
        system.build(passages, folder, lambda done: reply(progress=done))
    elif request["do"] == "open":
        system.open(folder)
    elif request["do"] == "ask":
        found = system.ask(request["question"])
    elif request["do"] == "add":
        system.add(request["id"], request["text"])
        found = system.ask(request["question"])
    seconds = time.perf_counter() - start
    ids = [name for name, _ in found]
    if request["do"] == "ask" and hasattr(system, "order"):
        ids = system.order(request["question"])
    return {"seconds": seconds, "ids": ids}


def _read(path: str) -> Passages:
    with Path(path).open(encoding="utf-8") as lines:
        return [(row["id"], row["text"]) for row in map(json.loads, lines)]
