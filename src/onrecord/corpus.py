"""Corpora with gold attributions, in the form of the attribution scorer.

A corpus is a JSONL file, one document a line, ``{"doc": name, "attributions": [{"content": [[start, end], …], "source": …,
"cue": …}]}``, with the texts beside it: offsets are code points of ``text/<doc>.txt`` read as UTF-8 without newline
translation (``doc#annotator`` reads ``doc.txt``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.errors import BadCorpus

Spans = tuple[tuple[int, int], ...]
ROLES = ("content", "source", "cue")


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold attribution: half-open character ranges per role."""

    content: Spans
    source: Spans
    cue: Spans

    def to_json(self) -> dict[str, list[list[int]]]:
        return {role: [list(span) for span in getattr(self, role)] for role in ROLES}


@dataclass(frozen=True, slots=True)
class Example:
    """One article: its name, its text and its gold attributions."""

    name: str
    text: str
    golds: tuple[Gold, ...]


def read_corpus(data: Path) -> list[Example]:
    """The examples of a corpus. ``data`` is its JSONL file, the folder that file is named after, or a folder with ``gold.jsonl``.

    :raises BadCorpus: a file is missing, a line is not in the form, a document stands twice, or a span lies outside its text.
    """
    gold, texts = _places(data)
    examples: dict[str, Example] = {}
    with gold.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                example = _example(line, texts, f"{gold}, line {number}")
                if example.name in examples:
                    raise BadCorpus(f"{gold}, line {number}: the document '{example.name}' stands twice")
                examples[example.name] = example
    if not examples:
        raise BadCorpus(f"{gold} holds no documents")
    return list(examples.values())


def digest(examples: Iterable[Example]) -> str:
    """Sixteen hexadecimal digits over all texts and gold spans."""
    whole = hashlib.sha256()
    for example in sorted(examples, key=lambda example: example.name):
        rows = [gold.to_json() for gold in example.golds]
        whole.update(json.dumps([example.name, example.text, rows]).encode())
    return whole.hexdigest()[:16]


def write_spans(path: Path, rows: Iterable[tuple[str, Iterable[Gold]]]) -> None:
    """Attributions by document, gold or predicted, as a JSONL file."""
    with path.open("w", encoding="utf-8") as file:
        for name, golds in rows:
            file.write(json.dumps({"doc": name, "attributions": [gold.to_json() for gold in golds]}) + "\n")


def _places(data: Path) -> tuple[Path, Path]:
    """The JSONL file and the folder of texts of a corpus."""
    options = (
        (data, data.with_suffix("") / "text"),
        (data, data.parent / "text"),
        (data / "gold.jsonl", data / "text"),
        (data.with_name(data.name + ".jsonl"), data / "text"),
    )
    for gold, texts in options:
        if gold.is_file() and texts.is_dir():
            return gold, texts
    raise BadCorpus(
        f"no corpus at {data}",
        available=sorted(entry.name for entry in data.iterdir())[:8] if data.is_dir() else (),
        attempt="name a JSONL file with a folder 'text' beside it, or a folder that holds 'gold.jsonl' and 'text'",
    )


def _example(line: str, texts: Path, place: str) -> Example:
    try:
        row: dict[str, Any] = json.loads(line)
        name = str(row["doc"])
        golds = tuple(
            Gold(*(tuple((int(s), int(e)) for s, e in gold.get(role) or ()) for role in ROLES)) for gold in row["attributions"]
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadCorpus(
            f"{place}: not in the form of a corpus ({error!r})", attempt='{"doc": …, "attributions": [{"content": [[s, e]], …}]}'
        ) from error
    path = texts / f"{name.split('#')[0]}.txt"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
    except (OSError, UnicodeDecodeError) as error:
        raise BadCorpus(f"{place}: the text {path} cannot be read ({error})") from error
    for gold in golds:
        for start, end in (*gold.content, *gold.source, *gold.cue):
            if not 0 <= start <= end <= len(text):
                raise BadCorpus(f"{place}: the span {start}-{end} lies outside a text of {len(text)} characters")
    return Example(name, text, golds)
