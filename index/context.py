"""The vectors of passages, leaning towards their paragraphs.

A passage seldom names again what its paragraph is about. So its vector is mixed with that of the
paragraph, which is told from the paragraph's passages, whatever the encoder.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

LEANING = 0.3
"""Weight of the paragraph against the passage itself."""

Vectors = npt.NDArray[np.float32]


def in_context(vectors: Vectors, paragraphs: Sequence[int]) -> Vectors:
    """Return unit vectors of passages in their context, shape (passages, dimension).

    ``vectors`` are those of the passages alone, of length one, and ``paragraphs`` tells which
    paragraph each of them is in. A passage that is its whole paragraph keeps its vector, and a
    vector of zeros (no words) stays one.
    """
    if not len(vectors):
        return vectors
    _, which = np.unique(np.asarray(paragraphs), return_inverse=True)
    sums = np.zeros((int(which.max()) + 1, vectors.shape[1]), np.float32)
    np.add.at(sums, which, vectors)
    mixed = vectors + LEANING * _unit(sums)[which]
    return np.where(vectors.any(axis=1, keepdims=True), _unit(mixed), 0).astype(np.float32)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)
