"""Web pages: the article and what is known of it, in whatever letters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.article import Article
from index.errors import FileEmpty
from index.reading.formats import Hints, format_of, parse
from index.reading.html import decode

HERE = Path(__file__).parent / "files"
PARAGRAPHS = "".join(
    f"<p>Vali Kemal Yılmaz, {n} numaralı köprünün açılışında dün uzun uzun konuştu.</p>"
    for n in range(1, 7)
)


def page(body: str, head: str = "", lang: str = "tr") -> bytes:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">{head}</head>'
        f"<body><article>{body}</article></body></html>"
    ).encode()


def read(data: bytes, url: str = "") -> Article:
    return parse(data, "a.html", Hints(url=url))


def test_navigation_banner_and_footer_are_no_text() -> None:
    article = read((HERE / "seed.html").read_bytes())
    for words in ("çerez", "Kabul et", "Gündem", "Çok okunanlar", "Dolar", "hakları", "Künye"):
        assert words not in article.text
    assert article.text.count("olduğuna inanıyorum") == 1


def test_what_is_known() -> None:
    article = read((HERE / "seed.html").read_bytes())
    assert article.title == "Aliyev: Barış anlaşması teklifimiz cevapsız kaldı"
    known = {key: article.metadata[key] for key in ("outlet", "author", "date", "language")}
    assert known == {
        "outlet": "Örnek Haber", "author": "Ruslan Rehimov", "date": "2022-06-24",
        "language": "tr",
    }  # fmt: skip
    assert article.metadata["url"].startswith("https://www.ornekhaber.example/")


def test_an_outlet_without_a_name_is_its_host() -> None:
    article = read(page(PARAGRAPHS), "https://www.gazete.example/haber/1")
    assert article.metadata["outlet"] in ("gazete.example", "Gazete.example")


def test_structured_data() -> None:
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": "Köprü açıldı",
        "datePublished": "2023-05-06T08:00:00+03:00",
        "author": {"@type": "Person", "name": "Ece Şen"},
        "publisher": {"@type": "Organization", "name": "Haber Gazetesi"},
    }  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    article = read(page(PARAGRAPHS, head))
    assert article.title == "Köprü açıldı"
    assert article.metadata["date"] == "2023-05-06"
    assert article.metadata["author"] == "Ece Şen"


def test_each_block_is_a_paragraph() -> None:
    body = (
        f"{PARAGRAPHS}<h2>Ara başlık burada</h2><ul><li>Birinci madde burada</li>"
        "<li>İkinci madde burada</li></ul><blockquote><p>Bu bir alıntıdır, dedi vali.</p>"
        "</blockquote><p>Bir satır<br>ve <b>kalın</b> bir <a href='/x'>bağ</a>lantı.</p>"
    )
    article = read(page(body))
    found = [p.of(article.text) for p in article.paragraphs]
    assert found[-5:] == [
        "Ara başlık burada",
        "Birinci madde burada",
        "İkinci madde burada",
        "Bu bir alıntıdır, dedi vali.",
        "Bir satır\nve kalın bir bağlantı.",
    ]


def test_text_is_kept_as_the_page_has_it() -> None:
    quote = "<p>“Şöyle olacak…” — dedi; ‘peki’ &amp; &lt;x&gt; &nbsp;1&frac12; İ ı 🇹🇷</p>"
    article = read(page(PARAGRAPHS + quote))
    assert article.text.endswith("“Şöyle olacak…” — dedi; ‘peki’ & <x> 1½ İ ı 🇹🇷")


@pytest.mark.parametrize(
    ("data", "charset", "encoding"),
    [
        ("Işık çığ", "", "utf-8"),
        ('<meta charset="windows-1254">Işık çığ', "", "windows-1254"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-9">ş', "", "cp1254"),
        ("<meta charset=ISO-8859-1>Işık çığ", "", "windows-1254"),
        ("Işık çığ", "windows-1254", "windows-1254"),
        ("<meta charset=utf-8>Işık çığ", "windows-1252", "windows-1254"),
        ("<meta charset=windows-1251>привет, Вася", "", "windows-1251"),
        ("Işık çığ", "nonsense", "windows-1254"),
        ("<meta charset=utf-8>Işık çığ", "iso-8859-1", "utf-8"),
        ("Işık çığ", "", "utf-16"),
    ],
)
def test_letters(data, charset, encoding) -> None:
    text, found = decode(data.encode(encoding), "a.html", charset)
    assert text == data
    assert "1254" in found if "1254" in encoding else found == encoding


def test_one_broken_letter_does_not_break_the_others() -> None:
    data = ("<meta charset=utf-8>" + "Işık çığ düştü. " * 20).encode() + "ş".encode()[:1]
    text, encoding = decode(data, "a.html")
    assert encoding == "utf-8"
    assert text.count("Işık çığ düştü.") == 20


@pytest.mark.parametrize(
    "data",
    [b"", b"  \n", b"<html></html>", b"<html><body><script>var x = 1;</script></body></html>",
     b"<html><body><nav><a href=/>Ana sayfa</a></nav></body></html>", b"<!doctype html>"],
)  # fmt: skip
def test_nothing_to_read(data) -> None:
    with pytest.raises(FileEmpty):
        read(data)


def test_a_page_is_known_by_its_beginning() -> None:
    for data in (b"<!DOCTYPE html><p>x", b"\n<!-- x --><html>", b"<?xml version='1.0'?>\n<html>"):
        assert format_of(data, "haber") == "html"
        assert format_of(data, "haber.txt") == "html"
    assert format_of(b"html nedir?", "a.txt") == "text"
    assert format_of(b"<p>x", "a.htm") == "html"


def test_xhtml_with_a_declaration() -> None:
    data = b'<?xml version="1.0" encoding="utf-8"?>\n' + page(PARAGRAPHS)
    assert "köprünün" in read(data).text
