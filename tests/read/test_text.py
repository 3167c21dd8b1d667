from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UnreadableSource
from onrecord.read.text import LARGEST, decode, without_surrogates

TEXT = "The minister said “no” – twice. Ärger in Køln.\r\nNext line.\n"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1).filter(str.strip))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    if text.startswith("\ufeff") or text.count("\ufffd"):
        return
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
        (codecs.BOM_UTF8, "nothing but white space"),
        (codecs.BOM_UTF16_LE + " \n".encode("utf-16-le"), "nothing but white space"),
        (bytes(range(256)) * 4, "binary data"),
        (bytes(range(256)) * 20, "binary data"),
    ],
)
def test_what_is_no_text_says_what_it_is(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSource, match=message):
        decode(data)


def test_more_than_one_document_may_have_is_refused() -> None:
    with pytest.raises(UnreadableSource, match=r"larger than one document may be \(200 MB\).*Try: split it"):
        decode(b"x" * (LARGEST + 1))


@given(
    st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1).filter(str.strip),
    st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]),
)
def test_wide_text_with_a_mark_comes_back_as_it_was(text: str, encoding: str) -> None:
    if "\ufffd" not in text and not text.startswith("\ufeff") and text.strip("\ufeff \n"):
        assert decode(("\ufeff" + text).encode(encoding))[0] == text


@pytest.mark.parametrize("damage", [b"\xff tail", b"\xe2\x80"])
def test_damaged_utf8_stays_utf8(damage: bytes) -> None:
    text, notes = decode(("“No,” she said. " * 20).encode() + damage)
    assert text.startswith("“No,” she said. “No,”")
    assert notes == ("1 characters were not valid and are replaced by U+FFFD",)


def test_a_replacement_character_of_the_author_is_no_damage() -> None:
    assert decode("The mark \ufffd stands for what is lost.".encode()) == ("The mark \ufffd stands for what is lost.", ())


def test_an_encoding_that_is_declared_is_not_guessed() -> None:
    text, notes = decode("Министр сказал".encode("koi8-r"), "koi8-r")
    assert (text, notes) == ("Министр сказал", ("read as koi8-r, as it declares",))


def test_statistics_tell_an_encoding_of_another_script() -> None:
    words = "Министр сказал, что переговоры провалились и что никто в этом не виноват. " * 20
    text, notes = decode(words.encode("cp1251"))
    assert text == words
    assert notes == ("not valid UTF-8; read as cp1251, which was guessed",)


def test_half_characters_are_replaced_one_for_one() -> None:
    assert without_surrogates("a\ud800b\udcff") == ("a\ufffdb\ufffd", ("2 characters were not valid and are replaced by U+FFFD",))
    assert without_surrogates("a\U0001f600") == ("a\U0001f600", ())
