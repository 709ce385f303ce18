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

from qa.answer import Silence
from qa.features import FOR_ORDER, NAMES, Table
from qa.phrases import MEAN
from qa.question import Question
from qa.retrieval import Candidate
from qa.speakers import Asked
from qa.tense import TENSES

FILE = "ranking.json"
ABOUT_ALL = (
    "bias",
    "coverage_anywhere",
    "unmatched_anywhere",
    "soft_anywhere",
    "strange_anywhere",
    "dense_best",
    "dense_usual",
    "words",
    *TENSES[1:],
)
"""What the confidence model knows of the question and of the candidates as a whole: how much of the
question any paragraph covers, and its weightiest word that none does, by letters and by vectors;
how many words it has, and how it is put (`qa.tense`), if not as something told."""


_TELLING = np.array([name not in FOR_ORDER for name in NAMES])


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
    """A question understood in a library, and all candidates for it, best first.

    ``silence`` tells why nobody answers, where that is settled already (`qa.answer.Silence`).
    ``table`` has what the hits were ordered by, in their order; None where nothing was.
    """

    question: Question
    asked: Asked
    hits: tuple[Ranked, ...]
    silence: Silence | None = None
    table: Table | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words that passages are ranked by."""
        if not self.asked.known:
            return self.question.words
        # What was expected on the topic is told in words of expecting.
        return (*self.asked.topic, *(w for w in self.question.words if w in MEAN))

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


def evidence(table: Table, foreign: bool) -> NDArray[np.float64]:
    """Return what the confidence model looks at, a row a candidate.

    The columns stand twice: the first half for questions in Turkish, the second for ``foreign``
    ones, whose words hardly match; the other half is zero.
    """
    rows, share = table.rows, table.share
    dense = np.sort(rows[:, NAMES.index("dense")])
    rest = [
        1.0,
        float(share @ table.alike),
        float((share * (1 - table.alike)).max(initial=0.0)),
        float(share @ table.soft),
        float((share * (1 - table.soft)).max(initial=0.0)),
        float(dense[-1]),
        float(dense[: max(1, len(dense) - 1)].mean()),
        min(len(share), 10) / 10,
        *(float(table.tense == tense) for tense in TENSES[1:]),
    ]
    both = np.hstack([rows * _TELLING, np.tile(rest, (len(rows), 1))])
    empty = np.zeros_like(both)
    return np.hstack([empty, both] if foreign else [both, empty])


def blank() -> Ranker:
    """Return a ranker that prefers nothing, to look at candidates with before any was fitted."""
    columns = 2 * (len(NAMES) + len(ABOUT_ALL))
    return Ranker(np.zeros(len(NAMES)), np.zeros(columns), 0.0)


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
