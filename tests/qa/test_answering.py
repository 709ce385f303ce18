"""From a question to an answer, on the article that comes with the package."""

import json
from importlib import resources

import jsonschema
import pytest

import seeds
from index.encoder import load_encoder
from index.library import temporary
from index.reading.text import article_from_text
from qa import ranking
from qa.answering import answer
from qa.features import NAMES
from qa.render import ansi, context, plain, terminal

SCHEMA = json.loads(resources.files("qa").joinpath("answer.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def library():
    return temporary(load_encoder(), seeds.articles())


@pytest.fixture(scope="module")
def aliyev(library):
    return answer(library, "Aliyev ne dedi?")


def test_all_that_aliyev_said_in_order_and_nothing_else(aliyev):
    assert aliyev.answered
    assert aliyev.speaker == "İlham Aliyev"
    speakers = {said.speaker for hit in aliyev.passages for said in hit.statements}
    assert speakers == {"İlham Aliyev"}
    starts = [hit.citation.start for hit in aliyev.passages]
    assert starts == sorted(starts)
    everything = " ".join(hit.text for hit in aliyev.passages)
    assert "Nahçıvan" in everything
    assert "kararlı olduklarını" not in everything  # Lavrov's


def test_the_offer_that_is_told_three_times_is_shown_once(aliyev):
    first = aliyev.passages[0]
    assert "Barış anlaşması teklifimiz cevapsız kaldı" in first.text
    assert {c.paragraph for c in (first.citation, *first.also)} == {1, 2, 6}
    assert sum("cevapsız kaldı" in hit.text for hit in aliyev.passages) == 1


def test_a_quotation_handed_over_by_a_colon_belongs_to_the_speaker(aliyev):
    handed = [hit for hit in aliyev.passages if hit.citation.paragraph == 8]
    assert handed
    assert all(s.kind == "direct" for hit in handed for s in hit.statements)


@pytest.mark.parametrize("question", ["lavrov ne soyledi", "LAVROV NE DEDİ?", "Lavrov nə dedi?"])
def test_spelling_makes_no_difference(library, question):
    expected = answer(library, "Lavrov ne söyledi?").passages
    assert answer(library, question).passages == expected
    assert expected[0].text.startswith("Rusya Dışişleri Bakanı Lavrov")
    assert expected[0].text.endswith("kararlı olduklarını söyledi.")  # over the page break
    assert expected[0].citation.lines == (34, 39)


def test_highlights_are_what_was_said(aliyev):
    (start, end), *_ = aliyev.passages[0].highlights
    assert "pratik adımlar" in aliyev.passages[0].text[start:end]


@pytest.mark.parametrize(
    "question",
    [
        "Galatasaray maçı kaç kaç bitti?",
        "Theresa May ne dedi?",
        "Putin ne dedi?",
        "ermenistan ne dedi",  # a name, as the article writes it
        "ERMENİSTAN NE DEDİ?",
    ],
)
def test_silence(library, question):
    silent = answer(library, question)
    assert not silent.answered
    assert silent.passages == ()
    assert silent.nearest


def test_a_stranger_is_not_given_the_words_of_others(library):
    assert all(not hit.highlights for hit in answer(library, "Putin ne dedi?").nearest)


def test_least_confidence_is_the_users_to_choose(library):
    assert not answer(library, "Aliyev ne dedi?", min_confidence=0.99).answered
    assert answer(library, "Galatasaray maçı kaç kaç bitti?", min_confidence=0.0).answered


def test_an_empty_library_is_silent():
    silent = answer(temporary(load_encoder(), []), "Aliyev ne dedi?")
    assert (silent.answered, silent.nearest, silent.confidence) == (False, (), 0.0)


def test_no_more_than_asked_for(library):
    assert len(answer(library, "Aliyev ne dedi?", top=2).passages) == 2


@pytest.mark.parametrize(
    "question",
    ["Aliyev ne dedi?", "Lavrov nerede?", "What did Lavrov say?", "zzz", "Bildirge nedir?"],
)
def test_json_keeps_its_contract(library, question):
    form = json.loads(json.dumps(answer(library, question).as_json()))
    jsonschema.validate(form, SCHEMA)
    for hit in form["passages"] + form.get("nearest", []):
        article = library.store.article(hit["citation"]["article"])
        cited = article.text[hit["citation"]["start"] : hit["citation"]["end"]]
        assert hit["text"] == " ".join(cited.split())
        assert all(0 <= a < b <= len(hit["text"]) for a, b in hit["highlights"])


def test_words_of_another_are_cut_off_at_the_edges():
    text = 'Ali Veli, "Yarın geleceğim." dedi. Ayşe Kara ise, "Ben gelmem, çok uzak." dedi.'
    library = temporary(load_encoder(), [article_from_text(text, "haber.txt")])
    (hit,) = answer(library, "Ayşe Kara ne dedi?").passages
    assert "geleceğim" not in hit.text
    assert "Ben gelmem" in hit.text


def test_two_outlets_with_the_same_words_are_shown_once():
    one = 'Bakan Can Öz, "Köprü gelecek yıl haziran ayında açılacak." dedi.'
    two = 'Ankara\'da konuşan Bakan Can Öz, "Köprü gelecek yıl haziran ayında açılacak." dedi.'
    articles = [article_from_text(t, s) for t, s in ((one, "a.txt"), (two, "b.txt"))]
    found = answer(temporary(load_encoder(), articles), "Can Öz ne dedi?")
    assert len(found.passages) == 1
    assert {c.article for c in (found.passages[0].citation, *found.passages[0].also)} == {1, 2}


def test_the_terminal_shows_passage_speaker_place_and_confidence(aliyev):
    shown = terminal(aliyev, "tr", plain)
    assert "— İlham Aliyev, aktarılan + doğrudan" in shown
    assert "[1] Aliyev–Lavrov görüşmesi, paragraf 2, satır 4–6" in shown
    assert "ayrıca: paragraf 1, satır 1–2" in shown
    assert "\x1b" not in shown
    assert "[1] Aliyev–Lavrov görüşmesi, paragraph 2, lines 4–6" in terminal(aliyev, "en", ansi)


def test_an_article_cannot_command_the_terminal():
    text = "Bu \x1b[31mkırmızı\x1b[0m bir haberdir ve köprü hakkındadır."
    library = temporary(load_encoder(), [article_from_text(text, "\x1b]0;x\x07.txt")])
    found = answer(library, "köprü hakkında haber", min_confidence=0.0)
    assert "\x1b" not in terminal(found, "tr", plain)


def test_context_numbers_the_lines_of_the_paragraph(library, aliyev):
    hit = next(h for h in aliyev.passages if h.citation.paragraph == 6)
    shown = context(library.store.article(1), hit.citation)
    assert [line.split()[0] for line in shown.splitlines()] == ["17", "18", "19", "20"]


def test_the_ranker_has_a_weight_for_every_feature():
    loaded = ranking.load()
    assert loaded.weights.shape == (len(NAMES),)
    assert loaded.confidence.shape == (2 * (len(NAMES) + len(ranking.ABOUT_ALL)),)
    assert 0 < loaded.threshold < 1


def test_the_ranker_was_trained_with_the_encoder_that_is_built_in():
    facts = json.loads(resources.files("qa").joinpath(ranking.FILE).read_text("utf-8"))
    assert facts["encoder"] == load_encoder().fingerprint
