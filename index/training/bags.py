"""Bags of tokens, and the means of their vectors, with a gradient as small as their vocabulary.

`torch.nn.EmbeddingBag` gives a row of gradient for every token of a batch, a hundred thousand of
them, which are then sorted and added up. Here the bags are a sparse matrix over the tokens that the
batch has at all: its product with their vectors is the means, its transpose's with the means'
gradient is theirs, each token once.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bags:
    """Many short lists of ids in one array."""

    ids: Ids
    starts: Ids
    """One more than there are bags: bag ``i`` is ``ids[starts[i]:starts[i + 1]]``."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> Ids:
        return self.ids[self.starts[number] : self.starts[number + 1]]

    @classmethod
    def of(cls, lists: Sequence[Ids]) -> Bags:
        """Join ``lists``."""
        starts = np.zeros(len(lists) + 1, dtype=np.int64)
        np.cumsum([len(ids) for ids in lists], out=starts[1:])
        return cls(np.concatenate(lists) if lists else starts[:0], starts)

    @classmethod
    def joined(cls, parts: Sequence[Bags]) -> Bags:
        """Return the bags of ``parts``, one behind the other."""
        sizes = np.concatenate([np.diff(part.starts) for part in parts])
        starts = np.concatenate(([0], np.cumsum(sizes)))
        return cls(np.concatenate([part.ids for part in parts]), starts)


class _Product(torch.autograd.Function):
    """A sparse matrix times vectors; the matrix's transpose is given, since torch would sort it."""

    @staticmethod
    def forward(
        context: Any,  # noqa: ANN401
        vectors: torch.Tensor,
        matrix: torch.Tensor,
        transposed: torch.Tensor,
    ) -> torch.Tensor:
        context.transposed = transposed
        return matrix @ vectors

    @staticmethod
    def backward(context: Any, gradient: torch.Tensor) -> tuple[torch.Tensor, None, None]:  # noqa: ANN401
        return context.transposed @ gradient, None, None


def means(weights: torch.Tensor, bags: Bags) -> torch.Tensor:
    """Return the mean vector of each bag, shape (bags, dimension); of an empty one, zeros.

    The gradient of ``weights``, shape (tokens, dimension), is sparse.
    """
    used, tokens = np.unique(bags.ids, return_inverse=True)
    sizes = np.diff(bags.starts)
    shares = np.repeat(1 / np.maximum(sizes, 1), sizes).astype(np.float32)
    order = np.argsort(tokens, kind="stable")
    owners = np.repeat(np.arange(len(bags)), sizes)[order]
    starts = np.zeros(len(used) + 1, np.int64)
    np.cumsum(np.bincount(tokens, minlength=len(used)), out=starts[1:])
    with warnings.catch_warnings():
        # Torch calls its CSR form a beta; what is used here is a product and no more.
        warnings.filterwarnings("ignore", "Sparse")
        matrix = _rows(bags.starts, tokens, shares, len(used))
        transposed = _rows(starts, owners, shares[order], len(bags))
    vectors = functional.embedding(torch.from_numpy(used), weights, sparse=True)
    return _Product.apply(vectors, matrix, transposed)  # type: ignore[no-any-return,no-untyped-call]


def _rows(starts: Ids, columns: Ids, values: npt.NDArray[np.float32], width: int) -> torch.Tensor:
    return torch.sparse_csr_tensor(
        torch.from_numpy(starts),
        torch.from_numpy(columns),
        torch.from_numpy(values),
        size=(len(starts) - 1, width),
    )
