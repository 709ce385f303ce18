"""Somebody who is asked for and does not answer: why, and what is offered instead."""

import json
from importlib import resources

import jsonschema
import pytest

from index.encoder import load_encoder
from index.library import temporary
from index.reading.text import article_from_text
from qa.answering import answer
from qa.render import terminal

SCHEMA = json.loads(resources.files("qa").joinpath("answer.schema.json").read_text("utf-8"))
TEXT = """Liman genişliyor

Ulaştırma Bakanı Sedat Alkan, Mersin Limanı'nın iki yılda büyütüleceğini açıkladı. Alkan, "Yeni \
rıhtım on bin kişiye iş sağlayacak" dedi.

Törene Belediye Başkanı Ben Karaca ile şarkıcı Lale Ergin de katıldı. Ergin sahnede üç şarkı okudu.

Çevreci Derya Uzun ise körfezdeki balık yataklarının yok olacağını savundu. Uzun, "Denizi \
öldürüyorlar" dedi. Uzun'a göre proje bin dönüm sazlığı kurutacak.

Hukukçu Nil Gür'e göre ihale yasaya aykırı yapıldı."""


@pytest.fixture(scope="module")
def library():
    return temporary(load_encoder(), [article_from_text(TEXT, "liman.txt")])


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Lale Ergin ne dedi?", "Lale Ergin"),
        ("ergin ne dedi", "Lale Ergin"),
        ("Ergen ne söyledi?", "Lale Ergin"),
        ("Ben Karaca liman hakkında ne söyledi?", "Ben Karaca"),
        ("What did Karaca say about the port?", "Ben Karaca"),
    ],
)
def test_somebody_is_mentioned_and_says_nothing(library, question, name):
    found = answer(library, question)
    assert (found.answered, found.silence, found.speaker) == (False, "mentioned", name)
    assert not found.passages
    assert found.nearest  # where they are mentioned, and only there
    assert all(name.split()[-1] in hit.text for hit in found.nearest)
    assert not any(hit.highlights for hit in found.nearest)
    form = json.loads(json.dumps(found.as_json()))
    jsonschema.validate(form, SCHEMA)
    shown = terminal(found, "tr").splitlines()
    assert shown[0] == f"{name} makalede geçiyor, ama bir sözü aktarılmıyor."
    assert shown[2] == "Geçtiği yerler:"


@pytest.mark.parametrize("question", ["Ayşe Kulin ne dedi?", "Bakan Yılmaz ne dedi?"])
def test_nobody_of_that_name(library, question):
    found = answer(library, question)
    assert (found.answered, found.silence) == (False, "absent")


def test_a_sentence_about_somebody_else_is_no_word_of_theirs(library):
    found = answer(library, "Lale Ergin'in avukatı Tan Us ne dedi?")
    assert not found.answered


def test_somebody_speaks_of_other_things(library):
    found = answer(library, "Sedat Alkan futbol maçı hakkında ne dedi?")
    assert (found.answered, found.silence, found.speaker) == (False, "off_topic", "Sedat Alkan")
    assert {s.speaker for hit in found.nearest for s in hit.statements} == {"Sedat Alkan"}
    shown = terminal(found, "en").splitlines()
    assert shown[0] == "Sedat Alkan says nothing on that."
    jsonschema.validate(json.loads(json.dumps(found.as_json())), SCHEMA)


def test_another_speaks_of_it(library):
    found = answer(library, "Alkan balık yatakları hakkında ne dedi?")
    assert (found.answered, found.silence) == (False, "off_topic")
    assert answer(library, "Derya Uzun balık yatakları hakkında ne dedi?").answered


@pytest.mark.parametrize(
    "question",
    [
        "Alkan rıhtım hakkında ne dedi?",
        "Ulaştırma Bakanı liman konusunda nasıl bir açıklama yaptı?",
        "Sedat Alkan Mersin Limanı ile ilgili ne söyledi?",
    ],
)
def test_on_the_topic(library, question):
    found = answer(library, question)
    assert found.answered
    assert found.silence is None
    assert all(s.speaker == "Sedat Alkan" for s in found.passages[0].statements)
    assert "silence" not in found.as_json()


@pytest.mark.parametrize(
    "question", ["Sedat Alkan dün neler anlattı?", "What did Alkan say on stage?"]
)
def test_words_beside_the_name_need_not_be_a_topic(library, question):
    found = answer(library, question)
    assert found.answered
    assert 0.8 < found.confidence < 0.95  # less sure than where nothing but the name is there


def test_what_is_laid_to_somebody_counts_where_views_are_asked_for(library):
    told = answer(library, "Derya Uzun ne dedi?").passages
    assert not any(s.kind == "attributed" for hit in told[:-1] for s in hit.statements)
    viewed = answer(library, "Derya Uzun'a göre ne olacak?")
    assert viewed.answered
    assert any(s.kind == "attributed" for hit in viewed.passages for s in hit.statements)


def test_what_is_laid_to_somebody_is_better_than_nothing(library):
    found = answer(library, "Nil Gür ne dedi?")
    assert found.answered
    assert [s.kind for hit in found.passages for s in hit.statements] == ["attributed"]


def test_confidence_follows_how_well_the_name_was_typed(library):
    exact, mistyped = answer(library, "Alkan ne dedi?"), answer(library, "Alkna ne dedi?")
    assert exact.speaker == mistyped.speaker == "Sedat Alkan"
    assert exact.confidence > mistyped.confidence
