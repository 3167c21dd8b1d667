"""Under which names tables keep what a document has, and a row made into a document."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from onrecord.errors import UnreadableSource
from onrecord.model import Document
from onrecord.read.dates import parse_date
from onrecord.read.text import nul_note, without_surrogates

#: Field of a document → the column names it may have, in lower case; the first that a row fills counts.
COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext", "main_text", "article_text", "story"),
    "published": ("published", "date", "publication_date", "pubdate", "pub_date", "date_published", "published_at",
                  "publish_date", "datetime"),
    "title": ("title", "headline", "heading"),
    "publisher": ("publisher", "source", "outlet", "sitename", "publication", "newspaper", "domain"),
    "address": ("url", "address", "link", "uri", "source_url"),
    "language": ("language", "lang"),
}  # fmt: skip
KNOWN = frozenset(name for names in COLUMNS.values() for name in names)


def normal(name: object) -> str:
    """A column's name as :data:`COLUMNS` spells it."""
    return str(name).strip().lower()


def has_text_column(names: Iterable[object]) -> bool:
    """True when one of the columns can hold a document's text."""
    return any(normal(name) in COLUMNS["text"] for name in names)


def header(line: str, mark: str) -> list[str]:
    """The cells of a delimited table's first line; none when it cannot be one."""
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:
        return []


def no_text_column(what: str, names: Iterable[object]) -> UnreadableSource:
    """The error for a table or row that has none of the text columns, naming those it has."""
    return UnreadableSource(
        f"the {what} has none of the text columns {', '.join(COLUMNS['text'])}",
        available=[str(name)[:40] for name in names][:30],
        attempt="rename a column to 'text'",
    )


def document(row: Mapping[str, Any], address: str, published: date | None, notes: tuple[str, ...] = ()) -> Document:
    """The document in a row; ``address`` is the row's own place, ``notes`` what is to tell of the table as a whole.

    :raises UnreadableSource: the row has no text.
    """
    by_name: dict[str, Any] = {}
    for name, value in row.items():
        by_name.setdefault(normal(name), value)
    filled = {
        field: next((by_name[name] for name in names if by_name.get(name) not in (None, "")), None)
        for field, names in COLUMNS.items()
    }
    if not has_text_column(by_name):
        raise no_text_column("row", row)
    text, lost = without_surrogates(_text(filled["text"]))
    stated = filled["published"]
    day = parse_date(stated)
    misunderstood = (f"the date {_shown(stated)} is not understood",) if stated is not None and day is None else ()
    return Document.of(
        text,
        title=_string(filled["title"]),
        published=day or published,
        publisher=_string(filled["publisher"]),
        address=_string(filled["address"]) or address,
        language=_string(filled["language"]),
        notes=(*notes, *lost, *nul_note(text), *misunderstood),
    )


def _text(value: object) -> str:
    if isinstance(value, bytes):  # a Parquet file may call its texts binary
        value = value.decode("utf-8", errors="surrogateescape")
    if isinstance(value, str) and value.strip():
        return value
    if value is None or isinstance(value, str):
        raise UnreadableSource("the row's text is empty")
    raise UnreadableSource(f"the row's text is a {type(value).__name__}, not a string", attempt="write the text as one string")


def _string(value: object) -> str | None:
    return without_surrogates(value.strip())[0] or None if isinstance(value, str) else None


def _shown(value: object) -> str:
    return repr(without_surrogates(str(value))[0][:40])
