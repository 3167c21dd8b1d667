"""Bytes to text: byte order marks, encodings, and telling a text from what is none."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from onrecord.errors import UnreadableSource

#: Longest file read as one document, in bytes. A book has a megabyte; what is larger is a collection and belongs in a table.
LARGEST = 200 * 2**20

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024
_WESTERN_SHARE = 0.15  # of non-ASCII bytes; French has about 0.04, Cyrillic and Greek in one byte a letter have over 0.6
_BINARY_SHARE = 0.1  # control characters in a sample beyond which nobody calls it a text; running text has none
_HIGH = re.compile(rb"[\x80-\xff]")
_INK = re.compile(r"[^\s\x00\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes are to be read: a codec of Python's, how many bytes of mark stand before the text, and what to tell of it."""

    codec: str
    mark: int = 0
    notes: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of ``data`` and notes on what decoding had to do.

    UTF-8 is tried first and strictly; only then comes the codec that the text itself ``declared``, or a guess. Line ends, NUL
    characters and everything else stay as they are; a byte order mark is taken off and noted, and bytes that are not valid
    become U+FFFD and are noted.

    :raises UnreadableSource: the bytes are no text, hold nothing, or are more than :data:`LARGEST`.
    """
    if not data:
        raise UnreadableSource("it is empty", attempt="name a file with text in it")
    check_size(len(data), LARGEST)
    encoding = detect(data, declared)
    body = data[encoding.mark :]
    text = body.decode(encoding.codec, errors="replace")
    if not _INK.search(text):
        raise UnreadableSource("it holds nothing but white space", attempt="name a file with text in it")
    if not _texty(text):
        raise UnreadableSource("it is binary data, not a text", attempt="give plain text, HTML, PDF, JSONL, CSV or Parquet")
    return text, (*encoding.notes, *_damage(body, text, encoding.codec), *nul_note(text))


def check_size(size: int, most: int) -> None:
    """Refuses ``size`` bytes where one document may have ``most``.

    :raises UnreadableSource: they are more.
    """
    if size > most:
        raise UnreadableSource(
            f"it is larger than one document may be ({most // 2**20} MB)",
            attempt="split it, or give the texts as rows of a JSONL, CSV or Parquet table",
        )


def detect(data: bytes, declared: str | None = None) -> Encoding:
    """The encoding of ``data``, which may be the beginning of something longer.

    By its mark; as UTF-8; as what the text ``declared``, which is a codec that agrees with ASCII; else by a guess.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return Encoding(codec, len(mark), (f"byte order mark of {codec.upper()} taken off",))
    wide = _wide(data) if data.count(0) > len(data) * _BINARY_SHARE else None
    if wide:
        return Encoding(wide, notes=(f"read as {wide.upper()}, which was guessed",))
    if _is_utf8(data):
        return Encoding("utf-8")
    if declared:
        return Encoding(declared, notes=(f"read as {declared}, as it declares",))
    codec = _guess(data)
    return Encoding(codec, notes=(f"not valid UTF-8; read as {codec}, which was guessed",))


def without_surrogates(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with half characters replaced one for one by U+FFFD, and a note when there were any.

    A half (a lone surrogate) comes from a JSON escape, a PDF font, or a byte that did not decode; nothing can write it out.
    """
    text, count = _SURROGATE.subn("\ufffd", text)
    return text, (_lost(count),) if count else ()


def nul_note(text: str) -> tuple[str, ...]:
    """What to tell of the NUL characters in ``text``, which are kept so that offsets agree with the source."""
    count = text.count("\x00")
    return (f"{count} NUL characters in the text are kept",) if count else ()


def _is_utf8(data: bytes) -> bool:
    """True for UTF-8 and for UTF-8 with damage: cut off at the end, or with fewer invalid places than valid characters.

    Text in another encoding is hardly ever valid by chance: a letter beyond ASCII would need the right neighbours.
    """
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
        beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
        return beyond_ascii - text.count("\ufffd") > text.count("\ufffd")
    return True


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of a Western text is NUL."""
    sample = data[:_SAMPLE]
    for codec in ("utf-16-le", "utf-16-be"):
        text = sample.decode(codec, errors="replace")
        if text.count("\ufffd") < 2 and _texty(text) and sum(map(str.isascii, text)) > len(text) / 2:
            return codec
    return None


def _guess(data: bytes) -> str:
    """Windows-1252 where most bytes are ASCII, as in an English or other Western text; else what statistics say."""
    from charset_normalizer import from_bytes

    first = _HIGH.search(data)
    begin = max(0, first.start() - _SAMPLE // 2) if first else 0
    sample = data[begin : begin + _SAMPLE]
    if len(_HIGH.findall(sample)) < len(sample) * _WESTERN_SHARE:
        return "cp1252"
    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


def _damage(data: bytes, text: str, codec: str) -> tuple[str, ...]:
    if "\ufffd" not in text:
        return ()
    written = data.decode(codec, errors="ignore").count("\ufffd")  # those that the author of the file put there
    lost = text.count("\ufffd") - written
    return (_lost(lost),) if lost > 0 else ()


def _lost(count: int) -> str:
    return f"{count} characters were not valid and are replaced by U+FFFD"


def _texty(text: str) -> bool:
    sample = text[:_SAMPLE]
    odd = sum(
        (char not in "\t\n\r\x0b\x0c\x00" and unicodedata.category(char) in ("Cc", "Cn", "Co")) or char == "\ufffd"
        for char in sample
    )
    return odd + max(0, sample.count("\x00") - len(sample) // 50) <= len(sample) * _BINARY_SHARE
