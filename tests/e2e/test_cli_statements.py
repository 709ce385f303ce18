"""``qa statements`` as people run it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

QA = Path(sys.executable).with_name("qa")
SEED = Path(__file__).parents[2] / "seeds" / "aliyev-lavrov-gorusmesi.txt"


@pytest.fixture(scope="module")
def qa(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")

    def run(*arguments):
        return subprocess.run(
            [QA, "statements", *map(str, arguments)],
            env={**os.environ, "MAKALE_HOME": str(home)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
        )

    return run


def test_a_file(qa):
    done = qa(SEED)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "İlham Aliyev (Azerbaycan Cumhurbaşkanı)"
    assert "Sergey Lavrov (Rusya Dışişleri Bakanı)" in lines
    assert lines[2] == "    doğrudan; paragraf 1, satır 2"


def test_json_of_one_speaker_in_the_default_library(qa):
    done = qa("--speaker", "lavrov", "--json")
    assert done.returncode == 0
    form = json.loads(done.stdout)
    assert form["speaker"] == "Sergey Lavrov"
    assert form["silence"] is None
    [only] = form["statements"]
    assert only.keys() == {"speaker", "titles", "kind", "cue", "text", "citation"}
    assert (only["kind"], only["cue"]) == ("reported", "söyledi")
    assert only["citation"]["paragraph"] == 9


def test_a_library_that_is_named(qa, tmp_path):
    (tmp_path / "haber.txt").write_text('Vali Ece Şen, "Yol açıldı." dedi.', encoding="utf-8")
    library = tmp_path / "kitaplık"
    made = [QA, "index", "add", library, tmp_path / "haber.txt", SEED]
    subprocess.run(made, check=True, capture_output=True)
    done = qa("--library", library)
    assert done.returncode == 0
    assert "Ece Şen (Vali)" in done.stdout
    assert (
        "Şen: “Yol açıldı”, paragraf 1, satır 1" in done.stdout
    )  # several articles: each is named


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Ermenistan", "Ermenistan makalede geçiyor, ama bir sözü aktarılmıyor."),
        ("Ayşe Kulin", "Makalede Ayşe Kulin adına bir söz yok."),
    ],
)
def test_who_says_nothing(qa, name, line):
    done = qa(SEED, "--speaker", name)
    assert (done.returncode, done.stdout.strip()) == (1, line)


def test_nothing_is_said(qa, tmp_path):
    (tmp_path / "bilgi.txt").write_text("Su yüz derecede kaynar.", encoding="utf-8")
    done = qa(tmp_path / "bilgi.txt")
    assert (done.returncode, done.stdout.strip()) == (1, "Makalede kimsenin sözü yok.")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["yok.txt"], "yok.txt bulunamadı."),
        ([SEED, "--library", "x"], "ARTICLE ile --library birlikte verilemez: birini seçin."),
        ([SEED, "--speaker", ""], "Soru boş: bir şey sorun."),
    ],
)
def test_errors(qa, arguments, line):
    done = qa(*arguments)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (2, "", line)
