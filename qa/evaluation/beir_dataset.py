"""Folders in BEIR's form (Thakur et al. 2021): a corpus, queries, graded judgements.

``corpus.jsonl`` (``_id``, ``title``, ``text``), ``queries.jsonl`` (``_id``, ``text``) and
``qrels/*.tsv`` (query, document, grade, with a line of headings); ``test.tsv`` alone where there is
one. A document is a unit; its title, where it has one, is its first paragraph.
"""

from __future__ import annotations

from pathlib import Path

from index.article import Article
from index.errors import DatasetEmpty, DatasetIdTwice, DatasetIncomplete, FileEmpty
from index.reading.text import article_from_text
from qa.evaluation.dataset import Dataset, Item, Pool, fingerprint
from qa.evaluation.files import content, decoded, rows, string
from qa.question import understand

CORPUS, QUERIES, QRELS = "corpus.jsonl", "queries.jsonl", "qrels"


def packed_or_plain(folder: Path, name: str) -> Path:
    """Return the file ``name`` of a folder, or its gzipped form where only that is there."""
    packed = folder / f"{name}.gz"
    return packed if packed.exists() and not (folder / name).exists() else folder / name


def beir_dataset(folder: Path) -> Dataset:
    """Read a folder.

    Raises `DatasetEmpty`, `DatasetIdTwice`, `DatasetIncomplete` or what `files.rows` raises.
    """
    corpus, queries = packed_or_plain(folder, CORPUS), packed_or_plain(folder, QUERIES)
    articles, units = _articles(corpus)
    judged, files = _judgements(folder, units)
    items: list[Item] = []
    known: set[str] = set()
    for line, row in rows(queries):
        number = string(queries, line, row, "_id")
        if number in known:
            raise DatasetIdTwice(path=queries, line=line, id=number)
        known.add(number)
        text = string(queries, line, row, "text")
        if gains := judged.get(number):
            items.append(Item(number, text, understand(text).kind, units=gains, line=line))
    if not items or not articles:
        raise DatasetEmpty(path=queries if articles else corpus)
    marks = fingerprint(map(content, (corpus, queries, *files)))
    pool = Pool(tuple(articles.values()), {d: d[:16] for d in articles})
    return Dataset(folder.resolve().name, "beir", marks, (pool,), tuple(items), queries)


def _articles(corpus: Path) -> tuple[dict[str, Article], dict[str, str]]:
    """Return the articles by digest, and the unit of each document."""
    articles: dict[str, Article] = {}
    units: dict[str, str] = {}
    for line, row in rows(corpus):
        number = string(corpus, line, row, "_id")
        if number in units:
            raise DatasetIdTwice(path=corpus, line=line, id=number)
        title = string(corpus, line, row, "title", "").strip()
        text = string(corpus, line, row, "text", "").strip()
        try:
            article = article_from_text(f"{title}\n\n{text}".strip(), number, title or number)
        except FileEmpty as error:
            raise DatasetIncomplete(path=corpus, line=line, field="text") from error
        articles.setdefault(article.digest, article)
        units[number] = article.digest[:16]
    return articles, units


def _judgements(
    folder: Path, units: dict[str, str]
) -> tuple[dict[str, dict[str, int]], list[Path]]:
    """Return the gains of each query's units, and the files they were read from."""
    files = sorted((folder / QRELS).glob("*.tsv"))
    files = [f for f in files if f.name == "test.tsv"] or files
    judged: dict[str, dict[str, int]] = {}
    for path in files:
        for line, row in enumerate(decoded(path).splitlines(), start=1):
            cells = row.split("\t")
            if not row.strip() or (line == 1 and not cells[-1].strip().lstrip("-").isdigit()):
                continue
            if len(cells) < 3 or not cells[-1].strip().lstrip("-").isdigit():
                raise DatasetIncomplete(path=path, line=line, field="query-id, corpus-id, score")
            query, document, grade = cells[0], cells[-2], int(cells[-1])
            if document not in units:
                raise DatasetIncomplete(path=path, line=line, field=f"corpus-id ({document})")
            if grade > 0:
                gains = judged.setdefault(query, {})
                gains[units[document]] = max(grade, gains.get(units[document], 0))
    return judged, files
