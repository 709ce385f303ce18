"""Any data set, recognised by what is in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random

from index.errors import DatasetEmpty, DatasetUnknown, FileMissing, OptionInvalid
from qa.evaluation.beir_dataset import CORPUS, QUERIES, beir_dataset, packed_or_plain
from qa.evaluation.dataset import Dataset
from qa.evaluation.files import decoded
from qa.evaluation.news_dataset import QUESTIONS, news_dataset, own_dataset
from qa.evaluation.squad_dataset import Scope, squad_dataset


def read_dataset(
    path: Path, passages: Path | None = None, scope: Scope = "pool", seed: int = 0
) -> Dataset:
    """Read a data set: SQuAD JSON, our own JSONL, a news folder or a BEIR folder.

    ``passages`` and ``scope`` (see `squad_dataset`) are for SQuAD's form alone. Raises
    `FileMissing`, `DatasetUnknown`, `OptionInvalid`, or another `DatasetError`.
    """
    if not path.exists():
        raise FileMissing(path=path)
    if not path.is_dir() and _is_squad(path):
        return squad_dataset(path, passages, scope, seed)
    for option, value, allowed in (("--passages", passages, None), ("--scope", scope, "pool")):
        if value != allowed:
            raise OptionInvalid(option=option, value=value, expected="SQuAD JSON")
    if not path.is_dir():
        return own_dataset(path)
    if (path / QUESTIONS).exists():
        return news_dataset(path)
    if packed_or_plain(path, CORPUS).exists() and packed_or_plain(path, QUERIES).exists():
        return beir_dataset(path)
    raise DatasetUnknown(path=path)


def sampled(data: Dataset, size: int | None, seed: int) -> Dataset:
    """Return ``data`` with ``size`` of its questions, drawn with ``seed``; all where None."""
    if size is None or size >= len(data.items):
        return data
    chosen = sorted(Random(seed).sample(range(len(data.items)), size))
    return replace(data, items=tuple(data.items[i] for i in chosen))


def _is_squad(path: Path) -> bool:
    """Tell a JSON document with "data" from JSON lines with a question each.

    What is neither is read as what its first line begins like, so that its error is the right one.
    """
    text = decoded(path).lstrip()
    if not text:
        raise DatasetEmpty(path=path)
    if text[0] != "{":
        raise DatasetUnknown(path=path)
    try:
        first = json.loads(text.split("\n", 1)[0])
    except json.JSONDecodeError:
        # A document over several lines, or a broken line of questions.
        return '"question"' not in text.split("\n", 1)[0] or '"data"' in text[:40]
    return "question" not in first and "q" not in first
