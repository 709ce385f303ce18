"""What Telegram would reject, for the Bot API server of the tests."""

from __future__ import annotations

import json
import re
from email import message_from_bytes
from email.policy import HTTP
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs

KINDS = frozenset(
    (
        *("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"),
        *("bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre"),
        *("blockquote", "expandable_blockquote", "text_link", "text_mention", "custom_emoji"),
    )
)
QUOTES = ("blockquote", "expandable_blockquote")
MOST_BUTTONS, MOST_IN_ROW = 100, 8
_FOUND = re.compile(r"(?P<bot_command>(?<!\S)/\w+(?:@\w+)?)|(?P<mention>(?<!\w)@\w{4,32})")


class Rejected(Exception):
    """What Telegram would answer instead of a result."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters


def bad(description: str) -> Rejected:
    return Rejected(400, f"Bad Request: {description}")


def units(text: str) -> int:
    """Return the length of ``text`` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def found(text: str) -> list[dict[str, Any]]:
    """Return the entities that Telegram finds by itself."""
    return [
        {"type": m.lastgroup, "offset": units(text[: m.start()]), "length": units(m[0])}
        for m in _FOUND.finditer(text)
    ]


def parameters(kind: str, body: bytes, query: str) -> dict[str, Any]:
    """Return the parameters of a request; those that are JSON inside a form are read."""
    if kind.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    if kind.startswith("multipart/form-data"):
        head = f"Content-Type: {kind}\r\n\r\n".encode()
        parts = message_from_bytes(head + body, policy=HTTP).iter_parts()
        values = {
            str(p.get_param("name", header="content-disposition")): [
                p.get_payload(decode=True).decode()
            ]
            for p in parts
        }
    else:
        values = parse_qs(body.decode(), keep_blank_values=True, strict_parsing=bool(body))
    values |= parse_qs(query)
    given: dict[str, Any] = {}
    for name, (value, *_) in values.items():
        plain = name in ("text", "description", "secret_token", "url")
        given[name] = json.loads(value) if not plain and value[:1] in ("[", "{") else value
    return given


def checked(text: str, entities: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """Return the entities of a text that Telegram takes. Raises `Rejected`."""
    entities = entities or []
    if not any(c.isprintable() and not c.isspace() for c in text):
        raise bad("message text is empty")
    if units(text) > 4096:
        raise bad("message is too long")
    if len(entities) > 100:
        raise bad("too many entities")  # Telegram drops the rest; for a bot that is a loss too
    place, borders = 0, {0}
    for char in text:
        place += units(char)
        borders.add(place)
    for entity in entities:
        start, length = entity["offset"], entity["length"]
        if entity["type"] not in KINDS:
            raise bad(f"can't parse MessageEntity: unsupported type {entity['type']}")
        if length <= 0 or start < 0:
            raise bad("can't parse MessageEntity: a length or an offset is not positive")
        if start + length > place:
            raise bad(
                f"entity beginning at UTF-16 offset {start} ends after the end of the text at "
                f"UTF-16 offset {place}"
            )
        for border, name in ((start, "begins"), (start + length, "ends")):
            if border not in borders:
                raise bad(f"entity {name} in a middle of a UTF-16 symbol at offset {border}")
        if entity["type"] == "text_link" and not re.match(r"https?://\w", entity.get("url", "")):
            raise bad("text_link without an address")
    quotes = sorted((e["offset"], e["length"]) for e in entities if e["type"] in QUOTES)
    for (start, length), (after, _) in pairwise(quotes):
        if start + length > after:
            raise bad("can't parse entities: quotes can't be nested")
    return entities


def message(params: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Return text and entities of a message. Raises `Rejected`."""
    if "parse_mode" in params:
        raise bad("can't parse entities: markup is not wanted here")
    text = str(params.get("text", ""))
    entities = checked(text, params.get("entities"))
    keyboard(params.get("reply_markup"))
    return text, entities


def keyboard(markup: dict[str, Any] | None) -> None:
    """Raise `Rejected` where Telegram would not show such buttons."""
    rows = (markup or {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > MOST_BUTTONS or any(len(row) > MOST_IN_ROW for row in rows):
        raise bad("reply markup is too long")
    for button in buttons:
        if not button.get("text", "").strip():
            raise bad("text buttons must be non-empty")
        kinds = [k for k in ("callback_data", "url") if button.get(k)]
        if len(kinds) != 1:
            raise bad("inline keyboard button must have exactly one kind")
        if not 1 <= len(button.get("callback_data", "-").encode()) <= 64:
            raise bad("BUTTON_DATA_INVALID")


def inline_results(params: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the results of an inline query. Raises `Rejected`."""
    results = params.get("results") or []
    if len(results) > 50:
        raise bad("RESULTS_TOO_MUCH")
    ids = [str(result.get("id", "")) for result in results]
    if len(set(ids)) != len(ids) or not all(1 <= len(i.encode()) <= 64 for i in ids):
        raise bad("RESULT_ID_INVALID")
    for result in results:
        if result.get("type") != "article" or not str(result.get("title", "")).strip():
            raise bad("RESULT_TYPE_INVALID")
        content = result["input_message_content"]
        checked(content["message_text"], content.get("entities"))
    button = params.get("button") or {}
    if button and not re.fullmatch(r"[\w-]{1,64}", button.get("start_parameter", "")):
        raise bad("START_PARAM_INVALID")
    return list(results)


def commands(params: dict[str, Any]) -> None:
    """Raise `Rejected` where Telegram would not take such commands."""
    listed = params.get("commands") or []
    if len(listed) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for command in listed:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
