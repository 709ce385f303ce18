"""Data sets with gold wordings: a folder of news articles, and questions in our own JSONL."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, get_args

import seeds
from index.article import Article
from index.errors import (
    DatasetAnswerLost,
    DatasetEmpty,
    DatasetIdTwice,
    DatasetIncomplete,
    FileMissing,
)
from index.reading import read
from qa.evaluation.dataset import Dataset, GoldStatement, Item, Pool, fingerprint
from qa.evaluation.files import content, rows, string, strings
from qa.evaluation.wording import unified

QUESTIONS = "questions.jsonl"
STATEMENTS = "statements.jsonl"
StatementKind = Literal["direct", "reported"]


def news_dataset(folder: Path) -> Dataset:
    """Read a folder of articles (``NAME.txt``), questions and, where there are any, statements.

    Each article is a library. Raises `DatasetEmpty`, `DatasetIncomplete`, `DatasetAnswerLost`, what
    `files.rows` raises or what reading the articles raises.
    """
    path = folder / QUESTIONS
    found = [(line, row, string(path, line, row, "article")) for line, row in rows(path)]
    if not found:
        raise DatasetEmpty(path=path)
    names = list(dict.fromkeys(name for _, _, name in found))
    articles = {}
    for line, _, name in found:
        if name not in articles:
            articles[name] = _article(folder, name, path, line)
    texts = {name: unified(article.text) for name, article in articles.items()}
    items: list[Item] = []
    for line, row, name in found:
        number = sum(i.id.startswith(f"{name}-") for i in items) + 1
        item = _item(path, line, row, f"{name}-{number:02}", names.index(name))
        must_hold(item, texts[name], path)
        items.append(item)
    said = _statements(folder / STATEMENTS, texts)
    pools = tuple(Pool((articles[n],), statements=said.get(n)) for n in names)
    files = [folder / f"{n}.txt" for n in names] + [path]
    files += [folder / STATEMENTS] if said else []
    marks = fingerprint(map(content, files))
    return Dataset(folder.resolve().name, "news", marks, pools, tuple(items), path)


def own_dataset(path: Path) -> Dataset:
    """Read questions in our own JSONL; they are asked to the articles in `seeds`.

    Raises `DatasetEmpty`, `DatasetIncomplete`, `DatasetIdTwice` or what `files.rows` raises.
    """
    items: list[Item] = []
    known: set[str] = set()
    for line, row in rows(path):
        number = string(path, line, row, "id")
        if number in known:
            raise DatasetIdTwice(path=path, line=line, id=number)
        known.add(number)
        items.append(_item(path, line, row, number, 0))
    if not items:
        raise DatasetEmpty(path=path)
    pools = (Pool(tuple(seeds.articles())),)
    return Dataset(path.name, "own", fingerprint([content(path)]), pools, tuple(items), path)


def must_hold(item: Item, text: str, path: Path) -> None:
    """Check that ``text``, `unified`, holds every gold wording. Raises `DatasetAnswerLost`."""
    for wording in item.gold:
        if unified(wording) not in text:
            raise DatasetAnswerLost(path=path, line=item.line, answer=wording)


def _item(path: Path, line: int, row: dict[str, Any], number: str, pool: int) -> Item:
    key = "question" if "question" in row else "q" if "q" in row else "question"
    return Item(
        id=number,
        text=string(path, line, row, key),
        type=string(path, line, row, "type"),
        pool=pool,
        gold=strings(path, line, row, "gold", needed=True),
        speaker=string(path, line, row, "speaker", ""),
        wrong=strings(path, line, row, "not"),
        line=line,
    )


def _article(folder: Path, name: str, path: Path, line: int) -> Article:
    try:
        return read(folder / f"{name}.txt")
    except FileMissing as error:
        raise DatasetIncomplete(path=path, line=line, field=f"article ({name}.txt)") from error


def _statements(path: Path, texts: dict[str, str]) -> dict[str, tuple[GoldStatement, ...]]:
    found: dict[str, list[GoldStatement]] = {}
    for line, row in rows(path) if path.exists() else ():
        name = string(path, line, row, "article")
        kind = string(path, line, row, "kind")
        if kind not in get_args(StatementKind):
            raise DatasetIncomplete(path=path, line=line, field="kind")
        if name not in texts:
            raise DatasetIncomplete(path=path, line=line, field=f"article ({name}.txt)")
        text = string(path, line, row, "text")
        if unified(text) not in texts[name]:
            raise DatasetAnswerLost(path=path, line=line, answer=text)
        speakers = (string(path, line, row, "speaker"), *strings(path, line, row, "speakers"))
        form: StatementKind = "direct" if kind == "direct" else "reported"
        entry = GoldStatement(text, tuple(dict.fromkeys(speakers)), form)
        found.setdefault(name, []).append(entry)
    return {name: tuple(entries) for name, entries in found.items()}
