"""Where things are kept, and the library that is asked when none is named."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import platformdirs

import seeds
from index.encoder import load_encoder
from index.encoders.layout import BUILT_IN
from index.errors import LibraryOutdated, OptionInvalid
from index.library import Library, create, holds_library, open_library

UiLanguage = Literal["tr", "en"]
_NAME = "makale"


def data_folder() -> Path:
    """Return the user's data folder: ``MAKALE_HOME`` where it is set, else the system's."""
    home = os.environ.get("MAKALE_HOME")
    return Path(home) if home else Path(platformdirs.user_data_dir(_NAME, appauthor=False))


def ui_language(option: str | None) -> UiLanguage:
    """Return the language to speak: the option, else ``MAKALE_LANG``, else Turkish."""
    value = option or os.environ.get("MAKALE_LANG") or "tr"
    if value == "tr":
        return "tr"
    if value == "en":
        return "en"
    raise OptionInvalid(option="--lang", value=value, expected="tr, en")


def encoder_name(option: str | None) -> str | None:
    """Return the name by which an encoder is pinned: a folder by its whole path."""
    return str(Path(option).resolve()) if option and Path(option).is_dir() else option


def default_library(encoder: str, announce: Callable[[str], None]) -> Library:
    """Open the library of the articles in `seeds` that belongs to an encoder; make a missing one.

    One that another version made is made again. ``announce`` is called with the name of a message
    before either.
    """
    mark = "" if encoder == BUILT_IN else "-" + hashlib.sha256(encoder.encode()).hexdigest()[:8]
    path = data_folder() / f"library{mark}"
    if not holds_library(path):
        loaded = load_encoder(encoder)
        announce("making_default")
        library = create(path, loaded)
        for _ in library.add(seeds.articles()):
            pass
        library.close()
    try:
        return open_library(path)
    except LibraryOutdated:
        announce("remaking_default")
        with open_library(path, encoder, writable=True, check=False) as library:
            library.rebuild()
        return open_library(path)
