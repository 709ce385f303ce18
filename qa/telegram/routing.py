"""What kind of update this is, whether it is meant for the bot, and beside which it must wait."""

from __future__ import annotations

from collections.abc import Hashable

from telegram import Chat, Message, MessageEntity, Update

from qa.telegram.commands import ADDING, NAMES


def kind(update: Update) -> str:
    """Return the kind of an update, for the log."""
    for name in ("message", "edited_message", "callback_query", "inline_query"):
        if getattr(update, name) is not None:
            return name
    return "other"


def lane(update: Update) -> Hashable:
    """Return what an update must keep the order with: its chat; inline queries have their own."""
    if update.inline_query is not None:
        return "inline", update.inline_query.from_user.id
    return update.effective_chat.id if update.effective_chat else 0


def slow(update: Update) -> bool:
    """Tell whether an article is to be read, which may take as long as a minute."""
    message = update.message
    return message is not None and (message.document is not None or command(message, "") in ADDING)


def addressed(update: Update, username: str) -> bool:
    """Tell whether an update is meant for the bot: in groups not all is."""
    message = update.message or update.edited_message
    if message is None:
        return update.callback_query is not None or update.inline_query is not None
    if message.chat.type == Chat.PRIVATE or message.migrate_to_chat_id is not None:
        return True
    if message.chat.type == Chat.CHANNEL or (message.from_user and message.from_user.is_bot):
        return False
    if named := command(message, username):
        return named in NAMES
    answered = message.reply_to_message
    author = answered.from_user if answered else None
    return bool(mentions(message, username)) or bool(
        author and author.username and author.username.lower() == username.lower()
    )


def mentions(message: Message, username: str) -> list[str]:
    """Return how the bot is mentioned in a message."""
    kinds: list[str | None] = [MessageEntity.MENTION]
    found = [
        *(message.parse_entities(kinds) if message.text else {}).values(),
        *(message.parse_caption_entities(kinds) if message.caption else {}).values(),
    ]
    return [m for m in found if m.lower() == f"@{username}".lower()]


def command(message: Message, username: str) -> str:
    """Return the command that a message begins with, "" for none or another bot's."""
    words = message.text or message.caption or ""
    entities = message.entities if message.text else message.caption_entities
    if not any(e.type == MessageEntity.BOT_COMMAND and e.offset == 0 for e in entities):
        return ""
    name, _, to = words.split(maxsplit=1)[0][1:].partition("@")
    return "" if to and username and to.lower() != username.lower() else name.lower()
