"""The words of a paragraph, with what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import compress, islice, repeat
from operator import add
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


_made = partial(tuple.__new__, Word)  # by the thousand: `Word(...)` takes twice as long


def words(read: Tokenised, span: Span) -> list[Word]:
    """Return the words of a paragraph, but for those in round brackets."""
    view, inside = read.view, read.inside(span)
    asides = [m.span() for m in _BRACKETS.finditer(view, span.start, span.end)]
    if asides:
        inside = _without(inside, asides)
    _, starts, ends, keys, suffixes, capitals = inside
    gaps = [view[a:b] for a, b in zip([span.start, *ends], [*starts, span.end], strict=True)]
    aliases: Iterable[bool] = repeat(False)
    if asides:
        aliases = [_ALIAS.fullmatch(gap) is not None for gap in gaps[1:]]
        gaps = [_BRACKETS.sub("", gap) for gap in gaps]
    if "ise" in keys:  # "işe" as it stands: folded it would be "ise", a conjunction.
        texts = (view[a:b].lower() for a, b in zip(starts, ends, strict=True))
        pairs = zip(keys, texts, strict=True)
        keys = ["işe" if key == "ise" and "ş" in text else key for key, text in pairs]
    fulls = map(add, keys, suffixes)
    afters = islice(gaps, 1, None)
    columns = zip(starts, ends, keys, suffixes, fulls, capitals, gaps, afters, aliases)  # noqa: B905
    return list(map(_made, columns))


def _without(read: Tokenised, asides: Sequence[tuple[int, int]]) -> Tokenised:
    """Return the words that begin in none of the ranges ``asides``."""
    kept = [not any(a <= start < b for a, b in asides) for start in read.starts]
    return Tokenised(
        read.view,
        list(compress(read.starts, kept)),
        list(compress(read.ends, kept)),
        list(compress(read.words, kept)),
        list(compress(read.suffixes, kept)),
        list(compress(read.capitals, kept)),
    )
