"""Vectors of passages: real FAISS."""

from __future__ import annotations

import faiss
import numpy as np
import pytest

from index.vectors import Codes, Vectors, quantised, read, write


def unit(*shape: int) -> np.ndarray:
    made = np.random.default_rng(1).normal(size=shape).astype(np.float32)
    return made / np.linalg.norm(made, axis=-1, keepdims=True)


IDS = np.array([7, 3, 1000, 12], np.int64)
ROWS = unit(4, 16)


@pytest.fixture
def vectors() -> Vectors:
    made = Vectors(16)
    made.add(IDS, ROWS)
    return made


def test_search_is_a_scan_by_cosine(vectors) -> None:
    assert len(vectors) == 4
    assert vectors.ids.tolist() == [3, 7, 12, 1000]
    query = unit(16)
    expected = sorted(zip(IDS.tolist(), (ROWS @ query).tolist(), strict=True), key=lambda p: -p[1])
    found = vectors.search(query, 10)
    assert [number for number, _ in found] == [number for number, _ in expected]
    assert [score for _, score in found] == pytest.approx([s for _, s in expected], abs=2e-3)
    assert vectors.search(query, 2) == found[:2]


def test_each_vector_finds_itself(vectors) -> None:
    for number, row in zip(IDS, ROWS, strict=True):
        ((best, score),) = vectors.search(row, 1)
        assert (best, score) == (number, pytest.approx(1, abs=2e-3))


def test_equal_scores_stand_in_the_order_of_passages() -> None:
    vectors = Vectors(16)
    vectors.add(np.array([9, 2, 40], np.int64), np.repeat(ROWS[:1], 3, axis=0))
    assert [number for number, _ in vectors.search(ROWS[0], 3)] == [2, 9, 40]


def coded(rows: np.ndarray) -> Vectors:
    """Vectors of which most are codes, the last ten as they are."""
    numbers = np.arange(100, 100 + len(rows), dtype=np.int64)

    def exact(wanted) -> tuple[np.ndarray, np.ndarray]:
        there = np.array([n for n in sorted(wanted) if 100 <= n < 100 + len(rows)], np.int64)
        return there, rows[there - 100]

    batches = ((numbers[i : i + 64], rows[i : i + 64]) for i in range(0, len(rows) - 10, 64))
    batches = ((ids[ids < numbers[-10]], v[ids < numbers[-10]]) for ids, v in batches)
    codes = quantised(rows.shape[1], lambda n: rows[:n], batches, rows[::9])
    made = Vectors(rows.shape[1], exact, codes)
    made.add(numbers[-10:], rows[-10:])
    return made


def test_codes_find_what_a_scan_finds() -> None:
    rows = unit(900, 24)
    made = coded(rows)
    assert len(made) == 900
    assert made.ids.tolist() == list(range(100, 1000))
    assert made.last == 999
    assert made.recall >= 0.97
    shares = []
    for query in unit(20, 24):
        best = np.argsort(-(rows @ query))[:10] + 100
        found = made.search(query, 10)
        assert [s for _, s in found] == pytest.approx(
            [rows[n - 100] @ query for n, _ in found], abs=1e-3
        )
        shares.append(len({n for n, _ in found} & set(best.tolist())) / 10)
    assert np.mean(shares) >= 0.95
    assert made.search(rows[895], 1)[0][0] == 995  # of those that are no codes


@pytest.mark.parametrize("count", [5, 600])
def test_codes_among_some(count, monkeypatch) -> None:
    monkeypatch.setattr("index.vectors._FEW", 100)
    rows = unit(900, 24)
    made = coded(rows)
    among = frozenset(range(150, 150 + count))
    query = unit(24)
    found = made.search(query, 5, among)
    best = sorted(among, key=lambda n: -float(rows[n - 100] @ query))[:5]
    assert [n for n, _ in found] == best


@pytest.mark.parametrize(
    ("dimension", "parts"),
    [(800, 160), (384, 128), (768, 128), (1024, 128), (386, 193), (127, 127), (32, 32)],
)
def test_a_code_stands_for_as_many_numbers_whatever_the_model(dimension, parts) -> None:
    rows = unit(300, dimension)
    batches = [(np.arange(1, 301, dtype=np.int64), rows)]
    codes = quantised(dimension, lambda n: rows[:n], batches, rows[:20])
    turned = faiss.downcast_index(codes.index.index)
    assert parts == faiss.downcast_index(turned.index).M
    assert codes.recall > 0.9


def test_codes_tell_as_much_where_a_model_says_most_by_few_axes() -> None:
    rows = unit(2000, 800) / np.arange(1, 801, dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    batches = [(np.arange(1, 2001, dtype=np.int64), rows)]
    assert quantised(800, lambda n: rows[:n], batches, rows[:50]).weighed == 400


def test_codes_come_back_from_disk(tmp_path) -> None:
    made = coded(unit(300, 24))
    made.save(tmp_path / "vectors.faiss")
    write(made.codes.index, tmp_path / "codes.faiss")
    codes = Codes(read(tmp_path / "codes.faiss"), made.codes.weighed, made.codes.recall)
    again = Vectors.load(tmp_path / "vectors.faiss", made._exact, codes)
    query = unit(24)
    assert again.search(query, 9) == made.search(query, 9)


def test_none() -> None:
    empty = Vectors(16)
    empty.add(np.empty(0, np.int64), np.empty((0, 16), np.float32))
    assert (len(empty), empty.ids.tolist(), empty.search(ROWS[0], 5)) == (0, [], [])


def test_it_comes_back_from_disk_and_grows(vectors, tmp_path) -> None:
    path = tmp_path / "kitaplık ğ" / "vectors.faiss"
    path.parent.mkdir()
    vectors.save(path)
    again = Vectors.load(path)
    assert again.search(ROWS[2], 4) == vectors.search(ROWS[2], 4)
    again.add(np.array([5], np.int64), unit(1, 16) * -1)
    assert again.ids.tolist() == [3, 5, 7, 12, 1000]


@pytest.mark.parametrize("keep", [0, 1, 20, 100, -1])
def test_a_torn_file_is_a_value_error(vectors, tmp_path, keep) -> None:
    path = tmp_path / "vectors.faiss"
    vectors.save(path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ValueError, match="torn"):
        Vectors.load(path)


def test_a_missing_file_is_an_os_error(tmp_path) -> None:
    with pytest.raises(OSError, match="vectors"):
        Vectors.load(tmp_path / "vectors.faiss")
