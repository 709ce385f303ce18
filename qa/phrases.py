"""The words by which a question shows what it asks for, folded unless said otherwise."""

from __future__ import annotations

import re
from typing import Literal

from index.turkish import LATIN, fold

Kind = Literal["speech", "person", "time", "place", "number", "reason", "fact"]


def folded(words: str) -> frozenset[str]:
    """Return the folded words of a text."""
    return frozenset(fold(words).translate(LATIN).split())


SAY = folded(
    """
    dedi dediler diyor diyorlar demiş demişti der derdi dediği dedikleri deyib deyir söyledi
    söylediler söylüyor söylemiş söyler söylemişti söylediği anlattı anlatıyor açıkladı açıklamış
    açıklıyor açıklaması açıklama açıklamada belirtti belirtiyor belirtmiş konuştu konuşmuş
    konuşuyor savundu savunuyor vurguladı vurguluyor kaydetti bildirdi aktardı ekledi yorumladı
    yorum düşünüyor düşündüğü dile değerlendirdi değerlendirmesi değerlendirme eleştirdi uyardı
    sözleri demeç
    ifade iddia itiraf beyan vaat tavsiye talep tahmin bilgi cevap yanıt
    """
)
SAY_NOUNS = folded(
    """
    açıklaması açıklama açıklamada yorum dile değerlendirmesi değerlendirme sözleri demeç ifade
    iddia itiraf beyan vaat tavsiye talep tahmin bilgi cevap yanıt
    """
)
"""Those of them that are nouns: a verb must follow, and nothing else is one of them mistyped."""
CALLED = folded("denir denilir denmiş denildi deniyor kaybetti kaybediyor kaybetmiş yaydı kaydı")
"""What looks like a mistyped verb of saying and is none: "buna ne denir"."""
# What is thought or wanted is told by statements too, but not only: they don't make a question one
# for statements unless the one who is asked for has spoken.
MEAN = folded(
    """bekliyor bekliyorlar beklediğini istiyor istiyorlar istedi umuyor umuyorlar inanıyor
    planlıyor
    hedefliyor öneriyor önerdi söz amaçlıyor savunuyor görüyor tepki"""
)
ASKING = ("zaman", "nerede", "nereye", "nereden", "hangi", "neden", "sehirde", "ulkede")
SHORTEST_VERB = 4  # letters of a verb in which a mistake is forgiven
WHAT = folded("ne neler neyi neye nasıl")
WHO = folded("kim kimler")
# What parts the subject of the sayings from the sayer: "Y hakkında X ne dedi", "X, Y hakkında …".
ABOUT = folded("hakkında konusunda ilişkin ilgili dair üzerine haqqında konusu için")
# What is laid to somebody ("X'e göre …") counts where views are asked for.
OPINION = folded(
    "göre according düşünüyor düşündüğü görüşü görüşünde görüşleri think thinks thought"
)
HELPING = folded(
    """etti ediyor etmiş eder ettiği yaptı yapıyor yapmış yapar getirdi getiriyor bulundu bulunuyor
    kullandı verdi veriyor bir şey şeyler peki acaba bu konuda olarak diye ve de da ile"""
)
WHICH = folded("hangi ne kaç what which")
SORTS = folded(
    """zaman kadar yıl yılda yılında tarih tarihte gün günde ay ayda yüzyılda yüzyıl ülke ülkede
    şehir şehirde kent kentte kişi yerde tür isim time year date city country kind"""
)
# "Toplantının saati ne?" has the sort of what is asked for before the question word.
SORTED = folded("tarihi adı ismi saati günü yılı")
IS_WHAT = folded("ne nedir neydi neymiş")
# Of "İki ülke arasında yapılan anlaşma" the verb says nothing.
LIGHT = folded(
    "yapılan edilen olan olunan verilen alınan yapılmış edilmiş gerçekleşen gerçekleştirilen"
)
GENITIVE = re.compile(r"n?[iu]n")  # a folded suffix
NO_CASE = ("", "s")  # the second as in "Sainsbury's"
ENGLISH = folded(
    """the what who when where why which how many much did does do is are was were has have of in
    on at to for by with about from that this according will would can could"""
)
AZERBAIJANI = frozenset(["harada", "hansı", "haqqında", "deyib", "deyir"])  # as typed, not folded
# First match wins; a phrase stands between spaces.
KINDS: tuple[tuple[Kind, str], ...] = (
    ("time", "kaç yılında|kaç yılda|kaçıncı yüzyılda|kaç tarihinde|saat kaçta"),
    ("reason", "neden|niçin|niye|niyə|sebebi|sebebiyle|gerekçesi|why|почему|зачем"),
    ("number", "kaç|kaçıncı|kaça|kaçta|kaçını|kaçı|ne kadar|kaçar|how many|how much|neçə|сколько"),
    (
        "time",
        "ne zaman|hangi yıl|hangi yılda|hangi tarih|hangi tarihte|hangi gün|hangi ay|hangi ayda|"
        "hangi yüzyılda|tarihi ne|tarihi nedir|when|what year|what date|nə vaxt|когда|в каком году",
    ),
    (
        "place",
        "nerede|nereye|nereden|neresi|neresinde|neresidir|nerde|nereli|hangi ülke|hangi ülkede|"
        "hangi şehir|hangi şehirde|hangi kentte|where|harada|где|куда|откуда",
    ),
    (
        "person",
        "kim|kime|kimi|kimin|kimler|kimdir|kiminle|kimden|who|whom|whose|кто|кого|кому|кем|чей",
    ),
)
PATTERNS = tuple(
    (kind, re.compile(rf"\b(?:{fold(phrases).translate(LATIN)})\b")) for kind, phrases in KINDS
)
