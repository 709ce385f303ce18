"""What the confidence is fitted on, and where its threshold lies."""

import gzip
import json
from pathlib import Path
from random import Random

import numpy as np
import pytest

import seeds
from index.turkish import fold
from qa.evaluation.asking import Asker, news
from qa.evaluation.news_dataset import QUESTIONS, news_dataset
from qa.evaluation.rewording import _ENGLISH, _SYNONYMS, Rewording
from qa.evaluation.training import COUNTED, COVERAGE, USAGE, _everyday, _threshold

NEWS = Path(seeds.__file__).parent / "news"
REPORTED = Path(__file__).parents[4] / "shared" / "eval" / "news-dev" / QUESTIONS


def asked(path: Path, key: str) -> set[str]:
    lines = path.read_text("utf-8").splitlines()
    return {fold(json.loads(line)[key]).strip(" ?") for line in lines}


def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("Liman büyüyor\n\nBakan Ali Uz limanı gezdi.", "utf-8")
    (tmp_path / "b.txt").write_text("Köprü bitti\n\nKöprü Bartın'da 40 günde bitti.", "utf-8")
    own = {"a": ("Limanı kim gezdi?", "Ali Uz"), "b": ("Köprü nerede bitti?", "Bartın'da")}
    rows = [
        {"article": name, "q": q, "type": "fact", "gold": [gold], "not": []}
        for name, (q, gold) in own.items()
    ]
    rows.append({"article": "a", "q": "Ali Uz kaç yaşında?", "type": "none-hard", "gold": []})
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / QUESTIONS).write_text(text, "utf-8")
    return tmp_path


def rewording(corpus: Path) -> Rewording:
    """Return one without any words."""
    for name in (*_SYNONYMS, *_ENGLISH):
        path = corpus / f"{name}.jsonl.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(b""))
    return Rewording(corpus)


def test_articles_are_asked_what_they_do_not_answer(tmp_path):
    data = news_dataset(folder(tmp_path))
    asker = Asker(rewording(tmp_path / "words"), Random(0))
    found = news(data, ["Pilav nasıl yapılır?", "Dolar kaç lira?"], asker, [])
    kinds = sorted((s.title, s.type, s.answerable) for s in found)
    assert kinds == [
        ("Köprü bitti", "everyday", False),
        ("Köprü bitti", "everyday", False),
        ("Köprü bitti", "fact", True),
        ("Köprü bitti", "others", False),
        ("Liman büyüyor", "everyday", False),
        ("Liman büyüyor", "everyday", False),
        ("Liman büyüyor", "fact", True),
        ("Liman büyüyor", "none-hard", False),
        ("Liman büyüyor", "others", False),
    ]
    assert all(s.example.answers.any() == s.answerable for s in found)


def test_the_threshold_answers_its_share_of_what_counts():
    chances = np.array([0.9, 0.2, 0.5, 0.7, 0.1])
    counted = np.array([1.0, 0.02, 0.0, 1.0, 0.0])
    assert _threshold(chances, counted) == pytest.approx(0.7)  # a hundredth may be lost
    counted[1] = 1.0
    assert _threshold(chances, counted) == pytest.approx(0.2)
    random = np.random.default_rng(0)
    many = random.random(4000)
    assert (many >= _threshold(many, np.ones(4000))).mean() == pytest.approx(COVERAGE, abs=0.001)


def test_every_type_that_is_scaled_to_is_fitted_on():
    assert set(USAGE) <= set(COUNTED)


def test_each_everyday_question_is_asked_once(tmp_path):
    assert _everyday(tmp_path) == []
    everyday = [fold(q).strip(" ?") for q in _everyday(NEWS)]
    assert len(everyday) == len(set(everyday)) > 150
    assert asked(NEWS / QUESTIONS, "q").isdisjoint(everyday)
    assert asked(Path(seeds.__file__).with_name(QUESTIONS), "question").isdisjoint(everyday)


@pytest.mark.shared
@pytest.mark.skipif(not REPORTED.exists(), reason="../shared/eval is not there")
def test_nothing_is_fitted_on_that_is_reported():
    fitted = {fold(q).strip(" ?") for q in _everyday(NEWS)} | asked(NEWS / QUESTIONS, "q")
    assert asked(REPORTED, "q").isdisjoint(fitted)
