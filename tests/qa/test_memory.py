"""What a chat remembers: small, read back as it was written, and never an error."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.memory import EMPTY, LIFETIME, Memory, Place

numbers = st.integers(0, 10**9)
stored_places = st.lists(st.builds(Place, numbers, numbers, numbers), max_size=4).map(tuple)
memories = st.builds(
    Memory,
    st.lists(st.text(min_size=1).map(lambda t: f"a{t}"), max_size=3).map(tuple),
    st.text(),
    st.text(),
    st.text(),
    stored_places,
    stored_places,
    st.floats(0, 1e12),
)


@given(memories)
def test_it_is_read_back_as_it_was_written(memory):
    assert Memory.from_json(memory.to_json()) == memory
    assert "\n" not in memory.to_json()


@given(st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_anything_else_is_no_memory(text):
    assert Memory.from_json(text) == EMPTY


@pytest.mark.parametrize(
    "change",
    [
        {"questions": [1]},
        {"questions": ["?!"]},
        {"at": "x"},
        {"at": math.inf},
        {"shown": [[1]]},
        {"person": None},
    ],
)
def test_what_is_damaged_is_forgotten(change):
    good = json.loads(Memory(("Aliyev ne dedi?",), shown=(Place(1, 2, 3),)).to_json())
    assert Memory.from_json(json.dumps(good | change)) == EMPTY


def test_it_expires_and_a_clock_set_back_ends_it_too():
    memory = Memory(at=1000.0)
    assert not memory.expired(1000.0 + LIFETIME)
    assert memory.expired(1001.0 + LIFETIME)
    assert memory.expired(999.0)
