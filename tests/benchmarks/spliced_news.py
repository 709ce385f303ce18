"""Articles spliced from real Turkish sentences, as many as are wanted, the same on every machine.

News-like in form: a headline, then ten to twenty paragraphs of 150 characters or so, every sixth
of them what somebody said. Sentences come from the text files of ``../shared/corpus``.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from index.article import Article
from index.reading import article_from_text


def _words(text: str) -> list[str]:
    return text.split()


CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
SHORTEST, LONGEST = 40, 300  # code points of a sentence
PARAGRAPH = 80  # code points from which a paragraph is long enough
SPOKEN = 6
_BORDER = re.compile(r"(?<=[.!?]) (?=[A-ZÇĞİÖŞÜ])")
FIRST = _words(
    """
    Ayşe Mehmet Fatma Mustafa Emine Ahmet Hatice Ali Zeynep Hüseyin Elif Hasan Meryem
    İbrahim Şerife İsmail Zehra Osman Sultan Yusuf Hanife Murat Merve Ömer Havva Ramazan
    Zeliha Halil Esra Süleyman Fadime Abdullah Özlem Mahmut Hacer Recep Yasemin Salih Hülya
    Fatih Cemile Kadir
    """
)
LAST = _words(
    """
    Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç
    Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Özcan Korkmaz Çakır Erdoğan Yavuz Can Acar
    Güler Aktaş Güneş Bozkurt Bulut Keskin Ünal Turan Gül Özer Işık Kaplan Avcı Sarı Tekin
    Taş Köse Yüksel Ateş Aksoy Toprak Durmaz Karaca Bayraktar Uçar Balcı Sezer Güngör Ergin
    Tosun Baran Akın
    """
)
TITLES = _words("Vali Rektör Bakan Başkan Müdür Sözcü Avukat Profesör Doktor")
CUES = ("dedi", "diye konuştu", "ifadesini kullandı", "diye ekledi")


def sentences(folder: Path = CORPUS) -> list[str]:
    """Return the sentences of the corpus, each once, in an order that mixes the sources."""
    found: dict[str, None] = {}
    for file in sorted(folder.rglob("*.text.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                pieces = _BORDER.split(json.loads(line)["text"])
                found.update((p, None) for p in pieces if SHORTEST <= len(p) <= LONGEST)
    mixed = list(found)
    random.Random(9).shuffle(mixed)
    return mixed


def spliced(passages: int, pool: list[str]) -> Iterator[Article]:
    """Yield articles with about so many passages in all."""
    chance = random.Random(10)
    made = number = at = 0

    def sentence() -> str:
        nonlocal at
        if at == len(pool):  # the next round has the same sentences in other company
            chance.shuffle(pool)
            at = 0
        at += 1
        return pool[at - 1]

    while made < passages:
        number += 1
        paragraphs = [f"{number}. haber: {sentence().rstrip('.!?')[:80]}"]
        for place in range(chance.randint(10, 20)):
            text = sentence()
            while len(text) < PARAGRAPH:
                text += " " + sentence()
            if place % SPOKEN == SPOKEN - 1:
                who = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
                text = f"{chance.choice(TITLES)} {who}, “{text.rstrip('.')}” {chance.choice(CUES)}."
            paragraphs.append(text)
        made += len(paragraphs)
        yield article_from_text("\n\n".join(paragraphs), f"{number}.txt")
