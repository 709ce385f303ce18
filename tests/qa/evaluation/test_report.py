"""The report, opened in a browser."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from qa.cli import app
from qa.evaluation.charts import bars, recall, risk

ROOT = Path(__file__).resolve().parents[3]
NEWS = ROOT.parent / "shared" / "eval" / "news-dev"
DATA = NEWS if NEWS.exists() else ROOT / "seeds" / "questions.jsonl"
BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
LARGEST = 3_000_000  # bytes


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "page.html"
    ran = CliRunner().invoke(app, ["evaluate", str(DATA), "--report", str(path)])
    assert ran.exit_code == 0, ran.output
    return path


def opened(page, tmp_path, script=""):
    """Return the page as the browser has it after ``script`` ran, and what the console says."""
    copy = tmp_path / "copy.html"
    end = f"<script>{script}</script></body>"
    copy.write_text(page.read_text("utf-8").replace("</body>", end), "utf-8")
    ran = subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu",
            "--disable-background-networking", f"--user-data-dir={tmp_path / 'profile'}",
            "--enable-logging=stderr", "--virtual-time-budget=3000", "--dump-dom", copy.as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
        env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    return ran.stdout, [line for line in ran.stderr.splitlines() if "CONSOLE" in line]


def articles(dom):
    main = dom[dom.index("<main") : dom.index("</main>")]
    return re.findall(r"<article[^>]*>", main)


def count(dom):
    return int(re.search(r'id="count"[^>]*>(\d+)', dom)[1])


needs_browser = pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")


def test_the_page_is_small_and_needs_no_network(page):
    text = page.read_text("utf-8")
    assert page.stat().st_size < LARGEST
    addresses = re.findall(r'(?:src|href|url\()\s*=?\s*["\']?(https?:[^"\')\s]+)', text)
    assert not [a for a in addresses if "w3.org" not in a]
    assert text.count("<svg") == 4
    assert "prefers-color-scheme: dark" in text


@needs_browser
def test_it_opens_without_a_word_on_the_console(page, tmp_path):
    dom, console = opened(page, tmp_path)
    assert not console
    assert len(articles(dom)) == min(50, count(dom))
    assert "<mark>" in dom


@needs_browser
def test_failed_ones_can_be_looked_at_alone(page, tmp_path):
    choose = "by('status').value = 'failed'; by('status').dispatchEvent(new Event('change'));"
    dom, console = opened(page, tmp_path, choose)
    assert not console
    shown = articles(dom)
    assert 0 < count(dom) < 152
    assert all('class="failed"' in tag for tag in shown)


@needs_browser
def test_type_search_and_more_work(page, tmp_path):
    choose = "by('type').value = 'none'; by('type').dispatchEvent(new Event('change'));"
    dom, _ = opened(page, tmp_path, choose)
    assert 0 < count(dom) == len(articles(dom))
    search = "by('search').value = 'HİÇ YOK Kİ'; by('search').dispatchEvent(new Event('input'));"
    dom, _ = opened(page, tmp_path, search)
    assert count(dom) == len(articles(dom)) == 0
    dom, _ = opened(page, tmp_path, "by('more').click();")
    assert len(articles(dom)) == min(100, count(dom))


def test_a_text_can_do_nothing_to_the_page(tmp_path):
    evil = "</script><script>document.title='x'</script><img src=x onerror=alert(1)> Aliyev?"
    path, report = tmp_path / "q.jsonl", tmp_path / "r.html"
    path.write_text(
        f'{{"id": "<b>", "question": "{evil}", "type": "<i>", "gold": ["Lavrov"]}}', "utf-8"
    )
    ran = CliRunner().invoke(app, ["evaluate", str(path), "--report", str(report)])
    assert ran.exit_code == 0, ran.output
    text = report.read_text("utf-8")
    assert "<img" not in text
    assert "<b>" not in text.replace("<b style", "")
    assert text.count("</script>") == 2


def test_drawings_repeat_and_take_the_page_s_colours():
    for draw in (
        lambda: recall([0.5, 0.7, 0.9], "k"),
        lambda: risk([0.0, 0.5], 0.5, "a", "b"),
        lambda: bars({"x": {"value": 0.5, "low": 0.4, "high": 0.6}}, "s"),
    ):
        assert draw() == draw()
        assert "var(--accent)" in draw()
