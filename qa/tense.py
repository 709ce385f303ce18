"""How a Turkish question puts what it asks for: as something told, or as how things are at large.

A report tells what was, is and will be. Who asks in the aorist, of what is needed, or of what they
themselves may do, asks how things are in general ("Pasaport nasıl yenilenir?", "Kaç bar olmalı?",
"Nereden alabilirim?"); -DIr defines ("Enflasyon nedir?"); and a question without a verb leaves open
what it is about ("Dolar kaç lira?"). Reports answer such questions less often, whatever words they
share with them. (The aorist and -DIr generalise: Göksel and Kerslake 2005, chapter 21.)
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, get_args

from index.turkish import tokens
from qa.phrases import folded

Tense = Literal["told", "general", "defining", "verbless"]
TENSES: tuple[Tense, ...] = get_args(Tense)

# Suffixes of folded words.
_PERSON = "(?:[mkn]|n[iu]z|s[iu]n|s[iu]n[iu]z|y?[iu]m|y?[iu]z|lar|ler)?"
_ASKER = re.compile("(?:r[iu][mz]|yor[iu][mz]|s[iu]n[iu]z|l[iu]y[iu][mz]|[ae]y[iu]m)$")
_PARTICLE = re.compile("m[iu](?:y[iu][mz]|s[iu]n|s[iu]n[iu]z|d[iu]r|yd[iu])?")
_PARTICLE_OF_ASKER = re.compile("m[iu](?:y[iu][mz]|s[iu]n|s[iu]n[iu]z)")
_TOLD = re.compile(  # -DI, -mIş, -(I)yor, -mAktA, -AcAk, as typed in a hurry too ("olucak")
    f"(?:[dt][iu]{_PERSON}"
    f"|m[iu]s(?:t[iu]r?)?{_PERSON}(?:d[iu]r)?"
    f"|[iu]yo(?:r(?:d[iu]|m[iu]s)?{_PERSON})?"
    "|m[ae]kta(?:d[iu]r)?(?:lar|ler)?|mekte(?:d[iu]r)?(?:lar|ler)?"
    f"|[aeiu]c[ae][kg](?:[iu]|t[iu]r?|m[iu]s)?{_PERSON})$"
)
_SHORTEST_TOLD = 4  # letters of "etti"; "adı" is a noun
_NOUNS = folded("kedi şimdi yedi hindi kadar var yok şehir haber lider pazar doktor")
_NEEDED = re.compile("m[ae]l[iu](?:d[iu]r(?:lar|ler)?|s[iu]n)?$|^gerek(?:ir|li)?$|^lazim$")
_DEFINING = re.compile("(?<![dt][iu])[dt][iu]r(?:lar|ler)?$")
_AORIST = re.compile("(?:[aeiu]r|m[ae]z)(?:lar|ler|s[iu]n)?$")
_PLURAL = re.compile("[^r]l[ae]r$")  # of nouns, and of few verbs
_SHORTEST_AORIST = 4


@lru_cache(maxsize=8)
def tense(question: str) -> Tense:
    """Return how a question is put, from its last word besides the particle "mi"."""
    words = [token.word for token in tokens(question)]
    verb = next((w for w in reversed(words) if not _PARTICLE.fullmatch(w)), "")
    if _ASKER.search(verb) or any(map(_PARTICLE_OF_ASKER.fullmatch, words)):
        return "general"
    if verb in _NOUNS:
        return "verbless"
    if len(verb) >= _SHORTEST_TOLD and _TOLD.search(verb):
        return "told"
    if _NEEDED.search(verb):
        return "general"
    if _DEFINING.search(verb):
        return "defining"
    aorist = len(verb) >= _SHORTEST_AORIST and _AORIST.search(verb) and not _PLURAL.search(verb)
    return "general" if aorist else "verbless"
