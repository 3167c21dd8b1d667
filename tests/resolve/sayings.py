"""Analyses made by hand: a text with its attributions marked in it.

``{c:…}`` is content, ``{s:…}`` source, ``{q:…}`` cue; the attributions of a text are numbered by ``{c1:…}`` and so on.
"""

from __future__ import annotations

import re
from datetime import date

from onrecord.annotate.structure import find_blocks
from onrecord.model import Actor, ActorType, Analysis, Attribution, Document, Evidence, Genre, GenreGuess, Kind, Provenance, Span

_MARK = re.compile(r"\{([csq])(\d*):([^{}]*)\}")


def analysis(
    marked: str,
    published: date | None = None,
    speakers: dict[str, Actor] | None = None,
    genre: Genre = Genre.NEWS,
    title: str | None = None,
) -> Analysis:
    """The analysis of a marked text; ``speakers`` gives actors by the number of their attribution."""
    text, spans = "", dict[str, dict[str, list[Span]]]()
    at = 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        spans.setdefault(match[2] or "1", {}).setdefault(match[1], []).append(Span(len(text), len(text) + len(match[3])))
        text += match[3]
        at = match.end()
    text += marked[at:]
    document = Document.of(text, published=published, title=title)
    attributions = []
    for number, roles in sorted(spans.items(), key=lambda each: int(each[0])):
        content, source, cue = (tuple(Evidence.at(text, span) for span in roles.get(role, [])) for role in "csq")
        made_by, speaker = Provenance("hand", "1"), (speakers or {}).get(number)
        attributions.append(
            Attribution(number, document.id, Kind.INDIRECT, content, source, cue, 1.0, provenance=made_by, speaker=speaker)
        )
    return Analysis(document, blocks=find_blocks(text), attributions=tuple(attributions), genre=GenreGuess(genre, 1.0))


def person(name: str) -> Actor:
    return Actor(name.lower(), name, ActorType.PERSON)
