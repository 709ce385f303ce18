"""What can be made again from the database: the Tantivy and the FAISS index of one state.

A *generation* is a folder named by the state that it was made from, complete before it gets that
name, and never changed afterwards. Readers open the generation of the state they read; whoever
finds it missing makes it, from the nearest earlier one, or from nothing where something was removed
since: Tantivy counts what was deleted in how frequent a word is, and keeps the word, until segments
happen to be merged. Nothing here can be torn by a crash, and no reader waits.
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoder
from index.errors import IndexDamaged
from index.lexicon import Lexicon
from index.numbered import MANY, Numbered, numbered
from index.store import Store
from index.vectors import Codes, Vectors, quantised, read, write

_BATCH = 4096  # passages read from the database at once
_KEPT = 2  # the newest generation, and one for readers that are just opening it
_ABANDONED = 3600.0  # seconds after which an unfinished folder belongs to a process that died
_FACTS = "generation.json"
_CODES = "codes.faiss"
_NUMBERS = "numbers"
_ASKED, _EVERY = 256, 3  # passages that recall is measured by, with every third word as a question
_DIGITS = 10  # of the revision with which the name of a state begins


@dataclass(frozen=True, slots=True)
class Derived:
    """The indexes of one state of the library (`Store.states`)."""

    state: str
    lexicon: Lexicon
    vectors: Vectors
    numbered: Numbered | None = None


def in_memory(store: Store, encoder: Encoder) -> Derived:
    """Make both indexes of a small library without a folder."""
    with store.snapshot():
        lexicon = Lexicon()
        vectors = _fill(store, lexicon, Vectors(store.manifest.dimension), encoder)
        return Derived(store.states[-1], lexicon, vectors)


def current(store: Store, folder: Path, encoder: Encoder) -> Derived:
    """Open the generation of the store's state; make it where it is missing.

    ``encoder`` is the library's. Raises `IndexDamaged` where the one on disk is torn.
    """
    with store.snapshot():
        states = store.states
        ready = folder / states[-1]
        if ready.exists():
            _tidy(folder, states)
            return _open(ready, store)
        made = _make(store, folder, states, encoder)
    try:
        made.rename(ready)
    except OSError:
        if not ready.exists():  # a folder that can't be written: ours serves this process
            return replace(_open(made, store), state=states[-1])
        shutil.rmtree(made, ignore_errors=True)  # another process was faster
    _tidy(folder, states)
    return _open(ready, store)


def discard(folder: Path) -> None:
    """Delete all generations; the next reader makes one from the database alone."""
    shutil.rmtree(folder, ignore_errors=True)


def check(store: Store, folder: Path, encoder: Encoder) -> None:
    """Check every byte of the present generation, and that it holds the passages of the store.

    Raises `IndexDamaged` where it does not; a missing one is made.
    """
    with store.snapshot():
        derived = current(store, folder, encoder)
        ready = folder / derived.state
        ids = store.ids()
    if not np.array_equal(derived.vectors.ids, ids):
        raise IndexDamaged(path=folder.parent, reason="vectors of other passages")
    if not np.array_equal(derived.lexicon.ids, ids):
        raise IndexDamaged(path=folder.parent, reason="terms of other passages")
    numbers = derived.numbered
    if numbers is not None and not np.array_equal(numbers.ids, ids[: len(numbers)]):
        raise IndexDamaged(path=folder.parent, reason="words of other passages")
    if not ready.exists():  # made for this process alone
        return
    for name, (_, digest) in _facts(ready)["files"].items():
        if _digest(ready / name) != digest:
            raise IndexDamaged(path=folder.parent, reason=f"{name} has changed")


def _facts(folder: Path) -> dict[str, Any]:
    """Return what is known of a generation: passages, size and hash of each file, the codes."""
    facts: dict[str, Any] = json.loads((folder / _FACTS).read_text("utf-8"))
    return facts


def _digest(file: Path) -> str:
    return hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()


def _open(folder: Path, store: Store) -> Derived:
    library = folder.parent.parent
    try:
        facts = _facts(folder)
        for name, (size, _) in facts["files"].items():
            if (have := (folder / name).stat().st_size) != size:
                raise ValueError(f"{name} has {have} of {size} bytes")
        lexicon = Lexicon(folder / "terms")
        codes = Codes(read(folder / _CODES), **facts["codes"]) if facts["codes"] else None
        vectors = Vectors.load(folder / "vectors.faiss", store.vectors, codes)
        numbers = Numbered.load(folder / _NUMBERS) if (folder / _NUMBERS).exists() else None
        if not len(lexicon) == len(vectors) == facts["passages"]:
            raise ValueError("the indexes hold different passages")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(path=library, reason=str(error)) from error
    return Derived(folder.name, lexicon, vectors, numbers)


def _make(store: Store, folder: Path, states: tuple[str, ...], encoder: Encoder) -> Path:
    """Make a generation in a folder that nobody opens yet (inside a snapshot of the store)."""
    base, vectors = _base(store, folder, states)
    try:
        folder.mkdir(exist_ok=True)
        target = Path(tempfile.mkdtemp(prefix=f"making-{os.getpid()}-", dir=folder))
    except OSError:
        target = Path(tempfile.mkdtemp(prefix="makale-"))  # a library that can only be read
        atexit.register(shutil.rmtree, target, ignore_errors=True)
    terms = target / "terms"
    known: dict[str, Any] = {}
    if base is not None:
        try:
            # Segments never change once written, so a link is as good as a copy.
            shutil.copytree(base / "terms", terms, copy_function=_link, ignore=_locks)
            known = _facts(base)["files"]
        except OSError:  # just deleted by another process
            shutil.rmtree(terms, ignore_errors=True)
            vectors = Vectors(store.manifest.dimension)
    terms.mkdir(exist_ok=True)
    made = _fill(store, Lexicon(terms), vectors, encoder)
    made.save(target / "vectors.faiss")
    codes = None
    if made.codes:
        codes = {"weighed": made.codes.weighed, "recall": made.codes.recall}
        if base is not None and made.codes is vectors.codes:
            _link(str(base / _CODES), str(target / _CODES))
        else:
            write(made.codes.index, target / _CODES)
    _number(store, target, base, len(made), encoder)
    files = _listed(target, known)
    facts = {"state": states[-1], "passages": len(made), "files": files, "codes": codes}
    (target / _FACTS).write_text(json.dumps(facts), "utf-8")
    return target


def _listed(folder: Path, known: dict[str, Any]) -> dict[str, tuple[int, str]]:
    """Return size and hash of each file; of linked segments (``known``) the hash that they have."""
    listed = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith(".lock"):
            name, size = path.relative_to(folder).as_posix(), path.stat().st_size
            linked = path.stat().st_nlink > 1 and name in known
            listed[name] = (size, known[name][1] if linked else _digest(path))
    return listed


def _base(store: Store, folder: Path, states: tuple[str, ...]) -> tuple[Path | None, Vectors]:
    """Return the nearest earlier generation to go on from, and the vectors to begin with."""
    for state in reversed(states[:-1]):
        if (folder / state).exists():
            try:
                return folder / state, _open(folder / state, store).vectors
            except IndexDamaged:
                break
    return None, Vectors(store.manifest.dimension)


def _fill(store: Store, lexicon: Lexicon, vectors: Vectors, encoder: Encoder) -> Vectors:
    """Take into both indexes the passages of the store that they lack; return the vectors.

    Numbers only grow, and where some are gone nothing is built upon: those that lack are the last.
    """
    new = store.ids_after(vectors.last)
    lexicon.add(row for batch in _batches(new) for row in store.words(batch))
    if vectors.room(len(new)):
        for batch in _batches(new):
            vectors.add(*store.vectors(batch))
        return vectors
    every = store.ids_after(0)
    chance = np.random.default_rng(len(every))

    def some(count: int) -> list[int]:
        drawn = chance.choice(every, min(count, len(every)), replace=False)
        return sorted(drawn.tolist())

    # As people ask: a few words of a passage.
    drawn = store.words(some(_ASKED))
    asked = encoder.queries([" ".join(words[::_EVERY]) for _, words, _ in drawn])
    whole = (store.vectors(batch) for batch in _batches(every))
    dimension = store.manifest.dimension
    codes = quantised(dimension, lambda n: store.vectors(some(n))[1], whole, asked)
    return Vectors(dimension, store.vectors, codes)


def _number(store: Store, target: Path, base: Path | None, passages: int, encoder: Encoder) -> None:
    """Take over the numbered words of an earlier generation, or make them, where it is worth it."""
    if passages < MANY:
        return
    if base is not None and (base / _NUMBERS).exists():
        try:
            if Numbered.load(base / _NUMBERS).serves(passages):
                shutil.copytree(base / _NUMBERS, target / _NUMBERS, copy_function=_link)
                return
        except OSError:  # just deleted by another process
            shutil.rmtree(target / _NUMBERS, ignore_errors=True)
    told = (store.told(batch) for batch in _batches(store.ids_after(0)))
    numbered(told, store.titles(), encoder).save(target / _NUMBERS)


def _batches(ids: NDArray[np.int64]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _BATCH):
        yield ids[start : start + _BATCH].tolist()


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _locks(_: str, names: list[str]) -> set[str]:
    return {name for name in names if name.endswith(".lock")}


def _tidy(folder: Path, states: tuple[str, ...]) -> None:
    """Delete generations that nobody will open any more, and what dead processes left.

    Those of no earlier state hold what was removed since, or belong to another copy of the library.
    """
    try:
        there = {path.name: path for path in folder.iterdir()}
    except OSError:
        return
    kept = set([state for state in states if state in there][-_KEPT:])
    for name, path in there.items():
        if name.startswith("making-"):
            if _abandoned(path):
                shutil.rmtree(path, ignore_errors=True)
        elif name not in kept and name[:_DIGITS] <= states[-1][:_DIGITS]:
            shutil.rmtree(path, ignore_errors=True)  # a later one is for who reads a later state


def _abandoned(unfinished: Path) -> bool:
    """Tell whether whoever was making a generation is gone, on this machine or long ago."""
    if os.name == "posix":
        try:
            os.kill(int(unfinished.name.split("-")[1]), 0)
        except ProcessLookupError:
            return True
        except (OSError, ValueError):
            pass
    try:
        return time.time() - unfinished.stat().st_mtime > _ABANDONED
    except OSError:
        return False
