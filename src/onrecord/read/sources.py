"""From what the user names to documents: files, folders, globs, tables, standard input."""

from __future__ import annotations

import difflib
import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import UnreadableSource
from onrecord.model import Document, Unread
from onrecord.read.html import looks_like_html, read_html
from onrecord.read.pdf import read_pdf
from onrecord.read.tables import TABLES, read_table
from onrecord.read.text import LARGEST, decode

_PAGES = frozenset({".html", ".htm", ".xhtml"})
_TEXTS = frozenset({".txt", ".text", ".md", ""})
#: What is taken from a folder; a file of another kind there is passed over, and said so only when it is named itself.
TAKEN = _PAGES | TABLES | {".txt", ".text", ".md", ".pdf"}


def read_sources(
    sources: Iterable[str], *, published: date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Unread]:
    """Every document in ``sources``, in their order; what cannot be read comes out as :class:`~onrecord.model.Unread`.

    A source is a file, a folder (read to its depths, hidden files left out), a glob, or ``-`` for standard input.
    ``published`` dates the documents that carry no date of their own.
    """
    for source in sources:
        if source == "-":
            yield from _stream(stdin or sys.stdin.buffer, published)
        else:
            for item in _paths(source):
                yield from (item,) if isinstance(item, Unread) else _file(item, published)


def count_files(sources: Iterable[str]) -> int:
    """How many files the sources name, without opening any: what a progress bar can know beforehand."""
    return sum(1 if source == "-" else sum(1 for _ in _paths(source)) for source in sources)


def _paths(source: str) -> Iterator[Path | Unread]:
    path = Path(source)
    if path.is_dir():
        found = sorted(_below(path))
        if not found:
            yield _unread(source, UnreadableSource("the folder holds no file that can be read", available=sorted(TAKEN)))
        yield from found
    elif path.exists() or path.is_symlink():
        yield path
    elif glob.has_magic(source):
        names = sorted(name for name in glob.glob(source, recursive=True) if Path(name).is_file())  # noqa: PTH207 (absolute patterns too)
        if not names:
            yield _unread(source, UnreadableSource("no file matches", attempt="quote the pattern and check the folder it names"))
        yield from map(Path, names)
    else:
        yield _unread(source, UnreadableSource("there is no such file", available=_alike(path), attempt="check the path"))


def _alike(path: Path) -> list[str]:
    """The files in a missing file's folder whose names are most like its own."""
    names = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
    return difflib.get_close_matches(path.name, names, n=3)


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):  # links to folders are not followed: no loops
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(parent, name) for name in files if not name.startswith(".") and Path(name).suffix.lower() in TAKEN)


def _file(path: Path, published: date | None) -> Iterator[Document | Unread]:
    address = str(path)
    try:
        with path.open("rb") as stream:
            yield from _documents(path, stream, path.suffix.lower(), address, published)
    except OSError as error:
        attempt = "check its permissions" if isinstance(error, PermissionError) else "check the path"
        yield _unread(address, UnreadableSource(f"it cannot be opened ({error.strerror or error})", attempt=attempt))
    except UnreadableSource as error:
        yield _unread(address, error)


def _stream(stream: BinaryIO, published: date | None) -> Iterator[Document | Unread]:
    try:
        data = stream.read(LARGEST + 1)
        first = data.lstrip()[:1]
        suffix = ".jsonl" if first == b"{" and data.split(b"\n", 1)[0].rstrip().endswith(b"}") else ""
        yield from _documents(None, io.BytesIO(data), suffix, "-", published)
    except UnreadableSource as error:
        yield _unread("-", error)


def _documents(
    path: Path | None, stream: BinaryIO, suffix: str, address: str, published: date | None
) -> Iterator[Document | Unread]:
    if suffix in TABLES:
        yield from read_table(path, stream, suffix, address, published)
        return
    data = stream.read(LARGEST + 1)
    if data.startswith(b"%PDF-"):
        yield read_pdf(data, address, published)
    elif suffix in _PAGES or looks_like_html(data):
        yield read_html(data, address, published)
    else:
        text, notes = decode(data)
        yield replace(Document.of(text, data=data, published=published), address=address, notes=notes)


def _unread(address: str, error: UnreadableSource) -> Unread:
    return Unread(address, str(error))
