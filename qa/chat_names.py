"""What the commands of the terminal chat are called; `qa.chat_commands` does what they say."""

from __future__ import annotations

from index.turkish import fold

NAMES: dict[str, tuple[str, ...]] = {
    "articles": (":makaleler", ":articles"),
    "use": (":kullan", ":use"),
    "add": (":ekle", ":add"),
    "who": (":kimler", ":who", ":kim"),
    "source": (":kaynak", ":source", ":s"),
    "context": (":bağlam", ":context"),
    "explain": (":açıkla", ":explain"),
    "save": (":kaydet", ":save"),
    "forget": (":unut", ":forget"),
    "language": (":dil", ":lang"),
    "help": (":yardım", ":help", ":h"),
    "quit": (":çık", ":quit", ":q", ":exit"),
}
"""The Turkish and the English name of each command, which both always work, then other ones."""
_BY_NAME = {fold(name): command for command, names in NAMES.items() for name in names}


def command_of(word: str) -> str:
    """Return the command that a word names, without Turkish letters too; "" where it names none."""
    return _BY_NAME.get(fold(word), "")
