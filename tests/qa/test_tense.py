"""How a question is put: as something told, or as how things are at large."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from index.encoder import load_encoder
from index.library import temporary
from index.turkish import fold
from qa.evaluation.perturb import perturb
from qa.ranking import ABOUT_ALL, blank, evidence
from qa.search import rank
from qa.tense import TENSES, tense

CASES = {
    "told": [
        "Aliyev kiminle görüştü?",
        "Köprüyü kim yaptırmıştır?",
        "Kadının isteği hangi gün geri çevrilmiş?",
        "Parçalar fabrikaya kaç dakikada bir geliyor?",
        "Toplantı nerede yapılmaktadır?",
        "Sefer kaç gün sürecek?",
        "Sözleşme uzatılacak mı?",
        "kaç sefer olucak",
        "Telefonu kim icat etti?",
        "Bunu neden yaptılar?",
        "Ne zaman gelmişlerdi?",
    ],
    "general": [
        "Pilav nasıl yapılır?",
        "Kuşlar geceleri nerede uyur?",
        "Kombi basıncı kaç bar olmalı?",
        "Emeklilik için kaç gün prim gerekir?",
        "Yüksek sesle konuşulmaz mı?",
        "Başvurumu nereden yapabilirim?",
        "Hangi filmi izleyeyim?",
        "Bana yardım eder misin?",
        "Ne önerirsiniz?",
        "Sınav sonucunu nasıl öğreniyorum?",
    ],
    "defining": ["Enflasyon nedir?", "Mesleği kimdir?", "Kaç türü vardır?"],
    "verbless": [
        "Dolar kaç lira?",
        "Fransa'nın başkenti neresi?",
        "Yarın yağmur var mı?",
        "Bilet ücreti ne kadar?",
        "Babasının adı?",
        "Hangi ülkeler?",
        "?",
    ],
}


@pytest.mark.parametrize(("expected", "question"), [(k, q) for k in CASES for q in CASES[k]])
def test_tenses(expected, question):
    assert tense(question) == expected
    assert tense(perturb(question, "ascii")) == expected
    assert tense(perturb(question, "upper")) == expected


@given(st.text())
def test_any_text_is_put_somehow_and_letters_alone_tell(text):
    assert tense(text) in TENSES
    assert tense(text) == tense(fold(text))


@pytest.mark.parametrize(
    ("question", "put"),
    [
        ("Karabağ'da pilav nasıl yapılır?", "general"),
        ("Aliyev Bakü'de kiminle görüştü?", "told"),
        ("Where is the nearest hospital in Baku?", "told"),  # English has other endings
    ],
)
def test_the_confidence_looks_at_it(question, put):
    with temporary(load_encoder(), seeds.articles()) as library:
        table = rank(library, question, ranker=blank()).table
    assert table is not None
    assert table.tense == put
    both = evidence(table, foreign=False)
    own = both[:, : both.shape[1] // 2]
    shown = {t: own[:, -len(ABOUT_ALL) :][:, ABOUT_ALL.index(t)] for t in TENSES[1:]}
    assert all((column == (t == put)).all() for t, column in shown.items())
