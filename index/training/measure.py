"""How an encoder alone ranks paragraphs: ``python -m index.training.measure ENCODER FILE...``.

A file has questions in SQuAD's form, or pairs as the corpus does: then ``a`` asks for its ``b``
among all others.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from index.encoder import Encoder, load_encoder
from index.training.sources import Questions, joined, read_questions


def ranking(encoder: Encoder, asked: Questions) -> tuple[float, float]:
    """Return nDCG@10 and Recall@1 over all paragraphs, one right paragraph a question."""
    scores = encoder.queries(asked.questions) @ encoder.passages(asked.paragraphs).T
    gold = scores[np.arange(len(asked.gold)), asked.gold]
    # Ties count against the encoder: a vector of zeros must not rank first everywhere.
    rank = (scores >= gold[:, None]).sum(axis=1)
    gain = np.where(rank <= 10, 1 / np.log2(rank + 1), 0.0)
    return float(gain.mean()), float((rank == 1).mean())


def _asked(file: Path) -> Questions:
    if not file.name.endswith((".jsonl", ".jsonl.gz")):
        return joined([part for _, part in read_questions(file)])
    raw = file.read_bytes()
    lines = (gzip.decompress(raw) if file.suffix == ".gz" else raw).splitlines()
    rows = [json.loads(line) for line in lines]
    return joined([Questions([row["a"]], [row["b"]], [0]) for row in rows])


def main(
    encoder: Annotated[str, typer.Argument(help="built-in, a folder or a hub name")],
    files: Annotated[
        list[Path], typer.Argument(help="SQuAD files (.json[.gz]) or pairs (.jsonl[.gz])")
    ],
) -> None:
    """Print nDCG@10 and Recall@1 of an encoder alone, paragraphs ranked by cosine."""
    model = load_encoder(encoder)
    for file in files:
        asked = _asked(file)
        gain, first = ranking(model, asked)
        typer.echo(
            f"{file.name}: {len(asked.questions)} questions, {len(asked.paragraphs)} paragraphs, "
            f"nDCG@10 {gain:.3f}, Recall@1 {first:.3f}"
        )


if __name__ == "__main__":
    typer.run(main)
