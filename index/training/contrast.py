"""Learn one vector a token so that texts that belong together have near means (InfoNCE)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch.nn import functional

from index.training.bags import Bags, Ids, means
from index.training.pairs import Batch, Group


@dataclass(frozen=True, slots=True)
class Settings:
    """What a training run depends on besides its data."""

    vocabulary: int = 28_000
    dimension: int = 384
    """Numbers of a member's vectors."""
    members: int = 3
    """So many are trained, each from vectors drawn anew, and stand beside each other: what each of
    them gets wrong by chance is not what the others do (Lakshminarayanan et al. 2017)."""
    width: int = 800
    """Numbers of all members together that are kept, at most: as many as 25 MB hold."""
    epochs: int = 2
    batch: int = 2_048
    rate: float = 0.012
    temperature: float = 0.05
    warm_up: float = 0.05
    """Share of the steps in which the rate rises; behind it, it falls to zero in a line."""
    teaching: float = 1.0
    """Weight of what the teacher says, where there is one."""
    spread: float = 0.01
    """Scale of the first vectors, against which the rate tells how soon they are forgotten."""
    seed: int = 1


def initial(tokenizer: Tokenizer, settings: Settings) -> npt.NDArray[np.float32]:
    """Return vectors of random direction, as long as their tokens are rare.

    Before any training their means already match texts by the rare words they share, and tokens
    that training seldom meets keep doing so.
    """
    pieces = json.loads(tokenizer.to_str())["model"]["vocab"]
    # The unigram model's log probabilities; a text has about e^3 tokens.
    rarity = np.array([max(0.5, -score - 3) for _, score in pieces], dtype=np.float32)
    rng = np.random.default_rng(settings.seed)
    drawn = rng.standard_normal((len(pieces), settings.dimension), dtype=np.float32)
    return drawn * (settings.spread * rarity)[:, None]


def learn(
    groups: Sequence[Group],
    initial: npt.NDArray[np.float32],
    settings: Settings,
    progress: Callable[[int, int, float], None],
    smallest: int = 16,
) -> npt.NDArray[np.float32]:
    """Return the token vectors learned from ``initial``; ``progress`` gets step, steps and loss.

    Every batch comes from one group, so that the negatives are of the positive's own kind.
    Batches of fewer than ``smallest`` pairs teach nothing and are left out.
    """
    rng = np.random.default_rng(settings.seed)
    weights = torch.nn.Parameter(torch.from_numpy(initial.copy()))
    optimiser = torch.optim.SparseAdam([weights], lr=settings.rate)
    steps = 0
    total = settings.epochs * len(_epoch(groups, settings.batch, smallest, rng))
    for _ in range(settings.epochs):
        for group, rows in _epoch(groups, settings.batch, smallest, rng):
            for setting in optimiser.param_groups:
                setting["lr"] = settings.rate * _schedule(steps / total, settings.warm_up)
            optimiser.zero_grad()
            loss = _loss(weights, group.batch(rows, rng), settings)
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()  # type: ignore[no-untyped-call]
            steps += 1
            progress(steps, max(steps, total), loss.item())
    return weights.detach().numpy()


def _epoch(
    groups: Sequence[Group], size: int, smallest: int, rng: np.random.Generator
) -> list[tuple[Group, Ids]]:
    batches: list[tuple[Group, Ids]] = []
    for group in groups:
        rows = group.rows(rng)
        # Even batches: a short rest at the end would be an easy one.
        count = max(1, round(len(rows) / size))
        batches.extend((group, part) for part in np.array_split(rows, count))
    return [batches[i] for i in rng.permutation(len(batches)) if len(batches[i][1]) >= smallest]


def _schedule(done: float, warm_up: float) -> float:
    return done / warm_up if done < warm_up else max(0.0, (1 - done) / (1 - warm_up))


def _loss(weights: torch.nn.Parameter, batch: Batch, settings: Settings) -> torch.Tensor:
    left, right = batch.left, batch.right
    vectors = functional.normalize(means(weights, Bags.joined((left, right))), dim=1)
    a, b = vectors[: len(left)], vectors[len(left) :]
    same = torch.from_numpy(_equal(left) | _equal(right))
    scores = (a @ b.T / settings.temperature).masked_fill(same, -1e4)
    target = torch.arange(len(left))
    forth = functional.cross_entropy(scores, target)
    loss = (forth + functional.cross_entropy(scores.T, target)) / 2
    if batch.taught is not None:
        loss = loss + settings.teaching * _taught(a, b, batch.taught, settings.temperature)
    return loss


def _taught(
    a: torch.Tensor, b: torch.Tensor, taught: npt.NDArray[np.float32], temperature: float
) -> torch.Tensor:
    """Return how far both sides are from the teacher's vectors, among those of the batch.

    What is near for the teacher may be near for the pupil: the target is the teacher's own
    distribution over the batch, not the one right row.
    """
    rows = torch.from_numpy(np.flatnonzero(taught.any(axis=1)))
    teacher = torch.from_numpy(taught)[rows]
    target = functional.softmax(teacher @ teacher.T / temperature, dim=1)
    return (
        functional.cross_entropy(a[rows] @ teacher.T / temperature, target)
        + functional.cross_entropy(b[rows] @ teacher.T / temperature, target)
    ) / 2


def _equal(bags: Bags) -> npt.NDArray[np.bool_]:
    """Tell which other rows hold the same text: they are no negatives of each other."""
    keys: dict[bytes, int] = {}
    number = np.array([keys.setdefault(bags[i].tobytes(), i) for i in range(len(bags))])
    equal: npt.NDArray[np.bool_] = number[:, None] == number[None, :]
    np.fill_diagonal(equal, False)
    return equal
