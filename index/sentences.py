"""Where the sentences of a Turkish paragraph end.

Every run of ``.``, ``!``, ``?`` and ``…`` is judged once, by the word before it and what follows;
a bullet opens a sentence too, a colon or a semicolon never ends one. Quotation marks are judged by
where they stand, hardly ever by counting, so one that is never closed spoils nothing. Time is
linear: what is read behind a stop ends at the next one, what is read before it is bounded.
"""

from __future__ import annotations

import re
from itertools import pairwise

from index.article import IGNORABLE, Span, stripped
from index.turkish import lower


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# An entry in lower case stands for any case; "Av" for Av and AV only, since "av" is a word.
LEADING = _words("""
    prof doç dr yrd yard ord öğr Gör arş araş uzm op Av müh Mim ecz dt Vet psk Kur gnkur Yük Dz Hv
    mareş Org Korg tümg tuğg Alb yb bnb yzb ütğm tğm Asb çvş koram tümam tuğam Kor Tüm sn hz st ste
    mr mrs ms mme mlle sr bn bkz bknz bk krş örn ör no nr nu s ss sf sy c md fık vol fig şek tab
    res lev pp çev Haz ed eds nşr thk Tel hd cgk hgk d ö doğ ölm
""")
"""What needs something behind it: titles before a name, references before a number."""
INNER = _words("""
    Alm ing İng Ing Fr ar Far lat Yun isp İsp İt osm İst Ist Ank İzm Üniv Fak Ens Böl Hast tic San
    inş koop cad cd mah mh Sok sk Blv bulv apt bşk gn Gen yy age agm agy ark ink inc Inc co corp
    dept jr h hk tc mö ms Mö Ms iö a.g.e a.g.m Yay bs bask
""")
"""What seldom ends a sentence: only where a word follows that opens one."""
ENDING = _words("vb vs vd v.b v.s v.d şti ltd a.ş km m cm mm kg gr dk sn sa cc lt")
"""What ends a sentence as well as not: where a capital follows that begins no name of its own."""
OPENERS = _words("""
    Bu Bunu Buna Bunun Bunda Bundan Bununla Bunlar Bunların Bunları Böyle Böylece Şu O Onu Ona Onun
    Onlar Onların Biz Bizim Siz Benim Ancak Ama Fakat Lakin Oysa Çünkü Zira Ayrıca Hatta Yani Sonra
    Daha Sonuçta Sonunda Ardından Önce Öte Öyle Bir Birçok Bazı Her Hem Ne Nasıl Neden Niçin Kimse
    Çok Eğer Yine Yalnız Artık Şimdi Bugün Dün Yarın Burada Orada Buradan Aynı Diğer Bütün Özellikle
    Örneğin Genellikle Günümüzde Dolayısıyla İlk Kendisi Kendi Belki Nitekim Üstelik Henüz İşte
""")
"""Words that open a sentence and, with a capital, are no part of a name."""
COUNTED = _words("""
    yıl yılı nüfus nüfusu sayı sayısı yaş yaşı numara numarası toplam toplamı skor puan puanı saat
    sayfa madde oran oranı yüzde fiyatı plaka sonuç = s. ss. sf. sy. md. no. nr. c.
""")
"""Words whose number stands behind them, so that "yüzde 7." is no ordinal."""
HEADS = _words("madde ek bölüm şekil tablo resim kısım fıkra ünite ders soru")
"""Words that, with a number, are a heading and no sentence ("Madde 5. Devletin ...")."""
ORDINALS = _words("yüzyıl yıl yılı gün dönem sokak sokağı sok cadde caddesi cad madde")
"""Words before which even a long number or a range is an ordinal ("1453. Sokak")."""

