"""When each statement was said.

=============================================  ========================================================================
basis                                          what the date rests on
=============================================  ========================================================================
stated                                         a date in the statement's own sentence, complete in itself
relative to publication                        "on Tuesday", "last month" in that sentence, and a weekly briefing
carried from an earlier / a later statement    a date of the same scene: same speaker, same time, same occasion
between an event it speaks of and publication  it speaks of Tuesday as past, so it was said on Tuesday or after
the gathering it was said at                   reports from a protest or a march date those who speak there
document date                                  in an official document, the document's own
relative to a statement                        only from :func:`resolve_within`: times inside what was said
=============================================  ========================================================================

News is never dated by its publication alone. Publication comes from the document's metadata, else from a dateline or a
complete date in the first lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from onrecord.model import Analysis, Attribution, BlockKind, Dating, Genre, Precision, Span
from onrecord.resolve.scenes import find_settings
from onrecord.resolve.timex import Basis, find_times
from onrecord.stage import Layer

#: Genres whose unquoted words are said on the day of the document.
OFFICIAL = frozenset({Genre.STATEMENT, Genre.READOUT, Genre.COMMUNIQUE, Genre.SPEECH, Genre.TRANSCRIPT})
_EXCHANGES = frozenset({Genre.STATEMENT, Genre.READOUT, Genre.COMMUNIQUE, Genre.TRANSCRIPT})
_HEAD_BLOCKS, _HEAD_LENGTH = 4, 140  # a date line stands among the first blocks and is short
_FIRST_PERSON = frozenset({"i", "we", "my", "our"})


class DateStage:
    """Sets ``said`` of every attribution; what another stage has set stays."""

    name = "dates"
    version = "1"
    reads = frozenset({Layer.TEXT, Layer.BLOCKS, Layer.ATTRIBUTIONS, Layer.GENRE})
    writes = frozenset({Layer.DATES})

    def __call__(self, batch: Sequence[Analysis]) -> Sequence[Analysis]:
        return [analysis.adding(attributions=with_dates(analysis)) for analysis in batch]


def with_dates(analysis: Analysis) -> tuple[Attribution, ...]:
    """The attributions of one analysis with their dates."""
    published = document_date(analysis)
    settings = find_settings(analysis, published)
    found = []
    for attribution in analysis.attributions:
        setting = settings[attribution.id]
        said = setting.said
        if (
            published
            and setting.momentary
            and (said is None or said.basis == Basis.EVENT)
            and in_own_voice(analysis, attribution)
        ):
            said = Dating(published, published, Precision.DAY, Basis.DOCUMENT)
        found.append(attribution if attribution.said else replace(attribution, said=said))
    return tuple(found)


def document_date(analysis: Analysis) -> date | None:
    """When the document was published: its metadata, else a dateline or a complete date standing by itself at its head."""
    if analysis.document.published:
        return analysis.document.published
    text = analysis.document.text
    for block in analysis.blocks[:_HEAD_BLOCKS]:
        if block.kind is not BlockKind.DATELINE and len(block.span) > _HEAD_LENGTH:
            continue
        for time in find_times(text, within=block.span):
            if time.dating and time.dating.precision is Precision.DAY and _is_date_line(block.kind, block.span, time.span):
                return time.dating.start
    return None


def in_own_voice(analysis: Analysis, attribution: Attribution) -> bool:
    """True when the words are those of an official document itself, rather than of somebody it quotes from elsewhere.

    Statements, readouts, communiqués and transcripts report what the parties say in them; in a speech only the speaker does.
    """
    genre = analysis.genre.genre if analysis.genre else Genre.NEWS
    if genre not in OFFICIAL or attribution.parent:
        return False
    if genre in _EXCHANGES or not attribution.source:
        return True
    words = attribution.source[0].text.strip().lower()
    voice = analysis.voice.name.lower() if analysis.voice and analysis.voice.name else None
    return words in _FIRST_PERSON or (voice is not None and words in voice)


def resolve_within(attribution: Attribution, text: str) -> list[tuple[Span, Dating]]:
    """The times spoken of inside a statement, as they were meant when it was made: "last year", said in 2019, is 2018.

    ``text`` is the whole document's. What the date of the statement does not settle, or nobody knows, is left out.
    """
    return [
        (time.span, time.dating)
        for piece in attribution.content
        for time in find_times(text, attribution.said, basis=Basis.STATEMENT, within=piece)
        if time.dating
    ]


def _is_date_line(kind: BlockKind, block: Span, time: Span) -> bool:
    """True when a block is little more than a date: a headline may speak of another day."""
    return kind in (BlockKind.DATELINE, BlockKind.BYLINE) or len(time) * 2 > len(block)
