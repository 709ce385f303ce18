"""One Milvus server for the tests of this folder, and a library of its own for each test."""

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "e2e"))

from milvus import MilvusServer, needed

_parts = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(needed)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusServer]:
    running = MilvusServer(tmp_path_factory.mktemp("milvus"))
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def encoder():
    from index.encoder import load_encoder
    from index.encoders.layout import BUILT_IN

    return load_encoder(BUILT_IN)


@pytest.fixture
def address(server):
    """The address of a library that is not there yet."""
    from index.places import place_of

    return place_of(f"{server.address}/tests/part{next(_parts)}")
