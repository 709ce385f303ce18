"""Data sets are recognised by what is in them, and broken ones say where in one line."""

import gzip
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from index.errors import OptionInvalid
from qa.cli import app
from qa.evaluation.datasets import read_dataset, sampled
from qa.evaluation.files import line_of

TEXT = "Köprü 1973 yılında açıldı. Uzunluğu bin metredir."
QUESTION = {
    "id": "1",
    "question": "Köprü ne zaman açıldı?",
    "answers": [{"text": "1973", "answer_start": 6}],
}


def squad(*questions, text=TEXT, title="Köprü"):
    paragraphs = [{"context": text, "qas": list(questions)}]
    return {"data": [{"title": title, "paragraphs": paragraphs}]}


def own(**changes):
    row = {"id": "1", "question": "Kim geldi?", "type": "fact", "gold": ["Lavrov"], "not": []}
    row.update(changes)
    return {k: v for k, v in row.items() if v is not ...}


def write_lines(path, *rows):
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), "utf-8")
    return path


def news(folder, text="Bakan geldi. “Köprü açıldı” dedi.", statement=None, **changes):
    (folder / "01.txt").write_text(text, "utf-8")
    row = {"article": "01", "q": "Bakan ne dedi?", "type": "speech", "gold": ['"Köprü']} | changes
    write_lines(folder / "questions.jsonl", {k: v for k, v in row.items() if v is not ...})
    if statement:
        write_lines(folder / "statements.jsonl", statement)
    return folder


def beir(folder, corpus=None, qrels="query-id\tcorpus-id\tscore\nq\td\t2\n"):
    write_lines(
        folder / "corpus.jsonl", *(corpus or [{"_id": "d", "title": "Köprü", "text": TEXT}])
    )
    write_lines(folder / "queries.jsonl", {"_id": "q", "text": "Köprü ne zaman açıldı?"})
    (folder / "qrels").mkdir()
    (folder / "qrels" / "test.tsv").write_text(qrels, "utf-8")
    return folder


def test_squad_plain_and_gzipped(tmp_path):
    plain, packed = tmp_path / "a.json", tmp_path / "b.json.gz"
    plain.write_text(json.dumps(squad(QUESTION), indent=1), "utf-8")
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    first, second = read_dataset(plain), read_dataset(packed)
    assert first.kind == "squad"
    assert first.fingerprint == second.fingerprint
    (item,) = first.items
    (place,) = item.places
    assert first.pools[0].articles[0].text[place.start : place.end] == "1973"


def test_equal_paragraphs_are_one_unit(tmp_path):
    content = squad(QUESTION)
    again = squad({**QUESTION, "id": "2"})["data"]
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"data": content["data"] + again}), "utf-8")
    data = read_dataset(path)
    assert len(data.pools[0].articles) == 1
    assert data.items[0].units == data.items[1].units


def test_questions_of_one_file_on_paragraphs_of_another(tmp_path):
    english = {**QUESTION, "question": "When was the bridge opened?"}
    asked, held = tmp_path / "en.json", tmp_path / "tr.json"
    asked.write_text(json.dumps(squad({**english, "answers": []}, text="The bridge.")), "utf-8")
    held.write_text(json.dumps(squad(QUESTION)), "utf-8")
    data = read_dataset(asked, held)
    assert data.items[0].text == english["question"]
    assert data.items[0].answerable
    assert data.pools[0].articles[0].text == TEXT


def test_each_article_by_itself_gets_foreign_questions(tmp_path):
    other = {"id": "2", "question": "Göl nerede?", "answers": [{"text": "Van", "answer_start": 0}]}
    impossible = {"id": "3", "question": "Köprüyü kim yaptı?", "answers": []}
    content = squad(QUESTION, impossible)
    content["data"] += squad(other, text="Van bir göldür.", title="Göl")["data"]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(content), "utf-8")
    data = read_dataset(path, scope="article")
    assert len(data.pools) == 2
    assert {(i.id, i.type, i.pool) for i in data.items if not i.answerable} == {
        ("3", "none-hard", 0),
        ("2@1", "none", 0),
        ("1@2", "none", 1),
    }


def test_news_beir_and_own(tmp_path):
    for name in ("news", "beir"):
        (tmp_path / name).mkdir()
    assert read_dataset(news(tmp_path / "news")).kind == "news"
    data = read_dataset(beir(tmp_path / "beir"))
    assert (data.kind, list(data.items[0].units.values())) == ("beir", [2])
    assert read_dataset(write_lines(tmp_path / "q.jsonl", own())).kind == "own"


def test_a_sample_is_the_same_for_a_seed_and_in_order(tmp_path):
    data = read_dataset(write_lines(tmp_path / "q", *(own(id=str(i)) for i in range(50))))
    ids = [int(i.id) for i in sampled(data, 10, 3).items]
    assert ids == sorted(ids)
    assert len(ids) == 10
    assert sampled(data, 10, 3) == sampled(data, 10, 3) != sampled(data, 10, 4)
    assert sampled(data, None, 0) is data


