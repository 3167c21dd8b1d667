from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from onrecord.model import Document, Unread
from onrecord.read.sources import read_sources

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
    [("a.json", "{", "not valid JSON"), ("a.csv", "", "no rows"), ("a.parquet", "no", "cannot be read")],
)
def test_a_table_that_is_none_says_so(tmp_path: Path, name: str, content: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(content)
    (item,) = _read(path)
    assert isinstance(item, Unread)
    assert message in item.problem
