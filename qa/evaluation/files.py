"""Files of data sets, plain or gzipped; what is wrong with one is told by its line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from json.decoder import WHITESPACE  # type: ignore[attr-defined]
from pathlib import Path
from typing import Any

from index.errors import (
    DatasetEmpty,
    DatasetIncomplete,
    DatasetMalformed,
    FileMissing,
    FileUnreadable,
)

_GZIP = b"\x1f\x8b"
Step = str | int


def content(path: Path) -> bytes:
    """Return what a file holds, unpacked. Raises `FileMissing` or `FileUnreadable`."""
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if data.startswith(_GZIP) else data
    except FileNotFoundError as error:
        raise FileMissing(path=path) from error
    except (OSError, EOFError, zlib.error) as error:
        raise FileUnreadable(path=path, reason=str(error)) from error


def decoded(path: Path) -> str:
    """Return a file's text. Raises what `content` raises, or `DatasetMalformed`."""
    data = content(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DatasetMalformed(path=path, line=line, reason="UTF-8") from error


def rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each line of a JSONL file with its number, from 1; empty lines are passed over."""
    for number, line in enumerate(decoded(path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise DatasetMalformed(path=path, line=number, reason=error.msg) from error
        if not isinstance(row, dict):
            raise DatasetMalformed(path=path, line=number, reason="no object")
        yield number, row


def string(path: Path, line: int, row: dict[str, Any], key: str, default: str | None = None) -> str:
    """Return the string under ``key``. Raises `DatasetIncomplete`."""
    value = row.get(key, default)
    if value is None and default is not None:
        return default
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise DatasetIncomplete(path=path, line=line, field=key)
    return value


def strings(
    path: Path, line: int, row: dict[str, Any], key: str, *, needed: bool = False
) -> tuple[str, ...]:
    """Return the list of strings under ``key``. Raises `DatasetIncomplete`."""
    value = row.get(key, None if needed else [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise DatasetIncomplete(path=path, line=line, field=key)
    return tuple(value)


def parsed(path: Path) -> tuple[str, Any]:
    """Return a JSON file's text and content. Raises `DatasetMalformed` or `DatasetEmpty`."""
    text = decoded(path)
    if not text.strip():
        raise DatasetEmpty(path=path)
    try:
        return text, json.loads(text)
    except json.JSONDecodeError as error:
        raise DatasetMalformed(path=path, line=error.lineno, reason=error.msg) from error


def line_of(text: str, steps: Sequence[Step]) -> int:
    """Return the line of a JSON ``text`` in which the value at the end of ``steps`` begins.

    A step that is not there ends the way: the line is that of what lacks it.
    """
    decoder = json.JSONDecoder()
    at = WHITESPACE.match(text, 0).end()
    for step in steps:
        found = _enter(text, at, step, decoder)
        if found is None:
            break
        at = found
    return text.count("\n", 0, at) + 1


def _enter(text: str, at: int, step: Step, decoder: json.JSONDecoder) -> int | None:
    """Return where the element ``step`` of the array or object at ``at`` begins."""
    if text[at] not in "[{":
        return None
    number = 0
    at = WHITESPACE.match(text, at + 1).end()
    while text[at] not in "]}":
        key: Step = number
        if isinstance(step, str):
            key, at = decoder.raw_decode(text, at)
            at = WHITESPACE.match(text, WHITESPACE.match(text, at).end() + 1).end()
        if key == step:
            return at
        _, at = decoder.raw_decode(text, at)
        at = WHITESPACE.match(text, at).end()
        if text[at] == ",":
            at = WHITESPACE.match(text, at + 1).end()
        number += 1
    return None
