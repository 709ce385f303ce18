"""The background statistics: what is stored, what is asked, what was never seen."""

import numpy as np
import pytest

from index.background import FILE, Background
from index.training import background


def small() -> Background:
    texts = {
        "one": ["Bakü'ye gitti.", "Bakü'nün nüfusu", "BAKÜ", "anlaşma anlaşmanın"],
        "two": ["anlaşması imzalandı", "anlaşmadan sonra", "bir söz"],
    }
    return background.count(texts)


def test_counts_paragraphs_by_folded_prefix() -> None:
    counted = small()
    found = dict(zip(counted.prefixes.tolist(), counted.counts.tolist(), strict=True))
    # A word twice in one paragraph counts once; what is in fewer than three is not kept.
    assert found == {b"baku": 3, b"anlas": 3}
    assert counted.total == 7


def test_idf_is_finite_and_highest_for_the_unseen() -> None:
    idf = small().idf(["baku", "anlas", "zzzzz", "", "anlasma"])
    assert idf.dtype == np.float32
    assert np.isfinite(idf).all()
    assert idf[0] == pytest.approx(np.log(1 + (7 - 3 + 0.5) / 3.5), abs=1e-6)
    assert idf[1] == idf[0] == idf[4]
    assert idf[2] == idf[3] == pytest.approx(np.log(1 + 7.5 / 0.5), abs=1e-6)


def test_nothing_asked_nothing_counted() -> None:
    assert small().idf([]).shape == (0,)
    assert np.isfinite(background.count({"none": []}).idf(["baku"])).all()


def test_saved_and_loaded(tmp_path) -> None:
    small().save(tmp_path / "b.npz")
    loaded = Background.load(tmp_path / "b.npz")
    assert loaded.total == 7
    assert loaded.idf(["baku", "yok"]).tolist() == small().idf(["baku", "yok"]).tolist()


def test_large_files_are_sampled_evenly(monkeypatch) -> None:
    monkeypatch.setattr(background, "CAP", 5)
    done: list[int] = []
    counted = background.count({"large-a": ["kar"] * 9, "large-b": ["yol"] * 9}, done.append)
    assert counted.total == 5
    assert done == [18]
    assert counted.prefixes.tolist() == [b"kar"]


def test_the_shipped_file() -> None:
    assert FILE.stat().st_size <= 2_000_000
    shipped = Background.load()
    assert len(shipped.prefixes) == len(shipped.counts) > 10_000
    assert (shipped.prefixes[:-1] < shipped.prefixes[1:]).all()
    assert shipped.counts.min() >= background.FEWEST
    common, usual, rare = shipped.idf(["ve", "savas", "anlas"])[[0, 1, 1]]
    assert common < 2 < usual
    assert rare <= shipped.idf(["qqqqq"])[0]
