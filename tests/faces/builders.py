"""Analyses made by hand, so that the faces are tested without a model."""

from __future__ import annotations

from datetime import date

from onrecord.annotate.structure import find_blocks, find_insertions
from onrecord.model import (
    Actor,
    ActorType,
    Analysis,
    Attribution,
    Document,
    Evidence,
    Genre,
    GenreGuess,
    Kind,
    Provenance,
    Skipped,
    Span,
    Voice,
    VoiceRole,
)

TEXT = (
    "Talks fail in Lund\n\n"
    "“We will not sign. As Berg claimed, the text is dead,” Foreign Minister Ada Lund said on Monday.\n\n"
    "Berg <b>denied</b> that [the alliance] had moved.\n\n"
    "© Jan Foto\n"
)
LUND = Actor("ada-lund", "Ada Lund", ActorType.PERSON, "OST", "foreign minister", None)
BERG = Actor("berg", "Berg", ActorType.PERSON)


def attribution(
    text: str, cue: str, content: str, source: str | None, speaker: Actor | None, kind: Kind, parent: str | None = None
) -> Attribution:
    def at(words: str) -> tuple[Evidence, ...]:
        start = text.index(words)
        return (Evidence.at(text, Span(start, start + len(words))),)

    contents, cues = at(content), at(cue)
    return Attribution(
        Attribution.identify("d", contents, cues),
        "d",
        kind,
        contents,
        at(source) if source else (),
        cues,
        0.91,
        Provenance("test", "1"),
        speaker,
        parent=parent,
    )


def analysis(text: str = TEXT, **fields: object) -> Analysis:
    """An article with a statement, one nested in it, and one of doubtful markup."""
    document = Document.of(text, title="Talks fail in Lund", publisher="The Lamp", published=date(2021, 2, 18), language="en")
    outer = attribution(
        text, "said", "We will not sign. As Berg claimed, the text is dead,", "Foreign Minister Ada Lund", LUND, Kind.DIRECT
    )
    inner = attribution(text, "claimed", "the text is dead", "Berg", BERG, Kind.INDIRECT, outer.id)
    denied = attribution(text, "denied", "that [the alliance] had moved", "Berg <b>", None, Kind.INDIRECT)
    made = Analysis(
        document,
        blocks=find_blocks(text),
        insertions=find_insertions(text),
        genre=GenreGuess(Genre.NEWS, 0.8),
        voice=Voice(VoiceRole.NARRATOR, "The Lamp"),
        attributions=(outer, inner, denied),
    )
    return made.adding(**fields)


def empty() -> Analysis:
    """A document that was not read, and says why."""
    document = Document.of(
        "Nein.", address="nein.txt", language="de", notes=("not valid UTF-8; read as cp1252, which was guessed",)
    )
    return Analysis(
        document,
        blocks=find_blocks("Nein."),
        skipped=(Skipped("language", "not-english", "the text is in another language (de)"),),
    )
