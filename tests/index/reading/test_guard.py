"""The parsing process: real bombs, real time limits, a real end."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from pdfs import Put, lines, pdf

from index.errors import (
    FileBroken,
    FileEmpty,
    FileTooCostly,
    FileTooLarge,
    FileTooLong,
    FileUnpacksTooLarge,
)
from index.reading import Reader, read
from index.reading.formats import Hints, parse
from index.reading.guard import Guard
from index.reading.limits import LIMITS, Limits

HERE = Path(__file__).parent / "files"
WORD = "word/document.xml"
HEAD = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
)
TAIL = b"</w:body></w:document>"
SMALL = pdf([lines("Vali dün konuştu.\nKöprü açıldı.")])


def word(document: bytes, name: str = WORD) -> bytes:
    """Return the seed as .docx with another text."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(HERE / "seed.docx") as seed,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for member in seed.namelist():
            archive.writestr(member, document if member == name else seed.read(member))
    return held.getvalue()


def nested(depth: int) -> bytes:
    """Return a page that is nothing but elements in elements."""
    return b"<html><body>" + b"<div>" * depth + b"Derin." + b"</div>" * depth


@pytest.mark.parametrize("name", ["seed.html", "seed.docx", "chromium-2.pdf", "seed-1254.html"])
def test_the_process_reads_what_we_would(name) -> None:
    data = (HERE / name).read_bytes()
    hints = Hints(origin="/x", url="https://a.example/b")
    with Guard() as guard:
        assert guard.parse(data, name, hints) == parse(data, name, hints)
        assert guard.parse(data, name, Hints()) == parse(data, name)  # and the next one


def test_errors_come_through() -> None:
    with Guard() as guard:
        with pytest.raises(FileBroken) as caught:
            guard.parse(b"%PDF-1.7 x", "ş.pdf")
        assert caught.value.facts == {"path": "ş.pdf", "format": "pdf"}
        with pytest.raises(FileEmpty):
            guard.parse(b"<html><body> </body></html>", "a.html")
        assert guard.parse(SMALL, "a.pdf").paragraphs  # and it goes on


def test_a_bomb_of_a_document() -> None:
    bomb = word(b"<w:document>" + b" " * (300 << 20) + b"</w:document>")
    assert len(bomb) < 1 << 20
    with Guard() as guard, pytest.raises(FileUnpacksTooLarge) as caught:
        guard.parse(bomb, "a.docx")
    assert caught.value.facts == {"path": "a.docx", "limit": LIMITS.unpacked}


def test_a_bomb_of_entities() -> None:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 9}">' for i in range(1, 12))
    text = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "x">{entities}]><d>&e11;</d>'
    with Guard() as guard, pytest.raises((FileBroken, FileTooCostly)):
        guard.parse(word(text.encode()), "a.docx")


def test_more_than_the_memory_allows() -> None:
    paragraph = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    large = word(HEAD + paragraph * 800_000 + TAIL)
    with Guard(Limits(memory=320)) as guard:
        with pytest.raises(FileTooCostly) as caught:
            guard.parse(large, "a.docx")
        assert caught.value.facts == {"path": "a.docx", "seconds": 30, "megabytes": 320}
        assert guard.parse(SMALL, "b.pdf").paragraphs  # another process took its place


def test_more_than_the_time_allows() -> None:
    long = pdf([lines("\n".join(f"Satır {i} burada" for i in range(45)))] * 2000)
    start = time.monotonic()
    with Guard(Limits(seconds=0.5)) as guard, pytest.raises(FileTooCostly) as caught:
        guard.parse(long, "a.pdf")
    assert time.monotonic() - start < 20  # or somebody waits for the end
    assert caught.value.facts["seconds"] == 0


def test_ten_thousand_pages() -> None:
    with Guard() as guard, pytest.raises(FileTooLong) as caught:
        guard.parse(pdf([[Put("x")]] * 10_000), "a.pdf")
    assert caught.value.facts == {"path": "a.pdf", "pages": 10_000, "limit": LIMITS.pages}


def test_elements_in_elements() -> None:
    with Guard() as guard:
        with suppress(FileBroken, FileEmpty, FileTooCostly):
            assert guard.parse(nested(100_000), "a.html").text == "Derin."
        assert guard.parse(SMALL, "b.pdf").paragraphs


def test_a_process_that_dies() -> None:
    with Guard(Limits(seconds=5)) as guard:
        guard.parse(SMALL, "a.pdf")
        os.kill(guard._process.pid, signal.SIGKILL)
        with pytest.raises(FileTooCostly):
            guard.parse(SMALL, "a.pdf")
        assert guard.parse(SMALL, "a.pdf").paragraphs


def test_the_process_can_write_nothing_and_ends_with_us(tmp_path) -> None:
    code = (
        "import os, sys, json; from dataclasses import asdict\n"
        "from index.reading import worker; from index.reading.limits import LIMITS\n"
        "worker._confine(LIMITS)\n"
        "try:\n"
        "    open(sys.argv[1], 'wb', 0).write(b'x'); print('written')\n"
        "except OSError: print('refused')\n"
    )
    run = [sys.executable, "-c", code, str(tmp_path / "x")]
    assert subprocess.run(run, capture_output=True, text=True).stdout == "refused\n"
    guard = Guard()
    guard.parse(SMALL, "a.pdf")
    process = guard._process
    process.stdin.close()  # as when we are gone
    assert process.wait(10) == 0
    guard.close()


def test_the_folder_that_we_stand_in_is_no_place_to_import_from(tmp_path, monkeypatch) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise SystemExit('wrong one')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if entry])
    with Guard() as guard:
        assert guard.parse(SMALL, "a.pdf").paragraphs


def test_a_text_that_is_too_large_once_it_is_read() -> None:
    large = word(HEAD + b"<w:p><w:r><w:t>" + b"Uzun. " * 200_000 + b"</w:t></w:r></w:p>" + TAIL)
    with Guard(Limits(megabytes=1)) as guard, pytest.raises(FileTooLarge):
        guard.parse(large, "a.docx")


def test_text_needs_no_process(tmp_path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Vali konuştu.", "utf-8")
    with Reader() as reader:
        assert reader.parse(file.read_bytes(), "a.txt").text == "Vali konuştu."
        assert reader._guard._process is None
    assert read(file).metadata["origin"] == str(file)
