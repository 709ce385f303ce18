"""Updates of every kind, made from python-telegram-bot's own classes: what Telegram could send."""

from __future__ import annotations

import inspect
import random
import re
from typing import Any

import telegram
from telegram import Update

STRINGS = (
    *("", " ", "a", "/start", "/ekle http://127.0.0.1/", "/sec \u202e1", "/kim", "Aliyev ne dedi?"),
    *("\u200b\u200d\u2060", "\u202eters yazı", "<b>x</b> *_[y](z)` &amp;", "İIıiŞş" * 50),
    *(
        "🙂" * 100,
        "👩‍👩‍👧" * 20,
        "\x00\x01\x7f",
        "a\u0301" * 300,
        "'; DROP TABLE turns; --",
        "x" * 4096,
    ),
    *("more:1:1", "gone:1", "https://example.com/" + "a" * 300, "../../etc/passwd", "-1", "ﷺ" * 50),
)
NUMBERS = (0, 1, -1, 7, 4096, 2**31, 2**52, -(2**40))
_CLASS = re.compile(r"\b[A-Z]\w+")
_DEEPEST = -4
_RARE = 0.2  # chance of what need not be there


def made(kind: type, rng: random.Random, depth: int = 4) -> dict[str, Any]:
    """Return a JSON form of ``kind`` with what must be there and some of what may be."""
    if depth < _DEEPEST:  # a kind that needs one of its own kind
        raise RecursionError
    form: dict[str, Any] = {}
    for name, parameter in list(inspect.signature(kind.__init__).parameters.items())[1:]:
        needed = parameter.default is inspect.Parameter.empty
        if name == "api_kwargs" or (not needed and (depth <= 0 or rng.random() > _RARE)):
            continue
        value = _value(str(parameter.annotation), rng, depth - 1)
        if value is not None:
            form["from" if name == "from_user" else name] = value
    return form


def _value(annotation: str, rng: random.Random, depth: int) -> Any:
    if "Sequence" in annotation or "tuple" in annotation or "list" in annotation:
        inner = annotation.partition("[")[2]
        items = [_value(inner, rng, depth) for _ in range(rng.randrange(3))]
        return [item for item in items if item is not None]
    if "datetime" in annotation or "timedelta" in annotation or "dtm" in annotation:
        return rng.choice((0, 1, 1_700_000_000, 2**31))
    kinds = [getattr(telegram, name, None) for name in _CLASS.findall(annotation)]
    for kind in kinds:
        if inspect.isclass(kind) and issubclass(kind, telegram.TelegramObject):
            return made(kind, rng, depth)
    for word, values in (("bool", (True, False)), ("int", NUMBERS), ("float", (0.0, 1.5))):
        if re.search(rf"\b{word}\b", annotation):
            return rng.choice(values)
    return rng.choice(STRINGS) if re.search(r"\bstr\b", annotation) else None


def update(rng: random.Random, user: int) -> dict[str, Any]:
    """Return an update that the library can read, from ``user`` or in one of their groups."""
    while True:
        name = rng.choice(
            ("message",) * 6
            + ("edited_message", "callback_query", "inline_query", "channel_post", "poll")
            + ("chat_member", "my_chat_member", "message_reaction", "chat_join_request")
        )
        kind = {"edited_message": "Message", "channel_post": "Message", "poll": "Poll"}.get(
            name, "".join(part.title() for part in name.split("_"))
        )
        kind = {"ChatMember": "ChatMemberUpdated", "MyChatMember": "ChatMemberUpdated"}.get(
            kind, {"MessageReaction": "MessageReactionUpdated"}.get(kind, kind)
        )
        try:
            form = made(getattr(telegram, kind), rng)
        except RecursionError:
            continue
        _settle(form, rng, user)
        for part in ("message", "reply_to_message"):
            if isinstance(form.get(part), dict):
                _settle(form[part], rng, user)
        try:
            read = Update.de_json({"update_id": 1, name: form}, None)
        except Exception:  # noqa: S112  # the library itself refuses it: Telegram would not send it
            continue
        if read is not None:
            return {name: form}


def _settle(form: dict[str, Any], rng: random.Random, user: int) -> None:
    """Let it come from somebody, in a chat that there is."""
    sender = {"id": user, "is_bot": False, "first_name": rng.choice(STRINGS[2:])}
    group = {"id": -user, "type": rng.choice(("group", "supergroup")), "title": "G"}
    private = {"id": user, "type": "private", "first_name": "A"}
    if "from" in form or "message_id" in form:
        form["from"] = sender
    if "chat" in form:
        form["chat"] = rng.choice((private, private, group))
    if "message_id" in form:
        form["message_id"] = rng.randrange(1, 10**6)
        form.pop("migrate_to_chat_id", None)
        if rng.random() < 0.5:
            form["text"] = rng.choice(STRINGS)
    if "id" in form and isinstance(form["id"], str):
        form["id"] = f"f{rng.randrange(10**9)}"
