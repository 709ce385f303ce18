"""The training data: which files of the corpus folder are used, how often, and whose they are."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

TUNING_SHARE = 0.15
"""Share of the question data's titles, the last ones, that is never trained on."""

LEFT_OUT = (
    # Programming documentation and security bulletins: much machine translation, few plain words.
    "msdocs-dotnet*",
    "msdocs-visualstudio*",
    "msdocs-security*",
    "msdocs-faq.unk*",
    "zemberek-lexicon*",  # words without a context
    "xcopa-tr*",  # a benchmark
    "quran-risan*",  # the translators' terms are not stated
    "ud-pud*",  # kept to measure on: sentences of news and an encyclopaedia in two languages
)

_LICENCES = (
    ("laws-acik-mevzuat*", "Turkish laws (onurcan-b/acik-mevzuat), free by law, code MIT"),
    ("msdocs-*", "Microsoft documentation in Turkish (MicrosoftDocs), CC BY 4.0"),
    ("tatoeba-*", "Tatoeba sentences, CC BY 2.0 FR"),
    ("php-doc-tr*", "PHP manual, CC BY 3.0 or later"),
    ("python-docs-tr*", "Python documentation in Turkish, CC0; English side PSF licence"),
    ("apache-httpd-tr*", "Apache HTTP Server documentation, Apache-2.0"),
    ("react-docs-tr*", "React documentation in Turkish, CC BY 4.0"),
    ("tldr*", "tldr-pages, CC BY 4.0"),
    ("nutuk-qa*", "Nutuk questions (mehmetaksoy/Nutuk-Turkce-NLP-Dataset), MIT"),
    ("cldr*", "Unicode CLDR 48, Unicode-3.0"),
    ("exams-tr*", "EXAMS and its Turkish Wikipedia sentences (mhardalov/exams-qa), CC BY-SA 4.0"),
    ("turkish-wiki-ner*", "Turkish Wikipedia sentences (turkish-nlp-suite), CC BY-SA 4.0"),
    ("stsb-tr*", "STSb-TR (verimsu/STSb-TR), CC BY-SA 4.0, texts mixed"),
    ("ud-*", "Universal Dependencies treebanks of Turkish, CC BY-SA 4.0"),
    ("mythes-tr*", "mythes-tr synonyms (maidis/mythes-tr), LGPL-2.1"),
    ("freedict-*", "FreeDict eng-tur and tur-eng, GPL (tur-eng: 2.0 or later)"),
    ("wiktionary2015-*", "Wiktionary of 2015 (open-dsl-dict), CC BY-SA 3.0 and GFDL"),
    ("multilingualwords-*", "multilingualWords from Wiktionary, ISC; CC BY-SA 3.0 and GFDL"),
    ("thousand-words*", "thousand-most-common-words, MIT"),
    ("apertium-*", "Apertium tur-aze and tur-eng, GPL-3.0"),
    ("iso-*", "iso-codes, LGPL-2.1 or later"),
    ("osm-id-*", "OpenStreetMap id-tagging-schema, ISC"),
    ("osm-website*", "OpenStreetMap website, GPL-2.0"),
    ("scratch-l10n*", "Scratch translations, AGPL-3.0"),
    ("aosp11-*", "Android 11 settings and framework, Apache-2.0"),
    ("mediawiki*", "MediaWiki and extensions, GPL-2.0 or later"),
    ("mozilla-www*", "Mozilla web pages, MPL-2.0"),
    ("nextcloud*", "Nextcloud, AGPL-3.0 or later"),
    ("gnome-user-docs*", "GNOME user documentation, CC BY 3.0"),
    ("opensource-guide*", "Open Source Guides, CC BY 4.0"),
    ("odoo*", "Odoo translations, LGPL-3.0"),
    ("wordpress*", "WordPress and plugin translations, GPL-2.0 or later"),
    ("chromium-brave*", "Brave and Chromium strings, MPL-2.0 and BSD-3-Clause"),
    ("thunderbird*", "Thunderbird translations, MPL-2.0"),
    ("joomla*", "Joomla language packs, GPL-2.0"),
    ("firefox-android*", "Firefox for Android, MPL-2.0"),
    ("udhr*", "Universal Declaration of Human Rights, public text"),
    ("kenet*", "KeNet and WordNet 3.1 (NlpToolkit-WordNet), GPL-3.0 and WordNet licence"),
    ("teacher*", "all-MiniLM-L6-v2 (sentence-transformers), the teacher, Apache-2.0"),
    ("tquad*", "TQuAD (TQuad/turkish-nlp-qa-dataset), public repository, no licence stated"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of training data, as the manifest lists it."""

    name: str
    rows: int
    sha256: str

    @property
    def licence(self) -> str:
        """Where the file comes from and under which licence, for the model card."""
        return next((text for glob, text in _LICENCES if fnmatch(self.name, glob)), "not stated")


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a corpus folder holds: plain texts and pairs by file, and what was read."""

    texts: dict[str, list[str]]
    pairs: dict[str, list[tuple[str, str, str]]]
    """(a, b, kind): b is Turkish, a a title, a question, a word or its equivalent elsewhere."""
    sources: list[Source]


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions on paragraphs: ``gold[i]`` is the paragraph that answers question ``i``."""

    questions: list[str]
    paragraphs: list[str]
    gold: list[int]


def read_corpus(folder: Path, messages: bool) -> Corpus:
    """Read every ``*.jsonl.gz`` below ``folder`` that is not left out.

    Rows are ``{"text"}`` or ``{"a", "b", "kind"}``. The folder ``messages`` (strings of programs)
    is read only where asked for.
    """
    corpus = Corpus({}, {}, [])
    for path in sorted(folder.rglob("*.jsonl.gz")):
        name = path.name.removesuffix(".jsonl.gz")
        if any(fnmatch(name, glob) for glob in LEFT_OUT):
            continue
        if path.parent.name == "messages" and not messages:
            continue
        raw = path.read_bytes()
        rows = [json.loads(line) for line in gzip.decompress(raw).splitlines()]
        corpus.sources.append(Source(name, len(rows), hashlib.sha256(raw).hexdigest()))
        texts = [row["text"] for row in rows if "text" in row]
        pairs = [(row["a"], row["b"], row.get("kind", "")) for row in rows if "a" in row]
        if texts:
            corpus.texts[name] = texts
        if pairs:
            corpus.pairs[name] = pairs
    return corpus


def read_questions(path: Path) -> Iterator[tuple[str, Questions]]:
    """Yield the titles of a file of SQuAD form, with their paragraphs and answerable questions."""
    raw = path.read_bytes()
    data: Any = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    for article in data["data"]:
        part = Questions([], [], [])
        for number, paragraph in enumerate(article["paragraphs"]):
            part.paragraphs.append(paragraph["context"])
            for asked in paragraph["qas"]:
                if asked["answers"] and not asked.get("is_impossible", False):
                    part.questions.append(asked["question"])
                    part.gold.append(number)
        yield article["title"], part


def joined(parts: list[Questions]) -> Questions:
    """Return ``parts`` as one, equal paragraphs counted once."""
    whole = Questions([], [], [])
    numbers: dict[str, int] = {}
    for part in parts:
        for text in part.paragraphs:
            if numbers.setdefault(text, len(numbers)) == len(whole.paragraphs):
                whole.paragraphs.append(text)
        whole.questions.extend(part.questions)
        whole.gold.extend(numbers[part.paragraphs[gold]] for gold in part.gold)
    return whole


def split_questions(path: Path, evaluation: Sequence[Path] = ()) -> tuple[Questions, Questions]:
    """Return the training part and the tuning part of a question file.

    The last `TUNING_SHARE` of the distinct titles is for tuning. Neither its paragraphs nor those
    of the ``evaluation`` files are in the training part, wherever else they stand: the published
    training file holds some paragraphs of its own development file.
    """
    parts = list(read_questions(path))
    titles = list(dict.fromkeys(title for title, _ in parts))
    held = set(titles[round(len(titles) * (1 - TUNING_SHARE)) :])
    others = [part for file in evaluation for _, part in read_questions(file)]
    seen = {_plain(text) for part in others for text in part.paragraphs}
    tuning = joined([_without(part, seen) for title, part in parts if title in held])
    seen |= {_plain(text) for text in tuning.paragraphs}
    return joined([_without(part, seen) for title, part in parts if title not in held]), tuning


def _without(part: Questions, seen: set[str]) -> Questions:
    """Return ``part`` without the paragraphs in ``seen`` and their questions."""
    kept = [i for i, text in enumerate(part.paragraphs) if _plain(text) not in seen]
    asked = [i for i, gold in enumerate(part.gold) if gold in kept]
    return Questions(
        [part.questions[i] for i in asked],
        [part.paragraphs[i] for i in kept],
        [kept.index(part.gold[i]) for i in asked],
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
