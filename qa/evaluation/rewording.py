"""Questions in other words, made with word lists: synonyms, and English word for word.

Not good Turkish and not good English, but what they are for: questions whose words are not those of
the text. Without them a ranker learns that words always match.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from random import Random

from index.errors import FileMissing
from index.turkish import STOP_WORDS, tokens
from qa.matching import likeness

_SYNONYMS = ("lgpl/mythes-tr-synonyms.pairs", "bilingual/wiktionary2015-tr.syn")
_ENGLISH = ("bilingual/freedict-eng-tur.dict", "bilingual/wiktionary2015-en-tr.dict")
_STEM = 4
_SAME = 0.85  # likeness of a word to a headword
_SHARE = 0.6  # of the content words that are replaced by a synonym
_ASKED = {
    "ne": "what", "kim": "who", "nerede": "where", "nasil": "how", "neden": "why", "hangi": "which",
    "kac": "how many", "zaman": "when", "nedir": "what is", "kimdir": "who is",
}  # fmt: skip


class Rewording:
    """Word lists of a corpus folder. Raises `FileMissing` where they are not there."""

    def __init__(self, corpus: Path) -> None:
        self._synonyms = _entries(corpus, _SYNONYMS, turkish="a", other="b")
        self._english = _entries(corpus, _ENGLISH, turkish="b", other="a")

    def synonyms(self, question: str, random: Random) -> str:
        """Return ``question`` with synonyms for most of its words."""
        words = question.rstrip("?").split()
        for i, word in enumerate(words):
            if random.random() < _SHARE and (other := self._other(self._synonyms, word, random)):
                words[i] = other
        return " ".join(words) + "?"

    def english(self, question: str, random: Random) -> str:
        """Return ``question`` in English words, names as they are, in Turkish order."""
        words: list[str] = []
        for token in tokens(question):
            typed = token.span.of(question)
            if token.word in _ASKED:
                words.insert(0, _ASKED[token.word])
            elif typed[0].isupper() and words:
                words.append(typed.split("'")[0].split("’")[0])
            elif other := self._other(self._english, typed, random):
                words.append(other)
        return f"What is the {' '.join(words)}?"

    def _other(
        self, entries: dict[str, list[tuple[str, str]]], typed: str, random: Random
    ) -> str | None:
        word = next((t.word for t in tokens(typed)), "")
        if not word or word in STOP_WORDS:
            return None
        near = [(likeness(word, head), other) for head, other in entries.get(word[:_STEM], ())]
        best = max((like for like, _ in near), default=0.0)
        chosen = [other for like, other in near if like == best >= _SAME]
        return random.choice(chosen) if chosen else None


def _entries(
    corpus: Path, names: Iterable[str], turkish: str, other: str
) -> dict[str, list[tuple[str, str]]]:
    """Return (folded headword, other word) pairs by the beginning of the headword."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in names:
        path = corpus / f"{name}.jsonl.gz"
        if not path.exists():
            raise FileMissing(path=path)
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                head = [t.word for t in tokens(row[turkish])]
                if len(head) == 1:
                    found[head[0][:_STEM]].append((head[0], row[other]))
    return found
