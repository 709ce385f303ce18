"""Questions for somebody's words that name them by a noun, read as those with a verb.

"X hangi açıklamayı yaptı" asks what "X ne dedi" asks; "X hangi talepte bulundu" and "X'in önerisi
neydi" ask what "X ne istedi" does: somebody's statements answer it, where there are any.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.turkish import Token
from qa.phrases import HELPING, IS_WHAT, SAY, SAY_NOUNS, folded

_SPOKEN = "aciklama|yorum|ifade|mesaj|demec|itiraf"
_MEANT = (
    "tespit|mujde|elestiri|uyari|degerlendirme|cagri|iddia|gorus|oneri|vaa[td]|tahmin|talep|itiraz"
)
_ENDING = "(?:l[ae]r)?(?:s?[iu])?(?:y?[iu]|n[iu]|n?[dt][ae]|y?[ae]|n[ae])?"
_NOUN = re.compile(f"(?:(?P<spoken>{_SPOKEN})|{_MEANT}){_ENDING}")
_MATTERS = re.compile("konu(?:l[ae]r)?(?:d[ae]|y[ae])?")
_VERBS = HELPING | (SAY - SAY_NOUNS) | folded("paylaştı paylaşıyor sundu yöneltti")
_WHICH = folded("hangi neyin")


def plain(found: Sequence[Token]) -> list[Token]:
    """Return the words of a question with a verb for a noun of saying and what goes with it."""
    if len(found) > 2 and found[-1].word in IS_WHAT and _NOUN.fullmatch(found[-2].word):
        # "Ergin'in eleştirisi" is what Ergin said, not something about him.
        owner = replace(found[-3], suffix="")
        return [*found[:-3], owner, *_asked(found[-2], found[-1], "istedi")]
    for at in range(1, len(found) - 2):
        which, noun, verb = found[at : at + 3]
        if which.word not in _WHICH:
            continue
        if (kind := _NOUN.fullmatch(noun.word)) and verb.word in _VERBS:
            said = "dedi" if kind["spoken"] else "istedi"
        elif _MATTERS.fullmatch(noun.word) and verb.word in SAY - SAY_NOUNS:
            said = "dedi"
        else:
            continue
        return [*found[:at], *_asked(which, verb, said), *found[at + 3 :]]
    return list(found)


def _asked(what: Token, said: Token, verb: str) -> tuple[Token, Token]:
    return replace(what, word="ne", suffix=""), replace(said, word=verb, suffix="")
