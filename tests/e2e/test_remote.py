"""A library on a Milvus server as people use it: real processes, and a server that dies."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import threading
import time
from itertools import count
from pathlib import Path

import pytest
from milvus import needed

from index.encoder import load_encoder
from index.encoders.layout import BUILT_IN
from index.errors import LibraryUnreachable
from index.library import create, open_library
from index.places import place_of
from index.reading import article_from_text
from qa.answering import answer

pytestmark = needed

QA = str(Path(sysconfig.get_path("scripts")) / "qa")
SECONDS = "3"
TEXT = (
    "Köprü {n} açıldı\n\nVali Kemal Yılmaz, Köprü{n} için dün konuştu. "
    '"Köprü{n} halkındır." dedi.\n'
)


@pytest.fixture
def environment(tmp_path, monkeypatch):
    monkeypatch.setenv("MAKALE_MILVUS_SECONDS", SECONDS)
    return {**os.environ, "MAKALE_HOME": str(tmp_path / "home")}


@pytest.fixture
def qa(environment):
    def run(*arguments):
        return subprocess.run(
            [QA, *map(str, arguments)], env=environment, capture_output=True, text=True, timeout=120
        )

    return run


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(1, 41):
        (folder / f"{number:03}.txt").write_text(TEXT.format(n=number), encoding="utf-8")
    return folder


def one_line(done) -> str:
    """The line of an error: exit code 2, no traceback, nothing else."""
    assert done.returncode == 2, done.stdout
    assert "Traceback" not in done.stderr
    (line,) = done.stderr.strip().splitlines()
    return line


def test_an_address_wherever_a_folder_is_taken(server, qa, folder, tmp_path) -> None:
    library = f"{server.address}/haber"
    assert "kitaplık yok" in one_line(qa("ask", "Köprü7 kimindir?", "--library", library))
    files = [folder / f"{n:03}.txt" for n in (1, 2, 3)]
    added = qa("index", "add", library, *files)
    assert (added.returncode, added.stderr) == (0, "")
    assert added.stdout.splitlines()[2] == "eklendi  [3] Köprü 3 açıldı"
    assert qa("index", "add", library, files[0]).stdout == "zaten var  [1] Köprü 1 açıldı\n"
    listed = qa("index", "list", library).stdout.splitlines()
    assert [line.split("  ")[0] for line in listed] == [
        f"[{n}] Köprü {n} açıldı" for n in (1, 2, 3)
    ]
    asked = qa("ask", "--min-confidence", "0", "Köprü2 kimindir?", "--library", library)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "Köprü2 halkındır" in asked.stdout
    said = qa("statements", "--library", library, "--speaker", "Kemal Yılmaz")
    assert said.stdout.count("halkındır") == 3
    assert f"kitaplık      {library}" in qa("index", "info", library).stdout
    questions = tmp_path / "questions.jsonl"
    row = {"id": "1", "question": "Köprü1 kimindir?", "type": "fact", "gold": ["Köprü1 halkındır."]}
    questions.write_text(json.dumps(row) + "\n", encoding="utf-8")
    measured = qa("evaluate", questions, "--library", library, "--json", tmp_path / "result.json")
    assert measured.returncode == 0, measured.stderr
    result = json.loads((tmp_path / "result.json").read_text("utf-8"))
    assert result["measures"]["R@5"]["value"] == 1
    chat = subprocess.run(
        [QA, "chat", "--library", library],
        input=f"Köprü3 kimindir?\n:ekle {folder / '004.txt'}\n:makaleler\n",
        env={**os.environ, "MAKALE_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert (chat.returncode, chat.stderr) == (0, "")
    assert "[4] Köprü 4 açıldı" in chat.stdout
    assert qa("index", "remove", library, "2").stdout == "silindi  [2]\n"
    assert qa("index", "verify", library).returncode == 0
    everything = tmp_path / "all.jsonl"
    assert qa("index", "export", library, everything).returncode == 0
    assert len(everything.read_text("utf-8").splitlines()) == 3
    assert "qa index export" in one_line(qa("index", "rebuild", library))


def test_half_an_address_and_nobody_there(qa, environment) -> None:
    assert "milvus://host:port/name" in one_line(qa("ask", "Ne oldu?", "--library", "milvus://x"))
    start = time.monotonic()
    line = one_line(qa("index", "list", "milvus://127.0.0.1:9/haber"))
    assert "milvus://127.0.0.1:9/haber" in line
    assert time.monotonic() - start < 60


def test_without_the_package(environment) -> None:
    """One line that says what to install; nothing of it is imported before."""
    hidden = (
        "import sys; sys.modules['pymilvus'] = None; sys.argv[1:] = ['index', 'list', "
        "'milvus://127.0.0.1:9/haber']; from qa.cli import app; app()"
    )
    done = subprocess.run(
        [sys.executable, "-c", hidden], env=environment, capture_output=True, text=True
    )
    assert "pip install" in one_line(done)
    assert "milvus" in one_line(done)


def test_the_server_is_killed_and_comes_back(server, qa, folder) -> None:
    library = f"{server.address}/haber"
    assert qa("index", "add", library, folder / "001.txt").returncode == 0
    place = place_of(library)
    given: list[str] = []
    acknowledged: list[tuple[int, str]] = []

    def articles():
        """Give articles without end; the server dies while those behind the first are written."""
        for number in count(1001):
            if acknowledged and server.alive:
                server.kill()
            article = article_from_text(TEXT.format(n=number), f"{number}.txt")
            given.append(article.title)
            yield article

    with open_library(place) as reader, open_library(place) as writer:
        asked = "Köprü1 kimindir?"
        before = answer(reader, asked, min_confidence=0)
        assert "Köprü1 halkındır" in str(before.passages)
        with pytest.raises(LibraryUnreachable):
            acknowledged.extend((added.id, added.title) for added in writer.add(articles()))
        assert len(acknowledged) < len(given)

        start = time.monotonic()
        with pytest.raises(LibraryUnreachable):
            answer(reader, asked)
        assert time.monotonic() - start < 4 * float(SECONDS)
        for words in (("ask", asked, "--library", library), ("index", "add", library, folder)):
            assert library in one_line(qa(*words))

        server.start()
        after = answer(reader, asked, min_confidence=0)
        assert after.passages[0].text == before.passages[0].text
        there = [(entry.id, entry.title) for entry in reader.entries()]
        assert there[1:] == acknowledged
    again = qa("index", "add", library, *sorted(folder.glob("*.txt")))
    assert (again.returncode, again.stderr) == (0, "")
    assert qa("index", "verify", library).returncode == 0
    assert len(qa("index", "list", library).stdout.splitlines()) >= 40 + len(acknowledged)


READER = """
import sys
from index.library import open_library
from index.places import place_of
from qa.answering import answer

