"""A real system, SQLite's, in a real process."""

import json
import sys

import pytest

from index.encoders.layout import FOLDER
from tests.benchmarks import results
from tests.benchmarks.driving import Died, Limits, OverTime, Process, once
from tests.benchmarks.measuring import Course
from tests.benchmarks.results import OtherConditions
from tests.benchmarks.systems import SYSTEMS
from tests.benchmarks.work import Question, Work

LIMITS = Limits(cores=1, memory=4, seconds=30)
TEXTS = {
    "p0": "Vali köprüyü açtı.",
    "p1": "Maç yağmur yüzünden ertelendi.",
    "p2": "Bütçe onaylandı.",
}
ASKED = Question(dict.fromkeys(("plain", "ascii", "mistyped"), "maç neden ertelendi"), "p1")

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits are Linux's")


@pytest.fixture
def work(tmp_path):
    path = tmp_path / "passages.jsonl"
    rows = [json.dumps({"id": name, "text": text}) for name, text in TEXTS.items()]
    path.write_text("\n".join(rows), encoding="utf-8")
    return Work(path, len(TEXTS), (ASKED,) * 5)


@pytest.fixture
def fts5():
    return next(system for system in SYSTEMS if system.name == "fts5")


def test_a_system_is_measured_from_beginning_to_end(tmp_path, work, fts5):
    bars = []

    def tell(name, total):
        bars.append(name)
        return lambda done: None

    place = tmp_path / "place"
    python = sys.executable
    measured = Course(fts5, work, python, FOLDER, LIMITS, place, tell).run()
    assert measured.ended == {}
    assert measured.found == dict.fromkeys(("plain", "ascii", "mistyped"), [1.0] * 5)
    assert {"build", "build_memory", "disk", "cold", "p50", "p95", "memory", "add"} == set(
        measured.figures
    )
    assert all(value > 0 for value in measured.figures.values())
    assert bars == ["fts5: build", "fts5: cold", "fts5: ask", "fts5: add"]
    assert not place.exists()


def test_what_takes_too_long_is_told(tmp_path, fts5):
    sleeping = [sys.executable, "-c", "import time; print('{\"versions\": {}}', flush=True);"]
    sleeping[-1] += "time.sleep(60)"
    limits = Limits(1, 4, 0.5)
    with Process(sleeping, limits, FOLDER, tmp_path / "log") as process, pytest.raises(OverTime):
        process.ask(do="open")
    with pytest.raises(OverTime):
        once(sleeping, limits, FOLDER)


def test_a_process_that_ends_tells_its_last_words(tmp_path):
    dying = [sys.executable, "-c", "raise SystemExit('no such index')"]
    with pytest.raises(Died, match="no such index"):
        Process(dying, LIMITS, FOLDER, tmp_path / "log")
    with pytest.raises(Died, match="no such index"):
        once(dying, LIMITS, FOLDER)


def test_memory_is_limited(tmp_path):
    greedy = [sys.executable, "-c", "x = bytearray(3 << 30); print('{\"versions\": {}}')"]
    with pytest.raises(Died, match="MemoryError"):
        Process(greedy, Limits(1, 1, 30), FOLDER, tmp_path / "log")


def test_the_memory_of_children_counts(tmp_path):
    code = """
import json, os, sys, time
print(json.dumps({"versions": {}}), flush=True)
sys.stdin.readline()
if os.fork() == 0:
    x = bytearray(range(256)) * (1 << 20)
    time.sleep(60)
time.sleep(3)
print(json.dumps({"ids": []}), flush=True)
time.sleep(60)
"""
    with Process([sys.executable, "-c", code], LIMITS, FOLDER, tmp_path / "log") as process:
        process.ask(do="build")
        assert process.memory < 100 << 20
        assert process.peak > 256 << 20


def test_results_are_kept_and_never_mixed(tmp_path, work):
    path = tmp_path / "results.json"
    runs, known = results.read(path, LIMITS)
    assert runs == {}
    results.check(work, known, path)
    runs[3] = {"fts5": results.Measured(figures={"p50": 0.1}, found={"plain": [1.0]})}
    results.write(path, runs, known, LIMITS)
    assert results.read(path, Limits(1, 4, 60)) == (runs, known)
    with pytest.raises(OtherConditions, match="measured under"):
        results.read(path, Limits(2, 4, 30))
    other = Work(work.passages, work.size, (ASKED,))
    with pytest.raises(OtherConditions, match="other passages or questions"):
        results.check(other, known, path)
