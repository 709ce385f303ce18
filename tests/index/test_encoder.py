"""Encoders: the static one against sentence-transformers, a made transformer, the fake, errors."""

import json
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoder import (
    Encoder,
    FakeEncoder,
    StaticEncoder,
    TransformerEncoder,
    load_encoder,
)
from index.encoders.layout import FINGERPRINT, FOLDER, fingerprint, prompts_of
from index.encoders.static import _E4M3
from index.errors import EncoderBroken, EncoderMissing

TEXTS = [
    "İlham Aliyev, Bakü’de konuştu.",
    "",
    "…!?",
    "I asked what the president said.",
    "anlaş\u00admanın teklifi (ﬁlm) " * 200,
    "Cumhurbaşkanı ne dedi?",
]


@pytest.fixture(scope="module")
def built_in() -> Encoder:
    return load_encoder()


def test_built_in_has_unit_vectors_and_zeros(built_in) -> None:
    vectors = built_in.passages(TEXTS)
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(TEXTS), built_in.dimension)
    lengths = np.linalg.norm(vectors, axis=1)
    assert lengths == pytest.approx([1, 0, 0, 1, 1, 1], abs=1e-6)


def test_built_in_folds_what_turkish_keyboards_lack(built_in) -> None:
    plain, typed, shouted, curly = built_in.queries(
        ["Işık Bakü'ye gitti", "isik baku'ye gitti", "IŞIK BAKÜ'YE GİTTİ", "Işık Bakü’ye gitti"]
    )
    for other in (typed, shouted, curly):
        assert plain @ other == pytest.approx(1, abs=1e-6)


def test_built_in_ranks_the_right_passage_first(built_in) -> None:
    passages = [
        "Ermenistan ile Azerbaycan arasında barış anlaşması imzalandı.",
        "Yeni okul binası pazartesi günü öğrencilere açıldı.",
        "Hastane için yüz milyon lira kredi alındı.",
    ]
    questions = [
        "Barış anlaşması kimler arasında?",
        "Okul ne zaman açıldı?",
        "What peace agreement?",
    ]
    scores = built_in.queries(questions) @ built_in.passages(passages).T
    assert scores.argmax(axis=1).tolist() == [0, 1, 0]


