"""Fit the ranker: ``python -m qa.evaluation.training TQUAD_TRAIN.json.gz CORPUS_DIR``.

Two fits, both convex; all chance comes from the seed:

* the *weights* maximise the softmax likelihood of the passage that holds the answer among the
  candidates of its question (ListNet's top-one loss, Cao et al. 2007), over all paragraphs of the
  file in one pool;
* the *confidence* model is a logistic regression: does the first passage answer? Asked are small
  libraries of one title each: their own questions, those of other titles, and their own with the
  answering paragraph taken out.

Questions are asked as they stand, without Turkish letters, mistyped, with synonyms, and in English
words (`qa.evaluation.rewording`). The threshold is the largest that still answers `COVERAGE` of the
answerable questions of the titles held out from both fits. Writes ``qa/ranking.json``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from random import Random
from typing import cast

import numpy as np
from numpy.typing import NDArray
from rich.progress import track
from scipy.optimize import minimize

from index.encoder import load_encoder
from index.library import Library, temporary
from index.reading.text import article_from_text
from qa import ranking
from qa.evaluation.perturb import Perturbation, perturb
from qa.evaluation.rewording import Rewording
from qa.evaluation.squad import SquadParagraph, SquadQuestion, read_squad
from qa.features import NAMES, Table, features, weights
from qa.question import understand
from qa.retrieval import candidates
from qa.speakers import NOBODY

COVERAGE = 0.97
HELD_OUT = 0.15  # share of the titles, the last ones, that nothing is fitted on
POOLED = 3000  # questions that the weights are fitted on
_PENALTY = 1e-3
_ASKED = ("none", "none", "none", "ascii", "typo", "synonyms", "synonyms", "english")
"""How questions are asked, in these shares."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question's candidates: which of them answer, and what the models look at.

    ``neutral`` are passages of the answering paragraph that don't hold the answer itself.
    """

    table: Table
    foreign: bool
    answers: NDArray[np.bool_]
    neutral: NDArray[np.bool_]


def main() -> None:
    """Read the arguments, fit, write."""
    parser = argparse.ArgumentParser(description="Fit the ranker on questions in SQuAD's form.")
    parser.add_argument("squad", type=Path, help="questions and paragraphs (SQuAD JSON, .gz)")
    parser.add_argument("corpus", type=Path, help="folder with the word lists")
    parser.add_argument("--out", type=Path, default=Path(ranking.__file__).with_name(ranking.FILE))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    paragraphs = read_squad(options.squad)
    asker = Asker(Rewording(options.corpus), Random(options.seed))
    titles = list(dict.fromkeys(p.title for p in paragraphs))
    held = set(titles[int(len(titles) * (1 - HELD_OUT)) :])
    fitted = [p for p in paragraphs if p.title not in held]
    fit = fit_weights(pooled(fitted, asker))
    rows, labels, _ = confidences(fitted, fit, asker)
    sure = fit_logistic(rows, labels)
    rows, labels, answerable = confidences([p for p in paragraphs if p.title in held], fit, asker)
    chances = 1 / (1 + np.exp(-rows @ sure))
    threshold = float(np.quantile(chances[answerable], 1 - COVERAGE))
    names = (*NAMES, *ranking.ABOUT_ALL)
    halves = (sure[: len(names)], sure[len(names) :])
    facts = {
        "made_by": "python -m qa.evaluation.training",
        "trained_on": hashlib.sha256(options.squad.read_bytes()).hexdigest()[:16],
        "encoder": load_encoder().fingerprint,
        "seed": options.seed,
        "weights": _named(NAMES, fit),
        "confidence": {
            part: _named(names, half)
            for part, half in zip(("turkish", "foreign"), halves, strict=True)
        },
        "threshold": round(threshold, 4),
        "held_out": {
            "answered": round(float((chances[answerable] >= threshold).mean()), 4),
            "refused": round(float((chances[~answerable] < threshold).mean()), 4),
            "auroc": round(auroc(chances[answerable], chances[~answerable]), 4),
        },
    }
    options.out.write_text(json.dumps(facts, indent=2) + "\n", "utf-8")
    print(json.dumps(facts, indent=2))


class Asker:
    """Asks a library questions in many ways."""

    def __init__(self, rewording: Rewording, random: Random) -> None:
        self.rewording, self.random = rewording, random

    def ask(self, library: Library, number: int, question: SquadQuestion) -> Example:
        """Return the candidates for a question whose answer is in article ``number``, if in any."""
        understood = understand(self._typed(question.text))
        found = candidates(library, understood, NOBODY, "hybrid")
        idf = weights(understood.words, library.derived.lexicon)
        own = np.array([c.stored.article == number for c in found], bool)
        spans = [c.stored.passage.span for c in found]
        answer = -1 if question.answer is None else question.answer
        holds = np.array([span.start <= answer < span.end for span in spans], bool)
        table = features(understood, understood.words, idf, found)
        return Example(table, understood.foreign, own & holds, own & ~holds)

    def _typed(self, question: str) -> str:
        how = self.random.choice(_ASKED)
        if how == "synonyms":
            return self.rewording.synonyms(question, self.random)
        if how == "english":
            return self.rewording.english(question, self.random)
        return perturb(question, cast("Perturbation", how), self.random.randrange(10**6))


def pooled(paragraphs: Sequence[SquadParagraph], asker: Asker) -> list[Example]:
    """Return examples of questions asked to all paragraphs at once."""
    distinct = list({p.text: p for p in paragraphs}.values())
    library, numbers = _library(distinct)
    asked = [(n, q) for n, p in zip(numbers, distinct, strict=True) for q in p.questions]
    chosen = asker.random.sample(asked, min(POOLED, len(asked)))
    found = (asker.ask(library, n, q) for n, q in track(chosen, "Ranking"))
    return [e for e in found if e.answers.any()]


def confidences(
    paragraphs: Sequence[SquadParagraph], fit: NDArray[np.float64], asker: Asker
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
    """Ask small libraries; return evidence on the first passages, and two labels for each.

    The first label tells whether the passage answers, the second whether any in the library does.
    """
    titles = [list(group) for _, group in groupby(paragraphs, key=lambda p: p.title)]
    everything = [q for p in paragraphs for q in p.questions]
    rows: list[NDArray[np.float64]] = []
    labels: list[tuple[bool, bool]] = []

    def ask(library: Library, number: int, questions: Iterable[SquadQuestion]) -> None:
        for question in questions:
            e = asker.ask(library, number, question)
            if len(e.answers):
                best = int((e.table.rows @ fit).argmax())
                rows.append(ranking.evidence(e.table.rows, e.table.anywhere, e.foreign)[best])
                right = bool(e.answers[best] or e.neutral[best])
                labels.append((right, bool(number)))

    for group in track(titles, "Confidence"):
        distinct = list({p.text: p for p in group}.values())
        library, numbers = _library(distinct)
        for number, paragraph in zip(numbers, distinct, strict=True):
            ask(library, number, paragraph.questions[:3])
        ask(library, 0, asker.random.sample(everything, 3))
        if len(distinct) > 1:
            rest, _ = _library(distinct[1:])
            ask(rest, 0, distinct[0].questions[:1])
    right, answerable = np.array(labels).T
    return np.array(rows), right, answerable


def fit_weights(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Return the weights that make the answering passages likely; shape (features,)."""
    penalty = _PENALTY * len(examples)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = penalty * float(w @ w), 2 * penalty * w
        for e in examples:
            scores = e.table.rows @ w
            chances = np.exp(scores - scores.max()) * ~e.neutral
            chances /= chances.sum()
            right = chances * e.answers
            share = max(right.sum(), 1e-12)
            total -= np.log(share)
            gradient -= (right / share - chances) @ e.table.rows
        return total, gradient

    fitted: NDArray[np.float64] = minimize(
        loss, np.zeros(len(NAMES)), jac=True, method="L-BFGS-B"
    ).x
    return fitted


def fit_logistic(rows: NDArray[np.float64], labels: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the weights of a logistic regression; shape (columns,)."""
    penalty = _PENALTY * len(rows)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        logits = rows @ w
        wrong = 1 / (1 + np.exp(-logits)) - labels
        total = float(np.logaddexp(0, logits).sum() - logits[labels].sum() + penalty * w @ w)
        return total, wrong @ rows + 2 * penalty * w

    start = np.zeros(rows.shape[1])
    fitted: NDArray[np.float64] = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return fitted


def auroc(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """Return the chance that a positive scores above a negative (Mann and Whitney 1947)."""
    above = (positive[:, None] > negative).mean() + (positive[:, None] == negative).mean() / 2
    return float(above)


def _named(names: Sequence[str], values: NDArray[np.float64]) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def _library(paragraphs: Sequence[SquadParagraph]) -> tuple[Library, list[int]]:
    """Make a library in which each paragraph is an article; return it with their numbers."""
    library = temporary(load_encoder(), [])
    articles = (article_from_text(p.text, source=p.title, title=p.title) for p in paragraphs)
    return library, [added.id for added in library.add(articles)]


if __name__ == "__main__":
    main()
