"""A Bot API server on loopback, for tests: it answers as Telegram does and rejects what it would.

    with BotApi("123:ABC") as api:
        ... start a bot with api.url and the token ...
        api.push("Aliyev ne dedi?", user=User(7, "Ayşe", "tr"))
        (said,) = api.sent(1)
        said.text, said.pieces("blockquote")

Whatever is rejected is also kept in ``api.violations``, so that a test can ask for none.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs

BOT = {"id": 4242, "is_bot": True, "first_name": "Makale", "username": "makale_deneme_bot"}
_ACTIONS = frozenset({"typing", "upload_document", "upload_photo", "find_location"})
_KINDS = frozenset(
    (
        *("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"),
        *("bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre"),
        *("blockquote", "expandable_blockquote", "text_link", "text_mention", "custom_emoji"),
    )
)
_QUOTES = ("blockquote", "expandable_blockquote")
_FOUND = re.compile(r"(?P<bot_command>(?<!\S)/\w+(?:@\w+)?)|(?P<mention>(?<!\w)@\w{4,32})")


def units(text: str) -> int:
    """Return the length of ``text`` in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True)
class User:
    """Somebody who writes to the bot."""

    id: int = 7
    name: str = "Ayşe"
    language: str | None = "tr"


@dataclass(frozen=True)
class Call:
    """A request that was answered."""

    method: str
    params: dict[str, Any]
    status: int


