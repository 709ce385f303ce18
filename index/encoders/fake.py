"""A test double of an encoder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np

from index.encoders.base import Progress, Prompted, Vectors, unit
from index.turkish import tokens


class FakeEncoder(Prompted):
    """A test double: equal words make near texts. Needs no files, the same on every machine."""

    name, fingerprint, dimension = "fake", "fa" * 8, 64
    prompts: Mapping[str, str] = {"query": "", "passage": ""}

    def _encode(self, texts: Sequence[str], prompt: str, progress: Progress | None) -> Vectors:
        del prompt
        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(sums, texts, strict=True):
            for token in tokens(text):
                letters = token.word[:5].encode()
                row += np.frombuffer(hashlib.blake2b(letters).digest(), np.int8)[: self.dimension]
            if progress:
                progress(1)
        return unit(sums)
