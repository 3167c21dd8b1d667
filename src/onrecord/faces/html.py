"""The record as one self-contained page: the text with its marks, a card beside each statement, nothing loaded from elsewhere."""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.faces import words
from onrecord.model import Analysis, Attribution, Block, Kind, Span

_FILES = Path(__file__).parent / "templates"
#: Colours of the palette in ``page.css``; a ninth speaker begins again, told apart by the number that every mark carries.
PALETTE = 8


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as the page shows one: a number (the channel beside colour), a name, how many statements and words."""

    number: int
    name: str
    statements: int
    words: int

    @property
    def colour(self) -> int:
        return (self.number - 1) % PALETTE


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text with the same marks throughout. ``ids`` are the attributions it belongs to, the innermost last."""

    text: str
    roles: tuple[str, ...]
    ids: tuple[str, ...]
    voice: Voice | None


@dataclass(frozen=True, slots=True)
class Card:
    """What the margin says of one attribution."""

    attribution: Attribution
    voice: Voice
    who: str
    words: str
    parent: Card | None
    when: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the text with the cards of the statements that begin in it."""

    kind: str
    segments: tuple[Segment, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One document as the page shows it."""

    id: str
    heading: str
    about: tuple[str, ...]
    remarks: tuple[str, ...]
    summary: str
    rows: tuple[Row, ...]
    voices: tuple[Voice, ...]
    most: int


def page(analyses: Sequence[Analysis]) -> str:
    """The page of one or more documents, as HTML."""
    environment = Environment(
        loader=PackageLoader("onrecord.faces"), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    style, script = ((_FILES / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    return environment.get_template("page.html.j2").render(
        articles=[article(analysis) for analysis in analyses],
        kinds=[kind.value for kind in Kind],
        style=style,
        script=script,
        style_hash=_content_hash(style),
        script_hash=_content_hash(script),
    )


def _content_hash(source: str) -> str:
    """The source's hash in the form of a Content-Security-Policy: only this script and this style may run."""
    return "sha256-" + base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()


def article(analysis: Analysis) -> Article:
    """One document, its text cut into rows and segments."""
    by_speaker = _voices(analysis.attributions)
    cards = _cards(analysis, by_speaker)
    voices = tuple(by_speaker.values())
    return Article(
        id=analysis.document.id,
        heading=words.heading(analysis),
        about=tuple(words.about(analysis)),
        remarks=tuple(words.remarks(analysis)),
        summary=words.summary(analysis.attributions),
        rows=tuple(_rows(analysis, cards)),
        voices=voices,
        most=max((voice.statements for voice in voices), default=1),
    )


def _key(attribution: Attribution) -> str:
    return attribution.speaker.id if attribution.speaker else "?" + words.speaker(attribution).lower()


def _voices(attributions: Sequence[Attribution]) -> dict[str, Voice]:
    """The speakers by key, those with most statements first."""
    counts = Counter(_key(attribution) for attribution in attributions)
    spoken: Counter[str] = Counter()
    names: dict[str, str] = {}
    for attribution in attributions:
        spoken[_key(attribution)] += sum(len(span.text.split()) for span in attribution.content)
        names.setdefault(_key(attribution), words.speaker(attribution) or "no source named")
    return {
        key: Voice(number, names[key], count, spoken[key]) for number, (key, count) in enumerate(counts.most_common(), start=1)
    }


def _cards(analysis: Analysis, voices: dict[str, Voice]) -> dict[str, Card]:
    cards: dict[str, Card] = {}
    for _, attribution in words.in_reading_order(analysis.attributions):
        speaker = attribution.speaker
        facts = (speaker.role, speaker.affiliation, speaker.country) if speaker else ()
        cards[attribution.id] = Card(
            attribution,
            voices[_key(attribution)],
            words.speaker(attribution) or "no source named",
            words.content(attribution),
            cards.get(attribution.parent or ""),
            words.when(attribution),
            tuple(words.one_line(fact) for fact in (*facts, words.occasion(attribution)) if fact),
        )
    return cards


def _rows(analysis: Analysis, cards: dict[str, Card]) -> Iterator[Row]:
    starts = [block.span.start for block in analysis.blocks]
    marks: list[list[_Mark]] = [[] for _ in starts]
    own: list[list[Card]] = [[] for _ in starts]
    for mark in _marks(analysis, cards):
        first = max(0, bisect_right(starts, mark[0].start) - 1)
        for number in range(first, bisect_left(starts, mark[0].end)):
            marks[number].append(mark)
    for card in cards.values():
        own[max(0, bisect_right(starts, min(span.start for span in card.attribution.content)) - 1)].append(card)
    for block, near, beside in zip(analysis.blocks, marks, own, strict=True):
        yield Row(block.kind.value, tuple(_segments(analysis.document.text, block, near)), tuple(beside))


_Mark = tuple[Span, str, Card | None]


def _marks(analysis: Analysis, cards: dict[str, Card]) -> Iterator[_Mark]:
    for card in cards.values():
        for role, spans in (
            ("content", card.attribution.content),
            ("source", card.attribution.source),
            ("cue", card.attribution.cue),
        ):
            yield from ((span, role, card) for span in spans)
    yield from ((insertion.span, "insertion", None) for insertion in analysis.insertions)


def _segments(text: str, block: Block, marks: Sequence[_Mark]) -> Iterator[Segment]:
    near = [mark for mark in marks if mark[0].overlaps(block.span)]
    edges = {block.span.start, block.span.end}
    for span, _, _ in near:
        edges |= {at for at in (span.start, span.end) if block.span.start < at < block.span.end}
    for start, end in pairwise(sorted(edges)):
        here = [mark for mark in near if mark[0].start <= start and end <= mark[0].end]
        owners = [card for _, _, card in sorted(here, key=lambda mark: -len(mark[0])) if card]
        roles = tuple(dict.fromkeys(role for _, role, _ in here))
        ids = tuple(dict.fromkeys(card.attribution.id for card in owners))
        yield Segment(words.plain(text[start:end]), roles, ids, owners[-1].voice if owners else None)
