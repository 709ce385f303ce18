"""Dialogues whose last turn has a known answer, read from JSONL (docs/evaluation.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import seeds
from index.article import Article
from index.errors import DatasetAnswerLost, DatasetEmpty, DatasetIdTwice, DatasetIncomplete
from index.reading import read
from qa.evaluation.files import decoded, rows, string, strings
from qa.evaluation.news_dataset import QUESTIONS
from qa.evaluation.wording import unified

PARTS = ("build", "apart")
"""What the rules were made with, and what was kept apart meanwhile."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Questions that follow one another, on one article.

    Right after the last of ``turns`` is a passage that holds one of ``gold``; with ``unseen`` only
    one that the turn before has not shown. ``speaker`` is who must be named ("" where nobody), and
    ``alone`` the last turn as somebody would ask it who had asked nothing before: what is missed
    even so is the ranker's doing.
    """

    id: str
    part: str
    type: str
    article: Article
    turns: tuple[str, ...]
    gold: tuple[str, ...]
    alone: str
    speaker: str = ""
    unseen: bool = False


def holds_dialogues(path: Path) -> bool:
    """Tell whether a file holds dialogues, by its first line."""
    if not path.is_file():
        return False
    try:
        first = json.loads(decoded(path).lstrip().split("\n", 1)[0])
    except ValueError:
        return False
    return isinstance(first, dict) and "turns" in first


def read_dialogues(path: Path, folder: Path | None) -> tuple[Dialogue, ...]:
    """Read dialogues; articles that don't come with the package are read from ``folder``.

    Raises a `DatasetError`, what `files.rows` raises or what reading the articles raises.
    """
    articles = {
        name: article for (name, _), article in zip(seeds.ARTICLES, seeds.articles(), strict=True)
    }
    found: dict[str, Dialogue] = {}
    for line, row in rows(path):
        name = string(path, line, row, "article")
        if name not in articles:
            if folder is None:
                raise DatasetIncomplete(path=path, line=line, field=f"article ({name}, --articles)")
            articles[name] = read(folder / name)
        turns = strings(path, line, row, "turns", needed=True)
        dialogue = Dialogue(
            id=string(path, line, row, "id"),
            part=string(path, line, row, "part"),
            type=string(path, line, row, "type"),
            article=articles[name],
            turns=turns,
            gold=strings(path, line, row, "gold", needed=True),
            alone=string(path, line, row, "standalone"),
            speaker=string(path, line, row, "speaker", ""),
            unseen=row.get("unseen") is True,
        )
        if dialogue.id in found:
            raise DatasetIdTwice(path=path, line=line, id=dialogue.id)
        for field, wrong in (
            ("turns", len(turns) < 2),
            ("part", dialogue.part not in PARTS),
            ("gold", not dialogue.gold),
        ):
            if wrong:
                raise DatasetIncomplete(path=path, line=line, field=field)
        text = unified(dialogue.article.text)
        for wording in dialogue.gold:
            if unified(wording) not in text:
                raise DatasetAnswerLost(path=path, line=line, answer=wording)
        found[dialogue.id] = dialogue
    if not found:
        raise DatasetEmpty(path=path)
    return tuple(found.values())


def questions_alone(path: Path, folder: Path | None) -> tuple[str, ...]:
    """Return the questions beside ``path`` and in ``folder``: all of them stand alone."""
    files = (where / QUESTIONS for where in (path.parent, folder) if where is not None)
    return tuple(
        string(file, line, row, "question" if "question" in row else "q")
        for file in files
        if file.exists()
        for line, row in rows(file)
    )
