"""Talking to the bot: commands, questions, groups, changed questions, inline mode."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bot_api import BOT, BotApi, Sent, User
from bot_process import QUOTES, TOKEN, Running, reaching, running

import seeds
from index.article import shown

NAME = BOT["username"]
COMMANDS = {
    "sor": "ask",
    "makaleler": "articles",
    "ekle": "add",
    "sil": "remove",
    "sec": "use",
    "kim": "who",
    "kaynak": "source",
    "dil": "language",
    "temizle": "reset",
    "gizlilik": "privacy",
    "yardim": "help",
    "start": "start",
}


def joined(sent: list[Sent]) -> str:
    return "\n".join(message.text for message in sent)


def test_start_and_help_speak_the_users_language(ask: Callable[..., list[Sent]]) -> None:
    (turkish,) = ask("/start")
    assert "Merhaba" in turkish.text
    assert " ne dedi?”" in turkish.text
    (english,) = ask("/start", language="en-GB")
    assert "Hello" in english.text
    (german,) = ask("/help", language="de")
    assert "Türkçe" in german.text
    (unknown,) = ask("/yardim", language=None)
    assert "/sor" in unknown.text
    (other,) = ask("/nosuchcommand")
    assert "/sor" in other.text


def test_commands_are_made_known_in_both_languages(api: BotApi, bot: Running) -> None:
    calls = api.requests("setMyCommands")
    assert [call.params.get("language_code") for call in calls] == [None, "en"]
    assert [c["command"] for c in calls[0].params["commands"]] == list(COMMANDS)
    assert [c["command"] for c in calls[1].params["commands"]] == list(COMMANDS.values())


@pytest.mark.parametrize("turkish", COMMANDS)
def test_each_command_has_an_answer_in_both_languages(
    ask: Callable[..., list[Sent]], turkish: str
) -> None:
    (first,), (second,) = ask(f"/{turkish}"), ask(f"/{COMMANDS[turkish]}")
    assert first.text == second.text
    assert "ters gitti" not in first.text
    (spoken,) = ask(f"/{turkish}", language="en")
    assert spoken.text != first.text or turkish in ("dil", "kim", "kaynak")


def test_what_somebody_said_comes_as_quotes(ask: Callable[..., list[Sent]]) -> None:
    sent = ask("Aliyev ne dedi?")
    (article,) = seeds.articles()
    quotes = [quote for message in sent for quote in message.pieces(*QUOTES)]
    assert quotes
    for quote in quotes:
        assert quote in shown(article.text)
    bold = [piece for message in sent for piece in message.pieces("bold")]
    assert bold
    assert all(any(piece in quote for quote in quotes) for piece in bold)
    speakers = [p for m in sent for p in m.pieces("italic") if p.startswith("— ")]
    assert len(speakers) == len(quotes)
    assert all(piece.startswith("— İlham Aliyev") for piece in speakers)
    assert not any("Lavrov," in piece for piece in speakers)
    for number in range(1, len(quotes) + 1):
        assert f"\n[{number}] Aliyev–Lavrov görüşmesi, paragraf " in joined(sent)
    assert "teklifimiz cevapsız kaldı" in joined(sent)
    assert all("parse_mode" not in message.params for message in sent)


def test_without_turkish_letters(ask: Callable[..., list[Sent]]) -> None:
    (message,) = ask("lavrov ne soyledi")
    (quote,) = message.pieces(*QUOTES)
    assert "kararlı olduklarını söyledi" in quote
    assert message.pieces("italic") == ["— Sergey Lavrov, aktarılan"]


def test_a_question_behind_a_command(ask: Callable[..., list[Sent]]) -> None:
    assert ask("/sor lavrov ne söyledi?")[0].pieces(*QUOTES)
    assert ask(f"/ask@{NAME} lavrov ne söyledi?")[0].pieces(*QUOTES)
    assert "Soru boş" in ask("/sor")[0].text


def test_what_the_article_does_not_say(ask: Callable[..., list[Sent]]) -> None:
    (message,) = ask("Fenerbahçe maçı kaç kaç bitti?")
    assert message.text == "Makale bunu söylemiyor."
    assert message.pieces(*QUOTES) == []
    (message,) = ask("Fenerbahçe maçı kaç kaç bitti?", language="en")
    assert message.text == "The article does not say."


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("???", "Soru boş"),
        ("🙂🙂", "Soru boş"),
        ("a" * 4096, "Soru çok uzun (4096 karakter)"),
    ],
)
def test_what_is_no_question(ask: Callable[..., list[Sent]], question: str, answer: str) -> None:
    (message,) = ask(question)
    assert message.text.startswith(answer) or len(question) == 4096
    assert message.text


def test_a_conversation_goes_on_and_is_forgotten(say: Callable[..., Sent]) -> None:
    assert "Aliyev" in say("Aliyev ne dedi?").text
    followed = say("Peki Lavrov?")
    assert "Lavrov ne dedi?” olarak anladım" in followed.text
    assert "— Sergey Lavrov" in followed.text
    assert "unuttum" in say("/temizle").text
    assert "olarak anladım" not in say("Peki Lavrov?").text


def test_chats_do_not_share_a_conversation(ask: Callable[..., list[Sent]]) -> None:
    ask("Aliyev ne dedi?")
    assert "olarak anladım" not in joined(ask("Peki Lavrov?"))


def test_the_language_of_a_chat(say: Callable[..., Sent], api: BotApi, user: User) -> None:
    assert say("/dil en").text == "I speak English from now on."
    assert say("Fenerbahçe maçı kaç kaç bitti?").text == "The article does not say."
    offered = say("/language")
    assert offered.buttons == {"Türkçe": "lang:tr", "English": "lang:en"}
    api.press("lang:tr", offered, user)
    assert "Türkçe konuşuyorum" in api.sent(4, user.id)[3].text
    assert say("/dil türkçe").text.startswith("Bundan sonra")


def test_many_at_once_all_get_their_answer(api: BotApi, bot: Running) -> None:
    users = [User(number) for number in range(50_000, 50_020)]
    for user in users:
        api.push("lavrov ne dedi?", user)
    for user in users:
        (message,) = api.sent(1, user.id)
        assert "Sergey Lavrov" in message.text


def test_in_a_group_only_when_meant(api: BotApi, bot: Running) -> None:
    group = -1001
    api.push("Aliyev ne dedi acaba?", chat=group)
    api.push("/start@another_bot", chat=group)
    api.push("/nosuchcommand", chat=group)
    api.push("@another_bot Aliyev ne dedi?", chat=group)
    api.push("not a bot's file", chat=group, file=("a.txt", b"Vali konustu."))
    api.push("/sor lavrov ne söyledi?", chat=group)
    (commanded,) = api.sent(1, group)
    assert "Lavrov" in commanded.text
    asked = api.push(f"@{NAME.upper()} lavrov ne söyledi?", chat=group)
    mentioned = api.sent(2, group)[1]
    assert "Sergey Lavrov" in mentioned.text
    assert mentioned.params["reply_parameters"]["message_id"] == asked
    api.push("Peki Aliyev?", chat=group, reply_to=mentioned)
    assert "İlham Aliyev" in api.sent(3, group)[2].text
    silent = api.push("Aliyev ne dedi?", chat=group)
    api.edit(silent, f"@{NAME} lavrov ne söyledi?", chat=group)  # now it is meant
    assert "Sergey Lavrov" in api.sent(4, group)[3].text
    api.push(f"/help@{NAME}", chat=group)
    assert "/sor" in api.sent(5, group)[4].text
    api.polled()
    assert len(api.sent(5, group)) == 5


def test_a_group_that_becomes_a_supergroup_keeps_what_it_has(api: BotApi, bot: Running) -> None:
    old, new = -2001, -1002001
    api.push("/dil en", chat=old)
    api.push("/ekle", chat=old, file=("köprü.txt", "Köprü dün açıldı.".encode()))
    api.edited(api.sent(2, old)[1])
    place = {"id": old, "type": "group", "title": "Grup"}
    content = {"message_id": 9999, "date": 1, "chat": place, "migrate_to_chat_id": new}
    api.push_update({"message": content})
    while not (bot.data / "chats" / "g1002001").exists():
        time.sleep(0.05)
    api.push("/articles", chat=new)
    (listed,) = api.sent(1, new)
    assert "Your articles: 1" in listed.text


def test_a_changed_question_changes_the_answer(api: BotApi, bot: Running, user: User) -> None:
    number = api.push("Fenerbahçe maçı kaç kaç bitti?", user)
    (answer,) = api.sent(1, user.id)
    api.edit(number, "lavrov ne söyledi?", user)
    changed = api.edited(answer)
    assert "— Sergey Lavrov" in changed.text
    assert changed.pieces("italic") == ["— Sergey Lavrov, aktarılan"]
    api.press(changed.buttons["Kaynak"], changed, user)
    assert "Aliyev–Lavrov" in api.sent(2, user.id)[1].text
    api.edit(number, "???", user)
    api.until(lambda: "Soru boş" in (api.now(answer) or answer).text)
    api.push("Peki Aliyev?", user)  # goes on from the question as it was changed
    assert "Aliyev" in api.sent(3, user.id)[2].text
    assert len(api.sent(3, user.id)) == 3


def test_inline(api: BotApi, bot: Running, user: User) -> None:
    found = api.inline("lavrov ne söyledi?", user)
    (result,) = found["results"]
    assert result["title"].startswith("Rusya Dışişleri Bakanı Lavrov")
    assert "Sergey Lavrov" in result["description"]
    content = result["input_message_content"]
    assert "kararlı olduklarını söyledi" in content["message_text"]
    assert found["is_personal"]
    assert api.inline("", user)["results"] == []
    assert api.inline("Fenerbahçe maçı kaç kaç bitti?", user)["results"] == []
    assert api.inline("???", user)["results"] == []


def test_a_long_answer_is_cut_between_passages(tmp_path: Path) -> None:
    rng = random.Random(1)
    words = ["".join(rng.choices("abdeğıiklmnoörsştuüyz", k=7)) for _ in range(2000)]
    said = (" ".join(rng.sample(words, 60)) for _ in range(12))
    paragraphs = (f'"{piece.capitalize()}." dedi Vali Kemal Yılmaz.' for piece in said)
    text = "Toplantı haberi\n\n" + "\n\n".join(paragraphs)
    with BotApi(TOKEN) as server:
        with running(tmp_path, **reaching(server)) as bot:
            server.push("", User(1), file=("toplantı.txt", text.encode()))
            server.edited(server.sent(1, 1)[0])
            server.push("Kemal Yılmaz ne dedi?", User(1))
            first = server.sent(3, 1)[1]
            server.push("/yardim", User(1))
            server.polled()
            sent = server.sent(4, 1)[1:-1]
            assert len(sent) > 1
            quotes = [q for message in sent for q in message.pieces(*QUOTES)]
            assert len(quotes) == 10
            assert all(quote in text for quote in quotes)
            assert first.params.get("reply_markup") is None  # the buttons stand under the last
            assert "Kaynak" in sent[-1].buttons
            assert bot.stop() == 0
        assert server.violations == []


def test_who_is_not_on_the_list_is_told_so_once(tmp_path: Path) -> None:
    with BotApi(TOKEN) as api:
        options = {"MAKALE_BOT_ALLOWED": "1, -1001", "MAKALE_BOT_ADMINS": "2"}
        with running(tmp_path, **reaching(api, **options)) as bot:
            for user in (1, 2, 3):
                api.push("lavrov ne söyledi?", User(user))
            api.push("/start", User(3))
            api.push("/sor lavrov ne söyledi?", User(3), chat=-1001)
            api.push("/sor lavrov ne söyledi?", User(1), chat=-1002)
            api.push("/sor lavrov ne söyledi?", User(3), chat=-1002)
            for place in (1, 2, -1001, -1002):
                assert "Sergey Lavrov" in api.sent(1, place)[0].text
            (told,) = api.sent(1, 3)
            assert "herkese açık değil" in told.text
            assert "3" in told.text
            assert api.inline("lavrov ne söyledi?", User(3))["results"] == []
            api.push("/istatistik", User(2))
            table = api.sent(2, 2)[1]
            assert "soru             4" in table.text
            api.push("/istatistik", User(1))
            assert "/sor" in api.sent(2, 1)[1].text  # as for any other unknown command
            api.polled()
            assert len(api.sent(1, 3)) == 1
            assert len(api.sent(1, -1002)) == 1
            assert bot.stop() == 0
        assert api.violations == []


def test_who_asks_too_fast_is_told_so_once(tmp_path: Path) -> None:
    with BotApi(TOKEN) as api:
        options = {"MAKALE_BOT_QUESTIONS_PER_MINUTE": "3"}
        with running(tmp_path, **reaching(api, **options)) as bot:
            for _ in range(30):
                api.push("lavrov ne söyledi?", User(1))
            api.push("lavrov ne söyledi?", User(2))
            assert "Sergey Lavrov" in api.sent(1, 2)[0].text
            sent = api.sent(4, 1)
            assert "Çok hızlı" in sent[3].text
            assert all("Sergey Lavrov" in message.text for message in sent[:3])
            api.polled()
            assert len(api.sent(4, 1)) == 4
            assert bot.stop() == 0
