"""Passages in any number, spliced from real Turkish sentences.

A passage is the first half of one sentence and the second half of another: its words, their forms
and their frequencies are those of real text, its topics are not. The same files, number and seed
give the same passages, and fewer of them are the first of more.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from random import Random

from index.article import normalise
from index.sentences import sentences

TEXTS = "*.text.jsonl.gz"
"""Files of texts, an object with ``text`` a line."""
MOST = 3000
"""Texts that are taken of a file, so that no source is most of the words."""
_WORDS = range(8, 41)
"""Words of a sentence that is spliced: no heading, no list."""


def files_of(folder: Path) -> list[Path]:
    """Return the files of texts in ``folder`` and below, in the order of their names."""
    return sorted(folder.rglob(TEXTS), key=lambda path: path.name)


def sentences_of(files: Sequence[Path]) -> list[str]:
    """Return the sentences of the first texts of each file, each once."""
    texts = chain.from_iterable(map(_texts, files))
    return list(dict.fromkeys(chain.from_iterable(map(_sentences, texts))))


def spliced(real: Sequence[str], number: int, seed: int = 0) -> Iterator[str]:
    """Yield ``number`` passages, each once, of the sentences ``real``.

    Raises ValueError where so few sentences don't make so many.
    """
    if len(real) * (len(real) - 1) < number * 4:
        raise ValueError(f"{len(real)} sentences are too few for {number} passages")
    random = Random(seed)
    halves = [
        (words[: len(words) // 2], words[len(words) // 2 :]) for words in map(str.split, real)
    ]
    known: set[int] = set()
    while len(known) < number:
        head, tail = random.randrange(len(real)), random.randrange(len(real))
        pair = head * len(real) + tail
        if head != tail and pair not in known:
            known.add(pair)
            yield " ".join([*halves[head][0], *halves[tail][1]])


def _texts(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in islice(lines, MOST):
            yield normalise(json.loads(line)["text"])


def _sentences(text: str) -> Iterator[str]:
    for span in sentences(text):
        words = span.of(text).split()
        if len(words) in _WORDS and words[-1][-1] in ".!?…" and words[0][0].isupper():
            yield " ".join(words)
