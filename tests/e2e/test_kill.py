"""``kill -9`` at any moment: what was acknowledged is there, and nothing by halves.

While a library is filled, and while articles are added, changed and removed in turn; each time the
whole library is checked afterwards.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sysconfig
import time
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest

import seeds
from index.library import open_library

QA = str(Path(sysconfig.get_path("scripts")) / "qa")
ARTICLES = 300
KILLS = 20
LINE = re.compile(r"eklendi  \[(\d+)\] (.+)")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for number in range(ARTICLES):
        (folder / f"{number:03}.txt").write_text(
            f"Köprü {number} açıldı\n\nVali Kemal Yılmaz, Köprü{number} için dün konuştu. "
            f'"Köprü{number} halkındır." dedi.\n',
            encoding="utf-8",
        )
    return folder


def add(library: Path, folder: Path, home: Path, seconds: float | None) -> list[tuple[int, str]]:
    """Run the command, kill it after ``seconds``; return what it acknowledged."""
    said = killed([QA, "index", "add", str(library), str(folder)], home, seconds)
    return [(int(m[1]), m[2]) for m in map(LINE.fullmatch, said) if m]


def killed(command: list[str], home: Path, seconds: float | None) -> list[str]:
    """Run a command, kill it after ``seconds``; return the lines that it wrote."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "MAKALE_HOME": str(home)},
    )
    try:
        said, complaint = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        said, complaint = process.communicate()
    assert complaint == b""
    # A line counts once it is whole.
    return said.decode()[: said.decode().rfind("\n") + 1].splitlines()


def killed_after(command: list[str], home: Path, lines: int, pause: float) -> list[str]:
    """Run a command, kill it ``pause`` seconds behind so many lines; return the lines it wrote."""
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "MAKALE_HOME": str(home)},
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = list(islice(process.stdout, lines))
        time.sleep(pause)
        process.kill()
        said += process.stdout.readlines()
        assert process.stderr.read() == b""
    return [line.decode().rstrip("\n") for line in said if line.endswith(b"\n")]


def held(library: Path) -> list[tuple[int, str]]:
    with open_library(library) as opened:
        return [(entry.id, entry.title) for entry in opened.entries()]


def ask(library: Path, home: Path, question: str) -> str:
    # How sure the ranker is of so short an article is not the matter here.
    run = subprocess.run(
        [QA, "ask", "--library", str(library), "--min-confidence", "0", question],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "MAKALE_HOME": str(home)},
    )
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def test_the_default_library_appears_whole(tmp_path) -> None:
    chance = random.Random(21)
    command = [QA, "ask", "--lang", "en", "Aliyev ne dedi?"]
    environment = {**os.environ, "MAKALE_HOME": str(tmp_path / "home")}
    for _ in range(6):
        asking = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
        with suppress(subprocess.TimeoutExpired):
            asking.wait(chance.uniform(0.1, 0.9))
        asking.kill()
        asking.wait()
        if (tmp_path / "home" / "library").exists():
            assert [title for _, title in held(tmp_path / "home" / "library")] == [
                title for _, title in seeds.ARTICLES
            ]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    environment["MAKALE_HOME"] = str(tmp_path / "other")
    several = [subprocess.Popen(command, env=environment, **pipes) for _ in range(3)]
    said = [asking.communicate(timeout=60) for asking in several]
    assert [asking.returncode for asking in several] == [0, 0, 0], said
    assert len({answer for answer, _ in said}) == 1


