"""What there is to read: files, those of folders and in archives, web pages.

An archive is a ``.zip`` of articles, or a ``.jsonl`` that ``qa index export`` wrote. Nothing is
unpacked to disk, and never more than an archive says that it holds.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from index.errors import (
    FileBroken,
    FileLocked,
    FileMissing,
    FileTooLarge,
    FileUnpacksTooLarge,
    FileUnreadable,
    NoArticles,
    TooManyArticles,
)
from index.reading.formats import ENDINGS, EXPORTED, Hints, listed
from index.reading.limits import LIMITS, Limits

_ZIP, _LINES = ".zip", ".jsonl"
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_UTF_8 = 0x800  # the flag of a name in an archive that is UTF-8
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class File:
    """Something to read: what citations name it by, and its bytes when they are asked for.

    ``load`` raises errors under `index.errors.InputError`.
    """

    name: str
    load: Callable[[], tuple[bytes, Hints]]


def find(
    sources: Sequence[Path | str], limits: Limits = LIMITS, *, recursive: bool = True
) -> Iterator[File]:
    """Yield what to read: each named file or page, of folders and archives the articles, sorted.

    Folders inside folders are looked into only if ``recursive``. A file that is named is yielded
    whatever it is, so that reading it can say what is wrong with it. Raises `FileMissing`,
    `FileUnreadable`, `NoArticles` or what a broken archive raises.
    """
    for source in sources:
        if isinstance(source, str) and _ADDRESS.match(source):
            yield page_at(source, limits)
            continue
        path = Path(source)
        try:
            inside = path.rglob("*") if recursive else path.glob("*")
            folder = stat.S_ISDIR(path.stat().st_mode)
            files = sorted(filter(_is_article, inside)) if folder else [path]
        except (FileNotFoundError, NotADirectoryError) as error:
            raise FileMissing(path=path) from error
        except OSError as error:
            raise FileUnreadable(path=path, reason=error.strerror) from error
        if not files:
            raise NoArticles(path=path, formats=listed())
        for file in files:
            yield from _members(file, limits)


def file_at(path: Path, limits: Limits = LIMITS) -> File:
    """Return the one file ``path``."""
    return File(_text(path), partial(_load, path, limits))


def page_at(url: str, limits: Limits = LIMITS) -> File:
    """Return the web page ``url``."""
    return File(url, partial(_fetch, url, limits))


def _fetch(url: str, limits: Limits) -> tuple[bytes, Hints]:
    from index.reading.url import get

    page = get(url, limits)
    return page.data, Hints(page.media, page.charset, page.url, origin=page.url)


def _text(path: Path) -> str:
    # Bytes in a name that are no UTF-8 reach us as halves of surrogate pairs, which are no text.
    return os.fsencode(path).decode("utf-8", "replace")


def _is_article(path: Path) -> bool:
    known = path.suffix.lower() in (*ENDINGS, _ZIP, _LINES)
    return known and not path.name.startswith(".") and path.is_file()


def _load(path: Path, limits: Limits) -> tuple[bytes, Hints]:
    try:
        size = path.stat().st_size
        if size > limits.bytes:
            raise FileTooLarge(path=path, megabytes=size >> 20, limit=limits.megabytes)
        with path.open("rb") as file:
            data = file.read(limits.bytes)  # a device has no size, and no end
            return data, Hints(origin=_text(path.absolute()))
    except FileNotFoundError as error:
        raise FileMissing(path=path) from error
    except OSError as error:
        raise FileUnreadable(path=path, reason=error.strerror) from error


def _members(path: Path, limits: Limits) -> Iterator[File]:
    """Yield the articles of an archive, or the file itself where it is none."""
    ending = path.suffix.lower()
    if ending == _ZIP:
        yield from _zipped(path, limits)
    elif ending == _LINES:
        yield from _lines(path, limits)
    else:
        yield file_at(path, limits)


def _zipped(path: Path, limits: Limits) -> Iterator[File]:
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise FileBroken(path=path, format="zip") from error
    except OSError as error:
        raise FileUnreadable(path=path, reason=error.strerror) from error
    held = sorted(
        (_name(m), m)
        for m in archive.infolist()
        if not m.is_dir() and _is_archived(PurePosixPath(_name(m)))
    )
    if not held:
        raise NoArticles(path=path, formats=listed())
    if len(held) > limits.files:
        raise TooManyArticles(path=path, count=len(held), limit=limits.files)
    if sum(m.file_size for _, m in held) > limits.unpacked << 20:
        raise FileUnpacksTooLarge(path=path, limit=limits.unpacked)
    for name, member in held:
        hints = Hints(origin=f"{_text(path.absolute())}/{name}")
        called = f"{_text(path)}/{name}"
        yield File(called, partial(_unzip, archive, member, called, hints, limits))


def _is_archived(name: PurePosixPath) -> bool:
    # Beside the articles, macOS packs files of its own.
    hidden = any(part.startswith((".", "__MACOSX")) for part in name.parts)
    return name.suffix.lower() in ENDINGS and not hidden


def _name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member; without a flag it is UTF-8 or the code page of Turkish DOS."""
    if member.flag_bits & _UTF_8:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp857", "replace")


def _unzip(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, hints: Hints, limits: Limits
) -> tuple[bytes, Hints]:
    if member.flag_bits & _ENCRYPTED:
        raise FileLocked(path=name)
    if member.file_size > limits.bytes:
        raise FileTooLarge(path=name, megabytes=member.file_size >> 20, limit=limits.megabytes)
    try:
        with archive.open(member) as file:
            return file.read(limits.bytes), hints
    except Exception as error:  # zlib, bz2 and lzma have errors of their own without a common root
        raise FileBroken(path=name, format="zip") from error


def _lines(path: Path, limits: Limits) -> Iterator[File]:
    """Yield the articles of an export, a line each."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(iter(lambda: file.readline(limits.bytes * 8), b""), 1):
                if number > limits.files:
                    raise TooManyArticles(path=path, count=number, limit=limits.files)
                if line.strip():
                    yield File(f"{_text(path)}:{number}", partial(_line, line))
    except OSError as error:
        raise FileUnreadable(path=path, reason=error.strerror) from error


def _line(line: bytes) -> tuple[bytes, Hints]:
    return line, Hints(media=EXPORTED)
