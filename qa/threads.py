"""A question is answered in one thread: what is multiplied for it is too small for several.

BLAS wakes a thread a core for a product of a few million numbers and lets it spin behind it, which
takes longer than the product, above all where others are at work: two and a half times the
processor's time of an answer.
"""

from __future__ import annotations

from functools import cache


@cache
def alone() -> None:
    """Let BLAS multiply in the thread that asks it to, from now on."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, "blas")
