"""Training text with gold attributions, in the form of the attribution scorer."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from onrecord.annotate.quotations import find_quotations
from onrecord.annotate.structure import find_blocks
from onrecord.model import UNSPOKEN, Analysis, Document, Span

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold attribution: character ranges per role."""

    content: Spans
    source: Spans
    cue: Spans


@dataclass(frozen=True, slots=True)
class Example:
    """One article: its name, its text and its gold attributions."""

    name: str
    text: str
    golds: tuple[Gold, ...]


def read_corpus(folder: Path) -> list[Example]:
    """Examples from ``FOLDER.jsonl`` (one document a line, offsets into ``FOLDER/text/<doc>.txt``)."""
    examples = []
    with folder.with_suffix(".jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            with (folder / "text" / f"{row['doc'].split('#')[0]}.txt").open(encoding="utf-8", newline="") as file:
                text = file.read()
            golds = tuple(
                Gold(*(tuple((s, e) for s, e in gold.get(role) or ()) for role in ("content", "source", "cue")))
                for gold in row["attributions"]
            )
            examples.append(Example(row["doc"], text, golds))
    return examples


def annotated(text: str) -> Analysis:
    """The text with the layers the encoder reads: blocks and quotations."""
    blocks = find_blocks(text)
    quotations = find_quotations(text, [block.span for block in blocks if block.kind not in UNSPOKEN])
    return Analysis(Document.of(text), blocks=blocks, quotations=quotations)


def covering(spans: Iterable[tuple[int, int]]) -> Span:
    """The smallest span that holds them all."""
    spans = list(spans)
    return Span(min(s for s, _ in spans), max(e for _, e in spans))
