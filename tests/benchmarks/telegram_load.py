"""The bot under load: ``python tests/benchmarks/telegram_load.py [--updates 2000] [--rate 1000]``.

Sends questions of 200 chats at full speed to the unmodified bot; 5 % of the requests are answered
by 429 or 5xx. Prints whether each question was answered once and in its chat's order, how long
turns waited and took, and the memory of the bot. ``--rate`` is the bot's limit of messages a
second, which is 30 at Telegram. Asserts nothing about time, since that is a fact of the machine.
"""

import argparse
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "e2e"))

from bot_api import BotApi
from bot_process import TOKEN, reaching, running
from load import Load, library, times

from qa.telegram.stats import percentile


def resident(process: int) -> float:
    """Return the megabytes that a process holds (Linux)."""
    status = Path(f"/proc/{process}/status").read_text("ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--updates", type=int, default=2000)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--faults", type=float, default=0.05)
    options = parser.parse_args()
    load = Load(options.chats, options.updates // options.chats)
    with tempfile.TemporaryDirectory() as folder, BotApi(TOKEN) as api:
        settings = {
            "MAKALE_LIBRARY": str(library(Path(folder) / "library")),
            "MAKALE_BOT_QUESTIONS_PER_MINUTE": "10000",
            "MAKALE_BOT_MESSAGES_PER_SECOND": str(options.rate),
        }
        api.fault = load.faults(options.faults)
        with running(Path(folder), **reaching(api, **settings)) as bot:
            api.polled()
            held = [resident(bot.process.pid)]
            ended = threading.Event()

            def watch() -> None:
                while not ended.wait(0.5) and bot.process.poll() is None:
                    held.append(resident(bot.process.pid))

            watcher = threading.Thread(target=watch)
            watcher.start()
            start = time.perf_counter()
            load.push(api)
            load.wait(api, 3600)
            seconds = time.perf_counter() - start
            api.fault = lambda method, params: None
            api.polled()
            ended.set()
            watcher.join()
            code = bot.stop()
            waits, works = times(bot)
            sys.stdout = open("/dev/null", "w")  # noqa: SIM115, PTH123  # the log is not wanted
        sys.stdout = sys.__stdout__
        verdict = load.verdict(api)
        sends = [call.status for call in api.calls if call.method == "sendMessage"]
        refused = sum(status != 200 for status in sends)
    tenth = max(1, len(held) // 10)
    print(f"questions             {load.total} from {options.chats} chats, {seconds:.1f} s")
    print(f"a second              {load.total / seconds:.1f}")
    print(f"refused requests      {refused} of {len(sends)} ({refused / len(sends):.1%})")
    print(f"lost / twice          {verdict.lost} / {verdict.twice}")
    print(f"chats out of order    {verdict.disordered}")
    print(f"violations            {len(api.violations)}; exit code {code}")
    for name, values in (("in queue", waits), ("at work", works)):
        figures = [f"{percentile(values, q):.3f}" for q in (50, 95, 100)]
        print(f"{name:<22}p50 {figures[0]} s, p95 {figures[1]} s, max {figures[2]} s")
    early, late = max(held[: 3 * tenth]), max(held[-3 * tenth :])
    print(f"memory                {held[0]:.0f} MB idle, {early:.0f} early, {late:.0f} late")


if __name__ == "__main__":
    main()
