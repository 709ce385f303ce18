"""Articles analysed in other processes: the same rows, in order, and an end to the processes."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import changes, pool
from index.encoder import FakeEncoder, load_encoder
from index.library import DATABASE, Library, create, open_library
from index.reading import article_from_text


def articles(count: int, start: int = 0):
    return [
        article_from_text(
            f"Köprü {n} açıldı\n\nVali Kemal Yılmaz{n} konuştu. “Köprü {n} bitti.” dedi.",
            f"{n}.txt",
            "",
            {"origin": f"/{n}"},
        )
        for n in range(start, start + count)
    ]


def kept(library: Library) -> list[object]:
    sql = library.store._db.sql
    tables = ("articles", "passages", "statements", "speakers", "entities")
    ordered = "SELECT * FROM {} ORDER BY 1, 2, 3"
    return [sql.execute(ordered.format(table)).fetchall() for table in tables]


@pytest.fixture
def many(monkeypatch):
    monkeypatch.setattr(changes, "_FEW", 4)
    monkeypatch.setattr(pool, "CHUNK", 3)


def test_what_processes_find_is_what_one_finds(tmp_path, many, monkeypatch) -> None:
    encoder = load_encoder()
    monkeypatch.setattr(changes, "workers", lambda _: 2)
    with create(tmp_path / "many", encoder) as library:
        added = list(library.add(articles(40)))
        assert [a.id for a in added] == list(range(1, 41))
        assert all(a.new for a in added)
        found = kept(library)
    monkeypatch.setattr(changes, "workers", lambda _: 0)
    with create(tmp_path / "one", encoder) as library:
        list(library.add(articles(40)))
        assert kept(library) == found


def test_known_changed_and_repeated_articles_among_many(tmp_path, many, monkeypatch) -> None:
    monkeypatch.setattr(changes, "workers", lambda _: 2)
    encoder = load_encoder()
    with create(tmp_path / "many", encoder) as library:
        list(library.add(articles(6)))
        changed = article_from_text("Köprü kapandı.", "5.txt", "", {"origin": "/5"})
        new = articles(9, start=6)
        coming = [*articles(6), changed, *new, new[0], *articles(2, start=20), changed]
        added = list(library.add(coming))
        assert [a.new for a in added] == [False] * 6 + [True] * 10 + [False] + [True] * 2 + [False]
        assert [a.replaced for a in added] == [i == 6 for i in range(len(coming))]
        assert len(library.entries()) == 6 + 9 + 2
        library.verify()


def test_what_is_yielded_is_on_disk(tmp_path, many, monkeypatch) -> None:
    monkeypatch.setattr(changes, "workers", lambda _: 2)
    encoder = load_encoder()
    with create(tmp_path / "many", encoder) as library, create(tmp_path / "other", encoder):
        for number, added in enumerate(library.add(articles(30)), start=1):
            assert added.id == number
            assert not library.store._db.sql.in_transaction
            assert len(library.store.titles()) == number  # and nothing that was not yielded


def test_the_disk_is_waited_for_once_a_moment(tmp_path, many, monkeypatch) -> None:
    full, normal = 2, 1
    monkeypatch.setattr(changes, "workers", lambda _: 2)
    encoder = load_encoder()
    with create(tmp_path / "many", encoder) as library:

        def waited(coming) -> list[int]:
            sql = library.store._db.sql
            return [sql.execute("PRAGMA synchronous").fetchone()[0] for _ in library.add(coming)]

        monkeypatch.setattr(changes, "_MOMENT", 3600)
        assert waited(articles(12)) == [full] * 4 + [normal] * 8
        # Without its log, the file holds all that the last one could have lost.
        (tmp_path / "alone").mkdir()
        shutil.copy(tmp_path / "many" / DATABASE, tmp_path / "alone")
        with open_library(tmp_path / "alone", encoder) as alone:
            assert alone.store.count == 12
        monkeypatch.setattr(changes, "_MOMENT", -1)
        assert waited(articles(8, start=12)) == [full] * 8


def test_a_slow_source_is_not_waited_for(tmp_path, many, monkeypatch) -> None:
    monkeypatch.setattr(changes, "Pool", None)  # would fail

    def slowly():
        for article in articles(8):
            time.sleep(0.05)
            yield article

    with create(tmp_path / "slow", FakeEncoder()) as library:
        assert len(list(library.add(slowly()))) == 8


def test_an_error_comes_back(monkeypatch) -> None:
    made = pool.Pool(load_encoder(), 1)
    try:
        with pytest.raises(TypeError):
            list(made.analysed([article_from_text("Ali geldi.", "a"), _Broken()], lambda _: False))
        whole = list(made.analysed(articles(2), lambda _: False))
        assert all(found is not None for _, found in whole)
    finally:
        made.close()


def test_one_does_the_work_of_a_process_that_died() -> None:
    made = pool.Pool(load_encoder(), 1)
    try:
        made._processes[0].kill()
        found = list(made.analysed(articles(3), lambda _: False))
        assert [article.source for article, _ in found] == ["0.txt", "1.txt", "2.txt"]
        assert all(rows is not None for _, rows in found)
    finally:
        made.close()


class _Broken:
    text, title, paragraphs = 5, "", ()


def test_big_models_are_not_loaded_twice() -> None:
    assert pool.workers(FakeEncoder()) == 0


SCRIPT = """
import sys, time
from index.encoder import load_encoder
from index.pool import Pool
if __name__ == "__main__":
    made = Pool(load_encoder(), 2)
    print(*[process.pid for process in made._processes], flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_processes_end_with_who_started_them(tmp_path) -> None:
    file = Path(tmp_path / "start.py")
    file.write_text(SCRIPT)
    with subprocess.Popen([sys.executable, str(file)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        started = [int(pid) for pid in parent.stdout.readline().split()]
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    alive = started
    while alive and time.monotonic() < deadline:
        alive = [pid for pid in alive if Path(f"/proc/{pid}").exists()]
        time.sleep(0.1)
    assert len(started) == 2
    assert alive == []
