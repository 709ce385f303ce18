"""Buttons: each of them, after a restart, when they are stale, and when they are forged."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from bot_api import BotApi, Sent, User
from bot_process import QUOTES, ROOT, TOKEN, Running, reaching, running

import seeds
from index.article import shown

STALE = "Bu düğmenin süresi geçmiş; sorunuzu yeniden yazar mısınız?"
SAID = "Aliyev ne dedi?"
UNANSWERED = "Fenerbahçe maçı kaç kaç bitti?"


@pytest.fixture(scope="module")
def bot_options() -> dict[str, str]:
    return {"MAKALE_BOT_QUESTIONS_PER_MINUTE": "1000"}


@pytest.fixture
def press(api: BotApi, bot: Running, user: User) -> Callable[[Sent, str], str]:
    """Return what presses a button by its label (or data) and gives back the toast."""

    def do(message: Sent, label: str) -> str:
        now = api.now(message) or message
        return api.pressed(api.press(now.buttons.get(label, label), now, user))

    return do


def last(api: BotApi, user: User) -> Sent:
    return api.sent(1, user.id)[-1]


def ask_and_get_last(api: BotApi, say: Callable[..., Sent], user: User, question: str) -> Sent:
    say(question)
    api.polled()
    api.until(lambda: bool(last(api, user).buttons))
    return last(api, user)


def test_more_passages(
    api: BotApi, say: Callable[..., Sent], press: Callable[[Sent, str], str], user: User
) -> None:
    answer = say("Müttefik Etkileşim Bildirgesi ne zaman imzalandı?")
    quotes = answer.pieces(*QUOTES)
    for _ in range(20):
        assert press(answer, "Devamı") == ""
        answer = last(api, user)
        if "Gösterilecek başka yer yok." in answer.text:
            break
        assert answer.text.startswith("Sonraki yerler:")
        assert f"\n[{len(quotes) + 1}] " in answer.text
        quotes += answer.pieces(*QUOTES)
    else:
        pytest.fail("there is no end")
    assert len(set(quotes)) == len(quotes)  # nothing is shown twice
    assert len(quotes) > 3


def test_context_is_the_paragraph_with_the_passage_marked(
    api: BotApi, say: Callable[..., Sent], press: Callable[[Sent, str], str], user: User
) -> None:
    answer = ask_and_get_last(api, say, user, SAID)
    assert press(answer, "Bağlam") == ""
    context = last(api, user)
    (article,) = seeds.articles()
    paragraphs = [shown(span.of(article.text)) for span in article.paragraphs]
    steps = int(next(label for label in context.buttons if "/" in label).split(" / ")[1])
    seen = set()
    for number in range(1, steps + 1):
        now = api.now(context)
        assert now is not None
        (quote,), (bold,) = now.pieces(*QUOTES), now.pieces("bold")
        assert quote in paragraphs
        assert bold in quote
        assert f"\n[{number}] Aliyev–Lavrov görüşmesi, paragraf " in now.text
        seen.add(bold)
        if number < steps:
            press(context, "›")
    assert len(seen) == steps
    assert press(context, f"{steps} / {steps}") == ""
    assert len([s for s in api.sent(1, user.id) if s.id == context.id]) == 1


def test_who_said_what(
    api: BotApi, say: Callable[..., Sent], press: Callable[[Sent, str], str], user: User
) -> None:
    answer = say("lavrov ne söyledi?")
    press(answer, "Kim ne dedi?")
    speakers = last(api, user)
    assert "kim ne dedi?" in speakers.text
    (label,) = [label for label in speakers.buttons if label.startswith("Sergey Lavrov · ")]
    press(speakers, label)
    said = api.now(speakers)
    assert said is not None
    assert said.text.startswith("Sergey Lavrov (Aliyev–Lavrov görüşmesi):")
    (quote,) = said.pieces(*QUOTES)
    assert "kararlı olduklarını" in quote
    press(speakers, "↩")
    back = api.now(speakers)
    assert back is not None
    assert back.text == speakers.text
    named = say("/kim lavrov")
    assert named.pieces(*QUOTES) == [quote]
    (many,) = [label for label in speakers.buttons if label.startswith("İlham Aliyev · ")]
    press(speakers, many)
    everything = api.now(speakers)
    assert everything is not None
    assert len(everything.pieces(*QUOTES)) > 1


def test_sources(
    api: BotApi, say: Callable[..., Sent], press: Callable[[Sent, str], str], user: User
) -> None:
    answer = say("lavrov ne söyledi?")
    press(answer, "Kaynak")
    source = last(api, user)
    assert source.text.startswith("[1] Aliyev–Lavrov görüşmesi\nparagraf 9, satır ")
    assert "/" not in source.text  # nothing of the server's folders
    assert say("/kaynak").text == source.text
    say(UNANSWERED)
    assert say("/kaynak", reply_to=answer).text == source.text


def test_the_nearest_places(
    api: BotApi, say: Callable[..., Sent], press: Callable[[Sent, str], str], user: User
) -> None:
    answer = say(UNANSWERED)
    press(answer, "En yakın yerler")
    nearest = last(api, user)
    assert nearest.text.startswith("Makale bunu söylemiyor; en yakın yerler bunlar:")
    assert nearest.pieces(*QUOTES)


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_thumbs_become_a_data_set(
    api: BotApi,
    say: Callable[..., Sent],
    press: Callable[[Sent, str], str],
    user: User,
    bot: Running,
    tmp_path: Path,
) -> None:
    answer = say("lavrov ne söyledi?")
    assert press(answer, "👎") == "Teşekkürler, not ettim."
    assert press(answer, "👍") == "Teşekkürler, not ettim."  # changed their mind
    silent = say(UNANSWERED)
    press(silent, "👍")
    wrong = say("Müttefik Etkileşim Bildirgesi ne zaman imzalandı?")
    press(wrong, "👎")
    good, todo = tmp_path / "good.jsonl", tmp_path / "todo.jsonl"
    command = ["-c", "from qa.cli import app; app()", "feedback", "export", good, "--todo", todo]
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=ROOT,
        env={"MAKALE_HOME": str(bot.home)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert (
        done.stdout
        == "3 satır yazıldı: 2 👍, 1 👎 (tamamlanacak); atlanan 0 (makalesi silinmiş).\n"
    )
    answered, refused = rows(good)
    assert answered["question"] == "lavrov ne söyledi?"
    assert (answered["type"], answered["gold"]) == ("feedback", answer.pieces(*QUOTES))
    assert (refused["type"], refused["gold"]) == ("none-hard", [])
    (complain,) = rows(todo)
    assert (complain["type"], complain["gold"]) == ("todo", [])
    assert complain["not"] == wrong.pieces(*QUOTES)
    evaluated = subprocess.run(
        [sys.executable, "-c", "from qa.cli import app; app()", "evaluate", str(good)],
        cwd=ROOT,
        env={"MAKALE_HOME": str(bot.home)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert evaluated.returncode == 0, evaluated.stderr


@pytest.mark.parametrize(
    "data",
    [
        *("more:999999:3", "context:999999:0", "who:999999", "source:999999", "good:999999"),
        *("by:shared:77:0:0", "by:own:1:0:0", "speak:own:1:0", "by:shared:1:99:0", "gone:1"),
        *("more", "context:1", "context:x:0", "step:-1:-1", "by:etc:1:0:0", "use", "lang:xx"),
        *("nonsense", "A", "../..", "more:1:2:3:4:5:6", "ş", "x" * 64),
        *("good:99999999999999999999", "by:shared:9999999999999999999:0:0", "gone:o1", "gone:ol"),
    ],
)
def test_stale_and_forged_buttons_say_so_kindly(
    api: BotApi,
    say: Callable[..., Sent],
    press: Callable[[Sent, str], str],
    user: User,
    data: str,
) -> None:
    answer = say("/dil")
    assert press(answer, data) == STALE
    assert len(api.sent(1, user.id)) == 1


def test_a_chat_reaches_nothing_of_another(api: BotApi, bot: Running) -> None:
    """Every button, every number, inline: what one chat has added, no other gets to see."""
    owner, thief = User(70_001), User(70_002)
    secret = "Gizlikasaba köprüsünü Vali Kemal Yılmaz açtı. " * 3 + '"Gizlikasaba bizimdir." dedi.'
    api.push("", owner, file=("gizlikasaba.txt", secret.encode()))
    api.edited(api.sent(1, owner.id)[0])
    api.push("Gizlikasaba köprüsünü kim açtı?", owner)
    answer = api.sent(2, owner.id)[1]
    assert "Gizlikasaba" in answer.text
    turn = answer.buttons["Kaynak"].split(":")[1]
    api.push("/dil", thief)
    own = api.sent(1, thief.id)[0]
    forged = [f"{verb}:{turn}" for verb in ("who", "source", "near", "good", "bad")]
    forged += [f"{verb}:{turn}:{n}" for verb in ("more", "context", "step") for n in range(3)]
    forged += [f"by:own:{a}:0:0" for a in range(3)] + [f"speak:own:{a}:0" for a in range(3)]
    forged += [f"{verb}:{n}" for verb in ("use", "drop", "gone") for n in range(3)]
    for data in forged:
        api.pressed(api.press(data, own, thief))
    for line in ("/kim", "/kaynak", "/makaleler", "/sec 1", "/sil 1", "Gizlikasaba ne dedi?"):
        before = len(api.sent(0, thief.id))
        api.push(line, thief)
        api.sent(before + 1, thief.id)
    results = api.inline("Gizlikasaba köprüsünü kim açtı?", thief)["results"]
    assert "Gizlikasaba" not in json.dumps(results, ensure_ascii=False)
    api.polled()
    stolen = [s.text for s in api.sent(1, thief.id) if "Vali Kemal" in s.text]
    assert stolen == []
    assert "Gizlikasaba" in json.dumps(
        api.inline("Gizlikasaba köprüsünü kim açtı?", owner)["results"], ensure_ascii=False
    )
    api.push("/makaleler", owner)
    assert "makaleleriniz: 1" in api.sent(3, owner.id)[2].text  # nothing was removed either
    for folder in (bot.data / "chats").iterdir():
        held = any(b"Gizlikasaba" in f.read_bytes() for f in folder.rglob("*") if f.is_file())
        assert held == (folder.name == f"u{owner.id}")


def test_buttons_from_before_a_restart_work(tmp_path: Path) -> None:
    user = User(5)
    with BotApi(TOKEN) as api:
        with running(tmp_path, **reaching(api)) as bot:
            api.push("lavrov ne söyledi?", user)
            (answer,) = api.sent(1)
            bot.kill()
        with running(tmp_path, **reaching(api)) as bot:
            for number, label in enumerate(("Devamı", "Bağlam", "Kim ne dedi?", "Kaynak"), start=2):
                assert api.pressed(api.press(answer.buttons[label], answer, user)) == ""
                api.sent(number)
            assert api.pressed(api.press(answer.buttons["👍"], answer, user)).startswith("Teşekk")
            assert bot.stop() == 0
        assert api.violations == []


def test_reset_and_wiping(
    api: BotApi, say: Callable[..., Sent], press: Callable[[Sent, str], str], user: User
) -> None:
    answer = say("lavrov ne söyledi?")
    say("/temizle")
    assert press(answer, "Kaynak") == STALE
    say("", file=("köprü.txt", "Köprü dün açıldı.".encode()))
    offered = say("/gizlilik")
    press(offered, "Bu sohbetin verilerini sil")
    sure = last(api, user)
    press(sure, "Vazgeç")
    assert (api.now(sure) or sure).text == "Hiçbir şey silinmedi."
    press(offered, "Bu sohbetin verilerini sil")
    press(last(api, user), "Evet, sil")
    assert "makaleleriniz: 0" in say("/makaleler").text
