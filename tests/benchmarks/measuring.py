"""What one system does with the work: built, asked cold, asked warm, given one passage more."""

import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.driving import Died, Limits, OverTime, Process, once
from tests.benchmarks.systems import System
from tests.benchmarks.work import TYPINGS, Work, ndcg

WARM_UP = 5
COLD = 3
ADDED = 5
_NEW = (
    "Zıpkıncıoğlu{n} ailesinin büyükleri, Karaburun kıyısında kırk yıl boyunca sünger avlayarak"
    " geçindi."
)
_ASKED = "Zıpkıncıoğlu{n} ailesi nasıl geçindi?"

Tell = Callable[[str, int], Callable[[int], None]]
"""Opens a progress bar with a name and a total; what it returns moves it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one system by name; seconds, bytes or passages a second.

    ``found`` are the values of nDCG@10 of each question that was asked, in order, by typing.
    ``ended`` tells of each part that didn't come to its end why.
    """

    versions: dict[str, str] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)
    found: dict[str, list[float]] = field(default_factory=dict)
    ended: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Course:
    """A system with its work, in the new folder ``place``; each part has ``limits.seconds``."""

    system: System
    work: Work
    python: Path
    encoder: Path
    limits: Limits
    place: Path
    tell: Tell
    measured: Measured = field(default_factory=Measured)

    def run(self) -> Measured:
        """Do all parts, as far as they go; nothing stays on disk."""
        self._stored.mkdir(parents=True)
        try:
            with self._part("build"):
                self._build()
            if "build" not in self.measured.ended:
                with self._part("cold"):
                    self._cold()
                with self._part("warm"), self._process() as process:
                    process.ask(do="open")
                    self._warm(process)
                    with self._part("add"):
                        self._add(process)
        finally:
            shutil.rmtree(self.place)
        return self.measured

    @property
    def _stored(self) -> Path:
        return self.place / "stored"

    @contextmanager
    def _part(self, name: str) -> Iterator[None]:
        try:
            yield
        except OverTime:
            self.measured.ended[name] = f"over {self.limits.seconds:.0f} s"
        except Died as error:
            self.measured.ended[name] = str(error)

    def _process(self) -> Process:
        command = self.system.served(self.python, self._stored)
        return Process(command, self.limits, self.encoder, self.place / "log")

    def _build(self) -> None:
        figures = self.measured.figures
        with self._process() as process:
            self.measured.versions.update(process.versions)
            step = self.tell(f"{self.system.name}: build", self.work.size)
            seconds = process.ask(step, do="build", passages=str(self.work.passages))["seconds"]
            figures["build"] = self.work.size / seconds
            figures["build_memory"] = process.peak
        files = (path for path in self._stored.rglob("*") if path.is_file())
        figures["disk"] = sum(path.stat().st_size for path in files)

    def _cold(self) -> None:
        step = self.tell(f"{self.system.name}: cold", COLD)
        times = []
        for question in self.work.questions[:COLD]:
            command = self.system.cold(self.python, self._stored, question.typed["plain"])
            times.append(once(command, self.limits, self.encoder))
            step(1)
        self.measured.figures["cold"] = statistics.median(times)

    def _warm(self, process: Process) -> None:
        """Ask each question in each way, until the time of the part is up."""
        for question in self.work.questions[-WARM_UP:]:
            process.ask(do="ask", question=question.typed["plain"])
        step = self.tell(f"{self.system.name}: ask", len(self.work.questions))
        times: list[float] = []
        values: dict[str, list[float]] = {name: [] for name in TYPINGS}
        end = time.monotonic() + self.limits.seconds
        for question in self.work.questions:
            if time.monotonic() > end:
                self.measured.ended["questions"] = f"the first {len(times)} questions"
                break
            for name, text in question.typed.items():
                reply = process.ask(do="ask", question=text)
                values[name].append(ndcg(reply["ids"], question.right))
                if name == "plain":
                    times.append(reply["seconds"])
            step(1)
        self.measured.found.update(values)
        centiles = statistics.quantiles(times, n=20) if len(times) > 1 else times * 19
        self.measured.figures["p50"] = statistics.median(times)
        self.measured.figures["p95"] = centiles[-1]
        self.measured.figures["memory"] = process.memory

    def _add(self, process: Process) -> None:
        step = self.tell(f"{self.system.name}: add", ADDED)
        times = []
        for n in range(ADDED):
            name = f"new{n}.1"
            request = {"id": name, "text": _NEW.format(n=n), "question": _ASKED.format(n=n)}
            reply = process.ask(do="add", **request)
            if name not in reply["ids"]:
                raise Died("what was added is not found")
            times.append(reply["seconds"])
            step(1)
        self.measured.figures["add"] = statistics.median(times)
