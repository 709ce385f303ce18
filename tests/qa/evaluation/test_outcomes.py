"""What is noted of an answer, on small data sets of every form."""

import json

import pytest
from typer.testing import CliRunner

from index.encoder import load_encoder
from index.errors import DatasetAnswerLost, DatasetOther, OptionInvalid
from index.library import create
from index.reading import article_from_text
from qa.evaluation.relevance import against_us
from qa.evaluation.running import Options, evaluate, load

BRIDGE = "Köprü 1973 yılında açıldı. Uzunluğu bin metredir.\nHer gün binlerce araç geçer."
LAKE = "Gölün derinliği yüz metredir. Çevresinde üç köy vardır."
BAKER = "Fırıncı her sabah beşte kalkar. Ekmeği taş fırında pişirir."


def squad(*rows):
    return {
        "data": [
            {
                "title": title,
                "paragraphs": [
                    {
                        "context": text,
                        "qas": [
                            {
                                "id": number,
                                "question": question,
                                "answers": [{"text": answer, "answer_start": text.index(answer)}],
                            }
                        ],
                    }
                ],
            }
            for title, text, number, question, answer in rows
        ]
    }


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "squad.json"
    content = squad(
        ("Köprü", BRIDGE, "1", "Köprü kaç yılında açıldı?", "1973"),
        ("Göl", LAKE, "2", "Gölün çevresinde kaç köy vardır?", "üç köy"),
        ("Fırın", BAKER, "3", "Fırıncı kaçta kalkar?", "beşte"),
    )
    path.write_text(json.dumps(content), "utf-8")
    return path


def run(**options):
    chosen = Options(**options)
    return evaluate(load(chosen), chosen, lambda _: None)


def test_paragraphs_rank_and_passages_hold_the_answer(data):
    found = run(dataset=data)
    assert [o.rank for o in found.run.outcomes] == [1, 1, 1]
    assert all(o.right[0] for o in found.run.outcomes)
    for o in found.run.outcomes:
        assert sum(o.right) == 1  # one passage holds the span; its neighbours do not
        assert o.exact == o.cited > 0
    assert found.result["measures"]["Success@1"]["value"] == 1


def test_a_library_on_disk_is_matched_by_paragraph(data, tmp_path):
    folder = tmp_path / "library"
    whole = article_from_text(f"{BRIDGE}\n\n{LAKE}\n\n{BAKER}", "all.txt")
    with create(folder, load_encoder()) as library:
        list(library.add([whole]))
    found = run(dataset=data, library=folder)
    assert [o.rank for o in found.run.outcomes] == [1, 1, 1]
    assert all(o.right[0] for o in found.run.outcomes)
    assert found.result["timing"]["build_seconds"] is None
    with pytest.raises(OptionInvalid):
        run(dataset=data, library=folder, scope="article")


def test_a_library_without_the_texts_is_no_place_to_ask(data, tmp_path):
    folder = tmp_path / "library"
    with create(folder, load_encoder()) as library:
        list(library.add([article_from_text("Bambaşka bir metin.", "x.txt")]))
    with pytest.raises(DatasetOther):
        run(dataset=data, library=folder)
    own = tmp_path / "own.jsonl"
    row = {"id": "1", "question": "Kim geldi?", "type": "fact", "gold": ["Lavrov"]}
    own.write_text(json.dumps(row), "utf-8")
    with pytest.raises(DatasetAnswerLost):
        run(dataset=own, library=folder)


def test_english_questions_on_turkish_paragraphs(data, tmp_path):
    asked = tmp_path / "en.json"
    text = "The bridge opened in 1973."
    asked.write_text(
        json.dumps(squad(("Bridge", text, "1", "When did the 1973 köprü open?", "1973"))), "utf-8"
    )
    (outcome,) = run(dataset=asked, passages=data).run.outcomes
    assert outcome.rank == 1
    other = tmp_path / "other.json"
    other.write_text(json.dumps(squad(("Bridge", text, "99", "When?", "1973"))), "utf-8")
    with pytest.raises(DatasetOther):
        run(dataset=other, passages=data)


def test_beir(tmp_path):
    (tmp_path / "qrels").mkdir()
    documents = [("d1", BRIDGE), ("d2", LAKE), ("d3", LAKE)]
    (tmp_path / "corpus.jsonl").write_text(
        "\n".join(json.dumps({"_id": n, "title": "", "text": t}) for n, t in documents), "utf-8"
    )
    (tmp_path / "queries.jsonl").write_text(
        json.dumps({"_id": "q", "text": "gölün derinliği"}), "utf-8"
    )
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\td3\t1\n", "utf-8")
    found = run(dataset=tmp_path)
    # d2 and d3 are one text, so they are one document
    assert found.result["dataset"]["articles"] == 2
    assert found.result["measures"]["nDCG@10"]["value"] == 1


def test_each_article_by_itself(data):
    found = run(dataset=data, scope="article")
    assert found.result["dataset"]["articles"] == 3
    assert found.result["measures"]["refused_none"]["n"] == 3
    assert found.result["measures"]["answered"]["n"] == 3


def test_ties_are_broken_against_us():
    scores = {"a": 1.0, "b": 2.0, "c": 1.0, "d": 1.0}
    assert against_us(scores, {"a": 1}) == ("b", "c", "d", "a")
    assert against_us(scores, {"b": 2, "c": 1, "d": 2}) == ("b", "a", "c", "d")


def test_a_question_of_nothing_is_a_miss_not_a_crash(tmp_path):
    own = tmp_path / "own.jsonl"
    row = {"id": "1", "question": "???", "type": "fact", "gold": ["Lavrov"]}
    own.write_text(json.dumps(row), "utf-8")
    (outcome,) = run(dataset=own).run.outcomes
    assert (outcome.rank, outcome.answered, outcome.shown) == (None, False, ())


def test_help_names_the_options():
    from qa.cli import app

    shown = CliRunner().invoke(app, ["evaluate", "--help"], env={"COLUMNS": "200"}).output
    for option in ("--arm", "--perturb", "--sample", "--compare", "--report", "--passages"):
        assert option in shown
