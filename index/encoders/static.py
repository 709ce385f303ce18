"""A static model of sentence-transformers, read with tokenizers, safetensors and numpy alone.

Weights may be float8 (E4M3 of OCP's 8-bit floating point specification, 2023), which numpy does not
know: a byte is then the place of its number in a table of 256.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.encoders.base import Progress, Prompted, Vectors, unit
from index.encoders.layout import (
    FINGERPRINT,
    FOLDER,
    TOKENIZER,
    WEIGHTS,
    configured_prompts,
    fingerprint,
    prompts_of,
    static_folder,
)
from index.encoders.wordwise import Tokens
from index.errors import EncoderBroken

_TYPES = {"F8_E4M3": np.uint8, "F16": np.float16, "F32": np.float32, "F64": np.float64}


class StaticEncoder(Prompted):
    """A static model of sentence-transformers (mean of token vectors), read from its own files."""

    BATCH = 1024
    LOOKED = 20_000
    """Pieces looked at from which all vectors are widened: after some ten questions."""
    KNOWN = 20_000
    """Words whose vectors are kept: the same ones come back with every question."""

    def __init__(self, folder: Path, name: str | None = None) -> None:
        from tokenizers import Tokenizer

        self.name = name or str(folder)
        self.prompts = prompts_of(self.name, configured_prompts(folder))
        inside = static_folder(folder) or folder
        try:
            weights = _weights(inside / WEIGHTS)
            tokenizer = Tokenizer.from_str((inside / TOKENIZER).read_text(encoding="utf-8"))
        except Exception as error:  # what Rust cannot read it reports as a bare Exception
            raise EncoderBroken(name=self.name, reason=str(error)) from error
        if len(weights) < tokenizer.get_vocab_size():
            raise EncoderBroken(name=self.name, reason="fewer vectors than tokens")
        tokenizer.no_padding()
        # As stored, in one byte or two: only the rows that a text needs are widened.
        self._weights, self._tokens = weights, Tokens(tokenizer)
        self.dimension = int(weights.shape[1])
        self._folder = inside
        self._words: dict[str, Vectors] = {}
        self._encoded = self._looked = 0  # texts and pieces so far

    @cached_property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with the weights and the tokenizer."""
        if self._folder == FOLDER:
            return (FOLDER / FINGERPRINT).read_text(encoding="ascii").strip()
        return fingerprint(self._folder)

    def _encode(self, texts: Sequence[str], prompt: str, progress: Progress | None) -> Vectors:
        return unit(self._sums([prompt + text for text in texts], progress))

    def _sums(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the sums of the texts' tokens."""
        sums = np.zeros((len(texts), self.dimension), dtype=np.float32)
        # All are widened once it pays: a few texts need few rows, many need the same ones again.
        self._encoded += len(texts)
        weights = self._weights if self._encoded < self.BATCH else self._all
        for start in range(0, len(texts), self.BATCH):
            batch = texts[start : start + self.BATCH]
            # Text by text: the few rows of one stay in the processor's cache, those of a batch do
            # not. A sum points where the mean does; without tokens it is zero, not 0/0.
            for row, ids in zip(sums[start:], self._tokens.of(batch), strict=False):
                np.add.reduce(_wide(weights.take(ids, 0)), axis=0, dtype=np.float32, out=row)
            if progress:
                progress(len(batch))
        return sums

    def words(self, words: Sequence[str]) -> Vectors:
        """Return one row a word, whose sum over a text points where the text's vector does."""
        known = self._words
        new = [word for word in dict.fromkeys(words) if word not in known]
        if len(known) + len(new) > self.KNOWN:
            known.clear()
            new = list(dict.fromkeys(words))
        known.update(zip(new, self._sums(new), strict=True))
        return np.array([known[word] for word in words], np.float32).reshape(-1, self.dimension)

    def pieces(self, words: Sequence[str]) -> Sequence[Sequence[int]]:
        """Return the token numbers of each word."""
        return self._tokens.of(words)

    def piece_vectors(self, numbers: npt.NDArray[np.int64]) -> Vectors:
        """Return the vectors of tokens, one row each."""
        self._looked += len(numbers)
        if self._looked < self.LOOKED:
            return _wide(self._weights.take(numbers, 0)).astype(np.float32, copy=False)
        return self._all.take(numbers, 0)

    @cached_property
    def _all(self) -> Vectors:
        return _wide(self._weights).astype(np.float32, copy=False)


def _weights(file: Path) -> npt.NDArray[Any]:
    """Return the token vectors of a file, float8 as bytes."""
    from safetensors import deserialize

    listed: list[tuple[str, Any]] = deserialize(file.read_bytes())  # type: ignore[no-untyped-call]
    tensors = dict(listed)
    found = tensors.get("embedding.weight", tensors.get("embeddings"))
    if found is None:
        raise ValueError("no token vectors in " + file.name)
    if found["dtype"] not in _TYPES:
        raise ValueError(f"token vectors of the type {found['dtype']} in {file.name}")
    return np.frombuffer(found["data"], _TYPES[found["dtype"]]).reshape(found["shape"])


def _wide(weights: npt.NDArray[Any]) -> npt.NDArray[Any]:
    return _E4M3.take(weights) if weights.dtype == np.uint8 else weights


def _e4m3() -> Vectors:
    """Return the numbers that the 256 bytes stand for."""
    byte = np.arange(256)
    exponent, fraction = byte >> 3 & 15, (byte & 7) / 8
    size = np.where(exponent > 0, 2.0 ** (exponent - 7) * (1 + fraction), 2.0**-6 * fraction)
    size[byte & 127 == 127] = np.nan
    return np.where(byte < 128, size, -size).astype(np.float32)


_E4M3 = _e4m3()
