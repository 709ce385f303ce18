"""Texts to token numbers: word by word, where a tokenizer provably reads them so.

A text has few words that no text before it had, and a tokenizer spends longer on a word than a
dictionary does by two orders. But a word may stand for itself only where neither the normalizer nor
the pre-tokenizer looks across white space; that is read from the tokenizer's own description, from
the little that is known to be so, and any other tokenizer gets its texts whole.

Most new words are old ones with another capital or a comma behind them. Where the tokenizer reads
Latin letters one by one and leaves out what is none, a new word is spelled as the tokenizer sees it
first, and only what is new then is asked for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tokenizers import Tokenizer

KNOWN = 200_000
"""Words that are kept, of `_LONGEST` characters at most: some 40 MB."""
_LONGEST = 40

# These change a character by itself, or with the marks that follow it; white space is no mark.
_LOCAL = {"Lowercase", "NFC", "NFD", "NFKC", "NFKD", "StripAccents", "BertNormalizer"}
# What is replaced: listed characters or letters, behind listed characters; none is white space.
_REPLACED = re.compile(r"(?:\(\?<=\[[^\]\\^\s]+\]\))?(?:\[[^\]\\^\s]+\]|[^\W_]+)")
_AT_SPACES = {"WhitespaceSplit", "BertPreTokenizer", "Whitespace"}
# What is split out: runs of letters, numbers and apostrophes, whatever is listed there.
_SPLIT_OUT = re.compile(r"(?:\\p\{[LN]\}|\(\?<=|\{\d\}|[\[\]()+|'])+")
# Letters and signs that no neighbour changes: Latin, its punctuation, no combining mark.
_LATIN = re.compile("[!-\u024f\u2010-\u2027\u2030-\u203a]*")
_BEYOND = re.compile("[\u0370-\U0010ffff]+")


class Tokens:
    """The token numbers of texts."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        description = described(tokenizer)
        self._tokenizer = tokenizer
        self._wordwise = wordwise(description)
        self._letters = _Letters(tokenizer) if letterwise(description) else None
        self._unspelled = _without_normalizer(tokenizer)
        added = [re.escape(a["content"]) for a in description["added_tokens"]]
        self._added = re.compile("|".join(added) or "(?!)")
        # Tuples, which the collector of garbage soon leaves alone.
        self._known: dict[str, tuple[int, ...]] = {}
        self._spelled: dict[str, tuple[int, ...]] = {}

    def of(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token numbers of each text, without special tokens."""
        if not self._wordwise:
            return list(map(list, self._asked(texts)))
        rows = [text.split() for text in texts]
        known = self._known
        words = set(chain.from_iterable(rows))
        new = words.difference(known)
        if len(known) + len(new) > KNOWN:
            known.clear()
            new = words
        if new:
            self._learn(list(new))
        numbers = [list(chain.from_iterable(map(known.__getitem__, row))) for row in rows]
        for word in new:
            if len(word) > _LONGEST:
                del known[word]
        return numbers

    def _learn(self, words: Sequence[str]) -> None:
        """Take in new words."""
        letters, added = self._letters, self._added.search
        if letters is None:
            self._known.update(zip(words, self._asked(words), strict=True))
            return
        latin = {w for w in words if _LATIN.fullmatch(w) and not added(w)}
        others = [w for w in words if w not in latin]
        self._known.update(zip(others, self._asked(others), strict=True))
        parts = {word: word.translate(letters).split() for word in latin}
        spelled = self._spelled
        every = set(chain.from_iterable(parts.values()))
        new = every.difference(spelled)
        if len(spelled) + len(new) > KNOWN:
            spelled.clear()
            new = every
        asked = list(new)
        spelled.update(zip(asked, self._asked(asked, self._unspelled), strict=True))
        for word, row in parts.items():
            if len(row) == 1:
                self._known[word] = spelled[row[0]]
            else:
                self._known[word] = tuple(chain.from_iterable(map(spelled.__getitem__, row)))
        for part in new:
            if len(part) > _LONGEST:
                del spelled[part]

    def _asked(
        self, texts: Sequence[str], tokenizer: Tokenizer | None = None
    ) -> list[tuple[int, ...]]:
        if not texts:
            return []
        asked = tokenizer or self._tokenizer
        found = asked.encode_batch_fast(list(texts), add_special_tokens=False)
        return [tuple(encoding.ids) for encoding in found]


def _without_normalizer(tokenizer: Tokenizer) -> Tokenizer:
    """Return a tokenizer of what the normalizer makes of words."""
    bare = type(tokenizer)(tokenizer.model)
    bare.pre_tokenizer = tokenizer.pre_tokenizer
    return bare


class _Letters(dict[int, str]):
    """How a tokenizer spells a Latin character, for `str.translate`: a space where it is no part.

    Each is asked for once, between two letters.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self._normalizer = tokenizer.normalizer
        self._parts = tokenizer.pre_tokenizer

    def __missing__(self, code: int) -> str:
        char = chr(code)
        normal = self._normalizer.normalize_str(char) if self._normalizer else char
        kept = {c: c if c in self._joined(f"bb{c}b") else " " for c in normal if c != "b"}
        self[code] = "".join(kept.get(c, c) for c in normal)
        return self[code]

    def _joined(self, text: str) -> str:
        return "".join(part for part, _ in self._parts.pre_tokenize_str(text))


def described(tokenizer: Tokenizer) -> dict[str, Any]:
    """Return what tokenizer.json says of a tokenizer, its vocabulary left out."""
    steps = ("normalizer", "pre_tokenizer")
    found: dict[str, Any] = {name: getattr(tokenizer, name) for name in steps}
    found = {name: step and json.loads(step.__getstate__()) for name, step in found.items()}
    added = tokenizer.get_added_tokens_decoder().values()
    found["added_tokens"] = [
        {
            "content": a.content,
            "lstrip": a.lstrip,
            "rstrip": a.rstrip,
            "normalized": a.normalized,
        }
        for a in added
    ]
    return {**found, "truncation": tokenizer.truncation}


def wordwise(description: Mapping[str, Any]) -> bool:
    """Tell whether a tokenizer (as tokenizer.json has it) reads each word by itself.

    True only where that follows from what is described: the tokens of a text are then those of its
    words between white space, in order.
    """
    added = description.get("added_tokens") or ()
    return (
        description.get("truncation") is None
        and all(_local(one) for one in _parts(description.get("normalizer"), "normalizers"))
        and _apart(_parts(description.get("pre_tokenizer"), "pretokenizers"))
        and not any(re.search(r"\s", a["content"]) or a["lstrip"] or a["rstrip"] for a in added)
    )


def letterwise(description: Mapping[str, Any]) -> bool:
    """Tell whether a tokenizer that reads word by word also reads Latin letters one by one.

    True only where that follows from what is described: each is changed by itself, and whatever is
    no part of a word parts words, as white space does.
    """
    added = description.get("added_tokens") or ()
    return (
        wordwise(description)
        and _split_out(_parts(description["pre_tokenizer"], "pretokenizers")[0])
        and all(_by_itself(one) for one in _parts(description.get("normalizer"), "normalizers"))
        and not any(a["normalized"] for a in added)
    )


def _by_itself(step: Mapping[str, Any]) -> bool:
    """Tell whether a step of a normalizer, a local one, changes Latin letters one by one."""
    if step["type"] != "Replace":
        return True
    kind, pattern = next(iter(step["pattern"].items()))
    listed = (kind == "Regex" and pattern[0] == "[") or len(pattern) == 1
    return (listed or _BEYOND.fullmatch(re.sub(r"[()?<=\[\]]", "", pattern)) is not None) and not (
        _BEYOND.search(step["content"])
    )


def _parts(step: Mapping[str, Any] | None, inside: str) -> list[Mapping[str, Any]]:
    if step is None:
        return []
    return list(step[inside]) if step["type"] == "Sequence" else [step]


def _local(step: Mapping[str, Any]) -> bool:
    if step["type"] != "Replace":
        return step["type"] in _LOCAL
    return _REPLACED.fullmatch(next(iter(step["pattern"].values()))) is not None


def _apart(steps: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether the first step parts words, and those behind it look at one part at a time."""
    if not steps:
        return False
    first, *others = steps
    marked = all(o["type"] == "Metaspace" and o["prepend_scheme"] == "always" for o in others)
    return (_split_out(first) or first["type"] in _AT_SPACES) and marked


def _split_out(step: Mapping[str, Any]) -> bool:
    """Tell whether a step keeps runs of letters and numbers, and nothing between them."""
    return (
        step["type"] == "Split"
        and step["invert"]
        and step["behavior"] == "Removed"
        and _SPLIT_OUT.fullmatch(next(iter(step["pattern"].values()))) is not None
    )
