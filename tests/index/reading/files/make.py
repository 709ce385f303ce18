"""Makes the files beside this one: the seed article in every format that is read.

``python tests/index/reading/files/make.py``; needs Chromium, LibreOffice and poppler (on Debian:
``apt-get install chromium libreoffice-writer-nogui poppler-utils``). The files are kept in the
repository, so that tests need none of them.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import tempfile
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import pypdfium2
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

import seeds

HERE = Path(__file__).parent
TITLE = "Aliyev: Barış anlaşması teklifimiz cevapsız kaldı"
TEXT = (Path(seeds.__file__).parent / seeds.ARTICLES[0][0]).read_text("utf-8")
# The page break stands inside a sentence.
PARAGRAPHS = [
    " ".join(p.split()) for p in re.split(r"\n\s*\n", TEXT.replace("diğer \n\n\n\n", "diğer "))
]

PRINTED = """<!DOCTYPE html><html lang="tr"><head><meta charset="utf-8"><title>{title}</title>
<style>
@page {{ size: A5; margin: 18mm 15mm }}
body {{ font: 11pt/1.35 "DejaVu Serif"; columns: {columns}; column-gap: 7mm;
text-align: justify }}
h1 {{ font-size: 15pt; column-span: all; text-align: left }} p {{ margin: 0 0 .5em }}
</style></head><body><h1>{title}</h1>{body}</body></html>"""

PAGE = """<!DOCTYPE html>
<html lang="tr">
<head>
<meta charset="utf-8">
<title>{title} - Örnek Haber</title>
<link rel="canonical" href="https://www.ornekhaber.example/dunya/aliyev-baris-anlasmasi">
<meta property="og:title" content="{title}">
<meta property="og:site_name" content="Örnek Haber">
<meta property="og:url" content="https://www.ornekhaber.example/dunya/aliyev-baris-anlasmasi">
<meta property="article:published_time" content="2022-06-24T10:30:00+03:00">
<meta name="author" content="Ruslan Rehimov">
<script>var reklam = "Aliyev, Bakü'ye gelen Rusya Dışişleri Bakanı";</script>
</head>
<body>
<div id="cookie-banner" class="cookie-consent" role="dialog">
<p>Size daha iyi hizmet sunabilmek için çerezler kullanıyoruz. Ayrıntılar için çerez politikamıza
bakabilirsiniz.</p><button>Kabul et</button><button>Reddet</button></div>
<header class="site-header"><a href="/">Örnek Haber</a>
<nav class="main-menu"><ul><li><a href="/gundem">Gündem</a></li><li><a href="/dunya">Dünya</a></li>
<li><a href="/ekonomi">Ekonomi</a></li><li><a href="/spor">Spor</a></li></ul></nav></header>
<main>
<article>
<h1>{title}</h1>
<div class="meta"><span class="author">Ruslan Rehimov</span>
<time datetime="2022-06-24T10:30:00+03:00">24.06.2022 10:30</time></div>
<div class="article-body">
{body}
</div>
</article>
</main>
<aside class="sidebar related"><h3>Çok okunanlar</h3><ul>
<li><a href="/1">Rusya Dışişleri Bakanı Lavrov, iki ülke arasında mekik dokudu</a></li>
<li><a href="/2">Dolar güne nasıl başladı?</a></li>
<li><a href="/3">Süper Lig'de haftanın maçları</a></li></ul></aside>
<footer class="site-footer"><p>© 2022 Örnek Haber. Tüm hakları saklıdır.</p>
<ul><li><a href="/kunye">Künye</a></li><li><a href="/iletisim">İletişim</a></li></ul></footer>
</body>
</html>
"""


def paragraphs() -> str:
    return "\n".join(f"<p>{html.escape(p, quote=False)}</p>" for p in PARAGRAPHS)


def printed(folder: Path, columns: int) -> None:
    """Print with Chromium, with the header and the footer that browsers print."""
    page = PRINTED.format(title=TITLE, columns=columns, body=paragraphs()).encode()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(page)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    subprocess.run(
        [
            "chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}",
            f"--print-to-pdf={HERE / f'chromium-{columns}.pdf'}",
            f"http://127.0.0.1:{server.server_port}/dunya/aliyev",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    server.shutdown()


def document(columns: int) -> docx.document.Document:
    """Make a document with a header and a footer with page numbers."""
    made = docx.Document()
    made.core_properties.title = TITLE
    made.core_properties.author = "Ruslan Rehimov"
    section = made.sections[0]
    section.page_width, section.page_height = Pt(420), Pt(595)
    section.left_margin = section.right_margin = Pt(45)
    section.header.paragraphs[0].text = "Örnek Haber – Dünya"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("Sayfa ")
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = footer.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = code
        run._r.append(element)
    made.add_heading(TITLE, 0)
    for paragraph in PARAGRAPHS:
        added = made.add_paragraph(paragraph)
        added.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if columns > 1:
            added.paragraph_format.space_after = Pt(0)
            added.paragraph_format.first_line_indent = Pt(12)
    if columns > 1:
        settings = OxmlElement("w:cols")
        settings.set(qn("w:num"), str(columns))
        settings.set(qn("w:space"), "360")
        for old in section._sectPr.findall(qn("w:cols")):
            section._sectPr.remove(old)
        section._sectPr.append(settings)
    return made


def converted(folder: Path, columns: int) -> None:
    source = folder / f"libreoffice-{columns}.docx"
    document(columns).save(str(source))
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless",
            "--convert-to", "pdf", "--outdir", str(HERE), str(source),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip


def read_by_another(pdf: Path, columns: int) -> str:
    """Return what pdftotext reads on the same pages, column by column, to compare with."""
    pages = []
    for number in range(1, len(pypdfium2.PdfDocument(pdf)) + 1):
        width = 420 // columns
        page = ""
        for column in range(columns):
            where = ["-x", str(column * width), "-y", "0", "-W", str(width), "-H", "595"]
            command = ["pdftotext", "-layout", "-r", "72", "-f", str(number), "-l", str(number)]
            page += subprocess.run(
                [*command, *where, pdf, "-"], check=True, capture_output=True, text=True
            ).stdout.replace("\f", "")
        pages.append(page)
    return "\f".join(pages)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for columns in (1, 2):
            printed(folder, columns)
            converted(folder, columns)
        shutil.copy(folder / "libreoffice-1.docx", HERE / "seed.docx")
    for pdf in sorted(HERE.glob("*.pdf")):
        pdf.with_suffix(".pdftotext").write_text(read_by_another(pdf, int(pdf.stem[-1])), "utf-8")
    (HERE / "seed.html").write_text(PAGE.format(title=TITLE, body=paragraphs()), "utf-8")
    latin = PAGE.format(title=TITLE, body=paragraphs()).replace("utf-8", "iso-8859-9")
    (HERE / "seed-1254.html").write_bytes(latin.encode("windows-1254"))
    (HERE / "seed-1254.txt").write_bytes(TEXT.replace("\n", "\r\n").encode("windows-1254"))
    (HERE / "seed-utf-16.txt").write_bytes(TEXT.encode("utf-16"))
    (HERE / "seed-utf-16-be.txt").write_bytes(TEXT.encode("utf-16-be"))
    markdown = (
        f"---\ntitle: {TITLE}\ndate: 24 Haziran 2022\nkaynak: Örnek Haber\n---\n\n# {TITLE}\n\n"
    )
    (HERE / "seed.md").write_text(markdown + "\n\n".join(PARAGRAPHS) + "\n", "utf-8")
    with zipfile.ZipFile(HERE / "seed.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("haberler/görüşme.txt", TEXT)
        archive.write(HERE / "seed.html", "haberler/sayfa.html")


if __name__ == "__main__":
    main()
