"""What a command asks or changes: a named library, some files, or the default library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from index.encoder import load_encoder
from index.encoders.layout import BUILT_IN
from index.errors import OptionInvalid
from index.library import Library, create, holds_library, open_library, temporary
from index.reading import find, read
from qa.settings import default_library, encoder_name


def opened(
    library: Path | None,
    articles: Sequence[Path],
    encoder: str | None,
    announce: Callable[[str], None],
) -> Library:
    """Return the library to ask: a named one, one of named files in memory, or the default one.

    Raises what reading the files or opening the library raises, and `OptionInvalid` where both are
    named.
    """
    name = encoder_name(encoder)
    if articles:
        if library is not None:
            raise OptionInvalid(option="--article", value=articles[0], expected="no --library")
        return temporary(load_encoder(name or BUILT_IN), map(read, find(articles)))
    if library is not None:
        return open_library(library, name)
    return default_library(name or BUILT_IN, announce)


def for_writing(library: Path, encoder: str | None) -> Library:
    """Return the library in a folder, made where there is none, to be changed."""
    name = encoder_name(encoder)
    if holds_library(library):
        return open_library(library, name, writable=True)
    return create(library, load_encoder(name or BUILT_IN))
