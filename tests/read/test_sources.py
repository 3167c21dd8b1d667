from __future__ import annotations

import hashlib
import io
import os
import threading
from datetime import date
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from onrecord.model import Document, Unread
from onrecord.read.sources import count_files, read_sources
from onrecord.read.text import LARGEST


def _texts(*sources: str) -> list[str]:
    return [item.text for item in read_sources(sources) if isinstance(item, Document)]


def _problem(source: str) -> str:
    (item,) = read_sources([source])
    assert isinstance(item, Unread)
    assert item.address == source
    return item.problem


def test_folders_are_read_in_order_and_hidden_files_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", ".hidden.txt", "deep/c.md", "noname", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"This is {name}.")
    assert _texts(str(tmp_path)) == ["This is a.txt.", "This is b.txt.", "This is deep/c.md.", "This is noname."]
    assert count_files([str(tmp_path)]) == 4


def test_what_cannot_be_read_in_a_folder_is_said_and_the_furniture_of_pages_passed_over(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04word/")
    for name in ("style.css", "page.html", "page_files/ad.txt", "own_files/a.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Berg said no.")
    items = list(read_sources([str(tmp_path)]))
    assert [Path(item.address or "").relative_to(tmp_path).as_posix() for item in items] == [
        "letter.docx",
        "own_files/a.txt",
        "page.html",
    ]
    assert isinstance(items[0], Unread)
    assert items[0].problem == "it is a Word document. Try: export it as PDF or text."


def test_a_folder_that_holds_itself_is_said_and_linked_folders_are_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "else").mkdir()
    (tmp_path / "else/a.txt").write_text("Berg said no.")
    (tmp_path / "in/linked").symlink_to(tmp_path / "else")
    (tmp_path / "in/loop").symlink_to(tmp_path / "in")
    first, second = read_sources([str(tmp_path / "in")])
    assert isinstance(first, Document)
    assert first.address == str(tmp_path / "in/linked/a.txt")
    assert isinstance(second, Unread)
    assert (second.address, "holds itself" in second.problem) == (str(tmp_path / "in/loop"), True)


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (item,) = read_sources([str(tmp_path)])
    assert isinstance(item, Unread)
    assert item.problem == "it is a pipe or a device, not a file. Try: name it itself."


def test_a_broken_link_in_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    (item,) = read_sources([str(tmp_path)])
    assert isinstance(item, Unread)
    assert (item.address, "cannot be opened" in item.problem) == (str(tmp_path / "link.txt"), True)


def test_a_glob_is_expanded(tmp_path: Path) -> None:
    for name in ("a1.txt", "a2.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    assert _texts(str(tmp_path / "a*.txt")) == ["a1.txt", "a2.txt"]


def test_a_glob_reaches_into_folders_and_takes_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    for name in ("a.txt", "deep/b.txt", "[c].txt"):
        (tmp_path / name).write_text(name)
    (tmp_path / "deep/loop").symlink_to(tmp_path)
    assert _texts(str(tmp_path / "**/*.txt")) == ["[c].txt", "a.txt", "deep/b.txt"]
    assert _texts(str(tmp_path / "[c].txt")) == ["[c].txt"]
    (tmp_path / "deep/loop").unlink()
    assert _texts(str(tmp_path / "d*")) == ["deep/b.txt"]


def test_standard_input_is_read_as_text_or_as_json_lines() -> None:
    (plain,) = read_sources(["-"], published=date(2021, 2, 18), stdin=io.BytesIO(b"Berg said no."))
    assert isinstance(plain, Document)
    assert (plain.text, plain.published, plain.address) == ("Berg said no.", date(2021, 2, 18), "-")
    rows = list(read_sources(["-"], stdin=io.BytesIO(b'{"text": "One."}\n{"text": "Two."}\n')))
    assert [row.text for row in rows if isinstance(row, Document)] == ["One.", "Two."]


def test_a_stream_that_cannot_be_wound_back_is_read_whole() -> None:
    read_end, write_end = os.pipe()
    lines = b"".join(b'{"text": "Statement %d %s"}\n' % (number, b"x" * 990) for number in range(1000))
    writer = threading.Thread(target=lambda: (os.write(write_end, lines[:100_000]), _rest(write_end, lines[100_000:])))
    writer.start()
    with os.fdopen(read_end, "rb") as stream:
        items = list(read_sources(["-"], stdin=stream))
    writer.join()
    assert [item.text.split()[1] for item in items if isinstance(item, Document)] == [str(number) for number in range(1000)]


def _rest(descriptor: int, data: bytes) -> None:
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)


def test_a_parquet_table_may_come_through_a_pipe() -> None:
    data = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": ["One.", "Two."]}), data)
    stream = io.BytesIO(data.getvalue())
    stream.seekable = lambda: False  # type: ignore[method-assign]
    items = read_sources(["-"], stdin=stream)
    assert [item.text for item in items if isinstance(item, Document)] == ["One.", "Two."]


@pytest.mark.parametrize("name", ["", "x" * 5000, "a\0b", "[a\0*"])
def test_a_name_that_cannot_be_one_is_said(name: str) -> None:
    assert "Try: " in _problem(name)


def test_a_file_of_more_than_one_document_may_have_is_said(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.write(b"Berg")
        file.truncate(LARGEST + 1)
    assert "larger than one document may be (200 MB)" in _problem(str(tmp_path / "huge.txt"))


def test_a_file_that_vanishes_between_listing_and_reading_is_said(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name)
    items = read_sources([str(tmp_path / "*.txt")])
    assert isinstance(next(items), Document)
    (tmp_path / "b.txt").unlink()
    second = next(items)
    assert isinstance(second, Unread)
    assert "cannot be opened (No such file or directory)" in second.problem


def test_equal_files_give_equal_ids_taken_over_their_bytes(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(b"\xef\xbb\xbfBerg said no.")
    first, second = read_sources([str(tmp_path)])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.id == second.id
    assert first.sha256 == hashlib.sha256(b"\xef\xbb\xbfBerg said no.").hexdigest()


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
    for name in ("article.txt", "budget.csv"):
        (tmp_path / name).write_text("x")
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