def test_options_of_squad_are_for_squad(tmp_path):
    path = write_lines(tmp_path / "q.jsonl", own())
    with pytest.raises(OptionInvalid):
        read_dataset(path, scope="article")


def test_lines_are_found_in_nested_json():
    text = json.dumps({"a": [1, {"b": '"\n', "c": [2, 3]}]}, indent=1)
    assert line_of(text, ()) == 1
    assert line_of(text, ("a", 1)) == text[: text.index('{\n   "b"')].count("\n") + 1
    assert text.split("\n")[line_of(text, ("a", 1, "c", 1)) - 1].strip() == "3"
    assert line_of(text, ("a", 1, "missing")) == line_of(text, ("a", 1))


def broken(folder: Path) -> dict[str, tuple[object, int, str]]:
    """Name, what is evaluated, the line at fault, and a word that must be in the message."""

    def file(name, content):
        (folder / name).write_text(content, "utf-8")
        return folder / name

    def sub(name):
        (folder / name).mkdir()
        return folder / name

    def pretty(content):
        return json.dumps(content, indent=1, ensure_ascii=False)

    lost = {**QUESTION, "answers": [{"text": "1999", "answer_start": 6}]}
    no_answers = {k: v for k, v in QUESTION.items() if k != "answers"}
    twice = squad(QUESTION, {**QUESTION, "question": "Ne?"})
    statement = {"article": "01", "text": "yok", "speaker": "Bakan", "kind": "direct"}
    return {
        "json": (file("a.json", '{"data": [\n}'), 2, "JSON"),
        "no-data": (file("b.json", '{\n"other": 1}'), 1, "data"),
        "no-answers": (file("c.json", pretty(squad(no_answers))), 9, "answers"),
        "start": (
            file("s.json", pretty(squad({**QUESTION, "answers": [{"text": "a"}]}))),
            13,
            "answer_start",
        ),
        "lost": (file("d.json", pretty(squad(lost))), 9, "1999"),
        "twice": (file("e.json", pretty(twice)), 19, "1"),
        "empty": (file("f.json", ""), 1, ""),
        "no-questions": (file("g.json", json.dumps(squad())), 1, ""),
        "line": (file("h.jsonl", json.dumps(own()) + "\n{broken\n"), 2, "JSON"),
        "field": (write_lines(folder / "i.jsonl", own(), own(id="2", gold=...)), 2, "gold"),
        "kind": (write_lines(folder / "j.jsonl", own(gold="Lavrov")), 1, "gold"),
        "own-lost": (
            write_lines(folder / "k.jsonl", own(), own(id="2", gold=["yoktur"])),
            2,
            "yok",
        ),
        "own-twice": (write_lines(folder / "l.jsonl", own(), own()), 2, "1"),
        "news-lost": (news(sub("m"), gold=["hiç yok"]), 1, "hiç yok"),
        "news-article": (news(sub("n"), article="02"), 1, "02"),
        "news-statement": (news(sub("o"), statement=statement), 1, "yok"),
        "beir-document": (beir(sub("p"), qrels="q\tother\t1\n"), 1, "other"),
        "beir-twice": (
            beir(sub("r"), corpus=[{"_id": "d", "text": "a b"}, {"_id": "d", "text": "c"}]),
            2,
            "d",
        ),
    }


NAMES = [
    *("json", "no-data", "no-answers", "start", "lost", "twice", "empty", "no-questions"),
    *("line", "field", "kind", "own-lost", "own-twice"),
    *("news-lost", "news-article", "news-statement", "beir-document", "beir-twice"),
]


@pytest.mark.parametrize("language", ["tr", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_a_broken_one_gets_one_line_with_file_and_line(tmp_path, name, language, monkeypatch):
    monkeypatch.setenv("MAKALE_HOME", str(tmp_path / "home"))
    cases = broken(tmp_path)
    assert list(cases) == NAMES
    path, line, word = cases[name]
    ran = CliRunner().invoke(app, ["evaluate", str(path), "--lang", language])
    assert ran.exit_code == 2
    (message,) = ran.stderr.strip().split("\n")
    assert str(path) in message
    assert f"{'satır' if language == 'tr' else 'line'} {line}" in message
    assert word in message


def test_what_is_no_data_set_is_said(tmp_path):
    (tmp_path / "x.txt").write_text("düz metin", "utf-8")
    for path in (tmp_path / "x.txt", tmp_path, tmp_path / "none.json"):
        ran = CliRunner().invoke(app, ["evaluate", str(path)])
        assert ran.exit_code == 2
        assert len(ran.stderr.strip().split("\n")) == 1
