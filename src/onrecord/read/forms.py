"""What a source is, told from its first bytes; its name decides only where its content cannot."""

from __future__ import annotations

import json
import re
from enum import StrEnum

from onrecord.errors import UnreadableSource
from onrecord.read.columns import has_text_column, header
from onrecord.read.text import detect

#: How many bytes of a source are looked at.
HEAD = 64 * 1024
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_EXPORT = "export it as PDF or text"
_RECOGNISE = "run text recognition on it first"
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document", _EXPORT),
    (b"\x89PNG\r\n", "an image", _RECOGNISE),
    (b"\xff\xd8\xff", "an image", _RECOGNISE),
    (b"GIF87a", "an image", _RECOGNISE),
    (b"GIF89a", "an image", _RECOGNISE),
    (b"II*\x00", "an image", _RECOGNISE),
    (b"MM\x00*", "an image", _RECOGNISE),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh91AY&SY", "a bzip2 archive", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz archive", "unpack it first"),
    (b"(\xb5/\xfd", "a Zstandard archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it first"),
    (b"\x7fELF", "a program", "name the text itself"),
    (b"SQLite format 3\x00", "an SQLite database", "export its texts as JSONL or CSV"),
    (b"{\\rtf", "an RTF document", _EXPORT),
)
#: What a ZIP archive is in truth, by the name of a file in it.
_ZIPPED = (
    (b"word/", "a Word document", _EXPORT),
    (b"xl/", "an Excel workbook", "export it as CSV"),
    (b"ppt/", "a PowerPoint presentation", _EXPORT),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file", _EXPORT),
    (b"application/epub", "an e-book (EPUB)", _EXPORT),
)
#: The same where the archive's names lie beyond the head, and for the old Office formats, which look alike.
_NAMED = {
    ".docx": ("a Word document", _EXPORT),
    ".doc": ("a Word document", _EXPORT),
    ".xlsx": ("an Excel workbook", "export it as CSV"),
    ".xls": ("an Excel workbook", "export it as CSV"),
    ".pptx": ("a PowerPoint presentation", _EXPORT),
    ".ppt": ("a PowerPoint presentation", _EXPORT),
}
_COLUMN = re.compile(r"[\w .-]{1,40}")


class Form(StrEnum):
    """What a source can be."""

    TEXT = "text"
    PAGE = "page"
    PDF = "pdf"
    JSON_LINES = "json lines"
    JSON_LIST = "json list"
    JSON_OBJECT = "json object"
    COMMAS = "csv"
    TABS = "tsv"
    PARQUET = "parquet"


def recognise(head: bytes, suffix: str) -> Form:
    """The form of a source that begins with ``head`` and whose name ends in ``suffix`` (lower case, with its dot, or empty).

    :raises UnreadableSource: it is of a known form that holds no text which can be read.
    """
    _refuse_foreign(head, suffix)
    if head.startswith(b"PAR1") or suffix == ".parquet":
        return Form.PARQUET
    if head.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in head[:1024]):  # readers allow 1 KiB before it
        return Form.PDF
    encoding = detect(head)
    start = head[encoding.mark :].decode(encoding.codec, errors="replace").lstrip("\ufeff \t\r\n")
    if suffix in _PAGES or _is_page(start):
        return Form.PAGE
    if start.startswith("<?xml"):
        raise UnreadableSource("it is an XML file, not a page", attempt="give its text as plain text, HTML or a JSONL table")
    if suffix in (".csv", ".tsv"):
        return Form.COMMAS if suffix == ".csv" else Form.TABS
    if suffix in (".json", ".jsonl", ".ndjson"):
        return _json_form(start, suffix)
    return _unnamed_form(start) if suffix == "" else Form.TEXT


def _refuse_foreign(head: bytes, suffix: str) -> None:
    for mark, what, attempt in _FOREIGN:
        if head.startswith(mark):
            raise _foreign(*(_NAMED.get(suffix, (what, attempt)) if attempt == _EXPORT else (what, attempt)))
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        raise _foreign("an image", _RECOGNISE)
    if head.startswith(b"PK\x03\x04"):
        known = ((what, attempt) for name, what, attempt in _ZIPPED if name in head)
        raise _foreign(*next(known, _NAMED.get(suffix, ("a ZIP archive", "unpack it first"))))


def _foreign(what: str, attempt: str) -> UnreadableSource:
    return UnreadableSource(f"it is {what}", attempt=attempt)


def _is_page(start: str) -> bool:
    start = start[:2048].lower()
    return start.startswith(("<!doctype html", "<html", "<head", "<body")) or (
        start.startswith(("<?xml", "<!--")) and "<html" in start
    )


def _json_form(start: str, suffix: str) -> Form:
    """Whatever the name says: a list begins with a bracket, and lines are objects that end where their line ends."""
    if start.startswith("["):
        return Form.JSON_LIST
    if suffix == ".json" and not _first_line_is_object(start):
        return Form.JSON_OBJECT
    return Form.JSON_LINES


def _unnamed_form(start: str) -> Form:
    """Without a name to go by only what cannot be prose is taken for a table."""
    if start.startswith("{") and _first_line_is_object(start):
        return Form.JSON_LINES
    if re.match(r'\[\s*\{\s*"', start):
        return Form.JSON_LIST
    first = re.split("[\r\n]", start, maxsplit=1)[0]
    for form, mark in ((Form.TABS, "\t"), (Form.COMMAS, ","), (Form.COMMAS, ";")):
        names = header(first, mark)
        if len(names) > 1 and all(map(_COLUMN.fullmatch, names)) and has_text_column(names):
            return form
    return Form.TEXT


def _first_line_is_object(start: str) -> bool:
    """True when the first line is a JSON object, or so long that it does not end in the head and begins like one."""
    line, end, _ = start.partition("\n")
    if not end and len(start) > HEAD // 4:
        return bool(re.match(r'\{\s*"', line))
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
