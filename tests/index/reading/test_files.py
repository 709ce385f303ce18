"""What there is to read: folders, archives, exports; and archives that mean harm."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from index.errors import (
    FileBroken,
    FileLocked,
    FileMissing,
    FileTooLarge,
    FileUnpacksTooLarge,
    FileUnreadable,
    InputError,
    NoArticles,
    TooManyArticles,
)
from index.reading import Reader, article_from_text, find
from index.reading.exported import parse, written
from index.reading.formats import Hints
from index.reading.limits import LIMITS, Limits

HERE = Path(__file__).parent / "files"


def named(found: list[Path | str], **options: bool) -> list[str]:
    return [file.name for file in find(found, **options)]


def zipped(path: Path, **members: bytes | str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_folders(tmp_path) -> None:
    for name in ("b.txt", "a.TXT", "sub/c.md", "sub/README", ".hidden.txt", "d.pdf", "e.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    inside = [Path(name).relative_to(tmp_path).as_posix() for name in named([tmp_path])]
    assert inside == ["a.TXT", "b.txt", "d.pdf", "sub/README", "sub/c.md"]
    assert len(named([tmp_path], recursive=False)) == 3
    mixed = [tmp_path / "e.py", str(tmp_path / ".hidden.txt"), tmp_path / "sub"]
    assert [Path(name).name for name in named(mixed)] == ["e.py", ".hidden.txt", "README", "c.md"]


def test_what_is_not_there(tmp_path) -> None:
    with pytest.raises(FileMissing):
        named([tmp_path / "yok.txt"])
    with pytest.raises(NoArticles):
        named([tmp_path])
    with pytest.raises(FileUnreadable):
        named([tmp_path / ("x" * 300)])


def test_addresses_are_no_paths() -> None:
    urls = ["https://a.example/x.zip", "HTTP://a.example"]
    assert named(urls) == urls  # nothing is fetched before it is loaded


def test_an_archive() -> None:
    with Reader() as reader:
        text, page = map(reader.read, find([HERE / "seed.zip"]))
    assert text.source == str(HERE / "seed.zip") + "/haberler/görüşme.txt"
    assert text.origin == text.source
    assert page.metadata["outlet"] == "Örnek Haber"
    assert len(text.paragraphs) == len(page.paragraphs) == 9


def test_what_else_is_in_an_archive_is_left(tmp_path) -> None:
    path = zipped(
        tmp_path / "a.zip",
        **{"b.txt": "x", "a/c.md": "x", "d.exe": "x", "__MACOSX/b.txt": "x", ".git/e.txt": "x"},
    )
    assert [name.partition(".zip/")[2] for name in named([tmp_path])] == ["a/c.md", "b.txt"]
    zipped(path, **{"d.exe": "x"})
    with pytest.raises(NoArticles):
        named([path])


@pytest.mark.parametrize("encoding", ["utf-8", "cp857"])
def test_names_in_archives(tmp_path, encoding) -> None:
    name = "köprü.txt".encode(encoding)
    stand_in = "k" * (len(name) - 4) + ".txt"
    path = zipped(tmp_path / "a.zip", **{stand_in: "x"})
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), name))
    assert named([path]) == [f"{path}/köprü.txt"]


def test_a_bomb(tmp_path) -> None:
    path = zipped(tmp_path / "a.zip", **{f"{i}.txt": b" " * (9 << 20) for i in range(20)})
    assert path.stat().st_size < 1 << 20
    with pytest.raises(FileUnpacksTooLarge) as caught:
        named([path])
    assert caught.value.facts == {"path": path, "limit": LIMITS.unpacked}
    path = zipped(tmp_path / "b.zip", **{"a.txt": b" " * (20 << 20)})
    (file,) = find([path])
    with pytest.raises(FileTooLarge):
        file.load()


def test_an_archive_that_lies_about_what_it_holds(tmp_path) -> None:
    path = zipped(tmp_path / "a.zip", **{"a.txt": b"x" * 1000})
    data = path.read_bytes().replace((1000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(data)
    (file,) = find([path])
    with pytest.raises(FileBroken):  # the checksum of the first ten is another
        file.load()


def test_too_many(tmp_path) -> None:
    path = zipped(tmp_path / "a.zip", **{f"{i}.txt": "x" for i in range(5)})
    with pytest.raises(TooManyArticles) as caught:
        list(find([path], Limits(files=4)))
    assert caught.value.facts == {"path": path, "count": 5, "limit": 4}


def test_a_broken_archive(tmp_path) -> None:
    path = zipped(tmp_path / "a.zip", **{"a.txt": b"Vali konustu. " * 100})
    whole = path.read_bytes()
    for end in range(0, len(whole), 7):
        path.write_bytes(whole[:end])
        with pytest.raises(InputError):
            [file.load() for file in find([path])]
    for at in range(0, len(whole), 3):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with suppress(InputError):
            [file.load() for file in find([path])]


def test_a_password(tmp_path) -> None:
    path = zipped(tmp_path / "a.zip", **{"a.txt": "x"})
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    (file,) = find([path])
    with pytest.raises(FileLocked):
        file.load()


def test_a_device_has_no_end() -> None:
    (file,) = find([Path("/dev/zero")], Limits(megabytes=1))
    assert len(file.load()[0]) == 1 << 20


# exports


def test_exported_articles_come_back_as_they_were(tmp_path) -> None:
    with Reader() as reader:
        articles = [
            article_from_text("Köprü\r\naçıldı\f 🇹🇷\n\nVali, “Açıldı.” dedi.", "a.txt"),
            *map(reader.read, find([HERE / "seed.html", HERE / "chromium-2.pdf"])),
        ]
        path = tmp_path / "a.jsonl"
        path.write_text("\n\n".join(map(written, articles)), "utf-8")
        assert list(map(reader.read, find([path]))) == articles


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"makale"', '"x"'), ("konuştu", "sustu"), ("[[0, 6]", "[[0, 9]"), ("[[0, 6]", "[[6, 0]"),
        ('"text"', '"test"'), ("{", "["), ("[8, 21]]", "[8, 99]]"), ("[8, 21]]", '[8, "x"]]'),
        ('"metadata": {', '"metadata": [{'), ("[[0, 6], [8, 21]]", "[]"), ("[8, 21]", "[5, 21]"),
    ],
)  # fmt: skip
def test_what_is_no_export(before, after) -> None:
    line = written(article_from_text("Başlık\n\nVali konuştu.", "a.txt"))
    assert parse(line.encode(), "x", Hints(), LIMITS).title == "Başlık"
    assert before in line
    with pytest.raises(FileBroken):
        parse(line.replace(before, after, 1).encode(), "x", Hints(), LIMITS)


def test_no_jsonl(tmp_path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\xff\xfe\n" + io.BytesIO(b"[" * 9999).read())
    with Reader() as reader:
        for file in find([tmp_path / "a.jsonl"]):
            with pytest.raises(FileBroken):
                reader.read(file)
