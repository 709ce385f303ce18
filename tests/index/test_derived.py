"""Generations of the indexes: complete or absent, made from the nearest whole one."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import numpy as np
import pytest

from index import derived
from index.encoder import FakeEncoder
from index.errors import IndexDamaged
from index.library import Library, create
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


def test_a_generation_is_named_by_its_revision(library) -> None:
    add(library, "Ali")
    made = derived.current(library.store, folder(library))
    assert made.revision == library.store.revision
    assert names(library) == [f"{made.revision:010}"]
    facts = json.loads((folder(library) / names(library)[0] / "generation.json").read_text())
    assert (facts["revision"], facts["passages"]) == (made.revision, 1)


def test_one_that_is_there_is_opened_as_it_is(library) -> None:
    add(library, "Ali")
    derived.current(library.store, folder(library))
    files = {p: p.stat().st_mtime_ns for p in folder(library).rglob("*") if p.suffix != ".lock"}
    again = derived.current(library.store, folder(library))
    assert len(again.lexicon) == len(again.vectors) == 1
    assert {
        p: p.stat().st_mtime_ns for p in folder(library).rglob("*") if p.suffix != ".lock"
    } == files


def test_a_later_one_is_made_from_an_older(library, monkeypatch) -> None:
    add(library, "Ali", "Veli")
    derived.current(library.store, folder(library))
    add(library, "Ayşe")
    asked: list[int] = []
    passages = library.store.passages
    monkeypatch.setattr(
        library.store, "passages", lambda ids: asked.extend(ids) or passages(ids), raising=False
    )
    made = derived.current(library.store, folder(library))
    assert asked == library.store.ids().tolist()[-1:]  # only the new one was read
    assert len(made.lexicon) == len(made.vectors) == 3


def test_it_is_made_from_nothing_where_passages_are_gone(library) -> None:
    add(library, "Ali", "Veli")
    derived.current(library.store, folder(library))
    library.remove(1)
    made = derived.current(library.store, folder(library))
    assert made.lexicon.frequencies(["ali", "veli"]) == [0, 1]
    newest = folder(library) / names(library)[-1]
    assert not any(b"ali" in p.read_bytes() for p in newest.rglob("*.term"))


def test_generations_do_not_share_what_changes(library) -> None:
    add(library, "Ali")
    first = derived.current(library.store, folder(library))
    add(library, "Veli")
    derived.current(library.store, folder(library))
    assert first.lexicon.search(["veli"], 5) == []
    assert len(first.vectors) == 1


def test_the_files_of_an_older_one_are_left_alone(library) -> None:
    add(library, "Ali")
    derived.current(library.store, folder(library))
    kept = {p: p.read_bytes() for p in folder(library).rglob("*") if p.is_file()}
    add(library, "Veli")
    derived.current(library.store, folder(library))
    assert {p: p.read_bytes() for p in kept} == kept


def test_what_dead_processes_left_is_cleared_away(library) -> None:
    add(library, "Ali")
    derived.current(library.store, folder(library))
    old, young = folder(library) / "making-old", folder(library) / "making-young"
    for unfinished in (old, young):
        unfinished.mkdir()
    os.utime(old, (time.time() - 7200,) * 2)
    add(library, "Veli")
    derived.current(library.store, folder(library))
    assert (old.exists(), young.exists()) == (False, True)


def test_many_passages_are_read_in_batches(library, monkeypatch) -> None:
    monkeypatch.setattr(derived, "_BATCH", 2)
    add(library, "Ali", "Veli", "Ayşe", "Can", "Ece")
    made = derived.current(library.store, folder(library))
    ids = library.store.ids().tolist()
    assert made.vectors.ids.tolist() == ids
    assert [n for n, _ in made.lexicon.search(["dun"], 9)] == ids


def test_one_in_memory_equals_one_on_disk(library) -> None:
    add(library, "Ali", "Veli")
    on_disk = derived.current(library.store, folder(library))
    loose = derived.in_memory(library.store)
    assert loose.revision == on_disk.revision
    assert loose.vectors.ids.tolist() == on_disk.vectors.ids.tolist()
    assert loose.lexicon.search(["veli", "dun"], 9) == on_disk.lexicon.search(["veli", "dun"], 9)
    vector = FAKE.queries(["Veli"])[0]
    assert np.allclose(
        [s for _, s in loose.vectors.search(vector, 9)],
        [s for _, s in on_disk.vectors.search(vector, 9)],
    )


def test_indexes_of_different_passages_are_torn(library) -> None:
    add(library, "Ali")
    derived.current(library.store, folder(library))
    file = folder(library) / names(library)[-1] / "generation.json"
    facts = json.loads(file.read_text())
    file.write_text(json.dumps({**facts, "passages": 2}))
    with pytest.raises(IndexDamaged) as caught:
        derived.current(library.store, folder(library))
    assert caught.value.facts["path"] == library.path
    derived.discard(folder(library))
    assert len(derived.current(library.store, folder(library)).vectors) == 1
