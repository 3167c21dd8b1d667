"""The data model: every noun of the record, as frozen values.

Everything the stages, the store and the faces exchange is defined here and only here. The module imports nothing but the
standard library. Offsets are half-open ranges of Unicode code points in ``Document.text``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of code points. An empty span is a position between two characters."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: start {self.start}, end {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True)
class Evidence(Span):
    """A span together with its words; ``document.text[start:end] == text`` always holds."""

    text: str

    @classmethod
    def at(cls, text: str, span: Span) -> Self:
        """The evidence that ``span`` marks in the document's whole ``text``."""
        if span.end > len(text):
            raise ValueError(f"span {span.start}-{span.end} lies outside a text of {len(text)} characters")
        return cls(span.start, span.end, span.of(text))


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes a document was read from, when its text is not simply their decoding (a web page, a PDF)."""

    data: bytes = field(repr=False)
    media_type: str


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it came; never altered after reading.

    ``id`` is the beginning of ``sha256``, which is taken over the bytes that were read (of a table row: over its text).
    ``notes`` says what reading had to do: an encoding that was guessed, characters that were not valid.
    """

    id: str
    text: str = field(repr=False)
    sha256: str
    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    address: str | None = None
    language: str | None = None
    notes: tuple[str, ...] = ()
    original: Original | None = None

    @classmethod
    def of(cls, text: str, *, data: bytes | None = None, **fields: Any) -> Self:
        """A document of ``text``, its digest taken over ``data`` or, where there is none, over the text in UTF-8."""
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass") if data is None else data).hexdigest()
        return cls(id=digest[:16], text=text, sha256=digest, **fields)


@dataclass(frozen=True, slots=True)
class Unread:
    """A source that could not be read as a document: where it is, and the whole message that says why and what to try."""

    address: str
    problem: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made a value: stage, its version, the model's revision (the beginning of its SHA-256) and the score it gave."""

    stage: str
    version: str
    model: str | None = None
    score: float | None = None


class BlockKind(StrEnum):
    """What a block of lines is in the make-up of a document."""

    HEADLINE = "headline"
    SUBHEADING = "subheading"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    CREDIT = "credit"
    BULLET = "bullet"
    PARAGRAPH = "paragraph"


#: Kinds of block in which nobody speaks: no quotation runs through them and no statement is read from them.
UNSPOKEN = frozenset({BlockKind.BYLINE, BlockKind.CAPTION, BlockKind.CREDIT})


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that is one thing on the page; blocks do not overlap and stand in document order."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage in quotation marks, as the quotation automaton understood the marks.

    ``pieces`` are the words between the marks, one piece a paragraph. ``opening`` and ``closing`` are the marks, null when
    the text lacks them. ``repairs`` names what had to be repaired: ``unopened``, ``unclosed``, ``misplaced``, ``continued``.
    """

    pieces: tuple[Span, ...]
    opening: Span | None
    closing: Span | None
    depth: int = 1
    repairs: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """From the opening mark to the closing one, or as far as the words go."""
        first, last = self.opening or self.pieces[0], self.closing or self.pieces[-1]
        return Span(first.start, last.end)


@dataclass(frozen=True, slots=True)
class Insertion:
    """An editor's words inside a quotation: ``(world. - RT)``, ``[the alliance]``."""

    span: Span


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's turn in a transcript or an interview; ``label`` is null when the turn has none of its own."""

    label: Span | None
    pieces: tuple[Span, ...]


class Genre(StrEnum):
    """What kind of text a document is: it decides whose voice the unquoted sentences are."""

    NEWS = "news"
    STATEMENT = "statement"
    READOUT = "readout"
    COMMUNIQUE = "communique"
    SPEECH = "speech"
    TRANSCRIPT = "transcript"
    INTERVIEW = "interview"
    STRATEGY = "strategy"


@dataclass(frozen=True, slots=True)
class GenreGuess:
    """A genre, how sure the reader is of it in [0, 1], and the words it was recognised by."""

    genre: Genre
    score: float
    evidence: tuple[Evidence, ...] = ()


class VoiceRole(StrEnum):
    """In what capacity somebody speaks where nobody is quoted."""

    NARRATOR = "narrator"
    ISSUER = "issuer"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks where nobody is quoted; ``name`` is null when the document does not say."""

    role: VoiceRole
    name: str | None = None
    evidence: Evidence | None = None


class ActorType(StrEnum):
    """What kind of somebody an actor is; ``anonymous`` is an unnamed individual, ``group`` unnamed people."""

    PERSON = "person"
    STATE = "state"
    ORGANIZATION = "organization"
    DOCUMENT = "document"
    GROUP = "group"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody a text names or points to. ``country`` is an ISO 3166 alpha-3 code."""

    id: str
    name: str
    type: ActorType
    country: str | None = None
    role: str | None = None
    affiliation: str | None = None


class Precision(StrEnum):
    """How fine a date is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Dating:
    """When: first and last possible day, how fine that is, and what it rests on."""

    start: date
    end: date
    precision: Precision
    basis: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """On what occasion: a type, and the words that say so."""

    type: str
    text: str | None = None


class Kind(StrEnum):
    """Whether content is in the speaker's own words (direct), the writer's (indirect), or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: content, source and cue, each as evidence; ``parent`` when it stands inside another's content.

    Content spans leave out the quotation marks at their edges. ``confidence`` is in [0, 1].
    """

    id: str
    document: str
    kind: Kind
    content: tuple[Evidence, ...]
    source: tuple[Evidence, ...]
    cue: tuple[Evidence, ...]
    confidence: float
    provenance: Provenance
    speaker: Actor | None = None
    said: Dating | None = None
    occasion: Occasion | None = None
    about: tuple[Actor, ...] = ()
    parent: str | None = None

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("an attribution needs content")

    @staticmethod
    def identify(document: str, content: tuple[Evidence, ...], cue: tuple[Evidence, ...]) -> str:
        """A stable id: the same words read from the same document get the same id again."""
        spans = ",".join(f"{span.start}-{span.end}" for span in (*content, *cue))
        return hashlib.sha256(f"{document}:{spans}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something a stage could not do, kept on record: which stage, a reason code, and what it means in words."""

    stage: str
    reason: str
    detail: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document and what the stages have found in it; the only thing that travels through the pipeline."""

    document: Document
    blocks: tuple[Block, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    insertions: tuple[Insertion, ...] = ()
    genre: GenreGuess | None = None
    voice: Voice | None = None
    turns: tuple[Turn, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def adding(self, **layers: Any) -> Self:
        """The same analysis with these layers set."""
        return replace(self, **layers)
