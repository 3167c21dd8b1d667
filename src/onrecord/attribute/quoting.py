"""Keeps quotations whole: a statement that holds part of a quotation holds all of it, unless another speaker has the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.attribute.assembly import kind_of, trimmed
from onrecord.model import Analysis, Attribution, Evidence, Quotation, Span

_WORD = re.compile(r"\w+(?:['’.,\-]\w+)*")
_MOSTLY = 0.6  # share of a quoted paragraph's words that make it the statement's own


def with_whole_quotations(analysis: Analysis, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, their contents completed to whole quotations.

    The model sees a quotation's paragraphs one by one and may drop one in the middle, or stop a word short of the closing
    mark; the automaton knows where the quotation runs.
    """
    text = analysis.document.text
    contents = [list[Span](Span(piece.start, piece.end) for piece in a.content) for a in attributions]
    for quotation in analysis.quotations:
        if quotation.depth == 1:
            _complete(text, quotation, contents, attributions)
    return [_with_content(analysis, a, spans) for a, spans in zip(attributions, contents, strict=True)]


def _complete(text: str, quotation: Quotation, contents: list[list[Span]], attributions: Sequence[Attribution]) -> None:
    pieces = [piece for raw in quotation.pieces if (piece := trimmed(text, raw))]
    owners = [
        [number for number, spans in enumerate(contents) if _share(text, piece, spans) >= _MOSTLY and not _inside(attributions[number], piece)]
        for piece in pieces
    ]
    claimed = sorted({number for own in owners for number in own})
    if not claimed:
        return
    for number, attribution in enumerate(attributions):
        if number not in claimed and not any(_inside(attribution, piece) for piece in pieces):
            contents[number] = _without(contents[number], pieces)
    for place, (piece, own) in enumerate(zip(pieces, owners, strict=True)):
        if own:
            holders = own
        else:  # a paragraph nobody has: it goes to whoever has the nearest one
            nearest = min((abs(place - other) for other, whose in enumerate(owners) if whose))
            holders = next(whose for other, whose in enumerate(owners) if whose and abs(place - other) == nearest)[:1]
        for number in holders:
            contents[number] = _with(contents[number], piece)


def _inside(attribution: Attribution, piece: Span) -> bool:
    """True when the attribution's own cue stands within the quotation: the quoted speaker's report of another."""
    return any(piece.contains(cue) for cue in attribution.cue)


def _share(text: str, piece: Span, spans: Iterable[Span]) -> float:
    words = list(_WORD.finditer(text, piece.start, piece.end))
    held = sum(any(span.start <= word.start() and word.end() <= span.end for span in spans) for word in words)
    return held / len(words) if words else 0.0


def _without(spans: list[Span], pieces: Sequence[Span]) -> list[Span]:
    """The spans less the beginning of somebody else's quotation that they ran into; what would be left empty stays."""
    kept = []
    for span in spans:
        end = min([piece.start for piece in pieces if span.start < piece.start < span.end < piece.end], default=span.end)
        if not any(piece.contains(span) for piece in pieces) or len(spans) == 1:
            kept.append(Span(span.start, end))
    return kept


def _with(spans: list[Span], piece: Span) -> list[Span]:
    """The spans with ``piece`` among them: those it touches are grown to hold it, none is cut."""
    touched = [span for span in spans if span.overlaps(piece)]
    grown = Span(min([piece.start, *(s.start for s in touched)]), max([piece.end, *(s.end for s in touched)]))
    return sorted([*(span for span in spans if not span.overlaps(grown)), grown])


def _with_content(analysis: Analysis, attribution: Attribution, spans: Sequence[Span]) -> Attribution:
    text = analysis.document.text
    content = tuple(Evidence.at(text, span) for raw in spans if (span := trimmed(text, raw)))
    if content == attribution.content:
        return attribution
    identity = Attribution.identify(analysis.document.id, content, attribution.cue)
    return replace(attribution, id=identity, content=content, kind=kind_of(text, content, analysis.quotations))