def test_built_in_equals_sentence_transformers(built_in, sentence_transformer) -> None:
    # Their loader keeps what is stored; .float() makes it compute as we do.
    model = sentence_transformer(FOLDER).float()
    expected = model.encode(TEXTS, show_progress_bar=False)
    assert np.abs(built_in.passages(TEXTS) - expected).max() < 1e-6
    many = TEXTS * (StaticEncoder.BATCH // len(TEXTS) + 1)
    assert np.abs(built_in.passages(many)[: len(TEXTS)] - expected).max() < 1e-6


def test_words_add_up_to_the_text(built_in) -> None:
    assert built_in.words([]).shape == (0, built_in.dimension)
    summed = built_in.words(["baris", "anlasmasi"]).sum(axis=0)
    text = built_in.queries(["Barış anlaşması"])[0]
    assert summed / np.linalg.norm(summed) == pytest.approx(text, abs=1e-6)


def test_vectors_are_the_same_once_all_are_widened() -> None:
    few, many = StaticEncoder(FOLDER), StaticEncoder(FOLDER)
    many.passages(["."] * StaticEncoder.BATCH)
    many.piece_vectors(np.zeros(StaticEncoder.LOOKED, np.int64))
    some = np.arange(7, 400, 13)
    assert np.array_equal(few.piece_vectors(some), many.piece_vectors(some))
    assert np.array_equal(few.passages(TEXTS), many.passages(TEXTS))
    assert np.array_equal(few.queries(TEXTS), many.queries(TEXTS))


def test_numbers_of_a_byte_are_those_of_torch() -> None:
    import torch

    theirs = torch.arange(256, dtype=torch.uint8).view(torch.float8_e4m3fn).float().numpy()
    assert np.array_equal(_E4M3, theirs, equal_nan=True)


def test_progress_counts_to_the_end(built_in) -> None:
    for encoder in (built_in, FakeEncoder()):
        done: list[int] = []
        encoder.passages(["bir söz"] * 2500, done.append)
        assert sum(done) == 2500
    assert built_in.passages([]).shape == (0, built_in.dimension)


def test_fingerprint_beside_the_weights_is_theirs(built_in) -> None:
    stored = (FOLDER / FINGERPRINT).read_text().strip()
    assert built_in.fingerprint == stored == fingerprint(FOLDER)
    assert len(stored) == 16


def test_built_in_fits_and_says_what_it_is(built_in) -> None:
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 25_000_000
    assert built_in.name == "built-in"
    assert built_in.prompts == {"query": "", "passage": ""}
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    assert all(source["licence"] != "not stated" for source in manifest["sources"])
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in card
    assert "{" not in card


def test_a_question_is_encoded_without_torch() -> None:
    code = (
        "import sys; from index.encoder import load_encoder;"
        "heavy = {'tokenizers', 'safetensors', 'torch', 'sentence_transformers'};"
        "assert not heavy & set(sys.modules);"
        "load_encoder().queries(['ne dedi?']);"
        "assert not {'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root, timeout=60)


@pytest.mark.parametrize("damage", ["model.safetensors", "tokenizer.json", "modules.json"])
def test_damaged_files_are_named(tmp_path, damage) -> None:
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    (folder / damage).write_bytes(b"{" + bytes(range(256)))
    with pytest.raises(EncoderBroken) as caught:
        load_encoder(str(folder))
    assert str(folder) in str(caught.value.facts["name"])


def test_missing_files_are_named(tmp_path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    (folder / "model.safetensors").unlink()
    with pytest.raises(EncoderBroken, match=r"model\.safetensors"):
        load_encoder(str(folder))


@pytest.mark.parametrize("kind", ["float32", "float16", "float8_e4m3fn", "bfloat16"])
def test_weights_of_several_kinds(tmp_path, kind) -> None:
    import torch
    from safetensors.torch import save_file

    weights = torch.randn(28_000, 4, generator=torch.Generator().manual_seed(1))
    stored = weights.to(getattr(torch, kind))
    save_file({"embedding.weight": stored}, tmp_path / "model.safetensors")
    shutil.copy(FOLDER / "tokenizer.json", tmp_path)
    if kind == "bfloat16":
        with pytest.raises(EncoderBroken, match="BF16"):
            load_encoder(str(tmp_path))
        return
    encoder = load_encoder(str(tmp_path))
    rows = encoder.piece_vectors(np.array([3, 0, 5]))
    assert rows.dtype == np.float32
    assert np.array_equal(rows, stored.float().numpy()[[3, 0, 5]])


@pytest.mark.parametrize(
    "name", ["/no/such/folder", "./no/such/folder", "~/no/such/f", "a/b/c", "?"]
)
def test_no_such_folder(name) -> None:
    with pytest.raises(EncoderMissing) as caught:
        load_encoder(name)
    assert caught.value.facts["name"] == name


def test_hub_out_of_reach_is_said_at_once(tmp_path) -> None:
    # In a process of its own: the hub's address is read when its library is imported.
    code = (
        "from index.encoder import load_encoder, TransformerEncoder;"
        "from index.errors import EncoderMissing\n"
        "import sentence_transformers\n"
        "try: load_encoder('nobody/nothing')\n"
        "except EncoderMissing as error: assert error.facts['name'] == 'nobody/nothing'\n"
        "else: raise SystemExit('found')"
    )
    environment = {"HF_ENDPOINT": "http://127.0.0.1:9", "HF_HOME": str(tmp_path), "PATH": ""}
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root, env=environment, timeout=60)


def test_prompts_come_from_the_model_or_from_e5() -> None:
    assert prompts_of("x", {"query": "q: ", "document": "d: "}) == {
        "query": "q: ",
        "passage": "d: ",
    }
    assert prompts_of("x", {"query": "", "passage": "p: "})["passage"] == "p: "
    e5 = {"query": "query: ", "passage": "passage: "}
    assert prompts_of("intfloat/multilingual-e5-small", {"query": "", "document": ""}) == e5
    assert prompts_of("/models/e5-base", {}) == e5
    assert prompts_of("some/plate5-model", {}) == {"query": "", "passage": ""}


def test_static_folder_applies_its_prompts(tmp_path, built_in) -> None:
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    file = folder / "config_sentence_transformers.json"
    file.write_text(json.dumps({"prompts": {"query": "soru ", "document": "metin "}}))
    encoder = load_encoder(str(folder))
    assert encoder.name == str(folder)
    assert encoder.fingerprint == built_in.fingerprint
    assert np.array_equal(encoder.queries(["ne"]), built_in.queries(["soru ne"]))
    assert np.array_equal(encoder.passages(["ne"]), built_in.passages(["metin ne"]))


@pytest.fixture(scope="module")
def sentence_transformer():
    """Return a loader of sentence-transformers whose import warnings are not ours to mend."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from sentence_transformers import SentenceTransformer
    return lambda folder: SentenceTransformer(str(folder), device="cpu", local_files_only=True)


@pytest.fixture(scope="module")
def transformer(tmp_path_factory, sentence_transformer) -> Path:
    """Make a tiny transformer, random and whole."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    base = tmp_path_factory.mktemp("bert")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "query", "passage", ":", *"abcdefghij"]
    (base / "vocab.txt").write_text("\n".join(words))
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=32,
    )
    BertModel(config).save_pretrained(base)
    BertTokenizerFast(str(base / "vocab.txt")).save_pretrained(base)
    module = Transformer(str(base))
    pooling = Pooling(module.get_embedding_dimension(), "mean")
    folder = tmp_path_factory.mktemp("models") / "tiny-e5-model"
    SentenceTransformer(modules=[module, pooling], device="cpu").save(
        str(folder), create_model_card=False
    )
    return folder


def test_transformer_from_a_folder(transformer, sentence_transformer) -> None:
    encoder = load_encoder(str(transformer))
    assert isinstance(encoder, TransformerEncoder)
    assert encoder.prompts == {"query": "query: ", "passage": "passage: "}
    assert encoder.dimension == 16
    assert encoder.fingerprint == fingerprint(transformer)
    texts = ["a b c", "", *(" ".join("abcdefghij"[: i % 9 + 1]) for i in range(70)), "j"]
    done: list[int] = []
    vectors = encoder.passages(texts, done.append)
    assert sum(done) == len(texts)
    assert len(done) == 3
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(texts)), abs=1e-5)
    model = sentence_transformer(transformer)
    for prompt, found in (("passage: ", vectors), ("query: ", encoder.queries(texts))):
        expected = model.encode(
            [prompt + text for text in texts], prompt="", normalize_embeddings=True
        )
        assert np.abs(found - expected).max() < 1e-5


def test_empty_folder_holds_no_model(tmp_path) -> None:
    with pytest.raises(EncoderBroken):
        load_encoder(str(tmp_path))


def test_fake_is_the_same_everywhere() -> None:
    fake: Encoder = FakeEncoder()
    vector = fake.queries(["Bakü'ye"])[0]
    assert vector @ fake.passages(["BAKÜ"])[0] == pytest.approx(1, abs=1e-6)
    assert vector[:3] == pytest.approx(FakeEncoder().queries(["baku"])[0][:3])
    assert not fake.queries(["", "..."]).any()
    passages = fake.passages(["anlaşmanın barışı", "okul açıldı"])
    near, far = (fake.queries(["barış anlaşması"]) @ passages.T)[0]
    assert near > 0.99
    assert far < 0.7


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_text_has_a_finite_vector(texts) -> None:
    for encoder in (load_encoder(), FakeEncoder()):
        vectors = encoder.passages(texts)
        assert np.isfinite(vectors).all()
        lengths = np.linalg.norm(vectors, axis=1)
        assert ((np.abs(lengths - 1) < 1e-5) | (lengths == 0)).all()
