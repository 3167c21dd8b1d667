from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tracemalloc
from datetime import date
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Document, Unread
from onrecord.read.forms import HEAD, Form
from onrecord.read.sources import read_sources
from onrecord.read.tables import read_table

ROWS = [
    {"headline": "One", "body": "Berg said no.", "pub_date": "2021-02-18", "outlet": "The Lamp", "url": "https://example.org/1"},
    {"headline": "Two", "body": "Lund said yes.", "pub_date": "soon", "outlet": "", "url": ""},
]


def _read(path: Path) -> list[Document | Unread]:
    return list(read_sources([str(path)], published=date(2020, 1, 1)))


def _write(path: Path) -> Path:
    match path.suffix:
        case ".jsonl":
            path.write_text("\n".join(map(json.dumps, ROWS)) + "\n\n")
        case ".json":
            path.write_text(json.dumps(ROWS))
        case ".parquet":
            pyarrow.parquet.write_table(pyarrow.Table.from_pylist(ROWS), path)
        case suffix:
            mark = "\t" if suffix == ".tsv" else ","
            lines = [mark.join(ROWS[0]), *(mark.join(f'"{value}"' for value in row.values()) for row in ROWS)]
            path.write_text("\n".join(lines))
    return path


@pytest.mark.parametrize("suffix", ["jsonl", "json", "csv", "tsv", "parquet"])
def test_every_kind_of_table_gives_the_same_documents(tmp_path: Path, suffix: str) -> None:
    first, second = _read(_write(tmp_path / f"articles.{suffix}"))
    assert isinstance(first, Document)
    assert (first.text, first.title, first.publisher) == ("Berg said no.", "One", "The Lamp")
    assert (first.published, first.address) == (date(2021, 2, 18), "https://example.org/1")
    assert isinstance(second, Document)
    assert (second.published, second.publisher) == (date(2020, 1, 1), None)
    assert second.address == f"{tmp_path / f'articles.{suffix}'}#row=2"
    assert second.notes == ("the date 'soon' is not understood",)


def test_a_bad_line_is_said_and_the_rest_go_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n{"text": \n[1]\n{"text": ""}\n{"words": "x"}\n{"text": "Two."}\n')
    items = _read(path)
    assert [item.text for item in items if isinstance(item, Document)] == ["One.", "Two."]
    problems = {item.address.split("#")[1]: item.problem for item in items if isinstance(item, Unread)}
    assert list(problems) == ["row=2", "row=3", "row=4", "row=5"]
    assert "not valid JSON" in problems["row=2"]
    assert "holds a list" in problems["row=3"]
    assert "text is empty" in problems["row=4"]
    assert "Available: words. Try: rename a column to 'text'" in problems["row=5"]


def test_a_field_of_a_megabyte_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text\n" + '"' + "word " * 250_000 + '"\n')
    (document,) = _read(path)
    assert isinstance(document, Document)
    assert len(document.text) == 1_250_000


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", "{", "not valid JSON"),
        ("a.csv", "text,title\n", "no rows"),
        ("a.json", "[]", "no rows"),
        ("b.json", '[{"text": "a"}, {"te', "breaks off in entry 2: Unterminated string"),
        ("b.json", '[{"text": "a"}, 2', "breaks off in entry 2: it is the last"),
        ("b.json", '[{"text": "a"}, ', "breaks off after entry 1"),
        ("c.json", "[1] 2", "something follows"),
        ("d.json", '[{"a" 1}, {"text": "b"}]', "entry 1: Expecting ':' delimiter"),
        ("d.json", '[{"a" 1}]', "entry 1: Expecting ':' delimiter"),
        ("b.csv", "a,b\n1,2\n3,4\n", "Available: a, b. Try: rename a column"),
        ("a.parquet", "no", "cannot be read"),
    ],
)
def test_a_table_that_is_none_says_so(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    item = _read(path)[-1]
    assert isinstance(item, Unread)
    assert item.address == str(path)
    assert message in item.problem


def _documents(path: Path) -> list[Document]:
    items = _read(path)
    assert all(isinstance(item, Document) for item in items)
    return [item for item in items if isinstance(item, Document)]


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("a.csv", "text,title\n“No”,x\n".encode("cp1252"), "not valid UTF-8; read as cp1252, which was guessed"),
        ("a.csv", ("\ufefftext\ttitle\n“No”\tx\n").encode("utf-16-le"), "byte order mark of UTF-16-LE taken off"),
        ("a.jsonl", ('\ufeff{"text": "“No”"}\n').encode("utf-16-le"), "byte order mark of UTF-16-LE taken off"),
        ("a.json", ('[{"text": "“No”"}]').encode("cp1252"), "not valid UTF-8; read as cp1252, which was guessed"),
    ],
)
def test_a_table_in_another_encoding_is_read_and_noted(tmp_path: Path, name: str, data: bytes, note: str) -> None:
    (tmp_path / name).write_bytes(data)
    (document,) = _documents(tmp_path / name)
    assert (document.text, document.notes) == ("“No”", (note,))


