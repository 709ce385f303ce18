"""A Bot API server on loopback, for tests: it answers as Telegram does and rejects what it would.

    with BotApi("123:ABC") as api:
        ... start a bot with api.url and the token ...
        api.push("Aliyev ne dedi?", user=User(7, "Ayşe", "tr"))
        (said,) = api.sent(1)
        said.text, said.pieces("blockquote")

Whatever is rejected is also kept in ``api.violations``, so that a test can ask for none.
Updates come again until they are acknowledged by an offset, as with Telegram. ``api.fault`` may
break requests: see `Fault`.
"""

from __future__ import annotations

import json
import random
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

import bot_api_checks as checks
from bot_api_checks import Rejected, bad, units

__all__ = ["BOT", "BotApi", "Call", "Fault", "Sent", "User", "units"]

BOT = {"id": 4242, "is_bot": True, "first_name": "Makale", "username": "makale_deneme_bot"}
_ACTIONS = frozenset({"typing", "upload_document", "upload_photo", "find_location"})
_LARGEST_FILE = 20 << 20
_DEFAULT_KINDS = ("message", "edited_message", "callback_query", "inline_query")


@dataclass(frozen=True)
class User:
    """Somebody who writes to the bot."""

    id: int = 7
    name: str = "Ayşe"
    language: str | None = "tr"

    def form(self) -> dict[str, Any]:
        form = {"id": self.id, "is_bot": False, "first_name": self.name}
        return form | ({"language_code": self.language} if self.language else {})


@dataclass(frozen=True)
class Fault:
    """What goes wrong with a request.

    ``status`` 429 or 5xx: it is refused, nothing has happened. ``lost``: it is accepted, but the
    connection ends without an answer.
    """

    status: int = 0
    retry_after: int = 1
    lost: bool = False


@dataclass(frozen=True)
class Call:
    """A request that was answered."""

    method: str
    params: dict[str, Any]
    status: int


@dataclass(frozen=True)
class Sent:
    """A message of the bot, as it was sent."""

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

    @property
    def buttons(self) -> dict[str, str]:
        """What the buttons under it say, and what they carry."""
        rows = (self.params.get("reply_markup") or {}).get("inline_keyboard", [])
        return {b["text"]: b.get("callback_data") or b["url"] for row in rows for b in row}


@dataclass
class _State:
    updates: list[dict[str, Any]] = field(default_factory=list)
    chats: dict[int, dict[str, Any]] = field(default_factory=dict)
    messages: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    queries: set[str] = field(default_factory=set)
    admins: set[tuple[int, int]] = field(default_factory=set)
    webhook: dict[str, Any] = field(default_factory=dict)
    next_update: int = field(default_factory=lambda: random.randrange(10**8, 10**9))
    next_message: int = 1
    poll: int = 0  # number of the latest getUpdates
    polling: bool = False


