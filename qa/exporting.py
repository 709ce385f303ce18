"""All articles of a library in one file."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from index.errors import FolderUnwritable, OptionInvalid
from index.library import Library
from index.reading.exported import written

ENDING = ".jsonl"
"""By which `index.reading` knows such a file."""


def export(library: Library, file: Path) -> int:
    """Write the articles of ``library`` to ``file``, all or nothing; return their number.

    Raises `OptionInvalid` where the name doesn't end as it must, or `FolderUnwritable`.
    """
    if file.suffix.lower() != ENDING:
        raise OptionInvalid(option="FILE", value=file, expected=f"…{ENDING}")
    try:
        handle, making = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.parent)
    except OSError as error:
        raise FolderUnwritable(path=file.parent, reason=error.strerror) from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as target, library.store.snapshot():
            entries = library.entries()
            for entry in entries:
                target.write(written(library.store.article(entry.id)) + "\n")
        Path(making).replace(file)
    except OSError as error:
        Path(making).unlink(missing_ok=True)
        raise FolderUnwritable(path=file.parent, reason=error.strerror) from error
    return len(entries)
