"""What is sent to break it: each is refused with a friendly line, and the bot goes on."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import schema
from bot_api import BotApi, Sent, User
from bot_process import QUOTES, SECRET, TOKEN, Running, reaching, running
from pages import endless, html, redirect, serving

UPDATES = 150


@pytest.fixture(scope="module")
def bot_options() -> dict[str, str]:
    return {
        "MAKALE_BOT_QUESTIONS_PER_MINUTE": "10000",
        "MAKALE_BOT_ARTICLES_PER_DAY": "1000",
        "MAKALE_BOT_SECONDS": "30",
        "MAKALE_BOT_MEGABYTES_PER_FILE": "4",
    }


@pytest.fixture
def refused(api: BotApi, say: Callable[..., Sent], bot: Running) -> Callable[..., str]:
    """Return what sends something that must be refused, and gives back the line that says so."""

    def do(text: str = "", **more: object) -> str:
        told = api.edited(say(text, **more)).text
        assert "\n" not in told
        assert "Eklendi" not in told
        assert "ters gitti" not in told
        assert "Traceback" not in told
        assert str(bot.home) not in told
        assert "Merhaba" in say("/start").text
        return told

    return do


MARKUP = """<b>Köprü</b> *açıldı* _dün_

<script>alert(1)</script> Vali Kemal Yılmaz, "[Köprü](http://x.y) `halkındır` &amp; <i>güzel</i>
*yıldız* _alt_ ~üst~ ||gizli|| \u202egeriye\u202c \u200bsıfır\u200d 👩‍👩‍👧 İIıi" dedi.
"""


def test_markup_and_odd_characters_are_only_text(api: BotApi, say: Callable[..., Sent]) -> None:
    api.edited(say("", file=("<b>kötü</b>\u202e.txt", MARKUP.encode())))
    answer = say("Kemal Yılmaz ne dedi?")
    (quote,) = answer.pieces(*QUOTES)
    assert "<script>" in quote or "[Köprü](http://x.y)" in quote
    assert "||gizli||" in quote
    assert "parse_mode" not in answer.params
    for question in (
        "<b>*_[x](y)`&amp; Kemal Yılmaz ne dedi?",
        "\u202eKemal\u202c Yılmaz ne dedi?",
    ):
        assert say(question).text


@pytest.mark.parametrize(
    "question",
    [
        *("Aliyev " * 585, "🙂 " * 1365, "\u200b" * 4096, "\u202e" * 4095 + "a", "a\u0301" * 2048),
        *("I" * 4096, "ne dedi? " * 455, "'" * 4096, "\n" * 4095 + "x", "Aliyev'in'in'in" * 273),
    ],
)
def test_the_longest_questions(say: Callable[..., Sent], question: str) -> None:
    assert len(question.encode("utf-16-le")) // 2 <= 4096
    assert say(question).text
    assert "Merhaba" in say("/start").text


def zip_bomb() -> bytes:
    """A Word file of 200 megabytes in some hundred kilobytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        with packed.open("word/document.xml", "w") as entry:
            for _ in range(200):
                entry.write(b" " * (1 << 20))
    return file.getvalue()


def pdf_bomb() -> bytes:
    """A PDF whose page unpacks twice, to 150 megabytes."""
    stream = zlib.compress(zlib.compress(b"0 0 m " * (25 << 20), 1), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream"
        % (len(stream), stream),
    ]
    data = b"%PDF-1.4\n"
    for number, content in enumerate(objects, start=1):
        data += b"%d 0 obj%s endobj\n" % (number, content)
    return data + b"trailer<</Root 1 0 R>>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.docx", zip_bomb),
        ("bomb.pdf", pdf_bomb),
        ("broken.pdf", b"%PDF-1.7 and then nothing of the kind"),
        ("broken.docx", b"PK\x03\x04word/ and then nothing of the kind"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4),
        ("empty.txt", b" \n "),
        ("binary.txt", bytes(range(256)) * 50),
        ("../../../etc/passwd", b"\x00" * 100),
        ("deep.html", b"<div>" * 200_000),
        ("no name \u202efdp.exe", b"MZ" + bytes(200)),
    ],
)
def test_files_that_are_refused(
    refused: Callable[..., str], name: str, content: bytes | Callable[[], bytes]
) -> None:
    told = refused(file=(name, content if isinstance(content, bytes) else content()))
    assert len(told) < 300


