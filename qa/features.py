"""What the ranker looks at: numbers between 0 and 1 for a question and a candidate.

None of them depends on which other candidates there are, so a score means the same everywhere and
can be calibrated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from index.background import Background
from index.encoder import Encoder
from index.lexicon import Lexicon
from index.turkish import PREFIXES
from qa.matching import matches
from qa.phrases import Kind
from qa.question import Question
from qa.retrieval import Candidate

NAMES = (
    "bias",
    "coverage_passage",
    "coverage_paragraph",
    "coverage_sentence",
    "own_passage",
    "own_paragraph",
    "bm25_passage",
    "bm25_paragraph",
    "soft_passage",
    "soft_paragraph",
    "soft_foreign",
    "predicate",
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
"""``coverage`` and ``bm25`` weigh words by how rare they are at large, ``own`` by how rare they
are in the library. ``soft`` compares the vectors of words: each question word with the nearest
one of the passage (MaxSim, Khattab and Zaharia 2020, on static vectors). ``predicate`` is that of
the last word, which in a Turkish question says what is the case. ``foreign`` repeats a feature
for questions in another language, whose words hardly match."""

_FITTING: tuple[Kind, ...] = ("number", "time", "place", "person", "reason")
_K1 = 1.2
_B = 0.75
_USUAL_WORDS = {"passage": 35.0, "paragraph": 90.0}  # lengths that BM25 neither favours nor not
_FORM = 0.7  # likeness from which a word counts as an occurrence
_WINDOW = 3  # words between two that stand together
_OWN_WEIGHT = 1 / 2000  # of a passage, in the mix of the library's frequencies and the background
_STEM = PREFIXES[1]


Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words that are looked for, with their weights: each sums to one, shape (words,).

    A small library has no word frequencies of its own: among nine paragraphs every word is rare or
    common by accident. So ``share`` mixes those of the library with a large background of Turkish
    text, the more of the library's the more passages it has; ``own`` has the library's alone.
    """

    words: tuple[str, ...]
    share: Floats
    own: Floats


def wanted(words: Sequence[str], lexicon: Lexicon) -> Wanted:
    """Weigh ``words`` by their inverse document frequency."""
    stems = [word[:_STEM] for word in words]
    count = len(lexicon)
    own = np.array(
        [log(1 + (count - n + 0.5) / (n + 0.5)) for n in lexicon.frequencies(stems)], np.float32
    )
    mix = count * _OWN_WEIGHT / (1 + count * _OWN_WEIGHT)
    mixed = mix * own + (1 - mix) * Background.load().idf(stems)
    return Wanted(tuple(words), mixed / max(mixed.sum(), 1e-6), own / max(own.sum(), 1e-6))


@dataclass(frozen=True, slots=True)
class Table:
    """Features of the candidates of a question.

    ``rows`` has the shape (candidates, len(NAMES)). ``anywhere`` has the shape (2, words): the
    share of each word that some candidate's paragraph matches, and the share that none does.
    """

    rows: Floats
    anywhere: Floats


def features(
    question: Question, looked_for: Wanted, found: Sequence[Candidate], encoder: Encoder
) -> Table:
    """Return the features of the candidates.

    ``looked_for`` are all words of the question, or only the topic where the speaker is settled.
    """
    vocabulary = list(dict.fromkeys(word for c in found for word in c.paragraph))
    place = {word: i for i, word in enumerate(vocabulary)}
    alike = np.zeros((len(looked_for.words), len(vocabulary)), np.float32)
    for row, forms in zip(alike, matches(looked_for.words, vocabulary), strict=True):
        for word, value in forms.items():
            row[place[word]] = value
    soft = np.maximum(alike, _similar(looked_for.words, vocabulary, encoder))
    rows = [_row(question, looked_for, c, place, alike, soft) for c in found]
    best = alike.max(axis=1, initial=0.0)
    return Table(
        np.array(rows, np.float32).reshape(len(found), len(NAMES)),
        np.stack([looked_for.share * best, looked_for.share * (1 - best)]),
    )


def _similar(words: Sequence[str], vocabulary: Sequence[str], encoder: Encoder) -> Floats:
    """Return the cosines of word vectors, shape (words, vocabulary); zeros where there are none."""
    ours, theirs = encoder.words(words), encoder.words(vocabulary)
    if ours is None or theirs is None:
        return np.zeros((len(words), len(vocabulary)), np.float32)
    cosines: Floats = np.maximum(ours @ theirs.T, 0.0)
    return cosines


def _row(
    question: Question,
    looked_for: Wanted,
    candidate: Candidate,
    place: dict[str, int],
    alike: Floats,
    soft: Floats,
) -> list[float]:
    share, own = looked_for.share, looked_for.own
    sentences = [[place[w] for w in sentence] for sentence in candidate.stored.words]
    passage = [i for sentence in sentences for i in sentence]
    paragraph = [place[w] for w in candidate.paragraph]
    in_passage, in_paragraph = alike[:, passage], alike[:, paragraph]
    best, around = _best(in_passage), _best(in_paragraph)
    soft_passage = float(_best(soft[:, passage]) @ share)
    dense = max(0.0, candidate.dense)
    return [
        1.0,
        float(best @ share),
        float(around @ share),
        max((float(_best(alike[:, sentence]) @ share) for sentence in sentences), default=0.0),
        float(best @ own),
        float(around @ own),
        float(_bm25(in_passage, _USUAL_WORDS["passage"]) @ share),
        float(_bm25(in_paragraph, _USUAL_WORDS["paragraph"]) @ share),
        soft_passage,
        float(_best(soft[:, paragraph]) @ share),
        soft_passage * question.foreign,
        float(soft[-1, passage].max(initial=0.0)) if len(soft) and not question.foreign else 0.0,
        _proximity(in_passage),
        float(share[around == 0].max(initial=0.0)),
        dense,
        dense * question.foreign,
        *(float(question.kind == kind and kind in candidate.stored.kinds) for kind in _FITTING),
    ]


def _best(alike: Floats) -> Floats:
    """Return the likeness of each question word to the most alike of the words; shape (words,)."""
    best: Floats = alike.max(axis=1, initial=0.0)
    return best


def _bm25(alike: Floats, usual: float) -> Floats:
    """Return the saturated frequency of each question word (BM25's, over its largest value)."""
    counts = np.where(alike >= _FORM, alike, 0.0).sum(axis=1)
    length = 1 - _B + _B * alike.shape[1] / usual
    frequency: Floats = counts / (counts + _K1 * length)
    return frequency


def _proximity(alike: Floats) -> float:
    """Return the share of neighbouring question words that stand together, in order."""
    here = alike >= _FORM
    if len(here) < 2:
        return 0.0
    together = np.zeros(len(here) - 1, bool)
    for distance in range(1, min(_WINDOW, here.shape[1] - 1) + 1):
        together |= (here[:-1, :-distance] & here[1:, distance:]).any(axis=1)
    return float(together.mean())
