"""Vectors of passages that lean towards their paragraphs and titles."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.context import LEANING, TITLE, in_context


def unit(vector):
    return vector / np.linalg.norm(vector)


def test_a_passage_leans_towards_its_own_paragraph_alone() -> None:
    alone = np.eye(3, dtype=np.float32)
    found = in_context(alone, [1, 1, 2], np.zeros(3, np.float32))
    around = unit(alone[0] + alone[1])
    np.testing.assert_allclose(found[0], unit(alone[0] + LEANING * around), atol=1e-6)
    np.testing.assert_allclose(found[1], unit(alone[1] + LEANING * around), atol=1e-6)
    np.testing.assert_allclose(found[2], alone[2], atol=1e-6)  # its whole paragraph


def test_a_passage_leans_towards_the_title() -> None:
    alone, title = np.eye(3, dtype=np.float32)[:1], np.eye(3, dtype=np.float32)[2]
    [found] = in_context(alone, [1], title)
    np.testing.assert_allclose(found, unit((1 + LEANING) * alone[0] + TITLE * title), atol=1e-6)


def test_a_passage_without_words_stays_without_direction() -> None:
    title = np.array([0.0, 1.0], np.float32)
    found = in_context(np.array([[1.0, 0.0], [0.0, 0.0]], np.float32), [1, 1], title)
    assert found[1].tolist() == [0.0, 0.0]
    assert in_context(np.zeros((0, 4), np.float32), [], np.zeros(4, np.float32)).shape == (0, 4)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=12), st.integers(0, 2**32 - 1))
def test_vectors_have_length_one_and_stay_nearest_to_themselves(paragraphs, seed) -> None:
    drawn = (
        np.random.default_rng(seed).standard_normal((len(paragraphs) + 1, 16)).astype(np.float32)
    )
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    alone, title = drawn[1:], drawn[0]
    found = in_context(alone, sorted(paragraphs), title)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    least = (1 - LEANING - TITLE) / (1 + LEANING + TITLE)
    assert ((found * alone).sum(axis=1) >= least - 1e-5).all()
