import gzip
import json
from itertools import islice

import pytest

from tests.benchmarks.splicing import files_of, sentences_of, spliced

TEXTS = [
    "Bakan dün akşam Ankara'da uzun bir açıklama yaptı. Kısa cümle.",
    "Köprünün onarımı için gereken bütün para sonunda bulundu. Vali buna çok sevindi.",
    "Yağmur yüzünden ertelenen maç yarın akşam yeniden oynanacak gibi görünüyor.",
    "bu satır küçük harfle başladığı için bir cümle sayılmaz ve hiç alınmaz.",
]


@pytest.fixture
def folder(tmp_path):
    inner = tmp_path / "inner"
    inner.mkdir()
    for place, name in ((tmp_path, "b.text.jsonl.gz"), (inner, "a.text.jsonl.gz")):
        with gzip.open(place / name, "wt", encoding="utf-8") as file:
            file.writelines(json.dumps({"text": text}) + "\n" for text in TEXTS)
    (tmp_path / "c.pairs.jsonl.gz").write_bytes(b"no texts")
    return tmp_path


def test_whole_sentences_are_taken_once(folder):
    found = sentences_of(files_of(folder))
    assert [path.name for path in files_of(folder)] == ["a.text.jsonl.gz", "b.text.jsonl.gz"]
    assert found == [
        "Bakan dün akşam Ankara'da uzun bir açıklama yaptı.",
        "Köprünün onarımı için gereken bütün para sonunda bulundu.",
        "Yağmur yüzünden ertelenen maç yarın akşam yeniden oynanacak gibi görünüyor.",
    ]


def test_a_passage_is_two_halves_of_two_sentences():
    real = [f"A{n} b{n} c{n} d{n}." for n in range(20)]
    for passage in spliced(real, 50):
        head, tail = passage.split()[:2], passage.split()[2:]
        assert [w[0] for w in head] == ["A", "b"]
        assert [w[0] for w in tail] == ["c", "d"]
        assert head[0][1:] == head[1][1:] != tail[0][1:]


def test_passages_are_all_different_and_the_same_every_time():
    real = [f"A{n} b{n} c{n} d{n}." for n in range(30)]
    many = list(spliced(real, 200))
    assert len(set(many)) == 200
    assert list(spliced(real, 200)) == many
    assert list(islice(spliced(real, 120), 60)) == many[:60]
    assert list(spliced(real, 200, seed=1)) != many


def test_too_few_sentences_are_refused():
    with pytest.raises(ValueError, match="3 sentences are too few for 10 passages"):
        list(spliced(["A b.", "C d.", "E f."], 10))
