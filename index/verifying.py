"""Whether an article in a library is what it was when it was added.

SQLite looks for torn pages, not for a bit that has changed in a row. Here the text is held against
its hash, and all that was cut out of it against the text.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from index.article import Article
from index.asked import Kept
from index.errors import LibraryDamaged
from index.passages import passages
from index.rows import Entry, Manifest, words_out
from index.tokenised import tokenised

_ROUNDING = 0.01  # by which the length of a vector in half precision may differ from 1


def verify(store: Kept, entry: Entry, manifest: Manifest) -> None:
    """Check an article with its passages, vectors and statements. Raises `LibraryDamaged`."""
    article = store.article(entry.id)  # checks its hash
    try:
        _paragraphs(article)
        _passages(store, entry, article, manifest)
        for statement in store.statements([entry.id])[entry.id]:
            inside = [statement.span, statement.frame]
            inside += [span for span in (statement.surface, statement.cue) if span is not None]
            _require(all(span.end <= len(article.text) for span in inside), "a statement")
    except ValueError as error:
        reason = f"article {entry.id}: {error}"
        raise LibraryDamaged(path=store.folder, reason=reason) from error


def _paragraphs(article: Article) -> None:
    spans = article.paragraphs
    ordered = all(a.end <= b.start for a, b in pairwise(spans))
    _require(bool(spans) and ordered and spans[-1].end <= len(article.text), "its paragraphs")


def _passages(store: Kept, entry: Entry, article: Article, manifest: Manifest) -> None:
    made = passages(article)
    read = tokenised(article)
    kept = store.of_articles([entry.id])
    _require([p.passage for p in kept] == made, "its passages")
    for stored in kept:
        words = words_out([read.inside(s) for s in stored.passage.sentences])
        _require("\n".join(" ".join(line) for line in stored.words) == words, "words of a passage")
        _require(stored.vector.shape == (manifest.dimension,), "the length of a vector")
        length = float(np.linalg.norm(stored.vector))
        _require(length == 0 or abs(length - 1) < _ROUNDING, "the values of a vector")


def _require(condition: bool, what: str) -> None:
    if not condition:
        raise ValueError(f"{what}: not what was written")
