"""Where things are kept, and what options and the environment say.

The command line reads this before it knows what to do, so nothing heavy is imported here.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import platformdirs

from index.errors import OptionInvalid

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