@dataclass(frozen=True)
class Sent:
    """A message of the bot."""

    id: int
    chat: int
    text: str
    entities: tuple[dict[str, Any], ...]
    params: dict[str, Any]

    def pieces(self, *kinds: str) -> list[str]:
        """Return what the entities of these kinds cover, counted as Telegram counts."""
        data = self.text.encode("utf-16-le")
        return [
            data[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in self.entities
            if e["type"] in kinds
        ]


class Rejected(Exception):
    """What Telegram would answer instead of a result."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status = status
        self.description = description


def _bad(description: str) -> Rejected:
    return Rejected(400, f"Bad Request: {description}")


@dataclass
class _State:
    updates: list[dict[str, Any]] = field(default_factory=list)
    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    messages: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    queries: set[str] = field(default_factory=set)
    next_update: int = 1000
    next_message: int = 1
    poll: int = 0  # number of the latest getUpdates
    polling: bool = False


class BotApi:
    """The server. Use it as a context manager."""

    def __init__(self, token: str) -> None:
        self.token: str | None = token
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self._sent: list[Sent] = []
        self._state = _State()
        self._changed = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def url(self) -> str:
        """The base address, to which "/bot<token>/<method>" is added."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> BotApi:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    # What tests do.

    def push(
        self,
        text: str,
        user: User | None = None,
        chat: int | None = None,
        reply_to: Sent | None = None,
    ) -> int:
        """Send ``text`` to the bot, in private or in the group ``chat`` (a negative number)."""
        user = user or User()
        sender: dict[str, Any] = {"id": user.id, "is_bot": False, "first_name": user.name}
        if user.language:
            sender["language_code"] = user.language
        place: dict[str, Any] = {"id": user.id, "type": "private", "first_name": user.name}
        if chat is not None:
            place = {"id": chat, "type": "supergroup", "title": "Grup"}
        with self._changed:
            message = self._message(place, text, sender, _found(text))
            if reply_to is not None:
                message["reply_to_message"] = self._state.messages[(reply_to.chat, reply_to.id)]
            self._queue("message", message)
            return int(message["message_id"])

    def press(self, data: str, message: Sent, user: User | None = None) -> str:
        """Press an inline button of ``message``; return the id of the query."""
        user = user or User()
        with self._changed:
            query = f"q{self._state.next_update}"
            self._state.queries.add(query)
            self._queue(
                "callback_query",
                {
                    "id": query,
                    "from": {"id": user.id, "is_bot": False, "first_name": user.name},
                    "message": self._state.messages[(message.chat, message.id)],
                    "chat_instance": "1",
                    "data": data,
                },
            )
            return query

    def sent(self, count: int, chat: int | None = None, timeout: float = 20.0) -> list[Sent]:
        """Wait until the bot has sent ``count`` messages (to ``chat``); return all of them."""

        def found() -> list[Sent]:
            return [s for s in self._sent if chat is None or s.chat == chat]

        self.until(lambda: len(found()) >= count, timeout, f"{count} messages")
        return found()

    def requests(self, method: str) -> list[Call]:
        """Return the requests of ``method`` so far."""
        with self._changed:
            return [call for call in self.calls if call.method == method]

    def until(self, true: Callable[[], bool], timeout: float = 20.0, what: str = "") -> None:
        """Wait for something; fail where it does not come."""
        with self._changed:
            if not self._changed.wait_for(true, timeout):
                raise TimeoutError(f"no {what or 'change'} in {timeout} s; sent: {self._sent}")

    def polled(self) -> None:
        """Wait until the bot waits for updates and has acknowledged all there were."""
        self.until(lambda: self._state.polling and not self._state.updates, what="polling")

    def revoke(self) -> None:
        """Make the token invalid, at once."""
        with self._changed:
            self.token = None
            self._state.poll += 1
            self._changed.notify_all()

    # What the bot does.

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                status, answer = api._answer(
                    self.path, self.headers.get("Content-Type") or "", body
                )
                data = json.dumps(answer).encode()
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)
                except OSError:  # whoever asked has gone
                    self.close_connection = True

            do_GET = do_POST  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        return Handler

    def _answer(self, path: str, kind: str, body: bytes) -> tuple[int, dict[str, Any]]:
        path, _, query = path.partition("?")
        match = re.fullmatch(r"/bot([^/]+)/(\w+)", path)
        method, params = match[2] if match else path, _params(kind, body, query)
        try:
            if match is None:
                raise Rejected(404, "Not Found")
            if match[1] != self.token:
                raise Rejected(401, "Unauthorized")
            action = getattr(self, f"_on_{method.lower()}", None)
            if action is None:
                raise Rejected(404, "Not Found")
            with self._changed:
                result = action(params)
        except Rejected as error:
            self._record(method, params, error.status, error.description)
            form = {"ok": False, "error_code": error.status, "description": error.description}
            return error.status, form
        self._record(method, params, 200)
        return 200, {"ok": True, "result": result}

    def _record(
        self, method: str, params: dict[str, Any], status: int, description: str = ""
    ) -> None:
        with self._changed:
            self.calls.append(Call(method, params, status))
            if status in (400, 404):
                self.violations.append(f"{method}: {description}")
            self._changed.notify_all()

    def _queue(self, kind: str, content: dict[str, Any]) -> None:
        self._state.updates.append({"update_id": self._state.next_update, kind: content})
        self._state.next_update += 1
        self._changed.notify_all()

    def _message(
        self,
        chat: dict[str, Any],
        text: str,
        sender: dict[str, Any],
        entities: list[dict[str, Any]],
    ) -> dict[str, Any]:
        message = {
            "message_id": self._state.next_message,
            "date": int(time.time()),
            "chat": chat,
            "from": sender,
            "text": text,
        }
        if entities:
            message["entities"] = entities
        self._state.next_message += 1
        self._state.chats[chat["id"]] = chat
        self._state.messages[(chat["id"], message["message_id"])] = message
        return message

    def _on_getme(self, _: dict[str, Any]) -> dict[str, Any]:
        return {
            **BOT,
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": False,
        }

    def _on_deletewebhook(self, _: dict[str, Any]) -> bool:
        return True

    def _on_getupdates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        state = self._state
        state.poll += 1
        mine = state.poll
        self._changed.notify_all()  # ends an earlier one
        offset, limit = int(params.get("offset", 0)), int(params.get("limit", 100))
        kinds = params.get("allowed_updates") or ["message", "callback_query"]
        state.updates = [u for u in state.updates if u["update_id"] >= offset]

        def waiting() -> list[dict[str, Any]]:
            state.updates = [u for u in state.updates if any(kind in u for kind in kinds)]
            return state.updates

        state.polling = True
        self._changed.notify_all()
        self._changed.wait_for(
            lambda: waiting() or state.poll != mine, float(params.get("timeout", 0))
        )
        if self.token is None:
            raise Rejected(401, "Unauthorized")
        if state.poll != mine:
            raise Rejected(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot "
                "instance is running",
            )
        state.polling = False
        return waiting()[:limit]

    def _on_sendmessage(self, params: dict[str, Any]) -> dict[str, Any]:
        text, entities = _checked(params)
        chat = self._chat(params)
        reply = params.get("reply_parameters") or {}
        if (
            reply
            and (chat["id"], reply["message_id"]) not in self._state.messages
            and not reply.get("allow_sending_without_reply")
        ):
            raise _bad("message to be replied not found")
        message = self._message(chat, text, dict(BOT), entities)
        self._sent.append(Sent(message["message_id"], chat["id"], text, tuple(entities), params))
        return message

    def _on_editmessagetext(self, params: dict[str, Any]) -> dict[str, Any]:
        text, entities = _checked(params)
        chat = self._chat(params)
        message = self._state.messages.get((chat["id"], int(params.get("message_id", 0))))
        if message is None or message["from"] != BOT:
            raise _bad("message to edit not found")
        if message["text"] == text and message.get("entities", []) == entities:
            raise _bad("message is not modified")
        message |= {"text": text, "entities": entities, "edit_date": int(time.time())}
        return message

    def _on_answercallbackquery(self, params: dict[str, Any]) -> bool:
        if params.get("callback_query_id") not in self._state.queries:
            raise _bad("query is too old and response timeout expired or query ID is invalid")
        self._state.queries.discard(params["callback_query_id"])
        return True

    def _on_sendchataction(self, params: dict[str, Any]) -> bool:
        self._chat(params)
        if params.get("action") not in _ACTIONS:
            raise _bad("wrong parameter action in request")
        return True

    def _on_setmycommands(self, params: dict[str, Any]) -> bool:
        commands = params.get("commands") or []
        if len(commands) > 100:
            raise _bad("BOT_COMMANDS_TOO_MUCH")
        for command in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise _bad("BOT_COMMAND_INVALID")
            if not 1 <= len(command["description"]) <= 256:
                raise _bad("BOT_COMMAND_DESCRIPTION_INVALID")
        return True

    def _chat(self, params: dict[str, Any]) -> dict[str, Any]:
        chat = self._state.chats.get(int(params.get("chat_id", 0)))
        if chat is None:  # a bot can't write first
            raise _bad("chat not found")
        return chat


