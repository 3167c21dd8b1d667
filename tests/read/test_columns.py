from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from onrecord.errors import UnreadableSource
from onrecord.model import Document
from onrecord.read.columns import document


def test_a_row_becomes_a_document_by_its_column_names() -> None:
    row = {" Body ": "Berg said no.", "pubDate": datetime(2021, 2, 18, 9, tzinfo=UTC), "Headline": " No ", "outlet": "Lamp",
           "link": "https://example.org/1", "lang": "en", "id": 7}  # fmt: skip
    assert document(row, "a.csv#row=1", None) == Document.of(
        "Berg said no.", title="No", published=date(2021, 2, 18), publisher="Lamp", address="https://example.org/1", language="en"
    )


def test_the_first_column_that_is_filled_counts() -> None:
    read = document({"text": "", "body": "Berg said no.", "date": "soon", "published": None}, "a#row=1", date(2020, 1, 1))
    assert (read.text, read.published, read.address) == ("Berg said no.", date(2020, 1, 1), "a#row=1")
    assert read.notes == ("the date 'soon' is not understood",)


def test_the_text_is_unaltered_but_for_half_characters() -> None:
    read = document({"text": " a\r\n\x00\ud800 "}, "a#row=1", None, ("of the table",))
    assert read.text == " a\r\n\x00\ufffd "
    assert read.notes == (
        "of the table", "1 characters were not valid and are replaced by U+FFFD", "1 NUL characters in the text are kept"
    )  # fmt: skip


def test_binary_text_is_read_as_utf8() -> None:
    assert document({"text": "“No”".encode()}, "a#row=1", None).text == "“No”"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"text": " \n"}, "the row's text is empty."),
        ({"text": None}, "the row's text is empty."),
        ({"text": ["a", "b"]}, "the row's text is a list, not a string."),
        ({"words": "a", "n": 1}, "Available: words, n. Try: rename a column to 'text'."),
    ],
)
def test_a_row_without_a_text_says_so(row: dict[str, object], message: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        document(row, "a#row=1", None)
    assert message in str(caught.value)
