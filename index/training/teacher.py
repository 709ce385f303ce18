"""What an English sentence encoder makes of the English sides of the translations.

A text and its translation should have the teacher's vector of the English side (multilingual
knowledge distillation, Reimers and Gurevych 2020). So Turkish words come to lie near each other as
their meanings do in English, which far more text was read for than there is here in Turkish.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from index.training.sources import Corpus

ENGLISH = ("en-tr", "dict-en-tr", "gloss", "sense")
"""Kinds of pairs whose first side is English."""
_LONGEST = 300  # characters of a text that the teacher reads, about 64 of its tokens
_BATCH = 128

Meanings = dict[str, npt.NDArray[np.float16]]
"""The teacher's vectors, by English text; of length one."""


def english(corpus: Corpus) -> list[str]:
    """Return the English sides of all translations, each once, the shortest first."""
    sides = {a for pairs in corpus.pairs.values() for a, _, kind in pairs if kind in ENGLISH}
    return sorted(sides, key=lambda side: (len(side), side))


def meanings(
    name: str, texts: Sequence[str], dimension: int, progress: Callable[[int], None]
) -> Meanings:
    """Return what the sentence-transformer ``name`` (a folder or a hub name) makes of ``texts``.

    Vectors longer than ``dimension`` are projected on the first principal components of all.
    ``progress`` gets the number of texts done since its last call.
    """
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(name, device="cpu")
    parts: list[npt.NDArray[np.float32]] = []
    for start in range(0, len(texts), _BATCH):
        batch = [text[:_LONGEST] for text in texts[start : start + _BATCH]]
        parts.append(model.encode(batch, batch_size=_BATCH, show_progress_bar=False))
        progress(len(batch))
    vectors = np.concatenate(parts)
    if vectors.shape[1] > dimension:
        vectors = vectors - vectors.mean(axis=0)
        _, components = np.linalg.eigh(vectors.T @ vectors)  # by rising eigenvalue
        vectors = vectors @ components[:, -dimension:]
    elif vectors.shape[1] < dimension:
        vectors = np.pad(vectors, ((0, 0), (0, dimension - vectors.shape[1])))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return dict(zip(texts, vectors.astype(np.float16), strict=True))
