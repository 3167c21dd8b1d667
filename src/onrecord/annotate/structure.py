"""The make-up of a document: its blocks, and the words editors put into quotations.

A text is first taken apart into lines, lines are joined where the layout wraps them, and each resulting run is named. Names
are given cautiously: a false caption would hide a statement, a missed one only adds noise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.model import Analysis, Block, BlockKind, Insertion, Span
from onrecord.stage import Layer

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_STOP = re.compile(r"[.!?…:;]['\"”’»)\]]*$")
_BULLET = re.compile(r"^(?:[•·▪◦‣●■*]|[-–—](?=\s))\s*")
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")

_AGENCY = (
    r"(?:Reuters|REUTERS|AFP|AP|Associated Press|Getty(?: Images)?|RIA(?: Novosti| News)?|Sputnik|TASS|ITAR-TASS|Xinhua|dpa|EPA|"
    r"Bloomberg|Shutterstock|Wikimedia(?: Commons)?|Flickr|UPI|ANSA|Kyodo|Yonhap|NurPhoto|Anadolu(?: Agency)?|Globallookpress\.com)"
)
_CREDIT = re.compile(
    rf"^(?:\(?(?:©|\(c\)|copyright\b|photo(?:graph)?s?(?: by|:| credit)|image(?: by|:| credit)|images:|pictures?:|credit:|illustration:)|{_AGENCY}(?:\s*/.*)?$)",
    re.IGNORECASE,
)
_CAPTION_START = re.compile(
    r"^(?:FILE(?: PHOTO)?\b|File photo|In this (?:[A-Z][a-z]+\.? \d|file|photo|image)|Pictured)", re.ASCII
)
_CAPTION_END = re.compile(
    rf"(?:(?:^|[\s.(])(?:Photo|Image|Picture|Credit)[:;]? [^.]{{2,60}}\.?\)?|[/|]\s*{_AGENCY}\)?\.?|REUTERS/[^.]{{3,40}}|\(AP Photo[^)]*\)|"
    rf"\({_AGENCY}[^)]{{0,40}}\))$"
)
_BYLINE = re.compile(r"^(?:By|BY|Written by|Reported by|Reporting by) (?:[A-Z][\w.'’\-]+[ ,]*(?:and |& |for |in |the )*){1,12}$")
_DATELINE = re.compile(
    rf"^(?:[A-Z][A-Z.'’\-]+(?:[ ,]+(?:[A-Z][\w.'’\-]*))*,?(?:\s+[A-Z][a-z]{{2,8}}\.? \d{{1,2}}(?:, \d{{4}})?)?\s*(?:\((?:{_AGENCY}|[A-Z][\w ]{{1,20}})\))?\s*(?:[-–—]{{1,2}})\s+)"
)
_OPEN_INSERTION = re.compile(r"\([^()]{0,60}$")
_INSERTION = re.compile(
    r"\((?=[^()]{1,90}\))[^()]{1,60}?[.,\s]\s*[-–—]\s*(?:[A-Z]{2,6}|[Ee]d(?:itor|\.)?(?:['’]s note)?|[Aa]uth(?:or|\.)|[Rr]ed\.)\.?\s*\)|\[[^\[\]\n]{0,20}[A-Za-z]{2,}[^\[\]\n]{0,60}\]"
)

_WRAPPED_AT_MOST = 130  # characters; longer lines are paragraphs, not lines of a column
_HEADLINE_WORDS, _SUBHEADING_WORDS, _CREDIT_WORDS, _CAPTION_WORDS = 25, 12, 12, 60


@dataclass(slots=True)
class _Run:
    """Lines that belong together, before they have a name."""

    start: int
    end: int
    gap: bool  # a blank line stands before it
    kind: BlockKind = BlockKind.PARAGRAPH


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of ``text`` in order: they do not overlap, and hold every character but white space."""
    runs = _joined(text, _lines(text))
    _name_pictures(text, runs)
    _name_headings(text, runs)
    return tuple(block for run in runs for block in _with_dateline(text, run))


def find_insertions(text: str) -> tuple[Insertion, ...]:
    """Words that an editor put between those of a text: ``(world. - RT)``, ``(the bloc - Ed.)``, ``[the alliance]``."""
    return tuple(Insertion(Span(match.start(), match.end())) for match in _INSERTION.finditer(text))


class StructureStage:
    """Writes the blocks of every document and the editor's insertions in it."""

    name = "structure"
    version = "1"
    reads = frozenset({Layer.TEXT})
    writes = frozenset({Layer.BLOCKS, Layer.INSERTIONS})

    def __call__(self, batch: Sequence[Analysis]) -> Sequence[Analysis]:
        return [
            analysis.adding(blocks=find_blocks(analysis.document.text), insertions=find_insertions(analysis.document.text))
            for analysis in batch
        ]


def _lines(text: str) -> list[_Run]:
    lines: list[_Run] = []
    end = 0
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if words:
            start = match.start() + match.group().index(words)
            between = text[end:start].replace("\r\n", "\n")
            lines.append(_Run(start, start + len(words), not lines or between.count("\n") + between.count("\r") > 1))
            end = start + len(words)
    return lines


def _joined(text: str, lines: list[_Run]) -> list[_Run]:
    """Lines joined to blocks: wrapped lines of a column, and lines that an editor's insertion was broken over."""
    wrapped = _is_wrapped(text, lines)
    runs: list[_Run] = []
    for line in lines:
        words = text[line.start : line.end]
        follows = wrapped and not line.gap and not _BULLET.match(words) and not _is_label(words)
        if runs and (follows or _is_broken_insertion(text, runs[-1], line)):
            runs[-1].end = line.end
        else:
            runs.append(_Run(line.start, line.end, line.gap))
    return runs


