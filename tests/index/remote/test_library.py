"""A library on a Milvus server: the same answers, nothing by halves, nothing left behind."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources

import pytest

import seeds
from index.analysis import found_in
from index.encoder import FakeEncoder
from index.errors import ArticleUnknown, EncoderMismatch, LibraryBusy, LibraryMissing, RemoteRebuild
from index.library import create, holds_library, move, open_library, temporary, wipe
from index.reading import article_from_text
from index.remote.counts import Counts
from index.remote.head import Heads
from index.remote.rows import written
from index.remote.schema import COUNTS, EDITED, Collections
from index.remote.server import Server
from index.remote.writer import Writing
from qa.answering import answer
from qa.told import kept, listing

TEXT = (
    "Köprü {n} açıldı\n\nVali Kemal Yılmaz, Köprü{n} için dün konuştu. "
    '"Köprü{n} halkındır." dedi.\n\nTörene {n} kişi katıldı.\n'
)
QUESTIONS = [
    json.loads(line)["question"]
    for line in resources.files("seeds").joinpath("questions.jsonl").read_text("utf-8").splitlines()
]


def bridge(number: int, origin: str = "", more: str = ""):
    facts = {"origin": origin} if origin else {}
    return article_from_text(TEXT.format(n=number) + more, f"{number}.txt", "", facts)


def rows(address) -> dict[str, list[dict]]:
    """All that a server holds of a library, beside its head."""
    server = Server(address)
    collections = Collections(server, address.name)
    head = Heads(collections, address).read(address.part)
    condition = f"library == {head.library}"
    found = {
        what: server.query(collections.of(what), condition, ["library", "edition"])
        for what in EDITED
    }
    found[COUNTS] = server.query(collections.of(COUNTS), condition, ["key", "n", "was"])
    server.close()
    return found


def test_the_same_answers_as_a_library_in_memory(address, encoder) -> None:
    local = temporary(encoder, seeds.articles())
    with create(address, encoder) as remote:
        assert [a.new for a in remote.add(seeds.articles())] == [True] * len(seeds.ARTICLES)
        for question in QUESTIONS:
            assert answer(remote, question) == answer(local, question), question
        assert listing(list(kept(remote))) == listing(list(kept(local)))
        assert remote.verify() == ""


def test_what_is_kept_is_the_same(address, encoder) -> None:
    articles = [*seeds.articles(), *(bridge(n) for n in range(1, 6))]
    local = temporary(encoder, articles)
    with create(address, encoder) as remote:
        assert len(list(remote.add(articles))) == len(articles)
        numbers = [entry.id for entry in local.entries()]
        assert remote.entries() == local.entries()
        assert remote.store.titles() == local.store.titles()
        assert remote.store.speakers() == local.store.speakers()
        assert remote.store.named(["lav", "yil"]) == local.store.named(["lav", "yil"]) != []
        assert remote.store.statements([*numbers, 99]) == local.store.statements([*numbers, 99])
        assert remote.store.entities(numbers) == local.store.entities(numbers)
        places = [(n, p) for n in numbers for p in range(12)]
        assert remote.store.words_of(places) == local.store.words_of(places)
        assert len(remote.store.ids()) == len(local.store.ids())
        for number in numbers:
            assert remote.store.article(number) == local.store.article(number)
        ours, theirs = remote.store.of_articles(numbers), local.store.of_articles(numbers)
        assert [p.passage for p in ours] == [p.passage for p in theirs]
        assert [p.kinds for p in ours] == [p.kinds for p in theirs]
        assert all((a.vector == b.vector).all() for a, b in zip(ours, theirs, strict=True))


def test_both_arms_say_the_same(address, encoder) -> None:
    articles = [bridge(n) for n in range(1, 31)]
    local = temporary(encoder, articles)
    with create(address, encoder) as remote:
        list(remote.add(articles))
        terms = ["kopr", "kopru", "vali", "yok"]
        mine, theirs = remote.derived.lexicon, local.derived.lexicon
        assert len(mine) == len(theirs)
        assert mine.frequencies(terms) == theirs.frequencies(terms)
        places = {
            p.id: (p.article, p.passage.span)
            for lib in (remote, local)
            for p in lib.store.of_articles(range(1, 31))
        }
        for words in (["kopru7", "acildi"], ["kemal", "torene"], ["halkindir"]):
            # Tantivy keeps the lengths of passages in one byte.
            ours = {places[n]: s for n, s in mine.search(words, 20)}
            known = {places[n]: s for n, s in theirs.search(words, 100)}
            assert ours
            assert ours == {place: pytest.approx(known[place], rel=0.05) for place in ours}
        (vector,) = encoder.queries(["Köprü7 kimindir?"])
        ours = [(places[n], s) for n, s in remote.derived.vectors.search(vector, 10)]
        known = [(places[n], s) for n, s in local.derived.vectors.search(vector, 10)]
        assert [s for _, s in ours] == pytest.approx([s for _, s in known], abs=1e-3)


def test_a_question_to_some_of_the_articles(address, encoder) -> None:
    with create(address, encoder) as remote:
        list(remote.add(bridge(n) for n in range(1, 8)))
        chosen = frozenset(remote.store.ids([2, 5]).tolist())
        found = remote.derived.lexicon.search(["kopru", "acildi"], 50, chosen)
        assert {n for n, _ in found} <= chosen
        assert {p.article for p in remote.store.passages(n for n, _ in found)} == {2, 5}
        (vector,) = encoder.queries(["köprü"])
        near = remote.derived.vectors.search(vector, 50, chosen)
        assert {n for n, _ in near} == chosen
        assert remote.derived.lexicon.search(["kopru"], 5, frozenset()) == []


def test_the_same_content_is_taken_in_once(address, encoder) -> None:
    with create(address, encoder) as remote:
        first, twin = remote.add([bridge(1), bridge(1)])
        assert (first.new, twin.new, twin.id) == (True, False, first.id)
        (again,) = remote.add([bridge(1)])
        assert (again.new, again.id) == (False, first.id)
        assert len(remote.entries()) == 1
        assert remote.verify() == ""


def test_a_later_version_takes_the_place(address, encoder) -> None:
    with create(address, encoder) as remote:
        list(remote.add([bridge(1, "/a"), bridge(2, "/b")]))
        # Both in one go: the second is a version of the first.
        changed = list(remote.add([bridge(3, "/a"), bridge(4, "/a")]))
        assert [(a.id, a.replaced) for a in changed] == [(1, True), (1, True)]
        assert [remote.store.article(n).title for n in (1, 2)] == [
            "Köprü 4 açıldı",
            "Köprü 2 açıldı",
        ]
        words = [f"kopru{n}" for n in (1, 3)]
        assert remote.derived.lexicon.frequencies(words) == [0, 0]
        assert {p.article for p in remote.store.of_articles([1, 2])} == {1, 2}
        assert remote.verify() == ""
    left = {row["edition"] for what in EDITED for row in rows(address)[what]}
    assert len(left) == 2


def test_what_is_removed_is_gone(address, encoder) -> None:
    with create(address, encoder) as remote, open_library(address, encoder) as reader:
        list(remote.add([bridge(1), bridge(2)]))
        assert (
            answer(reader, "Köprü1 kimindir?", min_confidence=0).passages[0].citation.article == 1
        )
        remote.remove(1)
        assert [e.id for e in reader.entries()] == [2]
        assert reader.store.statements([1]) == {1: []}
        assert "Köprü1" not in str(answer(reader, "Köprü1 kimindir?", min_confidence=0).passages)
        with pytest.raises(ArticleUnknown):
            remote.remove(1)
        remote.remove(2)
        assert remote.verify() == ""
    assert rows(address) == {what: [] for what in (*EDITED, COUNTS)}


def test_what_was_not_finished_is_never_seen_and_swept(address, encoder) -> None:
    with create(address, encoder) as remote:
        list(remote.add([bridge(1)]))
        server = Server(address)
        collections = Collections(server, address.name)
        heads, counts = Heads(collections, address), Counts(collections)
        head = heads.read(address.part)
        before = remote.derived.lexicon.frequencies(["kopru", "vali"])

        # A writer that dies before it has written the head, and another that dies in between.
        heads.write(address.part, replace(head, swept=False))
        made = written(head, 2, bridge(9), found_in(bridge(9), encoder))
        for what, some in made.rows.items():
            server.write(collections.of(what), some)
        counts.write(head, made.counts)
        assert remote.derived.lexicon.frequencies(["kopru", "vali"]) == before
        assert len(remote.entries()) == 1
        assert remote.derived.lexicon.search(["kopru9"], 5)[0][0] in remote.store.ids([1])
        assert remote.store.named(["kopru9"]) == []

        list(remote.add([bridge(2)]))
        assert [e.title for e in remote.entries()] == ["Köprü 1 açıldı", "Köprü 2 açıldı"]
        assert remote.verify() == ""
        assert "Köprü9" not in str(rows(address))
        server.close()


def test_wrong_counts_are_put_right(address, encoder) -> None:
    with create(address, encoder) as remote:
        list(remote.add([bridge(1)]))
        server = Server(address)
        collections = Collections(server, address.name)
        heads = Heads(collections, address)
        head = heads.read(address.part)
        Counts(collections).mend(head, {"tevali": 7})
        heads.write(address.part, replace(head, passages=99))
        assert remote.verify() == "counts of words, totals"
        assert remote.verify() == ""
        server.close()


def test_one_writer_at_a_time(address, encoder) -> None:
    with create(address, encoder) as remote, open_library(address, encoder) as other:
        server = Server(address)
        heads = Heads(Collections(server, address.name), address)
        with Writing(heads, address).held(), pytest.raises(LibraryBusy):
            list(other.add([bridge(1)]))
        assert other.entries() == []
        assert [a.new for a in remote.add([bridge(1)])] == [True]
        server.close()


def test_libraries_of_one_name_know_nothing_of_each_other(address, encoder) -> None:
    beside = replace(address, part=f"{address.part}-b")
    with create(address, encoder) as one, create(beside, encoder) as other:
        list(one.add(bridge(n) for n in range(1, 4)))
        list(other.add([bridge(7)]))
        assert [len(one.entries()), len(other.entries())] == [3, 1]
        assert other.derived.lexicon.frequencies(["kopru"]) == [2]
        assert {n for n, _ in other.derived.lexicon.search(["kopru"], 50)} <= set(other.store.ids())
        (vector,) = encoder.queries(["köprü"])
        assert len(other.derived.vectors.search(vector, 50)) == len(other.store.ids())
        assert {s.article for s in other.store.named(["yil"])} == {1}


def test_moved_and_wiped(address, encoder) -> None:
    target = replace(address, part=f"{address.part}-moved")
    with create(address, encoder) as remote:
        list(remote.add([bridge(1)]))
    move(address, target)
    assert (holds_library(address), holds_library(target)) == (False, True)
    with open_library(target, encoder) as remote:
        assert [e.title for e in remote.entries()] == ["Köprü 1 açıldı"]
        (added,) = remote.add([bridge(2)])
        assert added.id == 2
    with pytest.raises(LibraryMissing):
        open_library(address, encoder)
    wipe(target)
    wipe(target)
    assert not holds_library(target)


def test_a_long_article(address, encoder) -> None:
    """Longer than any field of a server takes."""
    text = "Uzun yazı\n\n" + "\n\n".join(TEXT.format(n=n) for n in range(900))
    long = article_from_text(text, "uzun.txt", "", {"origin": "/uzun \"'\\ğ", "note": "ş" * 5000})
    assert len(long.text.encode()) > 65_535
    with create(address, encoder) as remote:
        list(remote.add([long]))
        assert remote.store.article(1) == long
        assert len(remote.store.of_articles([1])) == remote.entries()[0].passages
        (again,) = remote.add([long])
        assert not again.new


def test_what_does_not_fit_is_refused(address, encoder) -> None:
    with create(address, encoder) as remote, pytest.raises(RemoteRebuild):
        remote.rebuild()
    fake = FakeEncoder()
    with pytest.raises(EncoderMismatch) as refused:
        open_library(address, fake)
    assert refused.value.facts["asked"] == fake.name
    with pytest.raises(EncoderMismatch):  # all libraries of a name are made with one encoder
        create(replace(address, part="other"), fake)
