"""Articles that change, and what stays of those that go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.article import Article
from index.encoder import FakeEncoder
from index.library import Added, Library, create, open_library
from index.reading import article_from_text

FAKE = FakeEncoder()


def article(text: str, origin: str = "", name: str = "a.txt") -> Article:
    return article_from_text(text, name, "Başlık", {"origin": origin})


def add(library: Library, *articles: Article) -> list[Added]:
    return list(library.add(articles))


@pytest.fixture
def library(tmp_path):
    with create(tmp_path / "library", FAKE) as made:
        yield made


def texts(library: Library) -> list[str]:
    return [library.store.article(entry.id).text for entry in library.entries()]


# updates


def test_a_new_version_takes_the_place_of_the_old(library) -> None:
    add(library, article("Vali dün konuştu.", "/x/a"), article("Köprü açıldı.", "/x/b"))
    assert add(library, article("Vali bugün konuştu.", "/x/a")) == [
        Added(1, "Başlık", new=True, replaced=True)
    ]
    assert texts(library) == ["Vali bugün konuştu.", "Köprü açıldı."]
    assert library.derived.lexicon.frequencies(["dun", "bugu"]) == [0, 1]
    assert add(library, article("Vali bugün konuştu.", "/x/a")) == [Added(1, "Başlık", new=False)]


def test_without_an_origin_nothing_is_replaced(library) -> None:
    add(library, article("Vali dün konuştu."), article("Vali bugün konuştu."))
    assert len(texts(library)) == 2


def test_another_article_of_the_same_name_is_another(library) -> None:
    add(library, article("Vali dün konuştu.", "/x/a.txt"), article("Köprü.", "/y/a.txt"))
    assert len(texts(library)) == 2


def test_one_that_becomes_what_another_is_goes(library) -> None:
    add(library, article("Vali dün konuştu.", "/x/a"), article("Köprü açıldı.", "/x/b"))
    assert add(library, article("Köprü açıldı.", "/x/a")) == [
        Added(2, "Başlık", new=False, replaced=True)
    ]
    assert texts(library) == ["Köprü açıldı."]


def test_an_update_is_one_transaction(library, monkeypatch) -> None:
    add(library, article("Vali dün konuştu.", "/x/a"))
    states = library.store.states

    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patched:
        patched.setattr(FakeEncoder, "passages", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            add(library, article("Vali bugün konuştu.", "/x/a"))
    assert texts(library) == ["Vali dün konuştu."]
    assert library.store.states == states
    add(library, article("Vali bugün konuştu.", "/x/a"))
    assert len(library.store.states) == 1  # no index of before is any good


# traces

MARKS = ["Zıpkıncıoğlu", "zipkincioglu", "ZIPKINCIOĞLU", "zipk", "pkin"]


def traces(path: Path) -> list[str]:
    """Return the files that hold one of the marks, in the text's letters or folded."""
    found = []
    for file in path.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            found += [f"{file.name}: {m}" for m in MARKS if m.encode() in data]
    return found


def marked(number: int) -> Article:
    filler = " ".join(f"kelime{number}x{i} burada duruyor." for i in range(number % 7 * 40))
    return article(
        f"Başlık {number}\n\nVali Ali Zıpkıncıoğlu, “Köprü{number} açıldı.” dedi. {filler}\n\n"
        f"ZIPKINCIOĞLU dün de konuştu.",
        f"/zıpkıncıoğlu/{number}",
    )


def plain(number: int) -> Article:
    return article(f"Konu {number}\n\nBakan Veli Kaya, “Yol{number} açıldı.” dedi.", f"/y/{number}")


def mixed(count: int) -> list[Article]:
    return [marked(i) if i % 3 == 0 else plain(i) for i in range(count)]


@pytest.mark.parametrize("how", ["removed", "updated", "removed with a reader"])
def test_nothing_stays_of_what_is_gone(library, how) -> None:
    path = library.path
    added = add(library, *mixed(60))
    _ = library.derived
    add(library, *(marked(i) for i in range(100, 104)))  # a second generation
    _ = library.derived
    assert traces(path)
    reader = open_library(path, FAKE) if "reader" in how else None
    if reader:
        _ = reader.derived
    if how == "updated":
        add(library, *(replace(plain(1000 + a.id), metadata={"origin": f"/zıpkıncıoğlu/{i}"})
                       for i, a in enumerate(added) if i % 3 == 0))  # fmt: skip
        add(library, *(replace(plain(2000 + i), metadata={"origin": f"/zıpkıncıoğlu/{i}"})
                       for i in range(100, 104)))  # fmt: skip
        names = [f"{e.source} {e.metadata['origin']}" for e in library.entries()]
        for entry in library.entries():  # their origin holds the mark
            if "zıpkıncıoğlu" in entry.metadata["origin"]:
                library.remove(entry.id)
        assert names
    else:
        for entry in library.entries():
            if "zıpkıncıoğlu" in entry.metadata["origin"]:
                library.remove(entry.id)
    _ = library.derived
    assert traces(path) == []
    if reader:
        assert len(reader.entries()) == 40
        assert reader.derived.lexicon.frequencies(["zipk"]) == [0]
        reader.close()
    assert traces(path) == []
    assert library.verify() == ""


def test_nothing_stays_after_a_rebuild_or_of_a_process_that_died(library) -> None:
    add(library, marked(1), plain(2))
    _ = library.derived
    unfinished = library.path / "derived" / "making-999999999-x"
    unfinished.mkdir()
    (unfinished / "words").write_text("zipkincioglu")
    library.remove(1)
    library.rebuild()
    _ = library.derived
    assert traces(library.path) == []
