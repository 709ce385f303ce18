"""What the rows on a server are in Python, and what their fields hold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from index.analysis import Found
from index.article import Article, Span
from index.packing import packed, unpacked
from index.passages import Passage
from index.remote.head import Head
from index.remote.schema import ARTICLES, LONGEST, NAMES, PASSAGES, PIECES, STUB
from index.remote.server import Row
from index.rows import (
    Entry,
    StoredPassage,
    called,
    kinds_out,
    names_of,
    words_out,
)
from index.speech.known import Entity
from index.statements import Statement
from index.tokenised import Tokenised
from index.turkish import grams, prefixes, tokens

Kind = Literal["text", "said", "named", "places"]
"""What is kept of an article in pieces: text with paragraphs and metadata; statements; entities;
and how many passages each paragraph has."""
_PIECE = LONGEST // 4  # characters of a piece: UTF-8 has at most four bytes for each
_LONG = 1000  # characters of metadata from which they stand with the text only
PASSAGE_FIELDS = ("id", "article", "edition", "facts", "words", "vector")
ARTICLE_FIELDS = ("id", "number", "digest", "origin", "entry")


@dataclass(frozen=True, slots=True)
class Edition:
    """An article on the server: its key, that of its first passage, the pieces of each kind."""

    key: int
    number: int
    digest: str
    origin: str
    entry: Entry
    first: int
    pieces: dict[str, int]

    @property
    def passages(self) -> range:
        """The keys of its passages."""
        return range(self.first, self.first + self.entry.passages)


def terms_of(words: Iterable[str], title: Iterable[str]) -> dict[str, list[str]]:
    """Return the terms of folded words and of those of a title, by field, as often as they stand.

    Fields are those of `index.lexicon`: prefixes, 4-grams, prefixes of the title.
    """
    some = list(words)
    return {
        "terms": [term for word in some for term in prefixes(word)],
        "grams": [gram for word in some for gram in grams(word)],
        "title": [term for word in title for term in prefixes(word)],
    }


def terms_in(row: Row) -> dict[str, list[str]]:
    """Return the terms of a passage's row."""
    return terms_of(row["words"].split(), ()) | {"title": row["title"].split()}


