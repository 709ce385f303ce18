"""Train the built-in encoder and count the background: ``python -m index.training CORPUS_DIR``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from index.background import FILE
from index.encoder import StaticEncoder
from index.encoders.layout import BUILT_IN, FOLDER
from index.training import background, contrast, saving, tokenizer
from index.training.measure import ranking
from index.training.members import together
from index.training.pairs import groups
from index.training.sources import Corpus, Questions, Source, read_corpus, split_questions
from index.training.teacher import Meanings, english, meanings
from index.training.wordnet import add_wordnet

TEXTS = 20_000
"""Rows of one file that the vocabulary is learned from."""

console = Console(stderr=True)


def main(
    corpus_dir: Annotated[Path, typer.Argument(help="folder of *.jsonl.gz files")],
    tquad: Annotated[Path | None, typer.Option(help="question file of SQuAD form")] = None,
    evaluation: Annotated[
        list[Path] | None, typer.Option(help="question files never to train on (repeatable)")
    ] = None,
    out: Annotated[
        Path, typer.Option(help="where built-in/ and background.npz go")
    ] = FOLDER.parent,
    seed: Annotated[int, typer.Option()] = contrast.Settings().seed,
    epochs: Annotated[int, typer.Option()] = contrast.Settings().epochs,
    vocabulary: Annotated[int, typer.Option()] = contrast.Settings().vocabulary,
    dimension: Annotated[int, typer.Option()] = contrast.Settings().dimension,
    members: Annotated[
        int, typer.Option(min=1, help="tables learned side by side")
    ] = contrast.Settings().members,
    teacher: Annotated[
        str | None,
        typer.Option(help="English sentence-transformer to learn from, a folder or a hub name"),
    ] = None,
    wordnet: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="data of the package NlpToolkit-WordNet"),
    ] = None,
    messages: Annotated[bool, typer.Option(help="read the folder messages/ as well")] = False,
    encoder: Annotated[bool, typer.Option(help="train the encoder")] = True,
) -> None:
    """Train the built-in encoder and count the background statistics."""
    settings = contrast.Settings(seed=seed, epochs=epochs)
    settings = replace(settings, vocabulary=vocabulary, dimension=dimension, members=members)
    with console.status("reading the corpus"):
        corpus = read_corpus(corpus_dir, messages)
        if wordnet is not None:
            add_wordnet(corpus, wordnet)
    out.mkdir(parents=True, exist_ok=True)
    with _bar() as bar:
        task = bar.add_task("counting words", total=sum(map(len, corpus.texts.values())))
        counted = background.count(corpus.texts, lambda done: bar.advance(task, done))
        counted.save(out / FILE.name)
    if encoder:
        _train(corpus, tquad, evaluation or [], teacher, out / BUILT_IN, settings)


def _train(
    corpus: Corpus,
    tquad: Path | None,
    evaluation: list[Path],
    teacher: str | None,
    folder: Path,
    settings: contrast.Settings,
) -> None:
    training: Questions | None = None
    tuning: Questions | None = None
    sources = list(corpus.sources)
    if tquad is not None:
        training, tuning = split_questions(tquad, evaluation)
        digest = sha256(tquad.read_bytes()).hexdigest()
        sources.append(Source(tquad.name, len(training.questions), digest))
    with console.status("learning the vocabulary"):
        pieces = tokenizer.train(_texts(corpus, training), settings.vocabulary)
    known = _taught(corpus, teacher, settings.dimension) if teacher else None
    if known:
        digest = sha256(np.concatenate(list(known.values())).tobytes()).hexdigest()
        sources.append(Source("teacher", len(known), digest))
    with console.status("making pairs"):
        made = groups(corpus, training, pieces, known)
    with _bar() as bar:
        tasks = [bar.add_task("training", total=None) for _ in range(settings.members)]

        def progress(member: int, step: int, steps: int, loss: float) -> None:
            told = f"training {member + 1}, loss {loss:.2f}"
            bar.update(tasks[member], total=steps, completed=step, description=told)

        vectors = together(made, pieces, settings, progress)
    figures = {"questions": 0.0, "paragraphs": 0.0, "gain": 0.0, "first": 0.0}
    saving.save(folder, pieces, vectors, settings, sources, figures)
    if tuning is not None:
        gain, first = ranking(StaticEncoder(folder), tuning)
        figures = {"questions": len(tuning.questions), "paragraphs": len(tuning.paragraphs)}
        figures |= {"gain": round(gain, 4), "first": round(first, 4)}
        saving.save(folder, pieces, vectors, settings, sources, figures)
        console.print(f"tuning part: nDCG@10 {gain:.3f}, Recall@1 {first:.3f}")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    console.print(f"{folder}: {size / 1e6:.1f} MB")


def _taught(corpus: Corpus, teacher: str, dimension: int) -> Meanings:
    sides = english(corpus)
    with _bar() as bar:
        task = bar.add_task("asking the teacher", total=len(sides))
        return meanings(teacher, sides, dimension, lambda done: bar.advance(task, done))


def _texts(corpus: Corpus, questions: Questions | None) -> Iterator[str]:
    """Yield what the vocabulary is learned from."""
    for rows in corpus.texts.values():
        yield from islice(rows, TEXTS)
    for pairs in corpus.pairs.values():
        for a, b, _ in pairs:
            yield a
            yield b[:300]  # the bodies stand among the texts as well
    if questions is not None:
        yield from questions.paragraphs
        yield from questions.questions


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
    )


if __name__ == "__main__":
    typer.run(main)
