"""Sources that a sentence is laid to without a verb of saying: "Zárate'ye göre karar ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.article import Span
from index.speech.naming import Naming, Speaker
from index.speech.quotations import content
from index.speech.words import PARTICLES, Word

_DATIVE = re.compile(r".*[aeiu][ny]?[ae]$|.*[^aeiu][ae]$")
_SHORTEST = 3
"""So many words the rest of the sentence has at least."""


class According:
    """Reads what is laid to a source, sentence by sentence."""

    def __init__(self, naming: Naming, view: str) -> None:
        self.naming = naming
        self.view = view

    def read(self, found: Sequence[Word], end: int) -> tuple[Span, Speaker | None, Span] | None:
        """Return what the words of a sentence that ends at ``end`` lay to whom, and by which word.

        A law or a plan says nothing; somebody, a body or a report must be named.
        """
        for at in range(1, len(found)):
            word = found[at]
            if word.key != "gore" or found[at - 1].after.strip():
                continue
            if len(found) - at <= _SHORTEST or not _DATIVE.match(found[at - 1].full):
                return None
            before = self.naming.subjects.phrases(found, max(0, at - 12), at)
            if not before or before[-1].last != at or before[-1].case != "other":
                return None
            phrase = before[-1]
            if not phrase.sure:
                return None
            begin = at + 2 if found[at + 1].key in PARTICLES else at + 1
            span = content(self.view, found[begin].start, end)
            return (
                (span, self.naming.named(found, phrase), Span(word.start, word.end))
                if span
                else None
            )
        return None
