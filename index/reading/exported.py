"""Articles as ``qa index export`` writes them: a JSON object a line, nothing left out."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from index.article import Article, Span, normalise
from index.errors import FileBroken
from index.reading.formats import Hints
from index.reading.limits import Limits

FORMAT = "makale"
"""Value of the field ``format`` by which an exported article is known."""


def written(article: Article) -> str:
    """Return an article as one line of JSON."""
    form = {
        "format": FORMAT,
        "title": article.title,
        "source": article.source,
        "digest": article.digest,
        "metadata": dict(article.metadata),
        "paragraphs": [[p.start, p.end] for p in article.paragraphs],
        "text": article.text,
    }
    return json.dumps(form, ensure_ascii=False)


def parse(data: bytes, source: str, hints: Hints, limits: Limits) -> Article:
    """Make an article of what `written` wrote. Raises `FileBroken` where it is something else."""
    del hints, limits  # all is in it
    try:
        form = json.loads(data)
        article = Article(
            str(form["text"]),
            str(form["title"]),
            str(form["source"]),
            tuple(Span(int(start), int(end)) for start, end in form["paragraphs"]),
            {str(key): str(value) for key, value in form["metadata"].items()},
        )
        _check(article, form)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FileBroken(path=source, format="jsonl") from error
    return article


def _check(article: Article, form: dict[str, Any]) -> None:
    spans = article.paragraphs
    if form["format"] != FORMAT or form["digest"] != article.digest:
        raise ValueError("not what was written")
    if normalise(article.text) != article.text or not spans or spans[-1].end > len(article.text):
        raise ValueError("not an article")
    if any(a.end > b.start for a, b in pairwise(spans)) or not all(spans):
        raise ValueError("paragraphs that overlap")
