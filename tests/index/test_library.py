"""Libraries on disk: real SQLite, Tantivy and FAISS, with a fake encoder."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from index import turkish
from index.article import Article
from index.encoder import FakeEncoder
from index.errors import (
    ArticleUnknown,
    EncoderMismatch,
    FolderUnwritable,
    IndexDamaged,
    LibraryBusy,
    LibraryDamaged,
    LibraryMissing,
    LibraryOutdated,
    MakaleError,
)
from index.library import DATABASE, Added, Library, create, open_library, temporary
from index.reading import article_from_text

FAKE = FakeEncoder()


class OtherEncoder(FakeEncoder):
    name, fingerprint = "other", "0123456789abcdef"


def article(number: int) -> Article:
    return article_from_text(
        f"Köprü {number} açıldı\n\nVali Kemal Yılmaz, Köprü{number} için dün konuştu. "
        f'Yılmaz, "Köprü{number} halkındır." dedi.\n',
        f"{number}.txt",
    )


def add(library: Library, *numbers: int) -> list[Added]:
    return list(library.add(map(article, numbers)))


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("original") / "library"
    with create(path, FAKE) as library:
        add(library, 1, 2, 3)
        assert len(library.derived.vectors) == 6
    return path


@pytest.fixture
def path(original, tmp_path) -> Path:
    """A library of the articles 1, 2 and 3, with its indexes, closed."""
    return Path(shutil.copytree(original, tmp_path / "library"))


def opened(path: Path, **options: bool) -> Library:
    return open_library(path, FAKE, **options)


def titles(library: Library) -> list[str]:
    return [entry.title for entry in library.entries()]


def found(library: Library, word: str) -> list[int]:
    """Return the articles in which the lexical arm finds ``word``."""
    ids = [number for number, _ in library.derived.lexicon.search([word], 100)]
    exact = [p for p in library.store.passages(ids) if any(word in s for s in p.words)]
    return sorted({p.article for p in exact})


def bytes_of(path: Path) -> dict[str, bytes]:
    # SQLite's shared memory and an empty log are no content.
    kept = (p for p in path.rglob("*") if p.is_file() and not p.name.endswith(("-shm", ".lock")))
    return {p.relative_to(path).as_posix(): d for p in kept if (d := p.read_bytes())}


# adding and removing


def test_articles_come_back_as_they_went_in(path) -> None:
    with opened(path) as library:
        assert titles(library) == ["Köprü 1 açıldı", "Köprü 2 açıldı", "Köprü 3 açıldı"]
        for entry in library.entries():
            stored = library.store.article(entry.id)
            assert stored == article(entry.id)
            assert entry.characters == len(stored.text)
            assert entry.passages == 2
        assert found(library, "kopru2") == [2]
        for passage in library.store.of_articles([1, 2, 3]):
            reading = article(passage.article).reading(passage.passage.span)
            asked = FAKE.queries([reading])[0]
            hits = dict(library.derived.vectors.search(asked, 6))
            assert hits[passage.id] == pytest.approx(float(passage.vector @ asked), abs=1e-3)
            assert hits[passage.id] > 0.9  # less than 1: it leans towards its title
        assert [s.name for s in library.store.speakers()] == ["Kemal Yılmaz"] * 3


def test_the_same_content_is_added_once(path) -> None:
    with opened(path, writable=True) as library:
        revision = library.store.revision
        assert add(library, 2) == [Added(2, "Köprü 2 açıldı", new=False)]
        assert library.store.revision == revision
        same = article(2)
        renamed = Article(same.text, "Başka ad", "baska.txt", same.paragraphs)
        assert [a.new for a in library.add([renamed])] == [False]
        # Line ends are no content.
        crlf = article_from_text(same.text.replace("\n", "\r\n"), "crlf.txt")
        assert [a.new for a in library.add([crlf])] == [False]
        assert add(library, 4, 4, 1) == [
            Added(4, "Köprü 4 açıldı", new=True),
            Added(4, "Köprü 4 açıldı", new=False),
            Added(1, "Köprü 1 açıldı", new=False),
        ]
        assert library.store.revision == revision + 1


def test_removal_leaves_nothing(path) -> None:
    with opened(path, writable=True) as library:
        passages = library.store.of_articles([2])
        library.remove(2)
        assert titles(library) == ["Köprü 1 açıldı", "Köprü 3 açıldı"]
        assert library.store.find(article(2).digest) is None
        assert library.store.passages([p.id for p in passages]) == []
        assert library.store.statements([2]) == {2: []}
        assert {s.article for s in library.store.speakers()} == {1, 3}
        derived = library.derived
        assert len(derived.lexicon) == len(derived.vectors) == 4
        assert not {p.id for p in passages} & set(derived.vectors.ids.tolist())
        assert found(library, "kopru2") == []
        assert derived.lexicon.frequencies(["kopru2"]) == [0]
    sql = sqlite3.connect(path / DATABASE)
    for table in ("articles", "passages", "statements", "speakers"):
        column = "id" if table == "articles" else "article"
        assert {row[0] for row in sql.execute(f"SELECT {column} FROM {table}")} == {1, 3}  # noqa: S608
    sql.close()
    assert b"2 halk" not in (path / DATABASE).read_bytes()


def test_a_number_is_never_given_twice(path) -> None:
    with opened(path, writable=True) as library:
        library.remove(3)
        assert add(library, 3)[0].id == 4
        with pytest.raises(ArticleUnknown) as caught:
            library.remove(3)
        assert caught.value.facts == {"article": 3, "library": path}


def test_an_article_that_fails_leaves_no_trace(path) -> None:
    class Failing(FakeEncoder):
        def passages(self, texts, progress=None):
            raise RuntimeError("power cut")

    before = bytes_of(path)
    with open_library(path, Failing(), writable=True) as library:
        with pytest.raises(RuntimeError, match="power cut"):
            add(library, 4)
        assert len(library.entries()) == 3
    assert bytes_of(path) == before
    with opened(path, writable=True) as library:  # and the lock is free again
        assert add(library, 4)[0].new


def test_each_article_is_safe_when_it_is_acknowledged(path) -> None:
    with opened(path, writable=True) as library, opened(path) as reader:
        for count, added in enumerate(library.add(map(article, (4, 5))), start=4):
            assert added.id == count
            assert len(reader.entries()) == count
            assert found(reader, f"kopru{count}") == [count]


# the indexes


def same_indexes(library: Library) -> None:
    """Check the library's indexes against ones made from nothing."""
    copy = Path(tempfile.mkdtemp(dir=library.path.parent)) / "library"
    shutil.copytree(library.path, copy, ignore=shutil.ignore_patterns("derived", "*-shm"))
    with opened(copy) as scratch:
        mine, fresh = library.derived, scratch.derived
        assert mine.state == fresh.state
        assert len(mine.lexicon) == len(fresh.lexicon)
        assert mine.vectors.ids.tolist() == fresh.vectors.ids.tolist()
        for words in (["kopru1"], ["kopru4", "vali"], ["yilmaz", "dedi", "acildi"]):
            terms = [t for w in words for t in turkish.prefixes(w)]
            assert mine.lexicon.frequencies(terms) == fresh.lexicon.frequencies(terms)
            a, b = mine.lexicon.search(words, 100), fresh.lexicon.search(words, 100)
            assert [n for n, _ in a] == [n for n, _ in b]
            assert [s for _, s in a] == pytest.approx([s for _, s in b], rel=1e-5)
            vector = FAKE.queries([" ".join(words)])[0]
            assert mine.vectors.search(vector, 100) == fresh.vectors.search(vector, 100)


