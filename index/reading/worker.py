"""The process behind `index.reading.guard`: reads requests, parses, answers, until the pipe ends.

``python -m index.reading.worker LIMITS``; LIMITS are those of `Limits` as JSON. Before each request
it writes a line to show that it is ready. A request is a line of JSON (source, size, hints) and the
bytes of the file; an answer is a line of JSON: the article, or the name and facts of an error.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

from index.errors import FileBroken, FileTooCostly, InputError
from index.reading.formats import Hints, format_of, parse
from index.reading.limits import Limits

_GRACE = 2  # seconds beyond the limit: whoever started us ends us first, if they still live
_FILES = 64  # open at once
_NEARLY = 0.8  # of the memory that is allowed: who got so far was refused more


def _confine(limits: Limits) -> None:
    """Give up what parsing doesn't need: memory beyond the limit, files, core dumps."""
    try:
        import resource
    except ImportError:  # not on this system: the limit of time remains
        return
    memory = limits.memory << 20
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
    ):
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _allow_time(limits: Limits) -> None:
    """Allow the next request its time, should nobody be there to end us."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(time.process_time() + limits.seconds) + _GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _answer(data: bytes, source: str, hints: Hints, limits: Limits) -> dict[str, Any]:
    try:
        article = parse(data, source, hints, limits)
    except InputError as error:
        if isinstance(error, FileBroken) and _starved(limits):
            return _too_costly(source, limits)
        facts = {k: v if isinstance(v, int | float) else str(v) for k, v in error.facts.items()}
        return {"error": type(error).__name__, "facts": facts}
    except MemoryError:
        return _too_costly(source, limits)
    except Exception:  # whatever a parser throws at a file that is not what it should be
        if _starved(limits):
            return _too_costly(source, limits)
        facts = {"path": source, "format": format_of(data, source, hints)}
        return {"error": FileBroken.__name__, "facts": facts}
    return {
        "text": article.text,
        "title": article.title,
        "paragraphs": [[p.start, p.end] for p in article.paragraphs],
        "metadata": dict(article.metadata),
    }


def _starved(limits: Limits) -> bool:
    """Tell whether memory ran out: parsers in C have many words for it, and none of their own."""
    try:
        status = Path("/proc/self/status").read_text("ascii", "replace")
    except OSError:  # not on this system
        return False
    peak = re.search(r"VmPeak:\s*(\d+) kB", status)
    return peak is not None and int(peak[1]) >> 10 > _NEARLY * limits.memory


def _too_costly(source: str, limits: Limits) -> dict[str, Any]:
    facts = {"path": source, "seconds": round(limits.seconds), "megabytes": limits.memory}
    return {"error": FileTooCostly.__name__, "facts": facts}


def main() -> None:
    """Serve until the pipe ends."""
    limits = Limits(**json.loads(sys.argv[1]))
    requests = sys.stdin.buffer
    # Whatever a parser prints must not get between our answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _confine(limits)
    while True:
        answers.write(b"ready\n")
        answers.flush()
        head = requests.readline()
        if not head:
            return
        request = json.loads(head)
        data = requests.read(request["size"])
        _allow_time(limits)
        answer = _answer(data, request["source"], Hints(**request["hints"]), limits)
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    main()
