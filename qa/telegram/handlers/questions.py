"""Questions, also changed ones: the answer is said, or put in the place of the earlier one."""

from __future__ import annotations

from index.errors import InputError
from qa.messages import error_text
from qa.telegram.answers import Given
from qa.telegram.blocks import Outgoing
from qa.telegram.buttons import Keyboard, under_answer
from qa.telegram.compose import compose
from qa.telegram.desk import Reply
from qa.telegram.routing import mentions
from qa.telegram.turn import Turn


async def question(turn: Turn) -> None:
    """Answer a message that is a question."""
    message = turn.message
    words = turn.words
    for mention in mentions(message, turn.office.courier.bot.username) if message else []:
        words = words.replace(mention, " ")
    await _answer(turn, words)


async def ask(turn: Turn) -> None:
    """Answer a question behind a command."""
    await _answer(turn, turn.arguments)


async def _answer(turn: Turn, words: str) -> None:
    office, asked = turn.office, turn.message.message_id if turn.message else 0
    chat = office.state.chats.find(turn.chat)
    last = office.state.answers.find(turn.chat)
    earlier = office.state.answers.find(turn.chat, asked=asked) if turn.edited else None
    before = earlier.before if earlier else chat.memory
    reply: Reply | None = None
    keyboard: Keyboard = ()
    try:
        async with office.courier.typing(turn.chat):
            reply = await office.desk.ask(turn.chat, words, chat.article, before)
    except InputError as error:
        messages = [Outgoing(error_text(error, turn.language))]
    else:
        messages = compose(reply.answer, turn.language)
        answered, shown = reply.answer.answered, len(reply.places)
        keyboard = under_answer(turn.id, shown, answered=answered, language=turn.language)
    if earlier:
        numbers = await turn.change(earlier.messages, messages, keyboard)
    else:
        numbers = await turn.say(messages, keyboard)
    office.stats.counts["questions"] += 1
    if reply is None:
        return
    office.stats.counts["answered"] += reply.answer.answered
    with office.state.change():
        office.state.answers.give(
            Given(
                turn.id,
                turn.chat,
                asked,
                reply.answer.resolved or reply.answer.question,
                reply.library,
                reply.fingerprint,
                chat.article,
                reply.answer.answered,
                reply.places,
                tuple(numbers),
                before,
            )
        )
        # What was asked before the last question is changed without a trace in the conversation.
        if earlier is None or (last and last.turn == earlier.turn):
            office.state.chats.remember(turn.chat, memory=reply.memory)
