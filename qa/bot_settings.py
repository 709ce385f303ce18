"""The settings of the Telegram bot, all of them environment variables.

TELEGRAM_BOT_TOKEN, and where they are wanted TELEGRAM_API_URL (address of one's own Bot API
server), MAKALE_LIBRARY (folder of the library to ask), MAKALE_LANG (tr or en, for users whose own
language is neither) and MAKALE_LOG (what users write is logged at DEBUG only, the token never).
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import OptionInvalid

_API = "https://api.telegram.org"
_LEVELS = "DEBUG|INFO|WARNING|ERROR"
_TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class BotSettings:
    """Where the bot finds Telegram and its library, and how much it logs."""

    token: str = field(repr=False)
    api: str
    library: Path | None
    level: str

    @property
    def plausible(self) -> bool:
        """Whether the token has the form of one."""
        return bool(_TOKEN.fullmatch(self.token))


def bot_token() -> str:
    """Return the token, "" where there is none."""
    return os.environ.get("TELEGRAM_BOT_TOKEN", "").strip()


def bot_settings() -> BotSettings:
    """Read the settings. Raises `OptionInvalid`."""
    library = os.environ.get("MAKALE_LIBRARY")
    return BotSettings(
        bot_token(),
        _matching("TELEGRAM_API_URL", _API, r"https?://[^\s{}]+", f"{_API}, …").rstrip("/"),
        Path(library).expanduser() if library else None,
        _matching("MAKALE_LOG", "INFO", _LEVELS, _LEVELS.replace("|", ", ")),
    )


def _matching(name: str, default: str, form: str, expected: str) -> str:
    value = os.environ.get(name, "").strip() or default
    if not re.fullmatch(form, value):
        raise OptionInvalid(option=name, value=value, expected=expected)
    return value
