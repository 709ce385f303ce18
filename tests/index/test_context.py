"""Vectors of passages that lean towards their paragraphs."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.context import LEANING, in_context


def unit(vector):
    return vector / np.linalg.norm(vector)


def test_a_passage_leans_towards_its_own_paragraph_alone() -> None:
    alone = np.eye(3, dtype=np.float32)
    found = in_context(alone, [1, 1, 2])
    around = unit(alone[0] + alone[1])
    np.testing.assert_allclose(found[0], unit(alone[0] + LEANING * around), atol=1e-6)
    np.testing.assert_allclose(found[1], unit(alone[1] + LEANING * around), atol=1e-6)
    np.testing.assert_allclose(found[2], alone[2], atol=1e-6)  # its whole paragraph


def test_a_passage_without_words_stays_without_direction() -> None:
    found = in_context(np.array([[1.0, 0.0], [0.0, 0.0]], np.float32), [1, 1])
    assert found[1].tolist() == [0.0, 0.0]
    assert in_context(np.zeros((0, 4), np.float32), []).shape == (0, 4)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=12), st.integers(0, 2**32 - 1))
def test_vectors_have_length_one_and_stay_nearest_to_themselves(paragraphs, seed) -> None:
    drawn = np.random.default_rng(seed).standard_normal((len(paragraphs), 16)).astype(np.float32)
    alone = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
    found = in_context(alone, sorted(paragraphs))
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert ((found * alone).sum(axis=1) >= (1 - LEANING) / (1 + LEANING) - 1e-5).all()
