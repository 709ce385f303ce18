"""Nothing heavy at import: the command line is quick, and answers without torch."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "torch",
    "transformers",
    "sentence_transformers",
    "sklearn",
    "scipy",
    "pandas",
    "matplotlib",
    "datasets",
    "telegram",
    "httpx",
    "trafilatura",
    "lxml",
    "pypdfium2",
    "docx",
}
NOT_FOR_HELP = HEAVY | {"faiss", "tantivy", "tokenizers", "safetensors", "numpy", "prompt_toolkit"}
RUN = """
import sys
from qa.cli import app
code = app(sys.argv[1:], standalone_mode=False)
print()
print(code, *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def modules(home: Path, *arguments: object) -> tuple[str, set[str]]:
    """Run ``qa`` in a process; return its exit code and the packages that it has imported."""
    run = subprocess.run(
        [sys.executable, "-c", RUN, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env={**os.environ, "MAKALE_HOME": str(home)},
        check=True,
    )
    code, *names = run.stdout.splitlines()[-1].split()
    return code, set(names)


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["index", "add", "--help"]])
def test_help_imports_nothing_heavy(tmp_path, arguments) -> None:
    _, names = modules(tmp_path, *arguments)
    assert {"qa", "typer"} <= names
    assert not NOT_FOR_HELP & names


def test_answering_imports_no_torch(tmp_path) -> None:
    code, names = modules(tmp_path, "ask", "Aliyev ne dedi?")
    assert code == "0"
    assert {"faiss", "tantivy", "tokenizers", "numpy"} <= names
    assert not HEAVY & names


def test_other_peoples_parsers_run_elsewhere(tmp_path) -> None:
    files = Path(__file__).parents[1] / "index" / "reading" / "files"
    read = [files / name for name in ("seed.html", "seed.docx", "chromium-1.pdf")]
    _, names = modules(tmp_path, "index", "add", tmp_path / "library", *read)
    assert "tantivy" in names
    assert not HEAVY & names


def test_adding_imports_no_torch(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("Vali dün konuştu.", encoding="utf-8")
    _, names = modules(tmp_path, "index", "add", tmp_path / "library", tmp_path / "a.txt")
    assert {"faiss", "tantivy"} <= names
    assert not HEAVY & names
