"""How likely a string of letters is a word, as the built-in encoder's tokenizer has it.

Its pieces are a unigram language model of the text that it was made from (Kudo 2018), in Turkish
and English: a word is as likely as the likeliest row of pieces that spell it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from index.encoders.layout import FOLDER, TOKENIZER

_BEGINNING = "▁"
_STRANGE = -25.0  # logarithm for a letter that is no piece; the rarest piece has -17


class Pieces:
    """Pieces of words with the logarithms of their probabilities; "▁" begins a word."""

    def __init__(self, scores: Mapping[str, float], unknown: int) -> None:
        from tokenizers.models import Unigram

        self._model = Unigram(list(scores.items()), unknown, False)
        self._scores = [_STRANGE if i == unknown else s for i, s in enumerate(scores.values())]
        self._known = scores.keys()

    def __contains__(self, word: str) -> bool:
        """Tell whether a folded word is a piece by itself."""
        return _BEGINNING + word in self._known

    def likely(self, word: str) -> float:
        """Return the logarithm of the probability of a folded word, by its likeliest pieces."""
        return sum(self._scores[piece.id] for piece in self._model.tokenize(_BEGINNING + word))


@cache
def pieces() -> Pieces:
    """Return the pieces of the built-in encoder."""
    model = json.loads((FOLDER / TOKENIZER).read_text("utf-8"))["model"]
    return Pieces(dict(model["vocab"]), model["unk_id"])
