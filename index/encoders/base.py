"""What an encoder is: texts to unit vectors."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int], None]


class Encoder(Protocol):
    """Texts to vectors of length one (or zero, for a text without tokens)."""

    @property
    def name(self) -> str:
        """What the user calls it: "built-in", a folder or a hub name."""

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with the weights and the tokenizer."""

    @property
    def dimension(self) -> int:
        """Length of the vectors."""

    @property
    def prompts(self) -> Mapping[str, str]:
        """What is put before a "query" and before a "passage"; may be empty."""

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return one row a question."""

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one row a passage; ``progress`` gets the number done since its last call."""

    def words(self, words: Sequence[str]) -> Vectors | None:
        """Return one row a word; None where the words of a text don't add up to it.

        Not scaled: the sum over the words of a text points where its vector does.
        """

    def pieces(self, words: Sequence[str]) -> Sequence[Sequence[int]] | None:
        """Return the numbers of the pieces of each word; None where it has none.

        Their vectors add up to that of `words`.
        """

    def piece_vectors(self, numbers: npt.NDArray[np.int64]) -> Vectors:
        """Return one row a piece, which the caller may write to."""


class Prompted(ABC):
    """What encoders share: prompts, and no words of a text unless they say so."""

    prompts: Mapping[str, str]
    dimension: int

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Return one row a question."""
        return self._encode(texts, self.prompts["query"], None)

    def passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one row a passage; ``progress`` gets the number done since its last call."""
        return self._encode(texts, self.prompts["passage"], progress)

    def words(self, words: Sequence[str]) -> Vectors | None:
        """Return None: a text is more than its words."""
        del words
        return None

    def pieces(self, words: Sequence[str]) -> Sequence[Sequence[int]] | None:
        """Return None: a text is more than its words."""
        del words
        return None

    def piece_vectors(self, numbers: npt.NDArray[np.int64]) -> Vectors:
        """Raise: `pieces` named none."""
        raise NotImplementedError

    @abstractmethod
    def _encode(self, texts: Sequence[str], prompt: str, progress: Progress | None) -> Vectors: ...


def unit(vectors: Vectors) -> Vectors:
    """Scale the rows to length one, in place; a row of zeros stays one of zeros."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths > 0, lengths, 1)
    return vectors
