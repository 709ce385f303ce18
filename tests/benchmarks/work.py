"""The work that all systems get: the same passages, the same questions, typed in three ways.

Passages are the paragraphs of a SQuAD file, each text once, then spliced ones (`splicing`), ten of
which are an article; a SQuAD paragraph is one of its own. The right passage of a question is its
paragraph, as in ``docs/evaluation.md``.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log2
from pathlib import Path
from random import Random

from qa.evaluation.perturb import perturb
from qa.evaluation.squad import read_squad
from tests.benchmarks.splicing import TEXTS, files_of, sentences_of, spliced

TYPINGS = {"plain": "none", "ascii": "ascii", "mistyped": "typo"}
"""Names of the ways in which questions are typed, and what `qa.evaluation.perturb` calls them."""
DEPTH = 10
ARTICLE = 10
"""Spliced passages in an article."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question in each way of typing, and the passage that answers it."""

    typed: dict[str, str]
    right: str


@dataclass(frozen=True, slots=True)
class Work:
    """Passages on disk, an object with ``id`` and ``text`` a line, and the questions to them.

    An id is the article's number, a point, and the paragraph's number in it, from 1.
    """

    passages: Path
    size: int
    questions: tuple[Question, ...]

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal digits that change with the passages and the questions."""
        digest = hashlib.sha256(self.passages.read_bytes())
        digest.update(repr(self.questions).encode())
        return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Source:
    """Where passages and questions come from."""

    squad: Path
    texts: Path
    questions: int
    seed: int


def make_work(
    source: Source, size: int | None, folder: Path, step: Callable[[int], None] = lambda _: None
) -> Work:
    """Write ``size`` passages to ``folder``, those of the SQuAD file alone where it is None.

    ``step`` is called with the number written since its last call. Raises ValueError for a size
    below that of the SQuAD file, or one that the texts don't make.
    """
    paragraphs = read_squad(source.squad)
    texts = list(dict.fromkeys(p.text for p in paragraphs))
    more = 0 if size is None else size - len(texts)
    if more < 0:
        raise ValueError(f"--size {size}: {source.squad.name} alone has {len(texts)} passages")
    files = files_of(source.texts) if more else []
    if more and not files:
        raise ValueError(f"--texts {source.texts}: no {TEXTS} there")
    real = sentences_of(files)
    path = folder / f"passages-{len(texts) + more}.jsonl"
    with path.open("w", encoding="utf-8") as file:
        passages = chain(texts, spliced(real, more, source.seed))
        for name, text in zip(_names(len(texts), more), passages, strict=True):
            file.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
            step(1)
    ids = dict(zip(texts, _names(len(texts), 0), strict=True))
    asked = [(q.text, ids[p.text]) for p in paragraphs for q in p.questions if q.answers]
    chosen = Random(source.seed).sample(asked, min(source.questions, len(asked)))
    typed = tuple(
        Question({name: perturb(q, how, source.seed) for name, how in TYPINGS.items()}, right)
        for q, right in chosen
    )
    return Work(path, len(texts) + more, typed)


def _names(alone: int, spliced_ones: int) -> Iterator[str]:
    yield from (f"{n}.1" for n in range(alone))
    yield from (f"{alone + n // ARTICLE}.{n % ARTICLE + 1}" for n in range(spliced_ones))


def ndcg(found: Sequence[str], right: str) -> float:
    """Return nDCG@10 where one passage is right: 1 over the binary logarithm of its place + 1."""
    places = [n for n, passage in enumerate(found[:DEPTH], start=1) if passage == right]
    return 1 / log2(places[0] + 1) if places else 0.0
