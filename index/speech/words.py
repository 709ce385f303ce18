"""The words of a paragraph, with what stands between them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from index.article import Span
from index.tokenised import Tokenised


def listed(text: str) -> frozenset[str]:
    """Return the words of a list: lexicons are kept as text, to be read and added to."""
    return frozenset(text.split())


CONJUNCTIONS = listed("ve ancak ama fakat oysa cunku lakin ise ayrica bu")
PARTICLES = listed("da de ise bile dahi sadece yalnizca")


class Word(NamedTuple):  # a tuple is made in a third of the time of a frozen dataclass
    """A word of a paragraph, from ``start`` to ``end``.

    ``key`` is folded and without the suffix behind an apostrophe, ``full`` with it. ``before`` and
    ``after`` hold what stands between it and its neighbours, without brackets.
    """

    start: int
    end: int
    key: str
    suffix: str
    full: str
    capital: bool
    before: str
    after: str
    alias: bool = False
    """An abbreviation in brackets stands behind it: "Dünya Sağlık Örgütü (DSÖ) Başkanı"."""


_ALIAS = re.compile(r"\s\([^\W\d_a-zçğıöşü]{2,8}\)\s+")
_BRACKETS = re.compile(r"\([^()]{0,80}\)")


def words(read: Tokenised, span: Span) -> list[Word]:
    """Return the words of a paragraph, but for those in round brackets."""
    view, inside = read.view, read.inside(span)
    rows = list(zip(inside.starts, inside.ends, inside.words, inside.suffixes, strict=True))
    asides = [m.span() for m in _BRACKETS.finditer(view, span.start, span.end)]
    if asides:
        rows = [row for row in rows if not any(a <= row[0] < b for a, b in asides)]
    found = []
    at, gap = span.start, ""
    raws = [view[a[1] : b[0]] for a, b in pairwise(rows)]
    if rows:
        gap = view[at : rows[0][0]]
        raws.append(view[rows[-1][1] : span.end])
    before = _BRACKETS.sub("", gap) if asides else gap
    for (start, end, word, suffix), raw in zip(rows, raws, strict=True):
        after, alias = raw, False
        if asides and "(" in raw:
            after, alias = _BRACKETS.sub("", raw), _ALIAS.fullmatch(raw) is not None
        # "işe" as it stands: folded it would be "ise", a conjunction.
        key = "işe" if word == "ise" and "ş" in view[start:end].lower() else word
        found.append(
            Word(start, end, key, suffix, key + suffix, view[start].isupper(), before, after, alias)
        )
        before = after
    return found
