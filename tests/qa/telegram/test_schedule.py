"""Fair turns: order within a chat, round robin among chats, slow work beside quick work."""

from __future__ import annotations

import asyncio
import random
from collections import Counter

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from qa.telegram.schedule import Turns


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_a_flood_of_one_chat_delays_others_by_one_turn() -> None:
    async def run() -> list[str]:
        turns, served = Turns(1, 1), []

        async def work(lane: str) -> None:
            async with turns.turn(lane):
                await asyncio.sleep(0)
                served.append(lane)

        tasks = [asyncio.create_task(work("flood")) for _ in range(50)]
        await asyncio.sleep(0)
        tasks += [asyncio.create_task(work(lane)) for lane in "abc"]
        await asyncio.gather(*tasks)
        return served

    served = asyncio.run(run())
    assert max(served.index(lane) for lane in "abc") <= 5
    assert Counter(served)["flood"] == 50


def test_slow_work_takes_no_place_of_quick_work() -> None:
    async def run() -> list[str]:
        turns, served = Turns(1, 1), []
        gate = asyncio.Event()

        async def read(lane: str) -> None:
            async with turns.turn(lane, slow=True):
                await gate.wait()
                served.append(f"read {lane}")

        async def ask(lane: str) -> None:
            async with turns.turn(lane):
                served.append(f"ask {lane}")

        tasks = [asyncio.create_task(read(lane)) for lane in "ab"]
        await settle()
        tasks += [asyncio.create_task(ask(lane)) for lane in "acd"]
        await settle()
        assert served == ["ask c", "ask d"]  # a's question waits for a's article
        assert turns.waiting == 2
        gate.set()
        await asyncio.gather(*tasks)
        return served

    assert sorted(asyncio.run(run())[2:]) == ["ask a", "read a", "read b"]


@settings(max_examples=150, deadline=None, phases=[Phase.explicit, Phase.generate])
@given(
    st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.booleans()), max_size=40),
    st.integers(1, 4),
    st.integers(1, 2),
    st.integers(0, 2**16),
)
def test_order_bounds_and_cancellation(
    items: list[tuple[int, bool, bool]], quick: int, slow: int, seed: int
) -> None:
    """Whatever comes and goes: order in a lane, never two of a lane, never too many, none stuck."""

    async def run() -> None:
        turns, rng = Turns(quick, slow), random.Random(seed)
        inside: Counter[object] = Counter()
        served: dict[int, list[int]] = {}

        async def work(number: int, lane: int, heavy: bool) -> None:
            async with turns.turn(lane, slow=heavy):
                inside[lane] += 1
                inside["slow" if heavy else "quick"] += 1
                assert inside[lane] == 1
                assert inside["quick"] <= quick
                assert inside["slow"] <= slow
                served.setdefault(lane, []).append(number)
                for _ in range(rng.randrange(3)):
                    await asyncio.sleep(0)
                inside[lane] -= 1
                inside["slow" if heavy else "quick"] -= 1

        tasks, cancelled = [], set()
        for number, (lane, heavy, cancel) in enumerate(items):
            tasks.append(asyncio.create_task(work(number, lane, heavy)))
            if rng.random() < 0.5:
                await asyncio.sleep(0)
            if cancel and not tasks[-1].done():
                await asyncio.sleep(0)
                if lane in served and number in served[lane]:
                    continue  # it is at work already
                tasks[-1].cancel()
                cancelled.add(number)
        await asyncio.gather(*tasks, return_exceptions=True)
        for task, number in zip(tasks, range(len(items)), strict=True):
            assert task.cancelled() == (number in cancelled) or number in cancelled
        assert turns.waiting == 0
        for numbers in served.values():
            assert numbers == sorted(numbers)
        done = {n for numbers in served.values() for n in numbers}
        assert done | cancelled == set(range(len(items)))
        async with turns.turn("last"):  # nothing is stuck
            pass

    asyncio.run(asyncio.wait_for(run(), 5))
