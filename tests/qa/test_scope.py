"""Questions for an outlet or a time."""

from __future__ import annotations

from datetime import date

import pytest

from index.encoder import FakeEncoder
from index.errors import OptionInvalid
from index.library import Library, temporary
from index.reading import article_from_text
from index.rows import Entry
from qa.answering import answer
from qa.scope import EVERYTHING, Catalogue, Scope, by_options, by_question, may_name

TODAY = date(2022, 6, 24)  # a Friday


def entry(number: int, **metadata: str) -> Entry:
    return Entry(number, f"Başlık {number}", f"{number}.txt", 1, 10, metadata)


ENTRIES = [
    entry(1, outlet="AA", date="2022-06-23"),
    entry(2, outlet="Hürriyet", date="2022-06-15", url="https://www.hurriyet.com.tr/x"),
    entry(3, outlet="BBC Türkçe", date="2021-01-05"),
    entry(4, url="https://www.ntv.com.tr/x"),
]


def asked(text: str) -> tuple[str, Scope]:
    assert may_name(text)
    return by_question(text, Catalogue.of(ENTRIES), TODAY)


@pytest.mark.parametrize(
    ("text", "rest", "source"),
    [
        ("AA'ya göre kaç kişi öldü?", "kaç kişi öldü?", "AA"),
        ("Anadolu Ajansı'na göre kaç kişi öldü?", "kaç kişi öldü?", "Anadolu Ajansı"),
        ("anadolu ajansına göre kaç kişi öldü", "anadolu ajansına göre kaç kişi öldü", None),
        ("AA'nın haberine göre, vali ne dedi?", "vali ne dedi?", "AA"),
        ("Vali Hürriyet'te ne dedi?", "Vali ne dedi?", "Hürriyet"),
        ("hurriyete gore vali ne dedi", "hurriyete gore vali ne dedi", None),
        ("BBC Türkçe haberinde vali ne dedi?", "vali ne dedi?", "BBC Türkçe"),
        ("ntv.com.tr'ye göre kim öldü?", "kim öldü?", "ntv.com.tr"),
        ("Vali'ye göre kaç kişi öldü?", "Vali'ye göre kaç kişi öldü?", None),
        ("Cumhuriyet'te kaç yıl geçti?", "Cumhuriyet'te kaç yıl geçti?", None),
        ("AA muhabiri ne dedi, dün mü?", None, None),
    ],
)
def test_outlets(text, rest, source) -> None:
    found, scope = by_question(text, Catalogue.of(ENTRIES), TODAY)
    assert scope.sources == ((source,) if source else ())
    if rest is not None:
        assert found == rest


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("geçen hafta", date(2022, 6, 13), date(2022, 6, 19)),
        ("gecen hafta", date(2022, 6, 13), date(2022, 6, 19)),
        ("Geçtiğimiz ay", date(2022, 5, 1), date(2022, 5, 31)),
        ("geçen yıl", date(2021, 1, 1), date(2021, 12, 31)),
        ("bu hafta", date(2022, 6, 20), TODAY),
        ("bu ay", date(2022, 6, 1), TODAY),
        ("bu yıl", date(2022, 1, 1), TODAY),
        ("son iki haftada", date(2022, 6, 10), TODAY),
        ("son 10 günde", date(2022, 6, 14), TODAY),
        ("son bir ay", date(2022, 5, 25), TODAY),
        ("bugün", TODAY, TODAY),
        ("dünkü", date(2022, 6, 23), TODAY),
    ],
)
def test_times(words, since, until) -> None:
    assert asked(f"Vali {words} ne dedi?") == ("Vali ne dedi?", Scope(since, until))


@pytest.mark.parametrize(
    ("words", "since"),
    [
        ("12 Mayıs 2022'den beri", date(2022, 5, 12)),
        ("12.05.2022'den itibaren", date(2022, 5, 12)),
        ("2021'den bu yana", date(2021, 1, 1)),
    ],
)
def test_a_day_that_is_named_stays_in_the_question(words, since) -> None:
    text = f"Vali {words} ne dedi?"
    assert asked(text) == (text, Scope(since))


