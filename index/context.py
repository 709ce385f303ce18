"""The vectors of passages, leaning towards their paragraphs and titles.

A passage seldom names again what its paragraph is about, or the person that its article is about.
So its vector is mixed with that of the paragraph, which is told from the paragraph's passages,
whatever the encoder, and with that of the article's title (as Karpukhin et al. 2020 put the title
before each passage).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

LEANING = 0.3
"""Weight of the paragraph against the passage itself."""
TITLE = 0.5
"""Weight of the title against the passage itself."""

Vectors = npt.NDArray[np.float32]


def in_context(vectors: Vectors, paragraphs: Sequence[int], title: Vectors) -> Vectors:
    """Return unit vectors of passages in their context, shape (passages, dimension).

    ``vectors`` are those of the passages alone, of length one, ``paragraphs`` tells which paragraph
    each of them is in (in order), and ``title`` is the unit vector of the title, shape
    (dimension,), of zeros where there is none. A vector of zeros (no words) stays one.
    """
    if not len(vectors):
        return vectors
    starts = np.flatnonzero(np.diff(paragraphs, prepend=paragraphs[0] - 1))
    lengths = np.diff(starts, append=len(vectors))
    sums = vectors[starts]  # most paragraphs are one passage
    for place in np.flatnonzero(lengths > 1):
        first = starts[place]
        np.add.reduce(vectors[first : first + lengths[place]], axis=0, out=sums[place])
    mixed = vectors + LEANING * np.repeat(_unit(sums), lengths, axis=0) + TITLE * title
    return np.where(vectors.any(axis=1, keepdims=True), _unit(mixed), np.float32(0))


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.sqrt(np.add.reduce(vectors * vectors, axis=1, keepdims=True))
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)
