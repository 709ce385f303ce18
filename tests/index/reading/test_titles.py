"""What a reader would call an article."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import seeds
from index.errors import FileEmpty
from index.reading.text import article_from_text
from index.reading.titles import reads_as_title
from index.sentences import sentences
from index.statements import statements

BODY = "\n\nVali Kemal Yılmaz dün konuştu."


def title(text: str, source: str = "1.txt") -> str:
    return article_from_text(text, source).title


def test_the_seed_is_called_what_its_headline_would_be() -> None:
    text = Path(seeds.__file__).with_name(seeds.ARTICLES[0][0]).read_text("utf-8")
    assert title(text, "haber.txt") == "Aliyev: “Barış anlaşması teklifimiz cevapsız kaldı”"


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("Köprü açıldı", "Köprü açıldı"),
        ("Köprü ne zaman açılacak?", "Köprü ne zaman açılacak?"),
        ("Gündem\n\nKöprü açıldı", "Köprü açıldı"),
        ("SON DAKİKA\n\n12 Mayıs 2022 Perşembe\n\nKöprü açıldı", "Köprü açıldı"),
        ("Giriş Tarihi: 12.05.2022 10:30\n\nKöprü açıldı", "Köprü açıldı"),
        ("Vali dün uzun konuştu.", "Vali dün uzun konuştu"),
        ("RİZE (AA) - Köprü açıldı", "RİZE (AA) - Köprü açıldı"),
        (
            'Rize Valisi Kemal Yılmaz, "Köprüyü zamanında bitirdik." dedi.',
            "Yılmaz: “Köprüyü zamanında bitirdik”",
        ),
        (
            "Rize Valisi Kemal Yılmaz, “Köprüyü zamanında bitirdik, çünkü herkes çok çalıştı; "
            "bundan sonra da böyle olacak.” ifadelerini kullandı.",
            "Yılmaz: “Köprüyü zamanında bitirdik”",
        ),
        ('Vali, "Köprü" adlı filmi izledi.', 'Vali, "Köprü" adlı filmi izledi'),
        ("Uzun " * 40 + "bir cümle.", "Uzun " * 16 + "Uzun…"),
    ],
)
def test_titles(first, found) -> None:
    assert title(first + BODY) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("kopru-acilisi.txt", "köprü açılışı"),
        ("Valinin_konuşması.txt", "Valinin konuşması"),
        ("yilmaz kopruyu yapti.txt", "Yılmaz köprüyü yaptı"),
        ("rapor%20(2).txt", "rapor%20(2)"),
        ("03.txt", "Köprüyü ve açılışı Yılmaz yaptı"),
    ],
)
def test_names_of_files_are_spelt_as_the_text_does(name, found) -> None:
    # A name of words beats a first sentence, not a headline.
    assert title("Köprüyü ve açılışı Yılmaz yaptı." + BODY, name) == found
    assert title("Köprü bitti" + BODY, name) == "Köprü bitti"


def test_what_does_not_read_as_a_title() -> None:
    for line in ("Vali konuştu.", "“Açıldı.”", "Devam ediyor:", "x" * 141, "12.05.2022", "—", "AA"):
        assert not reads_as_title(line)


@given(st.text(max_size=300), st.text(max_size=20))
def test_every_article_has_a_title_of_one_line(text, name) -> None:
    try:
        article = article_from_text(text, f"{name}.txt")
    except FileEmpty:
        return
    assert article.title
    assert article.title == " ".join(article.title.split())


def test_a_sentence_is_no_headline_to_who_looks_for_statements() -> None:
    text = 'Vali Ece Şen, "Açıldı." dedi.\n\nKöprü dün açıldı.'
    article = article_from_text(text, "1.txt")
    assert article.title != article.reading(article.paragraphs[0])
    found = [sentences(article.flat, p) for p in article.paragraphs]
    assert [s.speaker for s in statements(article, found)] == ["Ece Şen"]
