"""Words in columns."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.encoder import FakeEncoder, load_encoder
from index.spelled import NOTHING, Grams, Pieces, Spelled, added, bounds, gathered
from index.turkish import grams

# Few letters, so that grams meet; some that Latin and the Basic Multilingual Plane don't have.
WORDS = st.lists(st.text("abcdeğж𝒜", min_size=1, max_size=9), max_size=12)


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


@given(WORDS, st.data())
def test_words_are_spelled_as_they_were(words, data):
    spelled = Spelled.of(words, FakeEncoder())
    assert [spelled.word(n) for n in range(len(spelled))] == words
    numbers = data.draw(
        st.lists(st.integers(0, len(words) - 1), max_size=9) if words else st.just([])
    )
    taken = spelled.taken(np.array(numbers, np.int64))
    assert [taken.word(n) for n in range(len(taken))] == [words[n] for n in numbers]
    joined = Spelled.joined([spelled, taken])
    assert [joined.word(n) for n in range(len(joined))] == words + [words[n] for n in numbers]


@given(WORDS, WORDS)
def test_words_with_a_gram_are_found(asked, words):
    wanted = list(dict.fromkeys(gram for word in asked for gram in grams(word)))
    found = dict(Grams(Spelled.of([NOTHING, *words], FakeEncoder())).held(wanted))
    assert sorted(found) == list(range(len(wanted)))
    for place, gram in enumerate(wanted):
        having = [n for n, word in enumerate(words, 1) if gram in grams(word)]
        assert sorted(set(found[place].tolist())) == having


def test_pieces_add_up_to_the_vectors_of_words(encoder):
    words = ["liman", "köprüsünden", NOTHING, "x", "liman"]
    spelled, vectors = Spelled.of(words, encoder), encoder.words(words)
    np.testing.assert_allclose(spelled.vectors(encoder), vectors, atol=1e-5)
    np.testing.assert_allclose(spelled.lengths, np.linalg.norm(vectors, axis=1), rtol=1e-5)
    pieces = Pieces(spelled, encoder)
    asked = encoder.queries(["Liman nerede?", "Köprü ne zaman açıldı?"])
    for _ in range(3):
        np.testing.assert_allclose(pieces.towards(asked), asked @ vectors.T, atol=1e-5)
    assert not pieces.towards(asked)[:, 2].any()


@given(st.lists(st.integers(1, 5), max_size=8), st.data())
def test_runs(sizes, data):
    borders = bounds(sizes)
    flat = np.arange(borders[-1])
    numbers = data.draw(
        st.lists(st.integers(0, len(sizes) - 1), max_size=6) if sizes else st.just([])
    )
    found, ends = gathered(flat, borders, np.array(numbers, np.int64))
    wanted = [flat[borders[n] : borders[n + 1]].tolist() for n in numbers]
    assert [found[a:b].tolist() for a, b in pairwise(ends)] == wanted
    if sizes:
        rows = np.stack([flat, flat * 2], axis=1).astype(np.float32)
        sums = [rows[a:b].sum(axis=0).tolist() for a, b in pairwise(borders)]
        assert added(rows, borders).tolist() == sums
