"""From features to an order and to probabilities: two linear models, read from JSON.

The *weights* order the candidates of a question. The *confidence* model is a logistic regression
over the features of one candidate and what is known of all of them; it tells the probability that
the candidate answers, and so when to be silent.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from qa.features import NAMES
from qa.question import Question
from qa.retrieval import Candidate
from qa.speakers import Asked

FILE = "ranking.json"
ABOUT_ALL = ("coverage_anywhere", "unmatched_anywhere", "dense_best", "dense_usual", "words")
"""What the confidence model knows of the candidates as a whole."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in its place: ``score`` to order by, ``probability`` that it answers.

    ``features`` are the values of `NAMES` that the score is made of, empty where nothing is ranked
    (`qa.explaining` tells what each did).
    """

    candidate: Candidate
    score: float
    probability: float
    features: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """A question understood in a library, and all candidates for it, best first."""

    question: Question
    asked: Asked
    hits: tuple[Ranked, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words that passages are ranked by."""
        return self.asked.topic if self.asked.known else self.question.words

    @property
    def everything(self) -> bool:
        """Whether all that somebody said is asked for, on whatever topic."""
        return bool(self.asked.known) and not self.asked.topic


@dataclass(frozen=True)
class Ranker:
    """What was fitted.

    ``weights`` by feature (`NAMES`), ``confidence`` by feature and `ABOUT_ALL`, for Turkish
    questions and again for foreign ones; ``threshold`` is the probability from which the first
    passage is an answer.
    """

    weights: NDArray[np.float64]
    confidence: NDArray[np.float64]
    threshold: float

    def scores(self, features: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return what to order by, shape (candidates,)."""
        scores: NDArray[np.float64] = features @ self.weights
        return scores

    def probabilities(self, evidence: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the probability that each candidate answers, shape (candidates,)."""
        logits = np.clip(evidence @ self.confidence, -30, 30)
        probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-logits))
        return probabilities


def evidence(
    features: NDArray[np.float32], anywhere: NDArray[np.float32], foreign: bool
) -> NDArray[np.float64]:
    """Return what the confidence model looks at, a row a candidate.

    ``anywhere`` is the idf share of each question word times its best likeness in any candidate,
    shape (2, words): matched, missing. The columns stand twice: the first half for questions in
    Turkish, the second for ``foreign`` ones, whose words hardly match; the other half is zero.
    """
    dense = np.sort(features[:, NAMES.index("dense")])
    rest = [
        float(anywhere[0].sum()),
        float(anywhere[1].max(initial=0.0)),
        float(dense[-1]),
        float(dense[: max(1, len(dense) - 1)].mean()),
        min(anywhere.shape[1], 10) / 10,
    ]
    rows = np.hstack([features, np.tile(rest, (len(features), 1))])
    empty = np.zeros_like(rows)
    return np.hstack([empty, rows] if foreign else [rows, empty])


@cache
def load() -> Ranker:
    """Return the ranker that `qa.evaluation.training` made."""
    facts = json.loads(resources.files("qa").joinpath(FILE).read_text("utf-8"))
    names = (*NAMES, *ABOUT_ALL)
    return Ranker(
        np.array([facts["weights"][name] for name in NAMES]),
        np.array([facts["confidence"][part][n] for part in ("turkish", "foreign") for n in names]),
        facts["threshold"],
    )