def test_nothing_acknowledged_is_lost(tmp_path, folder) -> None:
    everything = [(n + 1, f"Köprü {n} açıldı") for n in range(ARTICLES)]
    start = time.monotonic()
    assert add(tmp_path / "whole", folder, tmp_path, None) == everything
    whole = time.monotonic() - start

    chance = random.Random(20)
    cut_short = 0
    library: Path = tmp_path / "library-0"
    before: list[tuple[int, str]] = []
    for turn in range(KILLS):
        if before == everything:  # all in: the next one begins anew
            library, before = tmp_path / f"library-{turn}", []
        new = add(library, folder, tmp_path, chance.uniform(0.3, 1) * whole)
        if not library.exists():  # killed before there was one
            assert before == new == []
            continue
        there = held(library)
        acknowledged = before + new
        # One may have been written in the moment before its line was.
        assert len(acknowledged) <= len(there) <= len(acknowledged) + 1
        assert there == everything[: len(there)]
        assert there[: len(acknowledged)] == acknowledged
        before = there
        cut_short += 0 < len(there) < ARTICLES
        if new and turn % 4 == 0:
            number = chance.choice(new)[0] - 1
            answer = ask(library, tmp_path, f"Köprü{number} kimindir?")
            assert f"Köprü{number} halkındır" in answer
    assert cut_short >= KILLS // 5  # else the kills came too early or too late to show anything

    new = add(library, folder, tmp_path, None)
    assert before + new == held(library) == everything


# adding, changing and removing

MIXED_KILLS = 50
NAMES = [f"{number:02}" for number in range(30)]
State = dict[str, str]  # version by name


def version_in(library: Path) -> tuple[State, dict[str, int]]:
    """Return what a library holds, and under which number; the whole of it is checked."""
    with open_library(library, writable=True) as opened:
        assert opened.verify() == ""
        state, numbers = {}, {}
        for entry in opened.entries():
            name, version = opened.store.article(entry.id).text.split("\n")[0].split()[1::2]
            state[name], numbers[name] = version, entry.id
        assert len(state) == len(opened.entries())
        for name, version in state.items():
            words = [f"{NAMES.index(name)}koprusu", f"surum{version}e"]
            found = opened.derived.lexicon.search(words, 1)
            (passage,) = opened.store.passages([found[0][0]])
            assert passage.article == numbers[name]
        return state, numbers


def write(folder: Path, name: str, version: int) -> None:
    (folder / f"{name}.txt").write_text(
        f"Köprü {name} sürümü {version}\n\nVali Kemal Yılmaz, {NAMES.index(name)}köprüsü için "
        f'dün konuştu. "Sürüm{version}e geçildi." dedi.\n',
        encoding="utf-8",
    )


def test_a_library_that_changes_is_whole_after_every_kill(tmp_path) -> None:
    chance = random.Random(22)
    folder, library = tmp_path / "articles", tmp_path / "library"
    folder.mkdir()
    for name in NAMES:
        write(folder, name, 0)
    killed([QA, "index", "add", str(library), str(folder)], tmp_path, None)
    before, numbers = version_in(library)
    assert before == dict.fromkeys(NAMES, "0")

    kinds: set[str] = set()
    cut_short = 0
    for turn in range(1, MIXED_KILLS + 1):
        steps = [before]
        if turn % 3 or not before:  # add what was removed, change some of the rest
            for name in chance.sample(NAMES, 12):
                write(folder, name, turn)
            for name in NAMES:
                text = (folder / f"{name}.txt").read_text("utf-8")
                steps.append({**steps[-1], name: text.split()[3]})
            command = [QA, "index", "add", str(library), str(folder)]
        else:
            gone = chance.sample(sorted(before), min(12, len(before)))
            steps += [
                {n: v for n, v in before.items() if n not in gone[: i + 1]}
                for i in range(len(gone))
            ]
            command = [QA, "index", "remove", str(library), *(str(numbers[n]) for n in gone)]
        # At any line, and somewhere between two; the first comes after the command has started.
        lines = chance.randrange(len(steps))
        pause = chance.uniform(0, 0.04) if lines else chance.uniform(0, 0.6)
        said = killed_after(command, tmp_path, lines, pause)
        after, numbers = version_in(library)
        # One more may have been done in the moment before its line was written.
        assert after in steps[len(said) : len(said) + 2]
        cut_short += 0 < len(said) < len(steps) - 1
        kinds |= {line.split()[0] for line in said}
        before = after
    assert {"eklendi", "güncellendi", "silindi"} <= kinds
    assert cut_short >= MIXED_KILLS // 10  # else the kills came too early or too late
    assert "sağlam" in killed([QA, "index", "verify", str(library)], tmp_path, None)[0]
    leftovers = {p.name for p in library.iterdir()}
    assert leftovers <= {"library.sqlite", "derived", "writer.lock"}
    assert len(list((library / "derived").iterdir())) <= 2
