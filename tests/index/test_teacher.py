"""What the encoder learns from an English one."""

import warnings

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from index.training import contrast, pairs, teacher, tokenizer
from index.training.sources import Corpus

WORDS = ["sea", "ship", "court", "judge"]
ROWS = [
    ("sea", "deniz", "dict-en-tr"),
    ("ship", "gemi", "dict-en-tr"),
    ("court", "mahkeme", "dict-en-tr"),
    ("judge", "yargıç", "dict-en-tr"),
    ("море", "deniz", "dict-ru-tr"),
]
CORPUS = Corpus({}, {"words.dict": ROWS, "more": [("sea", "deniz", "en-tr")]}, [])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A sentence-transformer of four words: sea is like ship, court like judge."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    vectors = torch.tensor(
        [[0.0] * 4, [1, 0.2, 0, 0], [1, -0.2, 0, 0], [0, 0, 1, 0.2], [0, 0, 1, 0]]
    )
    words = Tokenizer(
        models.WordLevel({"[UNK]": 0} | {w: i for i, w in enumerate(WORDS, 1)}, "[UNK]")
    )
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    path = tmp_path_factory.mktemp("teacher")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = SentenceTransformer(modules=[StaticEmbedding(words, embedding_weights=vectors)])
        model.save(str(path), create_model_card=False)
    return path


def known(folder, dimension):
    steps: list[int] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = teacher.meanings(str(folder), WORDS, dimension, steps.append)
    assert sum(steps) == len(WORDS)
    return found


def test_only_english_sides_are_asked_for_each_once() -> None:
    assert teacher.english(CORPUS) == ["sea", "ship", "court", "judge"]


@pytest.mark.parametrize("dimension", [2, 4, 6])
def test_meanings_have_length_one_and_keep_what_is_near(folder, dimension) -> None:
    found = known(folder, dimension)
    rows = np.array([found[w] for w in WORDS], np.float32)
    assert rows.shape == (4, dimension)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)
    near = rows @ rows.T
    assert near[0, 1] > 0.8 > near[0, 2]
    assert near[2, 3] > 0.8 > near[1, 3]


def test_pairs_with_an_english_side_are_taught(folder) -> None:
    cut = tokenizer.train([" ".join(row[:2]) for row in ROWS] * 40, 60)
    groups = pairs.groups(CORPUS, None, cut, known(folder, 4))
    taught = {g.name: g.taught for g in groups}
    assert taught["small/dict-ru-tr"] is None
    assert taught["small/dict-en-tr"].shape == (4, 4)
    batch = groups[0].batch(np.array([0, 1]), np.random.default_rng(0))
    assert batch.taught.dtype == np.float32


def test_translations_come_to_lie_where_the_teacher_has_them() -> None:
    rng = np.random.default_rng(0)
    heard = rng.standard_normal((100, 8)).astype(np.float16)
    heard /= np.linalg.norm(heard, axis=1, keepdims=True)
    first = rng.standard_normal((200, 8)).astype(np.float32) * 0.01
    english, turkish = np.arange(200).reshape(2, 100, 1)  # a token a word
    settings = contrast.Settings(dimension=8, epochs=200, batch=128)

    def likeness(taught) -> float:
        group = pairs.Given("words", list(english), list(turkish), taught=taught)
        learned = contrast.learn([group], first, settings, lambda *_: None)[100:]
        learned /= np.linalg.norm(learned, axis=1, keepdims=True)
        return float((learned * heard).sum(axis=1).mean())

    assert likeness(heard) > 0.8 > likeness(None) + 0.5
