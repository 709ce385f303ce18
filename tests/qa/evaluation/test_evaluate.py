"""``qa evaluate`` from end to end, on the questions that the package comes with."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import seeds
from qa.answer import Answer, Citation, Hit
from qa.cli import app
from qa.evaluation import measures
from qa.evaluation.dataset import Item
from qa.evaluation.outcomes import Outcome
from qa.evaluation.summary import summarise

ROOT = Path(__file__).resolve().parents[3]
QUESTIONS = ROOT / "seeds" / "questions.jsonl"
SHARED = ROOT.parent / "shared" / "eval"
NAMES = {
    "Success@1", "Success@3", "R@5", "R@10", "RR@10", "nDCG@10", "hit@1", "hit@3", "answered",
    "refused_none", "refused_none_hard", "auroc", "aurc", "ece", "speaker_first", "speaker_wrong",
    "spans_exact",
}  # fmt: skip


def run(*arguments):
    ran = CliRunner().invoke(app, ["evaluate", *map(str, arguments), "--lang", "en"])
    assert ran.exit_code == 0, ran.output
    return ran.output


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    path = tmp_path_factory.mktemp("result") / "hybrid.json"
    run(QUESTIONS, "--json", path)
    return path


def test_the_result_has_the_public_form(result):
    content = json.loads(result.read_text("utf-8"))
    assert list(content) == [
        "dataset", "settings", "measures", "by_type", "questions", "timing",
    ]  # fmt: skip
    assert content["dataset"] | {"fingerprint": ""} == {
        "name": "questions.jsonl",
        "kind": "own",
        "fingerprint": "",
        "articles": len(seeds.ARTICLES),
        "questions": len(QUESTIONS.read_text("utf-8").splitlines()),
    }
    assert set(content["measures"]) == NAMES
    for figures in (content["measures"], *content["by_type"].values()):
        for figure in figures.values():
            assert 0 <= figure["low"] <= figure["high"] <= 1
            assert 0 <= figure["value"] <= 1
            assert figure["n"] > 0
    assert content["measures"]["spans_exact"]["value"] == 1
    assert {"id", "type", "rank", "measures"} <= set(content["questions"][0])
    assert content["timing"]["answer_p50_ms"] > 0


def test_the_same_seed_gives_the_same_file_but_for_the_timing(result, tmp_path):
    again = tmp_path / "again.json"
    run(QUESTIONS, "--json", again)
    first, second = (p.read_text("utf-8").partition('\n "timing"') for p in (result, again))
    assert first[0] == second[0]
    assert first[1]


def test_compared_with_itself_nobody_wins_and_with_another_it_says_how(result, tmp_path):
    same, other = tmp_path / "same.json", tmp_path / "other.json"
    printed = run(QUESTIONS, "--json", same, "--compare", result)
    assert "compared with hybrid.json" in printed
    for row in json.loads(same.read_text("utf-8"))["comparison"].values():
        assert (row["p"], row["wins"], row["losses"], row["better"]) == (1, 0, 0, None)
    run(QUESTIONS, "--arm", "dense", "--json", other, "--compare", result)
    row = json.loads(other.read_text("utf-8"))["comparison"]["RR@10"]
    assert 0 < row["p"] <= 1
    assert row["wins"] + row["ties"] + row["losses"] == row["n"]


def test_questions_are_typed_as_asked_for(tmp_path):
    path = tmp_path / "upper.json"
    run(QUESTIONS, "--perturb", "upper", "--sample", 5, "--seed", 2, "--json", path)
    content = json.loads(path.read_text("utf-8"))
    assert len(content["questions"]) == 5
    assert all(q["question"] == q["question"].upper() for q in content["questions"])
    assert content["settings"]["perturb"] == "upper"


def test_a_library_on_disk_is_asked_and_named_in_the_result(tmp_path):
    article = ROOT / "seeds" / seeds.ARTICLES[0][0]
    folder, path = tmp_path / "library", tmp_path / "r.json"
    assert CliRunner().invoke(app, ["index", "add", str(folder), str(article)]).exit_code == 0
    run(QUESTIONS, "--library", folder, "--json", path, "--sample", 8)
    assert json.loads(path.read_text("utf-8"))["settings"]["library"]["encoder"] == "built-in"


def test_results_of_other_data_are_refused(result, tmp_path):
    other = tmp_path / "q.jsonl"
    other.write_text(QUESTIONS.read_text("utf-8").split("\n")[0], "utf-8")
    ran = CliRunner().invoke(app, ["evaluate", str(other), "--compare", str(result)])
    assert ran.exit_code == 2
    assert len(ran.stderr.strip().split("\n")) == 1
    broken = tmp_path / "broken.json"
    broken.write_text("[]", "utf-8")
    ran = CliRunner().invoke(app, ["evaluate", str(QUESTIONS), "--compare", str(broken)])
    assert ran.exit_code == 2


def test_a_missing_extra_is_one_line_with_the_remedy(monkeypatch):
    def without(name):
        raise ImportError(name)

    monkeypatch.setattr(measures, "import_module", without)
    ran = CliRunner().invoke(app, ["evaluate", str(QUESTIONS)])
    assert ran.exit_code == 2
    assert "pip install 'makale[evaluation]'" in ran.stderr


def hit(text):
    citation = Citation(1, "t", "s", 1, (1, 1), None, 0, len(text))
    return Hit(text, (), 0.9, (), citation, ())


def outcome(number, *, answerable, good):
    """What a system that is always right, or always wrong, makes of a question."""
    kind = "fact" if answerable else "none-hard" if number % 2 else "none"
    item = Item(str(number), "?", kind, gold=("x",) if answerable else ())
    answered = answerable if good else not answerable
    sure = 1.0 if answered else 0.0
    hits = (hit("x"),)
    answer = Answer(
        "?", "tr", "fact", None, answered, sure, hits if answered else (), () if answered else hits
    )
    order = ("1",) if good else ("2",)
    gains = {"1": 1} if answerable else {}
    right = (answerable and good,)
    exact = int(good)
    return Outcome(item, "?", answer, order, gains, right, None, None, exact, 1, 0.01)


@pytest.mark.parametrize(("good", "value"), [(True, 1.0), (False, 0.0)])
def test_a_perfect_system_scores_one_and_the_worst_none(good, value):
    outcomes = [outcome(i, answerable=i < 6, good=good) for i in range(10)]
    figures = summarise(outcomes, (), 0).measures
    better = set(figures) - {"aurc", "ece"}
    assert {name: figures[name].value for name in better} == dict.fromkeys(better, value)
    # sure and wrong on the four that have no answer, not sure and wrong on the others
    assert figures["ece"].value == pytest.approx(0 if good else 0.4)
    assert figures["aurc"].value < 0.2 if good else figures["aurc"].value == 1


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared/eval is not there")
@pytest.mark.parametrize(
    "arguments",
    [
        ("tquad-dev.json.gz", "--sample", "10"),
        ("squad-tr-dev-v1.0.0.json.gz", "--sample", "5"),
        ("tquad-dev.json.gz", "--scope", "article", "--sample", "10"),
        ("news-dev", "--sample", "10", "--arm", "lexical"),
    ],
)
def test_the_shared_data_print_their_table(arguments, tmp_path):
    path = tmp_path / "r.json"
    printed = run(SHARED / arguments[0], *arguments[1:], "--json", path)
    assert "Success@1" in printed
    content = json.loads(path.read_text("utf-8"))
    assert content["measures"]["spans_exact"]["value"] == 1


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="../shared/eval is not there")
def test_statements_of_news_are_measured(tmp_path):
    path = tmp_path / "r.json"
    run(SHARED / "news-dev", "--sample", "5", "--json", path)
    figures = json.loads(path.read_text("utf-8"))["measures"]
    for name in ("statements_direct_f1", "statements_reported_f1", "statements_speaker"):
        assert figures[name]["value"] > 0.5
        assert figures[name]["n"] == 12
