"""Where something is said: places, agencies, papers and networks, as they stand behind a name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.speech.capitals import COMPASS
from index.speech.nouns import case_of, noun
from index.speech.words import Word, listed
from index.turkish import fold

_PLACES = listed(
    """
    turkiye ankara istanbul izmir adana bursa antalya konya diyarbakir trabzon gaziantep hatay
    van kayseri samsun mersin eskisehir sakarya kocaeli rusya moskova ukrayna kiev abd amerika
    washington almanya berlin fransa paris ingiltere londra italya roma ispanya madrid
    yunanistan atina bulgaristan sofya romanya bukres macaristan budapeste avusturya viyana
    isvicre cenevre hollanda lahey belcika bruksel polonya varsova isvec stokholm norvec
    danimarka finlandiya portekiz irlanda iskocya azerbaycan baku ermenistan erivan gurcistan
    tiflis iran tahran irak bagdat suriye sam lubnan beyrut israil filistin gazze kudus urdun
    amman misir kahire libya tunus cezayir fas katar doha riyad kuveyt yemen afganistan kabil
    pakistan hindistan cin pekin japonya tokyo avustralya kanada meksika brezilya arjantin
    venezuela kuba kibris kktc lefkosa karabag kosova sirbistan belgrad bosna makedonya uskup
    arnavutluk karadag hirvatistan slovenya moldova belarus kazakistan ozbekistan turkmenistan
    kirgizistan tacikistan avrupa asya afrika balkanlar kafkasya ortadogu
    """
)
"""Places that a sentence names behind its subject ("Russo Ankara'ya geldi"), no parts of a name."""
MEDIA = listed(
    fold(
        """
        aa bbc cnn cnbc reuters afp ap dpa tass sputnik interfax ria times post guardian
    independent bloomberg fox nbc cbs abc sky news ntv trt haberturk sozcu hurriyet milliyet
    cumhuriyet sabah dha iha anka aljazeera cezire axios politico spiegel bild monde figaro
    euronews dw voa journal tribune herald telegraph mail sun mirror today press ajansina
    gazetesine televizyonuna kanalina
    """
    )
)
"""Agencies, papers, stations and networks, by the words of their names."""
NETWORKS = listed(
    fold(
        """
    twitter x xte xten facebook instagram youtube tiktok telegram linkedin reuters bbc cnn afp
    ap aa dha iha
    anka ntv trt bloomberg axios
    """
    )
)
"""Where somebody says something, by a name of one word ("Trump Twitter hesabından")."""
_BY_X = listed(fold("x'te x'ten").replace("'", ""))  # a letter alone keeps its suffix
_MEDIUM = re.compile(r"(?:hesa[bp]|sayfa|kanal|profil|uzerin).*(?:[dt][ae]n?|[ae])$")
"""What stands behind the name of a network ("Twitter hesabından")."""


def is_place(found: Sequence[Word], first: int, last: int) -> bool:
    """Tell whether words ``[first, last)`` are the name of a well-known place."""
    return last - first == 1 and found[first].key in _PLACES


def is_medium(found: Sequence[Word], end: int) -> bool:
    """Tell whether the word before ``end`` is where something is written: "X hesabından"."""
    medium = end < len(found) and _MEDIUM.match(found[end].key) is not None
    return medium and found[end - 1].key in NETWORKS


def elsewhere(found: Sequence[Word], end: int) -> bool:
    """Tell whether the last word of a run names where something is said, and not who says it.

    "Carla Russo | Ankara'ya geldi", "Trump | Twitter hesabından", "Bakanlık | X'ten".
    """
    last = found[end - 1]
    oblique = case_of(last.key, last.suffix) == "other"
    if found[end - 2].key in COMPASS:
        return False
    if is_place(found, end - 1, end):
        return oblique
    if last.key in NETWORKS:
        return oblique or last.key in _BY_X or is_medium(found, end)
    body = noun(found[end - 2].key)
    owner = body is not None and body.owned and not body.person
    return owner and oblique and bool(last.suffix) and noun(last.key) is None