@pytest.mark.parametrize(
    "text",
    ["Vali geçen gün ne dedi?", "Bu konuda ne dedi?", "Son sözü ne oldu?", "Son yıllarda ne oldu?",
     "2015'ten önce ne oldu?", "Geçen hafta?", "dün", "Dünya ne dedi?", "Bugünlerde ne oldu?"],
)  # fmt: skip
def test_what_is_no_time(text) -> None:
    assert by_question(text, Catalogue.of(ENTRIES), TODAY) == (text, EVERYTHING)


def test_where_hardly_anything_has_a_date_words_are_words() -> None:
    few = [entry(1, date="2022-06-23"), *(entry(n) for n in range(2, 5))]
    text = "Vali geçen hafta ne dedi?"
    assert by_question(text, Catalogue.of(few), TODAY) == (text, EVERYTHING)
    assert by_question(text, Catalogue.of([]), TODAY) == (text, EVERYTHING)


def test_what_lies_inside() -> None:
    assert EVERYTHING.articles(ENTRIES) is None
    assert Scope(date(2022, 6, 15)).articles(ENTRIES) == {1, 2}
    assert Scope(date(2022, 6, 1), date(2022, 6, 20)).articles(ENTRIES) == {2}
    assert Scope(None, date(2021, 12, 31)).articles(ENTRIES) == {3}
    assert Scope(sources=("anadolu ajansi", "NTV")).articles(ENTRIES) == {1, 4}
    assert Scope(date(2022, 1, 1), None, ("BBC Türkçe",)).articles(ENTRIES) == frozenset()


def test_both_count() -> None:
    option = by_options("2022-06-20", ["aa"], ENTRIES)
    assert option == Scope(date(2022, 6, 20), None, ("aa",))
    joined = option.joined(Scope(date(2022, 6, 1), date(2022, 6, 23), ("Hürriyet",)))
    assert joined == Scope(date(2022, 6, 20), date(2022, 6, 23), ("Hürriyet",))
    assert option.joined(EVERYTHING) == option
    assert by_options(None, [], ENTRIES) == EVERYTHING


@pytest.mark.parametrize(
    ("since", "source"), [("yarın", "AA"), ("2022-02-31", "AA"), (None, "CNN")]
)
def test_options_that_make_no_sense(since, source) -> None:
    with pytest.raises(OptionInvalid) as caught:
        by_options(since, [source], ENTRIES)
    if source == "CNN":
        assert caught.value.facts["expected"] == "AA, Hürriyet, BBC Türkçe"


# asking


@pytest.fixture(scope="module")
def library() -> Library:
    def article(outlet: str, day: str, number: int):
        text = (
            f"Köprü açıldı\n\nVali Kemal Yılmaz, “Köprü dün törenle hizmete açıldı.” dedi.\n\n"
            f"Törene {number} kişi katıldı."
        )
        return article_from_text(text, f"{outlet}.txt", "", {"outlet": outlet, "date": day})

    articles = [article("AA", "2022-06-23", 300), article("Hürriyet", "2022-06-15", 500)]
    return temporary(FakeEncoder(), articles)


def test_only_what_lies_inside_is_answered_from(library) -> None:
    question = "Hürriyet'e göre törene kaç kişi katıldı?"
    found = answer(library, question, min_confidence=0)
    assert {hit.citation.outlet for hit in found.passages} == {"Hürriyet"}
    assert "500" in found.passages[0].text
    assert found.question == question
    assert found.scope == Scope(sources=("Hürriyet",))
    form = answer(library, question, min_confidence=0, scope=Scope(date(2022, 6, 1))).as_json()
    assert form["scope"] == {"since": "2022-06-01", "until": None, "sources": ("Hürriyet",)}


def test_without_a_scope_nothing_changes(library) -> None:
    found = answer(library, "Törene kaç kişi katıldı?", min_confidence=0)
    assert found.scope is None
    assert len({hit.citation.outlet for hit in found.passages}) == 2


def test_a_speaker_outside_is_not_known(library) -> None:
    found = answer(library, "Yılmaz ne dedi?", scope=Scope(date(2023, 1, 1)))
    assert (found.answered, found.passages, found.nearest) == (False, (), ())


def test_the_same_story_is_shown_once_with_its_outlets(library) -> None:
    found = answer(library, "Kemal Yılmaz ne dedi?")
    assert len(found.passages) == 1
    (hit,) = found.passages
    assert [hit.citation.outlet, *(other.outlet for other in hit.also)] == ["AA", "Hürriyet"]
