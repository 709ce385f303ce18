"""The seed's questions to the seed in every format: the same answers, rightly cited."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import seeds
from index.article import Article, shown
from index.encoder import Encoder, load_encoder
from index.encoders.layout import BUILT_IN
from index.library import Library, temporary
from index.reading import article_from_text, read
from qa.answer import Answer
from qa.answering import answer
from qa.render import place

FILES = Path(__file__).parents[1] / "index" / "reading" / "files"
NAMES = sorted(
    file.name
    for file in FILES.iterdir()
    if file.suffix in (".txt", ".pdf", ".html", ".docx", ".md")
)
QUESTIONS = [
    json.loads(line)
    for line in Path(seeds.__file__).with_name("questions.jsonl").read_text("utf-8").splitlines()
]
SCHEMA = json.loads(Path(seeds.__file__).parents[1].joinpath("qa/answer.schema.json").read_text())


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder(BUILT_IN)


def hits(library: Library) -> list[bool]:
    """Return for each question with an answer whether the first passage holds it."""
    return [
        bool(found.passages) and any(shown(g) in found.passages[0].text for g in question["gold"])
        for question in QUESTIONS
        if question["gold"]
        for found in [answer(library, question["question"])]
    ]


@pytest.fixture(scope="module")
def original(encoder) -> list[bool]:
    """The seed as a text file, with the title that it tells itself."""
    [article] = seeds.articles()
    return hits(temporary(encoder, [article_from_text(article.text, "seed.txt")]))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_answers(encoder, original, name) -> None:
    found = hits(temporary(encoder, [read(FILES / name)]))
    rate, before = sum(found) / len(found), sum(original) / len(original)
    assert before > 0.5
    assert abs(rate - before) <= 0.02


def cited(encoder: Encoder, name: str) -> tuple[Article, Answer]:
    article = read(FILES / name)
    return article, answer(temporary(encoder, [article]), "Lavrov ne dedi?")


@pytest.mark.parametrize("name", NAMES)
def test_citations(encoder, name) -> None:
    article, found = cited(encoder, name)
    jsonschema.validate(json.loads(json.dumps(found.as_json())), SCHEMA)
    citation = found.passages[0].citation
    assert found.passages[0].text == shown(article.text[citation.start : citation.end])
    assert found.passages[0].text.startswith("Rusya Dışişleri Bakanı Lavrov")
    html, docx = name.endswith("html"), name.endswith("docx")
    where = place(citation, "tr")
    assert f"paragraf {citation.paragraph}" in where
    assert ("satır" in where) == (not html and not docx)
    assert (citation.places is not None) == name.endswith("pdf")
    assert (citation.date, citation.outlet) == (
        ("2022-06-24", "Örnek Haber") if html or name.endswith("md") else (None, None)
    )
    if html:
        # The sidebar of the page begins with the same words.
        assert "#:~:text=Rusya%20D%C4%B1%C5%9Fi%C5%9Fleri%20Bakan%C4%B1%20Lavrov%2C" in citation.url
        assert "imzalanan," in citation.url
    else:
        assert citation.url is None


def test_places_for_people(encoder) -> None:
    _, found = cited(encoder, "libreoffice-1.pdf")
    citation = found.passages[0].citation
    (page, first), (last_page, last) = citation.places
    assert (page, last_page) == (2, 3)
    assert place(citation, "tr") == (
        f"paragraf {citation.paragraph}, sayfa 2 satır {first} – sayfa 3 satır {last}"
    )
    assert "page 2 line" in place(citation, "en")
