"""What the ranker looks at."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder import FakeEncoder, load_encoder
from index.library import temporary
from index.reading.text import article_from_text
from qa.features import FOR_ORDER, NAMES, features, wanted
from qa.question import understand
from qa.ranking import evidence
from qa.retrieval import candidates
from qa.speakers import NOBODY

TEXT = """Köprü açıldı

Bakan Demir yeni köprüyü salı günü açtı. Yapım dört yıl sürdü. Halk törene akın etti.

Geçiş ücreti elli lira olacak. Köprünün uzunluğu iki kilometre. Trafik rahatlayacak.

Yağmur hafta boyunca sürecek."""


@pytest.fixture(scope="module", params=["fake", "built-in"])
def library(request):
    encoder = FakeEncoder() if request.param == "fake" else load_encoder()
    found = temporary(encoder, [article_from_text(TEXT, "kopru.txt", title="Köprü açıldı")])
    yield found
    found.close()


def table(library, text, keep=None):
    question = understand(text)
    found = candidates(library, question, NOBODY, "hybrid")
    chosen = found if keep is None else [c for c, k in zip(found, keep, strict=False) if k]
    looked_for = wanted(question.words, library.derived.lexicon)
    return chosen, features(question, looked_for, chosen)


def column(found, name):
    return found.rows[:, NAMES.index(name)]


def test_each_feature_has_a_column_and_a_name(library) -> None:
    chosen, found = table(library, "Köprünün uzunluğu ne kadar?")
    assert found.rows.shape == (len(chosen), len(NAMES))
    assert len(set(NAMES)) == len(NAMES)
    assert found.rows.min() >= 0
    assert found.rows.max() <= 1.001


def test_the_passage_with_the_words_covers_them(library) -> None:
    chosen, found = table(library, "Geçiş ücreti kaç lira?")
    at = next(i for i, c in enumerate(chosen) if "ucreti" in c.context.paragraph.words)
    for name in ("coverage_sentence", "coverage_passage", "coverage_paragraph", "grams_passage"):
        assert column(found, name)[at] == pytest.approx(1.0, abs=0.01)
        assert column(found, name).argmax() == at
    assert column(found, "unmatched")[at] == 0
    assert column(found, "number_fits")[at] == 1


def test_what_stands_around_is_told_from_the_paragraph_itself(library) -> None:
    chosen, found = table(library, "Köprünün açılışına kim akın etti?")
    rain = next(i for i, c in enumerate(chosen) if c.context.paragraph.words[0] == "yagmur")
    assert column(found, "coverage_paragraph")[rain] == 0
    assert column(found, "coverage_around")[rain] > 0  # the headline, and the paragraph before


def test_the_headline_is_known(library) -> None:
    chosen, found = table(library, "Köprü açıldı mı?")
    known = column(found, "headline").astype(bool)
    assert [c.stored.passage.paragraph == 1 for c in chosen] == known.tolist()


def test_words_add_up_to_the_vectors_of_sentences_and_paragraphs() -> None:
    encoder = load_encoder()
    library = temporary(encoder, [article_from_text(TEXT, "kopru.txt")])
    chosen, found = table(library, "Yeni köprü ne zaman açıldı?")
    asked = encoder.queries(["Yeni köprü ne zaman açıldı?"])[0]
    article = library.store.article(1)
    for candidate, near, around in zip(
        chosen, column(found, "dense_sentence"), column(found, "dense_paragraph"), strict=True
    ):
        sentences = [s.of(article.text) for s in candidate.stored.passage.sentences]
        assert near == pytest.approx(max(0, *(encoder.passages(sentences) @ asked)), abs=1e-3)
        paragraph = article.paragraphs[candidate.stored.passage.paragraph - 1].of(article.text)
        assert around == pytest.approx(max(0, encoder.passages([paragraph])[0] @ asked), abs=1e-3)


@given(keep=st.lists(st.booleans(), min_size=5, max_size=5).filter(any))
def test_no_feature_depends_on_the_other_candidates(library, keep) -> None:
    text = "Bakan köprüyü ne zaman açtı?"
    _, whole = table(library, text)
    _, part = table(library, text, keep)
    rows = whole.rows[[i for i in range(len(whole.rows)) if i < len(keep) and keep[i]]]
    np.testing.assert_allclose(part.rows, rows, atol=1e-5)


def test_without_candidates_there_are_no_rows(library) -> None:
    _, found = table(library, "Köprü nerede?", [False])
    assert found.rows.shape == (0, len(NAMES))


def test_a_question_without_words_to_look_for_prefers_nothing(library) -> None:
    question = understand("Köprü nerede?")
    found = candidates(library, question, NOBODY, "hybrid")
    looked_for = wanted((), library.derived.lexicon)
    rows = features(question, looked_for, found).rows
    assert rows.shape == (len(found), len(NAMES))
    assert not rows[:, NAMES.index("coverage_around")].any()


def test_what_only_orders_is_no_evidence(library) -> None:
    _, found = table(library, "Geçiş ücreti kaç lira?")
    assert column(found, "number_fits").any()
    known = evidence(found, foreign=False)
    assert not known[:, [NAMES.index(name) for name in FOR_ORDER]].any()
    assert known[:, NAMES.index("coverage_passage")].any()


def test_what_begins_alike_is_trusted_as_far_as_its_vectors_go(library) -> None:
    _, alike = table(library, "Köprüler açıldı mı?")
    _, other = table(library, "Köprücük kemiği açıldı mı?")
    means = column(alike, "coverage_paragraph"), column(other, "coverage_paragraph")
    assert means[0].max() > means[1].max()
