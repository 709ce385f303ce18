"""Questions made of other questions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.rephrasing import about, asked_otherwise, in_place_of
from qa.suffixes import CASE_OF, inflect


@pytest.mark.parametrize(
    ("question", "phrase", "expected"),
    [
        ("Grace nerede göz altına alındı?", "ne zaman", "Grace ne zaman göz altına alındı?"),
        ("Barış teklifine yanıt verdi mi?", "neden", "Barış teklifine neden yanıt verdi?"),
        ("Yayın çizgi filme mi geçti?", "neden", "Yayın çizgi filme neden geçti?"),
        ("BMW hangi tesisini kapatacak?", "ne kadar süreyle",
         "BMW tesisini ne kadar süreyle kapatacak?"),
        ("Bolivya ne zamandan beri bekliyor?", "neden", "Bolivya neden bekliyor?"),
        ("Uçak hangi yıl düştü?", "nerede", "Uçak nerede düştü?"),
        ("depremin büyüklüğü", "ne zaman", "depremin büyüklüğü — ne zaman?"),
        ("“Köprü açıldı” — ne zaman?", "nerede", "“Köprü açıldı” — nerede?"),
        ("Where did the plane land?", "when", "When did the plane land?"),
        ("How many people were hurt?", "when", "people were hurt — when?"),
    ],
)  # fmt: skip
def test_asked_otherwise(question, phrase, expected):
    assert asked_otherwise(question, phrase) == expected


@pytest.mark.parametrize(
    ("question", "name", "expected"),
    [
        ("Barselona'da kaç kişi tutuklandı?", "Madrid", "Madrid'de kaç kişi tutuklandı?"),
        ("Barselona'da kaç kişi tutuklandı?", "Madrid'de", "Madrid'de kaç kişi tutuklandı?"),
        ("Pub gelirleri temmuzda ne kadar arttı?", "haziranda",
         "Pub gelirleri haziranda ne kadar arttı?"),
        ("Gjose Tanevski kaç yaşında?", "Risa Kusuma", "Risa Kusuma kaç yaşında?"),
        ("Kaç farkla kazandılar?", "Furyk", "Furyk kaç farkla kazandılar?"),
    ],
)  # fmt: skip
def test_a_name_takes_the_place_of_the_one_most_like_it(question, name, expected):
    assert in_place_of(question, name) == expected


def test_what_a_question_is_about():
    assert about("Bildirge ne zaman imzalandı?") == "Bildirge imzalandı"
    assert about("St. Petersburg'da ne oldu?") == "St. Petersburg'da oldu"
    assert about("Köprü açıldı — kim geldi?") == "Köprü açıldı"


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Lavrov", "Lavrov'un Lavrov'a Lavrov'u Lavrov'da Lavrov'dan Lavrov'la"),
        ("Bakü", "Bakü'nün Bakü'ye Bakü'yü Bakü'de Bakü'den Bakü'yle"),
        ("Üsküp", "Üsküp'ün Üsküp'e Üsküp'ü Üsküp'te Üsküp'ten Üsküp'le"),
        ("Veltzé", "Veltzé'nin Veltzé'ye Veltzé'yi Veltzé'de Veltzé'den Veltzé'yle"),
        ("Stream 2", "Stream 2'nin Stream 2'ye Stream 2'yi Stream 2'de Stream 2'den Stream 2'yle"),
    ],
)
def test_case_endings(name, forms):
    cases = ("genitive", "dative", "accusative", "locative", "ablative", "instrumental")
    found = [inflect(name, case) for case in cases]
    words = forms.split(" Stream") if "Stream" in name else forms.split()
    assert found == [w if w.startswith(name[:2]) else f"Stream{w}" for w in words]


def test_a_body_is_possessed_already_and_a_common_noun_is_left_alone():
    assert inflect("ABD Deniz Kuvvetleri", "dative") == "ABD Deniz Kuvvetleri'ne"
    assert inflect("Rusya Federasyonu", "locative") == "Rusya Federasyonu'nda"
    assert inflect("uçak", "genitive") == "uçak"


@given(st.text(min_size=1), st.sampled_from(sorted(set(CASE_OF.values()))))
def test_any_name_keeps_its_letters(name, case):
    assert inflect(name, case).startswith(name)


@given(st.text(), st.sampled_from(["ne zaman", "neden", "when"]))
def test_any_text_can_be_asked_otherwise(text, phrase):
    assert phrase in asked_otherwise(text, phrase).lower()
