"""Training on a made-up corpus, in seconds: what is read, what is learned, what is written."""

import gzip
import json
import warnings

import numpy as np
import pytest
import torch
from typer.testing import CliRunner

from index.background import Background
from index.encoder import load_encoder
from index.training import (
    bags,
    contrast,
    members,
    pairs,
    sources,
    teacher,
    tokenizer,
    wordnet,
)

SUBJECTS = [
    ("okul", "öğrenci sınıf ders öğretmen sınav", "school student lesson"),
    ("deniz", "gemi liman balık dalga kıyı", "sea ship harbour"),
    ("mahkeme", "dava yargıç hüküm avukat ceza", "court judge trial"),
    ("hastane", "doktor ilaç hasta ameliyat nöbet", "hospital doctor patient"),
]


def write(path, rows) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))


def sentence(rng, subject) -> str:
    words = [
        subject[0],
        *rng.permutation(subject[1].split())[:4],
        *rng.choice(["bir", "ve", "ise"], 3),
    ]
    return " ".join(words).capitalize() + "."


@pytest.fixture(scope="module")
def corpus_dir(tmp_path_factory):
    rng = np.random.default_rng(3)
    folder = tmp_path_factory.mktemp("corpus")
    texts, titles, words = [], [], []
    for i in range(400):
        subject = SUBJECTS[i % 4]
        texts.append({"text": " ".join(sentence(rng, subject) for _ in range(4))})
        titles.append({"a": f"{subject[0]} {i % 7}", "b": sentence(rng, subject), "kind": "qa"})
        english = rng.choice(subject[2].split())
        words.append({"a": english, "b": rng.choice(subject[1].split()), "kind": "dict-en-tr"})
    write(folder / "tatoeba-x.text.jsonl.gz", texts)
    write(folder / "php-doc-tr.pairs.jsonl.gz", titles)
    write(folder / "bilingual" / "freedict-x.dict.jsonl.gz", words)
    write(folder / "messages" / "odoo17.jsonl.gz", words)
    write(folder / "msdocs-dotnet.mt.text.jsonl.gz", texts)
    return folder


def squad(titles) -> dict:
    def asked(text):
        question = {"question": text + " nerede?", "answers": [{"text": text, "answer_start": 0}]}
        lost = {"question": "yok mu?", "answers": [], "is_impossible": True}
        return {"context": f"{text} hakkında bir söz", "qas": [question, lost]}

    return {"data": [{"title": t, "paragraphs": [asked(text) for text in ps]} for t, ps in titles]}


@pytest.fixture(scope="module")
def question_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("questions") / "tquad-made.json.gz"
    titles = [(f"t{i}", [f"{SUBJECTS[i % 4][0]} {i}", f"okul {i}"]) for i in range(19)]
    # The last title tells again what the first does: its paragraphs must leave the training part.
    titles.append(("last", ["okul 0", "mahkeme 99"]))
    path.write_bytes(gzip.compress(json.dumps(squad(titles)).encode()))
    return path


def test_corpus_is_read_but_for_what_is_left_out(corpus_dir) -> None:
    corpus = sources.read_corpus(corpus_dir, messages=False)
    assert set(corpus.texts) == {"tatoeba-x.text"}
    assert set(corpus.pairs) == {"php-doc-tr.pairs", "freedict-x.dict"}
    assert [s.rows for s in corpus.sources] == [400, 400, 400]
    assert "GPL" in next(s.licence for s in corpus.sources if s.name.startswith("freedict"))
    assert "odoo17" in sources.read_corpus(corpus_dir, messages=True).pairs


def test_tuning_titles_and_evaluation_paragraphs_are_never_trained_on(
    question_file, tmp_path
) -> None:
    evaluation = tmp_path / "dev.json"
    evaluation.write_text(json.dumps(squad([("x", ["deniz  1"]), ("y", ["okul 2"])])))
    training, tuning = sources.split_questions(question_file, [evaluation])
    assert len(tuning.paragraphs) == 6
    assert not set(training.paragraphs) & set(tuning.paragraphs)
    text = "\n".join(training.paragraphs)
    for absent in ("okul 0 ", "deniz 1 ", "okul 2 ", "okul 18 ", "mahkeme 99 "):
        assert absent not in text
    assert "okul 1 " in text
    for part in (training, tuning):
        assert len(part.questions) == len(part.gold) >= len(part.paragraphs)
        for question, gold in zip(part.questions, part.gold, strict=True):
            assert question.removesuffix(" nerede?") in part.paragraphs[gold]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Aliyev'in İLHAM IŞIK", ["aliyev", "'in", "ilham", "isik"]),
        ("Bakü’ye, O'Neill!", ["baku", "'ye", "o", "neill"]),
        ("teklifi\u00admiz ﬁlm ﬂüt", ["teklifimiz", "film", "flut"]),
        ("Əliyev qızıl 1453'te", ["eliyev", "kizil", "1453", "'te"]),
        ("can´t kâğıt", ["can", "'t", "kagit"]),
        ("Лавров, Азербайджан Мюнхен Шойгу", ["lavrov", "azerbaycan", "munhen", "soygu"]),
        ("…", []),
    ],
)
def test_words_are_folded_and_cut(text, words) -> None:
    bare = tokenizer.untrained()
    folded = bare.normalizer.normalize_str(text)
    cut = [piece for piece, _ in bare.pre_tokenizer.pre_tokenize_str(folded)]
    assert cut == [tokenizer.WORD_START + word for word in words]


