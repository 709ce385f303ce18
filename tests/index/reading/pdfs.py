"""PDF files made by hand: lines of Helvetica at given places, and what can be wrong with a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TURKISH = (
    "/Encoding << /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [208 /Gbreve "
    "221 /Idotaccent /Scedilla 240 /gbreve 253 /dotlessi /scedilla] >>"
)
WESTERN = "/Encoding /WinAnsiEncoding"


@dataclass(frozen=True)
class Put:
    """A line of text: where its baseline begins, in points from the lower left, and its size."""

    text: str
    x: float = 50
    y: float = 700
    size: float = 11
    turned: bool = False  # by a right angle, as a stamp at the margin


def pdf(
    pages: Sequence[Sequence[Put]], extra: str = "", encoding: str = TURKISH, rotate: int = 0
) -> bytes:
    """Return a PDF file of A4 pages. ``extra`` goes into the trailer."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids ["
        + " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
        + "] >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica {encoding} >>",
    ]
    for i, page in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotate} "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {5 + 2 * i} 0 R >>"
        )
        drawn = "".join(map(_draw, page))
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = (
        f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {len(places) + 1} /Root 1 0 R {extra} >>\nstartxref\n{len(out)}\n%%EOF\n"
    )
    return out + trailer.encode("latin-1")


def _draw(put: Put) -> str:
    text = put.text.encode("windows-1254").decode("latin-1")
    for char in "\\()":
        text = text.replace(char, "\\" + char)
    way = "0 1 -1 0" if put.turned else "1 0 0 1"
    return f"BT /F {put.size} Tf {way} {put.x} {put.y} Tm ({text}) Tj ET\n"


def lines(text: str, x: float = 50, top: float = 700, leading: float = 14) -> list[Put]:
    """Return the lines of ``text``, one below the other."""
    return [Put(line, x, top - i * leading) for i, line in enumerate(text.split("\n")) if line]


LOCKED = pdf(
    [[Put("Gizli")]],
    "/ID [<01><01>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
    f"/O <{'61' * 32}> /U <{'62' * 32}> >>",
)
"""A file that asks for a password."""