def test_a_damaged_row_is_noted_and_only_that(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes('{"text": "“Yes” – “yes”"}\n{"text": "N'.encode() + b'\xff"}\n')
    whole, damaged = _documents(path)
    assert whole.notes == ()
    assert (damaged.text, damaged.notes) == ("N\ufffd", ("1 characters were not valid and are replaced by U+FFFD",))


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_any_usual_delimiter_is_found(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'title{mark}text\r\nA{mark}"Berg said{mark} ""no"",\r\nand left."\r\n', newline="")
    (document,) = _documents(path)
    assert (document.title, document.text) == ("A", f'Berg said{mark} "no",\r\nand left.')


def test_a_text_that_was_cut_at_its_commas_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,title\nBerg said, no,x\n\nLund said yes\nEnd,y,,\n")
    first, second, third = _read(path)
    assert isinstance(first, Unread)
    assert first.problem.startswith("the row that ends in line 2 has 3 cells, the header 2. Try: put quotation marks")
    assert isinstance(second, Document)
    assert isinstance(third, Document)
    assert (second.text, second.address) == ("Lund said yes", f"{path}#row=2")
    assert (third.text, third.title) == ("End", "y")


def test_json_lines_and_lists_are_told_apart_by_content(tmp_path: Path) -> None:
    for name, content in (
        ("a.json", '{"text": "One."}\n{"text": "Two."}\n'),
        ("a.jsonl", '[{"text": "One."},\n {"text": "Two."}]'),
    ):
        (tmp_path / name).write_text(content)
        assert [document.text for document in _documents(tmp_path / name)] == ["One.", "Two."]
    (tmp_path / "b.json").write_text('{\n"text": "One."\n}')
    assert [document.text for document in _documents(tmp_path / "b.json")] == ["One."]


def test_an_entry_longer_than_what_is_read_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    texts = ["x" * 3_000_000, "y" * 10, "z" * 1_500_000]
    path.write_text(json.dumps([{"text": text} for text in texts]))
    assert [document.text for document in _documents(path)] == texts


@settings(max_examples=30)
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=("Cs",))).filter(str.strip), min_size=1, max_size=5))
def test_texts_come_back_from_every_kind_of_table(texts: list[str]) -> None:
    rows = [{"text": text} for text in texts]
    delimited, columns = io.StringIO(newline=""), io.BytesIO()
    csv.writer(delimited).writerows([["text"], *([text] for text in texts)])
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), columns)
    tables = {
        Form.JSON_LINES: "\n".join(map(json.dumps, rows)).encode(),
        Form.JSON_LIST: json.dumps(rows, ensure_ascii=False).encode(),
        Form.COMMAS: delimited.getvalue().encode(),
        Form.PARQUET: columns.getvalue(),
    }
    for form, data in tables.items():
        items = list(read_table(form, io.BytesIO(data), data[:HEAD], "t", None))
        assert [item.text for item in items if isinstance(item, Document)] == texts


@pytest.mark.parametrize("zone", [None, "Europe/Paris"])
def test_a_parquet_date_finer_than_python_has(tmp_path: Path, zone: str | None) -> None:
    times = pyarrow.array([1613640600123456789, None], pyarrow.timestamp("ns", zone))
    pyarrow.parquet.write_table(pyarrow.table({"text": ["One.", "Two."], "date": times, "n": [1, 2]}), tmp_path / "a.parquet")
    assert [document.published for document in _documents(tmp_path / "a.parquet")] == [date(2021, 2, 18), date(2020, 1, 1)]


def test_a_parquet_text_that_is_no_utf8_refuses_only_its_row(tmp_path: Path) -> None:
    texts = pyarrow.StringArray.from_buffers(2, pyarrow.py_buffer(b"\0\0\0\0\4\0\0\0\5\0\0\0"), pyarrow.py_buffer(b"One.\xff"))
    pyarrow.parquet.write_table(pyarrow.table({"text": texts}), tmp_path / "a.parquet")
    first, second = _read(tmp_path / "a.parquet")
    assert isinstance(first, Document)
    assert first.text == "One."
    assert isinstance(second, Unread)
    assert "the row cannot be read" in second.problem


def test_a_parquet_file_with_a_damaged_column_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"text": ["a"], "words": ["b"]}), path)
    path.write_bytes(path.read_bytes().replace(b"words", b"w\xffrds"))
    (item,) = _read(path)
    assert isinstance(item, Unread)
    assert "the Parquet file cannot be read" in item.problem


def test_a_parquet_table_without_a_text_says_what_it_has(tmp_path: Path) -> None:
    pyarrow.parquet.write_table(pyarrow.table({"words": ["a"], "n": [1]}), tmp_path / "a.parquet")
    (item,) = _read(tmp_path / "a.parquet")
    assert isinstance(item, Unread)
    assert "Available: words, n. Try: rename a column to 'text'" in item.problem


def test_delimited_and_json_tables_do_not_import_pyarrow(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text\nOne.\n")
    program = "import sys; from onrecord.read.sources import read_sources; print(*read_sources(sys.argv[1:])); print('pyarrow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "False"


def test_memory_stays_flat_over_a_long_table(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "Berg said no. " * 1000}) + "\n")
    path.write_bytes(path.read_bytes() * 2000)  # 28 MB
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_sources([str(path)])) == 2000
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
