"""Statements that were found against those that a reader marked, article by article.

Found and marked are paired one to one, best overlap first, from an intersection over union of 0.5
on characters (the criterion of Everingham et al. 2010, on text).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.article import Span
from index.library import Library
from qa.evaluation.attribution import same_speaker
from qa.evaluation.dataset import GoldStatement
from qa.evaluation.wording import places, unified

LEAST_OVERLAP = 0.5
KINDS = ("direct", "reported")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Counts of one article by kind ("direct", "reported").

    ``right`` are the pairs in which kind and speaker agree; ``placed`` all pairs, whatever their
    speaker and kind, and ``named`` those of them with the right speaker.
    """

    marked: dict[str, int]
    found: dict[str, int]
    right: dict[str, int]
    placed: int
    named: int


@dataclass(frozen=True, slots=True)
class _Claim:
    span: Span
    kind: str
    speakers: tuple[str, ...]


def overlap(a: Span, b: Span) -> float:
    """Return the intersection over union of two spans, in code points."""
    common = a.overlap(b)
    return common / (len(a) + len(b) - common) if common else 0.0


def spoken(library: Library, marked: Sequence[GoldStatement]) -> Spoken:
    """Count in a library of one article."""
    number = library.entries()[0].id
    article = library.store.article(number)
    text = unified(article.text)
    found = []
    for s in library.store.statements([number])[number]:
        start = len(unified(article.text[: s.span.start] + "x")) - 1
        span = Span(start, start + len(unified(s.span.of(article.text))))
        found.append(_Claim(span, s.kind, (s.speaker,)))
    gold = [[_Claim(p, g.kind, g.speakers) for p in places(text, unified(g.text))] for g in marked]
    right = {
        kind: sum(
            1
            for _ in _pairs(
                [[c for c in claims if c.kind == kind] for claims in gold],
                [f for f in found if f.kind == kind],
                same=True,
            )
        )
        for kind in KINDS
    }
    placed = _pairs(gold, found, same=False)
    return Spoken(
        {k: sum(g.kind == k for g in marked) for k in KINDS},
        {k: sum(f.kind == k for f in found) for k in KINDS},
        right,
        len(placed),
        sum(_agree(claim, f) for claim, f in placed),
    )


def _agree(claim: _Claim, found: _Claim) -> bool:
    return any(same_speaker(found.speakers[0], name) for name in claim.speakers)


def _pairs(
    gold: Sequence[Sequence[_Claim]], found: Sequence[_Claim], *, same: bool
) -> list[tuple[_Claim, _Claim]]:
    """Pair one to one, best overlap first; with ``same`` only where the speaker is right."""
    options = [
        (-overlap(claim.span, f.span), g, i, claim)
        for g, claims in enumerate(gold)
        for claim in claims
        for i, f in enumerate(found)
        if overlap(claim.span, f.span) >= LEAST_OVERLAP and (not same or _agree(claim, f))
    ]
    options.sort(key=lambda option: option[:3])
    pairs: list[tuple[_Claim, _Claim]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, g, i, claim in options:
        if g not in used_gold and i not in used_found:
            used_gold.add(g)
            used_found.add(i)
            pairs.append((claim, found[i]))
    return pairs
