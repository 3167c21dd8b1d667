from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UnreadableSource
from onrecord.read.text import LARGEST, decode

TEXT = "The minister said “no” – twice. Ärger in Køln.\r\nNext line.\n"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1).filter(str.strip))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if text.startswith("\ufeff") or text.count("\ufffd"):
        return
    if text.encode().startswith((b"PK", b"BZh", b"GIF8", b"SQLite")):
        return  # a few letters may be the beginning of a known binary form
    assert decode(text.encode()) == (text, ())


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_decides_and_is_noted(mark: bytes, encoding: str) -> None:
    text, notes = decode(mark + TEXT.encode(encoding))
    assert text == TEXT
    assert notes == (f"byte order mark of {encoding.upper()} taken off",)


def test_line_ends_are_kept() -> None:
    assert decode(b"one\r\ntwo\rthree\n")[0] == "one\r\ntwo\rthree\n"


def test_an_old_encoding_is_guessed_and_said() -> None:
    text, notes = decode(("Le président a déclaré que l’été serait chaud. " * 20).encode("cp1252"))
    assert "président a déclaré" in text
    assert "which was guessed" in notes[0]


def test_utf16_without_a_mark_is_recognised() -> None:
    text, notes = decode(("The minister said no. " * 10).encode("utf-16-le"))
    assert text.startswith("The minister said no.")
    assert "UTF-16-LE" in notes[0]


def test_nul_characters_are_kept_and_noted() -> None:
    text, notes = decode(b"The minister said\x00 no to all of them, and left the room.")
    assert "\x00" in text
    assert notes == ("1 NUL characters in the text are kept",)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it is empty"),
        (b" \n\t \r\n", "nothing but white space"),
        (b"\x00\x00\x00", "nothing but white space"),
        (b"PK\x03\x04" + bytes(range(256)), "ZIP archive"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (bytes(range(256)) * 20, "binary data"),
    ],
)
def test_what_is_no_text_says_what_it_is(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSource, match=message):
        decode(data)


def test_more_than_one_document_may_have_is_refused() -> None:
    with pytest.raises(UnreadableSource, match=r"more than one document may have .*Try: split it"):
        decode(b"x" * (LARGEST + 1))
