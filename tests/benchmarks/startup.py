"""How long a process takes: ``python tests/benchmarks/startup.py``.

Compares whole processes, side by side in one run: ``qa --help`` and the second and later ``qa ask``
against ``python -c "import sentence_transformers"``. Prints the best of several runs each and their
ratios; asserts nothing, since a time is a fact of the machine.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
QA = Path(sys.executable).with_name("qa")
COMMANDS = {
    "import sentence_transformers": [sys.executable, "-c", "import sentence_transformers"],
    "qa --help": [QA, "--help"],
    "qa ask": [QA, "ask", "Aliyev ne dedi?"],
}


def seconds(command: list, env: dict) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=env, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "MAKALE_HOME": home}
        for command in COMMANDS.values():  # disk caches, and the default library
            seconds(command, env)
        best = dict.fromkeys(COMMANDS, float("inf"))
        for _ in range(RUNS):
            for name, command in COMMANDS.items():
                best[name] = min(best[name], seconds(command, env))
    base = best["import sentence_transformers"]
    for name, value in best.items():
        print(f"{name:30} {value:6.2f} s   {value / base:5.2f} ×")


if __name__ == "__main__":
    main()
