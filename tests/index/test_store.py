"""The truth in SQLite: what goes in comes back, in transactions."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest

from index.analysis import Found, rows_of
from index.article import Article
from index.encoder import FakeEncoder
from index.errors import LibraryBusy, LibraryDamaged, LibraryMissing
from index.library import manifest_of
from index.passages import passages
from index.reading import article_from_text
from index.sentences import sentences
from index.statements import read
from index.store import Store
from index.tokenised import tokenised
from index.turkish import tokens

FAKE = FakeEncoder()
ARTICLE = article_from_text(
    'Köprü açıldı\n\nVali Kemal Yılmaz dün konuştu. Yılmaz, "Köprü halkındır." dedi. Törene\f'
    "Bakan Ayşe Demir de katıldı. Demir, yolların biteceğini söyledi.",
    "köprü.txt",
    metadata={"outlet": "Ajans", "date": "2022-06-24"},
)


def found_in(article: Article):
    inside = [sentences(article.flat, p) for p in article.paragraphs]
    return passages(article, inside), *read(article, inside)


def add(store: Store, article: Article = ARTICLE, number: int | None = None) -> int:
    pieces, said, named = found_in(article)
    vectors = FAKE.passages([article.reading(p.span) for p in pieces])
    return store.add(
        article, rows_of(Found(tokenised(article), pieces, said, named, vectors)), number
    )


@pytest.fixture(params=["memory", "disk"])
def store(request, tmp_path):
    made = Store(tmp_path / "a.sqlite" if request.param == "disk" else None, writable=True)
    made.create(manifest_of(FAKE))
    yield made
    made.close()


def test_everything_comes_back(store) -> None:
    with store.change():
        number = add(store)
    pieces, said, _ = found_in(ARTICLE)
    assert store.article(number) == ARTICLE
    assert store.article(number).digest == ARTICLE.digest
    assert store.find(ARTICLE.digest) == number
    assert store.find("0" * 64) is None
    assert store.manifest == manifest_of(FAKE)

    stored = store.of_articles([number])
    assert [p.passage for p in stored] == pieces
    assert store.ids().tolist() == [p.id for p in stored]
    assert {p.page for p in pieces} == {1, 2}
    for passage, row in zip(
        stored, FAKE.passages([ARTICLE.reading(p.span) for p in pieces]), strict=True
    ):
        assert passage.article == number
        assert passage.vector.dtype == np.float32
        assert passage.vector @ row > 0.99  # of length one, in four bits a number
        assert passage.words == tuple(
            tuple(t.word for t in tokens(ARTICLE.flat, s)) for s in passage.passage.sentences
        )
    assert tuple(store.statements([number])[number]) == said
    assert {s.speaker for s in said} == {"Kemal Yılmaz", "Ayşe Demir"}
    assert [(s.article, s.name) for s in store.speakers()] == [
        (number, "Ayşe Demir"),
        (number, "Kemal Yılmaz"),
    ]
    assert {"kemal", "yilmaz"} <= store.speakers()[1].words

    (entry,) = store.entries()
    assert (entry.id, entry.title, entry.source) == (number, "Köprü açıldı", "köprü.txt")
    assert (entry.passages, entry.characters) == (len(pieces), len(ARTICLE.text))
    assert entry.metadata == {"outlet": "Ajans", "date": "2022-06-24"}


def test_words_of_paragraphs(store) -> None:
    with store.change():
        number = add(store)
    words = store.words_of([(number, 1), (number, 2), (number, 99), (number + 1, 1)])
    assert set(words) == {(number, 1), (number, 2)}
    assert words[number, 1] == ("kopru", "acildi")
    body = ARTICLE.paragraphs[1]
    assert words[number, 2][:4] == tuple(t.word for t in tokens(ARTICLE.flat, body))[:4]


def test_passages_come_in_their_order_and_only_those_there(store) -> None:
    with store.change():
        add(store)
    ids = store.ids().tolist()
    assert [p.id for p in store.passages([99, *reversed(ids)])] == ids
    assert store.passages([]) == []
    assert store.of_articles([]) == []
    assert store.statements([]) == {}


def test_a_change_is_all_or_nothing(store) -> None:
    revision = store.revision

    def fail() -> None:
        with store.change():
            add(store)
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        fail()
    assert store.entries() == []
    assert store.revision == revision
    with store.change():
        add(store)
    assert store.revision == revision + 1


def test_removal_takes_all_with_it(store) -> None:
    with store.change():
        number = add(store)
    with store.change():
        assert store.remove(number)
        assert not store.remove(number)
    assert store.entries() == store.speakers() == store.of_articles([number]) == []
    assert store.statements([number]) == {number: []}
    assert store.ids().tolist() == []


def test_a_number_can_be_kept(store) -> None:
    with store.change():
        assert add(store, number=7) == 7
    with store.change():
        store.remove(7)
        assert add(store, number=7) == 7
    assert [entry.id for entry in store.entries()] == [7]


def test_the_same_content_cannot_be_twice(store) -> None:
    def twice() -> None:
        with store.change():
            add(store)
            add(store)

    with pytest.raises(LibraryDamaged):
        twice()
    assert store.entries() == []


def test_an_article_that_is_gone(store) -> None:
    with pytest.raises(LibraryDamaged):
        store.article(1)


def test_a_snapshot_sees_one_state(tmp_path) -> None:
    writer = Store(tmp_path / "a.sqlite", writable=True)
    writer.create(manifest_of(FAKE))
    reader = Store(tmp_path / "a.sqlite")
    with reader.snapshot():
        revision = reader.revision
        with writer.change():
            add(writer)
            assert reader.entries() == []
        assert reader.entries() == []
        assert reader.revision == revision
    assert len(reader.entries()) == 1
    assert reader.revision == writer.revision
    reader.close()
    writer.close()


def test_a_reader_cannot_write(tmp_path) -> None:
    Store(tmp_path / "a.sqlite", writable=True).create(manifest_of(FAKE))
    reader = Store(tmp_path / "a.sqlite")

    def write() -> None:
        with reader.change():
            add(reader)

    with pytest.raises(Exception, match="readonly") as caught:
        write()
    assert type(caught.value).__name__ == "FolderUnwritable"
    assert caught.value.facts["path"] == tmp_path


def test_two_transactions_at_once_are_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("index.database._WAIT", 0.01)
    first = Store(tmp_path / "a.sqlite", writable=True)
    first.create(manifest_of(FAKE))
    second = Store(tmp_path / "a.sqlite", writable=True)
    with first.change(), pytest.raises(LibraryBusy), second.change():
        pass


def test_there_is_none(tmp_path) -> None:
    with pytest.raises(LibraryMissing) as caught:
        Store(tmp_path / "a.sqlite")
    assert caught.value.facts == {"path": tmp_path}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM meta WHERE key = 'manifest'",
        "UPDATE meta SET value = '{' WHERE key = 'manifest'",
        "UPDATE meta SET value = '{\"schema\": 1}' WHERE key = 'manifest'",
        "UPDATE meta SET value = 'many' WHERE key = 'revision'",
        "UPDATE passages SET sentences = '[]'",
        "UPDATE passages SET sentences = '[[5, 3]]'",
        "UPDATE passages SET vector = x'00'",
        "UPDATE statements SET frame = ''",
        "UPDATE articles SET metadata = 'x'",
        "UPDATE articles SET paragraphs = '[1]'",
        "UPDATE articles SET text = x'ff'",
        "UPDATE articles SET digest = 'x'",
        "DROP TABLE speakers",
    ],
)
def test_rows_that_make_no_sense_are_damage(tmp_path, damage) -> None:
    store = Store(tmp_path / "a.sqlite", writable=True)
    store.create(manifest_of(FAKE))
    with store.change():
        number = add(store)
    store.close()
    sql = sqlite3.connect(tmp_path / "a.sqlite")
    sql.execute(damage)
    sql.commit()
    sql.close()

    def read() -> None:
        again = Store(tmp_path / "a.sqlite")
        _ = again.manifest, again.revision, again.entries(), again.article(number)
        _ = again.of_articles([number]), again.statements([number]), again.speakers()

    with pytest.raises(LibraryDamaged) as caught:
        read()
    assert caught.value.facts["path"] == tmp_path


def test_entities_come_back_as_they_were_found() -> None:
    store = Store(None)
    store.create(manifest_of(FAKE))
    with store.change():
        add(store)
    _, _, named = found_in(ARTICLE)
    assert store.entities([1]) == {1: list(named)}
    assert [(s.article, s.name) for s in store.named(["yil"])] == [(1, "Kemal Yılmaz")]
    assert [s.name for s in store.named(["bak", "val"])] == ["Kemal Yılmaz", "Ayşe Demir"][::-1]
    assert store.named(["ali"]) == []
    with store.change():
        store.remove(1)
    assert store.named(["yil"]) == []
