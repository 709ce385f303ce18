"""What is kept of a library never outlives its state."""

import pytest

import qa.forward
from index.article import Span
from index.encoder import FakeEncoder
from index.library import create, open_library, temporary
from index.reading.text import article_from_text
from qa.answering import answer
from qa.forward import forward

PORT = """Liman büyüyor

Bakan Demir, "Limana iki rıhtım yapılacak." dedi. İşçiler sevindi.

Balıkçılar ise kaygılı. Körfezde balık kalmadı."""
FISH = PORT.replace("iki rıhtım", "beş rıhtım").replace("kaygılı", "umutlu")


def article(text, origin="/liman"):
    return article_from_text(text, "liman.txt", "Liman", {"origin": origin})


@pytest.fixture
def library():
    with temporary(FakeEncoder(), [article(PORT)]) as made:
        yield made


def words(library):
    found = forward(library).passages(library.store.ids().tolist())
    return [word for context in found for text in context.sentences for word in text.words]


def test_a_passage_knows_what_stands_around_it(library):
    kept = forward(library)
    found = kept.passages(library.store.ids().tolist())
    assert [c.stored.id for c in found] == library.store.ids().tolist()
    assert [c.headline for c in found] == [c.stored.passage.paragraph == 1 for c in found]
    for context in found:
        assert context.paragraph is context.around[0]
        assert tuple(text.words for text in context.sentences) == context.stored.words
        place = context.stored.article, context.stored.passage.paragraph
        assert context.paragraph.words == library.store.words_of([place])[place]
    assert len({text for c in found for text in c.around}) == 3  # shared, not copied
    assert sum(len(c.said) for c in found) == 1
    assert found == kept.passages(reversed(library.store.ids().tolist()))


def test_what_is_said_of_a_sentence_is_what_was_said_in_it(library):
    kept = forward(library)
    by_sentence = {
        sentence.of(PORT): parts
        for context in kept.passages(library.store.ids().tolist())
        for sentence, parts in zip(
            context.stored.passage.sentences, kept.sayings(context), strict=True
        )
    }
    [(statement, saying)] = by_sentence['Bakan Demir, "Limana iki rıhtım yapılacak." dedi.']
    assert statement is not None
    assert saying.stems == {"liman", "iki", "rihti", "yapil"}
    [(nobody, saying)] = by_sentence["Balıkçılar ise kaygılı."]
    assert nobody is None
    assert saying.stems == {"balik", "kaygi"}


def test_a_changed_library_is_read_again(library):
    assert "iki" in words(library)
    assert answer(library, "Limana kaç rıhtım yapılacak?").passages[0].text.count("iki")
    list(library.add([article(FISH)]))
    assert "iki" not in words(library)
    assert answer(library, "Limana kaç rıhtım yapılacak?").passages[0].text.count("beş")
    library.remove(library.entries()[0].id)
    assert words(library) == []


def test_a_library_changed_by_another_process_is_read_again(tmp_path):
    encoder = FakeEncoder()
    with create(tmp_path / "l", encoder) as writer, open_library(tmp_path / "l", encoder) as reader:
        list(writer.add([article(PORT)]))
        assert "iki" in words(reader)
        list(writer.add([article(FISH)]))
        assert "iki" not in words(reader)
        assert "bes" in words(reader)


def test_little_is_kept(library, monkeypatch):
    list(library.add(article(f"{PORT} {n}.", f"/{n}") for n in range(5)))
    whole = words(library)
    kept = forward(library)
    monkeypatch.setattr(kept._passages, "_most", 3)
    assert words(library) == whole
    assert len(kept._passages) == 3


def test_a_vocabulary_that_is_full_is_begun_anew(library, monkeypatch):
    question = "Limana kaç rıhtım yapılacak?"
    before = answer(library, question)
    monkeypatch.setattr(qa.forward, "_MOST_WORDS", 5)
    old = forward(library).passages([1])[0].vocabulary
    assert answer(library, question) == before
    assert forward(library).passages([1])[0].vocabulary is not old


def test_articles_are_read_once(library):
    kept = forward(library)
    assert kept.article(1) is kept.article(1)
    assert kept.article(1).text == PORT
    assert Span(0, 5).of(kept.article(1).text) == "Liman"
