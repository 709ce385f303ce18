"""How common words are in Turkish at large, for collections too small to tell.

In a library of one article every word is rare. The background counts, over laws, manuals, an
encyclopaedia and others, in how many paragraphs a word occurs; words are known by their folded
first five letters, which stand for all their inflected forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.turkish import VERSION

FILE = Path(__file__).parent / "encoders" / "background.npz"
PREFIX = 5
"""Letters of a folded word by which it is known."""


@dataclass(frozen=True, slots=True)
class Background:
    """Document frequencies of prefixes over ``total`` paragraphs."""

    prefixes: npt.NDArray[np.bytes_]
    """Folded prefixes as UTF-8, sorted, without repetition."""
    counts: npt.NDArray[np.uint32]
    total: int
    analyser: str = VERSION
    """Version of the analyser that folded the words."""

    @classmethod
    def load(cls, file: Path = FILE) -> Background:
        """Read what `save` wrote; what comes with the package once, every question needs it."""
        return _shipped() if file == FILE else _read(file)

    def save(self, file: Path) -> None:
        """Write the counts, compressed."""
        np.savez_compressed(
            file,
            prefixes=self.prefixes,
            counts=self.counts,
            total=np.array(self.total),
            analyser=np.array(self.analyser),
        )

    def idf(self, prefixes: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return the inverse document frequency of each prefix, as BM25 has it.

        Longer words are cut. What was never seen has the highest, that of a word in no paragraph.
        """
        asked = np.array([prefix[:PREFIX].encode() for prefix in prefixes], dtype=np.bytes_)
        found = np.zeros(len(asked), dtype=np.float64)
        if len(self.prefixes) and len(asked):
            at = np.searchsorted(self.prefixes, asked).clip(max=len(self.prefixes) - 1)
            # An empty prefix is no word: bytes_ drops the zero bytes that would tell it from one.
            found = np.where(self.prefixes[at] == asked, self.counts[at], 0).astype(np.float64)
        return np.log1p((self.total - found + 0.5) / (found + 0.5)).astype(np.float32)


def _read(file: Path) -> Background:
    with np.load(file, allow_pickle=False) as stored:
        return Background(
            stored["prefixes"],
            stored["counts"],
            int(stored["total"]),
            str(stored["analyser"]),
        )


@cache
def _shipped() -> Background:
    return _read(FILE)
