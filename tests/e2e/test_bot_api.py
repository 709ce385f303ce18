"""The Bot API server of the tests rejects what Telegram rejects, else the tests prove little."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from bot_api import BotApi, Fault, User

TOKEN = "1:secret"  # noqa: S105
CHAT = 7


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi(TOKEN) as server:
        server.push("merhaba", User(CHAT))
        yield server


def call(
    api: BotApi, method: str, token: str = TOKEN, **params: object
) -> tuple[int, dict[str, Any]]:
    request = Request(  # noqa: S310
        f"{api.url}/bot{token}/{method}",
        json.dumps(params).encode(),
        {"Content-Type": "application/json"},
    )
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=20) as answer:
            return answer.status, json.loads(answer.read())
    except HTTPError as error:
        with error:
            return error.code, json.loads(error.read())


def entity(offset: int, length: int, kind: str = "bold") -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length}


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n"}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "🙂" * 2049}, "message is too long"),
        ({"text": "abc", "entities": [entity(1, 3)]}, "ends after the end"),
        ({"text": "abc", "entities": [entity(1, 0)]}, "not positive"),
        ({"text": "a🙂", "entities": [entity(0, 2)]}, "in a middle"),
        ({"text": "a🙂", "entities": [entity(2, 1)]}, "in a middle"),
        ({"text": "a", "entities": [entity(0, 1, "shouting")]}, "unsupported type"),
        ({"text": "a" * 101, "entities": [entity(n, 1) for n in range(101)]}, "too many"),
        (
            {"text": "abc", "entities": [entity(n, 2, "blockquote") for n in (0, 1)]},
            "can't be nested",
        ),
        ({"text": "a", "parse_mode": "HTML"}, "markup"),
        ({"text": "a", "chat_id": 999}, "chat not found"),
        ({"text": "a", "reply_parameters": {"message_id": 99}}, "replied not found"),
        (
            {
                "text": "a",
                "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "ş" * 33}]]},
            },
            "BUTTON_DATA_INVALID",
        ),
    ],
)
def test_what_is_rejected(api: BotApi, params: dict[str, object], description: str) -> None:
    status, answer = call(api, "sendMessage", **{"chat_id": CHAT, **params})
    assert (status, answer["ok"], answer["error_code"]) == (400, False, 400)
    assert description in answer["description"]
    assert len(api.violations) == 1


def test_what_is_taken(api: BotApi) -> None:
    entities = [entity(0, 4, "blockquote"), entity(2, 2), entity(0, 4, "italic")]
    status, answer = call(api, "sendMessage", chat_id=CHAT, text="🙂🙂", entities=entities)
    assert status == 200
    (sent,) = api.sent(1, CHAT)
    assert sent.pieces("bold") == ["🙂"]
    assert sent.pieces("blockquote") == ["🙂🙂"]
    number = answer["result"]["message_id"]
    params = {"chat_id": CHAT, "message_id": number, "text": "yeni"}
    assert call(api, "editMessageText", **params)[0] == 200
    assert api.violations == []
    assert "not modified" in call(api, "editMessageText", **params)[1]["description"]
    assert call(api, "editMessageText", **params | {"message_id": 1})[0] == 400
    assert call(api, "sendChatAction", chat_id=CHAT, action="typing")[0] == 200
    assert call(api, "sendChatAction", chat_id=CHAT, action="dancing")[0] == 400
    commands = [{"command": "sor", "description": "soru sorar"}]
    assert call(api, "setMyCommands", commands=commands)[0] == 200
    assert call(api, "setMyCommands", commands=[commands[0] | {"command": "Sor"}])[0] == 400
    query = api.press("x", sent)
    assert call(api, "answerCallbackQuery", callback_query_id=query)[0] == 200
    assert call(api, "answerCallbackQuery", callback_query_id=query)[0] == 400


def test_who_is_refused(api: BotApi) -> None:
    assert call(api, "getMe")[1]["result"]["is_bot"] is True
    assert call(api, "getMe", token="1:wrong")[0] == 401  # noqa: S106
    assert call(api, "noSuchMethod")[0] == 404
    api.revoke()
    assert call(api, "getMe")[0] == 401


def test_updates_come_until_they_are_acknowledged(api: BotApi) -> None:
    api.push("/sor @birisi_var soru", User(CHAT))
    first, second = call(api, "getUpdates")[1]["result"]
    assert [e["type"] for e in second["message"]["entities"]] == ["bot_command", "mention"]
    assert len(call(api, "getUpdates")[1]["result"]) == 2
    after = call(api, "getUpdates", offset=second["update_id"])[1]["result"]
    assert [u["update_id"] for u in after] == [second["update_id"]]
    assert call(api, "getUpdates", offset=second["update_id"] + 1)[1]["result"] == []
    assert first["update_id"] + 1 == second["update_id"]


def test_updates_of_other_kinds_are_left_out(api: BotApi) -> None:
    assert call(api, "getUpdates", allowed_updates=["callback_query"])[1]["result"] == []
    assert call(api, "getUpdates")[1]["result"] == []


def test_a_poll_waits_and_the_earlier_of_two_is_ended(api: BotApi) -> None:
    call(api, "getUpdates", offset=10**12)
    answers: list[tuple[int, dict[str, Any]]] = []
    poll = threading.Thread(target=lambda: answers.append(call(api, "getUpdates", timeout=20)))
    poll.start()
    api.polled()
    other = threading.Thread(target=lambda: answers.append(call(api, "getUpdates", timeout=20)))
    other.start()
    poll.join(10)
    assert answers[0][0] == 409
    assert "terminated by other getUpdates request" in answers[0][1]["description"]
    api.push("soru")
    other.join(10)
    assert answers[1][1]["result"][0]["message"]["text"] == "soru"


def markup(*labels: str, **more: str) -> dict[str, object]:
    buttons = [{"text": label, "callback_data": "x"} | more for label in labels]
    return {"inline_keyboard": [buttons]}


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendMessage", {"text": "\u200b\u2060"}, "text is empty"),
        ("sendMessage", {"text": "a", "reply_markup": markup("")}, "must be non-empty"),
        ("sendMessage", {"text": "a", "reply_markup": markup(*"abcdefghi")}, "too long"),
        ("sendMessage", {"text": "a", "reply_markup": markup("a", url="https://x")}, "one kind"),
        ("sendMessage", {"text": "a", "entities": [entity(0, 1, "text_link")]}, "address"),
        ("answerCallbackQuery", {"callback_query_id": "q", "text": "a" * 201}, "TOO_LONG"),
        ("answerInlineQuery", {"inline_query_id": "nosuch", "results": []}, "too old"),
        ("answerInlineQuery", {"results": [{"id": str(n)} for n in range(51)]}, "TOO_MUCH"),
        ("answerInlineQuery", {"results": [{"id": "a" * 65}]}, "RESULT_ID_INVALID"),
        ("answerInlineQuery", {"results": [{"id": "a"}, {"id": "a"}]}, "RESULT_ID_INVALID"),
        ("getFile", {"file_id": "nosuch"}, "wrong file_id"),
        ("setWebhook", {"url": "http://x"}, "HTTPS"),
        ("setWebhook", {"url": "https://x", "secret_token": "a b"}, "unallowed"),
        ("deleteMessage", {"message_id": 1}, "not found"),
    ],
)
def test_what_else_is_rejected(
    api: BotApi, method: str, params: dict[str, object], description: str
) -> None:
    status, answer = call(api, method, **{"chat_id": CHAT, **params})
    assert (status, answer["ok"]) == (400, False)
    assert description in answer["description"]


def test_faults_and_repetition(api: BotApi) -> None:
    api.fault = lambda method, params: Fault(429, 3)
    status, answer = call(api, "sendMessage", chat_id=CHAT, text="a")
    assert (status, answer["parameters"]) == (429, {"retry_after": 3})
    api.fault = lambda method, params: Fault(502)
    assert call(api, "sendMessage", chat_id=CHAT, text="a")[0] == 502
    assert api.sent(0) == []
    api.fault = lambda method, params: Fault(lost=True)
    with pytest.raises((OSError, HTTPException)):
        call(api, "sendMessage", chat_id=CHAT, text="a")
    assert len(api.sent(1)) == 1
    api.fault = lambda method, params: None
    (update,) = call(api, "getUpdates")[1]["result"]
    assert call(api, "getUpdates", offset=update["update_id"] + 1)[1]["result"] == []
    api.repeat()
    assert call(api, "getUpdates")[1]["result"] == [update]
    call(api, "setWebhook", url="https://x")
    assert call(api, "getUpdates")[0] == 409