def test_incremental_indexes_equal_those_from_nothing(path) -> None:
    with opened(path, writable=True) as library:
        for step in ((4,), (5, 6, 7), -1, -5, (8,), -2, -3):
            if isinstance(step, tuple):
                add(library, *step)
            else:
                library.remove(-step)
            same_indexes(library)


def test_a_stale_generation_is_made_anew_on_opening(path) -> None:
    with opened(path, writable=True) as library:
        add(library, 4)  # nobody asks: no generation
        assert not (path / "derived" / library.store.states[-1]).exists()
    with opened(path) as reader:
        assert found(reader, "kopru4") == [4]
        assert reader.derived.state == reader.store.states[-1]


def test_an_open_reader_sees_what_is_added_later(path) -> None:
    with opened(path) as reader, opened(path, writable=True) as library:
        assert found(reader, "kopru4") == []
        add(library, 4)
        assert found(reader, "kopru4") == [4]


def test_few_generations_are_kept(path) -> None:
    with opened(path, writable=True) as library:
        for number in range(4, 9):
            add(library, number)
            assert library.derived.state == library.store.states[-1]
    assert len(list((path / "derived").iterdir())) == 2


def test_the_indexes_can_be_lost(path) -> None:
    shutil.rmtree(path / "derived")
    with opened(path) as reader:
        assert found(reader, "kopru2") == [2]


