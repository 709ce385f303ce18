"""The seed article in every format: the same paragraphs, and each where the file has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import seeds
from index.article import Article, Span
from index.reading import find, read
from index.reading.files import file_at

HERE = Path(__file__).parent / "files"
PDFS = ["chromium-1.pdf", "chromium-2.pdf", "libreoffice-1.pdf", "libreoffice-2.pdf"]
TEXTS = ["seed-1254.txt", "seed-utf-16.txt", "seed-utf-16-be.txt"]
OTHERS = ["seed.html", "seed-1254.html", "seed.docx", "seed.md"]
TITLE = "Aliyev: Barış anlaşması teklifimiz cevapsız kaldı"


def paragraphs(article: Article) -> list[str]:
    return [article.reading(p) for p in article.paragraphs]


@pytest.fixture(scope="module")
def original() -> Article:
    return next(seeds.articles())


@pytest.mark.parametrize("name", [*PDFS, *TEXTS, *OTHERS])
def test_the_same_paragraphs(original, name) -> None:
    article = read(HERE / name)
    found = paragraphs(article)
    assert found[-9:] == paragraphs(original)
    assert found[:-9] in ([], [TITLE])
    assert article.title in (TITLE, "Aliyev: “Barış anlaşması teklifimiz cevapsız kaldı”")
    if name in TEXTS:
        assert article.text == original.text


@pytest.mark.parametrize("name", PDFS)
def test_pages_and_lines_are_those_that_another_program_reads(name) -> None:
    """Line by line against pdftotext, without the headers and footers that it reads too."""
    article = read(HERE / name)
    pages = (HERE / name).with_suffix(".pdftotext").read_text("utf-8").split("\f")
    furniture = re.compile(
        r"\d\d/\d\d/\d\d, |http:|\d/\d$|Örnek Haber – Dünya|Sayfa|Sayf$|fa \d$|.{5}"
    )
    theirs = []
    for page in pages:
        lines = [" ".join(line.split()) for line in page.split("\n") if line.strip()]
        theirs.append(lines)
    ours = [page.strip("\n").split("\n") for page in article.text.split("\f")]
    assert len(ours) == len(theirs)
    for mine, whole in zip(ours, theirs, strict=True):
        kept = [line for line in whole if line in mine]
        headline = [line for line in mine if line not in whole]  # cut in two by the columns
        assert kept == [line for line in mine if line in whole]
        assert headline in ([], ["Aliyev: Barış anlaşması teklifimiz"])
        assert all(furniture.match(line) for line in whole if line not in mine)
        assert len(whole) - len(kept) <= 6


@pytest.mark.parametrize("name", PDFS)
def test_places_name_the_page_and_the_line_on_it(name) -> None:
    article = read(HERE / name)
    pages = [page.strip("\n").split("\n") for page in article.text.split("\f")]
    for paragraph in article.paragraphs:
        (page, line), (last_page, last_line) = article.page_lines(paragraph)
        text = paragraph.of(article.text)
        assert pages[page - 1][line - 1] == text.split("\n")[0]
        assert pages[last_page - 1][last_line - 1] == re.split("[\n\f]", text)[-1]
        assert article.page(paragraph) == page


@pytest.mark.parametrize("name", ["seed-1254.txt", "seed.md"])
def test_lines_are_those_of_the_file(name) -> None:
    data = (HERE / name).read_bytes()
    lines = re.split("\r\n|\n", data.decode("utf-8" if name.endswith("md") else "windows-1254"))
    article = read(HERE / name)
    for paragraph in article.paragraphs:
        first, last = article.lines(paragraph)
        shown = " ".join(" ".join(lines[first - 1 : last]).split())
        assert article.reading(paragraph) in shown


def test_a_paragraph_over_a_page_break_has_two_places() -> None:
    article = read(HERE / "chromium-1.pdf")
    broken = [p for p in article.paragraphs if "\f" in p.of(article.text)]
    assert broken
    for paragraph in broken:
        (page, _), (last, line) = article.page_lines(paragraph)
        assert last == page + 1
        assert line >= 1
    assert article.page_lines(Span(0, 1)) == ((1, 1), (1, 1))


def test_a_file_is_read_as_what_it_is_found_as() -> None:
    (found,) = find([HERE / "seed.md"])
    assert found.load() == file_at(HERE / "seed.md").load()
