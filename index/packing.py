"""Vectors as a library keeps them: four bits a number, and a scale for every 32 numbers.

So many bits tell passages apart as well as the numbers themselves do, where there are hundreds of
them: what each is off by is chance, and chance cancels out in an inner product. One large number,
which some models have, spoils no more than the 31 beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_BLOCK = 32  # numbers of one scale
_MOST = 7  # steps to either side of zero
_ZERO = 8  # what zero is kept as
_FINEST = 255  # parts of the vector's own scale, which a block has some of
_BOTH = np.array([divmod(byte, 16) for byte in range(256)], np.float32) - _ZERO
"""The two numbers of a byte, in steps."""


def packed(vectors: Floats) -> list[bytes]:
    """Return vectors, shape (n, dimension), as they are kept; their lengths stay what they are."""
    count, dimension = vectors.shape
    if not count:
        return []
    record = _record(dimension)
    kept = np.zeros(count, record)
    padded = np.zeros((count, _blocks(dimension) * _BLOCK), np.float32)
    padded[:, :dimension] = vectors
    blocks = padded.reshape(count, -1, _BLOCK)
    largest = np.abs(blocks).max(axis=2)
    scale = largest.max(axis=1, initial=0)
    kept["dimension"] = dimension
    shares = np.ceil(largest * (_FINEST / np.where(scale > 0, scale, 1))[:, None])
    kept["shares"] = np.minimum(shares, _FINEST)  # not a rounding error more
    steps = kept["shares"] * (scale / (_FINEST * _MOST))[:, None]
    values = np.rint(blocks / np.where(steps > 0, steps, 1)[:, :, None]).clip(-_MOST, _MOST)
    lengths = np.linalg.norm((values * steps[:, :, None]).reshape(count, -1), axis=1)
    kept["scale"] = scale * np.linalg.norm(vectors, axis=1) / np.where(lengths > 0, lengths, 1)
    nibbles = (values.reshape(count, -1) + _ZERO).astype(np.uint8)
    kept["values"] = nibbles[:, ::2] << 4 | nibbles[:, 1::2]
    data, size = kept.tobytes(), record.itemsize
    return [data[at : at + size] for at in range(0, len(data), size)]


def unpacked(data: Sequence[bytes]) -> Floats:
    """Return what `packed` made, shape (n, dimension). Raises ValueError where it is torn."""
    if not data:
        return np.empty((0, 0), np.float32)
    dimension = int.from_bytes(data[0][:2], "little")
    record = _record(dimension)
    if any(len(one) != record.itemsize for one in data):
        raise ValueError("vectors are torn, or of several lengths")
    kept = np.frombuffer(b"".join(data), record)
    if (kept["dimension"] != dimension).any():
        raise ValueError("vectors of several lengths")
    steps = kept["shares"] * (kept["scale"] / (_FINEST * _MOST))[:, None]
    vectors = _BOTH.take(kept["values"], 0).reshape(len(data), -1, _BLOCK)
    vectors *= steps[:, :, None]
    return vectors.reshape(len(data), -1)[:, :dimension]


def _blocks(dimension: int) -> int:
    return -(-dimension // _BLOCK)


def _record(dimension: int) -> np.dtype[np.void]:
    blocks = _blocks(dimension)
    fields = [("dimension", "<u2"), ("scale", "<f4"), ("shares", "u1", (blocks,))]
    return np.dtype([*fields, ("values", "u1", (blocks * _BLOCK // 2,))])
