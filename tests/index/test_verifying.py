"""`Library.verify` finds what has changed behind its back, and mends what can be mended."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from index.encoder import FakeEncoder
from index.errors import LibraryDamaged
from index.library import DATABASE, Library, create, open_library
from index.reading import article_from_text

FAKE = FakeEncoder()


@pytest.fixture
def path(tmp_path) -> Path:
    path = tmp_path / "library"
    with create(path, FAKE) as library:
        texts = (f"Başlık {i}\n\nVali Kemal Yılmaz, “Köprü{i} açıldı.” dedi." for i in range(3))
        list(library.add(article_from_text(text, f"{i}.txt") for i, text in enumerate(texts)))
        _ = library.derived
    return path


def opened(path: Path) -> Library:
    return open_library(path, FAKE, writable=True)


def change(path: Path, statement: str, *values: object) -> None:
    sql = sqlite3.connect(path / DATABASE)
    with sql:
        sql.execute(statement, values)
    sql.close()


def test_a_whole_library(path) -> None:
    seen: list[str] = []
    with opened(path) as library:
        assert library.verify(seen.append) == ""
        assert seen == ["Başlık 0", "Başlık 1", "Başlık 2"]


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("UPDATE articles SET text = replace(text, 'Köprü1', 'Köprü7') WHERE id = 2", ()),
        ("UPDATE articles SET digest = 'x' WHERE id = 2", ()),
        ("UPDATE articles SET paragraphs = '[[0, 8], [4, 20]]' WHERE id = 2", ()),
        ("UPDATE articles SET paragraphs = '[[0, 8], [10, 999]]' WHERE id = 2", ()),
        ("UPDATE passages SET sentences = '[[1, 8]]' WHERE id = 3", ()),
        ("UPDATE passages SET words = 'baska sozler' WHERE id = 4", ()),
        ("UPDATE passages SET page = 2 WHERE id = 4", ()),
        ("UPDATE passages SET first_line = 9 WHERE id = 4", ()),
        ("DELETE FROM passages WHERE id = 4", ()),
        ("UPDATE passages SET vector = zeroblob(6) WHERE id = 4", ()),
        ("UPDATE passages SET vector = ? WHERE id = 4", (b"\0\0\x40\x40" + bytes([9] * 64),)),
        ("UPDATE statements SET last = 9999 WHERE article = 2", ()),
        ("UPDATE statements SET cue = '[[1, 9999]]' WHERE article = 2", ()),
        ("INSERT INTO passages SELECT 99, 77, sentences, paragraph, first_line, last_line, page, "
         "kinds, words, vector FROM passages WHERE id = 1", ()),
    ],
)  # fmt: skip
def test_what_has_changed_is_found(path, statement, values) -> None:
    change(path, statement, *values)
    with opened(path) as library, pytest.raises(LibraryDamaged) as caught:
        library.verify()
    assert caught.value.facts["path"] == path


def test_indexes_are_mended(path) -> None:
    (file,) = (path / "derived").glob("*/terms/*.store")
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with opened(path) as library:
        assert file.name in library.verify()
        assert library.verify() == ""
        assert len(library.derived.vectors) == 6


def test_indexes_of_another_state_are_mended(path) -> None:
    with opened(path) as library:
        state = library.store.states[-1]
        list(library.add([article_from_text("Yeni bir metin.", "y.txt")]))
        shutil.copytree(path / "derived" / state, path / "derived" / library.store.states[-1])
        assert "other passages" in library.verify()
        assert library.verify() == ""
        assert len(library.derived.vectors) == 7


def test_missing_indexes_are_no_damage(path) -> None:
    shutil.rmtree(path / "derived")
    with opened(path) as library:
        assert library.verify() == ""
        assert (path / "derived").exists()


def test_a_library_in_memory() -> None:
    from index.library import temporary

    with temporary(FAKE, [article_from_text("Vali konuştu.", "a.txt")]) as library:
        assert library.verify() == ""