# torn indexes


def generation(path: Path) -> Path:
    return max((path / "derived").iterdir())


DAMAGES = {
    "truncated": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "garbage": lambda data: b"\xff" * len(data),
    "longer": lambda data: data + b"x",
    "json": lambda data: b'{"files": []}',
    "list": lambda data: b"[]",
}
TORN = [
    *(("vectors.faiss", damage) for damage in ("truncated", "empty", "garbage", "longer")),
    *(("generation.json", damage) for damage in ("truncated", "empty", "garbage", "json", "list")),
    *(("terms/meta.json", damage) for damage in ("truncated", "empty", "garbage")),
    ("terms/*.term", "truncated"),
    ("terms/*.idx", "longer"),
]


@pytest.mark.parametrize(("name", "damage"), TORN)
def test_a_torn_index_is_refused_and_mended(path, name, damage) -> None:
    (file,) = generation(path).glob(name)
    damaged = file.with_suffix(".damaged")
    damaged.write_bytes(DAMAGES[damage](file.read_bytes()))
    damaged.rename(file)  # a file that is mapped into memory must not be cut
    with opened(path) as library:
        with pytest.raises(IndexDamaged) as caught:
            _ = library.derived
        assert caught.value.facts["path"] == path
        assert len(library.entries()) == 3
    with opened(path, writable=True) as library:
        library.rebuild()
        assert found(library, "kopru2") == [2]


@pytest.mark.parametrize("name", ["vectors.faiss", "generation.json", "terms/meta.json"])
def test_a_missing_part_is_a_torn_index(path, name) -> None:
    (generation(path) / name).unlink()
    with opened(path) as library, pytest.raises(IndexDamaged):
        _ = library.derived


@pytest.mark.parametrize(("name", "damage"), TORN)
def test_nothing_is_built_on_a_torn_index(path, name, damage) -> None:
    (file,) = generation(path).glob(name)
    damaged = file.with_suffix(".damaged")
    damaged.write_bytes(DAMAGES[damage](file.read_bytes()))
    damaged.rename(file)  # a file that is mapped into memory must not be cut
    with opened(path, writable=True) as library:
        add(library, 4)
        same_indexes(library)


# a damaged database


