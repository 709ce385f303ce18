"""The list of who said what: from files as from a library."""

import pytest

import seeds
from index.encoder import FakeEncoder
from index.errors import QuestionEmpty
from index.library import temporary
from qa.told import heard, kept, listing


@pytest.fixture(scope="module")
def articles():
    return list(heard(seeds.articles()))


def test_a_library_tells_the_same_as_its_files(articles):
    with temporary(FakeEncoder(), seeds.articles()) as library:
        assert listing(list(kept(library))) == listing(articles)


def test_groups_in_the_order_of_the_first_words(articles):
    groups = listing(articles).by_speaker()
    assert list(groups) == ["İlham Aliyev", "Sergey Lavrov"]
    assert {t.titles for t in groups["Sergey Lavrov"]} == {("Rusya Dışişleri Bakanı",)}


@pytest.mark.parametrize("name", ["Lavrov", "lavrof", "SERGEY LAVROV", "Rusya Dışişleri Bakanı"])
def test_one_speaker(articles, name):
    found = listing(articles, name)
    assert (found.speaker, found.silence) == ("Sergey Lavrov", None)
    assert [t.speaker for t in found.statements] == ["Sergey Lavrov"]


def test_citations_are_exact(articles):
    text = articles[0].article.text
    for told in listing(articles).statements:
        cited = text[told.citation.start : told.citation.end]
        assert " ".join(cited.split()) == told.text


@pytest.mark.parametrize(
    ("name", "shown", "silence"),
    [("Ermenistan", "Ermenistan", "mentioned"), ("Ayşe Kulin", "Ayşe Kulin", "absent")],
)
def test_who_says_nothing(articles, name, shown, silence):
    found = listing(articles, name)
    assert (found.speaker, found.statements, found.silence) == (shown, (), silence)


def test_no_name(articles):
    with pytest.raises(QuestionEmpty):
        listing(articles, "  ")
