"""Names, titles, and the most complete form of each."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.article import Span
from index.reading.text import article_from_text
from index.speakers import Entity, entities
from index.speech.nouns import Case, bare_length, case_of, noun
from index.speech.verbs import Form, form, other_form
from index.turkish import fold

SEED = Path(__file__).parents[2] / "seeds" / "aliyev-lavrov-gorusmesi.txt"


def table(text: str) -> dict[str, Entity]:
    return {e.name: e for e in entities(article_from_text(text, "haber.txt", "Haber"))}


def test_seed() -> None:
    article = article_from_text(SEED.read_text(encoding="utf-8"), SEED.name)
    found = {e.name: e for e in entities(article)}
    assert found["İlham Aliyev"].titles == ("Azerbaycan Cumhurbaşkanı",)
    assert found["Sergey Lavrov"].titles == ("Rusya Dışişleri Bakanı",)
    surfaces = [s.of(article.text) for s in found["Sergey Lavrov"].surfaces]
    assert surfaces == ["Sergey Lavrov", "Lavrov"]
    assert len(found["İlham Aliyev"].surfaces) == 7
    assert not {"Aliyev", "Lavrov"} & found.keys()


@pytest.mark.parametrize(
    ("text", "name", "times"),
    [
        ("Bakan Ayşe Tunalı geldi. Tunalı konuştu. Tunalı'nın sesi kısıktı.", "Ayşe Tunalı", 3),
        ("Tunalı geldi. Sonra Tunalı konuştu. Bakan Ayşe Tunalı yoruldu.", "Ayşe Tunalı", 3),
        ("Başkan Vladimir Kavardarkov geldi. Dün Kavadarkov konuştu.", "Vladimir Kavardarkov", 2),
        ("Dünya Sağlık Örgütü (DSÖ) uyardı. Bugün DSÖ toplandı.", "Dünya Sağlık Örgütü", 2),
        ("Uzman Dr. Ali Can Öz yazdı. Öz'e göre risk var.", "Ali Can Öz", 2),
        ("Lider Kim Jong-un gülümsedi. Bugün Kim Jong-un konuştu.", "Kim Jong-un", 2),
        ("Müdür John F. Kennedy geldi. Sonra Kennedy gitti.", "John F. Kennedy", 2),
    ],
)
def test_most_complete_name(text: str, name: str, times: int) -> None:
    assert len(table(text)[name].surfaces) == times


def test_two_of_one_surname_stay_two() -> None:
    found = table("Başkan Donald Trump geldi. Eşi Melania Trump da geldi. Melania Trump konuştu.")
    assert {"Donald Trump", "Melania Trump"} <= found.keys()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bugün İşçi Partisi'nin oyu arttı.", {"İşçi Partisi"}),
        ("Bugün Dışişleri Bakanlığında toplantı vardı.", {"Dışişleri Bakanlığı"}),
        ("Bu sabah Carla Russo Ankara'ya geldi.", {"Carla Russo", "Ankara"}),
        ("Dün Kuzey Kore'ye gitti.", {"Kuzey Kore"}),
        ("Bugün 12 Mart'ta Bakü'de kar var.", {"Bakü"}),
    ],
)
def test_names(text: str, names: set[str]) -> None:
    assert table(text).keys() == names


def test_surfaces_lie_in_the_article() -> None:
    article = article_from_text(SEED.read_text(encoding="utf-8"), SEED.name)
    for entity in entities(article):
        assert entity.surfaces == tuple(sorted(entity.surfaces))
        assert all(Span(0, len(article.text)).covers(surface) for surface in entity.surfaces)


@pytest.mark.parametrize(
    ("word", "case", "bare"),
    [
        ("bakan", "nominative", "bakan"),
        ("bakanı", "nominative", "bakanı"),
        ("bakanının", "genitive", "bakanı"),
        ("bakanlığından", "other", "bakanlığı"),
        ("sözcüsüne", "other", "sözcüsü"),
        ("yetkililer", "nominative", "yetkililer"),
        ("hastane", "nominative", "hastane"),
        ("protestoculara", "other", "protestocular"),
    ],
)
def test_nouns(word: str, case: Case, bare: str) -> None:
    found = noun(fold(word))
    assert found is not None
    assert found.case == case
    assert word[: bare_length(fold(word))] == bare


@pytest.mark.parametrize(
    ("key", "suffix", "case"),
    [
        ("aliyev", "", "nominative"),
        ("aliyev", "in", "genitive"),
        ("lavrov", "u", "other"),
        ("sainsbury", "s", "nominative"),
        ("ceo", "su", "nominative"),
        ("trump", "la", "other"),
        ("erdogan", "", "nominative"),
        ("kuvvetlerinin", "", "genitive"),
    ],
)
def test_cases(key: str, suffix: str, case: Case) -> None:
    assert case_of(key, suffix) == case


@pytest.mark.parametrize(
    ("word", "verb", "expected"),
    [
        ("dedi", "de/di", "finite"),
        ("diyor", "de/di", "finite"),
        ("der", "de/di", "finite"),
        ("diyen", "de/di", "participle"),
        ("diyerek", "de/di", "converb"),
        ("derken", "de/di", "converb"),
        ("dediği", "de/di", "relative"),
        ("denildi", "de/di", "passive"),
        ("söylüyor", "soyle", "finite"),
        ("söyleniyor", "soyle", "passive"),
        ("söylemedi", "soyle", None),
        ("kaydederek", "kaydet/kayded", "converb"),
        ("bildirmesinin", "bildir", "noun"),
        ("yazar", "yaz", None),
        ("açıklayacak", "acikla", None),
    ],
)
def test_forms(word: str, verb: str, expected: Form | None) -> None:
    assert form(fold(word), verb) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("vardı", "finite"), ("gitti", "finite"), ("devleti", None), ("fiyatı", None),
     ("şimdi", None), ("koşarak", "converb"), ("gelen", "participle")],
)  # fmt: skip
def test_forms_of_any_verb(word: str, expected: Form | None) -> None:
    assert other_form(fold(word)) == expected
