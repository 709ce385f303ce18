"""Word documents: everything in the order in which it stands."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement

from index.article import Article
from index.errors import FileBroken, FileEmpty, FileLocked, FormatUnknown
from index.reading.formats import Hints, parse

HERE = Path(__file__).parent / "files"


def read(document: docx.document.Document | bytes) -> Article:
    if not isinstance(document, bytes):
        held = io.BytesIO()
        document.save(held)
        document = held.getvalue()
    return parse(document, "belge.docx", Hints())


def paragraphs(article: Article) -> list[str]:
    return [article.reading(p) for p in article.paragraphs]


def test_paragraphs_tables_and_links_in_order() -> None:
    made = docx.Document()
    made.add_paragraph("Önce bu.")
    table = made.add_table(2, 2)
    for i, cell in enumerate(c for row in table.rows for c in row.cells):
        cell.text = f"hücre {i}"
    table.cell(0, 0).merge(table.cell(0, 1))
    last = made.add_paragraph("Sonra ")
    last.add_run("kalın").bold = True
    last.add_run(" ve\nsatır sonu.")
    article = read(made)
    assert paragraphs(article) == [
        "Önce bu.", "hücre 0", "hücre 1", "hücre 2", "hücre 3", "Sonra kalın ve satır sonu.",
    ]  # fmt: skip
    assert article.text.endswith("Sonra kalın ve\nsatır sonu.")


def test_what_is_known() -> None:
    made = docx.Document()
    made.add_heading("Köprü açıldı", 0)
    made.add_paragraph("Vali dün konuştu ve köprünün bir an önce biteceğini söyledi.")
    made.core_properties.author = "Ece Şen"
    made.core_properties.title = "Belge şablonu"
    made.core_properties.created = datetime(2013, 12, 23)
    article = read(made)
    assert article.title == "Köprü açıldı"
    assert article.metadata["author"] == "Ece Şen"
    assert "date" not in article.metadata  # when a file was made is not when it was published


def test_a_stated_title_counts_where_it_stands_in_the_text() -> None:
    made = docx.Document()
    made.core_properties.title = "Köprü hakkında"
    made.add_paragraph("Giriş yazısı burada.")
    assert read(made).title != "Köprü hakkında"
    made.add_paragraph("Köprü hakkında")
    assert read(made).title == "Köprü hakkında"


def test_pages_where_they_were_noted() -> None:
    made = docx.Document()
    made.add_paragraph("İlk sayfa.")
    broken = made.add_paragraph("")
    broken.add_run("Cümle burada ")
    run = broken.add_run()
    run._r.append(OxmlElement("w:lastRenderedPageBreak"))
    text = OxmlElement("w:t")
    text.text = "devam ediyor."
    run._r.append(text)
    article = read(made)
    assert paragraphs(article) == ["İlk sayfa.", "Cümle burada devam ediyor."]
    assert article.text.count("\f") == 1
    assert [article.page(p) for p in article.paragraphs] == [1, 1]
    assert article.metadata["format"] == "docx"


def test_nothing_in_it() -> None:
    with pytest.raises(FileEmpty):
        read(docx.Document())


def test_no_document() -> None:
    data = (HERE / "seed.docx").read_bytes()
    for broken in (data[:5000], data[: len(data) // 2], b"PK\x03\x04word/" + b"x" * 500):
        with pytest.raises(FileBroken):
            read(broken)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(FileBroken):
        read(held.getvalue())
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(FormatUnknown):
        read(held.getvalue())


def test_a_document_with_a_password() -> None:
    data = bytearray((HERE / "seed.docx").read_bytes())
    at = 0
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        while (at := data.find(mark, at)) >= 0:
            data[at + place] |= 1
            at += 4
        at = 0
    with pytest.raises(FileLocked):
        read(bytes(data))
