"""A chat's own articles: files and links added, chosen, limited, removed for good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bot_api import BotApi, Sent, User
from bot_process import QUOTES, TOKEN, Running, reaching, running
from pages import html, serving

FILES = Path(__file__).parents[1] / "index" / "reading" / "files"
BRIDGE = """Köprü açıldı

Vali Kemal Yılmaz, Gökçe köprüsünü dün törenle açtı.

"Bu köprü halkındır." dedi Vali Kemal Yılmaz. Törene 350 kişi katıldı.
"""
PAGE = """<html lang="tr"><head><title>Baraj doldu</title>
<meta property="og:site_name" content="Deneme Gazetesi"></head><body>
<nav>Anasayfa | Spor | Ekonomi</nav><article><h1>Baraj doldu</h1>
<p>Vali Ayşe Demir, Yeşilırmak barajının yağmurlarla tamamen dolduğunu bildirdi.</p>
<p>“Bu yaz su kesintisi olmayacak.” dedi Demir. Baraja 12 milyon metreküp su girdi.</p>
<p>Barajın kapakları pazartesi günü açılacak ve ovadaki tarlalar sulanacak.</p>
</article><footer>Bütün hakları saklıdır</footer></body></html>"""


@pytest.fixture(scope="module")
def bot_options() -> dict[str, str]:
    return {
        "MAKALE_BOT_QUESTIONS_PER_MINUTE": "1000",
        "MAKALE_BOT_PRIVATE_ADDRESSES": "true",
        "MAKALE_BOT_ARTICLES_PER_CHAT": "3",
        "MAKALE_BOT_MEGABYTES_PER_FILE": "1",
        "MAKALE_BOT_SECONDS": "60",
    }


@pytest.fixture
def add(api: BotApi, say: Callable[..., Sent]) -> Callable[..., str]:
    """Return what sends something to be added and gives back what became of it."""

    def do(text: str = "", **more: object) -> str:
        return api.edited(say(text, **more)).text

    return do


@pytest.mark.parametrize(
    "name", ["seed.html", "seed.docx", "chromium-1.pdf", "libreoffice-2.pdf", "seed-1254.txt"]
)
def test_files_of_every_format(
    add: Callable[..., str], say: Callable[..., Sent], name: str, tmp_path: Path
) -> None:
    told = add(file=(name, (FILES / name).read_bytes()))
    assert told.startswith("Eklendi: 1  "), told
    answer = say("lavrov ne söyledi?")
    assert "Sergey Lavrov" in answer.text
    assert "kararlı olduklarını söyledi" in answer.pieces(*QUOTES)[0]
    listed = say("/makaleler")
    assert "makaleleriniz: 1" in listed.text
    assert "\n1  " in listed.text


def test_own_articles_come_first_and_the_shared_ones_behind(
    add: Callable[..., str], say: Callable[..., Sent]
) -> None:
    assert add(file=("köprü.txt", BRIDGE.encode())).startswith("Eklendi: 1  Köprü açıldı (")
    assert "[1] Köprü açıldı, paragraf 3" in say("Törene kaç kişi katıldı?").text
    assert "Aliyev–Lavrov" in say("lavrov ne söyledi?").text
    assert "— İlham Aliyev" in say("Peki Aliyev?").text  # goes on where the last answer stands
    assert "Kemal Yılmaz" in say("Kemal Yılmaz ne dedi?").text
    assert say("/kim Kemal Yılmaz").text.startswith("Kemal Yılmaz (Köprü açıldı):")


def test_one_article_is_chosen(
    api: BotApi, add: Callable[..., str], say: Callable[..., Sent], user: User
) -> None:
    add(file=("köprü.txt", BRIDGE.encode()))
    assert say("/sec o1").text.startswith("Şimdi yalnızca “Aliyev–Lavrov görüşmesi”")
    assert "söylemiyor" in say("Törene kaç kişi katıldı?").text
    assert "▸ o1" in say("/makaleler").text
    offered = say("/sec")
    api.pressed(api.press(offered.buttons["1  Köprü açıldı"], offered, user))
    assert "350" in say("Törene kaç kişi katıldı?").text
    assert "Makale" in say("lavrov ne söyledi?").text  # it is not asked now
    assert say("/sec hepsi").text == "Şimdi bütün makalelere soruyorsunuz."
    assert "Aliyev–Lavrov" in say("lavrov ne söyledi?").text
    assert "17 numaralı makale yok" in say("/sec 17").text
    assert "numaralı makale yok" in say("/sec ../../x").text


def test_a_link(api: BotApi, add: Callable[..., str], say: Callable[..., Sent], user: User) -> None:
    with serving({"/haber": html(PAGE)}) as site:
        assert add(f"/ekle {site}/haber").startswith("Eklendi: 1  Baraj doldu")
        assert "404" in add(f"/add {site}/yok")
    answer = say("Baraja ne kadar su girdi?")
    assert "12 milyon metreküp" in answer.text
    assert "Anasayfa" not in answer.text
    api.pressed(api.press(answer.buttons["Kaynak"], answer, user))
    source = api.sent(1, user.id)[-1]
    assert "Deneme Gazetesi" in source.text
    assert source.pieces("text_link")[0] == "Sayfada göster"
    links = [e["url"] for e in source.entities if e["type"] == "text_link"]
    assert all(link.startswith(f"{site}/haber") for link in links)
    assert any("#:~:text=" in link for link in links)


def test_ways_to_add(add: Callable[..., str], say: Callable[..., Sent], api: BotApi) -> None:
    assert say("/ekle").text.startswith("Bir bağlantı verin")
    assert add("/ekle", file=("a.txt", b"Vali konustu.")).startswith("Eklendi: 1")
    assert add("buyrun", file=("b.txt", b"Vali konustu.")).startswith("Bu makale zaten var: 1")
    group = -4001
    sent = api.push("bakın", User(3), chat=group, file=("c.txt", b"Vali dun konustu."))
    api.push("/ekle", User(4), chat=group, reply_to=sent)
    assert api.edited(api.sent(1, group)[0]).text.startswith("Eklendi: 1")
    api.push("/sil 1", User(4), chat=group)
    assert api.sent(2, group)[1].text == "Bunu gruplarda yalnızca yöneticiler yapabilir."
    api.promote(3, group)
    api.push("/sil 1", User(3), chat=group)
    sure = api.sent(3, group)[2]
    api.pressed(api.press(sure.buttons["Evet, sil"], sure, User(4)))
    assert "yöneticiler" in (api.now(sure) or sure).text
    api.pressed(api.press("gone:1", sure, User(3)))
    assert "silindi" in (api.now(sure) or sure).text


def test_limits(add: Callable[..., str], say: Callable[..., Sent]) -> None:
    assert say("", file=("a.txt", b"a" * (1 << 20) + b"a")).text.startswith("“a.txt” çok büyük")
    for number in range(3):
        assert add(file=("a.txt", f"Vali {number} kez konuştu.".encode())).startswith("Eklendi")
    full = say("", file=("a.txt", b"Vali gene konustu."))
    assert full.text == "En çok 3 makaleniz olabilir; önce birini /sil ile silin."


def test_what_is_removed_leaves_no_trace(
    api: BotApi, bot: Running, add: Callable[..., str], say: Callable[..., Sent], user: User
) -> None:
    words = b"Zurnakoy", "Zurnaköy".encode(), b"zurnakoy", b"zurnak"
    folder = bot.data / "chats" / f"u{user.id}"

    def traces() -> list[str]:
        files = [f for f in folder.rglob("*") if f.is_file()]
        return [f.name for f in files if any(w in f.read_bytes() for w in words)]

    add(file=("Zurnaköy.txt", "Zurnaköy yolunu Vali Kemal Yılmaz açtı.".encode()))
    add(file=("başka.txt", "Kaymakam dün köprüyü gezdi.".encode()))
    assert "Zurnaköy" in say("Zurnaköy yolunu kim açtı?").text
    assert api.inline("Zurnaköy yolunu kim açtı?", user)["results"]
    assert "library.sqlite" in traces() or "library.sqlite-wal" in traces()
    sure = say("/sil 1")
    assert sure.text.startswith("“Zurnaköy” silinsin mi?")
    api.pressed(api.press(sure.buttons["Evet, sil"], sure, user))
    assert (api.now(sure) or sure).text.startswith("“Zurnaköy” silindi")
    assert traces() == []
    assert "Zurnaköy" not in say("Zurnaköy yolunu kim açtı?").text
    assert "köprüyü gezdi" in say("Kaymakam dün neyi gezdi?").text
    assert "silinemez" in say("/sil o1").text


def test_an_article_that_was_being_read_when_the_bot_died(tmp_path: Path) -> None:
    with BotApi(TOKEN) as api:
        with running(tmp_path, **reaching(api)) as bot:
            api.fault = lambda method, params: bot.process.kill() if method == "getFile" else None
            api.push("", User(1), file=("köprü.txt", BRIDGE.encode()))
            bot.process.wait(180)
            api.fault = lambda method, params: None
        with running(tmp_path, **reaching(api)) as bot:
            told = api.edited(api.sent(1, 1)[0])
            assert told.text.startswith("Eklendi: 1  Köprü açıldı")
            api.push("/makaleler", User(1))
            assert "makaleleriniz: 1" in api.sent(2, 1)[1].text
            api.polled()
            assert len(api.sent(2, 1)) == 2  # the message of before was taken up again
            assert bot.stop() == 0
        assert api.violations == []
