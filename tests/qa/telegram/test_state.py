"""What the bot keeps: turns once each, messages as they are accepted, chats apart."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.telegram import answers, inbox
from qa.telegram.answers import Given, Place, places_in, places_out
from qa.telegram.state import State

PLACES = (Place(1, "abcdef", 2, 3, 40), Place(7, "0", 1, 0, 1))
GIVEN = Given(5, 1, 10, "Ne dedi?", "own", "f", "", True, PLACES, (11, 12), '{"x": 1}')


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    opened = State(tmp_path / "state.sqlite")
    yield opened
    opened.close()


def test_an_update_is_taken_in_once(state: State) -> None:
    state.inbox.take_in([(1, "a"), (2, "b"), (1, "c")])
    state.inbox.take_in([(2, "d"), (3, "e")])
    left = [(w.update_id, w.body) for w in state.inbox.unfinished()]
    assert left == [(1, "a"), (2, "b"), (3, "e")]
    turn = state.inbox.waiting(2)
    assert turn is not None
    state.inbox.begin(turn.id)
    state.inbox.accepted(turn.id, [70, 71])
    again = state.inbox.waiting(2)
    assert again is not None
    assert (again.sent, again.attempts) == ((70, 71), 1)
    state.inbox.finish(turn.id)
    state.inbox.take_in([(2, "d")])
    assert state.inbox.waiting(2) is None
    assert [w.update_id for w in state.inbox.unfinished()] == [1, 3]
    assert state.inbox.waiting(99) is None


def test_the_words_of_an_update_are_dropped_with_it(state: State, tmp_path: Path) -> None:
    state.inbox.take_in([(1, "gizlisoru")])
    state.inbox.finish(1)
    state.close()  # folds the log into the file
    assert not any(b"gizlisoru" in f.read_bytes() for f in tmp_path.iterdir())


def test_numbers_are_forgotten_when_they_can_not_come_again(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    state.inbox.take_in([(1, "a"), (2, "b")])
    state.inbox.finish(1)
    state.answers.give(GIVEN)
    state.tidy()
    state.inbox.take_in([(1, "a")])
    assert state.inbox.waiting(1) is None
    monkeypatch.setattr(inbox, "_REMEMBERED", -1.0)
    monkeypatch.setattr(answers, "KEPT", -1.0)
    state.tidy()
    assert state.answers.find(1) is None
    state.inbox.take_in([(1, "a")])
    assert [w.update_id for w in state.inbox.unfinished()] == [2, 1]


def test_answers_belong_to_their_chat(state: State) -> None:
    state.answers.give(GIVEN)
    assert state.answers.find(1, turn=5) == GIVEN
    assert state.answers.find(1, asked=10) == GIVEN
    assert state.answers.find(1) == GIVEN
    assert state.answers.showing(1, 12) == GIVEN
    for found in (
        state.answers.find(2, turn=5),
        state.answers.find(2, asked=10),
        state.answers.find(2),
        state.answers.showing(2, 12),
        state.answers.showing(1, 13),
    ):
        assert found is None


def test_a_changed_question_has_one_answer(state: State) -> None:
    from dataclasses import replace

    state.answers.give(GIVEN)
    state.answers.give(replace(GIVEN, turn=6, question="Ne?"))
    assert state.answers.find(1, turn=5) is None
    found = state.answers.find(1, asked=10)
    assert found is not None
    assert found.question == "Ne?"


def test_chats(state: State) -> None:
    state.chats.remember(1, language="en", article="3")
    state.chats.remember(1, memory="{1}")
    chat = state.chats.find(1)
    assert (chat.language, chat.article, chat.memory) == ("en", "3", "{1}")
    assert state.chats.find(2).language == ""
    assert [state.chats.added_today(1, n) for n in (0, 1, 2, 0)] == [0, 1, 3, 3]
    assert state.chats.added_today(2) == 0
    state.answers.give(GIVEN)
    state.chats.reset(1)
    chat = state.chats.find(1)
    assert (chat.language, chat.article, chat.memory) == ("en", "", "{}")
    assert state.answers.find(1) is None
    state.answers.give(GIVEN)
    state.answers.rate(GIVEN, 9, good=True)
    state.chats.move(1, -100)
    assert state.chats.find(-100).language == "en"
    assert state.answers.find(-100) is not None
    state.chats.forget(-100)
    assert state.counts() == {"chats": 1, "given": 0, "good": 0, "bad": 0, "open": 0}


def test_a_thumb_is_changed_not_added(state: State) -> None:
    for user, good in ((1, True), (1, False), (2, True)):
        state.answers.rate(GIVEN, user, good=good)
    assert (state.counts()["good"], state.counts()["bad"]) == (1, 1)


def test_a_change_is_whole_or_not_at_all(state: State) -> None:

    def fail() -> None:
        with state.change():
            state.chats.remember(1, language="en")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert state.chats.find(1).language == ""


@given(
    st.lists(st.builds(Place, *[st.integers(0, 10**6), st.text(), *[st.integers(0, 10**6)] * 3]))
)
def test_places_are_read_back_as_they_were_written(places: list[Place]) -> None:
    assert places_in(places_out(places)) == tuple(places)


CRASH = """
import os, signal, sys
from pathlib import Path
from qa.telegram.state import State
state = State(Path(sys.argv[1]))
state.inbox.take_in([(1, "a")])
state.inbox.accepted(1, [7])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_written_down_survives_kill_9(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    subprocess.run([sys.executable, "-c", CRASH, str(path)], check=False)
    state = State(path)
    (turn,) = state.inbox.unfinished()
    assert (turn.update_id, turn.body, turn.sent) == (1, "a", (7,))
    state.close()


def test_a_file_that_is_none(tmp_path: Path) -> None:
    from index.errors import FolderUnwritable

    path = tmp_path / "state.sqlite"
    path.write_bytes(b"x" * 4096)
    with pytest.raises(FolderUnwritable):
        State(path)
    with pytest.raises(sqlite3.Error), sqlite3.connect(path) as sql:
        sql.execute("SELECT 1 FROM turns")
