"""Conversations on the article that comes with the package."""

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import seeds
from index.encoder import load_encoder
from index.errors import QuestionEmpty
from index.library import temporary
from index.reading.text import article_from_text
from index.turkish import content, tokens
from qa.answering import answer
from qa.conversation import EMPTY, Memory, Place, converse, resolve
from qa.matching import likeness
from qa.memory import LIFETIME
from qa.render import heading, terminal

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = [
    json.loads(line)["question"]
    for line in (ROOT / "seeds" / "questions.jsonl").read_text("utf-8").splitlines()
]
SCHEMA = json.loads(resources.files("qa").joinpath("answer.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def library():
    return temporary(load_encoder(), seeds.articles())


@pytest.fixture
def talk(library):
    def hold(*turns, now=0.0):
        memory = EMPTY
        for turn in turns:
            found, memory = converse(library, turn, memory, now=now)
        return found

    return hold


def test_a_question_alone_is_answered_as_it_is_without_a_conversation(library):
    for question in QUESTIONS:
        found, _ = converse(library, question, EMPTY)
        assert found == answer(library, question)
        assert found.resolved is None


@pytest.mark.parametrize(
    ("turns", "reading"),
    [
        (("Aliyev ne dedi?", "Peki Lavrov?"), "Lavrov ne dedi?"),
        (("aliyev ne dedi", "peki lavrov"), "Sergey Lavrov ne dedi"),
        (("Aliyev Ermenistan hakkında ne dedi?", "Ya Rusya?"), "Aliyev Rusya hakkında ne dedi?"),
        (("Aliyev ne dedi?", "Peki Nahçıvan hakkında?"), "Aliyev Nahçıvan hakkında ne dedi?"),
        (("Aliyev Rusya hakkında ne dedi?", "Peki Lavrov?"), "Lavrov Rusya hakkında ne dedi?"),
        (("Aliyev ne dedi?", "Peki Putin?"), "Putin ne dedi?"),
        (("Aliyev kiminle görüştü?", "Ne teklif etti?"), "Aliyev ne teklif etti?"),
        (("Aliyev ne dedi?", "Nahçıvan hakkında ne dedi?"),
         "İlham Aliyev Nahçıvan hakkında ne dedi?"),
        (("Lavrov nereye geldi?", "Orada ne söyledi?"), "Sergey Lavrov Bakü'de ne söyledi?"),
        (("Lavrov ne dedi?", "Ona kim cevap verdi?"), "Sergey Lavrov'a kim cevap verdi?"),
        (("Bildirge ne zaman imzalandı?", "Nerede?"), "Bildirge nerede imzalandı?"),
        (("Bildirge ne zaman imzalandı?", "Neden?", "Peki nerede?"), "Bildirge nerede imzalandı?"),
        (("Lavrov nereye geldi?", "Oada ne soyledi?"), "Sergey Lavrov Bakü'de ne soyledi?"),
        (("What did Aliyev say?", "And Lavrov?"), "What did Lavrov say?"),
        (("Who is Lavrov?", "What did he say?"), "What did Sergey Lavrov say?"),
        (("Bildirge ne zaman imzalandı?", "Where?"), "Bildirge nerede imzalandı?"),
    ],
)  # fmt: skip
def test_how_a_follow_up_is_read(talk, turns, reading):
    assert talk(*turns).resolved == reading


def test_who_is_asked_for_is_spoken_of_next(talk):
    found = talk("Aliyev kimi kabul etti?", "Peki o ne dedi?")
    assert found.resolved == "Sergey Lavrov ne dedi?"
    assert found.speaker == "Sergey Lavrov"


def test_who_said_what_was_shown(talk):
    found = talk("Nahçıvan'a ulaşım kimin yükümlülüğü?", "bunu kim soyledi")
    assert found.answered
    first = found.passages[0]
    assert "Ermeni tarafının yasal bir yükümlülüğüdür" in first.text
    assert {said.speaker for said in first.statements} == {"İlham Aliyev"}
    assert "— bunu kim söyledi?" in found.resolved


def test_when_and_why_look_at_what_was_shown_and_say_so_where_it_tells_neither(talk):
    when = talk("Lavrov ne dedi?", "Ne zaman?")
    assert when.resolved.endswith("— ne zaman?")
    assert not talk("Aliyev ne dedi?", "Neden?").answered


def test_more_goes_on_behind_what_was_shown_until_there_is_no_more(library):
    shown, memory, turn = [], EMPTY, "Aliyev barış hakkında ne dedi?"
    for _ in range(6):
        found, memory = converse(library, turn, memory, top=2, now=0.0)
        shown += [(h.citation.start, h.citation.end) for h in found.passages or found.nearest]
        turn = "Daha fazla"
    assert len(shown) == len(set(shown))
    assert len(shown) > 4
    assert not found.answered
    assert found.further
    assert heading(found, "tr") == "Makalede bunun başka bir yanıtı yok."


def test_what_else_somebody_said_is_not_what_was_shown(talk):
    first = talk("Aliyev Nahçıvan hakkında ne dedi?")
    other = talk("Aliyev Nahçıvan hakkında ne dedi?", "Başka ne dedi?")
    assert other.speaker == "İlham Aliyev"
    assert other.answered
    assert {h.text for h in first.passages}.isdisjoint(h.text for h in other.passages)
    assert "sorusunun devamı olarak anladım" in terminal(other, "tr")


def test_an_old_conversation_is_forgotten(library):
    _, memory = converse(library, "Aliyev ne dedi?", EMPTY, now=1000.0)
    late, _ = converse(library, "Peki Lavrov?", memory, now=1001.0 + LIFETIME)
    assert late.resolved is None
    soon, _ = converse(library, "Peki Lavrov?", memory, now=1000.0 + LIFETIME)
    assert soon.resolved == "Lavrov ne dedi?"


def test_an_error_leaves_the_memory(library):
    _, memory = converse(library, "Aliyev ne dedi?", EMPTY)
    with pytest.raises(QuestionEmpty):
        converse(library, "?!", memory)


def test_the_reading_is_in_the_public_form_and_in_what_people_read(talk):
    found = talk("Aliyev ne dedi?", "Peki Lavrov?")
    form = json.loads(json.dumps(found.as_json()))
    jsonschema.validate(form, SCHEMA)
    assert (form["question"], form["resolved"]) == ("Peki Lavrov?", "Lavrov ne dedi?")
    assert terminal(found, "tr").startswith("“Lavrov ne dedi?” olarak anladım.")
    assert terminal(found, "en").startswith("I took this as “Lavrov ne dedi?”.")


def test_a_question_about_what_was_shown_stays_in_its_article():
    texts = [
        "Köprü açıldı\n\nVali Ece Şen köprünün pazartesi günü açıldığını söyledi.",
        "Okul açıldı\n\nRektör Can Öz okulun salı günü, yani dün açıldığını söyledi.",
    ]
    articles = [article_from_text(t, source=f"{i}.txt") for i, t in enumerate(texts)]
    with temporary(load_encoder(), articles) as both:
        _, memory = converse(both, "Ece Şen ne dedi?", EMPTY, now=0.0)
        found, _ = converse(both, "Ne zaman?", memory, now=0.0)
        assert "pazartesi" in found.passages[0].text
        only, _ = converse(both, "Kim konuştu?", EMPTY, articles=[2], now=0.0)
        assert {h.citation.article for h in only.passages + only.nearest} == {2}


def test_what_was_removed_meanwhile_is_no_antecedent():
    article = article_from_text("Vali Ece Şen köprünün açıldığını söyledi.", source="a.txt")
    with temporary(load_encoder(), [article]) as library:
        _, memory = converse(library, "Ece Şen ne dedi?", EMPTY, now=0.0)
        library.remove(1)
        for turn in ("Ne zaman?", "Bunu kim söyledi?", "Daha fazla", "Peki Can Öz?", "O kim?"):
            found, _ = converse(library, turn, memory, now=0.0)
            assert not found.answered


WORDS = """
oada peki ya o ona onun orada bunu kim ne zaman neden nerede dedi söyledi daha fazla başka
Lavrov Aliyev Rusya hakkında mi kabul etti And Why he said when it ? . , ' —
"""
words = st.sampled_from(WORDS.split())
texts = st.lists(words, min_size=1, max_size=6).map(" ".join)
numbers = st.integers(0, 5000)
memories = st.builds(
    Memory,
    st.lists(texts.filter(lambda t: any(c.isalnum() for c in t)), max_size=3).map(tuple),
    st.sampled_from(["", "İlham Aliyev", "x"]),
    st.sampled_from(["", "Bakü"]),
    st.sampled_from(["", "uçak"]),
    st.lists(st.builds(Place, st.integers(0, 2), numbers, numbers), max_size=3).map(tuple),
    st.lists(st.builds(Place, st.integers(0, 2), numbers, numbers), max_size=3).map(tuple),
    st.just(0.0),
)


@given(text=texts, memory=memories)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_turn_after_any_history_has_an_answer(library, text, memory):
    try:
        found, after = converse(library, text, memory, now=0.0)
    except QuestionEmpty:
        return
    assert Memory.from_json(after.to_json()) == after
    again, _ = converse(library, text, memory, now=0.0)
    assert again == found


@given(question=st.sampled_from(QUESTIONS), memory=memories)
@settings(max_examples=100, deadline=None)
def test_no_history_changes_a_question_that_stands_alone(library, question, memory):
    assert resolve(library, question, memory) == resolve(library, question, EMPTY)


@given(text=texts, memory=memories)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_reading_is_made_of_words_that_were_there(library, text, memory):
    try:
        reading = resolve(library, text, memory)
    except QuestionEmpty:
        return
    article = library.store.article(1)
    there = " ".join([text, *memory.questions, memory.person, memory.place, memory.subject])
    known = {t.word for source in (there, article.flat) for t in tokens(source)}
    english = {"did", "say", "vhen", "vhy", "vhat", "vho", "said", "that", "zaman", "soyledi"}
    for token in content(tokens(reading.text)):
        near = any(likeness(token.word, word) for word in known)
        assert near or token.word in english | {"dedi", "sey"}, reading.text
