"""Bytes to text: marks of order, encodings, and telling a text from what is none."""

from __future__ import annotations

import codecs
import unicodedata

from onrecord.errors import UnreadableSource

#: Longest text read as one document, in bytes. A book has a megabyte; what is larger is a collection and belongs in a table.
LARGEST = 200 * 2**20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KNOWN_BINARY = (
    (b"PK\x03\x04", "a ZIP archive (or a Word, Excel or OpenDocument file)", "unpack it, or export the document as PDF or text"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office document", "export it as PDF or text"),
    (b"\x89PNG", "an image", "run text recognition on it first"),
    (b"\xff\xd8\xff", "an image", "run text recognition on it first"),
    (b"GIF8", "an image", "run text recognition on it first"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"BZh", "a bzip2 archive", "unpack it first"),
    (b"\x7fELF", "a program", "name the text itself"),
    (b"SQLite format 3", "an SQLite database", "export its texts as JSONL or CSV"),
)
_SAMPLE = 64 * 1024
_WESTERN_SHARE = 0.15  # of non-ASCII bytes; French has about 0.04, Cyrillic and Greek in one byte a letter have over 0.6
_BINARY_SHARE = 0.1  # control characters in a sample beyond which nobody calls it a text; running text has none


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of ``data`` and notes on what decoding had to do.

    UTF-8 is tried first and strictly; only then is an encoding guessed. Line ends, NUL characters and everything else stay as
    they are; a byte order mark is taken off and noted.

    :raises UnreadableSource: the bytes are no text, hold nothing, or are more than :data:`LARGEST`.
    """
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise UnreadableSource(
            "it is empty" if not data else "it holds nothing but white space", attempt="name a file with text in it"
        )
    if len(data) > LARGEST:
        raise UnreadableSource(
            f"it is {len(data) / 2**20:.0f} MB, more than one document may have ({LARGEST // 2**20} MB)",
            attempt="split it, or give the texts as rows of a JSONL, CSV or Parquet table",
        )
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text, damaged = _lenient(data[len(mark) :], encoding)
            return _checked(text), (f"byte order mark of {encoding.upper()} taken off", *damaged)
    for mark, what, attempt in _KNOWN_BINARY:
        if data.startswith(mark):
            raise UnreadableSource(f"it is {what}, not a text", attempt=attempt)
    if data.count(0) > len(data) * _BINARY_SHARE and (wide := _wide(data)):
        return wide
    try:
        return _noted(_checked(data.decode("utf-8")))
    except UnicodeDecodeError:
        return _guessed(data)


def _wide(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """UTF-16 without a mark: every other byte of a Western text is NUL."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text, damaged = _lenient(data, encoding)
        if not damaged and _texty(text) and sum(map(str.isascii, text[:_SAMPLE])) > len(text[:_SAMPLE]) / 2:
            return text, (f"read as {encoding.upper()}, which was guessed",)
    return None


def _guessed(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Windows-1252 where most bytes are ASCII, as in an English or other Western text; else what statistics say."""
    from charset_normalizer import from_bytes

    high = sum(byte > 127 for byte in data[:_SAMPLE])
    best = None if high < min(len(data), _SAMPLE) * _WESTERN_SHARE else from_bytes(data[:_SAMPLE]).best()
    encoding = best.encoding if best else "cp1252"
    text, damaged = _lenient(data, encoding)
    return _checked(text), (f"not valid UTF-8; read as {encoding}, which was guessed", *damaged)


def _lenient(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    return text, (f"{lost} characters were not valid {encoding} and are replaced by U+FFFD",) if lost else ()


def _noted(text: str) -> tuple[str, tuple[str, ...]]:
    nul = text.count("\x00")
    return text, (f"{nul} NUL characters in the text are kept",) if nul else ()


def _checked(text: str) -> str:
    if not _texty(text):
        raise UnreadableSource("it is binary data, not a text", attempt="give plain text, HTML, PDF, JSONL, CSV or Parquet")
    return text


def _texty(text: str) -> bool:
    sample = text[:_SAMPLE]
    odd = sum(
        1
        for char in sample
        if (char not in "\t\n\r\x0b\x0c\x00" and unicodedata.category(char) in ("Cc", "Cn", "Co")) or char == "\ufffd"
    )
    return odd + max(0, sample.count("\x00") - len(sample) // 50) <= len(sample) * _BINARY_SHARE
