"""What a command asks or changes: a named library, some files, or the default library."""

from __future__ import annotations

import hashlib
import shutil
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path

import seeds
from index.encoder import Encoder, load_encoder
from index.encoders.layout import BUILT_IN
from index.errors import FolderUnwritable, IndexDamaged, LibraryOutdated, OptionsClash
from index.library import Library, create, holds_library, open_library, temporary
from index.places import Place, place_of
from index.reading import Reader, find
from qa.settings import data_folder, encoder_name


def opened(
    library: Place | str | None,
    articles: Sequence[Path | str],
    encoder: str | None,
    announce: Callable[[str], None],
) -> Library:
    """Return the library to ask: a named one, one of named files in memory, or the default one.

    Raises what reading the files or opening the library raises, and `OptionsClash` where both are
    named.
    """
    name = encoder_name(encoder)
    if articles:
        if library is not None:
            raise OptionsClash(option="--article", other="--library")
        with Reader() as reader:
            return temporary(load_encoder(name or BUILT_IN), map(reader.read, find(articles)))
    if library is not None:
        return open_library(place_of(library), name)
    return default_library(name or BUILT_IN, announce)


def for_writing(library: str, encoder: str | None) -> Library:
    """Return the library at a place, made where there is none, to be changed."""
    name, place = encoder_name(encoder), place_of(library)
    if holds_library(place):
        return open_library(place, name, writable=True)
    return create(place, load_encoder(name or BUILT_IN))


def default_library(encoder: str, announce: Callable[[str], None]) -> Library:
    """Open the library of the articles in `seeds` that belongs to an encoder; make a missing one.

    One that another version made, or whose indexes are torn, is made again. ``announce`` is called
    with the name of a message before either.
    """
    mark = "" if encoder == BUILT_IN else "-" + hashlib.sha256(encoder.encode()).hexdigest()[:8]
    path = data_folder() / f"library{mark}"
    if not holds_library(path):
        loaded = load_encoder(encoder)
        announce("making_default")
        _make_default(path, loaded)
    try:
        library = open_library(path)
        _ = library.derived  # only now is it known that the indexes are whole
        return library
    except (LibraryOutdated, IndexDamaged):
        announce("remaking_default")
        with open_library(path, encoder, writable=True, check=False) as library:
            library.rebuild()
        return open_library(path)


def _make_default(path: Path, encoder: Encoder) -> None:
    """Make the library beside its place and move it there: it appears with its articles."""
    making = path.with_name(f".{path.name}-{uuid.uuid4().hex[:8]}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with create(making, encoder) as library:
            for _ in library.add(seeds.articles()):
                pass
        making.rename(path)
    except OSError as error:
        shutil.rmtree(making, ignore_errors=True)
        if not holds_library(path):  # else another process made it a moment ago
            raise FolderUnwritable(path=path, reason=error.strerror) from error
