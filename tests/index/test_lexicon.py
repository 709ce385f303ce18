"""The lexicon: real Tantivy, in memory and on disk."""

from __future__ import annotations

import math

import pytest

from index.lexicon import Lexicon
from index.turkish import fold

PASSAGES = {
    3: "barış anlaşması imzalandı",
    5: "barış görüşmesi sürüyor barış",
    8: "okul açıldı",
    13: "ek bütçe",
}


def filled(folder=None) -> Lexicon:
    lexicon = Lexicon(folder)
    lexicon.add((number, fold(text).split(), ()) for number, text in PASSAGES.items())
    return lexicon


def search(lexicon: Lexicon, question: str, limit: int = 10) -> list[int]:
    return [number for number, _ in lexicon.search(fold(question).split(), limit)]


@pytest.fixture(params=["memory", "disk"])
def lexicon(request, tmp_path) -> Lexicon:
    return filled(tmp_path if request.param == "disk" else None)


def test_search(lexicon) -> None:
    assert len(lexicon) == 4
    assert search(lexicon, "anlaşma") == [3]
    assert search(lexicon, "barış") == [5, 3]
    assert search(lexicon, "barış", 1) == [5]
    assert search(lexicon, "ek") == [13]
    assert search(lexicon, "yok") == []


def test_inflected_and_mistyped_words_are_found(lexicon) -> None:
    assert search(lexicon, "anlaşmanın")[0] == 3
    assert search(lexicon, "ANLASMASI")[0] == 3
    assert search(lexicon, "görüsmeis")[0] == 5


def test_a_question_of_nothing(lexicon) -> None:
    assert lexicon.search([], 10) == []
    assert Lexicon().search(["baris"], 10) == []


def test_terms_are_no_query_language(lexicon) -> None:
    for word in ('"', "terms:baris", "baris*", "+", "AND", "(", "\\", "a b"):
        assert isinstance(lexicon.search([word], 10), list)


def test_repeated_words_count_once(lexicon) -> None:
    assert lexicon.search(["baris"] * 9, 10) == lexicon.search(["baris"], 10)


def test_equal_scores_stand_in_the_order_of_passages() -> None:
    lexicon = Lexicon()
    lexicon.add((number, ["ayni", "soz"], ()) for number in (9, 2, 40))
    found = lexicon.search(["ayni"], 10)
    assert [number for number, _ in found] == [2, 9, 40]
    assert len({score for _, score in found}) == 1


def test_frequencies_are_of_prefixes(lexicon) -> None:
    assert lexicon.frequencies(["bari", "baris", "okul", "anlasma", "yok"]) == [2, 2, 1, 1, 0]


def test_scores_are_bm25() -> None:
    lexicon = Lexicon()
    lexicon.add([(1, ["ab", "cd"], ()), (2, ["ef", "gh"], ())])
    ((_, score),) = lexicon.search(["ab"], 10)
    # One term in each field, prefix and gram, in one of two passages of the same length.
    assert score == pytest.approx(1.3 * math.log(2), rel=1e-5)


def test_a_title_leads_to_its_passages_but_less_than_their_words() -> None:
    lexicon = Lexicon()
    lexicon.add([(1, ["dogdu"], ["eryurt"]), (2, ["eryurt"], ["ankara"]), (3, ["dogdu"], [])])
    assert [number for number, _ in lexicon.search(["eryurt"], 10)] == [2, 1]
    found = [number for number, _ in lexicon.search(["eryurt", "dogdu"], 10)]
    assert found.index(1) < found.index(3)
    assert lexicon.frequencies(["eryur"]) == [1]  # of passages whose words it is among


def test_it_comes_back_from_disk_and_grows(tmp_path) -> None:
    filled(tmp_path)
    again = Lexicon(tmp_path)
    assert search(again, "barış") == [5, 3]
    again.add([(21, ["baris"], ())])
    assert set(search(again, "barış")) == {3, 5, 21}
    assert len(Lexicon(tmp_path)) == 5


def test_what_is_torn_is_a_value_error(tmp_path) -> None:
    filled(tmp_path)
    (tmp_path / "meta.json").write_bytes(b"\xff")
    with pytest.raises(ValueError):
        Lexicon(tmp_path)


def test_a_long_question_is_cut() -> None:
    lexicon = Lexicon()
    lexicon.add([(1, ["sonsoz"], ()), (2, ["onsoz"], ())])
    filler = [f"{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(63)]
    assert lexicon.search([*filler, "onsoz", "sonsoz"], 10)[0][0] == 2