with open_library(place_of(sys.argv[1])) as library:
    seen = 0
    print("ready", flush=True)
    for line in sys.stdin:
        found = answer(library, "Köprü1 kimindir?", min_confidence=0)
        assert "Köprü1 halkındır" in found.passages[0].text, found
        entries = library.entries()
        assert len(entries) >= seen, (len(entries), seen)
        seen = len(entries)
        last = entries[-1]
        number = last.title.split()[1]
        newest = answer(library, f"Köprü{number} kimindir?", min_confidence=0)
        assert f"Köprü{number} halkındır" in newest.passages[0].text, newest
        assert newest.passages[0].citation.article == last.id
        print(seen, flush=True)
"""


@pytest.mark.parametrize("where", ["folder", "server"])
def test_two_read_while_a_third_adds(where, server, environment, tmp_path) -> None:
    """What is whole is answered from at once, by every process, and never a part of it."""
    place = place_of(f"{server.address}/haber" if where == "server" else tmp_path / "haber")
    readers: list[subprocess.Popen[str]] = []
    counts: list[list[int]] = [[], []]
    failures: list[str] = []

    def ask(which: int) -> None:
        reader = readers[which]
        while not done.is_set():
            reader.stdin.write("\n")
            reader.stdin.flush()
            line = reader.stdout.readline()
            if not line:
                failures.append(reader.stderr.read())
                return
            counts[which].append(int(line))

    done = threading.Event()
    with create(place, load_encoder(BUILT_IN)) as library:
        list(library.add([article(1)]))
        for _ in range(2):
            reader = subprocess.Popen(
                [sys.executable, "-c", READER, str(place)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment,
                text=True,
            )
            readers.append(reader)
        for reader in readers:
            assert reader.stdout.readline() == "ready\n"
        asking = [threading.Thread(target=ask, args=(which,)) for which in range(2)]
        for thread in asking:
            thread.start()
        for number in range(2, 200):
            (added,) = library.add([article(number)])
            assert added.new
            if failures or all(len(set(seen)) > 3 for seen in counts):
                break
        done.set()
        for thread in asking:
            thread.join()
        assert failures == []
        for which in range(2):  # what was acknowledged last is seen by the next question
            done.clear()
            readers[which].stdin.write("\n")
            readers[which].stdin.flush()
            assert int(readers[which].stdout.readline()) == number
            readers[which].stdin.close()
            assert readers[which].wait(30) == 0
            readers[which].stdout.close()
            readers[which].stderr.close()
    for seen in counts:
        assert seen == sorted(seen)
        assert len(set(seen)) > 3  # they did see it grow


def article(number: int):
    return article_from_text(TEXT.format(n=number), f"{number}.txt")
