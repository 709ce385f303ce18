"""KeNet, the Turkish wordnet, with what it shares with Princeton's: words and what they mean.

A definition says in other words what a word says; that is what a paraphrase does. KeNet (Bakay et
al. 2021) has one for each of its 78,000 meanings, and for a third of them an example or the English
synset, whose gloss the teacher reads.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from xml.etree.ElementTree import Element, parse

from index.training.sources import Corpus, Source

TURKISH, ENGLISH = "turkish_wordnet.xml", "english_wordnet_version_31.xml"
_WORDS = 4  # of an English synset and of a Turkish one that are taken for each other

Row = tuple[str, str, str]
"""(a, b, kind) as in `Corpus.pairs`."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    """A synset: its words, its definitions, its examples, and the synsets of English it equals."""

    words: list[str]
    definitions: list[str]
    examples: list[str]
    english: list[str]


def add_wordnet(corpus: Corpus, folder: Path) -> None:
    """Add to ``corpus`` the pairs of the two wordnets in ``folder`` (package NlpToolkit-WordNet).

    Kinds: "definition", "example" (a definition and a sentence that has its word), "synset" (words
    of one meaning), "sense" (an English word and a Turkish one), "gloss" (both definitions).
    """
    english = dict(_meanings(folder / ENGLISH))
    found: dict[str, dict[Row, None]] = {}
    for _, meaning in _meanings(folder / TURKISH):
        for row in _rows(meaning, english):
            found.setdefault(row[2], {})[row] = None
    for kind, rows in found.items():
        corpus.pairs[f"kenet.{kind}"] = list(rows)
    for name, pairs in ((TURKISH, sum(map(len, found.values()))), (ENGLISH, 0)):
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        corpus.sources.append(Source(f"kenet.{name}", pairs, digest))


def _rows(meaning: _Meaning, english: dict[str, _Meaning]) -> Iterator[Row]:
    for word, definition in product(meaning.words, meaning.definitions):
        yield word, definition, "definition"
    for definition, example in product(meaning.definitions[:1], meaning.examples):
        yield definition, example, "example"
    for one, other in product(meaning.words, meaning.words):
        if one != other:
            yield one, other, "synset"
    for theirs in (english[number] for number in meaning.english if number in english):
        for word, ours in product(theirs.words[:_WORDS], meaning.words[:_WORDS]):
            yield word.replace("_", " "), ours, "sense"
        for gloss, definition in product(theirs.definitions[:1], meaning.definitions[:1]):
            # What the gloss is about stands in brackets, examples behind a semicolon.
            yield re.sub(r"\([^)]*\)", "", gloss).partition(";")[0].strip(), definition, "gloss"


def _meanings(file: Path) -> Iterator[tuple[str, _Meaning]]:
    for synset in parse(file).getroot():  # noqa: S314 - a published package's own data
        words = [_text(literal) for literal in synset.iterfind("SYNONYM/LITERAL")]
        # In brackets stand kinds of tokens of its makers, "(özel isim)".
        if words := [word for word in words if word and not word.startswith("(")]:
            equal = [_text(link) for link in synset.iterfind("ILR")]
            number = synset.findtext("ID", "")
            yield number, _Meaning(words, _parts(synset, "DEF"), _parts(synset, "EXAMPLE"), equal)


def _parts(synset: Element, tag: str) -> list[str]:
    parts = (part.strip() for part in synset.findtext(tag, "").split("|"))
    return [part for part in parts if part]


def _text(element: Element) -> str:
    return (element.text or "").strip()
