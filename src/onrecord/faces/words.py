"""How the faces put values into words: the same words in the terminal and on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.model import Analysis, Attribution, Kind, Precision

# Control characters could move a terminal's cursor; direction marks could show a name backwards.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain(text: str) -> str:
    """Untrusted text made safe to show: control characters and direction overrides become U+FFFD."""
    return _UNSAFE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Safe text on one line."""
    return " ".join(plain(text).split())


def speaker(attribution: Attribution) -> str:
    """Who said it: the speaker's name, else the source's own words, else nothing."""
    if attribution.speaker:
        return one_line(attribution.speaker.name)
    return one_line(" … ".join(span.text for span in attribution.source))


def content(attribution: Attribution) -> str:
    """What was said, its pieces joined by ellipses."""
    return " … ".join(one_line(span.text) for span in attribution.content)


def when(attribution: Attribution) -> str:
    """When it was said, as fine as it is known, in ISO 8601: a day, a month, a year, or the interval it lies in."""
    said = attribution.said
    if said is None:
        return ""
    size = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}.get(said.precision)
    return said.start.isoformat()[:size] if size else f"{said.start.isoformat()}/{said.end.isoformat()}"


def occasion(attribution: Attribution) -> str:
    """On what occasion, in the text's words where it has any."""
    return one_line(attribution.occasion.text or attribution.occasion.type) if attribution.occasion else ""


def summary(attributions: Sequence[Attribution]) -> str:
    """``54 statements: 20 direct, 28 indirect, 6 mixed; 9 speakers named``."""
    kinds = Counter(attribution.kind for attribution in attributions)
    named = len({attribution.speaker.id for attribution in attributions if attribution.speaker})
    parts = ", ".join(f"{kinds[kind]} {kind}" for kind in Kind if kinds[kind])
    number = len(attributions)
    return f"{number} statement{'s' * (number != 1)}" + (
        f": {parts}; {named} speaker{'s' * (named != 1)} named" if number else ""
    )


def about(analysis: Analysis) -> list[str]:
    """What is known of a document, in the order a reader wants it."""
    document = analysis.document
    facts = [one_line(document.publisher or ""), document.published.isoformat() if document.published else "no date"]
    if analysis.genre:
        facts.append(analysis.genre.genre.value)
    if analysis.voice:
        facts.append(
            f"{analysis.voice.role}: {one_line(analysis.voice.name)}" if analysis.voice.name else f"{analysis.voice.role}'s voice"
        )
    facts.append(f"language {document.language}" if document.language else "language unknown")
    return [fact for fact in facts if fact]


def remarks(analysis: Analysis) -> list[str]:
    """What reading and the stages have to say about a document: notes, and what was skipped and why."""
    return [one_line(note) for note in analysis.document.notes] + [one_line(f"{s.stage}: {s.detail}") for s in analysis.skipped]


def heading(analysis: Analysis) -> str:
    """The title of a document, else where it came from, else its id."""
    return one_line(analysis.document.title or analysis.document.address or analysis.document.id)


def in_reading_order(attributions: Sequence[Attribution]) -> list[tuple[int, Attribution]]:
    """The attributions as they stand in the text, each nested one right after its parent, with its depth."""
    children: dict[str | None, list[Attribution]] = {}
    known = {attribution.id for attribution in attributions}
    for attribution in sorted(attributions, key=_place):
        parent = attribution.parent if attribution.parent in known else None
        children.setdefault(parent, []).append(attribution)
    ordered: list[tuple[int, Attribution]] = []

    def visit(parent: str | None, depth: int) -> None:
        for attribution in children.get(parent, []):
            ordered.append((depth, attribution))
            visit(attribution.id, depth + 1)

    visit(None, 0)
    return ordered


def _place(attribution: Attribution) -> int:
    return min(span.start for span in (*attribution.content, *attribution.source, *attribution.cue))
