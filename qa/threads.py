"""How many threads a question takes.

What is multiplied for it is too small for several: BLAS wakes one a core for a product of a few
million numbers and lets it spin behind it, which takes longer than the product, above all where
others are at work: twice the processor's time of an answer. The two arms of a large library are
work enough for one each.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import ParamSpec, TypeVar

from threadpoolctl import threadpool_limits

P = ParamSpec("P")
T = TypeVar("T")


@cache
def alone() -> None:
    """Let BLAS multiply in the thread that asks it to, from now on."""
    threadpool_limits(1, "blas")


def beside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
    """Begin ``work`` in a thread beside this one."""
    return _threads().submit(work, *args, **kwargs)


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(thread_name_prefix="beside")
