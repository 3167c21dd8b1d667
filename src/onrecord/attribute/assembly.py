"""From spans to attributions: edges trimmed, kind, nesting, identity."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.model import Attribution, Evidence, Kind, Quotation, Span

_WORD = re.compile(r"\w+(?:['’.,\-]\w+)*")
_EDGE = " \t\r\n\u00a0\"“”„‟«»`'‘’"
_LEAST_QUOTED = 3  # consecutive quoted words that make an indirect report a mixed one
_WHOLLY_QUOTED = 0.9


def trimmed(text: str, span: Span) -> Span | None:
    """The span without space and quotation marks at its edges; null when nothing is left.

    An apostrophe that belongs to the last word stays (``the workers'``), as does a stop before a closing mark.
    """
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE and not (text[end - 1] in "'’" and text[end - 2 : end - 1] == "s"):
        end -= 1
    return Span(start, end) if end > start else None


def kind_of(text: str, content: Iterable[Span], quotations: Sequence[Quotation]) -> Kind:
    """Direct when nine in ten words of the content stand in quotation marks; mixed when three in a row do."""
    pieces = [piece for quotation in quotations for piece in quotation.pieces]
    words = quoted = run = longest = 0
    for span in content:
        run = 0
        near = [piece for piece in pieces if piece.overlaps(span)]
        for match in _WORD.finditer(text, span.start, span.end):
            words += 1
            if any(piece.start <= match.start() and match.end() <= piece.end for piece in near):
                quoted, run = quoted + 1, run + 1
                longest = max(longest, run)
            else:
                run = 0
    if words and quoted >= _WHOLLY_QUOTED * words:
        return Kind.DIRECT
    return Kind.MIXED if longest >= _LEAST_QUOTED else Kind.INDIRECT


def nested(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The same attributions, each with the smallest other one as parent in whose content its cue stands."""
    by_start = sorted(attributions, key=lambda a: (a.content[0].start, a.id))
    pieces = sorted(((piece.start, piece.end, size, a.id) for a in by_start for piece, size in _sized(a)), key=lambda p: p[:3])
    starts = [piece[0] for piece in pieces]
    found = []
    for attribution in by_start:
        place = attribution.cue[0] if attribution.cue else attribution.content[0]
        size = sum(len(piece) for piece in attribution.content)
        holders = [
            (larger, holder)
            for _, end, larger, holder in pieces[: bisect_left(starts, place.start + 1)]
            if end >= place.end and holder != attribution.id and larger > size
        ]
        found.append(replace(attribution, parent=min(holders)[1] if holders else None))
    return tuple(found)


def _sized(attribution: Attribution) -> list[tuple[Evidence, int]]:
    size = sum(len(piece) for piece in attribution.content)
    return [(piece, size) for piece in attribution.content]
