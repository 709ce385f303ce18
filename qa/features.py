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

from index.background import Background
from index.lexicon import Lexicon
from index.turkish import PREFIXES
from qa.forward import Context
from qa.phrases import Kind
from qa.question import Question
from qa.retrieval import Candidate
from qa.texts import Texts, Words

NAMES = (
    "coverage_sentence",
    "coverage_passage",
    "coverage_paragraph",
    "coverage_around",
    "coverage_title",
    "titled_passage",
    "titled_paragraph",
    "own_passage",
    "own_paragraph",
    "bm25_passage",
    "bm25_paragraph",
    "grams_passage",
    "grams_paragraph",
    "soft_sentence",
    "soft_passage",
    "soft_paragraph",
    "soft_titled_passage",
    "soft_titled_paragraph",
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
    "fitting_sentence",
    "fitting_soft",
)
"""``coverage``, ``grams`` and ``bm25`` weigh words by how rare they are at large, ``own`` by how
rare they are in the library. ``grams`` are shared character 4-grams (McNamee and Mayfield 2004).
``soft`` compares the vectors of words: each question word with the nearest one of the passage
(MaxSim, Khattab and Zaharia 2020, on static vectors). ``around`` adds to the paragraph what stands
before and behind it, how its article begins, and its title; ``titled`` the title alone. ``predicate`` is that of the last word, which in a
Turkish question says what is the case. ``fits`` tells whether a sentence has a word that may answer
and is not in the question, ``fitting`` how much of the question such a sentence covers."""

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

    ``rows`` has the shape (candidates, len(NAMES)). ``share`` is the weight of each question word,
    ``alike`` and ``soft`` how near any candidate's paragraph or title comes to it, by letters and
    by vectors; shape (words,).
    """

    rows: Floats
    share: Floats
    alike: Floats
    soft: Floats


def features(question: Question, looked_for: Wanted, found: Sequence[Candidate]) -> Table:
    """Return the features of the candidates.

    ``looked_for`` are all words of the question, or only the topic where the speaker is settled.
    """
    share, own = looked_for.share, looked_for.own
    if not found:
        nothing = np.zeros_like(share)
        return Table(np.zeros((0, len(NAMES)), np.float32), share, nothing, nothing)
    contexts = [c.context for c in found]
    vocabulary = contexts[0].vocabulary
    texts = dict.fromkeys(text for c in contexts for text in (*c.sentences, *c.around, c.title))
    asked = vocabulary.query(question.text)
    words = Words(looked_for.words, asked, texts, vocabulary)
    sentence = Texts([(text,) for c in contexts for text in c.sentences], words)
    passage = Texts([c.sentences for c in contexts], words)
    paragraph = Texts([(c.paragraph,) for c in contexts], words)
    around = Texts([(*c.around, c.title) for c in contexts], words)
    title = Texts([(c.title,) for c in contexts], words)
    first = np.cumsum([0, *(len(c.sentences) for c in contexts[:-1])])  # sentence of each candidate

    def nearest(of_sentences: Floats) -> Floats:
        best: Floats = np.maximum.reduceat(of_sentences, first)
        return best

    here, beside = passage.best(words.alike), paragraph.best(words.alike)
    called, covered = title.best(words.alike), np.maximum(beside, title.best(words.alike))
    said, told, named = (t.best(words.soft) for t in (passage, paragraph, title))
    meant = np.maximum(told, named)
    last = words.soft[-1:] if not question.foreign else words.soft[:0]
    dense = np.array([c.dense for c in found])
    sentence_dense, paragraph_dense = dense, dense
    if words.towards is not None:
        sentence_dense = nearest(sentence.cosines(words.towards))
        paragraph_dense = paragraph.cosines(words.towards)
    fits = _fitting(question, contexts, words)
    columns = [
        nearest(share @ sentence.best(words.alike)),
        share @ here,
        share @ beside,
        share @ around.best(words.alike),
        share @ called,
        share @ np.maximum(here, called),
        share @ covered,
        own @ here,
        own @ beside,
        share @ _bm25(words.alike, passage, _USUAL_WORDS["passage"]),
        share @ _bm25(words.alike, paragraph, _USUAL_WORDS["paragraph"]),
        words.shares(passage.held(words.grams)) @ share,
        words.shares(paragraph.held(words.grams)) @ share,
        nearest(share @ sentence.best(words.soft)),
        share @ said,
        share @ told,
        share @ np.maximum(said, named),
        share @ meant,
        passage.best(last).max(axis=0, initial=0.0),
        _proximity(words.alike, passage),
        (share[:, None] * (covered == 0)).max(axis=0, initial=0.0),
        *(np.maximum(d, 0.0) for d in (dense, sentence_dense, paragraph_dense)),
        np.array([c.headline for c in contexts]),
        *(nearest(fits * (question.kind == kind)) for kind in _FITTING),
        nearest(fits * (share @ sentence.best(words.alike))),
        nearest(fits * (share @ sentence.best(words.soft))),
    ]
    rows = np.stack(columns, axis=1).astype(np.float32)
    return Table(rows, share, covered.max(axis=1), meant.max(axis=1))


def _fitting(question: Question, contexts: Sequence[Context], words: Words) -> Floats:
    """Tell which sentences have a word that may answer and is none of the question's own."""
    asked = words.alike.max(axis=0, initial=0.0) >= _FORM
    return np.array(
        [
            any(
                kind == question.kind and not asked[words.place[number]]
                for kind, number in answers
            )
            for context in contexts
            for answers in context.answers
        ],
        np.float32,
    )


def _bm25(alike: Floats, texts: Texts, usual: float) -> Floats:
    """Return the saturated frequency of each question word (BM25's, over its largest value)."""
    counts = texts.sums(np.where(alike >= _FORM, alike, 0.0))
    lengths = 1 - _B + _B * texts.lengths / usual
    return np.asarray(counts / (counts + _K1 * lengths), np.float32)


def _proximity(alike: Floats, texts: Texts) -> Floats:
    """Return the share of neighbouring question words that stand together, in order."""
    if len(alike) < 2:
        return np.zeros(len(texts), np.float32)
    return np.asarray(texts.together(alike >= _FORM, _WINDOW).mean(axis=0), np.float32)