def test_cut_pieces_come_from_their_text(corpus_dir) -> None:
    corpus = sources.read_corpus(corpus_dir, messages=False)
    trained = tokenizer.train(corpus.texts["tatoeba-x.text"], 200)
    rng = np.random.default_rng(1)
    found = {group.name: group for group in pairs.groups(corpus, None, trained)}
    assert set(found) == {
        "small/qa",
        "small/dict-en-tr",
        "tatoeba-x.text/sentence",
        "tatoeba-x.text/span",
    }
    assert len(found["small/dict-en-tr"].rows(rng)) > 500
    for name in ("tatoeba-x.text/sentence", "tatoeba-x.text/span"):
        rows = found[name].rows(rng)
        assert sorted(rows) == list(range(400))
        batch = found[name].batch(rows[:50], rng)
        left, right = batch.left, batch.right
        assert batch.taught is None
        assert len(left) == len(right) == 50
        for i, row in enumerate(rows[:50]):
            assert 0 < len(left[i]) < len(found[name].texts[row])
            assert set(left[i]) <= set(found[name].texts[row])
            assert set(right[i]) <= set(found[name].texts[row])


def test_equal_rows_are_no_negatives() -> None:
    one, two = np.array([1, 2]), np.array([3])
    equal = contrast._equal(bags.Bags.of([one, two, one]))
    assert equal.tolist() == [[False, False, True], [False, False, False], [True, False, False]]


def test_means_and_their_gradients_are_those_of_an_embedding_bag() -> None:
    rng = np.random.default_rng(2)
    lists = [rng.integers(0, 30, size) for size in (3, 1, 0, 7, 12)]
    some = bags.Bags.joined((bags.Bags.of(lists[:2]), bags.Bags.of(lists[2:])))
    assert [some[i].tolist() for i in range(5)] == [ids.tolist() for ids in lists]
    first = torch.from_numpy(rng.standard_normal((30, 4), dtype=np.float32))
    wanted = torch.nn.EmbeddingBag.from_pretrained(first.clone(), freeze=False, mode="mean")
    weights = torch.nn.Parameter(first.clone())
    pull = torch.from_numpy(rng.standard_normal((5, 4), dtype=np.float32))
    there = wanted(torch.from_numpy(some.ids), torch.from_numpy(some.starts[:-1]))
    here = bags.means(weights, some)
    assert torch.allclose(here, there, atol=1e-6)
    (there * pull).sum().backward()
    (here * pull).sum().backward()
    assert weights.grad.is_sparse
    assert weights.grad.coalesce().indices().shape[1] == len(np.unique(some.ids))
    assert torch.allclose(weights.grad.to_dense(), wanted.weight.grad, atol=1e-6)


def test_members_stand_beside_each_other_and_the_first_numbers_tell_most() -> None:
    rng = np.random.default_rng(4)
    few = rng.standard_normal((300, 3)) @ rng.standard_normal((3, 8)) * 5
    other = rng.standard_normal((300, 8))
    tables = [few.astype(np.float32), other.astype(np.float32)]
    joined = members.joined(tables, 16)
    scaled = [table / np.sqrt((table**2).mean()) for table in (few, other)]
    both = scaled[0] @ scaled[0].T + scaled[1] @ scaled[1].T  # both count the same
    assert joined @ joined.T == pytest.approx(both, abs=1e-3)
    told = (joined**2).sum(axis=0)
    assert (np.diff(told) <= 1e-3 * told[0]).all()
    assert told[:11].sum() == pytest.approx(told.sum(), rel=1e-4)
    assert members.joined(tables, 9) == pytest.approx(joined[:, :9], abs=1e-4)


WORDNET = """<SYNSETS><SYNSET><ID>TUR1</ID><SYNONYM><LITERAL>istifa<SENSE>1</SENSE></LITERAL>
<LITERAL>çekilme<SENSE>2</SENSE></LITERAL></SYNONYM><POS>n</POS><ILR>ENG1<TYPE>SYNONYM</TYPE></ILR>
<ILR>ENG9<TYPE>SYNONYM</TYPE></ILR><DEF>Görevden ayrılma|Bırakma</DEF>
<EXAMPLE>Bakanın istifası bekleniyor.</EXAMPLE></SYNSET>
<SYNSET><ID>TUR2</ID><SYNONYM><LITERAL>(tarih)<SENSE>1</SENSE></LITERAL></SYNONYM>
<DEF>Bir tarih</DEF></SYNSET></SYNSETS>"""
PRINCETON = """<SYNSETS><SYNSET><ID>ENG1</ID>
<SYNONYM><LITERAL>stepping_down<SENSE>1</SENSE></LITERAL></SYNONYM><POS>n</POS>
<DEF>(law) the act of leaving an office; "his resignation"</DEF></SYNSET></SYNSETS>"""


