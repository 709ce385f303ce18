"""Words that tell that somebody says something: verbs, phrases, nouns of saying with their verbs.

The lexicon is text, in folded letters; `index.speech.verbs` knows the forms of each entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

from index.remembered import Remembered
from index.speech.verbs import Form, form, other_form, stems
from index.speech.words import PARTICLES, Word, listed

# Letters behind a phrase: q closes or introduces a quotation; d takes a clause in -dığı or -acağı,
# m one in -ması or -mak; n takes a plain noun as its content ("kararlılığını yineledi"); o stands
# behind "olarak" ("ihanet olarak niteledi"); p is no statement in the present, but a wish; a takes
# one in -masından; t is a thought, which has no source in the passive. A slash parts the stem
# before a vowel.
_PHRASES = """
de/di qd | ilet qd | soyle qdm | belirt qdmn | acikla qdn | kaydet/kayded qd | bildir qdm
vurgula qdmn | konus q | savun qdm | anlat qd | aktar qd | hatirlat qdn | animsat qdn | ekle qd
duyur qdn | yinele qdmn | tekrarla qdn | tekrar et/ed qdn | dogrula qdn | teyit et/ed qdn
yalanla qd | mujdele qdn | sor qd | itiraf et/ed qdn | iddia et/ed qd | ifade et/ed qdn
ilan et/ed qdn | ima et/ed qd | ileri sur qd | one sur qd | dile getir qdmn | altini ciz qdmn
altini kalin cizgilerle ciz qdmn | dikkat cek qdm | dikkati cek qdm | dikkatleri cek qdm
isaret et/ed qdm | vurgu yap qdm | umut et/ed dmt | umit et/ed dmt | um dmt | temenni et/ed qdm
dile qm | arzu et/ed mp | dusun qdt | inan qdt | tahmin et/ed qd | ongor d | iste mp
talep et/ed qdmn | rica et/ed qm | oner qdmn | tavsiye et/ed qdmn | teklif et/ed qmn
davet et/ed m | cagir m | uyar qdm | ikaz et/ed qdm | vaat et/ed qdmn | vadet/vaded qdmn
taahhut et/ed qdmn | garanti et/ed qd | soz ver qdm | yemin et/ed qdm | sikayet et/ed qda
yakin qda | bahset/bahsed da | soz et/ed da | degin d | israr et/ed qdm | kabul et/ed d
reddet/redded d | emret/emred qdm | sucla qm | itham et/ed qm | yanitla q | cevapla q
yanit ver qd | cevap ver qd | karsilik ver qd | seslen qm | hitap et/ed q | bagir qd | haykir qd
fisilda q | mirildan q | yaz qd | tweet at q | paylas qd | devam et/ed q | surdur q | noktala q
tamamla q | bitir q | nitele qo | nitelendir qo | tanimla qo | degerlendir qo | adlandir o
tarif et/ed qo | yorumla qo | ozetle q | sirala q | tepki goster q | tepki ver q | espri yap q
saka yap q | cikis q | itiraz et/ed qd | karsi cik q | uyarida bulun qdm | haber ver qd
not et/ed qd | not dus qd | uzerinde dur dm | rapor et/ed qd | anons et/ed qd | demec ver qd
dikte et/ed q | yakar q | yalvar qm | dert yan qa | sitem et/ed qd | serzeniste bulun q
alay et/ed q | tehdit et/ed qm | ogutle qm | telkin et/ed qm | sozlerine ekle qd
sozlerine son ver q | lafa gir q | araya gir q | gizleme d | saklama d | animsa qd
yer al d
"""

# "…" ifadesini kullandı, -dığı uyarısında bulundu: a noun of saying and a verb.
_NOUNS = """
ifade soz laf aciklama degerlendirme yorum mesaj cagri cevap cevab yanit gorus not uyari ikaz
vurgu tespit temenni elestiri itiraf soru cumle tepki karsilik karsilig iddia savunma savunu
oneri teklif bilgi vaat vaad talep taleb taahhut taahhud benzetme dilek dileg umut umud umid
endise kaygi inanc kanaat kanaati dusunce fikir fikr paylasim suclama hatirlatma gonderme tehdit
tehdid sitem soylem slogan tabir oz itiraz ozelestiri mujde haber duyuru tahmin ongoru varsayim
beyan iltifat espri saka tesekkur ima atif analiz tweet tezahurat rica davet anons emir emr
guvence teminat talimat tavsiye ogut ogud nasihat feryat feryad itham tekzip tekzib yalanlama ozur
"""
_SUPPORTS = """
kullan | sarf et/ed | bulun | yap | ver | getir | paylas | dus | yonelt | sor | goster | kur
ekle | et/ed | aktar | savun | kaydet/kayded | ilet | at | yinele | tekrarla | seslendir
yayinla | yayimla | yolla | gonder | dilendir | sirala | yer ver | yer al | dile getir
ifade et/ed | not et/ed | sun | konus | birak | surdur | cevapla
"""
_HELD = re.compile(
    r"(?:(?:gorus|kanaat|kani|dusunce|inanc|fikr|iddia|kaygi|endise|umud)(?:s?[iu]|l[ae]r[iu])nd[ae]"
    r"|kaygili|endiseli|umutlu|emin)(?:d[iu]r|yd[iu]|d[iu])?(?:l[ae]r)?"
)
"""A predicate without a verb: "... olduğu görüşünde.", "... doğuracağından kaygılı."."""
_LIGHTLY = ("espri", "saka")
_FOUND_OUT = listed("tespit analiz")
"""With "etmek" these are no words but findings."""
_BETWEEN = listed(
    """
    da de bir kez daha soyle su yeniden tekrar ise acikca net sert birlikte yaniti cevabi
    """
)
NAMING = re.compile(r"(?:adlandir|bilin|anil|tanin|cagr|cagir|tanimla|nitele|isimlendir|gec)")
"""`"X" diye anılan`: a name, not a statement."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words ``[first, last)`` that tell of speech, in which form, and what content they take."""

    first: int
    last: int
    form: Form
    takes: str
    verb: str


