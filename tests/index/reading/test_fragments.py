"""Links into pages: the words stand there once, and where."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from index.article import Article, Span, shown
from index.errors import InputError
from index.reading.formats import Hints, parse
from index.reading.fragments import KEY, link, noted

HERE = Path(__file__).parent / "files"
URL = "https://gazete.example/haber"


def article_of(text: str, page: str) -> Article:
    return Article(text, "t", "s", (Span(0, len(text)),), {"url": URL, KEY: noted(text, page)})


def directive(url: str) -> list[str]:
    """Return the parts of the text directive of an address."""
    return [unquote(part) for part in url.partition("#:~:text=")[2].split(",") if part]


def places(part: str, page: str) -> list[int]:
    """Return where a browser finds a part: whole words, whatever the case."""
    bounded = rf"(?<!\w){re.escape(part.lower())}(?!\w)"
    return [m.start() for m in re.finditer(bounded, page.lower())]


def test_links_into_the_seed() -> None:
    data = (HERE / "seed.html").read_bytes()
    article = parse(data, "seed.html", Hints(url=URL))
    body = html.document_fromstring(data.decode()).find("body")
    page = shown(body.text_content())
    for paragraph in article.paragraphs:
        parts = directive(link(article, paragraph))
        assert parts
        text = shown(paragraph.of(article.text))
        assert all(len(places(part, page)) == 1 for part in parts)
        assert text.lstrip('"').startswith(parts[0])
        assert len(parts) == 1 or text.rstrip('.:"').endswith(parts[-1])


def test_what_stands_in_a_list_of_headlines_too_is_made_longer() -> None:
    text = "Vali köprüyü dün sabah törenle açtı ve uzun uzun konuştu, sonra da gitti."
    page = f"{text} Çok okunanlar: Vali köprüyü dün sabah açtı"
    (first, last) = directive(link(article_of(text, page), Span(0, len(text))))
    assert first.startswith("Vali köprüyü dün sabah törenle")
    assert text.rstrip(".").endswith(last)


def test_what_stands_there_twice_has_no_fragment() -> None:
    text = "Vali köprüyü dün sabah törenle açtı."
    assert link(article_of(text, f"{text} {text}"), Span(0, len(text))) == URL
    assert directive(link(article_of(text, text), Span(0, len(text)))) == [text.rstrip(".")]


def test_words_that_the_page_does_not_have_are_avoided() -> None:
    text = "Vali köprüyü dün sabah törenle açtı ve uzun uzun konuştu, sonra da yine gitti."
    parts = directive(link(article_of(text, text.replace("dün", "bugün")), Span(0, len(text))))
    assert parts == ["sonra da yine gitti"]


def test_marks_of_the_directive_are_encoded() -> None:
    text = "Rize-Trabzon, Van & Muş yolu (yeniden) açıldı"
    url = link(article_of(text, text), Span(0, len(text)))
    assert "=Rize%2DTrabzon%2C%20Van%20%26%20Mu%C5%9F%20yolu%20%28yeniden%29%20a" in url


def test_no_address_no_link() -> None:
    text = "Vali köprüyü açtı."
    assert link(Article(text, "t", "s", (Span(0, 5),), {}), Span(0, 5)) == ""
    assert link(Article(text, "t", "s", (Span(0, 5),), {"url": URL}), Span(0, 5)) == URL


WORDS = st.lists(st.sampled_from("ali veli köprü yol İzmir açıldı gitti dün".split()), max_size=30)  # noqa: SIM905


@given(WORDS, WORDS, WORDS, st.data())
def test_whatever_the_page_a_part_stands_there_once(before, words, behind, data) -> None:
    text = " ".join(words)
    page = " ".join([*before, *words, *behind])
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    for part in directive(link(article_of(text, page), span)):
        found = [i for i in range(len(page)) if page.startswith(part, i)]
        bounded = [i for i in found if page[i - 1 : i] in ("", " ") or i == 0]
        assert len([i for i in bounded if page[i + len(part) :][:1] in ("", " ")]) <= 1


@settings(deadline=None)  # the parser is imported meanwhile
@given(st.text(max_size=200))
def test_any_page_is_read_or_refused(text) -> None:
    page = f"<html><body><p>Vali dün uzun uzun konuştu. {text}</p></body></html>".encode()
    try:
        article = parse(page, "a.html", Hints(url=URL))
    except InputError:
        return
    for paragraph in article.paragraphs:
        assert link(article, paragraph).startswith(URL)
