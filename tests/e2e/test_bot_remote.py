"""Two bots that share one library: on a server, or in a folder that they only read.

A third process adds an article meanwhile; where the library is on a server, the server is killed
and comes back.
"""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from bot_api import BotApi, User
from bot_process import TOKEN, reaching, running
from milvus import needed

import seeds
from index.encoder import load_encoder
from index.encoders.layout import BUILT_IN
from index.library import create, holds_library, open_library
from index.places import place_of
from index.reading import article_from_text

OTHER = "535353:BBE-another_Secret0123456789abcdefghi"
NEWS = (
    "Baraj doldu\n\nVali Ayşe Demir, Yeşilırmak barajının tamamen dolduğunu bildirdi.\n\n"
    "“Bu yaz su kesintisi olmayacak.” dedi Demir. Baraja 12 milyon metreküp su girdi.\n"
)
BRIDGE = (
    "Köprü açıldı\n\nVali Kemal Yılmaz, Gökçe köprüsünü dün törenle açtı.\n\n"
    '"Bu köprü halkındır." dedi Vali Kemal Yılmaz. Törene 350 kişi katıldı.\n'
)


@pytest.mark.parametrize("where", ["folder", pytest.param("server", marks=needed)])
def test_two_bots_and_one_library(where, tmp_path, request) -> None:
    server = request.getfixturevalue("server") if where == "server" else None
    place = place_of(f"{server.address}/haber" if server else tmp_path / "haber")
    encoder = load_encoder(BUILT_IN)
    with create(place, encoder) as library:
        list(library.add(seeds.articles()))
        _ = library.derived
    with ExitStack() as stack:
        bots = []
        for name, token in (("a", TOKEN), ("b", OTHER)):
            api = stack.enter_context(BotApi(token))
            home = tmp_path / name
            home.mkdir()
            settings = reaching(
                api,
                TELEGRAM_BOT_TOKEN=token,
                MAKALE_LIBRARY=str(place),
                MAKALE_MILVUS_SECONDS="3",
            )
            bots.append((api, stack.enter_context(running(home, **settings))))
            api.polled()
        user = User(7, "Ayşe", "tr")

        def ask(api: BotApi, text: str) -> str:
            before = len(api.sent(0, user.id))
            api.push(text, user)
            return api.sent(before + 1, user.id)[before].text

        for api, _ in bots:
            assert "Sergey Lavrov" in ask(api, "lavrov ne söyledi?")
        with open_library(place, encoder, writable=True) as library:
            list(library.add([article_from_text(NEWS, "baraj.txt")]))
            _ = library.derived
        for api, _ in bots:
            assert "su kesintisi olmayacak" in ask(api, "Ayşe Demir ne dedi?")

        # What a chat adds is that chat's with that bot.
        first, second = bots[0][0], bots[1][0]
        before = len(first.sent(0, user.id))
        first.push("", user, file=("kopru.txt", BRIDGE.encode()))
        assert first.edited(first.sent(before + 1, user.id)[before]).text.startswith("Eklendi")
        assert "Bu köprü halkındır" in ask(first, "Kemal Yılmaz ne dedi?")
        assert "Bu köprü halkındır" not in ask(second, "Kemal Yılmaz ne dedi?")
        if server is not None:
            assert holds_library(place_of(f"{place}/{TOKEN.partition(':')[0]}-u7"))
            assert not (bots[0][1].data / "chats").exists()
            server.kill()
            told = ask(first, "Kemal Yılmaz ne dedi?")
            assert "şu anda ulaşılamıyor" in told
            assert "127.0.0.1" not in told
            server.start()
            assert "Bu köprü halkındır" in ask(first, "Kemal Yılmaz ne dedi?")
            assert "Sergey Lavrov" in ask(second, "lavrov ne söyledi?")
        for _, bot in bots:
            assert bot.stop() == 0
            assert "Traceback" not in bot.output()
