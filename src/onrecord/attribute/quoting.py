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
    contents = [list[Span](Span(piece.start, piece.end) for piece in a.content) for a in attributions]
    for quotation in analysis.quotations:
        if quotation.depth == 1:
            _complete(analysis, quotation, contents, attributions)
    return [_with_content(analysis, a, spans) for a, spans in zip(attributions, contents, strict=True)]


def _complete(analysis: Analysis, quotation: Quotation, contents: list[list[Span]], attributions: Sequence[Attribution]) -> None:
    text = analysis.document.text
    pieces = [piece for raw in quotation.pieces if (piece := trimmed(text, raw))]
    outside = [number for number, attribution in enumerate(attributions) if not _inside(attribution, pieces)]
    owners = [[number for number in outside if _share(text, piece, contents[number]) >= _MOSTLY] for piece in pieces]
    claimed = {number for own in owners for number in own}
    if not claimed:
        return
    beside = {number for number in claimed if _beside(analysis, attributions[number], pieces)}
    rightful = beside or claimed
    for number in outside:
        if number not in rightful:
            contents[number] = _without(text, contents[number], pieces)
    owners = [[number for number in own if number in rightful] for own in owners]
    for place, piece in enumerate(pieces):
        # A paragraph nobody has goes to whoever has the nearest one.
        nearest = min((other for other, own in enumerate(owners) if own), key=lambda other: abs(other - place))
        for number in owners[place] or owners[nearest][:1]:
            contents[number] = _with(contents[number], piece)


def _beside(analysis: Analysis, attribution: Attribution, pieces: Sequence[Span]) -> bool:
    """True when the attribution's cue stands in a block of the quotation: ``…, ”he said`` outweighs a cue further up."""
    blocks = [block.span for block in analysis.blocks if any(block.span.overlaps(piece) for piece in pieces)]
    return any(block.contains(cue) for block in blocks for cue in attribution.cue)


def _inside(attribution: Attribution, pieces: Sequence[Span]) -> bool:
    """True when the attribution's own cue stands within the quotation: the quoted speaker's report of another."""
    return any(piece.contains(cue) for piece in pieces for cue in attribution.cue)


def _share(text: str, piece: Span, spans: Iterable[Span]) -> float:
    spans = [span for span in spans if span.overlaps(piece)]
    if not spans:
        return 0.0
    words = list(_WORD.finditer(text, piece.start, piece.end))
    held = sum(any(span.start <= word.start() and word.end() <= span.end for span in spans) for word in words)
    return held / len(words) if words else 0.0


def _without(text: str, spans: list[Span], pieces: Sequence[Span]) -> list[Span]:
    """The spans less what they hold of somebody else's quotation; if no word would be left, the spans as they are."""
    kept = spans
    for piece in pieces:
        kept = [part for span in kept for part in _minus(span, piece)]
    kept = [span for span in kept if _WORD.search(text, span.start, span.end)]
    return kept or spans


def _minus(span: Span, hole: Span) -> list[Span]:
    if not span.overlaps(hole):
        return [span]
    ends = ((span.start, hole.start), (hole.end, span.end))
    return [Span(start, end) for start, end in ends if start < end]


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
