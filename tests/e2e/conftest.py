"""Makes the helpers beside the tests importable by name, and runs a bot for a module of them."""

import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "index" / "reading"))

from bot_api import BotApi, Sent, User
from bot_process import SECRET, TOKEN, Running, reaching, running
from milvus import MilvusServer

_users = count(100)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MilvusServer]:
    running = MilvusServer(tmp_path)
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi(TOKEN) as server:
        yield server


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def bot_options() -> dict[str, str]:
    """Settings of the module's bot; a module may have its own."""
    return {}


@pytest.fixture(scope="module")
def bot(api: BotApi, home: Path, bot_options: dict[str, str]) -> Iterator[Running]:
    """One bot for the tests that only talk to it. It must leave without a violation or a leak."""
    with running(home, **reaching(api, MAKALE_LOG="DEBUG", **bot_options)) as process:
        api.polled()
        yield process
        assert process.stop() == 0, process.output()
    assert api.violations == []
    assert "/bot…/getUpdates" in process.output()  # the libraries did speak of it
    assert SECRET not in process.output()
    assert "Traceback" not in process.output()


@pytest.fixture
def user() -> User:
    """Somebody new."""
    return User(next(_users))


@pytest.fixture
def ask(api: BotApi, bot: Running) -> Callable[..., list[Sent]]:
    """Return what asks the bot as somebody new and gives back its messages."""

    def do(text: str, count: int = 1, language: str | None = "tr") -> list[Sent]:
        user = User(next(_users), "Ayşe", language)
        api.push(text, user)
        api.sent(count, user.id)
        api.polled()
        return api.sent(count, user.id)

    return do


@pytest.fixture
def say(api: BotApi, bot: Running, user: User) -> Callable[..., Sent]:
    """Return what says something as one user and gives back the next message of the bot."""

    def do(text: str, **more: object) -> Sent:
        before = len(api.sent(0, user.id))
        api.push(text, user, **more)  # type: ignore[arg-type]
        return api.sent(before + 1, user.id)[before]

    return do
