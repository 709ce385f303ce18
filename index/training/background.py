"""Count in how many paragraphs of the corpus each word occurs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np

from index.background import PREFIX, Background
from index.turkish import tokens

CAP = 30_000
"""Rows of one family of files at most: laws and manuals would drown the rest."""
FEWEST = 3
"""Rarer prefixes are typing errors or as good as unseen."""


def count(
    texts: Mapping[str, list[str]], progress: Callable[[int], None] | None = None
) -> Background:
    """Return the document frequencies over ``texts``, which come by file.

    Files are of one family whose names agree up to the first hyphen; families of more than `CAP`
    rows are sampled evenly. ``progress`` gets the number of texts done since its last call.
    """
    found: Counter[str] = Counter()
    total = 0
    families: dict[str, list[str]] = {}
    for name, rows in texts.items():
        families.setdefault(name.partition("-")[0], []).extend(rows)
    for rows in families.values():
        sample = rows[:: max(1, -(-len(rows) // CAP))]
        for text in sample:
            found.update({token.word[:PREFIX] for token in tokens(text)})
        total += len(sample)
        if progress:
            progress(len(rows))
    # np.bytes_ sorts as bytes, which for UTF-8 is the order of code points, as Python's.
    kept = sorted(prefix for prefix, number in found.items() if number >= FEWEST)
    return Background(
        np.array([prefix.encode() for prefix in kept], dtype=np.bytes_),
        np.array([found[prefix] for prefix in kept], dtype=np.uint32),
        total,
    )
