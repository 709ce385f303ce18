"""Several learned tables of token vectors beside each other, as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from index.training.contrast import Settings, initial, learn
from index.training.pairs import Group

Table = npt.NDArray[np.float32]


def together(
    groups: Sequence[Group],
    tokenizer: Tokenizer,
    settings: Settings,
    progress: Callable[[int, int, float], None],
) -> Table:
    """Return the token vectors of all members, shape (tokens, members times dimension).

    ``progress`` gets step, steps and loss of each member in turn.
    """
    seeds = range(settings.seed, settings.seed + settings.members)
    each = [replace(settings, seed=seed) for seed in seeds]
    return joined([learn(groups, initial(tokenizer, one), one, progress) for one in each])


def joined(tables: Sequence[Table]) -> Table:
    """Return tables side by side, each counting the same, turned to their principal axes.

    Turned, texts are as near each other as before, and the first numbers of a vector tell most of
    it: a library may keep those alone.
    """
    whole = np.concatenate([table / np.sqrt((table**2).mean()) for table in tables], axis=1)
    _, axes = np.linalg.eigh(whole.T @ whole)  # by rising eigenvalue
    turned: Table = whole @ axes[:, ::-1]
    return turned
