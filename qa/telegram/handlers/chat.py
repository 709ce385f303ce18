"""The commands about the bot and the chat itself."""

from __future__ import annotations

from index.turkish import fold
from qa.telegram.answers import KEPT
from qa.telegram.blocks import Mark, Outgoing, units
from qa.telegram.buttons import Button, pack
from qa.telegram.commands import greeting, listed
from qa.telegram.turn import Turn, moving

_LANGUAGES = {"tr": "tr", "turkce": "tr", "turkish": "tr", "en": "en", "english": "en",
              "ingilizce": "en"}  # fmt: skip


async def start(turn: Turn) -> None:
    """Greet."""
    await turn.say([Outgoing(greeting(turn.office.desk.speaker, turn.language))])


async def help_(turn: Turn) -> None:
    """Explain."""
    await turn.tell("bot_help", commands=listed(turn.language))


async def language(turn: Turn) -> None:
    """Change the language, or offer to."""
    wanted = _LANGUAGES.get(fold(turn.arguments))
    if wanted:
        await speak(turn, wanted)
    else:
        row = (Button("Türkçe", pack("lang", "tr")), Button("English", pack("lang", "en")))
        await turn.tell("bot_language_which", (row,))


async def speak(turn: Turn, wanted: str) -> None:
    """Speak ``wanted`` ("tr" or "en") from now on."""
    turn.office.state.chats.remember(turn.chat, language=wanted)
    turn.language = "tr" if wanted == "tr" else "en"
    await turn.tell("bot_language")


async def reset(turn: Turn) -> None:
    """Forget the conversation."""
    turn.office.state.chats.reset(turn.chat)
    await turn.tell("bot_reset")


async def privacy(turn: Turn) -> None:
    """Tell what is kept, and offer to delete it."""
    button = Button(turn.text("bot_button_wipe"), pack("wipe"))
    await turn.tell("bot_privacy", ((button,),), days=round(KEPT / 86400))


async def stats(turn: Turn) -> None:
    """Tell an operator how the bot is doing."""
    if not turn.office.limits.admin(turn.user):
        await help_(turn)
        return
    facts = turn.office.state.counts() | turn.office.stats.facts()
    table = turn.text("bot_stats", **facts)
    await turn.say([Outgoing(table, (Mark("pre", 0, units(table)),))])


async def migrated(turn: Turn) -> None:
    """Follow a group that has become a supergroup."""
    if turn.message and turn.message.migrate_to_chat_id:
        await moving(turn.office, turn.chat, turn.message.migrate_to_chat_id)
