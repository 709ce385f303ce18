"""The words by which a question shows that it goes on from what was said, folded.

Closed classes of Turkish and English only: no list here hangs on what an article is about.
"""

from __future__ import annotations

import re
from typing import Literal

from index.turkish import fold
from qa.phrases import ABOUT, ENGLISH, HELPING, SAY, SAY_ENGLISH, SORTS, folded

Antecedent = Literal["person", "place", "thing"]
Case = Literal["", "genitive", "dative", "accusative", "locative", "ablative", "instrumental"]

OPENING = folded("peki pekii pekala ya e ee tamam ve hem and so but ok okay well then also")
"""What a speaker opens with who goes on: "Peki Lavrov?", "Ya Rusya?", "And Lavrov?"."""
ABOUT_OPENING = (folded("what about"), folded("how about"))

MORE = folded(
    """daha fazla fazlası devam devamı devamını başka dahası diğerleri kalanı gerisi sonraki more
    else next continue further rest"""
)
"""Words of which one is enough to ask for what is left, if no others but `MORE_WITH` are there."""
MORE_WITH = folded(
    """var mı mi bir şey şeyler göster gösterir misin et ver lütfen neler ne yer yerler anything
    something what show me tell go on please give is there any the"""
)
OTHER = folded("başka daha ayrıca else more")
"""With "ne dedi": what else somebody said."""

_SPELLED = """
    ne neyi neye neler neleri nedir neydi neden niye niçin nasıl nerede nereye nereden neresi nereli
    kim kime kimi kimin kimler kimlere kimleri kimlerden kimlerle kiminle kimle kimden kimdir kimdi
    kimmiş kaç kaça kaçta kaçıncı kaçar hangi hangisi
    when where why who whom whose how what which"""
ASKING = {fold(w): w for w in _SPELLED.split()} | {"nerde": "nerede", "nerden": "nereden"}
"""Question words as they are spelled, by their folded form."""
MENDED = (
    "peki",
    "neden",
    "nicin",
    "nerede",
    "nereye",
    "nereden",
    "zaman",
    "baska",
    "fazla",
    "orada",
    "hakkinda",
)
"""Of these a mistyped form is understood too, as far as it is all there is ("nrede", "bşka")."""
ENGLISH_OF = {
    "ne zaman": "when", "neden": "why", "niye": "why", "niçin": "why", "nerede": "where",
    "nasıl": "how", "kim": "who", "kaç": "how many",
}  # fmt: skip
"""So that "Why?" can follow a Turkish question, and "Neden?" an English one."""
WHAT_ALONE = folded("ne neler nedir neydi what")
WHO = folded("kim kimler kimin who")
WITHOUT_OBJECT = folded("kim kimler")
"""Who did it: the question has a subject, and its object is what was spoken of."""
MANY = folded("kaç hangi ne what which many")
"""Question words with a noun of their own: "hangi ülkede", "kaç yaşında"."""
DIRECTOR = "mudur"
"""Folded, a director is the question particle "müdür" too: where a name is given it is the one."""
QUESTION_PARTICLE = re.compile(r"m[iu](?:s[iu]n|y[dm][iu]s?|d[iu]r|ydi|ydu)?")
FILLING = folded(
    """bu bunu böyle oldu olmuş olacak oluyor tam olarak acaba ki peki kadar zaman süre süreyle
    süredir did does do is was were it that this he she they happen happened exactly many much long
    old"""
)
"""What may stand beside a question word without giving it anything to ask about."""

PERSON = {
    "o": "", "onun": "genitive", "ona": "dative", "onu": "accusative", "onda": "locative",
    "ondan": "ablative", "onunla": "instrumental", "kendisi": "", "kendisinin": "genitive",
    "kendisine": "dative", "kendisini": "accusative", "onlar": "", "onlarin": "genitive",
    "onlara": "dative", "onlari": "accusative", "onlardan": "ablative", "onlarla": "instrumental",
    "he": "", "she": "", "him": "", "her": "", "they": "", "them": "",
    "his": "genitive", "their": "genitive",
}  # fmt: skip
PLACE = {
    "orada": "locative", "oraya": "dative", "oradan": "ablative", "burada": "locative",
    "buraya": "dative", "buradan": "ablative", "there": "", "here": "",
}  # fmt: skip
THING = {
    "bunu": "accusative", "bunun": "genitive", "buna": "dative", "bundan": "ablative",
    "bununla": "instrumental", "bunlar": "", "bunlari": "accusative", "bunlarin": "genitive",
    "bunlara": "dative", "bu": "", "it": "", "its": "genitive", "this": "", "that": "",
}  # fmt: skip
PRONOUNS: dict[str, tuple[Antecedent, Case]] = {}
for _kind, _words in (("person", PERSON), ("place", PLACE), ("thing", THING)):
    PRONOUNS |= {word: (_kind, case) for word, case in _words.items()}  # type: ignore[misc]
