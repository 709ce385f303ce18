"""PDF files: text in the order of reading, paragraphs, pages, and what is no PDF."""

from __future__ import annotations

from contextlib import suppress

import pytest
from pdfs import LOCKED, WESTERN, Put, lines, pdf

from index.article import Article, Span
from index.errors import FileBroken, FileLocked, FileScanned, FileTooLong
from index.reading.formats import Hints, parse
from index.reading.limits import Limits

BODY = (
    "Vali Kemal Yılmaz, dün düzenlenen törende köprünün açıldığını söyledi ve\n"
    "şehirdeki herkesi yeni köprüden geçmeye çağırdı.\n"
    "Köprünün yapımı iki yıl sürdü. İşçiler gece gündüz çalıştı, soğuk havaya\n"
    "karşın işi zamanında bitirdi."
)
PARAGRAPHS = [" ".join(BODY.split("\n")[i : i + 2]) for i in (0, 2)]


def read(data: bytes, **limits: int) -> Article:
    return parse(data, "a.pdf", Hints(), Limits(**limits))


def paragraphs(article: Article) -> list[str]:
    return [article.reading(p) for p in article.paragraphs]


def test_lines_are_joined_to_paragraphs() -> None:
    article = read(pdf([lines(BODY)]))
    assert article.text == BODY
    assert paragraphs(article) == PARAGRAPHS
    assert article.metadata["format"] == "pdf"
    assert article.page(Span(0, 5)) is None


def test_paragraphs_that_are_indented_or_set_apart() -> None:
    full = "Bu satır sütunun sağ kenarına kadar dolu olan bir satırdır, nokta da var."
    indented = [Put(full, 50, 700), Put(full, 62, 686), Put(full, 50, 672)]
    assert len(read(pdf([indented])).paragraphs) == 2
    apart = [Put(full, 50, y) for y in (700, 686, 660, 646)]
    assert len(read(pdf([apart])).paragraphs) == 2
    together = [Put(full, 50, y) for y in (700, 686, 672, 658)]
    assert len(read(pdf([together])).paragraphs) == 1


def test_a_headline_of_two_lines() -> None:
    page = [Put("Köprü törenle", 50, 760, 24), Put("açıldı", 50, 730, 24), *lines(BODY)]
    article = read(pdf([page]))
    assert paragraphs(article) == ["Köprü törenle açıldı", *PARAGRAPHS]
    assert article.title == "Köprü törenle açıldı"


def test_a_list_is_not_joined() -> None:
    items = "- ilk madde burada ve oldukça uzun bir satır olarak yazılmış\n- ikinci madde"
    assert len(read(pdf([lines(items)])).paragraphs) == 2


@pytest.mark.parametrize("drawn", ["by column", "backwards"])
def test_columns_are_read_one_after_the_other(drawn) -> None:
    left = [Put(f"Sol sütunun {i}. satırı burada", 50, 700 - 14 * i) for i in range(1, 8)]
    right = [Put(f"Sağ sütunun {i}. satırı burada", 300, 700 - 14 * i) for i in range(1, 8)]
    headline = Put("Bütün sayfayı boydan boya geçen uzun bir başlık satırı burada", 50, 740, 16)
    columns = [*left, *right]
    page = columns if drawn == "by column" else columns[::-1]
    found = read(pdf([[headline, *page]])).text.split("\n")
    assert found == [p.text for p in (headline, *columns)]


def test_three_columns_below_a_line_and_above_another() -> None:
    columns = [
        Put(f"Sütun {c}, satır {i}", 50 + 170 * c, 700 - 14 * i) for c in range(3) for i in range(5)
    ]
    across = "Sütunların altında, sayfanın bir yanından öbür yanına uzanan açıklama satırı"
    page = [Put(across, 50, 600), *columns[::-1]]
    assert read(pdf([page])).text.split("\n") == [*(p.text for p in columns), across]


def test_a_paragraph_goes_on_over_a_page() -> None:
    first, second = BODY.split("\n")[:1], BODY.split("\n")[1:]
    article = read(pdf([lines("\n".join(first)), lines("\n".join(second))]))
    assert article.text == first[0] + "\n\f" + "\n".join(second)
    assert paragraphs(article) == PARAGRAPHS
    start = article.text.index("Köprünün")
    assert article.page_lines(Span(start, start + 5)) == ((2, 2), (2, 2))
    assert article.page_lines(article.paragraphs[0]) == ((1, 1), (2, 1))
    assert article.page(article.paragraphs[1]) == 2