_REACH = 48  # how far back the word before a stop is looked for
_ASIDE = 300  # the longest brackets that are kept in one piece; longer ones may be a slip
_OPEN, _ITEMS = frozenset("([{"), frozenset("•●▪■◦‣")
# Stops in a row, or one of the rest: one class of characters, which is looked for fast.
_MARKS = re.compile(r"[.!?…(\[{\"•●▪■◦‣](?:(?<=[.!?…])[.!?…]+)?")
_BRACKETS = re.compile(r"[()\[\]{}]")
# What goes with the sentence that ends: quotes, brackets, footnote numbers that touch the stop. In
# tokenised text a space parts them, but then nothing touches them from behind.
_CLOSERS = re.compile(
    r"(?:\[\d{1,4}\]|[)\]}\"'”’»›¹²³⁰-⁹]|[“‘](?!\w)| [)\]}”»](?![^\s)\]}”».,;:!?])"
    r"|(?<=[a-zçğıöşü]\.)\d{1,3}(?= [A-ZÇĞİÖŞÜ]))*"
)
_LEAD = re.compile(r"\s*(?:[(\[](?:\.{3}|…)[)\]]\s*)?(?:[\"'“”„‘’‚«»‹›(\[{\-–—•●▪■◦‣*#%$€₺]\s*)*")
_GOES_ON = frozenset(".!?…,;:)]}&+/~")
_PLAIN = re.compile(r"(?!www)[^@/]*(?:[^\W\d_A-ZÇĞİÖŞÜ]{3}|\))|\d{4}")  # before a glued stop
_QUOTES = frozenset("\"'”’»")
_WORD = re.compile(r"[^\W\d_]{1,40}")
_ALNUM = re.compile(r"[^\W_]")
_LIST_ITEM = re.compile(r"[^\W_]{1,2}\)\s")
# Names that stay small at the head of a sentence: iPhone, mRNA, el-Farabi, d'Alembert.
_SMALL = re.compile(r"[^\W\d_]{1,4}[-'’]|[^\W\d_](?=[^\W\d_])")
_NUMBER = re.compile(r"(?:\d+|[IVXL]+)(?:[.,/:–-]+(?:\d+|[IVXL]+))*")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}")
# Few letters without a vowel, not all capitals: Blv., Brş.
_BARE = re.compile(r"(?=[^\W\d_])[^\W\d_a-zçğıöşüAEIİOÖUÜ][bcçdfgğhjklmnpqrsştvwxyz]{1,3}")
# A name that goes on: "A.Ş. Yönetim Kurulu", "A.Ş. Müdürü oldu", "Ltd. Şti."
_COMPOUND = re.compile(r"[^\W\d_]{4,40}[ıiuü] |[^\W\d_]{1,40}(?:\.| [A-ZÇĞİÖŞÜ])")
_DOMAIN = re.compile(r"\S{0,40}[@/]|(?:com|org|net|gov|edu|tr|html?)\b", re.IGNORECASE)
_SOURCE = re.compile(r"\s*[(\[][^.!?…()\[\]]{1,40}[)\]]\W*$")


def sentences(view: str, span: Span | None = None) -> list[Span]:
    """Return the sentences of one paragraph, in order and stripped of white space.

    ``view`` is a reading view (`index.article.flatten`), the spans are in its coordinates; ``span``
    is the paragraph, by default the whole view. They leave out only white space and `IGNORABLE`.
    """
    start, end = (0, len(view)) if span is None else (span.start, span.end)
    text = view[start:end]
    places: list[int] | range = range(start, start + len(text))
    if IGNORABLE in text:  # taken out here, so that no rule has to think of it
        places = [start + i for i, char in enumerate(text) if char != IGNORABLE]
        text = text.replace(IGNORABLE, "")
    cuts = [0, *_Paragraph(text).cuts(), len(text)]
    pairs = [(left, right) for left, right in pairwise(cuts) if left < right]
    pieces = (stripped(view, places[left], places[right - 1] + 1) for left, right in pairs)
    return [piece for piece in pieces if piece]