def damaged(path: Path, change: str) -> None:
    data = bytearray((path / DATABASE).read_bytes())
    if change == "header":
        data[:100] = b"x" * 100
    elif change == "middle":
        data[4096:-4096] = b"\xff" * (len(data) - 8192)
    elif change == "truncated":
        del data[len(data) // 3 :]
    elif change == "empty":
        data.clear()
    (path / DATABASE).write_bytes(data)


@pytest.mark.parametrize("change", ["header", "middle", "truncated", "empty"])
@pytest.mark.parametrize("writable", [False, True])
def test_a_damaged_database_is_refused_and_left_alone(path, change, writable) -> None:
    damaged(path, change)
    before = bytes_of(path)

    def use() -> None:
        with opened(path, writable=writable) as library:
            if writable:
                add(library, 4)
            for entry in library.entries():
                library.store.article(entry.id)
            library.store.statements([1, 2, 3])

    with pytest.raises(LibraryDamaged) as caught:
        use()
    assert str(path) in str(caught.value.facts["path"])
    assert bytes_of(path) == before


def test_whatever_page_is_lost_the_error_has_a_name(path) -> None:
    whole = (path / DATABASE).read_bytes()
    refused = 0
    for start in range(0, len(whole), 4096):
        for filling in (b"\x00", b"\xff", b"7"):
            data = whole[:start] + filling * 4096 + whole[start + 4096 :]
            (path / DATABASE).write_bytes(data)
            shutil.rmtree(path / "derived", ignore_errors=True)
            try:
                with opened(path, writable=True) as library:
                    for entry in library.entries():
                        assert library.store.article(entry.id) == article(entry.id)
                    library.store.statements([1, 2, 3])
                    library.store.speakers()
                    _ = library.derived
                    add(library, 4)
                    library.rebuild()
            except MakaleError as error:
                refused += isinstance(error, LibraryDamaged)
    assert refused > len(whole) // 4096


def test_a_text_that_was_tampered_with_is_not_shown(path) -> None:
    sql = sqlite3.connect(path / DATABASE)
    sql.execute("UPDATE articles SET text = replace(text, 'halkındır', 'kapandı') WHERE id = 2")
    sql.commit()
    sql.close()
    with opened(path) as library:
        with pytest.raises(LibraryDamaged):
            library.store.article(2)
        assert library.store.article(1) == article(1)


# other versions


def pin(path: Path, **facts: object) -> None:
    with opened(path, writable=True) as library, library.store.change():
        library.store.pin(replace(library.store.manifest, **facts))


@pytest.mark.parametrize(
    ("part", "fact", "stored"),
    [
        ("schema", "schema", 0),
        ("analyser", "analyser", "tr-0"),
        ("encoder", "fingerprint", "0" * 16),
        ("encoder", "prompts", {"query": "soru: ", "passage": ""}),
    ],
)
def test_another_version_is_refused_and_renewed(path, part, fact, stored) -> None:
    pin(path, **{fact: stored})
    before = bytes_of(path)
    for writable in (False, True):
        with pytest.raises(LibraryOutdated) as caught:
            opened(path, writable=writable)
        assert caught.value.facts["part"] == part
    assert bytes_of(path) == before
    with opened(path, writable=True, check=False) as library:
        library.rebuild()
    with opened(path) as library:
        assert found(library, "kopru2") == [2]


def test_another_encoder_is_refused(path) -> None:
    for other in (OtherEncoder(), "other"):
        with pytest.raises(EncoderMismatch) as caught:
            open_library(path, other)
        assert caught.value.facts == {"path": path, "stored": "fake", "asked": "other"}


def test_rebuild_with_another_encoder(path) -> None:
    class Narrow(OtherEncoder):
        dimension = width = 32

    with opened(path, writable=True) as library:
        library.remove(2)
        entries = library.entries()
    done: list[str] = []
    with open_library(path, Narrow(), writable=True, check=False) as library:
        library.rebuild(done.append)
    assert done == ["Köprü 1 açıldı", "Köprü 3 açıldı"]
    with open_library(path, Narrow()) as library:
        assert library.entries() == entries
        assert library.store.manifest.encoder == "other"
        assert library.store.manifest.dimension == 32
        assert found(library, "kopru3") == [3]
        assert len(library.derived.vectors.search(Narrow().queries(["köprü"])[0], 9)) == 4
    with pytest.raises(EncoderMismatch):
        opened(path)


def test_rebuild_of_a_library_that_an_older_version_made(path) -> None:
    old = sqlite3.connect(path / DATABASE)
    old.executescript(
        "DROP TABLE entities; UPDATE meta SET value = json_set(value, '$.schema', 1) "
        "WHERE key = 'manifest'"
    )
    old.close()
    with pytest.raises(LibraryOutdated):
        opened(path)
    with open_library(path, FAKE, writable=True, check=False) as library:
        library.rebuild()
    with opened(path) as library:
        assert [e.id for e in library.entries()] == [1, 2, 3]
        named = library.store.entities([2])[2]
        assert ("Kemal Yılmaz", ("Vali",)) in [(e.name, e.titles) for e in named]
        assert found(library, "kopru3") == [3]


# several at once


def test_one_writes_and_others_read(path) -> None:
    with opened(path, writable=True) as first, opened(path, writable=True) as second:
        writing = first.add(map(article, (4, 5)))
        next(writing)
        before = bytes_of(path)
        for change in (lambda: add(second, 6), lambda: second.remove(1), second.rebuild):
            with pytest.raises(LibraryBusy) as caught:
                change()
            assert caught.value.facts["path"] == path
        assert bytes_of(path) == before
        with opened(path) as reader:
            assert found(reader, "kopru4") == [4]
        assert [a.id for a in writing] == [5]
        assert add(second, 6)[0].id == 6


def test_a_reader_sees_the_state_before_or_after_a_rebuild(path) -> None:
    with opened(path, writable=True) as library, opened(path) as reader:
        seen: list[int] = []
        library.rebuild(lambda _: seen.append(len(reader.entries())))
        assert seen == [3, 3, 3]
        assert found(reader, "kopru2") == [2]


def test_threads_make_the_same_generation(path) -> None:
    shutil.rmtree(path / "derived")
    barrier = threading.Barrier(6)

    def read() -> list[int]:
        with opened(path) as reader:
            barrier.wait()
            return found(reader, "kopru2")

    with ThreadPoolExecutor(6) as pool:
        assert [f.result() for f in [pool.submit(read) for _ in range(6)]] == [[2]] * 6
    assert [p.name[:10].isdigit() for p in (path / "derived").iterdir()] == [True]


def test_processes_make_the_same_generation(path) -> None:
    shutil.rmtree(path / "derived")
    code = (
        "import sys; from pathlib import Path; from index.encoder import FakeEncoder;"
        "from index.library import open_library\n"
        "with open_library(Path(sys.argv[1]), FakeEncoder()) as library:\n"
        "    sys.stdin.read(1)\n"
        "    print(len(library.derived.lexicon.search(['kopru2'], 9)))"
    )
    command = [sys.executable, "-c", code, str(path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    readers = [subprocess.Popen(command, **pipes) for _ in range(3)]
    for reader in readers:
        reader.stdin.write("x")
        reader.stdin.flush()
    answers = [reader.communicate(timeout=60)[0] for reader in readers]
    assert len(set(answers)) == 1
    assert int(answers[0]) >= 1
    assert [p.name[:10].isdigit() for p in (path / "derived").iterdir()] == [True]


def test_readers_and_a_writer_at_once(path) -> None:
    stop = threading.Event()

    def read() -> int:
        rounds = 0
        with opened(path) as reader:
            while not stop.is_set():
                derived = reader.derived
                assert len(derived.vectors) == len(derived.lexicon) >= 6
                rounds += 1
        return rounds

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        try:
            with opened(path, writable=True) as library:
                for number in range(4, 24):
                    add(library, number)
        finally:
            stop.set()
        assert all(reader.result() > 0 for reader in readers)


# places


def test_there_is_no_library(tmp_path) -> None:
    for path in (tmp_path, tmp_path / "nothing", Path("/dev/null"), tmp_path / ("x" * 300)):
        with pytest.raises(LibraryMissing) as caught:
            opened(path)
        assert caught.value.facts == {"path": path}


def test_a_library_is_made_only_where_nothing_is(tmp_path) -> None:
    (tmp_path / "file").write_text("önemli")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("önemli")
    for path in (
        tmp_path / "file",
        tmp_path / "full",
        tmp_path / "file" / "x",
        Path("/dev/null/x"),
    ):
        with pytest.raises(FolderUnwritable) as caught:
            create(path, FAKE)
        assert caught.value.facts["path"] == path
    assert (tmp_path / "file").read_text() == "önemli"
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["file", "file", "full"]


def test_a_library_is_made_in_an_empty_folder_and_below_new_ones(tmp_path) -> None:
    for path in (tmp_path, tmp_path / "a" / "b" / "kitaplık 1"):
        create(path, FAKE).close()
        with opened(path) as library:
            assert library.entries() == []
            assert library.derived.vectors.search(FAKE.queries(["x"])[0], 3) == []
            assert library.derived.lexicon.search(["x"], 3) == []


def test_a_library_that_was_made_meanwhile_is_taken(path) -> None:
    with create(path, FAKE) as library:
        assert len(library.entries()) == 3
    with pytest.raises(EncoderMismatch):
        create(path, OtherEncoder())
    assert [p for p in path.parent.iterdir() if p.name.startswith(".")] == []


def test_a_library_can_be_moved(path) -> None:
    moved = path.rename(path.parent / "taşındı")
    with opened(moved, writable=True) as library:
        add(library, 4)
        assert found(library, "kopru4") == [4]


@pytest.fixture
def public():
    """A folder that another user can reach."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for inner in (folder, *folder.rglob("*")):
        if inner.is_dir():
            inner.chmod(0o755)
    shutil.rmtree(folder)


def test_a_folder_that_can_only_be_read_is_read(public) -> None:
    path = public / "library"
    with create(path, FAKE) as library:
        add(library, 1, 2)
    for file in path.rglob("*"):
        file.chmod(0o444)
    path.chmod(0o555)
    before = bytes_of(public)
    code = (
        "import os, sys; from pathlib import Path\n"
        "import numpy.lib.stride_tricks\n"
        "from index.encoder import FakeEncoder; from index.errors import FolderUnwritable\n"
        "from index.library import open_library\n"
        "from index.reading import article_from_text\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "path = Path(sys.argv[1])\n"
        "with open_library(path, FakeEncoder()) as library:\n"
        "    assert library.derived.lexicon.search(['kopru2'], 9)\n"
        "    assert len(library.derived.vectors) == 4\n"
        "try:\n"
        "    with open_library(path, FakeEncoder(), writable=True) as library:\n"
        "        list(library.add([article_from_text('Yeni bir metin.', 'x.txt')]))\n"
        "except FolderUnwritable as error: print(error)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=60
    )
    assert run.stderr == ""
    assert run.stdout.startswith("FolderUnwritable")
    assert bytes_of(public) == before


def test_indexes_that_cannot_be_kept_serve_their_process(path) -> None:
    shutil.rmtree(path / "derived")
    (path / "derived").write_text("")  # a file: nothing can be made below it
    with opened(path) as library:
        assert found(library, "kopru2") == [2]


def test_in_memory() -> None:
    with temporary(FAKE, map(article, (1, 2, 2))) as library:
        assert library.path is None
        assert titles(library) == ["Köprü 1 açıldı", "Köprü 2 açıldı"]
        assert found(library, "kopru2") == [2]
        add(library, 3)
        assert found(library, "kopru3") == [3]
        library.remove(3)
        assert found(library, "kopru3") == []
        library.rebuild()
        assert found(library, "kopru2") == [2]
