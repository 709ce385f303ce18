"""Turkish words: folding, tokens, suffixes behind apostrophes, terms."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.article import IGNORABLE, Span, flatten
from index.turkish import STOP_WORDS, content, fold, grams, lower, prefixes, tokens

ANY = st.text(st.characters())  # half surrogate pairs too
APOSTROPHES = "'\u2019\u2018`\u00b4\u02bc\u2032"


def words(text: str) -> list[str]:
    return [token.word for token in tokens(flatten(text))]


def test_the_four_i() -> None:
    assert lower("İIıi") == "iııi"
    assert fold("İIıi") == "iiii"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ŞĞÇÖÜ şğçöü", "sgcou sgcou"),
        ("IŞIK Işık ışık", "isik isik isik"),
        ("hâlâ kâr îman ÛN", "hala kar iman un"),
        ("Əliyev gəldi, Qarabağ, xalq, Wagner", "eliyev geldi, karabag, halk, vagner"),
        ("Straße Æ Øre Đ Łódź ħ é ñ", "strase a ore d lodz h e n"),
        ("Сергей Лавров Й", "сергей лавров й"),
        ("i\u0307yi s\u0327", f"i{IGNORABLE}yi s{IGNORABLE}"),
        ("1453 – “A” ½ 🇹🇷", "1453 – “a” ½ 🇹🇷"),
    ],
)
def test_fold(text, folded) -> None:
    assert fold(text) == folded


@given(ANY)
def test_views_have_the_length_of_the_text(text) -> None:
    assert len(lower(text)) == len(fold(text)) == len(text)
    assert fold(lower(text)) == fold(text) == fold(fold(text))


def test_every_code_point_has_one_folded_form() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = fold(everything)
    assert len(lower(everything)) == len(folded) == len(everything)
    assert fold(folded) == folded


@pytest.mark.parametrize("mark", APOSTROPHES)
def test_the_suffix_behind_an_apostrophe_is_cut(mark) -> None:
    found = [(t.word, t.suffix) for t in tokens(f"Bakü{mark}ye, İSTANBUL{mark}DA 2020{mark}de")]
    assert found == [("baku", "ye"), ("istanbul", "da"), ("2020", "de")]


@pytest.mark.parametrize(
    ("text", "word", "suffix"),
    [
        ("O'Neill", "oneill", ""),
        ("O’Neill’in", "oneill", "in"),
        ("D'Artagnan'ı", "dartagnan", "i"),
        ("5'inci", "5", "inci"),
        ("Aliyev'in'ki", "aliyev", "inki"),
    ],
)
def test_names_with_an_apostrophe(text, word, suffix) -> None:
    ((token),) = tokens(text)
    assert (token.word, token.suffix) == (word, suffix)
    assert token.span.of(text) == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ALİYEV'İN", "Aliyev’in"),
        ("IĞDIR'DA", "ığdır'da"),
        ("iyi", "i̇yi"),
        ("ﬁlm ﬂüt eﬀektif oﬃs ﬆil", "film flüt effektif offis stil"),
        ("anlaş\u00admanın", "anlaşmanın"),
        ("anlaş-\nmanın", "anlaşmanın"),
        ("bar\u200bış", "barış"),
        ("Qarabağ", "karabag"),
    ],
)
def test_what_is_the_same_word(one, other) -> None:
    assert words(one) == words(other) != []


def test_marks_are_no_part_of_a_word() -> None:
    text = "“Barış,” dedi; 'olur' (evet)… a_b - ' x"
    assert words(text) == ["baris", "dedi", "olur", "evet", "a", "b", "h"]


def test_spans_are_those_of_the_view() -> None:
    view = flatten("Önce. İlham Ali\u00adyev'in sözü")
    start = view.index("İlham")
    found = list(tokens(view, Span(start, len(view) - 5)))
    assert [t.span.of(view) for t in found] == ["İlham", f"Ali{IGNORABLE}yev'in"]


@given(ANY)
def test_tokens_stand_in_order_and_lose_no_letter(text) -> None:
    view = flatten(text)
    found = list(tokens(view))
    ends = [end for token in found for end in (token.span.start, token.span.end)]
    assert ends == sorted(ends)
    covered = {i for token in found for i in range(token.span.start, token.span.end)}
    letters = {i for i, char in enumerate(fold(view)) if char.isalnum()}
    assert letters <= covered
    for token in found:
        assert token.word
        assert IGNORABLE not in token.word
        assert not set(APOSTROPHES) & set(token.word + token.suffix)


def test_prefixes() -> None:
    assert prefixes("anlasmasi") == ("anla", "anlas", "anlasma")
    assert prefixes("anlas") == ("anla", "anlas")
    assert prefixes("ev") == ("ev",)


def test_grams() -> None:
    assert grams("barisi") == ("bari", "aris", "risi")
    assert grams("ev") == ("ev",)
    assert grams("aaaaaa") == ("aaaa",)


def test_a_typing_error_leaves_grams() -> None:
    assert set(grams("cumhurbaskani")) & set(grams("cumhurbsakani"))


def test_stop_words_are_folded_function_words() -> None:
    assert all(word == fold(word) and word.isalpha() for word in STOP_WORDS)
    assert {"ve", "bir", "icin", "ne", "kim", "hangi", "mi"} <= STOP_WORDS
    content_words = "dedi soyledi baris anlasma ulke yil insan gun is ev su yol el baskan saat ilk"
    assert not set(content_words.split()) & STOP_WORDS


def test_content_leaves_out_function_words_and_lone_letters() -> None:
    found = content(tokens("Ali ve X için 5 kişi hangi A planı"))
    assert [t.word for t in found] == ["ali", "5", "kisi", "plani"]
