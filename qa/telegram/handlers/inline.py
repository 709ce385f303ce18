"""Inline mode: ``@bot question`` in any chat offers passages of what the user can ask."""

from __future__ import annotations

from contextlib import suppress

from telegram import InlineQueryResultArticle, InlineQueryResultsButton, InputTextMessageContent
from telegram.error import BadRequest

from index.errors import InputError
from qa.answer import Hit
from qa.render import cited, speakers
from qa.telegram.blocks import messages
from qa.telegram.compose import passage
from qa.telegram.courier import entities
from qa.telegram.pages import clipped
from qa.telegram.turn import Turn

_CACHED = 5  # seconds; what a user can ask may change at any time
_LONGEST = 200  # characters of a description


async def query(turn: Turn) -> None:
    """Answer an inline query from the shared library and the user's own, nobody else's."""
    asked = turn.update.inline_query
    assert asked is not None  # noqa: S101  # the handler is for these
    hits: tuple[Hit, ...] = ()
    label = "bot_inline_ask"
    if asked.query.strip() and turn.verdict == "serve":
        with suppress(InputError):
            reply = await turn.office.desk.ask(turn.user, asked.query, "", "{}")
            hits = reply.answer.passages
            label = "bot_inline_ask" if hits else "bot_inline_none"
    results = [_result(hit, number, turn) for number, hit in enumerate(hits, start=1)]
    courier = turn.office.courier
    with suppress(BadRequest):  # the user has typed on: too old
        await courier.insist(
            lambda: courier.bot.answer_inline_query(
                asked.id,
                results,
                cache_time=_CACHED,
                is_personal=True,
                button=InlineQueryResultsButton(turn.text(label), start_parameter="inline"),
            )
        )


def _result(hit: Hit, number: int, turn: Turn) -> InlineQueryResultArticle:
    message = messages([passage(hit, number, turn.language)])[0]
    who = speakers(hit, turn.language)
    where = cited(hit, number, turn.language)
    return InlineQueryResultArticle(
        str(number),
        clipped(hit.text),
        InputTextMessageContent(message.text, entities=entities(message)),
        description=clipped(f"{who} · {where}" if who else where, _LONGEST),
    )
