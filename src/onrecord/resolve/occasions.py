"""On what occasion each statement was made: briefing, interview, post, document …

The types are the closed list :data:`TYPES`. A statement's occasion is named in its own sentence, by its verb ("tweeted"), by
its source (a report, a poll), or carried through the scene it belongs to; see :mod:`onrecord.resolve.scenes`. In an official
document without any of these, the document is the occasion: a speech, a statement, a call that was read out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.model import Analysis, Attribution, Genre, Occasion, Span
from onrecord.resolve.dates import document_date, in_own_voice
from onrecord.resolve.occasion_words import TYPES, find_occasion
from onrecord.resolve.scenes import find_settings
from onrecord.stage import Layer

__all__ = ["TYPES", "OccasionStage", "with_occasions"]

_OF_GENRE = {
    Genre.STATEMENT: "statement",
    Genre.COMMUNIQUE: "statement",
    Genre.SPEECH: "speech",
    Genre.INTERVIEW: "interview",
    Genre.STRATEGY: "document",
}
_TALK = re.compile(r"\b(call|phone|telephone|meeting|summit|talks|visit)\b", re.IGNORECASE)


class OccasionStage:
    """Sets ``occasion`` of every attribution; what another stage has set stays."""

    name = "occasions"
    version = "1"
    reads = frozenset({Layer.TEXT, Layer.BLOCKS, Layer.ATTRIBUTIONS, Layer.GENRE})
    writes = frozenset({Layer.OCCASIONS})

    def __call__(self, batch: Sequence[Analysis]) -> Sequence[Analysis]:
        return [analysis.adding(attributions=with_occasions(analysis)) for analysis in batch]


def with_occasions(analysis: Analysis) -> tuple[Attribution, ...]:
    """The attributions of one analysis with their occasions."""
    settings = find_settings(analysis, document_date(analysis))
    whole = _of_document(analysis)
    found = []
    for attribution in analysis.attributions:
        occasion = settings[attribution.id].occasion
        if occasion is None and whole and settings[attribution.id].momentary and in_own_voice(analysis, attribution):
            occasion = whole
        found.append(attribution if attribution.occasion else replace(attribution, occasion=occasion))
    return tuple(found)


def _of_document(analysis: Analysis) -> Occasion | None:
    """What an official document as a whole is: for a readout or a transcript, what its title says."""
    genre = analysis.genre.genre if analysis.genre else Genre.NEWS
    if genre in _OF_GENRE:
        return Occasion(_OF_GENRE[genre])
    if genre not in (Genre.READOUT, Genre.TRANSCRIPT):
        return None
    text = analysis.document.text
    heads = [analysis.document.title or "", *(block.span.of(text) for block in analysis.blocks[:2])]
    for head in heads:
        if genre is Genre.READOUT and (talk := _TALK.search(head)):
            return Occasion("call" if talk[1].lower() in ("call", "phone", "telephone") else "meeting", talk.group())
        if genre is Genre.TRANSCRIPT and (words := find_occasion(head, Span(0, len(head)), Span(0, 0))) is not None:
            return Occasion(words.type, words.span.of(head))
    return None