class BotApi:
    """The server. Use it as a context manager."""

    def __init__(self, token: str) -> None:
        self.token: str | None = token
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.fault: Callable[[str, dict[str, Any]], Fault | None] = lambda method, params: None
        self._sent: list[Sent] = []
        self._state = _State()
        self._latest: dict[str, Any] | None = None
        self._changed = threading.Condition(threading.RLock())
        self._server = _Server(("127.0.0.1", 0), self._handler())
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
        reply_to: Sent | int | None = None,
        file: tuple[str, bytes] | None = None,
    ) -> int:
        """Send ``text`` to the bot, in private or in the group ``chat`` (a negative number).

        With a ``file`` (name, content) the text is its caption. Returns the message's number.
        """
        user = user or User()
        place: dict[str, Any] = {"id": user.id, "type": "private", "first_name": user.name}
        if chat is not None:
            place = {"id": chat, "type": "supergroup", "title": "Grup"}
        with self._changed:
            message = self._message(place, text, user.form(), checks.found(text))
            if file is not None:
                self._attach(message, *file)
            if reply_to is not None:
                number = reply_to.id if isinstance(reply_to, Sent) else reply_to
                message["reply_to_message"] = self._state.messages[(place["id"], number)]
            self._queue("message", message)
            return int(message["message_id"])

    def edit(self, number: int, text: str, user: User | None = None, chat: int = 0) -> None:
        """Change a message that was sent to the bot."""
        user = user or User()
        with self._changed:
            message = self._state.messages[(chat or user.id, number)]
            message |= {"text": text, "edit_date": int(time.time())}
            message["entities"] = checks.found(text)
            self._queue("edited_message", message)

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
                    "from": user.form(),
                    "message": self._state.messages[(message.chat, message.id)],
                    "chat_instance": "1",
                    "data": data,
                },
            )
            return query

    def inline(self, query: str, user: User | None = None) -> dict[str, Any]:
        """Ask inline; wait for the results and return the parameters that they came with."""
        with self._changed:
            number = f"i{self._state.next_update}"
            self._state.queries.add(number)
            form = {"id": number, "from": (user or User()).form(), "query": query, "offset": ""}
            self._queue("inline_query", form)

        def answered() -> list[Call]:
            calls = self.requests("answerInlineQuery")
            return [c for c in calls if c.params["inline_query_id"] == number]

        self.until(lambda: bool(answered()), what="inline results")
        return answered()[0].params

    def push_update(self, content: dict[str, Any]) -> None:
        """Send an update as it is, with the next number."""
        with self._changed:
            for part in content.values():
                message = part.get("message", part)
                if isinstance(message, dict) and {"chat", "message_id"} <= message.keys():
                    self._state.chats[message["chat"]["id"]] = message["chat"]
                    self._state.messages[(message["chat"]["id"], message["message_id"])] = message
                if "data" in part or "query" in part:
                    self._state.queries.add(part["id"])
            self._state.updates.append({"update_id": self._state.next_update, **content})
            self._state.next_update += 1
            self._changed.notify_all()

    def promote(self, user: int, chat: int) -> None:
        """Make somebody an administrator of a group."""
        self._state.admins.add((user, chat))

    def sent(self, count: int, chat: int | None = None, timeout: float = 180.0) -> list[Sent]:
        """Wait until the bot has sent ``count`` messages (to ``chat``); return all of them."""

        def found() -> list[Sent]:
            return [s for s in self._sent if chat is None or s.chat == chat]

        self.until(lambda: len(found()) >= count, timeout, f"{count} messages")
        return found()

    def now(self, message: Sent) -> Sent | None:
        """Return a message as it is after edits, None where it was deleted."""
        form = self._state.messages.get((message.chat, message.id))
        if form is None:
            return None
        params = {"reply_markup": form.get("reply_markup")}
        entities = tuple(form.get("entities", ()))
        return Sent(message.id, message.chat, form["text"], entities, params)

    def edited(self, message: Sent, timeout: float = 180.0) -> Sent:
        """Wait until a message was changed; return it as it is."""
        key = message.chat, message.id
        self.until(lambda: "edit_date" in self._state.messages[key], timeout, "edit")
        found = self.now(message)
        assert found is not None
        return found

    def pressed(self, query: str, timeout: float = 180.0) -> str:
        """Wait until the press of a button was answered; return what was shown."""

        def answers() -> list[Call]:
            calls = self.requests("answerCallbackQuery")
            return [c for c in calls if c.params.get("callback_query_id") == query]

        self.until(lambda: any(c.status == 200 for c in answers()), timeout, "toast")
        return str(answers()[-1].params.get("text", ""))

    def requests(self, method: str) -> list[Call]:
        """Return the requests of ``method`` so far."""
        with self._changed:
            return [call for call in self.calls if call.method == method]

    def until(self, true: Callable[[], bool], timeout: float = 180.0, what: str = "") -> None:
        """Wait for something; fail where it does not come."""
        with self._changed:
            if not self._changed.wait_for(true, timeout):
                latest = self._sent[-5:]
                raise TimeoutError(f"no {what or 'change'} in {timeout} s; latest: {latest}")

    def polled(self) -> None:
        """Wait until the bot waits for updates and has acknowledged all there were."""
        self.until(lambda: self._state.polling and not self._state.updates, what="polling")

    def repeat(self) -> None:
        """Deliver the latest update once more, as if it had never been acknowledged."""
        with self._changed:
            assert self._latest is not None
            if self._latest not in self._state.updates:
                self._state.updates.insert(0, self._latest)
            self._changed.notify_all()

    def revoke(self) -> None:
        """Make the token invalid, at once."""
        with self._changed:
            self.token = None
            self._state.poll += 1
            self._changed.notify_all()

    @property
    def webhook(self) -> dict[str, Any]:
        """What the bot registered, empty where it polls."""
        return self._state.webhook

    def take_updates(self) -> list[dict[str, Any]]:
        """Return the updates that wait and forget them: who delivers them to a webhook."""
        with self._changed:
            taken, self._state.updates = self._state.updates, []
            return taken

    # What the bot does.

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        api = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                if len(body) < length:  # whoever asked died in the middle of it
                    self.close_connection = True
                    return
                kind, data = api._respond(self.path, self.headers.get("Content-Type") or "", body)
                try:
                    if data is None:  # the connection breaks
                        self.close_connection = True
                        self.connection.close()
                        return
                    status, content = data
                    self.send_response(status)
                    self.send_header("Content-Type", kind)
                    self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    self.wfile.write(content)
                    self.wfile.flush()
                except OSError:  # whoever asked has gone
                    self.close_connection = True

            do_GET = do_POST  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        return Handler

    def _respond(self, path: str, kind: str, body: bytes) -> tuple[str, tuple[int, bytes] | None]:
        match = re.fullmatch(r"/file/bot([^/]+)/(.+)", unquote(path))
        if match and match[1] == self.token:
            return "application/octet-stream", (200, self._state.files[match[2]][1])
        path, _, query = path.partition("?")
        match = re.fullmatch(r"/bot([^/]+)/(\w+)", path)
        method = match[2] if match else path
        params = checks.parameters(kind, body, query)
        fault = self.fault(method, params)
        if fault and fault.status:
            again = {"retry_after": fault.retry_after} if fault.status == 429 else {}
            words = "Too Many Requests: retry later" if again else "Internal Server Error"
            error = Rejected(fault.status, words, **again)
            self._record(method, params, error.status)
        else:
            try:
                result = self._result(match, method, params)
            except Rejected as rejected:
                error = rejected
                self._record(method, params, error.status, error.description)
            else:
                self._record(method, params, 200)
                data = json.dumps({"ok": True, "result": result}).encode()
                return "application/json", None if fault and fault.lost else (200, data)
        form = {"ok": False, "error_code": error.status, "description": error.description}
        if error.parameters:
            form["parameters"] = error.parameters
        return "application/json", (error.status, json.dumps(form).encode())

    def _result(self, match: re.Match[str] | None, method: str, params: dict[str, Any]) -> Any:
        if match is None:
            raise Rejected(404, "Not Found")
        if match[1] != self.token:
            raise Rejected(401, "Unauthorized")
        action = getattr(self, f"_on_{method.lower()}", None)
        if action is None:
            raise Rejected(404, "Not Found")
        with self._changed:
            return action(params)

    def _record(
        self, method: str, params: dict[str, Any], status: int, description: str = ""
    ) -> None:
        with self._changed:
            self.calls.append(Call(method, params, status))
            if status in (400, 404):
                self.violations.append(f"{method}: {description}")
            self._changed.notify_all()

    def _queue(self, kind: str, content: dict[str, Any]) -> None:
        form = json.loads(json.dumps(content))  # as it is now, whatever is changed later
        self._latest = {"update_id": self._state.next_update, kind: form}
        self._state.updates.append(self._latest)
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

    def _attach(self, message: dict[str, Any], name: str, content: bytes) -> None:
        path = f"documents/file_{len(self._state.files)}"
        self._state.files[path] = (name, content)
        text, entities = message.pop("text"), message.pop("entities", None)
        if text:
            message |= {"caption": text} | ({"caption_entities": entities} if entities else {})
        message["document"] = {
            "file_id": path,
            "file_unique_id": path,
            "file_name": name,
            "file_size": len(content),
        }

    def _on_getme(self, _: dict[str, Any]) -> dict[str, Any]:
        rights = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
        return {**BOT, **dict.fromkeys(rights, True)}

    def _on_setwebhook(self, params: dict[str, Any]) -> bool:
        if not re.match(r"https://", str(params.get("url", ""))):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[\w-]{1,256}", str(params.get("secret_token", "-")), re.ASCII):
            raise bad("secret token contains unallowed characters")
        self._state.webhook = params
        return True

    def _on_deletewebhook(self, _: dict[str, Any]) -> bool:
        self._state.webhook = {}
        return True

    def _on_getupdates(self, params: dict[str, Any]) -> list[dict[str, Any]]:
        state = self._state
        if state.webhook:
            raise Rejected(409, "Conflict: can't use getUpdates method while webhook is active")
        state.poll += 1
        mine = state.poll
        self._changed.notify_all()  # ends an earlier one
        offset, limit = int(params.get("offset", 0)), int(params.get("limit", 100))
        kinds = params.get("allowed_updates") or _DEFAULT_KINDS
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
        text, entities = checks.message(params)
        chat = self._chat(params)
        reply = params.get("reply_parameters") or {}
        if (
            reply
            and (chat["id"], reply["message_id"]) not in self._state.messages
            and not reply.get("allow_sending_without_reply")
        ):
            raise bad("message to be replied not found")
        message = self._message(chat, text, dict(BOT), entities)
        message["reply_markup"] = params.get("reply_markup")
        self._sent.append(Sent(message["message_id"], chat["id"], text, tuple(entities), params))
        return {k: v for k, v in message.items() if v is not None}

    def _own(self, params: dict[str, Any]) -> dict[str, Any]:
        key = self._chat(params)["id"], int(params.get("message_id", 0))
        message = self._state.messages.get(key)
        if message is None or message["from"] != BOT:
            raise bad("message to edit not found")
        return message

    def _on_editmessagetext(self, params: dict[str, Any]) -> dict[str, Any]:
        text, entities = checks.message(params)
        message, markup = self._own(params), params.get("reply_markup")
        before = message["text"], message.get("entities", []), message.get("reply_markup")
        if before == (text, entities, markup):
            raise bad("message is not modified")
        message |= {"text": text, "entities": entities, "edit_date": int(time.time())}
        message["reply_markup"] = markup
        return {k: v for k, v in message.items() if v is not None}

    def _on_deletemessage(self, params: dict[str, Any]) -> bool:
        message = self._own(params)
        del self._state.messages[(message["chat"]["id"], message["message_id"])]
        return True

    def _on_answercallbackquery(self, params: dict[str, Any]) -> bool:
        if len(params.get("text", "")) > 200:
            raise bad("MESSAGE_TOO_LONG")
        self._once(params.get("callback_query_id"))
        return True

    def _on_answerinlinequery(self, params: dict[str, Any]) -> bool:
        checks.inline_results(params)
        self._once(params.get("inline_query_id"))
        return True

    def _once(self, query: object) -> None:
        if query not in self._state.queries:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        self._state.queries.discard(str(query))

    def _on_getfile(self, params: dict[str, Any]) -> dict[str, Any]:
        path = str(params.get("file_id"))
        if path not in self._state.files:
            raise bad("wrong file_id or the file is temporarily unavailable")
        size = len(self._state.files[path][1])
        if size > _LARGEST_FILE:
            raise bad("file is too big")
        return {"file_id": path, "file_unique_id": path, "file_path": path, "file_size": size}

    def _on_getchatmember(self, params: dict[str, Any]) -> dict[str, Any]:
        chat, user = int(params["chat_id"]), int(params["user_id"])
        form = {"id": user, "is_bot": False, "first_name": "Ayşe"}
        if (user, chat) not in self._state.admins:
            return {"status": "member", "user": form}
        return {"status": "creator", "user": form, "is_anonymous": False}

    def _on_sendchataction(self, params: dict[str, Any]) -> bool:
        self._chat(params)
        if params.get("action") not in _ACTIONS:
            raise bad("wrong parameter action in request")
        return True

    def _on_setmycommands(self, params: dict[str, Any]) -> bool:
        checks.commands(params)
        return True

    def _chat(self, params: dict[str, Any]) -> dict[str, Any]:
        chat = self._state.chats.get(int(params.get("chat_id", 0)))
        if chat is None:  # a bot can't write first
            raise bad("chat not found")
        return chat


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Nobody reads what a connection that broke has to say."""
