"""Questions as people really type them: without Turkish letters, in capitals, with mistakes."""

from __future__ import annotations

from random import Random
from typing import Literal

from index.turkish import lower

Perturbation = Literal["none", "ascii", "upper", "typo"]

_ASCII = str.maketrans("çğıöşüâîûÇĞİÖŞÜÂÎÛ", "cgiosuaiuCGIOSUAIU")
_UPPER = {"i": "İ", "ı": "I"}
_KEYBOARD = ("qwertyuıopğü", "asdfghjklşi", "zxcvbnmöç")
_SHORTEST = 5  # letters of a word in which somebody slips
_SHARE = 0.35  # of such words that get a slip; at least one in each question


def perturb(question: str, how: Perturbation, seed: int = 0) -> str:
    """Return ``question`` as typed in that way; the same ``seed`` gives the same slips."""
    if how == "ascii":
        return question.translate(_ASCII)
    if how == "upper":
        return "".join(_UPPER.get(c, c.upper()) for c in question)
    if how == "typo":
        return _mistype(question, Random(f"{seed} {question}"))
    return question


def _mistype(question: str, random: Random) -> str:
    words = question.split(" ")
    long = [i for i, word in enumerate(words) if len(word) >= _SHORTEST and word.isalpha()]
    if long:
        chosen = {i for i in long if random.random() < _SHARE} or {random.choice(long)}
        for i in chosen:
            words[i] = _slip(words[i], random)
    return " ".join(words)


def _slip(word: str, random: Random) -> str:
    """Swap, drop, double or replace one letter behind the first."""
    at = random.randrange(1, len(word) - 1)
    kind = random.choice(("swap", "drop", "double", "neighbour"))
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[: at + 1] + word[at:]
    return word[:at] + _neighbour(word[at], random) + word[at + 1 :]


def _neighbour(letter: str, random: Random) -> str:
    for row in _KEYBOARD:
        place = row.find(lower(letter))
        if place >= 0:
            return random.choice(row[max(0, place - 1) : place] + row[place + 1 : place + 2])
    return letter
