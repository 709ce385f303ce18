"""Real ``qa`` processes given what can't work: one line that says so, exit code 2, nothing lost."""

from __future__ import annotations

import ast
import hashlib
import os
import re
import shutil
import string
import subprocess
import sysconfig
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pdfs
import pytest
from filelock import FileLock

from index import errors
from index.encoders.layout import FOLDER
from index.errors import MakaleError
from index.library import DATABASE
from index.store import Store
from qa.messages import _ERRORS, error_text

LOCKED, pdf = pdfs.LOCKED, pdfs.pdf
QA = str(Path(sysconfig.get_path("scripts")) / "qa")
ROOT = Path(__file__).parents[2]
TEXT = "Vali Kemal Yılmaz dün konuştu. Yılmaz, “Köprü haziranda açılacak.” dedi.\n"


def qa(home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "MAKALE_LANG"}
    return subprocess.run(
        [QA, *map(os.fsencode, map(str, arguments))],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        env={**environment, "MAKALE_HOME": str(home)},
        check=False,
    )


def hashes(folder: Path) -> dict[str, str]:
    # SQLite's shared memory and an empty log are no content.
    files = (p for p in folder.rglob("*") if p.is_file() and not p.name.endswith(("-shm", ".lock")))
    return {str(p): hashlib.sha256(d).hexdigest() for p in files if (d := p.read_bytes())}


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Path:
    """A folder with an article, a whole library of it, and another encoder."""
    place = tmp_path_factory.mktemp("original")
    (place / "vali.txt").write_text(TEXT, encoding="utf-8")
    assert qa(place / "home", "index", "add", place / "library", place / "vali.txt").returncode == 0
    return place


@pytest.fixture
def place(original, tmp_path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "place"))


def vectors(place: Path) -> Path:
    return next((place / "library" / "derived").glob("*/vectors.faiss"))