def _lexicon(text: str) -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """First word → (the words before the verb, the verb, what it takes), longest phrase first."""
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for entry in re.split(r"[|\n]", text):
        *phrase, takes = entry.split() or [""]
        if phrase:
            *rest, verb = phrase
            table.setdefault(rest[0] if rest else "", []).append((tuple(rest), verb, takes))
    for entries in table.values():
        entries.sort(key=lambda e: -len(e[0]))
    return table


_LEXICON = _lexicon(_PHRASES)
_SUPPORTING = _lexicon(re.sub(r"(?=[|\n])", " q", _SUPPORTS.strip() + "\n"))
_SINGLE = {stem: (verb, takes) for _, verb, takes in _LEXICON[""] for stem in stems(verb)}
# What words with these stems begin with: the stem, or all but its last vowel, which gives way.
_BEGINNINGS: dict[str, list[str]] = {}
for _stem in sorted(_SINGLE, key=lambda stem: (len(stem), stem)):
    _BEGINNINGS.setdefault(_stem, []).insert(0, _stem)
    if _stem[-1] in "aeiu":
        _BEGINNINGS.setdefault(_stem[:-1], []).append(_stem)
_LENGTHS = sorted({len(beginning) for beginning in _BEGINNINGS}, reverse=True)
_NOUN_OF_SAYING = re.compile(
    rf"(?:{'|'.join(sorted(_NOUNS.split(), key=len, reverse=True))})"
    r"(?P<case>(?:s?[iu]|l[ae]r[iu]?)?(?:n[iu]|nd[ae]|yl[ae]|l[ae]|d[ae]|n[ae]|[iu])?)"
)

_NOUNS_BEGIN = frozenset(noun[:2] for noun in _NOUNS.split())


@lru_cache(maxsize=65536)
def _single(word: str) -> tuple[str, str, Form] | None:
    for length in _LENGTHS:
        for stem in _BEGINNINGS.get(word[:length], ()):
            if found := form(word, _SINGLE[stem][0]):
                return (*_SINGLE[stem], found)
    return None


def _phrase(
    found: Sequence[Word], i: int, table: dict[str, list[tuple[tuple[str, ...], str, str]]]
) -> Cue | None:
    for rest, verb, takes in table.get(found[i].key, ()):
        at = i
        for part in rest:
            while at < len(found) and at > i and found[at].key in PARTICLES:
                at += 1
            if at == len(found) or found[at].key != part:
                break
            at += 1
        else:
            while at < len(found) and found[at].key in PARTICLES:
                at += 1
            if at < len(found) and (kind := form(found[at].full, verb)):
                return Cue(i, at + 1, kind, takes, verb)
    return None


