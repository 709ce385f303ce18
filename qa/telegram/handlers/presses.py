"""Buttons. What one carries is looked up in the chat in which it was pressed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from qa.telegram.answers import Given
from qa.telegram.blocks import Outgoing
from qa.telegram.buttons import Button, Keyboard, pack, steps, unpack
from qa.telegram.compose import passages
from qa.telegram.handlers import articles, chat, sayings
from qa.telegram.pages import context
from qa.telegram.turn import Turn

_Press = Callable[..., Awaitable[bool]]


async def pressed(turn: Turn) -> None:
    """Do what a button says; one that means nothing any more says so kindly."""
    query = turn.update.callback_query
    assert query is not None  # noqa: S101  # the handler is for these
    verb, values = unpack(query.data)
    done = False
    if query.message is not None:  # not under a message that was sent in somebody's own name
        try:
            if verb in _OF_ANSWER:
                given = turn.office.state.answers.find(turn.chat, turn=int(values[0]))
                done = given is not None and await _OF_ANSWER[verb](turn, given, *values[1:])
            elif verb in _OTHERS:
                done = await _OTHERS[verb](turn, *values)
        except (ValueError, IndexError, TypeError, OverflowError):  # numbers that are none
            done = False
    if done:
        words = turn.text("bot_thanks") if verb in ("good", "bad") else ""
        await turn.office.courier.toast(query.id, words)
    else:
        await turn.office.courier.toast(query.id, turn.text("bot_stale"), alert=True)


async def _more(turn: Turn, given: Given, first: str) -> bool:
    at = int(first)
    hits = await turn.office.desk.more(given, at)
    if not hits:
        await turn.tell("bot_no_more")
        return True
    after = Button(turn.text("bot_button_more"), pack("more", given.turn, at + len(hits)))
    shown = passages(hits, at + 1, turn.text("bot_more"), turn.language)
    await turn.say(shown, ((after,),))
    return True


async def _near(turn: Turn, given: Given) -> bool:
    hits = await turn.office.desk.nearest(given)
    if not hits:
        return False
    await turn.say(passages(hits, 1, turn.text("bot_nearest"), turn.language))
    return True


async def _context(turn: Turn, given: Given, number: str) -> bool:
    found = await _in_context(turn, given, int(number))
    if found:
        await turn.say(*found)
    return found is not None


async def _step(turn: Turn, given: Given, number: str) -> bool:
    found = await _in_context(turn, given, int(number))
    if found:
        await turn.put(*found)
    return found is not None


async def _in_context(
    turn: Turn, given: Given, number: int
) -> tuple[list[Outgoing], Keyboard] | None:
    cited = await turn.office.desk.cited(given)
    if not 0 <= number < len(cited):
        return None
    article, citation = cited[number]
    arrows = steps("step", given.turn, at=number, count=len(cited))
    return context(article, citation, number + 1, turn.language), (arrows,)


async def _good(turn: Turn, given: Given) -> bool:
    turn.office.state.answers.rate(given, turn.user, good=True)
    return True


async def _bad(turn: Turn, given: Given) -> bool:
    turn.office.state.answers.rate(given, turn.user, good=False)
    return True


async def _language(turn: Turn, wanted: str) -> bool:
    if wanted not in ("tr", "en"):
        return False
    await chat.speak(turn, wanted)
    return True


async def _wipe(turn: Turn) -> bool:
    if not await turn.may_change():
        await turn.tell("bot_only_admins")
        return True
    yes = Button(turn.text("bot_button_sure"), pack("wiped"))
    no = Button(turn.text("bot_button_keep"), pack("keep"))
    await turn.tell("bot_wipe_sure", ((yes, no),))
    return True


async def _wiped(turn: Turn) -> bool:
    if await turn.may_change():
        await turn.office.desk.wipe(turn.chat)
        turn.office.state.chats.forget(turn.chat)
        await turn.put([Outgoing(turn.text("bot_wiped"))])
    else:
        await turn.put([Outgoing(turn.text("bot_only_admins"))])
    return True


async def _stay(turn: Turn) -> bool:
    del turn  # what was pressed only tells which page it is
    return True


async def _keep(turn: Turn) -> bool:
    await turn.put([Outgoing(turn.text("bot_kept"))])
    return True


_OF_ANSWER: dict[str, _Press] = {
    "more": _more,
    "near": _near,
    "context": _context,
    "step": _step,
    "who": sayings.under,
    "source": sayings.sources_of,
    "good": _good,
    "bad": _bad,
}
"""Verbs behind which the turn of an answer stands."""
_OTHERS: dict[str, _Press] = {
    "speak": sayings.speak,
    "by": sayings.by,
    "page": articles.page,
    "use": articles.choose,
    "drop": articles.sure,
    "gone": articles.gone,
    "lang": _language,
    "wipe": _wipe,
    "wiped": _wiped,
    "keep": _keep,
    "stay": _stay,
}
