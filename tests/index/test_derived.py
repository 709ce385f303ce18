"""Generations of the indexes: complete or absent, made from the nearest whole one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from index import derived
from index.encoder import FakeEncoder
from index.errors import IndexDamaged
from index.library import Library, create, open_library
from index.reading import article_from_text

FAKE = FakeEncoder()


@pytest.fixture
def library(tmp_path):
    with create(tmp_path / "library", FAKE) as made:
        yield made


def add(library: Library, *names: str) -> None:
    articles = [article_from_text(f"{name} dün geldi.", f"{name}.txt") for name in names]
    assert all(added.new for added in library.add(articles))


def folder(library: Library) -> Path:
    return library.path / "derived"


def names(library: Library) -> list[str]:
    return sorted(path.name for path in folder(library).iterdir())


def test_a_generation_is_named_by_its_state(library) -> None:
    add(library, "Ali")
    made = derived.current(library.store, folder(library), FAKE)
    assert made.state == library.store.states[-1]
    assert made.state.startswith(f"{library.store.revision:010}-")
    assert names(library) == [made.state]
    facts = json.loads((folder(library) / names(library)[0] / "generation.json").read_text())
    assert (facts["state"], facts["passages"]) == (made.state, 1)


def test_one_that_is_there_is_opened_as_it_is(library) -> None:
    add(library, "Ali")
    derived.current(library.store, folder(library), FAKE)
    files = {p: p.stat().st_mtime_ns for p in folder(library).rglob("*") if p.suffix != ".lock"}
    again = derived.current(library.store, folder(library), FAKE)
    assert len(again.lexicon) == len(again.vectors) == 1
    assert {
        p: p.stat().st_mtime_ns for p in folder(library).rglob("*") if p.suffix != ".lock"
    } == files


def test_a_later_one_is_made_from_an_older(library, monkeypatch) -> None:
    add(library, "Ali", "Veli")
    derived.current(library.store, folder(library), FAKE)
    add(library, "Ayşe")
    asked: list[int] = []
    words = library.store.words
    monkeypatch.setattr(library.store, "words", lambda ids: asked.extend(ids) or words(ids))
    made = derived.current(library.store, folder(library), FAKE)
    assert asked == library.store.ids().tolist()[-1:]  # only the new one was read
    assert len(made.lexicon) == len(made.vectors) == 3


def test_it_is_made_from_nothing_where_passages_are_gone(library) -> None:
    add(library, "Ali", "Veli")
    derived.current(library.store, folder(library), FAKE)
    library.remove(1)
    made = derived.current(library.store, folder(library), FAKE)
    assert made.lexicon.frequencies(["ali", "veli"]) == [0, 1]
    (only,) = folder(library).iterdir()  # the earlier one still had the words
    assert not any(b"ali" in p.read_bytes() for p in only.rglob("*.term"))


def test_one_of_another_copy_of_the_library_is_not_taken(library) -> None:
    add(library, "Ali")
    copy = library.path.parent / "copy"
    shutil.copytree(library.path, copy)
    add(library, "Veli")
    derived.current(library.store, folder(library), FAKE)
    with open_library(copy, FAKE, writable=True) as other:
        add(other, "Ayşe")
        assert other.store.revision == library.store.revision
        shutil.rmtree(copy / "derived", ignore_errors=True)
        shutil.copytree(folder(library), copy / "derived")  # the database alone was put back
        made = derived.current(other.store, copy / "derived", FAKE)
        assert made.lexicon.frequencies(["velı", "veli", "ayse"]) == [0, 0, 1]
        add(other, "Can")  # nor is anything built on it
        made = derived.current(other.store, copy / "derived", FAKE)
        assert made.lexicon.frequencies(["veli", "ayse", "can"]) == [0, 1, 1]


def test_a_check_finds_what_opening_does_not(library) -> None:
    add(library, "Ali", "Veli")
    derived.check(library.store, folder(library), FAKE)
    (terms,) = (folder(library) / library.store.states[-1]).glob("terms/*.store")
    data = bytearray(terms.read_bytes())
    data[len(data) // 2] ^= 1
    damaged = terms.with_suffix(".damaged")
    damaged.write_bytes(data)
    damaged.rename(terms)  # a file that is mapped into memory must not be cut
    derived.current(library.store, folder(library), FAKE)  # as long as before
    with pytest.raises(IndexDamaged) as caught:
        derived.check(library.store, folder(library), FAKE)
    assert terms.name in str(caught.value.facts["reason"])


def test_generations_do_not_share_what_changes(library) -> None:
    add(library, "Ali")
    first = derived.current(library.store, folder(library), FAKE)
    add(library, "Veli")
    derived.current(library.store, folder(library), FAKE)
    assert first.lexicon.search(["veli"], 5) == []
    assert len(first.vectors) == 1


def test_the_files_of_an_older_one_are_left_alone(library) -> None:
    add(library, "Ali")
    derived.current(library.store, folder(library), FAKE)
    kept = {p: p.read_bytes() for p in folder(library).rglob("*") if p.is_file()}
    add(library, "Veli")
    derived.current(library.store, folder(library), FAKE)
    assert {p: p.read_bytes() for p in kept} == kept


def test_what_dead_processes_left_is_cleared_away(library) -> None:
    add(library, "Ali")
    derived.current(library.store, folder(library), FAKE)
    dead = subprocess.Popen(["true"])
    dead.wait()
    mine = f"making-{os.getpid()}"
    left = [folder(library) / n for n in (f"{mine}-old", f"{mine}-young", f"making-{dead.pid}-x")]
    for unfinished in left:
        unfinished.mkdir()
    os.utime(left[0], (time.time() - 7200,) * 2)
    add(library, "Veli")
    derived.current(library.store, folder(library), FAKE)
    assert [unfinished.exists() for unfinished in left] == [False, True, False]


def test_many_passages_are_read_in_batches(library, monkeypatch) -> None:
    monkeypatch.setattr(derived, "_BATCH", 2)
    add(library, "Ali", "Veli", "Ayşe", "Can", "Ece")
    made = derived.current(library.store, folder(library), FAKE)
    ids = library.store.ids().tolist()
    assert made.vectors.ids.tolist() == ids
    assert [n for n, _ in made.lexicon.search(["dun"], 9)] == ids


def test_one_in_memory_equals_one_on_disk(library) -> None:
    add(library, "Ali", "Veli")
    on_disk = derived.current(library.store, folder(library), FAKE)
    loose = derived.in_memory(library.store, FAKE)
    assert loose.state == on_disk.state
    assert loose.vectors.ids.tolist() == on_disk.vectors.ids.tolist()
    assert loose.lexicon.search(["veli", "dun"], 9) == on_disk.lexicon.search(["veli", "dun"], 9)
    vector = FAKE.queries(["Veli"])[0]
    assert np.allclose(
        [s for _, s in loose.vectors.search(vector, 9)],
        [s for _, s in on_disk.vectors.search(vector, 9)],
    )


def test_of_many_vectors_most_are_codes(library, monkeypatch) -> None:
    monkeypatch.setattr("index.vectors.EXACT", 3)
    add(library, *(f"Kişi{n}" for n in range(40)))
    made = derived.current(library.store, folder(library), FAKE)
    assert made.vectors.codes is not None
    assert made.vectors.ids.tolist() == library.store.ids().tolist()
    ready = folder(library) / made.state
    facts = json.loads((ready / "generation.json").read_text())
    assert facts["codes"]["recall"] == made.vectors.recall >= 0.9
    add(library, "Ayşe")  # beside them, which stay the same file
    later = derived.current(library.store, folder(library), FAKE)
    assert (folder(library) / later.state / "codes.faiss").samefile(ready / "codes.faiss")
    assert len(later.vectors) == 41
    (best, _), *_ = later.vectors.search(FAKE.queries(["Ayşe dün geldi. Ayşe dün geldi."])[0], 3)
    assert best == later.vectors.last
    derived.check(library.store, folder(library), FAKE)
    library.remove(5)  # nothing of it stays, in the codes neither
    after = derived.current(library.store, folder(library), FAKE)
    assert after.vectors.ids.tolist() == library.store.ids().tolist()


def test_indexes_of_different_passages_are_torn(library) -> None:
    add(library, "Ali")
    derived.current(library.store, folder(library), FAKE)
    file = folder(library) / names(library)[-1] / "generation.json"
    facts = json.loads(file.read_text())
    file.write_text(json.dumps({**facts, "passages": 2}))
    with pytest.raises(IndexDamaged) as caught:
        derived.current(library.store, folder(library), FAKE)
    assert caught.value.facts["path"] == library.path
    derived.discard(folder(library))
    assert len(derived.current(library.store, folder(library), FAKE).vectors) == 1
