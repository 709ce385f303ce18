"""Files in the form of SQuAD 1.1 and 2.0: titles, paragraphs, questions with answer spans.

Rajpurkar et al. 2016 (1.1) and 2018 (2.0, with questions that have no answer).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.article import Span, normalise
from index.errors import DatasetEmpty, DatasetIdTwice, DatasetIncomplete
from qa.evaluation.files import Step, line_of, parsed


@dataclass(frozen=True, slots=True)
class SquadQuestion:
    """A question. ``answers`` are the places of its answers in its paragraph that hold them.

    ``answer`` is where the first one begins, as far as the file tells; None where there is none.
    ``wanted`` is its wording, ``steps`` the way to the question in the file.
    """

    id: str
    text: str
    answer: int | None
    answers: tuple[Span, ...] = ()
    wanted: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class SquadParagraph:
    """A paragraph of an article with its questions."""

    title: str
    text: str
    questions: tuple[SquadQuestion, ...]


def read_squad(path: Path) -> list[SquadParagraph]:
    """Return the paragraphs of a file, plain or ``.gz``.

    Raises what `files.parsed` raises, `DatasetIncomplete`, `DatasetIdTwice` or `DatasetEmpty`.
    """
    text, content = parsed(path)
    reader = _Reader(path, text)
    paragraphs = list(reader.paragraphs(content))
    if not any(p.questions for p in paragraphs):
        raise DatasetEmpty(path=path)
    return paragraphs


class _Reader:
    """Reads with the way to each value in hand, so that what is missing can be pointed at."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.ids: set[str] = set()

    def get(self, value: object, way: tuple[Step, ...], key: str, kind: type) -> Any:  # noqa: ANN401 - JSON
        found = value.get(key) if isinstance(value, dict) else None
        if not isinstance(found, kind):
            raise DatasetIncomplete(
                path=self.path, line=line_of(self.text, way), field=_dotted((*way, key))
            )
        return found

    def paragraphs(self, content: object) -> Iterator[SquadParagraph]:
        for a, article in enumerate(self.get(content, (), "data", list)):
            way: tuple[Step, ...] = ("data", a)
            title = article.get("title", "") if isinstance(article, dict) else ""
            for p, paragraph in enumerate(self.get(article, way, "paragraphs", list)):
                inner = (*way, "paragraphs", p)
                text = self.get(paragraph, inner, "context", str)
                questions = tuple(
                    self.question(text, q, (*inner, "qas", i))
                    for i, q in enumerate(self.get(paragraph, inner, "qas", list))
                )
                if text.strip():
                    yield SquadParagraph(str(title), normalise(text), questions)

    def question(self, text: str, row: object, way: tuple[Step, ...]) -> SquadQuestion:
        number = str(self.get(row, way, "id", object))
        if number in self.ids:
            raise DatasetIdTwice(path=self.path, line=line_of(self.text, way), id=number)
        self.ids.add(number)
        asked = self.get(row, way, "question", str)
        answers = self.get(row, way, "answers", list)
        places: list[Span] = []
        first: int | None = None
        wanted = ""
        for i, answer in enumerate(answers):
            inner = (*way, "answers", i)
            wanted = self.get(answer, inner, "text", str)
            try:
                start = int(self.get(answer, inner, "answer_start", object))
            except (TypeError, ValueError) as error:
                line = line_of(self.text, inner)
                raise DatasetIncomplete(
                    path=self.path, line=line, field=_dotted((*inner, "answer_start"))
                ) from error
            start, exact = _place(text, wanted, start)
            # What NFC joins in front of the answer moves it to the left.
            begin = len(normalise(text[: max(start, 0)]))
            first = begin if first is None else first
            if exact:
                places.append(Span(begin, begin + len(normalise(wanted))))
        return SquadQuestion(number, asked, first, tuple(dict.fromkeys(places)), wanted, way)


def _place(text: str, answer: str, start: int) -> tuple[int, bool]:
    """Return where the answer begins nearest to ``start``, and whether it stands there."""
    if answer and start >= 0 and text.startswith(answer, start):
        return start, True
    # TQuAD counts some in another copy of the text.
    near = [m.start() for m in re.finditer(re.escape(answer), text)] if answer else []
    return min(near, key=lambda place: abs(place - start), default=start), bool(near)


def _dotted(way: tuple[Step, ...]) -> str:
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in way).removeprefix(".")
