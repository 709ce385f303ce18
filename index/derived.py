"""What can be made again from the database: the Tantivy and the FAISS index of one revision.

A *generation* is a folder named by the revision that it was made from, complete before it gets that
name, and never changed afterwards. Readers open the generation of the revision they read; whoever
finds it missing makes it, from the nearest older one, or from nothing where passages were removed.
Nothing here can be torn by a crash, and no reader waits.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.errors import IndexDamaged
from index.lexicon import Lexicon
from index.store import Store
from index.vectors import Vectors

_BATCH = 4096  # passages read from the database at once
_KEPT = 2  # the newest generation, and one for readers that are just opening it
_ABANDONED = 3600.0  # seconds after which an unfinished folder belongs to a process that died


@dataclass(frozen=True, slots=True)
class Derived:
    """Both indexes of one revision."""

    revision: int
    lexicon: Lexicon
    vectors: Vectors


def in_memory(store: Store) -> Derived:
    """Make both indexes of a small library without a folder."""
    with store.snapshot():
        derived = Derived(store.revision, Lexicon(), Vectors(store.manifest.dimension))
        _fill(store, derived)
        return derived


def current(store: Store, folder: Path) -> Derived:
    """Open the generation of the store's revision; make it where it is missing.

    Raises `IndexDamaged` where the one on disk is torn.
    """
    with store.snapshot():
        revision = store.revision
        ready = folder / _name(revision)
        if ready.exists():
            return _open(ready, revision)
        made = _make(store, folder, revision)
    try:
        made.rename(ready)
    except OSError:
        if not ready.exists():  # a folder that can't be written: ours serves this process
            return _open(made, revision)
        shutil.rmtree(made, ignore_errors=True)  # another process was faster
    _tidy(folder)
    return _open(ready, revision)


def discard(folder: Path) -> None:
    """Delete all generations; the next reader makes one from the database alone."""
    shutil.rmtree(folder, ignore_errors=True)


def _name(revision: int) -> str:
    return f"{revision:010d}"


def _generations(folder: Path) -> list[Path]:
    """Return the finished generations, oldest first."""
    return sorted(p for p in folder.glob("*") if p.name.isdigit())


def _open(folder: Path, revision: int) -> Derived:
    library = folder.parent.parent
    try:
        facts = json.loads((folder / "generation.json").read_text("utf-8"))
        for name, size in facts["sizes"].items():
            if (have := (folder / name).stat().st_size) != size:
                raise ValueError(f"{name} has {have} of {size} bytes")
        lexicon = Lexicon(folder / "terms")
        vectors = Vectors.load(folder / "vectors.faiss")
        if not len(lexicon) == len(vectors) == facts["passages"]:
            raise ValueError("the indexes hold different passages")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamaged(path=library, reason=str(error)) from error
    return Derived(revision, lexicon, vectors)


def _make(store: Store, folder: Path, revision: int) -> Path:
    """Make a generation in a folder that nobody opens yet (inside a snapshot of the store)."""
    base, vectors = _base(store, folder, revision)
    try:
        folder.mkdir(exist_ok=True)
        target = Path(tempfile.mkdtemp(prefix="making-", dir=folder))
    except OSError:
        target = Path(tempfile.mkdtemp(prefix="makale-"))  # a library that can only be read
        atexit.register(shutil.rmtree, target, ignore_errors=True)
    terms = target / "terms"
    if base is not None:
        try:
            # Segments never change once written, so a link is as good as a copy.
            shutil.copytree(base / "terms", terms, copy_function=_link, ignore=_locks)
        except OSError:  # just deleted by another process
            shutil.rmtree(terms, ignore_errors=True)
            vectors = Vectors(store.manifest.dimension)
    terms.mkdir(exist_ok=True)
    _fill(store, Derived(revision, Lexicon(terms), vectors))
    vectors.save(target / "vectors.faiss")
    files = [p for p in target.rglob("*") if p.is_file() and not p.name.endswith(".lock")]
    sizes = {p.relative_to(target).as_posix(): p.stat().st_size for p in files}
    facts = {"revision": revision, "passages": len(vectors), "sizes": sizes}
    (target / "generation.json").write_text(json.dumps(facts), "utf-8")
    return target


def _base(store: Store, folder: Path, revision: int) -> tuple[Path | None, Vectors]:
    """Return the older generation to go on from, and the vectors to begin with.

    None where the nearest is torn, or holds passages that are gone: Tantivy counts what was deleted
    in how frequent a word is, and keeps the word, until segments happen to be merged.
    """
    older = [g for g in _generations(folder) if int(g.name) < revision]
    if older:
        try:
            vectors = _open(older[-1], int(older[-1].name)).vectors
        except IndexDamaged:
            pass
        else:
            if np.isin(vectors.ids, store.ids()).all():
                return older[-1], vectors
    return None, Vectors(store.manifest.dimension)


def _fill(store: Store, derived: Derived) -> None:
    """Take into both indexes the passages of the store that they lack."""
    new = np.setdiff1d(store.ids(), derived.vectors.ids)

    def added() -> Iterator[tuple[int, list[str]]]:
        for start in range(0, len(new), _BATCH):
            batch = store.passages(new[start : start + _BATCH].tolist())
            ids = np.array([p.id for p in batch], np.int64)
            derived.vectors.add(ids, np.stack([p.vector for p in batch]))
            yield from ((p.id, [w for sentence in p.words for w in sentence]) for p in batch)

    derived.lexicon.add(added())


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _locks(_: str, names: list[str]) -> set[str]:
    return {name for name in names if name.endswith(".lock")}


def _tidy(folder: Path) -> None:
    """Delete generations that nobody will open any more, and what dead processes left."""
    for old in _generations(folder)[:-_KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    for unfinished in folder.glob("making-*"):
        if time.time() - unfinished.stat().st_mtime > _ABANDONED:
            shutil.rmtree(unfinished, ignore_errors=True)
