"""How the bot is doing: counts, and how long updates waited and took."""

from __future__ import annotations

import sys
import time
from collections import Counter, deque
from collections.abc import Iterable

_KEPT = 4096  # of the latest turns, for the percentiles


class Stats:
    """Since the process began."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.waits: deque[float] = deque(maxlen=_KEPT)
        """Seconds from when an update was taken in until its turn began."""
        self.works: deque[float] = deque(maxlen=_KEPT)
        """Seconds from then until it was dealt with."""
        self._began = time.monotonic()

    def facts(self) -> dict[str, object]:
        """Return what /istatistik shows."""
        facts: dict[str, object] = {
            name: self.counts[name] for name in ("questions", "answered", "failed")
        }
        for name, values in (("wait", self.waits), ("work", self.works)):
            facts |= {f"{name}{q}": f"{percentile(values, q):.3f}" for q in (50, 95)}
        hours = (time.monotonic() - self._began) / 3600
        return facts | {"memory": memory() >> 20, "hours": f"{hours:.1f}"}


def percentile(values: Iterable[float], percent: int) -> float:
    """Return the nearest-rank percentile, 0 of nothing."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else 0.0


def memory() -> int:
    """Return the bytes of memory that the process holds now; where that is unknown, the peak."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123  # no path of ours
            pages = int(file.read().split()[1])
        import resource

        return pages * resource.getpagesize()
    except OSError:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak << 10
    except ImportError:  # Windows
        return 0