def _supported(found: Sequence[Word], i: int) -> Cue | None:
    """Return the cue of a noun of saying at ``i`` with the verb that carries it."""
    match = _NOUN_OF_SAYING.fullmatch(found[i].full)
    if not match:
        return None
    if match["case"] and match["case"][-2:] in ("le", "la"):
        # "sözleriyle tepki gösteren X": whatever verb follows tells the form.
        for j in range(i + 1, min(i + 4, len(found))):
            if found[j - 1].after.strip():
                break
            if verb_form := other_form(found[j].full):
                single = _single(found[j].full)  # "kaçmadığını espriyle anlattı"
                light = found[i].key.startswith(_LIGHTLY)
                clause = "d" if light and single and "d" in single[1] else ""
                return Cue(i, j + 1, verb_form, "q" + clause, found[i].key)
        return Cue(i, i + 1, "converb", "q", found[i].key)
    for j in range(i + 1, min(i + 4, len(found))):
        if found[j - 1].after.strip() or (j > i + 1 and found[j - 1].key not in _BETWEEN):
            break
        cue = _phrase(found, j, _SUPPORTING)
        for _, verb, _ in () if cue else _SUPPORTING[""]:
            if kind := form(found[j].full, verb):
                cue = Cue(j, j + 1, kind, "q", verb)
                break
        # "sorusuna yanıt verdi" answers somebody else's words.
        if cue and found[i].key in _FOUND_OUT and found[cue.first].key.startswith("et"):
            return None
        dative = match["case"] and match["case"][-2:] in ("na", "ne")
        if cue and (not dative or found[j].key in ("yer", "ekle")):
            return Cue(i, cue.last, cue.form, "qdmN", found[i].key)
    return None


def said_of(found: Sequence[Word], i: int) -> Cue | None:
    """Return the cue "sözleri", "açıklaması" at word ``i``: what somebody said, as a noun."""
    match = _NOUN_OF_SAYING.fullmatch(found[i].full)
    if match and match["case"] and not match["case"].endswith(("d", "t")):
        return Cue(i, i + 1, "relative", "qN", found[i].key)
    return None


def _silent(word: tuple[str, str]) -> bool:
    key, full = word
    if key in _LEXICON or key.endswith(("mekle", "makla")):
        return False
    noun = full[:2] in _NOUNS_BEGIN and _NOUN_OF_SAYING.fullmatch(full)
    return not (noun or _HELD.fullmatch(full) or _single(full))


_SEEN = attrgetter("key", "full")
SILENT = Remembered(_silent)
"""Whether no cue begins with a word (its key and all of it), whatever is behind it: most words."""


def speaking(found: Iterable[Word]) -> bool:
    """Tell whether a cue may begin with one of the words."""
    return not all(map(SILENT.__getitem__, map(_SEEN, found)))


def cue_at(found: Sequence[Word], i: int) -> Cue | None:
    """Return the cue that begins at word ``i``."""
    if SILENT[found[i].key, found[i].full]:
        return None
    if cue := _phrase(found, i, _LEXICON) or _supported(found, i):
        if cue.verb == "al" and cue.form == "finite":  # "açıklamada ... olduğu da yer aldı"
            return replace(cue, form="passive")
        return cue
    if found[i].key.endswith(("mekle", "makla")) and i + 1 < len(found):
        stem = found[i].key[:-5]
        if stem in _SINGLE and (kind := form(found[i + 1].full, "yetin")):
            return Cue(i, i + 2, kind, _SINGLE[stem][1], _SINGLE[stem][0])  # söylemekle yetindi
    ends = i + 1 == len(found) or found[i].after.lstrip()[:1] in tuple(".;,!?")
    if ends and _HELD.fullmatch(found[i].full):
        return Cue(i, i + 1, "finite", "d", found[i].key)
    if single := _single(found[i].full):
        verb, takes, kind = single
        return Cue(i, i + 1, kind, takes, verb)
    return None
