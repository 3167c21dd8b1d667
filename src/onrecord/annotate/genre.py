"""What kind of text a document is, and whose voice its unquoted sentences are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.model import UNSPOKEN, Analysis, Evidence, Genre, GenreGuess, Span, Voice, VoiceRole
from onrecord.stage import Layer

_LABEL = re.compile(r"^(?:Q(?=[\s:.])|A(?=[:.]\s)|(?:[A-Z][A-Z.'’\-]+ ?){1,6}:)", re.MULTILINE)
_NAME_LABEL = re.compile(r"(?:[A-Z][\w.'’\-]* ){0,4}[A-Z][\w.'’\-]*:(?=\s)")
_HEAD_BLOCKS = 3  # the title stands in the first blocks, if it stands in the text at all


@dataclass(frozen=True, slots=True)
class _Sign:
    """Words that tell a genre when they stand at the beginning of a title or of a text's first lines."""

    genre: Genre
    words: re.Pattern[str]
    score: float


def _sign(genre: Genre, words: str, score: float) -> _Sign:
    return _Sign(genre, re.compile(words, re.IGNORECASE), score)


# In this order: the first that matches decides. Scores are the share of titles of that form that were of that genre among the
# official documents and articles the rules were written on, rounded down to a tenth.
_SIGNS = (
    _sign(Genre.READOUT, r"^\W*readout of\b", 0.99),
    _sign(Genre.COMMUNIQUE, r"^\W*(?:(?:the )?[\w’' \-]{0,60}(?:joint|leaders[’']?|summit|ministerial|quad) (?:statement|declaration|communiqu[eé]|vision)|(?:\w+ )?communiqu[eé]\b)", 0.9),
    _sign(Genre.TRANSCRIPT, r"^\W*(?:transcript\b|(?:press|background|on-the-record|daily|gaggle)\b.{0,40}\b(?:briefing|call|gaggle|conference))", 0.9),
    _sign(Genre.STATEMENT, r"^\W*(?:(?:press |official |written )?statement(?:s)? (?:by|from|of|on)\b|fact sheet\b|press release\b|message from\b|proclamation\b)", 0.9),
    _sign(Genre.SPEECH, r"^\W*(?:remarks|address|speech|keynote|opening (?:remarks|statement)|inaugural address|lecture)\b", 0.9),
    _sign(Genre.INTERVIEW, r"(?:\binterviews?\b(?! with investigators)|\bin conversation with\b|\bQ&A\b|\b(?:five|ten|\d+) questions (?:for|to|with)\b)", 0.7),
    _sign(Genre.STRATEGY, r"^\W*(?:the )?[\w\-’' ]{0,60}\b(?:treaty|convention on [\w ]+|charter|strategic concept|security strategy|founding act|memorandum of understanding)\W*(?:\(?\d{4}\)?)?\W*$", 0.7),
)  # fmt: skip
_ISSUED_BY = re.compile(r"\b(?:statement|readout|remarks|message|declaration|communiqu[eé]) (?:by|from|of) (?P<name>(?:the )?[A-Z][^|\n]{2,120}?)(?= on | at | in | after | before | regarding | following | to | call | meeting |[’']s |$|\n|\|)", re.IGNORECASE)  # fmt: skip


class GenreStage:
    """Writes the genre of every document and the voice it speaks in."""

    name = "genre"
    version = "1"
    reads = frozenset({Layer.TEXT, Layer.BLOCKS})
    writes = frozenset({Layer.GENRE, Layer.VOICE})

    def __call__(self, batch: Sequence[Analysis]) -> Sequence[Analysis]:
        return [analysis.adding(genre=(guess := find_genre(analysis)), voice=find_voice(analysis, guess)) for analysis in batch]


def find_genre(analysis: Analysis) -> GenreGuess:
    """The genre, by the title, the first lines and, for transcripts and interviews, the form of the whole text.

    A text without any such sign is news: that is what most texts without an official heading are.
    """
    text = analysis.document.text
    heads = [block.span for block in analysis.blocks[:_HEAD_BLOCKS]]
    paragraphs = [block.span.of(text) for block in analysis.blocks if block.kind not in UNSPOKEN]
    labels = len(_LABEL.findall(text))
    labelled = labels >= 3 and labels >= len(paragraphs) / 12
    found: GenreGuess | None = None
    for span, words in [(None, analysis.document.title or ""), *((span, span.of(text)) for span in heads)]:
        if found is None and len(words) < 300:
            found = _by_words(words, span)
    if labelled and (found is None or found.genre not in (Genre.INTERVIEW, Genre.TRANSCRIPT)):
        return GenreGuess(Genre.TRANSCRIPT, 0.9, found.evidence if found else ())
    if found and found.genre is Genre.INTERVIEW and not labelled and not _asks(paragraphs):
        found = None
    if found and found.genre is Genre.SPEECH and not _first_person(paragraphs):
        found = None
    return found or GenreGuess(Genre.NEWS, 0.8)


def _by_words(words: str, span: Span | None) -> GenreGuess | None:
    for sign in _SIGNS:
        if match := sign.words.search(words):
            evidence = (
                (Evidence(span.start + match.start(), span.start + match.end(), match.group()),) if span and match.group() else ()
            )
            return GenreGuess(sign.genre, sign.score, evidence)
    return None


def _asks(paragraphs: Sequence[str]) -> bool:
    """True when questions and answers take turns: several paragraphs are questions, or names before colons recur."""
    questions = sum(paragraph.rstrip().endswith("?") for paragraph in paragraphs)
    names = Counter(match.group() for paragraph in paragraphs if (match := _NAME_LABEL.match(paragraph)))
    recurring = sum(count for count in names.values() if count > 1)
    return max(questions, recurring) >= 3 and max(questions, recurring) >= len(paragraphs) / 8


def _first_person(paragraphs: Sequence[str]) -> bool:
    spoken = sum(bool(re.search(r"\b(?:I|we|our|us|my|you)\b", paragraph)) for paragraph in paragraphs)
    return spoken >= max(1, len(paragraphs) // 3)


def find_voice(analysis: Analysis, guess: GenreGuess) -> Voice:
    """Who speaks where nobody is quoted: a news article's narrator, an official document's issuer, a speech's speaker."""
    if guess.genre in (Genre.NEWS, Genre.INTERVIEW, Genre.TRANSCRIPT):
        return Voice(VoiceRole.NARRATOR, analysis.document.publisher)
    role = VoiceRole.SPEAKER if guess.genre is Genre.SPEECH else VoiceRole.ISSUER
    if match := _ISSUED_BY.search(analysis.document.title or ""):
        return Voice(role, match["name"].strip())
    for block in analysis.blocks[:_HEAD_BLOCKS]:
        words = block.span.of(analysis.document.text)
        if len(words) < 300 and (match := _ISSUED_BY.search(words)):
            start = block.span.start + match.start("name")
            evidence = Evidence.at(analysis.document.text, Span(start, start + len(match["name"])))
            return Voice(role, match["name"].strip(), evidence)
    return Voice(role, analysis.document.publisher if role is VoiceRole.ISSUER else None)
