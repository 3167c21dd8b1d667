"""From spans to attributions: edges trimmed, kind, nesting, identity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.model import Attribution, Kind, Quotation, Span

_WORD = re.compile(r"\w+(?:['’.,\-]\w+)*")
_EDGE = " \t\r\n\u00a0\"“”„‟«»`'‘’"
_LEAST_QUOTED = 3  # consecutive quoted words that make an indirect report a mixed one
_WHOLLY_QUOTED = 0.9


def trimmed(text: str, span: Span) -> Span | None:
    """The span without space and quotation marks at its edges; null when nothing is left.

    An apostrophe that belongs to a word stays (``the workers'``, ``’ve said``), as does a stop before a closing mark.
    """
    start, end = span.start, span.end
    while start < end and text[start] in _EDGE and not _contracted(text, start):
        start += 1
    if start < end and start and _contracted(text, start - 1):
        start -= 1
    while end > start and text[end - 1] in _EDGE and not (text[end - 1] in "'’" and text[end - 2 : end - 1] == "s"):
        end -= 1
    return Span(start, end) if end > start else None


def _contracted(text: str, at: int) -> bool:
    """True for the apostrophe of ``we’ve``: letters on both sides."""
    return text[at] in "'’" and at > 0 and text[at - 1].isalnum() and text[at + 1 : at + 2].isalpha()


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
    """The same attributions, each with the smallest other one as parent in whose content its cue stands.

    One sweep over the text, keeping the contents that are open at each cue: linear but for the sorting, whatever the length.
    """
    ordered = sorted(attributions, key=lambda a: (a.content[0].start, a.id))
    sizes = {a.id: sum(len(piece) for piece in a.content) for a in ordered}
    pieces = sorted((piece.start, piece.end, a.id) for a in ordered for piece in a.content)
    cues = sorted(((a.cue[0] if a.cue else a.content[0]).start, (a.cue[0] if a.cue else a.content[0]).end, a.id) for a in ordered)
    parents: dict[str, str | None] = {}
    active: list[tuple[int, str]] = []
    reached = 0
    for start, end, own in cues:
        while reached < len(pieces) and pieces[reached][0] <= start:
            active.append((pieces[reached][1], pieces[reached][2]))
            reached += 1
        active = [piece for piece in active if piece[0] > start]
        holders = [
            (sizes[holder], holder) for stop, holder in active if stop >= end and holder != own and sizes[holder] > sizes[own]
        ]
        parents[own] = min(holders)[1] if holders else None
    return tuple(replace(a, parent=parents[a.id]) for a in ordered)
