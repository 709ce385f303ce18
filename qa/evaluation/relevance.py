"""What is relevant to a question in a library, and in which order it was retrieved.

Where a data set judges units (paragraphs, documents), a passage stands for its unit and a unit
ranks where its best passage does. Where it gives gold wordings, each passage is a unit of its own,
and those that hold one of the wordings are relevant. Equal scores are ordered against us, so that
no figure hangs on the order in which passages happen to be stored.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.article import Article, shown
from index.errors import DatasetOther
from index.library import Library
from qa.answer import Hit
from qa.evaluation.dataset import Dataset, Item
from qa.evaluation.news_dataset import must_hold
from qa.evaluation.wording import holds, unified
from qa.ranking import Ranking

NOWHERE = "-"
"""A unit that no library holds: stands for gold that lies across two passages."""


class Relevance:
    """The judgements of a data set, in the terms of one library."""

    def __init__(self, library: Library, data: Dataset, items: Sequence[Item]) -> None:
        self._units: dict[tuple[int, int], str] = {}  # of (article, paragraph)
        self._whole: set[int] = set()  # articles that are a unit each, so that offsets agree
        self._texts: dict[int, str] = {}  # of passages, unified
        self._sources: dict[str, Article] = {}  # of units
        if any(item.units for item in items):
            self._name_units(library, data)
        if any(item.gold for item in items):
            self._read(library, data, items)

    def _name_units(self, library: Library, data: Dataset) -> None:
        of = {d: unit for pool in data.pools for d, unit in pool.unit_of.items()}
        texts = {a.digest: a for pool in data.pools for a in pool.articles}
        pieces = {shown(p.of(a.text)): of[a.digest] for a in texts.values() for p in a.paragraphs}
        self._sources = {of[digest]: article for digest, article in texts.items()}
        for entry in library.entries():
            article = library.store.article(entry.id)
            unit = of.get(article.digest)
            if unit is not None:
                self._whole.add(entry.id)
            for number, paragraph in enumerate(article.paragraphs, start=1):
                found = unit or pieces.get(shown(paragraph.of(article.text)))
                if found is not None:
                    self._units[entry.id, number] = found
        if not self._units:
            path = library.path or ""
            raise DatasetOther(path=path, name=data.name, other=", ".join(_titles(library)))

    def _read(self, library: Library, data: Dataset, items: Sequence[Item]) -> None:
        entries = library.entries()
        articles = [library.store.article(e.id) for e in entries]
        everything = unified("\n".join(a.text for a in articles))
        for item in items:
            must_hold(item, everything, data.source)
        by_number = {e.id: a for e, a in zip(entries, articles, strict=True)}
        for passage in library.store.of_articles(by_number):
            text = passage.passage.span.of(by_number[passage.article].text)
            self._texts[passage.id] = unified(text)

    def gains(self, item: Item) -> Mapping[str, int]:
        """Return the relevant units with their gains."""
        if not item.gold:
            return item.units
        wordings = [unified(wording) for wording in item.gold]
        found = [str(n) for n, text in self._texts.items() if holds(text, wordings)]
        return dict.fromkeys(found or [NOWHERE], 1)

    def order(self, ranking: Ranking, gains: Mapping[str, int]) -> tuple[str, ...]:
        """Return the units, best first.

        Where all that somebody said is asked for, passages have no scores; they are in the order in
        which they are shown.
        """
        best: dict[str, float] = {}
        for place, hit in enumerate(ranking.hits):
            stored = hit.candidate.stored
            unit = str(stored.id)
            if not self._texts:
                at = stored.article, stored.passage.paragraph
                unit = self._units.get(at, f"{at[0]}:{at[1]}")
            score = -float(place) if ranking.everything else hit.score
            best[unit] = max(score, best.get(unit, score))
        return against_us(best, gains)

    def holds(self, item: Item, hit: Hit) -> bool:
        """Tell whether a shown passage holds the gold."""
        if item.gold:
            return holds(unified(hit.text), map(unified, item.gold))
        unit = self._units.get((hit.citation.article, hit.citation.paragraph))
        if unit not in item.units:
            return False
        if not item.places:
            return True
        if hit.citation.article in self._whole:
            start, end = hit.citation.start, hit.citation.end
            return any(start <= p.start and p.end <= end for p in item.places)
        answers = [self._sources[p.unit].text[p.start : p.end] for p in item.places]
        return holds(unified(hit.text), map(unified, answers))


def against_us(scores: Mapping[str, float], gains: Mapping[str, int]) -> tuple[str, ...]:
    """Return the units by falling score; of equal ones those of least gain first, then by name."""
    return tuple(sorted(scores, key=lambda unit: (-scores[unit], gains.get(unit, 0), unit)))


def _titles(library: Library) -> list[str]:
    return [entry.title for entry in library.entries()[:3]]
