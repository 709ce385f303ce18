"""Passages as numbers: what is in the columns is what is in the database."""

from __future__ import annotations

import numpy as np
import pytest

from index import derived
from index.article import Span
from index.encoder import FakeEncoder, load_encoder
from index.errors import IndexDamaged
from index.library import create, open_library
from index.numbered import KINDS, ROOM, Numbered, numbered
from index.reading import article_from_text
from index.turkish import tokens

TEXT = """Köprü açıldı

Bakan Ayşe Kaya, “Köprü 12 Mayıs'ta açıldı.” dedi. Trafik rahatladı. Kimse beklemedi. Yol uzundu.

{}. gün Ankara'da kutlandı."""


def articles(first, last):
    for n in range(first, last):
        text, path = TEXT.format(n), f"{n}.txt"
        yield article_from_text(text, path, f"Haber {n}", {"origin": f"/{path}"})


@pytest.fixture(params=[FakeEncoder(), load_encoder()], ids=["fake", "built-in"])
def library(request, tmp_path):
    with create(tmp_path / "library", request.param) as made:
        list(made.add(articles(0, 4)))
        # The new version of an article has its number, and passages behind all others.
        changed = "Köprü kapandı.\n\n\n\nNeden?"
        list(made.add([article_from_text(changed, "1.txt", "Haber", {"origin": "/1.txt"})]))
        yield made


def made_of(library) -> Numbered:
    store = library.store
    batches = (store.told(ids) for ids in np.array_split(store.ids(), 3))
    return numbered(batches, store.titles(), library.encoder)


def words(n: Numbered, numbers) -> list[str]:
    return [n.known.word(number) for number in numbers if number]


def test_passages_have_their_words_and_places(library, tmp_path) -> None:
    made_of(library).save(tmp_path / "numbers")
    n = Numbered.load(tmp_path / "numbers")
    stored = library.store.passages(library.store.ids())
    assert n.ids.tolist() == [p.id for p in stored]
    assert n.rows(np.array([p.id for p in stored])).tolist() == list(range(len(stored)))
    assert n.rows(np.array([0, 999])).tolist() == [-1, -1]
    for row, p in enumerate(stored):
        sentences = range(n.first[row], n.first[row + 1])
        runs = [n.words[n.sentences[s] : n.sentences[s + 1]].tolist() for s in sentences]
        assert all(run[-1] == 0 not in run[:-1] for run in runs)
        assert tuple(tuple(words(n, run)) for run in runs) == p.words
        pairs = [n.answers[n.answering[s] : n.answering[s + 1]].tolist() for s in sentences]
        told = [[(KINDS[x % ROOM], n.known.word(x // ROOM)) for x in pair] for pair in pairs]
        assert tuple(map(tuple, told)) == p.kinds
        paragraph, article = n.paragraph[row], n.article[n.paragraph[row]]
        assert n.place[paragraph] == p.passage.paragraph
        assert n.articles[article] == p.article
        assert n.row_of(p.article) == article
        assert n.begins[article] <= row < n.ends[article]
        assert n.opening[paragraph] <= row < n.opening[paragraph + 1]
        assert Span(int(n.start[row]), int(n.end[row])) == p.passage.span
        title = n.titles[n.titled[article] : n.titled[article + 1]].tolist()
        assert title[-1] == 0
        assert words(n, title) == [t.word for t in tokens(library.store.article(p.article).title)]
    assert n.row_of(99) is None


def test_lengths_are_those_of_the_sums_of_vectors(library) -> None:
    n, encoder = made_of(library), library.encoder
    if encoder.words([]) is None:
        assert not n.of_sentences.any()
        assert not n.of_paragraphs.any()
        return

    def length(flat) -> float:
        return float(np.linalg.norm(encoder.words(words(n, flat)).sum(axis=0)))

    for s, found in enumerate(n.of_sentences):
        wanted = length(n.words[n.sentences[s] : n.sentences[s + 1]].tolist())
        assert found == pytest.approx(wanted, rel=1e-5)
    for q, found in enumerate(n.of_paragraphs):
        begin, end = (n.sentences[n.first[n.opening[p]]] for p in (q, q + 1))
        assert found == pytest.approx(length(n.words[begin:end].tolist()), rel=1e-5)


def test_passages_that_overlap_spans(library) -> None:
    n = made_of(library)
    for number in (1, 2, 4):
        here = library.store.of_articles([number])
        row = n.row_of(number)
        for p in here:
            spans = [Span(p.passage.span.start + 1, p.passage.span.start + 2), Span(0, 1)]
            wanted = {q.id for q in here if any(q.passage.span.overlap(s) for s in spans)}
            found = n.overlapping(row, [s.start for s in spans], [s.end for s in spans])
            assert set(found.tolist()) == wanted


def test_a_generation_takes_them_over_until_too_much_is_new(library, monkeypatch) -> None:
    monkeypatch.setattr(derived, "MANY", 10)
    list(library.add(articles(4, 8)))
    first = library.derived.numbered
    assert first is not None
    assert len(first) == len(library.store.ids())

    def file():
        (folder,) = (library.path / "derived").glob(f"{library.derived.state}/numbers")
        return (folder / "words.npy").stat()

    inode = file().st_ino
    list(library.add(articles(10, 11)))
    assert len(library.derived.numbered) == len(first) < len(library.store.ids())
    assert file().st_ino == inode
    library.verify()
    list(library.add(articles(11, 15)))
    assert len(library.derived.numbered) == len(library.store.ids())
    assert file().st_ino != inode
    library.remove(2)
    assert len(library.derived.numbered) == len(library.store.ids())


def test_a_small_library_has_none(library) -> None:
    assert library.derived.numbered is None


def test_torn_columns_are_damage(library, monkeypatch) -> None:
    monkeypatch.setattr(derived, "MANY", 10)
    state = library.derived.state
    path, encoder = library.path, library.encoder
    library.close()
    file = path / "derived" / state / "numbers" / "words.npy"
    data = file.read_bytes()
    file.unlink()
    file.write_bytes(data[:-4])
    with open_library(path, encoder) as opened, pytest.raises(IndexDamaged):
        _ = opened.derived
