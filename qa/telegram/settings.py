"""The settings of the bot: environment variables over one TOML file over defaults.

The file is the one that ``--config`` or ``MAKALE_BOT_CONFIG`` names, else ``bot.toml`` in the data
folder where there is one. All is checked at start; ``qa bot --check`` prints what it comes to.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from index.errors import FileMissing, FileUnreadable, OptionInvalid
from index.places import Place, place_of
from qa.settings import UiLanguage, data_folder, ui_language

_TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)
_SECRET = re.compile(r"[\w-]{16,256}", re.ASCII)


@dataclass(frozen=True, slots=True)
class BotSettings:
    """Where the bot finds Telegram and its libraries, whom it serves, and how much it takes on.

    Its docstring is the fields of ``docs/telegram.md``, where each is explained.
    """

    token: str = field(default="", repr=False)
    api_url: str = "https://api.telegram.org"
    library: Place | None = None
    data: Path = field(default_factory=data_folder)
    language: UiLanguage = "tr"
    log: str = "INFO"
    allowed: frozenset[int] = frozenset()
    admins: frozenset[int] = frozenset()
    questions_per_minute: int = 30
    messages_per_second: int = 30
    workers: int = 2
    readers: int = 2
    articles_per_chat: int = 50
    articles_per_day: int = 20
    megabytes_per_file: int = 10
    megabytes_per_chat: int = 50
    pages: int = 500
    seconds: int = 60
    private_addresses: bool = False
    webhook_url: str = ""
    webhook_secret: str = field(default="", repr=False)
    webhook_listen: str = "127.0.0.1"
    webhook_port: int = 8080

    @property
    def plausible(self) -> bool:
        """Whether the token has the form of one."""
        return bool(_TOKEN.fullmatch(self.token))

    @property
    def secrets(self) -> frozenset[str]:
        """What must never be shown."""
        found = {self.token, self.token.partition(":")[2], self.webhook_secret}
        return frozenset(found - {""})


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s{}]+", value):
        raise ValueError("https://…")
    return value.rstrip("/")


def _public(value: str) -> str:
    if value and not re.fullmatch(r"https://[^\s/{}]+(/[^\s{}]*)?", value):
        raise ValueError("https://…")
    return value


def _secret(value: str) -> str:
    if value and not _SECRET.fullmatch(value):
        raise ValueError("A-Z a-z 0-9 _ -, 16 … 256")
    return value


def _level(value: str) -> str:
    if value not in (levels := ("DEBUG", "INFO", "WARNING", "ERROR")):
        raise ValueError(", ".join(levels))
    return value


def _place(value: str) -> Place | None:
    try:
        place = place_of(value)
    except OptionInvalid as error:
        raise ValueError(error.facts["expected"]) from None
    return (place.expanduser() if isinstance(place, Path) else place) if value else None


def _ids(value: Any) -> frozenset[int]:  # noqa: ANN401  # whatever a TOML file holds
    try:
        parts = value if isinstance(value, list) else re.split(r"[\s,]+", str(value).strip(" ,"))
        return frozenset(int(part) for part in parts if part != "")
    except (TypeError, ValueError):
        raise ValueError("12, -1001, …") from None


def _yes(value: Any) -> bool:  # noqa: ANN401
    known = {"1": True, "true": True, "0": False, "false": False}
    if str(value).lower() not in known:
        raise ValueError("true, false")
    return known[str(value).lower()]


def _number(least: int, most: int) -> Callable[[Any], int]:
    def read(value: Any) -> int:  # noqa: ANN401
        try:
            number = int(value)
        except (TypeError, ValueError):
            number = least - 1
        if isinstance(value, (bool, float)) or not least <= number <= most:
            raise ValueError(f"{least} … {most}")
        return number

    return read


_READ: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "token": ("TELEGRAM_BOT_TOKEN", str),
    "api_url": ("TELEGRAM_API_URL", _address),
    "library": ("MAKALE_LIBRARY", _place),
    "language": ("MAKALE_LANG", ui_language),
    "log": ("MAKALE_LOG", _level),
    "allowed": ("MAKALE_BOT_ALLOWED", _ids),
    "admins": ("MAKALE_BOT_ADMINS", _ids),
    "questions_per_minute": ("MAKALE_BOT_QUESTIONS_PER_MINUTE", _number(1, 10_000)),
    "messages_per_second": ("MAKALE_BOT_MESSAGES_PER_SECOND", _number(1, 1000)),
    "workers": ("MAKALE_BOT_WORKERS", _number(1, 64)),
    "readers": ("MAKALE_BOT_READERS", _number(1, 16)),
    "articles_per_chat": ("MAKALE_BOT_ARTICLES_PER_CHAT", _number(0, 100_000)),
    "articles_per_day": ("MAKALE_BOT_ARTICLES_PER_DAY", _number(0, 100_000)),
    "megabytes_per_file": ("MAKALE_BOT_MEGABYTES_PER_FILE", _number(1, 20)),
    "megabytes_per_chat": ("MAKALE_BOT_MEGABYTES_PER_CHAT", _number(1, 100_000)),
    "pages": ("MAKALE_BOT_PAGES", _number(1, 10_000)),
    "seconds": ("MAKALE_BOT_SECONDS", _number(1, 600)),
    "private_addresses": ("MAKALE_BOT_PRIVATE_ADDRESSES", _yes),
    "webhook_url": ("MAKALE_BOT_WEBHOOK_URL", _public),
    "webhook_secret": ("MAKALE_BOT_WEBHOOK_SECRET", _secret),
    "webhook_listen": ("MAKALE_BOT_WEBHOOK_LISTEN", str),
    "webhook_port": ("MAKALE_BOT_WEBHOOK_PORT", _number(0, 65_535)),
}
"""Of each setting its environment variable, and what makes a value of what stands there."""


_SECRETS = ("token", "webhook_secret")
_OF_TEXT = (str, _address, _public, _secret, _level, _place, ui_language)


def bot_settings(config: Path | None = None) -> BotSettings:
    """Read the settings. Raises `OptionInvalid`, `FileMissing` or `FileUnreadable`."""
    path = config or _named()
    found = _file(path) if path else {}
    for name, (variable, _) in _READ.items():
        if value := os.environ.get(variable, "").strip():
            found[name] = (variable, value)
    secret = str(found.get("token", ("", ""))[1]).partition(":")[2]
    values = {name: _value(name, *entry, secret) for name, entry in found.items()}
    settings = BotSettings(**values)
    if settings.webhook_url and not settings.webhook_secret:
        raise OptionInvalid(option="webhook_secret", value="", expected="A-Z a-z 0-9 _ -, 16 … 256")
    return settings


def shown(settings: BotSettings) -> list[str]:
    """Return the settings as lines, secrets veiled."""
    lines = []
    for each in fields(settings):
        value = getattr(settings, each.name)
        if not each.repr:
            line = "…" if value else "–"
        elif isinstance(value, frozenset):
            line = ", ".join(map(str, sorted(value))) or "–"
        else:
            line = "–" if value in ("", None) else str(value)
        lines.append(f"{each.name:<22}{line}")
    return lines


def _named() -> Path | None:
    named = os.environ.get("MAKALE_BOT_CONFIG")
    if named:
        return Path(named).expanduser()
    usual = data_folder() / "bot.toml"
    return usual if usual.exists() else None


def _file(path: Path) -> dict[str, tuple[str, Any]]:
    try:
        found: Mapping[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise FileMissing(path=path) from error
    except OSError as error:
        raise FileUnreadable(path=path, reason=error.strerror) from error
    except ValueError as error:  # neither TOML nor UTF-8
        raise FileUnreadable(path=path, reason=str(error)) from error
    for name in found:
        if name not in _READ:
            raise OptionInvalid(option=path.name, value=name, expected=", ".join(_READ))
    return {name: (f"{path.name}: {name}", value) for name, value in found.items()}


def _value(name: str, where: str, value: Any, secret: str) -> Any:  # noqa: ANN401
    read = _READ[name][1]
    try:
        if read in _OF_TEXT and type(value) is not str:
            raise ValueError("“…”")
        return read(value)
    except ValueError as error:
        hidden = name in _SECRETS or (secret and secret in str(value))
        told = "…" if hidden else value
        raise OptionInvalid(option=where, value=told, expected=str(error)) from None
