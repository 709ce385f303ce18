"""What in a sentence may answer which kind of question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import Span
from index.kinds import kinds
from index.reading.text import article_from_text
from index.tokenised import tokenised


def found(text: str) -> dict[str, set[str]]:
    article = article_from_text(text, "x", "x")
    told: dict[str, set[str]] = {}
    for kind, word in kinds(tokenised(article).inside(Span(0, len(article.text)))):
        told.setdefault(kind, set()).add(word)
    return told


def test_words_by_kind() -> None:
    told = found("Rusya Dışişleri Bakanı Sergey Lavrov'u 2020 yılında Bakü'ye gelince kabul etti.")
    assert told["person"] == {"sergey", "lavrov"}  # the words before the title name no person
    assert told["time"] == {"2020", "yilinda"}
    assert told["number"] == {"2020"}
    assert told["place"] == {"baku"}
    assert "reason" not in told


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dün İkinci Karabağ Savaşı'nın sonu konuşuldu.", {"ikinci", "karabag", "savasi"}),
        ("Dün Müttefik Etkileşim Bildirgesi'ni andılar.", {"muttefik", "etkilesim", "bildirgesi"}),
        ("Dün Ankara Üniversitesi'nde toplandılar.", {"ankara", "universitesi"}),
    ],
)
def test_names_of_things_are_no_persons(text, names) -> None:
    told = found(text)
    assert names <= told["thing"]
    assert "person" not in told


def test_a_lone_capital_is_nobody() -> None:
    assert "person" not in found("Dün toplantıya Aliyev katıldı.")


@given(st.text(max_size=200))
def test_only_words_of_the_sentence_are_told(text) -> None:
    article = article_from_text(f"Söz: {text}", "x", "x")
    words = tokenised(article).inside(Span(0, len(article.text)))
    assert {word for _, word in kinds(words)} <= set(words.words)
