"""Words by number."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder import FakeEncoder, load_encoder
from index.spelled import NOTHING, Spelled
from qa.vocabulary import Vocabulary

WORDS = st.lists(st.text("abcdeiklmnorstu", min_size=1, max_size=9), max_size=12)


@given(st.lists(WORDS, max_size=5))
def test_a_word_has_one_number(texts):
    vocabulary = Vocabulary(FakeEncoder())
    for words in texts:
        numbers = vocabulary.numbers(words)
        assert [vocabulary.word(n) for n in numbers] == words
        assert vocabulary.numbers(words).tolist() == numbers.tolist()
    assert len(vocabulary) == 1 + len({word for words in texts for word in words})


@given(WORDS, st.lists(WORDS, max_size=3))
def test_words_that_are_met_come_behind_those_that_are_known(known, texts):
    encoder = FakeEncoder()
    vocabulary = Vocabulary(encoder, Spelled.of([NOTHING, *known], encoder))
    for words in texts:
        numbers = vocabulary.numbers(words)
        assert all(number > len(known) for number in numbers)
        every = np.arange(len(vocabulary))
        for _ in range(2):
            looked = vocabulary.looked(every)
            found = [looked.word(n) for n in every]
            assert found == [vocabulary.word(n) for n in every]
            assert found[: len(known) + 1] == [NOTHING, *known]
    assert vocabulary.met == len({word for words in texts for word in words})


def test_vectors_stay_as_words_are_added():
    encoder = load_encoder()
    vocabulary = Vocabulary(encoder)
    for words in (["liman"], ["gemi", "liman"], [f"sayi{n}" for n in range(100)]):
        numbers = vocabulary.numbers(words)
        vectors = encoder.words(words)
        np.testing.assert_allclose(vocabulary.vectors(numbers), vectors, atol=1e-5)
        lengths = vocabulary.looked(np.sort(numbers)).spelled.lengths
        wanted = np.linalg.norm(vectors, axis=1)[np.argsort(numbers)]
        np.testing.assert_allclose(lengths, wanted, rtol=1e-5)
    nothing = vocabulary.numbers([NOTHING])
    assert nothing.tolist() == [0]
    assert not vocabulary.vectors(nothing).any()


def test_a_transformer_has_no_vectors_of_words():
    assert not Vocabulary(FakeEncoder()).spoken
    assert Vocabulary(load_encoder()).spoken


@pytest.mark.parametrize("text", ["Liman nerede?", "Gemi ne zaman geldi?"])
def test_the_vector_of_a_question(text):
    vocabulary = Vocabulary(FakeEncoder())
    for _ in range(2):
        np.testing.assert_array_equal(vocabulary.query(text), FakeEncoder().queries([text])[0])


def test_a_question_is_encoded_once():
    class Counting(FakeEncoder):
        asked = 0

        def _encode(self, texts, prompt, progress):
            self.asked += 1
            return super()._encode(texts, prompt, progress)

    encoder = Counting()
    vocabulary = Vocabulary(encoder)
    for text in ("Köprü açıldı mı?", "Köprü açıldı mı?", "Liman?"):
        assert np.array_equal(vocabulary.query(text), FakeEncoder().queries([text])[0])
    assert encoder.asked == 2