class _Paragraph:
    """A paragraph that is read once, from the left to the right."""

    def __init__(self, text: str) -> None:
        self.text = text
        # In text without capitals a small letter does not tell that a sentence goes on.
        self.cased = any(char.isupper() for char in text)
        self.closing = _closing(text)
        self.quoted = False  # an odd number of straight quotes so far
        self.begin = 0  # where the sentence begins
        self.head = self._first(0)  # the first letter or digit of the sentence
        self.aside = 0  # end of the latest brackets inside the sentence

    def _first(self, at: int) -> int:
        match = _ALNUM.search(self.text, at)
        return match.start() if match else len(self.text)

    def cuts(self) -> list[int]:
        """Return the places where one sentence ends and another follows."""
        found: list[int] = []
        last = next((i for i in range(len(self.text) - 1, -1, -1) if self.text[i].isalnum()), 0)
        for mark in _MARKS.finditer(self.text):
            at, after = mark.span()
            char = self.text[at]
            if char == '"':
                self.quoted = not self.quoted
            elif char in _OPEN:
                self.aside = max(self.aside, self.closing.get(at, 0) if self.head < at else 0)
            elif char not in _ITEMS or self.text[after : after + 1] == " ":
                cut = at if char in _ITEMS else self._end(at, after)
                # Marks alone are no sentence: they stay with their neighbour.
                if cut is not None and self.head < cut <= last:
                    found.append(cut)
                    self.begin, self.head = cut, self._first(cut)
        return found

    def _end(self, stop: int, after: int) -> int | None:
        """Return where the sentence with the stop ``[stop, after)`` is over, None if it goes on."""
        text = self.text
        closers = _CLOSERS.match(text, after)
        end = closers.end() if closers else after
        plain = text[stop:after] == "."
        if end == len(text) or (not plain and text[stop - 1 : stop] in ("(", "[")):
            return None  # "(?)" and "(...)" are remarks
        if stop < self.aside and (end < self.aside or not plain):
            return None
        if not text[end].isspace():
            return self._glued(stop, after, end)
        if self.quoted and text[end : end + 3] == ' " ':
            end += 2
        lead = _LEAD.match(text, end)
        begin = lead.end() if lead else end
        first = text[begin : begin + 1]
        if not first or first in _GOES_ON or _SOURCE.match(text, end):
            return None
        # After a quotation a small letter goes on ("dedi") even in text without capitals.
        goes_on = self.cased or not _QUOTES.isdisjoint(text[after:end])
        if first.islower() and goes_on and not self._small_head(begin):
            return None
        return end if not plain or self._ends(stop, begin, end > after) else None

    def _ends(self, stop: int, begin: int, closed: bool) -> bool:
        """Tell whether a full stop ends the sentence, ``begin`` being the next letter or digit."""
        word, start, before = self._words_before(stop)
        opener, number = self._opener(begin), _NUMBER.fullmatch(word)
        if start == self.head and (number or (len(word) < 4 and word[:1].isdigit())):
            return False  # the head of a list: "3.", "2.1.", "4a."
        if number:
            head = before in HEADS and self.head == start - len(before) - 1
            return not head and (closed or opener or self._number_ends(word, before, begin))
        kind = _kind(word)
        if kind is LEADING or (kind and "(" in self.text[stop:begin]):
            return False  # "A.Ş. (TAI)"
        if kind is INNER:
            return opener and start != self.head
        if kind is ENDING:
            goes_on = _COMPOUND.match(self.text, begin) and not before[-1:].isdigit()
            return opener or (self.text[begin].isupper() and not goes_on)
        return True

    def _number_ends(self, word: str, before: str, begin: int) -> bool:
        """Tell whether a number with a full stop is a quantity or a year and no ordinal."""
        if self.text[begin].isdigit():  # "5. 6. 2018", "29.10. 2018", but "... 1923. 5 kişi ..."
            return (len(word) == 4 and word.isdigit()) or len(word) > 5
        match = _WORD.match(self.text, begin)
        if "./" in word or (match and lower(match.group()) in ORDINALS):
            return False
        # A short whole number or a Roman one is an ordinal; a date, a score, a year is none.
        return before in COUNTED or (word[0].isdigit() and (len(word) > 3 or not word.isdigit()))

    def _glued(self, stop: int, after: int, end: int) -> int | None:
        """Judge "bitti.Sonra": only between a word in small letters and one with a capital."""
        text, word = self.text, self._words_before(stop)[0]
        lead = end + 1 if text[end] in "“‘«(" else end
        if not text[lead : lead + 1].isupper() or not _PLAIN.fullmatch(word):
            return None
        # "Fransa.Bu" is two sentences, "Mehmet.Ali" may be a user, "node.JS" a program.
        name = word[0].isupper() and "'" not in word and "’" not in word
        acronym = not text[lead + 1 : lead + 2].islower() and len(word) < 5
        doubtful = (name or acronym) and not self._opener(lead)
        if doubtful or _DOMAIN.match(text, lead) or _kind(word):
            return None
        # The quote in 'dedi."Ben' opens if none is open.
        return after if '"' in text[after:end] and not self.quoted else end

    def _words_before(self, stop: int) -> tuple[str, int, str]:
        """Return the word before a stop, where it begins, and the word before it in lower case."""
        since = max(self.begin, stop - _REACH)
        reach = self.text[since:stop].rstrip()
        *_, before, word = ["", "", *reach.rsplit(None, 2)]
        word = word.lstrip("\"'“”„‘’«»([{-–—")
        return word, since + len(reach) - len(word), lower(before)

    def _opener(self, begin: int) -> bool:
        match = _WORD.match(self.text, begin)
        word = match.group() if match else " "
        after = self.text[begin + len(word) : begin + len(word) + 1]  # O'Neill, O. Henry
        return word[0] + lower(word[1:]) in OPENERS and after not in ("'", "’", ".")

    def _small_head(self, begin: int) -> bool:
        small = _SMALL.match(self.text, begin)
        name = small is not None and self.text[small.end() : small.end() + 1].isupper()
        return name or _LIST_ITEM.match(self.text, begin) is not None


def _kind(word: str) -> frozenset[str] | None:
    """Return the list of abbreviations that ``word`` (without its last full stop) belongs to."""
    if len(word) > 12 or not word[:1].isalpha():
        return None
    dotted = _DOTTED.fullmatch(word)  # "T.C", "E.T.A", "a.g.e"
    for part in (word,) if dotted else (word, word.rpartition(".")[2]):
        # A single capital is an initial, whatever the small letter stands for.
        forms = {part} if len(part) == 1 else {part, lower(part), part[:1] + lower(part[1:])}
        for kind in (LEADING, ENDING, INNER):
            if forms & kind:
                return kind
    return INNER if len(word) == 1 or dotted or _BARE.fullmatch(word) else None


def _closing(text: str) -> dict[int, int]:
    """Return, for each bracket that is closed within `_ASIDE`, where what it encloses is over."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for match in _BRACKETS.finditer(text):
        if match.group() in "([{":
            waiting.append(match.start())
        elif waiting and match.end() - waiting[-1] <= _ASIDE:
            found[waiting.pop()] = match.end()
    return found