def test_headers_footers_and_page_numbers_go() -> None:
    pages = [
        [
            Put("Gazete · Haziran 2022", 50, 800),
            Put(f"{i}", 300, 40),
            *lines(f"{word} {BODY} {word}."),
        ]
        for i, word in enumerate(("Önce", "Sonra", "Nihayet"), start=1)
    ]
    article = read(pdf(pages))
    assert [page.strip("\n") for page in article.text.split("\f")] == [
        f"{word} {BODY} {word}." for word in ("Önce", "Sonra", "Nihayet")
    ]
    # On one page nothing can be told from the text.
    assert "Gazete" in read(pdf(pages[:1])).text


def test_what_is_the_same_in_the_middle_of_pages_stays() -> None:
    edges = [("Bir", "bitti"), ("İki", "sürüyor"), ("Üç", "son buldu")]
    pages = [lines(f"{a} ve\ndahası\n{BODY}\n{BODY}\n{a} kez\n{b}") for a, b in edges]
    assert read(pdf(pages)).text.count(BODY) == 6


def test_pages_without_text_are_counted() -> None:
    article = read(pdf([[], lines("İkinci sayfa."), [], lines("Dördüncü sayfa.")]))
    assert [article.page(p) for p in article.paragraphs] == [2, 4]


def test_ligatures_and_hyphens() -> None:
    article = read(pdf([lines("Bakanlar bugün bir araya gelerek yeni bir anlaş-\nmayı imzaladı.")]))
    assert paragraphs(article) == ["Bakanlar bugün bir araya gelerek yeni bir anlaşmayı imzaladı."]
    assert article.text.count("\n") == 1


def test_letters_of_old_turkish_fonts() -> None:
    article = read(pdf([lines("Iğdır'da ışıklar söndü, İşçiler üşüdü.")], encoding=WESTERN))
    assert article.text == "Iğdır'da ışıklar söndü, İşçiler üşüdü."
    icelandic = "Þetta er íslenska með ýmsu og þorn; ama Türkçe ş de var"
    assert read(pdf([lines("şu harf var")], encoding=WESTERN)).text == "şu harf var"
    with pytest.raises(UnicodeEncodeError):  # nothing has both alphabets
        icelandic.encode("windows-1254")


def test_a_stamp_at_the_margin_is_left_out() -> None:
    page = [Put("damga 2022", 20, 300, 9, turned=True), *lines(BODY)]
    assert read(pdf([page])).text == BODY


def test_a_page_on_its_side() -> None:
    page = [Put(line, 100 + 14 * i, 100, turned=True) for i, line in enumerate(BODY.split("\n"))]
    assert read(pdf([page], rotate=90)).text.split("\n") == BODY.split("\n")


def test_the_title_of_a_template_is_none() -> None:
    stated = "/Info << /Title (Microsoft Word - Belge1.doc) >>"
    assert read(pdf([lines(BODY)], stated)).title != "Microsoft Word - Belge1.doc"


def test_too_many_pages() -> None:
    with pytest.raises(FileTooLong) as caught:
        read(pdf([[Put("x")]] * 21), pages=20)
    assert caught.value.facts == {"path": "a.pdf", "pages": 21, "limit": 20}


def test_no_text() -> None:
    with pytest.raises(FileScanned):
        read(pdf([[], []]))
    with pytest.raises(FileScanned):
        read(pdf([[Put("3", 300, 40)], [Put("4", 300, 40)]]))  # but page numbers


def test_a_password() -> None:
    with pytest.raises(FileLocked):
        read(LOCKED)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"x" * 5000])
def test_no_pdf(data) -> None:
    with pytest.raises(FileBroken) as caught:
        read(data)
    assert caught.value.facts["format"] == "pdf"


def test_a_torn_one_gives_what_is_left_or_says_so() -> None:
    whole = pdf([lines(BODY)] * 3)
    for end in range(100, len(whole), 97):
        with suppress(FileBroken, FileScanned):
            assert read(whole[:end]).paragraphs
