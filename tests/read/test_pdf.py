from __future__ import annotations

import io
import logging
from datetime import date

import pytest
from pypdf import PdfWriter
from pypdf.errors import DependencyError

from onrecord.errors import UnreadableSource
from onrecord.read.pdf import read_pdf


def _pdf(words: str) -> bytes:
    """A PDF of one page with one line of text."""
    stream = f"BT /F1 12 Tf 10 50 Td ({words}) Tj ET".encode()
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + table + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(data)


def _written(*pages: str | None, **encryption: str) -> bytes:
    """A PDF with these pages, null for one without text; made on 18 February 2021."""
    writer = PdfWriter()
    for words in pages:
        if words is None:
            writer.add_blank_page(300, 100)
        else:
            writer.append(io.BytesIO(_pdf(words)))
    writer.add_metadata({"/Title": " Talks fail ", "/CreationDate": "D:20210218093000Z"})
    if encryption:
        writer.encrypt(algorithm="RC4-128", **encryption)  # the others need a library that is not required
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_pages_are_parted_by_a_blank_line_and_the_file_is_kept() -> None:
    data = _written("Berg said no on Mon-", "day.")
    document = read_pdf(data, "a.pdf", date(2021, 2, 19))
    assert document.text == "Berg said no on Mon-\n\nday."
    assert (document.title, document.published, document.address) == ("Talks fail", date(2021, 2, 19), "a.pdf")
    assert document.notes == ()
    assert document.original is not None
    assert (document.original.data, document.original.media_type) == (data, "application/pdf")


def test_the_day_the_file_was_made_is_told_but_is_not_the_day_of_publication() -> None:
    document = read_pdf(_written("Berg said no."), "a.pdf", None)
    assert document.published is None
    assert document.notes == ("the PDF was made on 2021-02-18, which need not be when its text was published",)


def test_pages_without_text_are_counted() -> None:
    document = read_pdf(_written("One.", None, "Three."), "a.pdf", date(2021, 2, 19))
    assert document.text == "One.\n\nThree."
    assert document.notes == ("1 of the PDF's 3 pages hold no text",)


def test_a_file_that_needs_no_password_to_be_read_is_read() -> None:
    assert read_pdf(_written("Berg said no.", user_password="", owner_password="x"), "a.pdf", None).text == "Berg said no."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.4 nothing", "the PDF is damaged"),
        (_pdf("Berg")[:-200], "the PDF is damaged"),
        (_written("Berg said no.", user_password="u", owner_password="o"), "locked with a password. Try: save an unlocked copy"),
        (_written(None, None), r"pages \(2\) hold no text, only pictures. Try: run text recognition"),
        (_written(), "the PDF has no pages"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableSource, match=message):
        read_pdf(data, "a.pdf", None)


@pytest.mark.parametrize(
    ("failure", "message"),
    [
        (DependencyError("cryptography"), "install the package 'cryptography'"),
        (IndexError("list"), r"the PDF is damaged \(list\)"),
    ],
)
def test_whatever_fails_inside_is_said(monkeypatch: pytest.MonkeyPatch, failure: Exception, message: str) -> None:
    def fail(*_: object) -> str:
        raise failure

    monkeypatch.setattr("pypdf.PageObject.extract_text", fail)
    with pytest.raises(UnreadableSource, match=message):
        read_pdf(_pdf("Berg said no."), "a.pdf", None)


def test_the_library_is_silent_only_while_it_reads(capsys: pytest.CaptureFixture[str]) -> None:
    level = logging.getLogger("pypdf").level
    with pytest.raises(UnreadableSource):
        read_pdf(b"%PDF-1.4 nothing", "a.pdf", None)
    assert logging.getLogger("pypdf").level == level
    assert capsys.readouterr().err == ""
