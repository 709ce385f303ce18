"""Words by number."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder import FakeEncoder, load_encoder
from index.turkish import grams
from qa.vocabulary import Vocabulary

WORDS = st.lists(st.text("abcdeiklmnorstu", min_size=1, max_size=9), max_size=12)


@given(st.lists(WORDS, max_size=5))
def test_a_word_has_one_number(texts):
    vocabulary = Vocabulary(FakeEncoder())
    for words in texts:
        numbers = vocabulary.numbers(words)
        assert [vocabulary.words[n] for n in numbers] == words
        assert vocabulary.numbers(words).tolist() == numbers.tolist()
    assert len(vocabulary) == 1 + len({word for words in texts for word in words})


@given(st.lists(WORDS, max_size=5))
def test_grams_lead_to_their_words(texts):
    vocabulary = Vocabulary(FakeEncoder())
    for words in texts:
        vocabulary.numbers(words)
        for gram in {gram for word in words for gram in grams(word)}:
            found = {vocabulary.words[n] for n in vocabulary.with_gram(gram)}
            assert found == {word for word in vocabulary.words[1:] if gram in grams(word)}
    assert not len(vocabulary.with_gram("yok"))


def test_vectors_stay_as_words_are_added():
    encoder = load_encoder()
    vocabulary = Vocabulary(encoder)
    for words in (["liman"], ["gemi", "liman"], [f"sayi{n}" for n in range(100)]):
        numbers = vocabulary.numbers(words)
        vectors = encoder.words(words)
        np.testing.assert_array_equal(vocabulary.vectors(numbers), vectors)
        lengths = np.linalg.norm(vectors, axis=1)
        np.testing.assert_allclose(vocabulary.lengths(numbers), lengths, rtol=1e-6)
    nothing = vocabulary.numbers([""])
    assert nothing.tolist() == [0]
    assert not vocabulary.vectors(nothing).any()


def test_a_transformer_has_no_vectors_of_words():
    vocabulary = Vocabulary(FakeEncoder())
    assert vocabulary.vectors(vocabulary.numbers(["liman"])) is None


@pytest.mark.parametrize("text", ["Liman nerede?", "Gemi ne zaman geldi?"])
def test_the_vector_of_a_question(text):
    vocabulary = Vocabulary(FakeEncoder())
    for _ in range(2):
        np.testing.assert_array_equal(vocabulary.query(text), FakeEncoder().queries([text])[0])
