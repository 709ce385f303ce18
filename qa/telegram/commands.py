"""The commands, in Turkish with English names beside; and the messages that list them."""

from __future__ import annotations

from qa.messages import text
from qa.settings import UiLanguage

COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("sor", "ask", "bot_command_ask"),
    ("makaleler", "articles", "bot_command_articles"),
    ("ekle", "add", "bot_command_add"),
    ("sil", "remove", "bot_command_remove"),
    ("sec", "use", "bot_command_use"),
    ("kim", "who", "bot_command_who"),
    ("kaynak", "source", "bot_command_source"),
    ("dil", "language", "bot_command_language"),
    ("temizle", "reset", "bot_command_reset"),
    ("gizlilik", "privacy", "bot_command_privacy"),
    ("yardim", "help", "bot_command_help"),
    ("start", "start", "bot_command_start"),
)
"""Turkish name, English name, what it does."""
OPERATOR = ("istatistik", "stats")
"""For operators, and not in the menu."""
NAMES = frozenset(name for turkish, english, _ in COMMANDS for name in (turkish, english)) | {
    *OPERATOR
}
ADDING = frozenset({"ekle", "add"})


def menu(language: UiLanguage) -> list[tuple[str, str]]:
    """Return the commands with what they do, for Telegram's menu."""
    return [(tr if language == "tr" else en, text(what, language)) for tr, en, what in COMMANDS]


def listed(language: UiLanguage) -> str:
    """Return the commands as lines."""
    return "\n".join(f"/{name}  {what}" for name, what in menu(language))


def greeting(speaker: str, language: UiLanguage) -> str:
    """Return the answer to /start; ``speaker`` is one to ask for, "" where nobody speaks."""
    name = "bot_example" if speaker else "bot_example_plain"
    return text("bot_start", language, example=text(name, language, speaker=speaker))
