"""What depends on one word is found once, and forgotten where there are too many."""

from index import remembered
from index.remembered import Remembered


def test_what_is_known_is_not_asked_for_again() -> None:
    asked: list[str] = []
    lengths = Remembered(lambda word: asked.append(word) or len(word))
    assert list(map(lengths.__getitem__, ["bir", "iki", "bir", "on"])) == [3, 3, 3, 2]
    assert asked == ["bir", "iki", "on"]


def test_too_many_are_forgotten(monkeypatch) -> None:
    monkeypatch.setattr(remembered, "MOST", 3)
    lengths = Remembered(len)
    for word in ("bir", "iki", "üç", "dört", "beş"):
        assert lengths[word] == len(word)
        assert len(lengths) <= 3
