"""What the ranker looks at: numbers for a question and a candidate, most of them between 0 and 1.

None of them depends on which other candidates there are, so a score means the same everywhere and
can be calibrated.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from index.asked import Lexical
from index.background import Background
from index.encoder import Encoder
from index.turkish import PREFIXES
from qa.phrases import Kind
from qa.question import Question
from qa.retrieval import Candidate
from qa.texts import Texts, Words

NAMES = (
    "coverage_sentence",
    "coverage_passage",
    "coverage_paragraph",
    "coverage_around",
    "own_passage",
    "own_paragraph",
    "bm25_passage",
    "bm25_paragraph",
    "grams_passage",
    "grams_paragraph",
    "soft_sentence",
    "soft_passage",
    "soft_paragraph",
    "predicate",
    "proximity",
    "unmatched",
    "dense",
    "dense_sentence",
    "dense_paragraph",
    "headline",
    "number_fits",
    "time_fits",
    "place_fits",
    "person_fits",
    "reason_fits",
)
"""``coverage``, ``grams`` and ``bm25`` weigh words by how rare they are at large, ``own`` by how
rare they are in the library. ``grams`` are shared character 4-grams (McNamee and Mayfield 2004).
``soft`` compares the vectors of words: each question word with the nearest one of the passage
(MaxSim, Khattab and Zaharia 2020, on static vectors). ``around`` adds to the paragraph what stands
before and behind it, and how its article begins. ``predicate`` is that of the last word, which in a
Turkish question says what is the case."""

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


def wanted(words: Sequence[str], lexicon: Lexical) -> Wanted:
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

    ``rows`` has the shape (candidates, len(NAMES)). ``share`` is the weight of each question word,
    ``alike`` and ``soft`` how near any candidate's paragraph comes to it, by letters and by
    vectors; shape (words,).
    """

    rows: Floats
    share: Floats
    alike: Floats
    soft: Floats


def features(
    question: Question, looked_for: Wanted, found: Sequence[Candidate], encoder: Encoder
) -> Table:
    """Return the features of the candidates.

    ``looked_for`` are all words of the question, or only the topic where the speaker is settled.
    """
    if not found:
        nothing = np.zeros_like(looked_for.share)
        rows = np.zeros((0, len(NAMES)), np.float32)
        return Table(rows, looked_for.share, nothing, nothing)
    share, own = looked_for.share, looked_for.own
    vocabulary = list(dict.fromkeys(w for c in found for w in (*c.paragraph, *c.around)))
    words = Words(looked_for.words, vocabulary, encoder)
    sentence = Texts([s for c in found for s in c.stored.words], words.place)
    passage = Texts([[w for s in c.stored.words for w in s] for c in found], words.place)
    paragraph = Texts([c.paragraph for c in found], words.place)
    around = Texts([c.around for c in found], words.place)
    first = np.cumsum([0, *(len(c.stored.words) for c in found[:-1])])  # sentence of each candidate

    def nearest(of_sentences: Floats) -> Floats:
        best: Floats = np.maximum.reduceat(of_sentences, first)
        return best

    here, beside = passage.best(words.alike), paragraph.best(words.alike)
    meant = paragraph.best(words.soft)
    last = words.soft[-1:] if not question.foreign else words.soft[:0]
    dense = np.array([c.dense for c in found])
    sentence_dense, paragraph_dense = dense, dense
    if words.vectors is not None:
        asked = encoder.queries([question.text])[0]
        sentence_dense = nearest(sentence.cosines(words.vectors, asked))
        paragraph_dense = paragraph.cosines(words.vectors, asked)
    columns = [
        nearest(share @ sentence.best(words.alike)),
        share @ here,
        share @ beside,
        share @ np.maximum(beside, around.best(words.alike)),
        own @ here,
        own @ beside,
        share @ _bm25(words.alike, passage, _USUAL_WORDS["passage"]),
        share @ _bm25(words.alike, paragraph, _USUAL_WORDS["paragraph"]),
        words.grams(passage) @ share,
        words.grams(paragraph) @ share,
        nearest(share @ sentence.best(words.soft)),
        share @ passage.best(words.soft),
        share @ meant,
        passage.best(last).max(axis=0, initial=0.0),
        np.array([_proximity(words.alike[:, ids[:-1]]) for ids in passage.each]),
        (share[:, None] * (beside == 0)).max(axis=0, initial=0.0),
        *(np.maximum(d, 0.0) for d in (dense, sentence_dense, paragraph_dense)),
        np.array([c.headline for c in found]),
        *(np.array([question.kind == k and k in c.stored.kinds for c in found]) for k in _FITTING),
    ]
    rows = np.stack(columns, axis=1).astype(np.float32)
    return Table(rows, share, beside.max(axis=1), meant.max(axis=1))


def _bm25(alike: Floats, texts: Texts, usual: float) -> Floats:
    """Return the saturated frequency of each question word (BM25's, over its largest value)."""
    counts = texts.sums(np.where(alike >= _FORM, alike, 0.0))
    lengths = 1 - _B + _B * texts.lengths / usual
    return np.asarray(counts / (counts + _K1 * lengths), np.float32)


def _proximity(alike: Floats) -> float:
    """Return the share of neighbouring question words that stand together, in order."""
    here = alike >= _FORM
    if len(here) < 2:
        return 0.0
    together = np.zeros(len(here) - 1, bool)
    for distance in range(1, min(_WINDOW, here.shape[1] - 1) + 1):
        together |= (here[:-1, :-distance] & here[1:, distance:]).any(axis=1)
    return float(together.mean())
