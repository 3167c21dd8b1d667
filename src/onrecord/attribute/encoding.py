"""From an analysis to the numbers the encoder reads: word pieces, their offsets, layout features, windows.

The encoder is uncased and knows nothing of lines or marks, so each word piece carries three small features beside its id:
where it stands in a quotation (as the automaton repaired it), whether it begins a block, and its letter case. Blocks that
nobody speaks in (captions, credits, bylines) are left out of what the encoder reads; offsets stay those of the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.model import UNSPOKEN, Analysis, Block, Span

_PART = 60_000  # characters
_QUOTE_STATES = 5  # outside, opening mark, inside, closing mark, inside a nested quotation
_LINE_STATES = 3  # within a block, begins one, begins one after a blank line
_CASE_STATES = 3  # lower or no case, capitalised, upper
FEATURES = _QUOTE_STATES * _LINE_STATES * _CASE_STATES


@dataclass(frozen=True, slots=True)
class Encoded:
    """A document as word pieces. ``ids`` and ``features`` have shape (pieces,), ``offsets`` (pieces, 2) in code points.

    ``starts`` are the indices of the pieces that begin a block, ascending; ``heads`` (pieces,) is true where a piece begins a
    word, so that spans can be decoded in whole words.
    """

    ids: NDArray[np.int64]
    features: NDArray[np.int64]
    offsets: NDArray[np.int64]
    starts: NDArray[np.int64]
    heads: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    def by_block(self, start: int, end: int) -> list[tuple[int, int]]:
        """The range ``[start, end)`` of pieces cut where a block begins."""
        cuts = [start, *(int(at) for at in self.starts if start < at < end), end]
        return list(zip(cuts, cuts[1:], strict=False))


@dataclass(frozen=True, slots=True)
class Window:
    """A run of word pieces that one encoder pass reads: ``[start, end)`` in piece indices."""

    start: int
    end: int

    def margin(self, piece: int) -> int:
        """How many pieces of context ``piece`` has on its poorer side."""
        return min(piece - self.start, self.end - 1 - piece)


def parts(analysis: Analysis, size: int = _PART) -> Iterator[Analysis]:
    """The document in runs of blocks of about ``size`` characters, each with its own blocks, quotations and turns.

    Nearly every document is one part. Only what is read of a very long one at a time is bounded by this, and with it memory
    and time; a statement across the border of two parts is read in the part its cue stands in.
    """
    blocks = tuple(piece for block in analysis.blocks for piece in _cut(analysis.document.text, block, size))
    first = 0
    for number, block in enumerate(blocks, start=1):
        if number == len(blocks) or block.span.end - blocks[first].span.start >= size:
            whole = Span(blocks[first].span.start, block.span.end)
            yield analysis.adding(
                blocks=blocks[first:number],
                quotations=tuple(q for q in analysis.quotations if whole.contains(q.span)),
                turns=tuple(t for t in analysis.turns if any(piece.overlaps(whole) for piece in t.pieces)),
            )
            first = number


def _cut(text: str, block: Block, size: int) -> Iterator[Block]:
    """The block, in pieces cut at white space where it is longer than ``size``: some texts are one line of megabytes."""
    start = block.span.start
    while block.span.end - start > size:
        space = text.rfind(" ", start + size // 2, start + size)
        end = space if space > start else start + size
        yield Block(block.kind, Span(start, end))
        start = end
    yield Block(block.kind, Span(start, block.span.end))


def encode(analysis: Analysis, tokenizer: Tokenizer) -> Encoded:
    """The document's word pieces, block by block."""
    text = analysis.document.text
    origin = analysis.blocks[0].span.start if analysis.blocks else 0
    quote = _quote_states(analysis, origin)
    ids: list[int] = []
    features: list[int] = []
    offsets: list[tuple[int, int]] = []
    starts: list[int] = []
    heads: list[bool] = []
    blocks = [block for block in analysis.blocks if block.kind not in UNSPOKEN]
    encodings = tokenizer.encode_batch([block.span.of(text) for block in blocks], add_special_tokens=False)
    end = 0
    for block, pieces in zip(blocks, encodings, strict=True):
        line = 2 if text.count("\n", end, block.span.start) > 1 else 1
        end = block.span.end
        if pieces.ids:
            starts.append(len(ids))
        words = pieces.word_ids
        heads += [word != before for word, before in zip(words, [None, *words], strict=False)]
        for piece, (start, stop) in zip(pieces.ids, pieces.offsets, strict=True):
            start, stop = start + block.span.start, stop + block.span.start
            word = text[start:stop]
            case = 0 if not word[:1].isupper() else 2 if len(word) > 1 and word.isupper() else 1
            ids.append(piece)
            offsets.append((start, stop))
            features.append((int(quote[start - origin]) * _LINE_STATES + line) * _CASE_STATES + case)
            line = 0
    return Encoded(
        np.array(ids, dtype=np.int64),
        np.array(features, dtype=np.int64),
        np.array(offsets, dtype=np.int64).reshape(-1, 2),
        np.array(starts, dtype=np.int64),
        np.array(heads, dtype=np.bool_),
    )


def _quote_states(analysis: Analysis, origin: int) -> NDArray[np.int8]:
    """Per character from ``origin`` to the last block: 0 outside, 1 opening mark, 2 inside, 3 closing mark, 4 nested."""
    states = np.zeros((analysis.blocks[-1].span.end if analysis.blocks else origin) - origin, dtype=np.int8)

    def paint(span: Span | None, state: int) -> None:
        if span is not None:
            states[max(0, span.start - origin) : max(0, span.end - origin)] = state

    for quotation in sorted(analysis.quotations, key=lambda q: q.depth):
        for piece in quotation.pieces:
            paint(piece, 2 if quotation.depth == 1 else 4)
        paint(quotation.opening, 1)
        paint(quotation.closing, 3)
    return states


def windows(encoded: Encoded, size: int, overlap: int, *, phase: int = 0) -> list[Window]:
    """Windows of at most ``size`` pieces that cover the document; neighbours share at least ``overlap`` pieces.

    A window begins at a block where one begins near enough. ``phase`` shortens the first window (training shifts its
    windows from epoch to epoch with it).
    """
    total = len(encoded)
    found: list[Window] = []
    start, end = 0, min(total, size - phase)
    while start < total:
        found.append(Window(start, end))
        if end >= total:
            break
        latest = end - overlap
        at = int(np.searchsorted(encoded.starts, latest, side="right")) - 1
        begin = int(encoded.starts[at])
        start = begin if begin > max(start, latest - overlap) else max(latest, start + 1)
        end = min(total, start + size)
    return found
