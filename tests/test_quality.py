"""The figures must not fall below what ``quality.json`` pins (`qa.evaluation.gate`)."""

import json
from pathlib import Path

import pytest

from qa.evaluation.gate import measured, misses

ROOT = Path(__file__).resolve().parent.parent
SETS = json.loads((ROOT / "tests" / "quality.json").read_text("utf-8"))["sets"]


MARKED = [
    pytest.param(
        entry,
        id=entry["name"],
        marks=pytest.mark.shared if entry["dataset"].startswith("../shared") else (),
    )
    for entry in SETS
]


@pytest.mark.parametrize("entry", MARKED)
def test_no_figure_falls_below_its_floor(entry):
    values = measured(entry, ROOT)
    if values is None:
        pytest.skip(f"{entry['dataset']} is not there")
    assert not [str(miss) for miss in misses(entry["floors"], values)]
