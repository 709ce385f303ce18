"""What the ranker looks at: numbers between 0 and 1 for a question and a candidate.

None of them depends on which other candidates there are, so a score means the same everywhere and
can be calibrated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from index.background import Background
from index.lexicon import Lexicon
from index.turkish import PREFIXES
from qa.matching import matches
from qa.question import Kind, Question
from qa.retrieval import Candidate

NAMES = (
    "bias",
    "coverage_passage",
    "coverage_paragraph",
    "coverage_sentence",
    "bm25_passage",
    "bm25_paragraph",
    "proximity",
    "unmatched",
    "dense",
    "dense_foreign",
    "number_fits",
    "time_fits",
    "place_fits",
    "person_fits",
    "reason_fits",
)

_FITTING: tuple[Kind, ...] = ("number", "time", "place", "person", "reason")
_K1 = 1.2
_B = 0.75
_USUAL_WORDS = {"passage": 35.0, "paragraph": 90.0}  # lengths that BM25 neither favours nor not
_FORM = 0.7  # likeness from which a word counts as an occurrence
_WINDOW = 3  # words between two that stand together
_OWN_WEIGHT = 1 / 2000  # of a passage, in the mix of the library's frequencies and the background
_STEM = PREFIXES[1]


def weights(words: Sequence[str], lexicon: Lexicon) -> NDArray[np.float32]:
    """Return the inverse document frequency of each word, shape (words,).

    A small library has no frequencies of its own: among nine paragraphs every word is rare or
    common by accident. So they are mixed with those of a large background of Turkish text, the more
    of the library's the more passages it has.
    """
    stems = [word[:_STEM] for word in words]
    count = len(lexicon)
    own = np.array(
        [log(1 + (count - n + 0.5) / (n + 0.5)) for n in lexicon.frequencies(stems)], np.float32
    )
    share = count * _OWN_WEIGHT / (1 + count * _OWN_WEIGHT)
    background = Background.load().idf(stems)
    mixed: NDArray[np.float32] = share * own + (1 - share) * background
    return mixed


@dataclass(frozen=True, slots=True)
class Table:
    """Features of the candidates of a question.

    ``rows`` has the shape (candidates, len(NAMES)). ``anywhere`` has the shape (2, words): the idf
    share of each word that some candidate's paragraph matches, and the share that none does.
    """

    rows: NDArray[np.float32]
    anywhere: NDArray[np.float32]


def features(
    question: Question, words: Sequence[str], idf: NDArray[np.float32], found: Sequence[Candidate]
) -> Table:
    """Return the features of the candidates.

    ``words`` are those that are looked for, with their ``idf``: all of the question's, or only the
    topic where the speaker is settled already.
    """
    alike = matches(words, (word for c in found for word in c.paragraph))
    share = idf / idf.sum() if len(idf) else idf
    rows = np.array([_row(question, c, alike, share) for c in found], np.float32)
    best = np.array([max(forms.values(), default=0.0) for forms in alike], np.float32)
    return Table(rows.reshape(len(found), len(NAMES)), np.stack([share * best, share * (1 - best)]))


def _row(
    question: Question,
    candidate: Candidate,
    alike: Sequence[dict[str, float]],
    share: NDArray[np.float32],
) -> list[float]:
    sentences = candidate.stored.words
    passage = [word for sentence in sentences for word in sentence]
    in_paragraph = _best(alike, candidate.paragraph)
    in_sentences = [_best(alike, sentence) @ share for sentence in sentences]
    return [
        1.0,
        float(_best(alike, passage) @ share),
        float(in_paragraph @ share),
        float(max(in_sentences, default=0.0)),
        float(_bm25(alike, passage, _USUAL_WORDS["passage"]) @ share),
        float(_bm25(alike, candidate.paragraph, _USUAL_WORDS["paragraph"]) @ share),
        _proximity(alike, passage),
        float(share[in_paragraph == 0].max(initial=0.0)),
        max(0.0, candidate.dense),
        max(0.0, candidate.dense) if question.foreign else 0.0,
        *(float(question.kind == kind and kind in candidate.stored.kinds) for kind in _FITTING),
    ]


def _best(alike: Sequence[dict[str, float]], words: Sequence[str]) -> NDArray[np.float32]:
    """Return for each question word its likeness to the most alike of ``words``."""
    have = frozenset(words)
    return np.array(
        [max((v for w, v in forms.items() if w in have), default=0.0) for forms in alike],
        np.float32,
    )


def _bm25(
    alike: Sequence[dict[str, float]], words: Sequence[str], usual: float
) -> NDArray[np.float32]:
    """Return the saturated frequency of each question word (BM25's, over its largest value)."""
    length = 1 - _B + _B * len(words) / usual
    times = Counter(words)
    counts = [
        sum(v * times[w] for w, v in forms.items() if v >= _FORM and w in times) for forms in alike
    ]
    return np.array([n / (n + _K1 * length) for n in counts], np.float32)


def _proximity(alike: Sequence[dict[str, float]], words: Sequence[str]) -> float:
    """Return the share of neighbouring question words that stand together, in order."""
    pairs = list(pairwise(alike))
    together = 0
    for first, second in pairs:
        places = [i for i, w in enumerate(words) if first.get(w, 0.0) >= _FORM]
        together += any(
            second.get(w, 0.0) >= _FORM for i in places for w in words[i + 1 : i + 1 + _WINDOW]
        )
    return together / len(pairs) if pairs else 0.0
