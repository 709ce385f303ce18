"""Vectors in four bits a number: near what they were, for any model's numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.packing import packed, unpacked


def unit(vectors):
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@given(st.integers(1, 6), st.integers(1, 130), st.integers(0, 10**6))
def test_what_comes_back_is_near_and_as_long(count, dimension, seed):
    vectors = np.random.default_rng(seed).standard_normal((count, dimension))
    vectors = (vectors * 10.0 ** (seed % 5 - 2)).astype(np.float32)
    kept = packed(vectors)
    assert len({len(one) for one in kept}) == 1
    back = unpacked(kept)
    assert back.shape == vectors.shape
    assert back.dtype == np.float32
    assert np.linalg.norm(back, axis=1) == pytest.approx(np.linalg.norm(vectors, axis=1), rel=1e-5)
    # Half a step of what the largest number of a vector is, and what the length is mended by.
    assert np.abs(back - vectors).max() <= np.abs(vectors).max() * 0.3


def test_inner_products_of_many_numbers_hardly_change():
    rng = np.random.default_rng(3)
    vectors = unit(rng.standard_normal((300, 800)))
    asked = unit(vectors[:50] + rng.standard_normal((50, 800)) / 20)
    exact, kept = asked @ vectors.T, asked @ unpacked(packed(vectors)).T
    assert np.abs(exact - kept).max() < 0.03
    assert np.abs(exact - kept).mean() < 0.005
    assert np.corrcoef(exact.ravel(), kept.ravel())[0, 1] > 0.99
    assert len(packed(vectors[:1])[0]) == 431


def test_a_large_number_spoils_only_its_neighbours():
    vectors = unit(np.random.default_rng(4).standard_normal((20, 384)))
    vectors[:, 70] = 5
    back = unpacked(packed(vectors))
    others = np.r_[:64, 96:384]
    assert np.abs(back - vectors)[:, others].max() < 0.05
    plain = np.rint(vectors / 5 * 7) * 5 / 7  # one scale for all
    assert np.abs(plain - vectors)[:, others].max() > 0.1


def test_nothing_stays_nothing():
    kept = packed(np.zeros((2, 40), np.float32))
    assert not unpacked(kept).any()
    assert unpacked([]).shape == (0, 0)
    assert packed(np.empty((0, 40), np.float32)) == []


@pytest.mark.parametrize("spoil", [lambda one: one[:-1], lambda one: b"", lambda one: one + b"x"])
def test_what_is_torn_is_told(spoil):
    one, other = packed(np.ones((2, 40), np.float32))
    with pytest.raises(ValueError, match="torn"):
        unpacked([one, spoil(other)])
    with pytest.raises(ValueError, match=r"torn|several"):
        unpacked([spoil(one)])


def test_vectors_of_two_lengths_are_told():
    one = packed(np.ones((1, 40), np.float32)) + packed(np.ones((1, 41), np.float32))
    with pytest.raises(ValueError, match="several"):
        unpacked(one)
