"""Who is asked for."""

import pytest

from index.rows import Speaker
from qa.question import understand
from qa.speakers import who


def speaker(name, words, article=1):
    return Speaker(article, name, frozenset(words.split()))


PEOPLE = [
    speaker("İlham Aliyev", "ilham aliyev azerbaycan cumhurbaskani"),
    speaker("Sergey Lavrov", "sergey lavrov rusya disisleri bakani"),
    speaker("Alman Sanayi Federasyonu", "alman sanayi federasyonu"),
    speaker("Dieter Kempf", "dieter kempf alman sanayi federasyonu baskani"),
    speaker("Olivera Georgijevska", "olivera georgijevska 79 yasindaki"),
]


@pytest.mark.parametrize(
    ("question", "name", "topic"),
    [
        ("Aliyev ne dedi?", "İlham Aliyev", ()),
        ("aliyve ne dedi", "İlham Aliyev", ()),
        ("Aliyev Rusya hakkında ne dedi?", "İlham Aliyev", ("rusya",)),
        ("Rusya Dışişleri Bakanı ne dedi?", "Sergey Lavrov", ()),
        ("Cumhurbaşkanı Ermenistan hakkında ne dedi?", "İlham Aliyev", ("ermenistan",)),
        ("Aliyev barış süreci konusunda ne dedi?", "İlham Aliyev", ("baris", "sureci")),
        ("Kempf'in federasyonu hakkında Aliyev ne dedi?", "İlham Aliyev", None),
        ("Azerbaycanlı devlet cumhurbaşkanı ne dedi?", "İlham Aliyev", None),
        ("Bakan ne dedi?", "Sergey Lavrov", ()),
        ("deneyimli diplomat Lavrov ne dedi?", "Sergey Lavrov", ()),
        ("Alman Sanayi Federasyonu Başkanı ne dedi?", "Dieter Kempf", ()),
        ("Alman Sanayi Federasyonu ne dedi?", "Alman Sanayi Federasyonu", ()),
        ("79 yaşındaki kadın ne dedi?", "Olivera Georgijevska", ()),
    ],
)
def test_known(question, name, topic):
    asked = who(understand(question), PEOPLE)
    assert asked.name == name
    assert topic is None or asked.topic == topic
    assert (1, name) in asked.known


@pytest.mark.parametrize(
    ("question", "name", "named"),
    [
        ("Theresa May ne dedi?", "Theresa May", True),
        ("Bakan Yılmaz ne dedi?", "Bakan Yılmaz", True),  # not the minister who speaks here
        ("Azerbaycan ne dedi?", "Azerbaycan", True),  # a country is not its president
        ("Şili hükümeti ne dedi?", "Şili", True),
        ("Ben Crenshaw son gün ne dedi?", "Ben Crenshaw", True),
        ("Lavrov'un sözcüsü ne dedi?", "sözcüsü", False),
        ("Lavrov'un sözcüsü Marya Zaharova ne dedi?", "sözcüsü Marya Zaharova", True),
        ("polis memuru ne dedi?", "polis memuru", False),
    ],
)
def test_unknown(question, name, named):
    asked = who(understand(question), PEOPLE)
    assert (asked.name, asked.named, asked.known) == (name, named, frozenset())


def test_namesakes_in_several_articles_are_all_meant():
    both = [speaker("İlham Aliyev", "ilham aliyev"), speaker("İlham Aliyev", "ilham aliyev", 2)]
    assert who(understand("Aliyev ne dedi?"), both).known == {
        (1, "İlham Aliyev"),
        (2, "İlham Aliyev"),
    }


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Yeni kral kiliselere nasıl tepki verdi?", None),
        ("Kral Louis İngiliz planlarına nasıl tepki verdi?", None),
        ("1978 İskoçya Yasası hükümlerine göre meclis nerede?", None),
        ("Uzay hiyerarşisi teoremine göre ne sınırlıdır?", None),
        ("Kore Kralı ne dedi?", "Kore Kralı"),
        ("kral ne dedi", "Kore Kralı"),
        ("yeni ajans ne dedi", "odaklanan yeni bir ajans"),
        ("Polonya ne dedi?", "Polonya hükümeti"),
    ],
)
def test_words_that_name_nobody_by_themselves(question, name):
    people = [
        speaker("Kore Kralı", "kore krali"),
        speaker("odaklanan yeni bir ajans", "odaklanan yeni bir ajans"),
        speaker("Polonya hükümeti", "polonya hukumeti"),
        speaker("Chen'in teoremi", "chen in teoremi"),
    ]
    asked = who(understand(question), people)
    assert (asked.name if asked.known else None) == name