ALSO_DETERMINERS = folded("o bu")
"""Pronouns only where no noun follows: "O ne dedi?", but "o ay", "bu isimden"."""
AT_THE_END = folded("it its this that there here")
"""English pronouns that mean many other things: only in a question of hardly anything else."""
ENGLISH_OPENING = folded("who what when where why how which did does is was has") | {"and"}
"""Words that an English question with a pronoun begins with: "her" and "his" are Turkish too."""
ENGLISH_PRONOUNS = folded("he she him her they them his their") | AT_THE_END
THIS_MATTER = folded("konuda konu hususta olay")
MEASURES = folded("yıl ay gün hafta saat dakika kez kere defa metre kilometre yaşında puan")
"""Nouns behind "kaç" that are no subject: "Kaç yıl çalışmış?"."""
ON_THIS = (("bu", "konuda"), ("bu", "konu"), ("bu", "hususta"), ("bu", "olay"))

POSTPOSITIONS = ABOUT | folded("göre karşı rağmen kadar gibi")
SAYING = SAY | SAY_ENGLISH
LIGHT = re.compile(r"(?:ett?i|ed[ei]|edil|ol[dmua]|bulun)")
"""Beginnings of verbs that make one predicate with the noun before them: "teklif etti"."""
IDIOMS = {
    "ver": folded("söz karar cevap yanıt bilgi destek izin tepki ifade zarar son"),
    "yap": folded("açıklama konuşma çağrı ziyaret"),
    "at": folded("imza adım"),
    "er": folded("sona"),
    "gel": folded("meydana"),
    "cik": folded("yola ortaya"),
    "al": folded("altına gözaltına karar yer ele satın"),
}
"""Other nouns that are part of a predicate, by the beginning of its verb."""
INFINITIVE = re.compile(r"m[ae](?:k|ya|ye|yi)$")
FINITE = re.compile(
    r"""(?: (?:[aeioulmnrvyzgbj]d | [fstkchp]t)[iu](?:l[ae]r)?
    | m[iu]s(?:t[iu]|l[ae]r|t[iu]r)? | [iu]yor(?:du|mus|lar)?
    | [ae]c[ae]k(?:t[iu]|m[iu]s|l[ae]r)? | m[ae]kt[ae]d[iu]r | [ae]bilir | m[ae]l[iu] )$""",
    re.VERBOSE,
)
"""Endings of finite verbs in the third person, in the place of the predicate only: nouns have some
of them too."""
PASSIVE = re.compile(
    r"(?:[iu]l|[^aeiou]?[iu]n|n)(?:[dt][iu]|m[iu]s|[iu]yor|[ae]c[ae]k)(?:t[iu]|du|mus|l[ae]r)?$"
)
NO_VERBS = folded("şimdi kendi kredi altı yedi müdür") | {"var", "yok"}
OBLIQUE = folded(
    """in un nin nun da de ta te nda nde dan den tan ten ndan nden ya ye a e na ne la le yla yle i u
    yi yu ni nu"""
)
"""Case endings behind an apostrophe that no subject has."""
POSSESSED = folded(
    """adı eşi kızı oğlu annesi babası ailesi yaşı görevi sebebi nedeni sonucu amacı başkanı fiyatı
    tarihi yeri büyüklüğü hedefi maliyeti değeri gerekçesi içeriği kararı"""
)
"""Nouns that are somebody's or something's; in others the ending alone is too little evidence."""
POSSESSIVE = re.compile(r"[ei]si$|[aı]s[ıi]$|[ou]su$|[öü]s[üu]$")
"""The ending of the third person behind a vowel, in harmony ("kapasitesi", not "Pelosi")."""
ADVERBS = folded("hiç çok hemen ilk sonra önce daha hala bugün dün yeniden tekrar son")
DURATION = folded("kadar zaman süre süreyle süredir many much long old")
"""What belongs to a question phrase: "ne kadar süreyle"."""
UNSAID = HELPING | folded("acaba şimdi hala sonra önce dün bugün")
FUNCTION = frozenset(
    {*ASKING, *PRONOUNS, *FILLING, *UNSAID, *OPENING, *ABOUT, *ENGLISH, *SORTS, "de", "da", "mi"}
)
"""Words without content of their own."""
COMPOUND = re.compile(r"[ıiuü]$")
"""The ending of the second noun of a compound: "eczane işletmesi", "çalışma grubu"."""
AUXILIARY = folded("did does do is was were are has have had will would can could")
TIMES = folded(
    """ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık pazartesi salı
    çarşamba perşembe cuma cumartesi pazar dün bugün yarın geçen gelecek yıl ay hafta"""
)
TIME_STEMS = frozenset(word[:4] for word in TIMES if len(word) > 4)
"""Names of months and days, with whatever ending: a time is asked for in place of a time."""
OF_A_PERSON = ("kaç yaşında", "nereli", "how old")
"""Question phrases that ask about somebody, whatever was asked before."""
OF_A_SPEAKER = (*OF_A_PERSON, "kim", "kimdir", "who")
"""Those that after somebody's words ask about who said them."""
WHEN_OR_WHERE = re.compile(r"[a-zçğıöşü](?:[dt][ae]|[dt][ae]n)$")
"""The ending of where and when on a word without an apostrophe, at the head of a question."""
