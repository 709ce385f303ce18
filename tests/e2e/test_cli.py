"""The program as people run it: real processes, an own data folder."""

import json
import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

QA = Path(sys.executable).with_name("qa")
FILES = Path(__file__).parents[1] / "index" / "reading" / "files"
SCHEMA = json.loads(resources.files("qa").joinpath("answer.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def qa(home):
    def run(*arguments, typed=None):
        return subprocess.run(
            [QA, *map(str, arguments)],
            env={**os.environ, "MAKALE_HOME": str(home)},
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )

    return run


def test_the_first_answer_makes_the_library_and_says_so(qa, home, tmp_path):
    fresh = subprocess.run(
        [QA, "ask", "Aliyev ne dedi?"],
        env={**os.environ, "MAKALE_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert fresh.returncode == 0
    assert "hazırlanıyor" in fresh.stderr
    assert fresh.stdout.splitlines()[0].endswith('edileceğini umuyoruz." dedi.')
    again = qa("ask", "Aliyev ne dedi?")
    again = qa("ask", "Aliyev ne dedi?")
    assert again.stderr == ""
    assert again.stdout == fresh.stdout


def test_json(qa):
    done = qa("ask", "Lavrov ne dedi?", "--json")
    assert done.returncode == 0
    form = json.loads(done.stdout)
    jsonschema.validate(form, SCHEMA)
    assert form["speaker"] == "Sergey Lavrov"


def test_silence_is_exit_code_1(qa):
    done = qa("ask", "Galatasaray maçı kaç kaç bitti?", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["nearest"]


def test_files_instead_of_a_library(qa, tmp_path):
    (tmp_path / "haber.txt").write_bytes('Vali Ece Şen, "Köprü açıldı." dedi.'.encode("cp1254"))
    done = qa("ask", "Ece Şen ne dedi?", "--article", tmp_path / "haber.txt")
    assert done.returncode == 0
    assert "Köprü açıldı." in done.stdout


def test_a_library_from_beginning_to_end(qa, tmp_path):
    library = tmp_path / "kitaplık"
    (tmp_path / "a.txt").write_text('Vali Ece Şen, "Köprü açıldı." dedi.', "utf-8")
    (tmp_path / "b.txt").write_text('Rektör Can Öz, "Dersler pazartesi başlıyor." dedi.', "utf-8")
    added = qa("index", "add", library, tmp_path / "a.txt", tmp_path / "b.txt")
    assert (added.returncode, added.stdout) == (
        0,
        "eklendi  [1] Şen: “Köprü açıldı”\neklendi  [2] Öz: “Dersler pazartesi başlıyor”\n",
    )
    assert (
        qa("index", "add", library, tmp_path / "a.txt").stdout
        == "zaten var  [1] Şen: “Köprü açıldı”\n"
    )
    assert len(qa("index", "list", library).stdout.splitlines()) == 2
    assert "makale        2" in qa("index", "info", library).stdout
    assert qa("ask", "Ece Şen ne dedi?", "--library", library).returncode == 0
    assert qa("index", "remove", library, 1).returncode == 0
    assert qa("ask", "Ece Şen ne dedi?", "--library", library).returncode == 1
    assert qa("index", "rebuild", library).returncode == 0
    assert qa("ask", "Can Öz ne dedi?", "--library", library).returncode == 0


def test_folders_archives_and_changes(qa, tmp_path):
    library, folder = tmp_path / "kitaplık", tmp_path / "haberler"
    (folder / "eski").mkdir(parents=True)
    (folder / "a.md").write_text("# Köprü\n\nVali Ece Şen dün konuştu.", "utf-8")
    (folder / "eski" / "b.txt").write_text("Yol\n\nBakan Can Öz dün konuştu.", "utf-8")
    assert qa("index", "add", library, folder).stdout == "eklendi  [1] Köprü\n"
    again = qa("index", "add", "-r", library, folder)
    assert again.stdout == "zaten var  [1] Köprü\neklendi  [2] Yol\n"
    (folder / "a.md").write_text("# Köprü\n\nVali Ece Şen bugün konuştu.", "utf-8")
    changed = qa("index", "add", library, folder / "a.md")
    assert changed.stdout == "güncellendi  [1] Köprü\n"
    assert len(qa("index", "list", library).stdout.splitlines()) == 2
    assert qa("index", "add", library, FILES / "seed.zip").stdout.count("eklendi") == 2
    assert "Örnek Haber, 2022-06-24" in qa("index", "list", library).stdout


def test_export_and_verify(qa, tmp_path):
    library, copy = tmp_path / "kitaplık", tmp_path / "kopya"
    files = [FILES / name for name in ("seed.html", "chromium-2.pdf", "seed.md")]
    assert qa("index", "add", library, *files).returncode == 0
    export = tmp_path / "hepsi.jsonl"
    assert qa("index", "export", library, export).stdout == f"3 makale yazıldı: {export}\n"
    assert qa("index", "add", copy, export).stdout.count("eklendi") == 3
    asked = [qa("ask", "Lavrov ne dedi?", "--json", "--library", p) for p in (library, copy)]
    assert asked[0].stdout == asked[1].stdout
    assert qa("index", "verify", copy).stdout.startswith("sağlam: 3 makale, ")
    (vectors,) = copy.glob("derived/*/vectors.faiss")
    vectors.write_bytes(vectors.read_bytes()[:-1] + b"\xff")
    mended = qa("index", "verify", copy)
    assert (mended.returncode, mended.stdout.startswith("dizin bozuktu")) == (1, True)
    assert qa("index", "verify", copy).returncode == 0
    assert qa("ask", "Lavrov ne dedi?", "--json", "--library", copy).stdout == asked[0].stdout


def test_questions_for_some_articles(qa, tmp_path):
    library = tmp_path / "kitaplık"
    for outlet, day, count in (("AA", "01.06.2022", 300), ("DHA", "02.06.2022", 500)):
        text = f"---\nkaynak: {outlet}\ntarih: {day}\n---\n# Tören\n\nTörene {count} kişi katıldı."
        (tmp_path / f"{outlet}.md").write_text(text, "utf-8")
    qa("index", "add", library, tmp_path / "AA.md", tmp_path / "DHA.md")
    ask = ("ask", "--library", library, "--min-confidence", 0)
    assert "500" in qa(*ask, "Törene kaç kişi katıldı?", "--source", "dha").stdout.splitlines()[0]
    said = qa(*ask, "AA'ya göre törene kaç kişi katıldı?").stdout
    assert "300" in said.splitlines()[0]
    assert "Tören, AA, 01.06.2022, paragraf 2, satır 7" in said
    assert said.endswith("Aranan makaleler: AA\n")
    since = qa(*ask, "Törene kaç kişi katıldı?", "--since", "2 Haziran 2022").stdout
    assert "300" not in since
    assert "Aranan makaleler: 02.06.2022 –" in since


def test_a_piped_chat(qa):
    typed = (
        "Lavrov ne dedi?\n\n:kaynak 1\n:kaynak 9\n:nedir\n:dil en\nPutin ne dedi?\n:çık\nunread\n"
    )
    done = qa("chat", typed=typed)
    assert done.returncode == 0
    assert done.stderr == ""
    assert "kararlı olduklarını söyledi." in done.stdout
    assert "   34  Rusya Dışişleri Bakanı Lavrov" in done.stdout
    assert "9 numaralı bölüm yok" in done.stdout
    assert ":nedir diye bir komut yok" in done.stdout
    assert "The article has no statement by Putin." in done.stdout


def test_english(qa):
    done = qa("ask", "What did Lavrov say?", "--lang", "en")
    assert done.returncode == 0
    assert "paragraph 9, lines 34–39" in done.stdout