def test_a_pdf_that_is_html_is_read_as_what_it_is(api: BotApi, say: Callable[..., Sent]) -> None:
    page = "<!doctype html><html><body><article><p>Vali Kemal Yılmaz dün köprüyü açtı. " * 5
    told = api.edited(say("", file=("rapor.pdf", page.encode()))).text
    assert "ters gitti" not in told
    assert "Merhaba" in say("/start").text


@pytest.mark.parametrize(
    "url",
    [
        *("http://127.0.0.1/", "http://localhost:8080/", "http://[::1]/", "http://0/"),
        *("http://2130706433/", "http://0x7f.1/", "http://10.1.2.3/", "http://192.168.1.1/a"),
        *("http://172.16.0.1/", "http://169.254.169.254/latest/meta-data", "http://0.0.0.0:22/"),
        *("http://[::ffff:127.0.0.1]/", "http://[fe80::1]/", "http://[fd00::1]/"),
        *("http://user:pass@127.0.0.1/", "http://127.0.0.1:1/x?y=1#z", "https://LOCALHOST/"),
        *(
            "http://no-such-host.invalid/",
            "http://" + "a" * 300 + ".com/",
            "http://[/",
            "http://:/",
        ),
    ],
)
def test_links_that_are_refused(refused: Callable[..., str], url: str) -> None:
    refused(f"/ekle {url}")


@pytest.mark.parametrize("link", ["file:///etc/passwd", "ftp://x/", "javascript:alert(1)", "x y"])
def test_what_is_no_link(say: Callable[..., Sent], link: str) -> None:
    assert say(f"/ekle {link}").text.startswith("Bir bağlantı verin")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(
        {
            "/slow": endless(b"a", 0.2),
            "/huge": endless(b"<p>metin</p>" * 10_000),
            "/loop": redirect("/loop"),
            "/file": redirect("file:///etc/passwd"),
            "/inside": redirect("http://169.254.169.254/latest"),
            "/empty": html(""),
            "/zip": html("PK\x03\x04", "application/zip"),
        }
    ) as address:
        yield address


@pytest.mark.parametrize("path", ["slow", "huge", "loop", "file", "empty", "zip", "none"])
def test_pages_that_are_refused(tmp_path: Path, site: str, path: str) -> None:
    options = {
        "MAKALE_BOT_PRIVATE_ADDRESSES": "1",
        "MAKALE_BOT_SECONDS": "3",
        "MAKALE_BOT_MEGABYTES_PER_FILE": "1",
    }
    with BotApi(TOKEN) as api, running(tmp_path, **reaching(api, **options)) as bot:
        api.push(f"/ekle {site}/{path}", User(1))
        api.push("lavrov ne söyledi?", User(2))  # others don't wait for it
        assert "Sergey Lavrov" in api.sent(1, 2)[0].text
        told = api.edited(api.sent(1, 1)[0]).text
        assert "Eklendi" not in told
        assert "ters gitti" not in told
        assert "\n" not in told
        assert bot.stop() == 0
        assert api.violations == []


def test_updates_of_every_kind(tmp_path: Path) -> None:
    """Whatever Telegram may send: nothing ends the bot, or keeps it from answering."""
    rng, asker = random.Random(1), User(8)
    options = {"MAKALE_BOT_QUESTIONS_PER_MINUTE": "10000"}
    with BotApi(TOKEN) as api, running(tmp_path, **reaching(api, **options)) as bot:
        for number in range(UPDATES):
            api.push_update(schema.update(rng, rng.randrange(900_000, 900_020)))
            if number == UPDATES // 2:
                api.push_update({"message": {"gizli": "x"}})  # the library itself can't read it
        api.push("lavrov ne söyledi?", asker)
        assert "Sergey Lavrov" in api.sent(1, asker.id)[0].text
        api.polled()
        assert bot.stop() == 0
        # What it can't know is whether a chat or a query that somebody made up is there.
        unknown = ("chat not found", "too old", "wrong file_id", "replied not found")
        assert [v for v in api.violations if not any(words in v for words in unknown)] == []
        output = bot.output()
        assert "gizli" not in output
        assert "Aliyev ne dedi" not in output
        assert SECRET not in output


def test_the_token_is_nowhere(bot: Running, api: BotApi) -> None:
    assert SECRET not in bot.output()
    assert not any(SECRET in repr(call.params) for call in api.calls)