def cut_vectors(place: Path) -> None:
    os.truncate(vectors(place), vectors(place).stat().st_size // 2)


def spoil(place: Path) -> None:
    with (place / "library" / DATABASE).open("r+b") as file:
        file.write(b"\0" * 4096)


def large(place: Path) -> None:
    with (place / "large.txt").open("wb") as file:
        file.truncate(50_000_000)


def bomb(place: Path) -> None:
    with zipfile.ZipFile(place / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (200 << 20))


def archive_bomb(place: Path) -> None:
    with zipfile.ZipFile(place / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}.txt", b" " * (10 << 20))


def pin(**facts: object) -> Callable[[Path], None]:
    def change(place: Path) -> None:
        store = Store(place / "library" / DATABASE, writable=True)
        with store.change():
            store.pin(replace(store.manifest, **facts))
        store.close()

    return change


def write(name: str, data: bytes) -> Callable[[Path], None]:
    return lambda place: (place / name).write_bytes(data) and None


def nothing(place: Path) -> None:
    pass


@dataclass(frozen=True)
class Case:
    """What to do before, the command (paths begin with ``@``), and what it says, twice."""

    command: str
    turkish: str
    english: str
    before: Callable[[Path], object] = nothing
    last: str | None = None  # one more argument, as it stands


ASK = "ask --library @library"
CASES = {
    "missing file": Case("ask --article @yok.txt soru", "bulunamadı", "not found"),
    "missing file to add": Case("index add @library @yok.txt", "bulunamadı", "not found"),
    "name too long": Case(f"index add @library @{'x' * 300}", "", ""),
    "empty file": Case("index add @library @a.txt", "boş", "is empty", write("a.txt", b" \n\t\n")),
    "no bytes": Case("ask --article @a.txt soru", "boş", "is empty", write("a.txt", b"")),
    "binary file": Case(
        "index add @library @a.txt", "metin dosyası değil", "not a text",
        write("a.txt", b"\0\1" * 99),
    ),
    "large file": Case("index add @library @large.txt", "çok büyük (47 MB)", "too large", large),
    "unknown format": Case("index add @library @a.exe", "biçimde", "format", write("a.exe", b"MZ")),
    "broken pdf": Case("index add @library @a.pdf", "bozuk", "broken", write("a.pdf", b"%PDF-1.7")),
    "locked pdf": Case("ask --article @a.pdf soru", "parola", "password", write("a.pdf", LOCKED)),
    "scanned pdf": Case("index add @library @a.pdf", "taranmış", "scan", write("a.pdf", pdf([[]]))),
    "pdf of 10000 pages": Case(
        "index add @library @a.pdf", "çok uzun (10000 sayfa)", "too long (10000 pages)",
        lambda place: (place / "a.pdf").write_bytes(pdf([[]] * 10_000)),
    ),
    "bomb of a document": Case("ask --article @a.docx soru", "128 MB", "128 MB", bomb),
    "bomb of an archive": Case("index add @library @a.zip", "128 MB", "128 MB", archive_bomb),
    "address of this machine": Case(
        "index add @library http://127.0.0.1:9/x", "özel bir ağın", "private network"
    ),
    "metadata service": Case(
        "ask --article http://169.254.169.254/latest soru", "özel bir ağın", "private network"
    ),
    "no address": Case("index add @library http://[", "web sayfasının adresi", "address of a web"),
    "no date": Case("ask --library @library --since dün soru", "--since için", "valid for --since"),
    "no such source": Case(f"{ASK} --source BBC soru", "--source için “BBC”", "for --source"),
    "export of another name": Case("index export @library @a.txt", ".jsonl", ".jsonl"),
    "export to nowhere": Case("index export @library @yok/a.jsonl", "yazılamıyor", "be written"),
    "verify of a torn database": Case("index verify @library", "bozuk", "damaged", spoil),
    "verify of nothing": Case("index verify @yok", "kitaplık yok", "no library"),
    "folder without articles": Case(
        "index add @library @empty", "okunabilir makale yok", "no readable article",
        lambda place: (place / "empty").mkdir(),
    ),
    "other encoder": Case(
        f"{ASK} --encoder {FOLDER} soru", "kodlayıcısıyla kurulmuş", "made with the encoder"
    ),
    "other weights": Case(
        f"{ASK} soru", "başka bir sürümle", "another version", pin(fingerprint="0" * 16)
    ),
    "other analyser": Case(
        "index add @library @vali.txt", "başka bir sürümle", "another version", pin(analyser="tr-0")
    ),
    "lost encoder": Case(f"{ASK} soru", "bulunamadı", "can't be had", pin(encoder="/yok/model")),
    "torn vectors": Case(f"{ASK} soru", "onarmak için", "to mend it", cut_vectors),
    "torn database": Case(f"{ASK} soru", "veritabanı bozuk", "database is damaged", spoil),
    "torn database to add to": Case(
        "index add @library @vali.txt", "veritabanı bozuk", "database is damaged", spoil
    ),
    "file for a folder": Case("index add @vali.txt @vali.txt", "yazılamıyor", "can't be written"),
    "below a file": Case("index add @vali.txt/x @vali.txt", "yazılamıyor", "can't be written"),
    "below a device": Case("index add /dev/null/x @vali.txt", "yazılamıyor", "can't be written"),
    "no library": Case("ask --library @yok soru", "kitaplık yok", "no library"),
    "no such number": Case("index remove @library 7", "7 numaralı makale yok", "no article 7"),
    "empty question": Case(ASK, "Soru boş", "question is empty", last=""),
    "question of marks": Case(ASK, "Soru boş", "question is empty", last=" ?! …\u00ad\n"),
    "long question": Case(ASK, "(100000 karakter)", "(100000 characters)", last="a " * 50_000),
    "empty question to the default library": Case("ask", "Soru boş", "question is empty", last=""),
    "no passages": Case(f"{ASK} --top 0 soru", "--top için “0”", "“0” is not valid for --top"),
    "library and article": Case(
        f"{ASK} --article @vali.txt soru", "--article ile --library", "exclude each other"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_line_and_nothing_lost(place, name) -> None:
    case = CASES[name]
    case.before(place)
    before = hashes(place)
    arguments = [re.sub("^@", f"{place}/", word) for word in case.command.split()]
    arguments += [] if case.last is None else ["--", case.last]
    command = 1 if arguments[0] == "ask" else 2
    for language, words in (([], case.turkish), (["--lang", "en"], case.english)):
        run = qa(place / "home", *arguments[:command], *language, *arguments[command:])
        assert run.stdout == ""
        assert len(run.stderr.splitlines()) == 1, run.stderr
        assert run.stderr.endswith("\n")
        assert words in run.stderr
        assert "Traceback" not in run.stderr
        assert run.returncode == 2
    assert hashes(place) == before


def test_unknown_language(place) -> None:
    run = qa(place / "home", "ask", "--lang", "xx", "soru")
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == "--lang için “xx” geçersiz; beklenen: tr, en.\n"


def test_no_place_for_the_default_library(place) -> None:
    run = qa(place / "vali.txt", "ask", "soru")
    assert (run.returncode, run.stdout) == (2, "")
    announced, said = run.stderr.splitlines()
    assert announced == "Örnek makalenin kitaplığı hazırlanıyor…"
    assert said.startswith(f"{place}/vali.txt/library klasörüne yazılamıyor")


def test_a_library_that_is_written_to(place) -> None:
    with FileLock(place / "library" / "writer.lock"):
        run = qa(place / "home", "index", "remove", place / "library", 1)
        assert (run.returncode, run.stdout, len(run.stderr.splitlines())) == (2, "", 1)
        assert "başka bir süreç yazıyor" in run.stderr
        asked = qa(
            place / "home", "ask", "--library", place / "library", "Köprü ne zaman açılacak?"
        )
        assert asked.returncode in (0, 1)


def test_torn_vectors_are_mended_as_the_message_says(place) -> None:
    cut_vectors(place)
    run = qa(place / "home", "ask", "--library", place / "library", "soru")
    command = run.stderr.rpartition(": qa ")[2].split()
    assert command == ["index", "rebuild", str(place / "library")]
    assert qa(place / "home", *command).stdout == "1 makale yeniden kuruldu\n"
    run = qa(place / "home", "ask", "--library", place / "library", "Vali Yılmaz ne dedi?")
    assert "Köprü haziranda açılacak." in run.stdout
    assert run.stderr == ""


def test_a_library_is_not_made_for_nothing(place) -> None:
    (place / "bad.txt").write_bytes(b"\0" * 99)
    (place / "worse.txt").write_bytes(b"")
    for files in (["bad.txt"], ["bad.txt", "worse.txt"]):
        run = qa(place / "home", "index", "add", place / "new", *(place / f for f in files))
        assert (run.returncode, run.stdout, len(run.stderr.splitlines())) == (2, "", len(files))
        assert not (place / "new").exists()
    run = qa(place / "home", "index", "add", place / "new", place / "bad.txt", place / "vali.txt")
    assert (run.returncode, len(run.stdout.splitlines())) == (2, 1)


def test_a_bad_file_among_good_ones_is_skipped(place) -> None:
    folder = place / "folder"
    folder.mkdir()
    for name, data in (("a", b"Bir."), ("b", b""), ("c", b"\0" * 99), ("d", b"D\xf6rt \xfe.")):
        (folder / f"{name}.txt").write_bytes(data)
    run = qa(place / "home", "index", "add", place / "library", folder)
    assert run.returncode == 2
    assert run.stdout.splitlines() == ["eklendi  [2] Bir", "eklendi  [3] Dört ş"]
    assert [line.startswith("atlandı  ") for line in run.stderr.splitlines()] == [True] * 2


def test_a_name_that_is_no_utf_8(place) -> None:
    file = os.fsencode(place) + b"/k\xf6pr\xfc.txt"
    with open(file, "wb") as opened:  # noqa: PTH123 - no Path of bytes
        opened.write(TEXT.encode("windows-1254", "replace") + b"Yeni.")
    run = qa(place / "home", "index", "add", place / "library", os.fsdecode(file))
    assert (run.returncode, run.stderr) == (0, "")
    run = qa(place / "home", "index", "list", place / "library")
    assert (run.returncode, len(run.stdout.splitlines())) == (0, 2)


# messages


def leaves(error: type[MakaleError] = MakaleError) -> list[type[MakaleError]]:
    below = [e for e in error.__subclasses__() if e.__module__ == errors.__name__]
    return [leaf for e in below for leaf in leaves(e)] or [error]


def documented(error: type[MakaleError]) -> set[str]:
    doc = " ".join((error.__doc__ or "").split())
    facts = re.sub(r"\([^)]*\)", "", doc.partition("Facts: ")[2])
    return set(re.findall(r"\w+", facts))


def placeholders(line: str) -> set[str]:
    return {field for _, field, _, _ in string.Formatter().parse(line) if field is not None}


def test_every_error_has_its_sentence() -> None:
    assert set(_ERRORS) == {leaf.__name__ for leaf in leaves()}


@pytest.mark.parametrize("error", leaves(), ids=lambda e: e.__name__)
def test_sentences_name_only_the_facts(error) -> None:
    turkish, english = _ERRORS[error.__name__]
    assert turkish != english
    assert placeholders(turkish) == placeholders(english) <= documented(error)
    facts = {name: f"<{name}>\n" for name in documented(error)}
    assert "\n" not in error_text(error(**facts), "tr")


def test_errors_are_raised_with_their_facts() -> None:
    facts = {leaf.__name__: documented(leaf) for leaf in leaves()}
    seen = set()
    for file in [*ROOT.glob("index/**/*.py"), *ROOT.glob("qa/**/*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in facts:
                given = {keyword.arg for keyword in node.keywords}
                if None not in given:
                    assert given == facts[node.func.id], f"{file}:{node.lineno}"
                seen.add(node.func.id)
    assert len(seen) > len(facts) // 2
