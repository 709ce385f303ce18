"""Nouns for people and bodies that speak in the news, and the cases of nouns and names.

Two lists in folded letters: people (who carry titles: "Bakan Lavrov") and bodies (which do not: in
"Firma Toyota'nın ..." the firm and Toyota are two). A slash parts the stem before a vowel.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Case = Literal["nominative", "genitive", "other"]

_PEOPLE = """
bakan baskan cumhurbaskan basbakan bassavci savci sozcu mudur sansolye yargic hakim vali
kaymakam muhtar milletvekil vekil senator lider sekreter komutan elci buyukelci konsolos
profesor doktor hekim uzman avukat temsilci danisman kurucu ortak yardimci prens prenses kral
kralice papa sultan seyh emir lord sir ceo cfo editor analist ekonomist stratejist direktor
antrenor kaptan general orgeneral korgeneral tumgeneral tuggeneral albay yarbay binbasi yuzbasi
amiral hoca rektor dekan uye muhabir gazeteci yazar sair sanatci oyuncu yonetmen sarkici
muzisyen besteci futbolcu sporcu teknisyen pilot hemsire ebe ogretmen ogrenci arastirmaci
akademisyen tarihci arkeolog psikolog jeolog mimar muhendis yonetici patron isadami isveren isci
ciftci esnaf memur emekli yetkili kaynak/kaynag tanik/tanig sakin protestocu gosterici eylemci
aktivist muhalif destekci taraftar hayran secmen aday yolcu katilimci mufettis diplomat asker
subay kadin adam kisi insan anne baba es kardes abla agabey ogul/ogl kiz cocuk/cocug genc
vatandas yurttas gocmen multeci sanik davaci magdur kurban hasta turist ziyaretci musteri
tuketici koordinator denetci elektrikci tamirci sofor imam rahip piskopos kardinal patrik haham
muftu haci dede teyze amca gorevli personel ekip eleman rehber sef asci garson kuafor
veteriner biyolog fizikci kimyager bilimci biliminsani girisimci yatirimci arkadas komsu akraba
aile meslektas rakip/rakib sporsever izleyici okur kullanici uretici ihracatci esbaskan
baskomutan bashekim basmuzakereci muzakereci raportor mahkum tutuklu zanli supheli suclu kacakci
terorist militan cogu biri baskasi digeri otekisi kimisi bazilar bircog hepsi kimi digerler hakem
amir kaleci forvet golcu
baskanvekil baskonsolos astsubay aktor politikaci siyasetci yildiz balikci mucit kesisci dagci
yuzucu boksor guresci muvekkil muhatap/muhatab yoldas
ressam heykeltiras senarist yapimci sunucu spiker moderator piyanist gitarist solist tenor soprano
komedyen dansci balerin koreograf manken modaci tasarimci fotografci kameraman belgeselci
karikaturist elestirmen kurator koleksiyoner yayinci yayimci blogger fenomen kemanci
psikiyatr psikiyatrist cerrah eczaci diyetisyen fizyoterapist saglikci asistan stajyer jeofizikci
astronot kozmonot astronom gokbilimci matematikci filozof dusunur ilahiyatci kutuphaneci felsefeci
milyarder milyoner bankaci tuccar muteahhit/muteahhid emlakci muhasebeci noter muzisyen katip/katib
gardiyan bekci dedektif casus korucu cavus tegmen ustegmen maresal yaver musavir atese delege
maslahatguzar gozlemci arabulucu juri kosucu atlet bisikletci tenisci voleybolcu basketbolcu
hentbolcu stoper kondisyoner menajer bilirkisi leydi kont duk baron imparator vaiz papaz ayetullah
misyoner rahibe peder kiraci sahip/sahib isletmeci bakkal firinci manav terzi marangoz nakliyeci
kamyoncu taksici makinist kurye postaci temizlikci bakici bahcivan coban arici ormanci avci madenci
denizci tayfa gemici hostes yazilimci gelistirici korsan kasif gezgin dalgic itfaiyeci gonullu
bagisci feminist cevreci sendikaci lobici halk kalabalik/kalabalig koylu mahalleli yerlesimci
siginmaci soydas hemseri milis direnisci isyanci ayrilikci milliyetci demokrat cumhuriyetci
sosyalist komunist islamci koca damat/damad gelin kayinvalide kayinpeder nine buyukanne buyukbaba
babaanne anneanne torun yegen kuzen dayi ebeveyn veli nisanli sevgili dost mezun fail hukumlu
davali musteki sikayetci ihbarci muhbir itirafci yarali kazazede depremzede rehine esir gazi birey
misafir konuk/konug dinleyici seyirci satici alici yuklenici tedarikci hissedar onder
basdanisman basyazar bestekar egitmen egitimci docent
hukukcu iktisatci yorumcu analizci komiser baskomiser calistirici basantrenor calisan vasi
tercuman cevirmen teknokrat burokrat mustesar kayyum
"""
_BODIES = """
bakanlik/bakanlig baskanlik/baskanlig cumhurbaskanlik/cumhurbaskanlig savcilik/savcilig
bassavcilik/bassavcilig hukumet yonetim muhalefet parti meclis parlamento senato kongre
komisyon komite konsey kurul divan mahkeme yargitay danistay sayistay kurum kurulus orgut
dernek/derneg vakif/vakf birlik/birlig federasyon konfederasyon sendika oda sirket firma holding
grup/grub banka bank kulup/kulub takim lig emniyet polis ordu jandarma genelkurmay
valilik/valilig kaymakamlik/kaymakamlig belediye itfaiye elcilik/elcilig
buyukelcilik/buyukelcilig konsolosluk/konsoloslug universite enstitu fakulte akademi hastane
okul gazete ajans kanal dergi televizyon radyo site platform merkez ofis buro mudurluk/mudurlug
rapor anket arastirma bildiri bulten cevre heyet delegasyon koalisyon ittifak hareket kuvvet
saray idare teskilat servis istihbarat isletme marka havayolu kilise cemaat tarikat kamuoyu
medya rejim devlet ulke kent kasaba inisiyatif topluluk/toplulug borsa fon
misyon karargah tersane fabrika laboratuvar muze tiyatro opera orkestra
vekalet nezaret kooperatif acente acenta yayinevi studyo
gozlemevi lobi cephe kanat/kanad
"""
DOCUMENT = re.compile(
    r"(?P<bare>(?:acikla|konus|calis|arastir)m[ae]|rapor|bildiri|mektu[pb]|anket|haber|mesa[jg]"
    r"|duyuru|iddianame|metin|yazi|makale|tweet|paylasim|gonderi|toplanti|brifing|deme[cç]"
    r"|roporta[jg]|soylesi|bulten|mulakat|konferans|forum|zirve|miting|etkinlik|toren|oturum|cagri"
    r"|twit|video|nutu[kg]|program|analiz|inceleme|tutana[kg]|belge|kita[pb]|hesa[pb]|dilekce|karar"
    r"|genelge|savunma|ifade|basvuru|teblig|cevap|yazisma|kilavuz|brosur"
    r"|gerekce|beyanname|yonetmelig|ilan|anons|mutalaa)"
    r"(?P<own>s?[iu](?=n)|l[ae]r[iu]?)?(?P<case>n?d[ae]|t[ae])"
)
"""In what something is said ("yazılı açıklamasında", "raporda")."""

_CASES = (
    r"(?P<gen>n?[iu]n)|(?P<acc>n[iu]|y[iu])"
    r"|(?P<obl>n?[ae]|y[ae]|n?[dt][ae](?:n|ki(?:l[ae]r)?)?|y?l[ae]|n?c[ae])"
)


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem for entry in text.split() for stem in entry.split("/"))


def _pattern(text: str) -> re.Pattern[str]:
    joined = "|".join(sorted(_stems(text), key=len, reverse=True))
    return re.compile(
        rf"(?P<stem>{joined})(?P<plural>l[ae]r)?(?P<own>s?[iu](?!n$)|(?<=r)[iu])?(?:{_CASES})?"
    )


_PERSON, _BODY = _pattern(_PEOPLE), _pattern(_BODIES)
_BEGIN = frozenset(stem[:3] for stem in _stems(_PEOPLE) | _stems(_BODIES))
"""What the words of both begin with: most words are none of them."""
# Participles used as nouns: "destekleyenler", "savunanlar".
_DOERS = re.compile(r".{3,}[ae]n(?P<plural>l[ae]r)(?P<own>)(?:" + _CASES + ")?")
# Trades that are in no list, by their endings: organizatörü, gözlemcileri (but not ikinci).
_TRADES = re.compile(
    r".{2,}(?:..c[iu](?=s[iu])|c[iu](?=l[ae]r)|[st]or(?=[iu])|ist(?=[iu])|olog)(?P<plural>l[ae]r)?(?P<own>s?[iu])?(?:"
    + _CASES
    + ")?"
)
_SUFFIX = re.compile(
    r"(?:l[ae]r(?:[iu](?=n|$))?|s[iu](?=n|$))?(?:" + _CASES + r"|(?P<short>[iu]))?"
)
# Names of institutions take their endings without an apostrophe: Bakanlığının, Ağından.
_LONG_CASE = re.compile(
    r".{3,}(?:[iu]|l[ae]r[iu])(?P<case>n(?P<gen>[iu]n)|nd[ae]n?|nd[ae]ki|n[iu]n[ae]|yl[ae])"
)


@dataclass(frozen=True, slots=True)
class Noun:
    """What is known of a noun: whether it is a person, which case, whether possessed or plural."""

    stem: str
    person: bool
    case: Case
    owned: bool
    plural: bool


def _listed(word: str) -> tuple[re.Match[str] | None, bool]:
    """Return how a folded word is listed, and whether as a person: hastane is not hasta + ne."""
    if word[:3] not in _BEGIN and word[:2] not in _BEGIN:
        return None, False
    person, body = _PERSON.fullmatch(word), _BODY.fullmatch(word)
    if person and (body is None or len(person["stem"]) >= len(body["stem"])):
        return person, True
    return body, False


@lru_cache(maxsize=65536)
def noun(word: str) -> Noun | None:
    """Analyse a folded word as a noun for somebody who speaks, None where it is none."""
    match, person = _listed(word)
    if match is None:
        match, person = _DOERS.fullmatch(word) or _TRADES.fullmatch(word), True
    if match is None:
        return None
    groups = match.groupdict()
    case: Case = "nominative"
    if groups["gen"]:
        case = "genitive"
    elif groups["acc"] or groups["obl"]:
        case = "other"
    stem = groups.get("stem") or word
    return Noun(stem, person, case, bool(groups["own"]), bool(groups["plural"]))


@lru_cache(maxsize=65536)
def case_of(key: str, suffix: str) -> Case:
    """Return the case of a capitalised word: by the suffix behind its apostrophe, if it has one."""
    if suffix:
        if suffix in ("s", "li", "lu", "si", "su"):  # Sainsbury's; CHP'li; CEO'su
            return "nominative"
        match = _SUFFIX.fullmatch(suffix)
        if match is None:
            return "nominative"
        if match["gen"]:
            return "genitive"
        return "other" if match["acc"] or match["obl"] or match["short"] else "nominative"
    if found := noun(key):
        return found.case
    if len(key) >= 7 and (match := _LONG_CASE.fullmatch(key)):
        return "genitive" if match["gen"] else "other"
    return "nominative"


@lru_cache(maxsize=65536)
def bare_length(key: str) -> int:
    """Return the length of a folded noun or institution without its case ending."""
    match, _ = _listed(key)
    if match:
        return max(match.end(group) for group in ("own", "plural", "stem"))
    if len(key) >= 7 and (long := _LONG_CASE.fullmatch(key)):
        return long.start("case")
    return len(key)
