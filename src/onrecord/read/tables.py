"""Tables of texts: JSONL, JSON, CSV, TSV, Parquet. Read row by row; a bad row is said and the rest go on."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from itertools import chain
from shutil import copyfileobj
from typing import Any, BinaryIO, TextIO

from onrecord.errors import UnreadableSource
from onrecord.model import Document, Unread
from onrecord.read.columns import KNOWN, document, has_text_column, header, no_text_column, normal
from onrecord.read.forms import Form
from onrecord.read.text import LARGEST, check_size, detect

_ONE_A_LINE = "put one JSON object on each line"
_CHUNK = 2**20  # characters of a JSON list read at a time
_ROWS = 64  # rows of a Parquet file held at a time; an article has some kilobytes, a report a megabyte
_BUFFER = 2**20  # bytes of a Parquet column read at a time, instead of the whole of its row group

#: A row's number with its fields, or with what is wrong with it. In JSONL the number is the line's, else the record's.
_Row = tuple[int, Mapping[str, Any] | UnreadableSource]


def read_table(form: Form, stream: BinaryIO, head: bytes, address: str, published: date | None) -> Iterator[Document | Unread]:
    """The documents of a table's rows, in their order; the place of a row is the table's with ``#row=`` and its number, from 1.

    ``head`` is the beginning of ``stream``, which stands at its start.

    :raises UnreadableSource: the table as a whole cannot be read, at once or from some row on.
    """
    notes = () if form is Form.PARQUET else detect(head).notes
    empty = True
    for number, row in _READERS[form](stream, head):
        empty = False
        yield _document(row, f"{address}#row={number}", published, notes)
    if empty:
        raise UnreadableSource("the table has no rows", attempt="name a table with a text in each row")


def _document(
    row: Mapping[str, Any] | UnreadableSource, place: str, published: date | None, notes: tuple[str, ...]
) -> Document | Unread:
    try:
        if isinstance(row, UnreadableSource):
            raise row
        return document(row, place, published, notes)
    except UnreadableSource as error:
        return Unread(place, str(error))


@contextmanager
def _characters(stream: BinaryIO, head: bytes) -> Iterator[TextIO]:
    """The stream as text, line ends unaltered. A byte that does not decode becomes a half character, so that its row says so."""
    encoding = detect(head)
    stream.read(encoding.mark)
    # The codecs of two and four bytes a character have nothing to put in the place of a single byte.
    errors = "replace" if encoding.codec.startswith(("utf-16", "utf-32")) else "surrogateescape"
    text = io.TextIOWrapper(stream, encoding=encoding.codec, errors=errors, newline="")
    try:
        yield text
    finally:
        text.detach()  # the stream is its opener's to close


def _lines(text: TextIO) -> Iterator[str]:
    """Lines, none longer than :data:`LARGEST` characters: what is longer comes in pieces, so that memory stays bounded."""
    while line := text.readline(LARGEST):
        yield line


def _json_lines(stream: BinaryIO, head: bytes) -> Iterator[_Row]:
    with _characters(stream, head) as text:
        number, within = 1, False
        for line in _lines(text):
            whole = line.endswith(("\n", "\r")) or len(line) < LARGEST
            if within or not whole:
                if not within:
                    yield number, UnreadableSource("the line is longer than one document may be", attempt=_ONE_A_LINE)
                within = not whole
            elif line.strip():
                yield number, _object(line)
            number += whole


def _object(line: str) -> Mapping[str, Any] | UnreadableSource:
    try:
        return _fields(json.loads(line), "line")
    except (ValueError, RecursionError) as error:
        return UnreadableSource(f"the line is not valid JSON ({error})", attempt=_ONE_A_LINE)


def _fields(value: object, what: str) -> Mapping[str, Any] | UnreadableSource:
    if isinstance(value, dict):
        return value
    return UnreadableSource(f"the {what} holds a {type(value).__name__}, not an object", attempt="give an object for each text")


def _json_object(stream: BinaryIO, head: bytes) -> Iterator[_Row]:
    """A file that is one object over several lines."""
    with _characters(stream, head) as text:
        data = text.read(LARGEST + 1)
        check_size(len(data), LARGEST)
        try:
            yield 1, _fields(json.loads(data), "file")
        except (ValueError, RecursionError) as error:
            raise _bad_json(str(error)) from error


def _json_list(stream: BinaryIO, head: bytes) -> Iterator[_Row]:
    """The entries of a list, without holding the list: as much is read as the next entry needs."""
    with _characters(stream, head) as text:
        decoder, number = json.JSONDecoder(), 0
        waiting = text.read(_CHUNK).lstrip().removeprefix("[")
        while True:
            waiting = waiting.lstrip(" \t\r\n,")
            if not waiting:
                waiting = text.read(_CHUNK)
                if not waiting:
                    raise _bad_json(f"the list breaks off after entry {number}")
                continue
            if waiting.startswith("]"):
                if waiting[1:].strip() or text.read(_CHUNK).strip():
                    raise _bad_json(f"something follows the end of the list, which has {number} entries")
                return
            value, end, waiting = _next_entry(decoder, waiting, text, number + 1)
            number += 1
            yield number, _fields(value, "entry")
            waiting = waiting[end:]


def _next_entry(decoder: json.JSONDecoder, waiting: str, text: TextIO, number: int) -> tuple[object, int, str]:
    """The entry that ``waiting`` begins with, where it ends, and ``waiting`` with what had to be read to see that end."""
    fault = "it is the last, and the list has no end"
    while True:
        try:
            value, end = decoder.raw_decode(waiting)
        except RecursionError as error:
            raise _bad_json(f"entry {number} is nested too deeply") from error
        except json.JSONDecodeError as error:
            # Where the error lies before the end of what was read, reading more cannot mend it.
            unfinished = error.msg.startswith("Unterminated string") or error.pos >= len(waiting) - len("-Infinity")
            if not unfinished:
                raise _bad_json(f"entry {number}: {error.msg}") from error
            fault = error.msg
        except ValueError as error:
            raise _bad_json(f"entry {number}: {error}") from error
        else:
            if end < len(waiting):  # a number that ends with the text may go on
                return value, end, waiting
        check_size(len(waiting), LARGEST)
        more = text.read(max(_CHUNK, len(waiting)))
        if not more:
            raise _bad_json(f"the list breaks off in entry {number}: {fault}")
        waiting += more


def _bad_json(why: str) -> UnreadableSource:
    return UnreadableSource(f"it is not valid JSON ({why})", attempt="check it with a JSON validator; one object a line is JSONL")


def _delimited(mark: str) -> Callable[[BinaryIO, bytes], Iterator[_Row]]:
    """A reader of tables whose cells are parted by ``mark``, or by another usual mark where only that gives a text column."""

    def rows(stream: BinaryIO, head: bytes) -> Iterator[_Row]:
        # Python's own limit for a cell is 128 KiB. It is one setting for the whole process and is only ever raised here.
        csv.field_size_limit(max(csv.field_size_limit(), LARGEST))
        with _characters(stream, head) as text:
            lines = _lines(text)
            first = next((line for line in lines if line.strip()), "")
            found = _mark(first, mark)
            reader = csv.reader(chain((first,), lines), delimiter=found)
            yield from _records(reader, _names(reader))

    return rows


def _mark(line: str, usual: str) -> str:
    """What parts the cells of a header: ``usual``, or the other mark under which it names a text.

    :raises UnreadableSource: under no mark does it name one.
    """
    if not line:
        raise UnreadableSource("the table has no rows", attempt="name a table with a text in each row")
    for mark in (usual, ",", ";", "\t", "|"):
        if has_text_column(header(line, mark)):
            return mark
    raise no_text_column("table", header(line, usual))


def _names(reader: Any) -> list[str]:
    try:
        return list(next(reader, []))
    except csv.Error as error:
        raise UnreadableSource(f"the table's header breaks off ({error})", attempt="check its quotation marks") from error


def _records(reader: Any, names: list[str]) -> Iterator[_Row]:
    """The records after the header ``names``. One with too many cells is refused: a text cut at its commas is not the text."""
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield (
                number,
                UnreadableSource(
                    f"the row that ends in line {reader.line_num} breaks off ({error})", attempt="check its quotation marks"
                ),
            )
            continue
        if cells is None:
            return
        if not cells:
            number -= 1  # a blank line is no record
        elif any(cells[len(names) :]):
            yield (
                number,
                UnreadableSource(
                    f"the row that ends in line {reader.line_num} has {len(cells)} cells, the header {len(names)}",
                    attempt="put quotation marks around texts that hold the delimiter",
                ),
            )
        else:
            yield number, dict(zip(reversed(names[: len(cells)]), reversed(cells[: len(names)]), strict=True))


def _parquet(stream: BinaryIO, head: bytes) -> Iterator[_Row]:
    import pyarrow
    import pyarrow.parquet as parquet

    number = 0
    with _seekable(stream) as source:
        try:
            file = parquet.ParquetFile(source, buffer_size=_BUFFER, pre_buffer=False)
            names = file.schema_arrow.names
            if not has_text_column(names):
                raise no_text_column("table", names)
            columns = [name for name in names if normal(name) in KNOWN]
            for batch in file.iter_batches(batch_size=_ROWS, columns=columns, use_threads=False):
                for row in _rows(_with_dates_as_text(batch)):
                    number += 1
                    yield number, row
        except (pyarrow.ArrowException, OSError, ValueError) as error:  # ValueError: names that are no UTF-8
            raise UnreadableSource(f"the Parquet file cannot be read ({error})", attempt="write it again") from error


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream itself, or a copy of it on disk: a Parquet file is read from its end."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        copyfileobj(stream, copy)
        copy.seek(0)
        yield copy


def _with_dates_as_text(batch: Any) -> Any:
    """The batch with its dates in ISO 8601: Python has neither the nanoseconds nor the years that Arrow's may have."""
    import pyarrow

    types = pyarrow.types
    columns = [
        column.cast(pyarrow.string()) if types.is_date(column.type) or types.is_timestamp(column.type) else column
        for column in batch.columns
    ]
    return pyarrow.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _rows(batch: Any) -> Iterator[Mapping[str, Any] | UnreadableSource]:
    """The rows of a batch; where a value has no form in Python, only its row is refused."""
    try:
        yield from batch.to_pylist()
        return
    except (ValueError, OverflowError):
        pass
    for index in range(batch.num_rows):
        try:
            yield batch.slice(index, 1).to_pylist()[0]
        except (ValueError, OverflowError) as error:
            yield UnreadableSource(f"the row cannot be read ({error})", attempt="write its texts as UTF-8 strings")


_READERS: dict[Form, Callable[[BinaryIO, bytes], Iterator[_Row]]] = {
    Form.JSON_LINES: _json_lines,
    Form.JSON_LIST: _json_list,
    Form.JSON_OBJECT: _json_object,
    Form.COMMAS: _delimited(","),
    Form.TABS: _delimited("\t"),
    Form.PARQUET: _parquet,
}
#: The forms that hold a document in each row.
TABLES = frozenset(_READERS)
