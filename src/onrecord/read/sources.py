"""From what the user names to documents: files, folders, globs, tables, standard input."""

from __future__ import annotations

import difflib
import glob
import io
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import UnreadableSource
from onrecord.model import Document, Unread
from onrecord.read.forms import HEAD, Form, recognise
from onrecord.read.html import read_html
from onrecord.read.pdf import read_pdf
from onrecord.read.tables import TABLES, read_table
from onrecord.read.text import LARGEST, check_size, decode

#: What lies in folders beside documents and is none: the styles, scripts and fonts of saved pages. Read when named itself.
FURNITURE = frozenset({".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".ico", ".svg"})

#: A folder as the file system knows it, whatever path leads to it: device and inode.
_Folder = tuple[int, int]


def read_sources(
    sources: Iterable[str], *, published: date | None = None, stdin: BinaryIO | None = None
) -> Iterator[Document | Unread]:
    """Every document in ``sources``, in their order; what cannot be read comes out as :class:`~onrecord.model.Unread`.

    A source is a file, a folder (read to its depths, hidden files left out), a glob, or ``-`` for standard input.
    ``published`` dates the documents that carry no date of their own.
    """
    for source in sources:
        if source == "-":
            yield from _read(stdin or sys.stdin.buffer, "", "-", published)
            continue
        for item in _paths(source):
            if isinstance(item, Unread):
                yield item
            else:
                yield from _file(item, published)


def count_files(sources: Iterable[str]) -> int:
    """How many files the sources name, without opening any: what a progress bar can know beforehand."""
    return sum(1 if source == "-" else sum(1 for _ in _paths(source)) for source in sources)


def _paths(source: str) -> Iterator[Path | Unread]:
    """The files that one source names."""
    try:
        yield from _named(source)
    except UnreadableSource as error:
        yield Unread(source, str(error))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        yield Unread(source, str(_unopened(error)))


def _named(source: str) -> Iterator[Path | Unread]:
    path = Path(source)
    if not source:
        raise UnreadableSource("the name is empty", attempt="name a file, a folder, a glob, or - for standard input")
    if path.is_dir():
        yield from _folder(path)
    elif os.path.lexists(path):
        yield path
    elif glob.has_magic(source):
        yield from _matches(source)
    else:
        raise _missing(path)


def _missing(path: Path) -> UnreadableSource:
    return UnreadableSource("there is no such file", available=_alike(path), attempt="check the path")


def _alike(path: Path) -> list[str]:
    """The files in a missing file's folder whose names are most like its own."""
    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return []
    return difflib.get_close_matches(path.name, names, n=3)


def _matches(pattern: str) -> Iterator[Path | Unread]:
    """The files and folders that match; with ``**``, which reaches into folders itself, the files only, each once."""
    deep = "**" in pattern
    seen: set[str] = set()
    for name in sorted(glob.glob(pattern, recursive=True)):  # noqa: PTH207 (absolute patterns too)
        path = Path(name)
        if path.is_dir():
            if not deep:
                seen.add(name)
                yield from _folder(path)
        elif not deep or (real := os.path.realpath(name)) not in seen:  # a link to a folder above makes a file match often
            seen.add(real if deep else name)
            yield path
    if not seen:
        raise UnreadableSource("no file matches", attempt="quote the pattern and check the folder it names")


def _folder(folder: Path) -> Iterator[Path | Unread]:
    empty = True
    for item in _below(folder):
        empty = False
        yield item
    if empty:
        yield _unread(
            folder, UnreadableSource("the folder holds no file that can be read", attempt="name a folder with documents in it")
        )


def _below(folder: Path) -> Iterator[Path | Unread]:
    """The files of a folder and of those below it, by name. A folder that cannot be listed, or that holds itself, is said."""
    waiting: list[tuple[Path, frozenset[_Folder]]] = [(folder, frozenset())]
    while waiting:
        path, above = waiting.pop()
        try:
            about = path.stat()
            this = (about.st_dev, about.st_ino)
            if stat.S_ISREG(about.st_mode):
                yield path
            elif not stat.S_ISDIR(about.st_mode):  # opening a pipe that nobody writes to would wait for ever
                yield _unread(path, UnreadableSource("it is a pipe or a device, not a file", attempt="name it itself"))
            elif this in above:
                yield _unread(path, UnreadableSource("the folder holds itself, by a link", attempt="name what is below it"))
            else:
                entries = sorted(path.iterdir(), key=lambda entry: entry.name, reverse=True)
                waiting += [(entry, above | {this}) for entry in entries if not _passed_over(entry)]
        except OSError as error:
            yield _unread(path, _unopened(error))


def _passed_over(path: Path) -> bool:
    """True for what is hidden, and for the furniture of a page: files of its kinds, and the folder a browser saved them in."""
    if path.name.startswith(".") or path.suffix.lower() in FURNITURE:
        return True
    page = path.name.removesuffix("_files")
    return page != path.name and any((path.parent / f"{page}{suffix}").is_file() for suffix in (".html", ".htm"))


def _file(path: Path, published: date | None) -> Iterator[Document | Unread]:
    try:
        with path.open("rb") as stream:
            yield from _read(stream, path.suffix.lower(), str(path), published)
    except OSError as error:
        yield _unread(path, _unopened(error))


def _read(stream: BinaryIO, suffix: str, address: str, published: date | None) -> Iterator[Document | Unread]:
    """The documents of one stream; the one place where what went wrong with it becomes an :class:`~onrecord.model.Unread`."""
    try:
        yield from _documents(stream, suffix, address, published)
    except UnreadableSource as error:
        yield Unread(address, str(error))
    except OSError as error:
        yield Unread(address, str(_unopened(error)))


def _documents(stream: BinaryIO, suffix: str, address: str, published: date | None) -> Iterator[Document | Unread]:
    head, stream = _with_head(stream)
    if not head:
        raise UnreadableSource("it is empty", attempt="name a file with text in it")
    form = recognise(head, suffix)
    if form in TABLES:
        yield from read_table(form, stream, head, address, published)
        return
    data = stream.read(LARGEST + 1)
    check_size(len(data), LARGEST)
    if form is Form.PDF:
        yield read_pdf(data, address, published)
    elif form is Form.PAGE:
        yield read_html(data, address, published)
    else:
        text, notes = decode(data)
        yield Document.of(text, data=data, published=published, address=address, notes=notes)


def _with_head(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The beginning of a stream, and the stream at its start again."""
    head = stream.read(HEAD)
    if stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return head, stream
    return head, io.BufferedReader(_Rejoined(head, stream), HEAD)


class _Rejoined(io.RawIOBase):
    """A stream that cannot be wound back, with what was already taken from it put in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        part = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(part) :]
        buffer[: len(part)] = part
        return len(part)


def _unopened(error: OSError | ValueError) -> UnreadableSource:
    why = error.strerror or str(error) if isinstance(error, OSError) else str(error)
    attempt = "check its permissions" if isinstance(error, PermissionError) else "check the path"
    return UnreadableSource(f"it cannot be opened ({why})", attempt=attempt)


def _unread(path: Path, error: UnreadableSource) -> Unread:
    return Unread(str(path), str(error))
