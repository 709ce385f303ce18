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
from index.turkish import PREFIXES
from qa.context import Context
from qa.phrases import Kind
from qa.question import Question
from qa.retrieval import Candidate
from qa.spelling import read_as
from qa.subject import names
from qa.tense import Tense, tense
from qa.texts import Held, Texts, Words, once, starts

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
    "rest_sentence",
    "rest_passage",
    "rest_paragraph",
    "rest_weakest",
    "names_passage",
    "names_paragraph",
    "length_paragraph",
)
"""``coverage``, ``grams`` and ``bm25`` weigh words by how rare they are at large, ``own`` by how
rare they are in the library. ``grams`` are shared character 4-grams (McNamee and Mayfield 2004).
``soft`` compares the vectors of words: each question word with the nearest one of the passage
(MaxSim, Khattab and Zaharia 2020, on static vectors). ``titled`` adds the title of the article,
``around`` also what stands before and behind the paragraph, and how the article begins.
``predicate`` is that of the last word, which in a Turkish question says what is the case. ``fits``
tells whether a sentence has a word that may answer and is not in the question, ``fitting`` how much
of the question such a sentence covers. ``names`` are of the words that name somebody or some place,
``rest`` of the others (`qa.subject`). ``length`` is the logarithm of the number of words: a long
paragraph has more words of any question (Singhal et al. 1996)."""

FOR_CONFIDENCE = frozenset(("rest_sentence", "rest_passage", "rest_paragraph", "rest_weakest"))
"""What tells whether any passage answers, and orders none."""
FOR_ORDER = frozenset(
    n for n in NAMES if n.endswith("_fits") or n in ("fitting_sentence", "fitting_soft")
)
"""What tells which passage answers and not whether one does: a place stands beside many a name."""
_FITTING: tuple[Kind, ...] = ("number", "time", "place", "person", "reason")
_K1 = 1.2
_B = 0.75
_USUAL_WORDS = {"passage": 35.0, "paragraph": 90.0}  # lengths that BM25 neither favours nor not
_LONG = 5.0  # logarithm of the number of words of a long paragraph
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
    ``alike`` and ``soft`` how near any candidate's paragraph or title comes to it, by letters and
    by vectors; shape (words,). ``tense`` is how the question is put.
    """

    rows: Floats
    share: Floats
    alike: Floats
    soft: Floats
    tense: Tense


def features(question: Question, looked_for: Wanted, found: Sequence[Candidate]) -> Table:
    """Return the features of the candidates.

    ``looked_for`` are all words of the question, or only the topic where the speaker is settled.
    """
    share, own = looked_for.share, looked_for.own
    # The endings of other languages are not those of Turkish.
    put: Tense = tense(question.text) if question.language == "tr" else "told"
    if not found:
        nothing = np.zeros_like(share)
        return Table(np.zeros((0, len(NAMES)), np.float32), share, nothing, nothing, put)
    contexts = [c.context for c in found]
    sentences = [text for c in contexts for text in c.sentences]
    first = starts([len(c.sentences) for c in contexts])  # sentence of each passage
    # Passages share paragraphs and titles; each is looked at once.
    paragraphs, of_paragraphs = once(c.paragraph for c in contexts)
    titles, of_titles = once(c.title for c in contexts)
    near, of_near = once(text for c in contexts for text in c.around)
    vocabulary = contexts[0].vocabulary
    query = vocabulary.query(read_as(question))
    read = [question.meant.get(word, word) for word in looked_for.words]
    words = Words(looked_for.words, read, query, [*sentences, *near, *titles], vocabulary)
    in_sentences, in_paragraphs = Texts(sentences, words), Texts(paragraphs, words)
    sentence = in_sentences.held()
    passage, paragraph = sentence.joined(first), in_paragraphs.held().taken(of_paragraphs)
    title = Texts(titles, words).held().taken(of_titles)
    around = np.maximum.reduceat(
        Texts(near, words).alike()[:, of_near], starts([len(c.around) for c in contexts]), 1
    )
    covered = np.maximum(paragraph.alike, title.alike)
    meant = np.maximum(paragraph.soft, title.soft)

    def best(of_sentences: Floats) -> Floats:
        best: Floats = np.maximum.reduceat(of_sentences, first)
        return best

    last = passage.soft[-1:] if not question.foreign else passage.soft[:0]
    dense = np.array([c.dense for c in found])
    near_sentences, near_paragraphs = in_sentences.cosines(), in_paragraphs.cosines()
    fits = _fitting(question, contexts, words)
    naming = names(question, looked_for.words, words, contexts)
    name, rest = _weights(share * naming), _weights(share * ~naming)
    columns = [
        best(share @ sentence.alike),
        share @ passage.alike,
        share @ paragraph.alike,
        share @ np.maximum(around, title.alike),
        share @ title.alike,
        share @ np.maximum(passage.alike, title.alike),
        share @ covered,
        own @ passage.alike,
        own @ paragraph.alike,
        share @ _bm25(passage, _USUAL_WORDS["passage"]),
        share @ _bm25(paragraph, _USUAL_WORDS["paragraph"]),
        words.shares(passage.grams) @ share,
        words.shares(paragraph.grams) @ share,
        best(share @ sentence.soft),
        share @ passage.soft,
        share @ paragraph.soft,
        share @ np.maximum(passage.soft, title.soft),
        share @ meant,
        last.max(axis=0, initial=0.0),
        # The share of neighbouring question words that stand together, in order.
        in_sentences.together(first, _WINDOW).sum(axis=0) / max(len(share) - 1, 1),
        (share[:, None] * (covered == 0)).max(axis=0, initial=0.0),
        np.maximum(dense, 0.0),
        np.maximum(dense if near_sentences is None else best(near_sentences), 0.0),
        np.maximum(dense if near_paragraphs is None else near_paragraphs[of_paragraphs], 0.0),
        np.array([c.headline for c in contexts]),
        *(best(fits * (question.kind == kind)) for kind in _FITTING),
        best(fits * (share @ sentence.alike)),
        best(fits * (share @ sentence.soft)),
        best(_whole(rest, sentence.soft)),
        _whole(rest, passage.soft),
        _whole(rest, meant),
        np.where(rest[:, None] > 0, meant, 1.0).min(axis=0, initial=1.0),
        _whole(name, np.maximum(passage.alike, title.alike)),
        _whole(name, covered),
        np.log1p(paragraph.lengths) / _LONG,
    ]
    rows = np.stack(columns, axis=1).astype(np.float32)
    return Table(rows, share, covered.max(axis=1), meant.max(axis=1), put)


def _weights(share: Floats) -> Floats:
    """Return weights that sum to one, or are all zero."""
    return np.asarray(share / max(float(share.sum()), 1e-6), np.float32)


def _whole(weights: Floats, held: Floats) -> Floats:
    """Return how much of the words is held, shape (texts,): all of it where there are none."""
    return weights @ held if weights.any() else np.ones(held.shape[1], np.float32)


def _fitting(question: Question, contexts: Sequence[Context], words: Words) -> Floats:
    """Tell which sentences have a word that may answer and is none of the question's own."""
    own = set(words.numbers[words.forms.any(axis=0)].tolist())
    return np.array(
        [
            any(kind == question.kind and number not in own for kind, number in answers)
            for context in contexts
            for answers in context.answers
        ],
        np.float32,
    )


def _bm25(held: Held, usual: float) -> Floats:
    """Return the saturated frequency of each question word (BM25's, over its largest value)."""
    lengths = 1 - _B + _B * held.lengths / usual
    return np.asarray(held.often / (held.often + _K1 * lengths), np.float32)
