"""Turns of speech in transcripts and interviews.

A label at the beginning of a block opens a turn, which runs until the next label. A document has turns only when labels of a
known form recur and cover much of it: a paragraph that begins "Note:" and a headline "Berg: taxes will fall" are none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate.language import readable
from onrecord.model import Analysis, Attribution, Block, BlockKind, Genre, Span, Turn
from onrecord.stage import Layer

_UPPER = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’\-]*"
_UPPER_LABEL = re.compile(rf"(?:{_UPPER}[ ,]+){{0,7}}{_UPPER}(?: \([^)\n]{{1,60}}\))?(?=:\s)")
_LETTER_LABEL = re.compile(r"(?:Q(?=[:.]?\s+\S)|A(?=[:.]\s))")
_WORD_LABEL = re.compile(r"(?:Question|Answer|Interviewer|Moderator|Reporter|Host)(?=:\s)")
_BRACKET_LABEL = re.compile(r"\(\([^()\n]{1,40}\)\)|\[[^\[\]\n]{1,40}\](?=:\s)")
_NAME_LABEL = re.compile(r"(?:[A-Z][\w.'’\-]+ ){0,4}[A-Z][\w.'’\-]*(?=:\s)")
_DASH_LABEL = re.compile(r"[–—-] ?((?:[A-Z][\w.'’\-]+ ){0,3}[A-Z][\w.'’\-]+)(?=[:.]\s)")

_LEAST_TURNS = 2
_LEAST_COVER = 0.4  # share of a document's characters in turns, the first label's preamble counted against
_LEAST_SAME = 2  # a label in mixed case must recur: names before a colon occur in any news text
_SPOKEN = (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.SUBHEADING, BlockKind.HEADLINE)


class TurnStage:
    """Writes the turns of every transcript and interview."""

    name = "turns"
    version = "1"
    reads = frozenset({Layer.TEXT, Layer.LANGUAGE, Layer.BLOCKS, Layer.GENRE})
    writes = frozenset({Layer.TURNS})

    def __call__(self, batch: Sequence[Analysis]) -> Sequence[Analysis]:
        return [analysis.adding(turns=find_turns(analysis) if readable(analysis) else ()) for analysis in batch]


def find_turns(analysis: Analysis) -> tuple[Turn, ...]:
    """The turns of a document, in order; none when it is not a transcript, an interview or a speech."""
    if analysis.genre is None or analysis.genre.genre is Genre.NEWS:
        return ()
    text = analysis.document.text
    blocks = [block for block in analysis.blocks if block.kind in _SPOKEN]
    labels = [_label(text, block) for block in blocks]
    known = Counter(text[label.start : label.end] for label in labels if label)
    sure = [label if label and _is_sure(text, label, known) else None for label in labels]
    turns = _gathered(text, blocks, sure)
    if _is_transcript(text, turns):
        return turns
    if analysis.genre and analysis.genre.genre is Genre.INTERVIEW:
        return _questions_and_answers(text, blocks)
    return ()


def within_turns(analysis: Analysis, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of a transcript, each kept to the turn it is made in; those that only repeat a label are left out."""
    if not analysis.turns:
        return list(attributions)
    kept = []
    for attribution in attributions:
        if any(_heads(turn).overlaps(cue) for turn in analysis.turns for cue in attribution.cue):
            continue
        own = next(
            (turn.pieces for turn in analysis.turns if any(p.contains(cue) for p in turn.pieces for cue in attribution.cue)), ()
        )
        if own:
            content = tuple(span for span in attribution.content if any(piece.contains(span) for piece in own))
            if content:
                identity = Attribution.identify(attribution.document, content, attribution.cue)
                kept.append(replace(attribution, id=identity, content=content))
        elif not any(piece.overlaps(span) for turn in analysis.turns for piece in turn.pieces for span in attribution.content):
            kept.append(attribution)
    return kept


def _heads(turn: Turn) -> Span:
    """The label of a turn and the mark after it; empty for a turn without a label."""
    start = turn.label.start if turn.label else turn.pieces[0].start
    return Span(start, turn.pieces[0].start)


def _label(text: str, block: Block) -> Span | None:
    words = block.span.of(text)
    for pattern in (_UPPER_LABEL, _LETTER_LABEL, _WORD_LABEL, _BRACKET_LABEL, _NAME_LABEL):
        if match := pattern.match(words):
            return Span(block.span.start, block.span.start + match.end())
    if match := _DASH_LABEL.match(words):
        return Span(block.span.start + match.start(1), block.span.start + match.end(1))
    return None


def _is_sure(text: str, label: Span, known: Counter[str]) -> bool:
    words = label.of(text)
    if _UPPER_LABEL.match(text, label.start) or _BRACKET_LABEL.match(words) or _WORD_LABEL.match(text, label.start):
        return True
    return known[words] >= _LEAST_SAME


def _gathered(text: str, blocks: Sequence[Block], labels: Sequence[Span | None]) -> tuple[Turn, ...]:
    turns: list[tuple[Span, list[Span]]] = []
    for block, label in zip(blocks, labels, strict=True):
        if label:
            turns.append((label, []))
        if not turns:
            continue
        start = label.end if label else block.span.start
        words = text[start : block.span.end]
        start += len(words) - len(words.lstrip(" :.\t\u00a0" if label else ""))
        if start < block.span.end:
            turns[-1][1].append(Span(start, block.span.end))
    return tuple(Turn(label, tuple(pieces)) for label, pieces in turns if pieces)


def _is_transcript(text: str, turns: Sequence[Turn]) -> bool:
    covered = sum(len(piece) for turn in turns for piece in turn.pieces)
    return len(turns) >= _LEAST_TURNS and covered >= _LEAST_COVER * len(text.strip())


def _questions_and_answers(text: str, blocks: Sequence[Block]) -> tuple[Turn, ...]:
    """Turns without labels: a block that ends in a question mark asks, what follows up to the next one answers.

    Only a run that begins with a question counts; headings between questions belong to nobody.
    """
    turns: list[list[Span]] = []
    asking: list[bool] = []
    for block in blocks:
        asks = block.span.of(text).rstrip("\"”’' ").endswith("?")
        if block.kind is not BlockKind.PARAGRAPH or not (turns or asks):
            continue
        if not turns or asks != asking[-1]:
            turns.append([])
            asking.append(asks)
        turns[-1].append(block.span)
    return tuple(Turn(None, tuple(pieces)) for pieces in turns) if len(turns) > 2 * _LEAST_TURNS else ()
