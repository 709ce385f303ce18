"""Files in SQuAD's form as data sets: one pool of paragraphs, or a library for each article.

A paragraph is a unit: it becomes an article of its own, so that its rank is its best passage's, and
paragraphs of one text are one unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Literal

from index.article import Article
from index.errors import DatasetAnswerLost, DatasetOther
from index.reading.text import article_from_text
from qa.evaluation.dataset import NONE, NONE_HARD, Dataset, Item, Place, Pool, fingerprint
from qa.evaluation.files import content, decoded, line_of
from qa.evaluation.squad import SquadParagraph, SquadQuestion, read_squad
from qa.question import understand

Scope = Literal["pool", "article"]


def squad_dataset(
    path: Path, passages: Path | None = None, scope: Scope = "pool", seed: int = 0
) -> Dataset:
    """Read a file, its questions asked to the paragraphs of the file ``passages``, if given.

    A question and a paragraph of another file belong together where a question of the paragraph has
    the same id. With ``scope`` "article" each title is a library; foreign to it are as many
    questions of other titles as it has answerable ones, drawn with ``seed``; unanswerable ones of
    SQuAD 2.0 are on the same subject. Raises what `read_squad` raises, `DatasetAnswerLost`, or
    `DatasetOther` where no id of the two files agrees.
    """
    asked = read_squad(path)
    held = asked if passages is None else read_squad(passages)
    groups = [held] if scope == "pool" else _by_title(held)
    source = passages or path
    questions = {q.id: q for p in asked for q in p.questions}
    articles = [[article_from_text(p.text, p.title, p.title) for p in group] for group in groups]
    pools = tuple(_pool(found) for found in articles)
    items: list[Item] = []
    for number, (group, found) in enumerate(zip(groups, articles, strict=True)):
        for paragraph, article in zip(group, found, strict=True):
            for q in paragraph.questions:
                if q.id not in questions:
                    continue
                if q.answer is not None and not q.answers:
                    line = line_of(decoded(source), q.steps)
                    raise DatasetAnswerLost(path=source, line=line, answer=q.wanted)
                items.append(_item(questions[q.id], q, article, number))
    if not items:
        raise DatasetOther(path=source, name=path.name, other="ids")
    if scope == "article":
        items += _foreign(items, len(pools), seed)
    parts = [content(path)] + ([content(passages)] if passages else [])
    return Dataset(path.name, "squad", fingerprint(parts), pools, tuple(items), source)


def _by_title(paragraphs: Sequence[SquadParagraph]) -> list[list[SquadParagraph]]:
    groups: dict[str, list[SquadParagraph]] = {}
    for paragraph in paragraphs:
        groups.setdefault(paragraph.title, []).append(paragraph)
    return list(groups.values())


def _pool(articles: Sequence[Article]) -> Pool:
    distinct = {a.digest: a for a in articles}
    return Pool(tuple(distinct.values()), {digest: digest[:16] for digest in distinct})


def _item(asked: SquadQuestion, answered: SquadQuestion, article: Article, pool: int) -> Item:
    """Join a question with where its answer stands; its type is what it asks for."""
    if answered.answer is None:
        return Item(asked.id, asked.text, NONE_HARD, pool)
    unit = article.digest[:16]
    places = tuple(Place(unit, s.start, s.end) for s in answered.answers)
    kind = understand(asked.text).kind if any(map(str.isalnum, asked.text)) else "fact"
    return Item(asked.id, asked.text, kind, pool, {unit: 1}, places)


def _foreign(items: Sequence[Item], pools: int, seed: int) -> list[Item]:
    """Draw for each library as many questions of the others as it can answer itself."""
    random = Random(seed)
    found: list[Item] = []
    for pool in range(pools):
        own = sum(i.answerable and i.pool == pool for i in items)
        others = [i for i in items if i.answerable and i.pool != pool]
        for item in random.sample(others, min(own, len(others))):
            name = f"{item.id}@{pool + 1}"
            found.append(replace(item, id=name, type=NONE, pool=pool, units={}, places=()))
    return found
