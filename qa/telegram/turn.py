"""One update at work: who it is from, what has been said to it, and the means to say more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Chat, InaccessibleMessage, Message, Update, User
from telegram.constants import ChatMemberStatus
from telegram.error import ChatMigrated, TelegramError

from qa.messages import text
from qa.settings import UiLanguage
from qa.telegram.blocks import Outgoing
from qa.telegram.buttons import Keyboard
from qa.telegram.courier import Courier
from qa.telegram.desk import Desk
from qa.telegram.inbox import Waiting
from qa.telegram.limits import Limits, Verdict
from qa.telegram.settings import BotSettings
from qa.telegram.state import State
from qa.telegram.stats import Stats

_BOSSES = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Office:
    """What all turns share."""

    settings: BotSettings
    state: State
    desk: Desk
    courier: Courier
    limits: Limits
    stats: Stats


class Turn:
    """An update at work.

    ``chat`` is where the answer goes: for an inline query, which has no chat, the user's own.
    """

    def __init__(self, office: Office, update: Update, ticket: Waiting, verdict: Verdict) -> None:
        self.office = office
        self.update = update
        self.id = ticket.id
        self.verdict = verdict
        self.attempts = ticket.attempts
        self.open = False
        """Whether it is left for the next start."""
        user: User | None = update.effective_user
        chat: Chat | None = update.effective_chat
        self.user = user.id if user else 0
        self.chat = chat.id if chat else self.user
        self.private = chat is None or chat.type == Chat.PRIVATE
        known = office.state.chats.find(self.chat).language
        self.language = spoken(
            known or (user.language_code if user else ""), office.settings.language
        )
        self._sent = list(ticket.sent)
        self._said = 0

    @property
    def message(self) -> Message | None:
        """The message, also the one under which a button was pressed."""
        found = self.update.effective_message
        return None if isinstance(found, InaccessibleMessage) else found

    @property
    def words(self) -> str:
        """What was written, the caption of a file included."""
        message = self.message
        return (message.text or message.caption or "") if message else ""

    @property
    def arguments(self) -> str:
        """What stands behind a command."""
        return "".join(self.words.split(maxsplit=1)[1:]).strip()

    @property
    def edited(self) -> bool:
        """Whether this is a message that was changed."""
        return self.update.edited_message is not None

    def text(self, message: str, /, **facts: object) -> str:
        """Return one of our messages in the language of the chat."""
        return text(message, self.language, **facts)

    async def tell(self, message: str, /, keyboard: Keyboard = (), **facts: object) -> int:
        """Say one of our messages; return its number."""
        return (await self.say([Outgoing(self.text(message, **facts))], keyboard))[0]

    async def say(self, messages: Sequence[Outgoing], keyboard: Keyboard = ()) -> list[int]:
        """Say ``messages``, with buttons under the last; return their numbers.

        What Telegram had accepted before a crash is not said again.
        """
        numbers = []
        for message in messages:
            if self._said == len(self._sent):
                last = message is messages[-1]
                self._sent.append(await self._send(message, keyboard if last else ()))
                self.office.state.inbox.accepted(self.id, self._sent)
            numbers.append(self._sent[self._said])
            self._said += 1
        return numbers

    async def put(self, messages: Sequence[Outgoing], keyboard: Keyboard = ()) -> None:
        """Put one message in the place of the one whose button was pressed; else say them."""
        query = self.update.callback_query
        if query and query.message and len(messages) == 1:
            await self.change([query.message.message_id], messages, keyboard)
        else:
            await self.say(messages, keyboard)

    async def change(
        self, numbers: Sequence[int], messages: Sequence[Outgoing], keyboard: Keyboard = ()
    ) -> list[int]:
        """Put ``messages`` in the place of earlier ones; return their numbers."""
        courier, changed = self.office.courier, []
        for number, message in zip(numbers, messages, strict=False):
            under = keyboard if message is messages[-1] else ()
            if await courier.edit(self.chat, number, message, under):
                changed.append(number)
            else:  # deleted, or too old to be changed
                changed += await self.say([message], under)
        changed += await self.say(messages[len(numbers) :], keyboard)
        for number in numbers[len(messages) :]:
            await courier.delete(self.chat, number)
        return changed

    async def may_change(self) -> bool:
        """Tell whether the user may delete what the chat has: in groups only administrators."""
        if self.private or self.office.limits.admin(self.user):
            return True
        courier = self.office.courier
        try:
            member = await courier.insist(lambda: courier.bot.get_chat_member(self.chat, self.user))
        except TelegramError:
            return False
        return member.status in _BOSSES

    async def _send(self, message: Outgoing, keyboard: Keyboard) -> int:
        to = self.message
        asked = to.message_id if to and not self.private else None
        thread = to.message_thread_id if to and to.is_topic_message else None
        try:
            return await self.office.courier.send(self.chat, message, keyboard, asked, thread)
        except ChatMigrated as moved:
            await moving(self.office, self.chat, moved.new_chat_id)
            self.chat = moved.new_chat_id
            return await self.office.courier.send(self.chat, message, keyboard)


async def moving(office: Office, chat: int, to: int) -> None:
    """Take what a group has along when it becomes a supergroup, with another number."""
    office.state.chats.move(chat, to)
    await office.desk.move(chat, to)


def spoken(code: str | None, otherwise: UiLanguage) -> UiLanguage:
    """Return the language for a user with that code ("en-GB"), ``otherwise`` if it is neither."""
    languages: tuple[UiLanguage, ...] = ("tr", "en")
    return next((known for known in languages if (code or "").startswith(known)), otherwise)
