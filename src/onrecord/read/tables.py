"""Tables of texts: JSONL, JSON, CSV, TSV, Parquet. Read row by row; a bad row is said and the rest go on."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.errors import UnreadableSource
from onrecord.model import Document, Unread
from onrecord.read.dates import parse_date

#: The names under which tables keep what a document has; the first that a row has counts.
COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext", "main_text", "article_text", "story"),
    "published": (
        "published",
        "date",
        "publication_date",
        "pubdate",
        "pub_date",
        "date_published",
        "published_at",
        "publish_date",
        "datetime",
    ),
    "title": ("title", "headline", "heading"),
    "publisher": ("publisher", "source", "outlet", "sitename", "publication", "newspaper", "domain"),
    "address": ("url", "address", "link", "uri", "source_url"),
    "language": ("language", "lang"),
}
_Row = tuple[int, Mapping[str, Any] | Unread]


def read_table(
    path: Path | None, stream: BinaryIO, suffix: str, address: str, published: date | None
) -> Iterator[Document | Unread]:
    """The documents of a table's rows, numbered from 1, in their order.

    :raises UnreadableSource: the table as a whole cannot be read.
    """
    readers: dict[str, Callable[[], Iterator[_Row]]] = {
        ".jsonl": lambda: _json_lines(stream, address),
        ".ndjson": lambda: _json_lines(stream, address),
        ".json": lambda: _json(stream, address),
        ".csv": lambda: _delimited(stream, ","),
        ".tsv": lambda: _delimited(stream, "\t"),
        ".parquet": lambda: _parquet(path or io.BytesIO(stream.read())),
    }
    rows = 0
    for number, row in readers[suffix]():
        rows += 1
        yield row if isinstance(row, Unread) else _document(row, f"{address}#row={number}", published)
    if not rows:
        raise UnreadableSource("the table has no rows", attempt="name a table with a text in each row")


TABLES = frozenset({".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet"})


def _document(row: Mapping[str, Any], address: str, published: date | None) -> Document | Unread:
    by_name = {str(name).strip().lower(): value for name, value in row.items() if name is not None}

    def value(field: str) -> Any:
        return next((by_name[name] for name in COLUMNS[field] if by_name.get(name) not in (None, "")), None)

    text = value("text")
    if not isinstance(text, str) or not text.strip():
        has_column = any(name in by_name for name in COLUMNS["text"])
        happened = (
            "the row's text is empty" if has_column else f"the row has none of the text columns {', '.join(COLUMNS['text'])}"
        )
        error = UnreadableSource(
            happened, available=() if has_column else sorted(by_name), attempt="" if has_column else "rename a column to 'text'"
        )
        return Unread(address, str(error))
    stated = value("published")
    day = parse_date(stated)
    notes = (f"the date {str(stated)[:40]!r} is not understood",) if stated is not None and day is None else ()
    return Document.of(
        text,
        title=_string(value("title")),
        published=day or published,
        publisher=_string(value("publisher")),
        address=_string(value("address")) or address,
        language=_string(value("language")),
        notes=notes,
    )


def _string(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _json_lines(stream: BinaryIO, address: str) -> Iterator[_Row]:
    for number, line in enumerate(stream, start=1):
        if line.strip():
            yield number, _json_row(line, f"{address}#row={number}")


def _json_row(line: bytes, address: str) -> Mapping[str, Any] | Unread:
    try:
        row = json.loads(line.decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        return Unread(
            address, str(UnreadableSource(f"the line is not valid JSON ({error})", attempt="put one JSON object on each line"))
        )
    if not isinstance(row, dict):
        return Unread(
            address,
            str(
                UnreadableSource(
                    f"the line holds a {type(row).__name__}, not an object", attempt="put one JSON object on each line"
                )
            ),
        )
    return row


def _json(stream: BinaryIO, address: str) -> Iterator[_Row]:
    """A JSON file: one object, or a list of them. It has to be held in memory; JSONL has not."""
    try:
        data = json.loads(stream.read().decode("utf-8-sig", errors="replace"))
    except (ValueError, RecursionError) as error:
        raise UnreadableSource(
            f"it is not valid JSON ({error})", attempt="check it with a JSON validator; one object a line is JSONL"
        ) from error
    rows = data if isinstance(data, list) else [data]
    for number, row in enumerate(rows, start=1):
        if isinstance(row, dict):
            yield number, row
        else:
            problem = UnreadableSource(f"the entry is a {type(row).__name__}, not an object", attempt="give a list of objects")
            yield number, Unread(f"{address}#row={number}", str(problem))


def _delimited(stream: BinaryIO, delimiter: str) -> Iterator[_Row]:
    # A field of text may be of any length; Python's own limit is 128 KiB. The largest C long is the largest limit it takes.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    try:
        yield from enumerate(csv.DictReader(_without_nul(text), delimiter=delimiter), start=1)
    except csv.Error as error:
        raise UnreadableSource(f"the table breaks off: {error}", attempt="check its quotation marks and delimiters") from error
    finally:
        text.detach()  # the stream is its opener's to close


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    """Python's reader refuses NUL; in a delimited file it can only be damage."""
    for line in lines:
        yield line.replace("\x00", "")


def _parquet(source: Path | io.BytesIO) -> Iterator[_Row]:
    import pyarrow
    import pyarrow.parquet as parquet

    wanted = {name for names in COLUMNS.values() for name in names}
    number = 0
    try:
        file = parquet.ParquetFile(source)
        columns = [name for name in file.schema_arrow.names if name.lower() in wanted] or file.schema_arrow.names
        for batch in file.iter_batches(batch_size=64, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except (pyarrow.ArrowException, OSError) as error:
        raise UnreadableSource(f"the Parquet file cannot be read ({error})", attempt="write it again") from error
