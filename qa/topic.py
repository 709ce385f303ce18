"""Whether what somebody said is on the topic that is asked for, or on other things only.

A logistic regression over what can be counted: how many of the topic's words stand in the
paragraphs of the speaker, whether they stand together elsewhere instead, and how near the speaker's
passages are to the topic among all candidates, as the encoder sees it. `qa.evaluation.topics` fits
it on questions about other texts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from index.background import Background
from qa.matching import matches

FILE = "topic.json"
NAMES = (
    "bias",
    "paragraph",
    "all",
    "missing",
    "elsewhere",
    "nearness",
    "place",
    "words",
)
"""``paragraph`` is the share of the topic in the best paragraph of the speaker, ``all`` in all of
them together, words weighed by how rare they are; ``missing`` the share of the weightiest word that
is in none; ``elsewhere`` how much more another paragraph has; ``nearness`` how much nearer the best
passage of all is than the speaker's best (a cosine), ``place`` that one's place among all, from 1
for the first to 0; ``words`` how many words the topic has, 1 for five and more."""
_STEM = 5
_MANY = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that may be on the topic: its words, its cosine, whether it is the speaker's.

    The words are those of its paragraph and of the article's title: what all of it is about need
    not be named again.
    """

    words: tuple[str, ...]
    cosine: float
    own: bool


def evidence(topic: Sequence[str], places: Sequence[Place]) -> NDArray[np.float64]:
    """Return what is known of a topic (folded words) and places, one at least of them the own.

    The shape is (len(NAMES),).
    """
    idf = Background.load().idf([word[:_STEM] for word in topic])
    share = idf / max(float(idf.sum()), 1e-6)
    vocabulary = dict.fromkeys(word for place in places for word in place.words)
    alike = matches(topic, vocabulary)
    held = np.array(
        [
            [max(map(forms.__getitem__, forms.keys() & words), default=0.0) for forms in alike]
            for words in (set(p.words) for p in places)
        ]
    )
    own = np.array([p.own for p in places])
    cosines = np.array([p.cosine for p in places])
    covered = held @ share
    together = held[own].max(axis=0)
    best = float(cosines[own].max())
    return np.array(
        [
            1.0,
            float(covered[own].max()),
            float(together @ share),
            float((share * (1 - together)).max()),
            float(covered.max() - covered[own].max()),
            float(cosines.max() - best),
            float((cosines <= best).mean()),
            min(len(topic), _MANY) / _MANY,
        ]
    )


def chance(topic: Sequence[str], places: Sequence[Place]) -> float:
    """Return the probability that somebody's places are on the topic."""
    if not topic or not any(p.own for p in places):
        return 0.0
    logit = float(np.clip(evidence(topic, places) @ _weights(), -30, 30))
    return 1 / (1 + float(np.exp(-logit)))


@cache
def _weights() -> NDArray[np.float64]:
    facts = json.loads(resources.files("qa").joinpath(FILE).read_text("utf-8"))
    return np.array([facts["weights"][name] for name in NAMES])