def test_wordnets_tell_what_words_mean_in_both_languages(tmp_path) -> None:
    (tmp_path / wordnet.TURKISH).write_text(WORDNET, encoding="utf-8")
    (tmp_path / wordnet.ENGLISH).write_text(PRINCETON, encoding="utf-8")
    corpus = sources.Corpus({}, {}, [])
    wordnet.add_wordnet(corpus, tmp_path)
    assert {tuple(row[:2]) for rows in corpus.pairs.values() for row in rows} == {
        ("istifa", "Görevden ayrılma"),
        ("istifa", "Bırakma"),
        ("çekilme", "Görevden ayrılma"),
        ("çekilme", "Bırakma"),
        ("Görevden ayrılma", "Bakanın istifası bekleniyor."),
        ("istifa", "çekilme"),
        ("çekilme", "istifa"),
        ("stepping down", "istifa"),
        ("stepping down", "çekilme"),
        ("the act of leaving an office", "Görevden ayrılma"),
    }
    for name, rows in corpus.pairs.items():
        assert {name} == {f"kenet.{kind}" for _, _, kind in rows}
    assert [source.rows for source in corpus.sources] == [10, 0]
    assert all("KeNet" in source.licence for source in corpus.sources)
    assert "the act of leaving an office" in teacher.english(corpus)


def run(arguments) -> str:
    import typer

    from index.training.__main__ import main

    app = typer.Typer()
    app.command()(main)
    with warnings.catch_warnings():
        # torch and sentence-transformers warn of their own internals on import and on saving.
        warnings.simplefilter("ignore")
        result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result.output


def test_the_command_trains_saves_and_measures(corpus_dir, question_file, tmp_path) -> None:
    options = ["--vocabulary", 300, "--dimension", 32, "--epochs", 4, "--seed", 5]
    paths = [tmp_path / "one", tmp_path / "two"]
    for out in paths:
        run([corpus_dir, "--tquad", question_file, "--out", out, *options])
    folder = paths[0] / "built-in"
    encoder = load_encoder(str(folder))
    assert encoder.dimension == 96  # three members
    assert (folder / "fingerprint").read_text().strip() == encoder.fingerprint

    # What belongs together is near: words of one subject, and across the languages.
    subjects = encoder.passages([subject[1] for subject in SUBJECTS])
    for column in (0, 2):
        asked = encoder.queries([subject[column] for subject in SUBJECTS])
        assert (asked @ subjects.T).argmax(axis=1).tolist() == [0, 1, 2, 3]

    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True).float()
    texts = ["Okul'un dersi", "", "GEMİ limanı", "zzz"]
    assert np.abs(model.encode(texts) - encoder.passages(texts)).max() < 1e-6

    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["settings"]["seed"] == 5
    assert {s["name"] for s in manifest["sources"]} >= {"tatoeba-x.text", "tquad-made.json.gz"}
    assert all(len(source["sha256"]) == 64 for source in manifest["sources"])
    assert 0 < manifest["tuning"]["gain"] <= 1
    card = (folder / "README.md").read_text()
    assert "FreeDict" in card
    assert "{" not in card
    assert Background.load(paths[0] / "background.npz").total == 400

    # The same command makes nearly the same likenesses: the vocabulary's trainer is not quite the
    # same twice, and axes may point either way.
    again = load_encoder(str(paths[1] / "built-in"))
    words = [word for subject in SUBJECTS for word in subject[1].split()]
    each = (made.passages(words) for made in (encoder, again))
    one, two = ((vectors @ vectors.T).ravel() for vectors in each)
    assert np.corrcoef(one, two)[0, 1] > 0.95


def test_members_are_the_same_twice() -> None:
    rng = np.random.default_rng(6)
    trained = tokenizer.train([sentence(rng, SUBJECTS[i % 4]) for i in range(200)], 120)
    made = pairs.Given(
        "made", list(rng.integers(0, 20, (64, 3))), list(rng.integers(0, 20, (64, 2)))
    )
    settings = contrast.Settings(dimension=8, members=2, epochs=3, batch=32)
    told = []
    one = members.together([made], trained, settings, lambda *seen: told.append(seen[:3]))
    assert np.array_equal(members.together([made], trained, settings, lambda *_: None), one)
    assert sorted(told) == [(member, step, 6) for member in (0, 1) for step in range(1, 7)]
    told = (one**2).sum(axis=0)
    assert told[8:].sum() > 0.1 * told.sum()  # two of one seed would need eight axes


def test_background_alone(corpus_dir, tmp_path) -> None:
    run([corpus_dir, "--out", tmp_path / "out", "--no-encoder"])
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["background.npz"]
