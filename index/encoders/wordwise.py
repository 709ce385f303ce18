"""Texts to token numbers: word by word, where a tokenizer provably reads them so.

A text has few words that no text before it had, and a tokenizer spends longer on a word than a
dictionary does by two orders. But a word may stand for itself only where neither the normalizer nor
the pre-tokenizer looks across white space; that is read from the tokenizer's own description, from
the little that is known to be so, and any other tokenizer gets its texts whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
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


class Tokens:
    """The token numbers of texts."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._wordwise = wordwise(described(tokenizer))
        self._known: dict[str, list[int]] = {}

    def of(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token numbers of each text, without special tokens."""
        if not self._wordwise:
            return self._asked(texts)
        rows = [text.split() for text in texts]
        known = self._known
        new = list({word for row in rows for word in row if word not in known})
        if len(known) + len(new) > KNOWN:
            known.clear()
            new = list({word for row in rows for word in row})
        known.update(zip(new, self._asked(new), strict=True))
        numbers = [[n for word in row for n in known[word]] for row in rows]
        for word in new:
            if len(word) > _LONGEST:
                del known[word]
        return numbers

    def _asked(self, texts: Sequence[str]) -> list[list[int]]:
        found = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [encoding.ids for encoding in found]


def described(tokenizer: Tokenizer) -> dict[str, Any]:
    """Return what tokenizer.json says of a tokenizer, its vocabulary left out."""
    steps = ("normalizer", "pre_tokenizer")
    found: dict[str, Any] = {name: getattr(tokenizer, name) for name in steps}
    found = {name: step and json.loads(step.__getstate__()) for name, step in found.items()}
    added = tokenizer.get_added_tokens_decoder().values()
    found["added_tokens"] = [
        {"content": a.content, "lstrip": a.lstrip, "rstrip": a.rstrip} for a in added
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
    split_out = (
        first["type"] == "Split"
        and first["invert"]
        and first["behavior"] == "Removed"
        and _SPLIT_OUT.fullmatch(next(iter(first["pattern"].values()))) is not None
    )
    marked = all(o["type"] == "Metaspace" and o["prepend_scheme"] == "always" for o in others)
    return (split_out or first["type"] in _AT_SPACES) and marked