def _params(kind: str, body: bytes, query: str) -> dict[str, Any]:
    """Return the parameters; those that are JSON inside a form are read."""
    if kind.startswith("application/json"):
        return dict(json.loads(body or b"{}"))
    values = parse_qs(body.decode(), keep_blank_values=True, strict_parsing=bool(body))
    values |= parse_qs(query)
    found: dict[str, Any] = {}
    for name, (value, *_) in values.items():
        structured = name not in ("text", "description") and value[:1] in ("[", "{")
        found[name] = json.loads(value) if structured else value
    return found


def _found(text: str) -> list[dict[str, Any]]:
    """Return the entities that Telegram finds by itself."""
    return [
        {
            "type": match.lastgroup,
            "offset": units(text[: match.start()]),
            "length": units(match[0]),
        }
        for match in _FOUND.finditer(text)
    ]


def _checked(params: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Return text and entities of a message. Raises `Rejected`."""
    text = str(params.get("text", ""))
    if not text.strip():
        raise _bad("message text is empty")
    if units(text) > 4096:
        raise _bad("message is too long")
    if "parse_mode" in params:
        raise _bad("can't parse entities: markup is not wanted here")
    entities = params.get("entities") or []
    if len(entities) > 100:
        raise _bad("too many entities")  # Telegram drops the rest; for a bot that is a loss too
    place, borders = 0, {0}
    for char in text:
        place += units(char)
        borders.add(place)
    for entity in entities:
        start, length = entity["offset"], entity["length"]
        if entity["type"] not in _KINDS:
            raise _bad(f"can't parse MessageEntity: unsupported type {entity['type']}")
        if length <= 0 or start < 0:
            raise _bad("can't parse MessageEntity: a length or an offset is not positive")
        if start + length > place:
            raise _bad(
                f"entity beginning at UTF-16 offset {start} ends after the end of the text at "
                f"UTF-16 offset {place}"
            )
        for border, name in ((start, "begins"), (start + length, "ends")):
            if border not in borders:
                raise _bad(f"entity {name} in a middle of a UTF-16 symbol at offset {border}")
    quotes = sorted((e["offset"], e["length"]) for e in entities if e["type"] in _QUOTES)
    for (start, length), (after, _) in pairwise(quotes):
        if start + length > after:
            raise _bad("can't parse entities: quotes can't be nested")
    for row in (params.get("reply_markup") or {}).get("inline_keyboard", []):
        for button in row:
            if not 1 <= len(button.get("callback_data", "-").encode()) <= 64:
                raise _bad("BUTTON_DATA_INVALID")
    return text, entities
