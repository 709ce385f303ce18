"""Where a library may be: folders, and addresses on a server."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import OptionInvalid
from index.places import Address, place_of

_NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,20}", fullmatch=True)
_HOSTS = st.from_regex(r"[a-z0-9][a-z0-9.-]{0,20}", fullmatch=True)
_PARTS = st.from_regex(r"[A-Za-z0-9_-]{0,20}", fullmatch=True)


@given(_HOSTS, st.integers(1, 65535), _NAMES, _PARTS, st.booleans())
def test_an_address_is_read_as_it_is_written(host, port, name, part, tls) -> None:
    address = Address(host, port, name, part, tls)
    assert place_of(str(address)) == address
    assert place_of(address) is address


def test_what_may_be_left_out() -> None:
    assert place_of("milvus://db/haber") == Address("db", 19530, "haber")
    assert place_of("milvus://[::1]:1/haber/").server == "http://[::1]:1"
    assert place_of("milvus+tls://db/haber/spor").server == "https://db:19530"


@pytest.mark.parametrize("name", ["haberler", "./milvus", "~/haber", "/a/milvus", "C:milvus"])
def test_everything_else_is_a_folder(name) -> None:
    assert place_of(name) == Path(name)


@pytest.mark.parametrize(
    "name",
    [
        "milvus:",
        "milvus://",
        "milvus://db",
        "milvus://db/",
        "milvus:/db/haber",
        "milvus://db:0/haber",
        "milvus://db:70000/haber",
        "milvus://db/1haber",
        "milvus://user:secret@db/haber",
        "milvus://db/haber/a/b",
        "milvus://db/haber?x=1",
    ],
)
def test_half_an_address_is_no_folder(name) -> None:
    with pytest.raises(OptionInvalid):
        place_of(name)
