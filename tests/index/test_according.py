"""What is laid to a source by "-e göre"."""

import pytest

from index.article import shown
from index.reading.text import article_from_text
from index.sentences import sentences
from index.statements import statements


def laid(text):
    article = article_from_text(text, "haber.txt", "Haber")
    found = statements(article, [sentences(article.flat, p) for p in article.paragraphs])
    return [(s.kind, s.speaker, shown(s.span.of(article.text))) for s in found]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Bakan Ece Şen'e göre köprü martta bitecek.", "Ece Şen", "köprü martta bitecek."),
        ("Uzmanlara göre enflasyon yıl sonunda düşecek.", "Uzmanlar", None),
        ("Yeni rapora göre deniz suyu ısınıyor.", "Yeni rapor", "deniz suyu ısınıyor."),
        ("Bloomberg'e göre ise artış bu yıl sürecek.", "Bloomberg", "artış bu yıl sürecek."),
        ("Prof. Ali Kurt’a göre, fay hattı çok uzun.", "Ali Kurt", "fay hattı çok uzun."),
    ],
)
def test_somebody(text, speaker, content):
    [(kind, name, span)] = laid(text)
    assert (kind, name) == ("attributed", speaker)
    assert content is None or span == content


@pytest.mark.parametrize(
    "text",
    [
        "Plana göre yeni yol martta bitecek.",
        "Yasaya göre yeni yol martta bitecek.",
        "Buna göre yeni yol martta bitecek.",
        "Geçen yıla göre satışlar yüzde üç arttı.",
        "Şen'e göre değil.",
    ],
)
def test_nobody(text):
    assert laid(text) == []


def test_a_statement_in_the_sentence_is_none_of_it():
    text = "Bakan Ece Şen, yasaya göre köprünün martta biteceğini söyledi."
    assert [kind for kind, _, _ in laid(text)] == ["reported"]