def _is_wrapped(text: str, lines: Sequence[_Run]) -> bool:
    """True when the lines are those of a column: most that have a line right below end in mid-sentence, near the full width."""
    inner = [text[line.start : line.end] for line, below in zip(lines, lines[1:], strict=False) if not below.gap]
    if len(inner) < 3:
        return False
    widths = sorted(map(len, inner))
    full = widths[int(len(widths) * 0.9)]
    if full > _WRAPPED_AT_MOST:
        return False
    running = sum(not _STOP.search(words) for words in inner)
    near = sum(len(words) > full * 0.7 for words in inner)
    return running > len(inner) * 0.6 and near > len(inner) * 0.6


def _is_label(words: str) -> bool:
    """True for lines that begin a turn of a transcript."""
    return bool(re.match(r"(?:Q\b|A\b|[A-Z][A-Z.'’\- ]{2,40}:)", words))


def _is_broken_insertion(text: str, run: _Run, line: _Run) -> bool:
    """True when the run ends inside a bracket that the line, a word or two long, goes on with or closes."""
    opened = _OPEN_INSERTION.search(text[max(run.start, run.end - 80) : run.end])
    if not opened:
        return False
    words = text[line.start : line.end]
    return words.startswith(")") or (len(words) <= 12 and ")" in text[line.end : line.end + 6])


def _name_pictures(text: str, runs: list[_Run]) -> None:
    """Captions and credits: lines that name a photographer or an agency, and the short lines that lead up to them."""
    for at, run in enumerate(runs):
        words = text[run.start : run.end]
        bare = _BULLET.sub("", words)
        size = len(_WORD.findall(bare))
        if run.kind is BlockKind.PARAGRAPH and _BULLET.match(words):
            run.kind = BlockKind.BULLET
        if _CREDIT.match(bare) and size <= _CREDIT_WORDS:
            run.kind = BlockKind.CREDIT
            _name_caption_before(text, runs, at, marked=bool(_BULLET.match(words)))
        elif (_CAPTION_END.search(bare) and size <= _CAPTION_WORDS) or (
            _CAPTION_START.match(bare) and size <= _CAPTION_WORDS and _AGENCY_ANYWHERE.search(bare)
        ):
            run.kind = BlockKind.CAPTION
        elif _BYLINE.match(words) and (at < 6 or at > len(runs) - 4):
            run.kind = BlockKind.BYLINE


_AGENCY_ANYWHERE = re.compile(_AGENCY)


def _name_caption_before(text: str, runs: list[_Run], at: int, *, marked: bool) -> None:
    """A short line right before a credit is its caption, when both carry the same list mark."""
    if at and marked and runs[at - 1].kind is BlockKind.BULLET:
        words = _BULLET.sub("", text[runs[at - 1].start : runs[at - 1].end])
        if len(_WORD.findall(words)) <= _CREDIT_WORDS * 2 and not _STOP.search(words):
            runs[at - 1].kind = BlockKind.CAPTION


def _name_headings(text: str, runs: list[_Run]) -> None:
    plain = [at for at, run in enumerate(runs) if run.kind is BlockKind.PARAGRAPH]
    if len(plain) > 1 and plain[0] == 0 and _is_headline(text, runs[0], runs[plain[1]]):
        runs[0].kind = BlockKind.HEADLINE
    for before, at, after in zip(plain, plain[1:], plain[2:], strict=False):
        words = text[runs[at].start : runs[at].end]
        neighbours = min(_size(text, runs[before]), _size(text, runs[after]))
        if runs[at].gap and _is_subheading(words) and neighbours > _size(text, runs[at]) and runs[after].gap:
            runs[at].kind = BlockKind.SUBHEADING


def _size(text: str, run: _Run) -> int:
    return len(_WORD.findall(text[run.start : run.end]))


def _is_headline(text: str, first: _Run, second: _Run) -> bool:
    """The first line is a headline when it is short, unlike a sentence of running text, and more follows."""
    words = text[first.start : first.end]
    found = _WORD.findall(words)
    if not 2 <= len(found) <= _HEADLINE_WORDS or _is_label(words):
        return False
    capitals = sum(word[0].isupper() or len(word) < 4 for word in found)
    return (
        not _STOP.search(words)
        or capitals >= len(found) * 0.8
        or _DATELINE.match(text[second.start : second.start + 120]) is not None
    )


def _is_subheading(words: str) -> bool:
    bare = words.strip("\"“”'‘’ ")
    quoted = words[0] in '"“' and words[-1] in '"”' and not re.search(r"[\"“”,]", bare)
    short = 1 <= len(_WORD.findall(bare)) <= _SUBHEADING_WORDS
    ends = _STOP.search(words) or words[-1] in ",-–—"
    return (
        short
        and bare[:1].isupper()
        and not _is_label(words)
        and not ends
        and (quoted or words[0] not in "\"“‘'([-–—")
        and ('"' not in bare)
    )


def _with_dateline(text: str, run: _Run) -> Iterator[Block]:
    """The run as a block; a place and date before a dash at its beginning become a block of their own."""
    match = _DATELINE.match(text[run.start : min(run.end, run.start + 120)])
    place = match.group().rstrip() if match else ""
    if (
        run.kind is BlockKind.PARAGRAPH
        and match
        and run.start + match.end() < run.end
        and ("(" in place or len(place.split()) <= 6)
    ):
        yield Block(BlockKind.DATELINE, Span(run.start, run.start + len(place)))
        yield Block(run.kind, Span(run.start + match.end(), run.end))
    else:
        yield Block(run.kind, Span(run.start, run.end))
