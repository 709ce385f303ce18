"""What the rows of a library are in Python, and what their columns hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.article import Span
from index.kinds import kinds as kinds_of
from index.passages import Passage
from index.speech.known import Entity
from index.statements import Kind, Statement
from index.tokenised import Tokenised
from index.turkish import PARTS, WORD, fold

Row = tuple[object, ...]
_decode = json.JSONDecoder().raw_decode  # `json.loads` takes longer to look for white space


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a library was made with; vectors and terms made otherwise don't fit to it."""

    schema: int
    analyser: str
    encoder: str
    fingerprint: str
    dimension: int
    prompts: dict[str, str]


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the library keeps it.

    ``kinds`` are the kinds of questions that it may answer, each with a word that may be the answer
    (`index.kinds`), ``words`` its folded words, both sentence by sentence; ``vector`` is float32 of
    length ``Manifest.dimension``.
    """

    id: int
    article: int
    passage: Passage
    kinds: tuple[tuple[tuple[str, str], ...], ...]
    words: tuple[tuple[str, ...], ...]
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of articles."""

    id: int
    title: str
    source: str
    passages: int
    characters: int
    metadata: dict[str, str]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in an article: the full name, and all folded words that it calls them."""

    article: int
    name: str
    words: frozenset[str]


def spans_out(spans: Iterable[Span]) -> str:
    """Return spans as JSON."""
    return "[" + ", ".join(f"[{s.start}, {s.end}]" for s in spans) + "]"


def spans_in(text: str) -> tuple[Span, ...]:
    """Return what `spans_out` wrote."""
    return tuple([Span(start, end) for start, end in _decode(text)[0]])


def called(
    words: Tokenised, statements: Sequence[Statement], entities: Sequence[Entity]
) -> dict[str, str]:
    """Return for each speaker the folded words of the name, the titles and all expressions.

    ``words`` are those of the article.
    """
    called: dict[str, dict[str, None]] = {}
    for s in statements:
        if s.speaker:
            known = called.setdefault(s.speaker, dict.fromkeys(_words(s.speaker)))
            if s.surface:
                known.update(dict.fromkeys(words.words_of(s.surface)))
    for entity in entities:
        if entity.name in called:
            called[entity.name].update(dict.fromkeys(names_of(words, entity)))
    return {name: " ".join(known) for name, known in called.items()}


def names_of(words: Tokenised, entity: Entity) -> list[str]:
    """Return the folded words of an entity's name, titles and surfaces, each once.

    ``words`` are those of its article.
    """
    named = [w for text in (entity.name, *entity.titles) for w in _words(text)]
    named += [w for span in entity.surfaces for w in words.words_of(span)]
    return list(dict.fromkeys(named))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(PARTS[word][0] for word in WORD.findall(fold(text)))


def kinds_out(sentences: Sequence[Tokenised]) -> str:
    """Return the words that may answer, with their kinds of question, a line a sentence."""
    found = [sorted(kinds_of(sentence)) for sentence in sentences]
    return "\n".join(" ".join(f"{kind}:{word}" for kind, word in pairs) for pairs in found)


def words_out(sentences: Sequence[Tokenised]) -> str:
    """Return the folded words of sentences, a line each."""
    return "\n".join(" ".join(sentence.words) for sentence in sentences)


def passage_in(
    row: tuple[int, int, str, int, int, int, int | None, str, str],
    vector: NDArray[np.float32],
) -> StoredPassage:
    """Return the passage of a row: id, article, sentences … words, in the table's order."""
    number, article, sentences, paragraph, first, last, page, kinds, words = row
    spans = spans_in(sentences)
    passage = Passage(Span(spans[0].start, spans[-1].end), spans, paragraph, (first, last), page)
    return StoredPassage(
        number,
        article,
        passage,
        tuple(
            tuple((kind, word) for kind, _, word in (pair.partition(":") for pair in line.split()))
            for line in kinds.split("\n")
        ),
        tuple(tuple(line.split()) for line in words.split("\n")),
        vector,
    )


def passage_out(passage: Passage, words: Tokenised, vector: bytes) -> Row:
    """Return the columns of a passage, but for its own number and that of its article."""
    sentences = [words.inside(s) for s in passage.sentences]
    return (
        spans_out(passage.sentences),
        passage.paragraph,
        *passage.lines,
        passage.page,
        kinds_out(sentences),
        words_out(sentences),
        vector,
    )


def statement_out(statement: Statement) -> Row:
    """Return the columns of a statement, but for the number of its article."""
    return (
        statement.span.start,
        statement.span.end,
        statement.speaker,
        spans_out([statement.surface] if statement.surface else []),
        statement.kind,
        spans_out([statement.cue] if statement.cue else []),
        spans_out([statement.frame]),
    )


def statement_in(
    first: int, last: int, speaker: str, surface: str, kind: Kind, cue: str, frame: str
) -> Statement:
    """Return the statement of a row, its article left out."""
    return Statement(
        Span(first, last),
        speaker,
        next(iter(spans_in(surface)), None),
        kind,
        next(iter(spans_in(cue)), None),
        spans_in(frame)[0],
    )


def entity_out(words: Tokenised, entity: Entity) -> Row:
    """Return the columns of an entity, but for the number of its article."""
    return (
        entity.name,
        json.dumps(entity.titles, ensure_ascii=False) if entity.titles else "[]",
        spans_out(entity.surfaces),
        " ".join(names_of(words, entity)),
    )