def counted(terms: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the names under which a passage of these terms is counted."""
    return {name_of(field, term) for field, found in terms.items() for term in found}


def name_of(field: str, term: str) -> str:
    """Return the name under which a term of a field is counted."""
    return f"{field[:2]}{term}"


def lengths(terms: Mapping[str, Sequence[str]]) -> Counter[str]:
    """Return how many terms each field has."""
    return Counter({field: len(found) for field, found in terms.items()})


@dataclass(frozen=True, slots=True)
class Written:
    """All rows of an article, by collection, and what they add to the counts of the library."""

    rows: dict[str, list[Row]]
    passages: int
    lengths: Counter[str]
    counts: Counter[str]


def written(head: Head, number: int, article: Article, found: Found) -> Written:
    """Return the rows of an article, with the numbers that come next."""
    edition, first = head.key(head.edition), head.key(head.passage)
    own: Row = {"library": head.library, "edition": head.edition}
    counts: Counter[str] = Counter()
    length: Counter[str] = Counter()
    title = [t.word for t in tokens(article.title)]
    passages = []
    kept_vectors = unpacked(packed(found.vectors))  # as a library in a folder keeps them
    for place, (passage, vector) in enumerate(zip(found.passages, kept_vectors, strict=True)):
        read = [found.words.inside(sentence) for sentence in passage.sentences]
        words = words_out(read)
        terms = terms_of(words.split(), title)
        counts.update(counted(terms))
        length.update(lengths(terms))
        passages.append(
            own
            | {
                "id": first + place,
                "article": number,
                "facts": _facts(passage, read),
                "words": words,
                "vector": vector.tolist(),
            }
            | {field: " ".join(some) for field, some in terms.items()}
        )
    kept: dict[Kind, object] = {
        "text": [article.text, _spans(article.paragraphs), dict(article.metadata)],
        "said": [_said(s) for s in found.statements],
        "named": [[e.name, list(e.titles), _spans(e.surfaces)] for e in found.entities],
        "places": _places(found.passages),
    }
    pieces_of = {kind: _cut(json.dumps(data, ensure_ascii=False)) for kind, data in kept.items()}
    entry = {
        "title": article.title,
        "source": article.source,
        "passages": len(passages),
        "characters": len(article.text),
        "metadata": {k: v for k, v in article.metadata.items() if len(v) <= _LONG},
        "first": first,
        "pieces": {kind: len(data) for kind, data in pieces_of.items()},
    }
    speaking = called(found.words, found.statements, found.entities)
    names = {e.name: " ".join(names_of(found.words, e)) for e in found.entities}
    return Written(
        {
            PASSAGES: passages,
            PIECES: [
                own | {"key": piece_key(edition, kind, part), "data": data, "stub": STUB}
                for kind, parts in pieces_of.items()
                for part, data in enumerate(parts)
            ],
            NAMES: [
                own
                | {
                    "key": f"{edition}/{kind}/{place}",
                    "article": number,
                    "speaks": kind,
                    "name": name,
                    "words": f" {words}",  # so that each word has a space before it
                    "stub": STUB,
                }
                for kind, named in ((1, speaking), (0, names))
                for place, (name, words) in enumerate(named.items())
            ],
            ARTICLES: [
                {
                    "id": edition,
                    "library": head.library,
                    "edition": head.edition,
                    "number": number,
                    "digest": article.digest,
                    "origin": article.origin,
                    "entry": json.dumps(entry, ensure_ascii=False),
                    "stub": STUB,
                }
            ],
        },
        len(passages),
        length,
        counts,
    )


def piece_key(edition: int, kind: str, part: int) -> str:
    """Return the key of a piece of what is kept of an article."""
    return f"{edition}/{kind}/{part}"


def edition_in(row: Row) -> Edition:
    """Return the edition of a row."""
    entry = json.loads(row["entry"])
    return Edition(
        int(row["id"]),
        int(row["number"]),
        row["digest"],
        row["origin"],
        Entry(
            int(row["number"]),
            entry["title"],
            entry["source"],
            entry["passages"],
            entry["characters"],
            entry["metadata"],
        ),
        entry["first"],
        entry["pieces"],
    )


def passage_in(row: Row) -> StoredPassage:
    """Return the passage of a row."""
    sentences, paragraph, first, last, page, kinds = json.loads(row["facts"])
    spans = spans_in(sentences)
    return StoredPassage(
        int(row["id"]),
        int(row["article"]),
        Passage(Span(spans[0].start, spans[-1].end), spans, paragraph, (first, last), page),
        tuple(
            tuple((kind, word) for kind, _, word in (pair.partition(":") for pair in line.split()))
            for line in kinds.split("\n")
        ),
        tuple(tuple(line.split()) for line in row["words"].split("\n")),
        np.asarray(row["vector"], np.float32),
    )


def article_in(edition: Edition, data: str) -> Article:
    """Return the article of an edition and of what is kept as its text."""
    text, paragraphs, metadata = json.loads(data)
    return Article(text, edition.entry.title, edition.entry.source, spans_in(paragraphs), metadata)


def statements_in(data: str) -> list[Statement]:
    """Return the statements that are kept of an article."""
    return [
        Statement(Span(*span), speaker, _one(surface), kind, _one(cue), Span(*frame))
        for span, speaker, surface, kind, cue, frame in json.loads(data)
    ]


def entities_in(data: str) -> list[Entity]:
    """Return the entities that are kept of an article."""
    return [
        Entity(name, tuple(titles), spans_in(surfaces))
        for name, titles, surfaces in json.loads(data)
    ]


def parted(edition: Edition, data: str) -> Iterator[tuple[int, range]]:
    """Yield the number of each paragraph with the keys of its passages."""
    first = edition.first
    for paragraph, count in enumerate(json.loads(data), start=1):
        yield paragraph, range(first, first + count)
        first += count


def spans_in(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    """Return spans of pairs."""
    return tuple(Span(start, end) for start, end in pairs)


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _facts(passage: Passage, read: Sequence[Tokenised]) -> str:
    kinds = kinds_out(read)
    spans = _spans(passage.sentences)
    return json.dumps([spans, passage.paragraph, *passage.lines, passage.page, kinds])


def _said(s: Statement) -> list[Any]:
    surface, cue = (_spans([s.surface] if s.surface else []), _spans([s.cue] if s.cue else []))
    return [[s.span.start, s.span.end], s.speaker, surface, s.kind, cue, *_spans([s.frame])]


def _one(pairs: Sequence[Sequence[int]]) -> Span | None:
    return next(iter(spans_in(pairs)), None)


def _places(passages: Sequence[Passage]) -> list[int]:
    """Return the number of passages of each paragraph."""
    counts = Counter(p.paragraph for p in passages)
    return [counts[n] for n in range(1, max(counts, default=0) + 1)]


def _cut(data: str) -> list[str]:
    return [data[i : i + _PIECE] for i in range(0, len(data), _PIECE)]
