"""Bytes and files to articles."""

from __future__ import annotations

import codecs

import pytest

from index.errors import (
    FileBinary,
    FileEmpty,
    FileMissing,
    FileTooLarge,
    FileUnreadable,
    FormatUnknown,
)
from index.reading import Limits, find, read
from index.reading.text import article_from_bytes, article_from_text, decode

TEXT = "İğne ışık şöyle gelir.\nÇığ düştü."


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32"),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), "utf-32"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),  # without a mark
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("windows-1254"), "windows-1254"),
        (TEXT.replace("\n", "\r\n").encode("windows-1254"), "windows-1254"),
    ],
)
def test_encodings(data, encoding) -> None:
    article = article_from_bytes(data, "a.txt")
    assert article.text == TEXT
    assert article.metadata["encoding"] == encoding


def test_ascii_is_utf_8() -> None:
    assert decode(b"plain") == ("plain", "utf-8")


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", codecs.BOM_UTF8, "\u00a0\u200b\f\n".encode()])
def test_nothing_but_white_space(data) -> None:
    with pytest.raises(FileEmpty) as caught:
        article_from_bytes(data, "a.txt")
    assert caught.value.facts == {"path": "a.txt"}


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 9,
        b"\x7fELF\x02\x01\x01" + bytes(60),
        b"PK\x03\x04 text and more text",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        codecs.BOM_UTF16_LE + b"odd",
        codecs.BOM_UTF32_LE + b"\xff" * 8,
        TEXT.encode("utf-16-le") + b"\0",  # half a letter
        "\0".join("Vali konuştu.").encode(),
        b"\x81\x8d\x8f",  # no letters of Windows-1254
    ],
)
def test_binary(data) -> None:
    with pytest.raises(FileBinary):
        article_from_bytes(data, "a.txt")


def test_a_stray_control_character_is_forgiven() -> None:
    text = "Uzun bir metin. " * 200
    assert article_from_bytes(("\x0c\x1f" + text).encode(), "a.txt").text.startswith("\x0c\x1fUzun")
    with pytest.raises(FileBinary):
        article_from_bytes(("\x1f\x1f" + text).encode(), "a.txt")


def test_the_text_is_kept_as_it_is_read() -> None:
    article = article_from_bytes("s\u0327u\r\n\r\n  iki\u00a0 \r".encode(), "a.txt")
    assert article.text == "şu\n\n  iki\u00a0 \n"


@pytest.mark.parametrize(
    ("text", "source", "title"),
    [
        ("Köprü açıldı\n\nVali konuştu.", "a.txt", "Köprü açıldı"),
        ("  Köprü\n  açıldı  \n\nVali konuştu.", "a.txt", "Köprü açıldı"),
        ("Vali konuştu.\n\nKöprü açıldı.", "yeni_köprü-haberi.txt", "yeni köprü haberi"),
        ("“Açılacak.”\n\nVali konuştu.", "/x/y.z/köprü.txt", "köprü"),
        ("Köprü açıldı", "a.txt", "Köprü açıldı"),
        ("Köprü açıldı", "haber.txt", "haber"),
        ("K" * 141 + "\n\nVali konuştu.", "haber.txt", "haber"),
        ("K" * 140 + "\n\nVali konuştu.", "b.txt", "K" * 140),
        ("Vali konuştu.", "_.txt", "Vali konuştu"),
    ],
)
def test_title(text, source, title) -> None:
    assert article_from_text(text, source).title == title
    assert article_from_text(text, source, "Verilen ad").title == "Verilen ad"


def test_read(tmp_path) -> None:
    file = tmp_path / "haber.TXT"
    file.write_bytes(TEXT.encode("windows-1254"))
    article = read(file)
    assert (article.text, article.source) == (TEXT, str(file))
    assert article.metadata["encoding"] == "windows-1254"


def test_too_large(tmp_path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * 3_000_000)
    assert len(read(file).text) == 3_000_000
    with pytest.raises(FileTooLarge) as caught:
        read(file, Limits(megabytes=2))
    assert caught.value.facts == {"path": file, "megabytes": 2, "limit": 2}


def test_other_formats(tmp_path) -> None:
    (tmp_path / "a.exe").write_bytes(b"MZ")
    with pytest.raises(FormatUnknown) as caught:
        read(tmp_path / "a.exe")
    assert ".txt" in str(caught.value.facts["formats"])


def test_what_the_system_refuses(tmp_path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileUnreadable):
        read(tmp_path / "folder")
    with pytest.raises(FileMissing):
        read(tmp_path / "yok.txt")
    with pytest.raises(FileUnreadable):
        list(find([tmp_path / ("x" * 300)]))


def test_a_name_that_is_no_utf_8(tmp_path) -> None:
    file = tmp_path / "k\udcf6pr\udcfc.txt"
    file.write_text(TEXT, encoding="utf-8")
    article = read(file)
    assert article.source == f"{tmp_path}/k\ufffdpr\ufffd.txt"
    assert article.title == "İğne ışık şöyle gelir"
