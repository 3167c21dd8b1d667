from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import UnreadableSource
from onrecord.read.forms import Form, recognise


@pytest.mark.parametrize(
    ("head", "suffix", "form"),
    [
        (b"Berg said no.", "", Form.TEXT),
        (b"Berg said no.", ".txt", Form.TEXT),
        (b"Title, text and nothing more.\nBerg said no.", "", Form.TEXT),
        (b"[Photo: AP]\nBerg said no.", "", Form.TEXT),
        (b"{not json}", "", Form.TEXT),
        (b"\xef\xbb\xbf\n <!doctype HTML><html>", "", Form.PAGE),
        (codecs.BOM_UTF16_LE + "<html>".encode("utf-16-le"), ".txt", Form.PAGE),
        (b'<?xml version="1.0"?><html>', "", Form.PAGE),
        (b"The tag <html> is old.", "", Form.TEXT),
        (b"no tags", ".htm", Form.PAGE),
        (b"%PDF-1.7", ".html", Form.PDF),
        (b"\r\n%PDF-1.7", ".pdf", Form.PDF),
        (b"PAR1....", "", Form.PARQUET),
        (b'{"text": "a"}\n{"text": "b"}', "", Form.JSON_LINES),
        (b'{"text": "a"}\n{"text": "b"}', ".json", Form.JSON_LINES),
        (b'{"text": "' + b"a" * 60_000, ".json", Form.JSON_LINES),
        (b'{\n "text": "a"}', ".json", Form.JSON_OBJECT),
        (b'[{"text": "a"}]', ".jsonl", Form.JSON_LIST),
        (b'[ {"text": "a"}]', "", Form.JSON_LIST),
        (b"title,text\nA,B", "", Form.COMMAS),
        (b"title;text\nA;B", "", Form.COMMAS),
        (b"title\ttext\nA\tB", "", Form.TABS),
        (b"", ".csv", Form.COMMAS),
    ],
)
def test_content_decides_before_the_name(head: bytes, suffix: str, form: Form) -> None:
    assert recognise(head, suffix) is form


@pytest.mark.parametrize(
    ("head", "suffix", "message"),
    [
        (b"PK\x03\x04..[Content_Types].xml..word/document.xml", "", "it is a Word document. Try: export it as PDF or text."),
        (b"PK\x03\x04....", ".docx", "it is a Word document. Try: export it as PDF or text."),
        (b"PK\x03\x04..xl/workbook.xml", ".csv", "it is an Excel workbook. Try: export it as CSV."),
        (b"PK\x03\x04....", ".zip", "it is a ZIP archive. Try: unpack it first."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc", "it is a Word document. Try: export it as PDF or text."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".txt", "it is an old Microsoft Office document. Try: export it as PDF or text."),
        (b"{\\rtf1 Berg", ".txt", "it is an RTF document. Try: export it as PDF or text."),
        (b"\x89PNG\r\n\x1a\n", ".txt", "it is an image. Try: run text recognition on it first."),
        (b"RIFF....WEBP", "", "it is an image. Try: run text recognition on it first."),
        (b"\x1f\x8b\x08", ".jsonl", "it is a gzip archive. Try: unpack it first."),
        (
            b"<?xml version='1.0'?><rss>",
            "",
            "it is an XML file, not a page. Try: give its text as plain text, HTML or a JSONL table.",
        ),
    ],
)
def test_what_holds_no_text_says_what_it_is(head: bytes, suffix: str, message: str) -> None:
    with pytest.raises(UnreadableSource) as caught:
        recognise(head, suffix)
    assert str(caught.value) == message


@given(st.binary(max_size=200), st.sampled_from(["", ".txt", ".csv", ".json", ".jsonl", ".html", ".pdf"]))
def test_any_bytes_have_a_form_or_are_refused(head: bytes, suffix: str) -> None:
    with contextlib.suppress(UnreadableSource):
        assert recognise(head, suffix) in Form
