"""What made a score: the parts are the whole."""

import pytest

import seeds
from index.encoder import load_encoder
from index.library import temporary
from qa.answering import answer, rank
from qa.conversation import EMPTY, converse
from qa.explaining import effects, explained
from qa.features import NAMES
from qa.messages import known, text


@pytest.fixture(scope="module")
def library():
    return temporary(load_encoder(), seeds.articles())


QUESTION = "Çalışma grubu en son nerede toplandı?"


def test_the_effects_sum_up_to_the_score_and_the_differences_to_the_gap(library):
    hits = rank(library, QUESTION).hits
    for hit in hits:
        found = effects(hit, hits[0])
        assert sum(e.effect for e in found) == pytest.approx(hit.score, abs=1e-4)
        assert sum(e.against for e in found) == pytest.approx(hit.score - hits[0].score, abs=1e-4)


def test_what_tells_most_comes_first(library):
    hits = rank(library, QUESTION).hits
    first = [abs(e.effect) for e in effects(hits[0], hits[0])]
    second = [abs(e.against) for e in effects(hits[1], hits[0])]
    assert first == sorted(first, reverse=True)
    assert second == sorted(second, reverse=True)


def test_every_feature_of_the_ranker_has_words():
    assert [name for name in NAMES if not known(f"feature_{name}") and name != "bias"] == []


def test_the_table_tells_place_words_and_features(library):
    found = answer(library, QUESTION)
    second = explained(library, found, 2, "tr")
    assert second.startswith("[2] 2. sırada · puan ")
    assert "puan geride" in second
    assert "birinciye göre" in second
    assert "toplandi yok" in second or "toplandi = " in second
    first = explained(library, found, 1, "en")
    assert "against the first" not in first
    assert text("feature_soft_passage", "en") in first


def test_only_what_somebody_said_is_ranked_or_all_of_it_shown(library):
    on_topic = answer(library, "Aliyev Nahçıvan hakkında ne dedi?")
    assert "yalnızca İlham Aliyev adına sözler" in explained(library, on_topic, 1, "tr")
    everything = answer(library, "Aliyev ne dedi?")
    assert "makaledeki sırasıyla" in explained(library, everything, 1, "tr")


def test_a_follow_up_is_explained_by_its_reading(library):
    _, memory = converse(library, "Bildirge ne zaman imzalandı?", EMPTY, now=0.0)
    found, _ = converse(library, "Nerede?", memory, now=0.0)
    assert "bildirge = " in explained(library, found, 1, "tr")


def test_a_passage_that_is_not_there_is_an_error(library):
    found = answer(library, QUESTION)
    for number in (0, 99):
        with pytest.raises(IndexError):
            explained(library, found, number, "tr")
