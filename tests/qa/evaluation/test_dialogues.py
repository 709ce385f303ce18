"""Dialogues: the file that comes with the package, what is refused, what is printed."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from index.encoder import load_encoder
from qa.cli import app
from qa.evaluation.dialogue_run import hold_all
from qa.evaluation.dialogues import read_dialogues

ROOT = Path(__file__).resolve().parents[3]
DIALOGUES = ROOT / "seeds" / "dialogues.jsonl"
NEWS = ROOT.parent / "shared" / "eval" / "news-dev"
ROWS = [json.loads(line) for line in DIALOGUES.read_text("utf-8").splitlines()]
SEED = "aliyev-lavrov-gorusmesi.txt"


def written(path, rows):
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments), "--lang", "en"])


def test_the_file_is_what_it_says():
    assert len(ROWS) == 40
    assert sum(row["article"] == SEED for row in ROWS) == 10
    assert [sum(row["part"] == part for row in ROWS) for part in ("build", "apart")] == [20, 20]
    assert all(2 <= len(row["turns"]) <= 5 for row in ROWS)
    assert len({row["id"] for row in ROWS}) == 40


def test_dialogues_on_the_seed_are_held_and_measured(tmp_path):
    path = written(tmp_path / "d.jsonl", [row for row in ROWS if row["article"] == SEED])
    ran = run(path, "--json", tmp_path / "r.json")
    assert ran.exit_code == 0, ran.output
    assert "hit@1" in ran.output
    result = json.loads((tmp_path / "r.json").read_text("utf-8"))
    assert result["dataset"]["dialogues"] == len(result["dialogues"]) == 10
    for part in ("all", "build", "apart"):
        for figure in result["measures"][part].values():
            assert 0 <= figure["low"] <= figure["value"] <= figure["high"] <= 1


def test_what_the_turn_before_showed_does_not_count_as_more(tmp_path):
    again = ROWS[0] | {"turns": ["Lavrov ne dedi?", "Lavrov ne dedi?"]}
    rows = [again, again | {"id": "x", "unseen": True}]
    dialogues = read_dialogues(written(tmp_path / "d.jsonl", rows), None)
    held = hold_all(dialogues, (), load_encoder(), "none", 0, lambda: None).held
    assert [h.rank for h in held] == [1, None]


def test_a_last_turn_without_its_dialogue_is_worse(tmp_path):
    """The last turns alone, behind a question that has nothing to do with them."""
    rows = [row for row in ROWS if row["article"] == SEED]
    torn = [row | {"turns": ["Gökyüzü neden mavi görünür?", row["turns"][-1]]} for row in rows]
    whole, broken = (
        hold_all(read_dialogues(written(tmp_path / "d.jsonl", each), None), (), load_encoder(),
                 "none", 0, lambda: None).measures(0)["all"]["hit@1"].value
        for each in (rows, torn)
    )  # fmt: skip
    assert whole > broken + 0.3


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"turns": ["Aliyev ne dedi?"]}, "turns"),
        ({"part": "some"}, "part"),
        ({"gold": []}, "gold"),
        ({"gold": ["bu metinde olmayan"]}, "does not stand in the text"),
        ({"article": "yok.txt"}, "--articles"),
        ({"standalone": ""}, "standalone"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path, change, reason):
    ran = run(written(tmp_path / "d.jsonl", [ROWS[0] | change]))
    assert ran.exit_code == 2
    assert len(ran.stderr.strip().splitlines()) == 1
    assert reason in ran.stderr


def test_an_id_twice_and_an_empty_file_are_refused(tmp_path):
    assert run(written(tmp_path / "d.jsonl", [ROWS[0], ROWS[0]])).exit_code == 2
    (tmp_path / "e.jsonl").write_text("", "utf-8")
    assert run(tmp_path / "e.jsonl", "--articles", tmp_path).exit_code == 2


@pytest.mark.shared
@pytest.mark.skipif(not NEWS.exists(), reason="../shared/eval is not there")
@pytest.mark.parametrize("typed", ["none", "ascii"])
def test_dialogues_on_news_reach_what_was_promised(typed, tmp_path):
    ran = run(DIALOGUES, "--articles", NEWS, "--perturb", typed, "--json", tmp_path / "r.json")
    assert ran.exit_code == 0, ran.output
    figures = json.loads((tmp_path / "r.json").read_text("utf-8"))["measures"]
    assert figures["all"]["alone_untouched"]["value"] == 1
    assert figures["build"]["hit@1"]["value"] >= 0.85
    assert figures["build"]["hit@3"]["value"] >= 0.95
