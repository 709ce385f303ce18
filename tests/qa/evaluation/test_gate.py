import json
import sys

import pytest

from qa.evaluation import gate
from qa.evaluation.gate import misses, updated


def test_what_fell_is_named():
    floors = {"hit@1": 0.8, "speaker_wrong": 0.0, "gone": 0.5, "kept": 0.5}
    found = misses(floors, {"hit@1": 0.7, "speaker_wrong": 0.1, "kept": 0.4999})
    assert [m.measure for m in found] == ["hit@1", "speaker_wrong", "gone"]
    assert "0.7000" in str(found[0])


def test_floors_only_rise_unless_told():
    floors, values = {"a": 0.8, "b": 0.5, "aurc": 0.3}, {"a": 0.797, "b": 0.6, "aurc": 0.2}
    assert updated(floors, values, lower=False) == {"a": 0.8, "b": 0.6, "aurc": 0.2}
    assert updated(floors, values, lower=True) == {"a": 0.797, "b": 0.6, "aurc": 0.2}


@pytest.fixture
def pinned(tmp_path, monkeypatch):
    path = tmp_path / "tests" / "quality.json"
    path.parent.mkdir()
    entry = {"name": "x", "dataset": "x", "fingerprint": None, "floors": {"hit@1": 0.8}}
    gone = {**entry, "name": "gone"}
    path.write_text(json.dumps({"sets": [entry, gone]}), "utf-8")
    value = {"hit@1": 0.8}

    def measured(entry, root):
        assert root == tmp_path
        return None if entry["name"] == "gone" else dict(value)

    monkeypatch.setattr(gate, "measured", measured)

    def run(figure, *arguments):
        value["hit@1"] = figure
        monkeypatch.setattr(sys, "argv", ["gate", "--file", str(path), *arguments])
        code = gate.main()
        return code, json.loads(path.read_text("utf-8"))["sets"][0]["floors"]["hit@1"]

    return run


def test_the_command_refuses_to_lower_a_floor_without_saying_so(pinned, capsys):
    assert pinned(0.8) == (0, 0.8)
    assert pinned(0.9, "--update") == (0, 0.9)
    assert pinned(0.7) == (1, 0.9)
    assert pinned(0.7, "--update") == (1, 0.9)
    assert "hit@1: 0.7000, pinned 0.9000" in capsys.readouterr().out
    assert pinned(0.7, "--update", "--allow-lower") == (0, 0.7)


def test_other_data_than_pinned_are_no_measure(tmp_path):
    line = {"id": "1", "question": "Kim?", "type": "fact", "gold": ["Lavrov"]}
    (tmp_path / "q.jsonl").write_text(json.dumps(line), "utf-8")
    with pytest.raises(gate.OptionInvalid):
        gate.measured({"dataset": "q.jsonl", "fingerprint": "0", "floors": {}}, tmp_path)
    assert gate.measured({"dataset": "none", "floors": {}}, tmp_path) is None
