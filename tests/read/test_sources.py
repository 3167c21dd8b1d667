from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import pytest

from onrecord.model import Document, Unread
from onrecord.read.sources import count_files, read_sources


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


def _texts(*sources: str) -> list[str]:
    return [item.text for item in read_sources(sources) if isinstance(item, Document)]


def _problem(source: str) -> str:
    (item,) = read_sources([source])
    assert isinstance(item, Unread)
    assert item.address == source
    return item.problem


def test_folders_are_read_in_order_and_hidden_files_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "deep/c.md", "image.png", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"This is {name}.")
    assert _texts(str(tmp_path)) == ["This is a.txt.", "This is b.txt.", "This is deep/c.md."]
    assert count_files([str(tmp_path)]) == 3


def test_a_glob_is_expanded(tmp_path: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    assert _texts(str(tmp_path / "a*.txt")) == ["a1.txt", "a2.txt"]


def test_standard_input_is_read_as_text_or_as_json_lines() -> None:
    (plain,) = read_sources(["-"], published=date(2021, 2, 18), stdin=io.BytesIO(b"Berg said no."))
    assert isinstance(plain, Document)
    assert (plain.text, plain.published, plain.address) == ("Berg said no.", date(2021, 2, 18), "-")
    rows = list(read_sources(["-"], stdin=io.BytesIO(b'{"text": "One."}\n{"text": "Two."}\n')))
    assert [row.text for row in rows if isinstance(row, Document)] == ["One.", "Two."]


def test_a_pdf_gives_its_text(tmp_path: Path) -> None:
    path = tmp_path / "statement"
    path.write_bytes(_pdf("Berg said no on Monday."))
    (document,) = read_sources([str(path)])
    assert isinstance(document, Document)
    assert document.text.strip() == "Berg said no on Monday."
    assert document.original is not None
    assert document.original.media_type == "application/pdf"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "it is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "an image"),
        ("broken.pdf", b"%PDF-1.4 nothing", "the PDF is damaged"),
        ("letter.docx", b"PK\x03\x04....", "Word"),
        ("page.html", b"<html></html>", "no article was found"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert message in _problem(str(tmp_path / name))


def test_a_missing_file_names_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("x")
    assert _problem(str(tmp_path / "artcle.txt")) == "there is no such file. Available: article.txt. Try: check the path."


def test_a_glob_without_a_match_and_an_empty_folder_are_said(tmp_path: Path) -> None:
    assert "no file matches" in _problem(str(tmp_path / "*.txt"))
    assert "the folder holds no file" in _problem(str(tmp_path))


def test_a_broken_link_and_a_locked_file_are_said(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    assert "cannot be opened" in _problem(str(tmp_path / "link.txt"))
    locked = tmp_path / "locked.txt"
    locked.write_text("x")
    locked.chmod(0)
    if os.access(locked, os.R_OK):
        pytest.skip("this user may read every file")
    assert "permissions" in _problem(str(locked))


def test_one_bad_source_never_stops_the_others(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("Berg said no.")
    (tmp_path / "bad.txt").write_bytes(b"")
    items = list(read_sources([str(tmp_path / name) for name in ("bad.txt", "gone.txt", "good.txt")]))
    assert [type(item) for item in items] == [Unread, Unread, Document]


def test_the_original_text_is_unaltered(tmp_path: Path) -> None:
    data = "“No,”\r\nBerg said.\r\n\r\n\u00a0End\x00.".encode()
    (tmp_path / "a.txt").write_bytes(data)
    assert _texts(str(tmp_path / "a.txt")) == [data.decode()]


def test_a_large_text_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_text("Berg said no. " * 3_600_000)
    (text,) = _texts(str(tmp_path))
    assert len(text) == 50_400_000
