"""The words of a paragraph, with what stands between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.article import Span
from index.turkish import Token, tokens


def listed(text: str) -> frozenset[str]:
    """Return the words of a list: lexicons are kept as text, to be read and added to."""
    return frozenset(text.split())


CONJUNCTIONS = listed("ve ancak ama fakat oysa cunku lakin ise ayrica bu")
PARTICLES = listed("da de ise bile dahi sadece yalnizca")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a paragraph: ``key`` is folded and without the suffix behind an apostrophe.

    ``before`` and ``after`` hold what stands between it and its neighbours, without brackets.
    """

    span: Span
    key: str
    suffix: str
    capital: bool
    before: str
    after: str
    alias: bool = False
    """An abbreviation in brackets stands behind it: "Dünya Sağlık Örgütü (DSÖ) Başkanı"."""

    @property
    def full(self) -> str:
        """The folded word with its suffix."""
        return self.key + self.suffix


_ALIAS = re.compile(r"\s\([^\W\d_a-zçğıöşü]{2,8}\)\s+")
_BRACKETS = re.compile(r"\([^()]{0,80}\)")


def words(view: str, span: Span) -> list[Word]:
    """Return the words of ``view`` inside ``span``, but for those in round brackets."""
    asides = [m.span() for m in _BRACKETS.finditer(view, span.start, span.end)]
    found = []
    at = 0
    for token in tokens(view, span):
        while at < len(asides) and asides[at][1] <= token.span.start:
            at += 1
        if at == len(asides) or token.span.start < asides[at][0]:
            found.append(token)
    edges = [span.start, *(t.span.end for t in found)]
    starts = [*(t.span.start for t in found), span.end]
    raw = [view[a:b] for a, b in zip(edges, starts, strict=True)]
    gaps = [_BRACKETS.sub("", gap) for gap in raw]
    return [
        Word(
            t.span,
            _key(view, t),
            t.suffix,
            view[t.span.start].isupper(),
            gaps[i],
            gaps[i + 1],
            _ALIAS.fullmatch(raw[i + 1]) is not None,
        )
        for i, t in enumerate(found)
    ]


def _key(view: str, token: Token) -> str:
    """Return the folded word, but "işe" as it stands: folded it would be "ise", a conjunction."""
    return "işe" if token.word == "ise" and "ş" in token.span.of(view).lower() else token.word
