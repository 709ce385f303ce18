"""Several learned tables of token vectors beside each other, as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer

from index.training.contrast import Settings, initial, learn
from index.training.pairs import Group

Table = npt.NDArray[np.float32]


def together(
    groups: Sequence[Group],
    tokenizer: Tokenizer,
    settings: Settings,
    progress: Callable[[int, int, int, float], None],
) -> Table:
    """Return the token vectors of all members, shape (tokens, ``settings.width`` at most).

    ``progress`` gets the member, its step, its steps and its loss, from several threads.
    """
    # Each member in one thread, all at once: threads that share a batch wait for each other, and
    # sum in the order they come.
    torch.set_num_threads(1)

    def learned(member: int) -> Table:
        own = replace(settings, seed=settings.seed + member)
        told = partial(progress, member)
        return learn(groups, initial(tokenizer, own), own, told)

    with ThreadPoolExecutor(settings.members) as pool:
        tables = list(pool.map(learned, range(settings.members)))
    return joined(tables, settings.width)


def joined(tables: Sequence[Table], width: int) -> Table:
    """Return tables side by side, each counting the same, on their first ``width`` principal axes.

    On all of them texts are as near each other as before, and the first numbers of a vector tell
    most of it: what keeps only so many keeps these.
    """
    whole = np.concatenate([table / np.sqrt((table**2).mean()) for table in tables], axis=1)
    _, axes = np.linalg.eigh(whole.T @ whole)  # by rising eigenvalue
    turned: Table = whole @ axes[:, ::-1][:, :width]
    return turned
