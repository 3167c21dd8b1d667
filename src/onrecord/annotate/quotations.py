"""The quotation automaton: which marks open, which close, and where a quotation runs, in any state of repair.

Quotation marks in the wild are unbalanced (``"`` 69 times in one article), misplaced (``, ”he said``), opened once over
three paragraphs, never closed, straight and curly mixed. A stack machine that trusts them fails on the first bad one and
reads the rest of the document inside out. Here every mark is a decision with a price (open, close, continue, ignore), every
paragraph end too (carry an open quotation over, or give it up), and the cheapest reading of the whole document is found by
dynamic programming over the stack of open marks (a beam-pruned Viterbi search). It always has an answer and is linear in
the number of marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple, TypeAlias

from onrecord.model import UNSPOKEN, Analysis, Quotation, Span
from onrecord.stage import Layer

# The apostrophe between two letters is never a quotation mark and is left out here already.
_MARK = re.compile(r"[\"“”„‟«»＂]|``|''|‘|(?<!\w)'(?=\w)|(?<=[^\s])['’](?!\w)")
_STRAIGHT, _CURLY, _GUILLEMET, _LATEX, _SINGLE = range(5)
_CLASS = {'"': _STRAIGHT, "＂": _STRAIGHT, "“": _CURLY, "”": _CURLY, "„": _CURLY, "‟": _CURLY, "«": _GUILLEMET, "»": _GUILLEMET,
          "``": _LATEX, "''": _LATEX, "‘": _SINGLE, "’": _SINGLE, "'": _SINGLE}  # fmt: skip
_OPENS, _CLOSES = frozenset("“„‟«‘") | {"``"}, frozenset("”»’") | {"''"}

# Prices, in units of "one mildly odd thing". They were set by hand on the news corpora named in the training data and on
# machine-translated articles, so that: two odd things are worse than one unclosed quotation; an unclosed quotation is
# cheaper than reading a closing mark as an opening one.
_WRONG_GLYPH = 3.0
_FLOATING = 1.0  # a mark with a space on both sides, or on none
_WRONG_SIDE_CURLY, _WRONG_SIDE_STRAIGHT = 1.0, 2.5  # `, ”he said`; straight marks have only their side to go by
_IGNORED, _IGNORED_INCH = 4.0, 0.5
_NESTED, _NESTED_SAME_CLASS = 0.5, 3.5
_CLOSED_BY_OTHER_CLASS = 1.2
_UNCLOSED, _UNOPENED = 3.0, 3.5
_CARRIED, _CARRIED_ON, _CARRIED_MARKED, _CHANGED_STYLE = 1.5, 0.3, 1.0, 3.0
_BEAM = 12


class _Act(IntEnum):
    OPEN = 0
    CLOSE = 1
    CONTINUE = 2
    IGNORE = 3
    BREAK = 4  # paragraph end: give up what is open
    CARRY = 5  # paragraph end: the outermost quotation goes on
    START = 6  # paragraph start: a quotation whose opening mark is missing


class _Style(IntEnum):
    """How the open quotation has come over paragraph ends so far."""

    FRESH = 0
    UNMARKED = 1  # opened once
    MARKED = 2  # an opening mark at every paragraph
    DUE = 3  # carried, and the paragraph's own opening mark must come now


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    glyph_class: int
    open_price: float
    close_price: float
    ignore_price: float
    first: bool  # nothing but space before it in its paragraph
    odd_open: bool
    odd_close: bool


class _Step(NamedTuple):
    before: _Step | None
    act: _Act
    mark: _Mark | None
    paragraph: int


class _State(NamedTuple):
    stack: tuple[int, ...]
    style: _Style


_Beam: TypeAlias = dict[_State, tuple[float, _Step | None]]


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """The quotations of ``text``, in order of their beginning, read paragraph by paragraph.

    ``paragraphs`` are the spans a quotation may run through, in order and without overlap; what lies between them (captions,
    photo credits) interrupts nothing. Never raises on any text.
    """
    marks = [list(_marks(text, paragraph)) for paragraph in paragraphs]
    beam: dict[_State, tuple[float, _Step | None]] = {_State((), _Style.FRESH): (0.0, None)}
    for number, own in enumerate(marks):
        beam = _enter(beam, number, bool(own) and own[0].first, any(m.close_price < _WRONG_GLYPH for m in own))
        for mark in own:
            beam = _read(beam, mark, number)
        beam = _leave(beam, number, last=number + 1 == len(marks))
    history: list[_Step] = []
    step = min(beam.values(), key=lambda found: found[0])[1]
    while step is not None:
        history.append(step)
        step = step.before
    return tuple(_assemble(text, paragraphs, history[::-1]))


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        glyph, span = match.group(), Span(match.start(), match.end())
        left = text[span.start - 1] if span.start > paragraph.start else " "
        right = text[span.end] if span.end < paragraph.end else " "
        glyph_class = _CLASS[glyph]
        if glyph_class == _SINGLE:
            yield _single(text, glyph, span, left, right)
            continue
        left_free = left.isspace() or left in "([{—–-/"
        right_free = right.isspace() or right in ")]}.,;:!?…—–-/"
        sided = glyph in _OPENS or glyph in _CLOSES
        wrong_side = _WRONG_SIDE_CURLY if sided else _WRONG_SIDE_STRAIGHT
        odd_open = odd_close = 0.0
        if (left_free and right.isspace()) or (not left_free and not right_free):
            odd_open = odd_close = _FLOATING
            if left in ".,!?…" and not sided:  # `, "he said` written `,"he said`: after a stop, a mark closes
                odd_open, odd_close = wrong_side, 0.0
        elif left_free and not right_free:
            before = text[paragraph.start : span.start].rstrip()[-1:]
            if before and before in ",.!?…":  # `, "he said`; `, "We will` is an opening more often
                odd_close = 1.2 if right.islower() or sided else 1.8
            else:
                odd_close = wrong_side
        elif not left_free and right_free:
            odd_open = wrong_side
        yield _Mark(
            span,
            glyph_class,
            odd_open + (_WRONG_GLYPH if glyph in _CLOSES else 0.0),
            odd_close + (_WRONG_GLYPH if glyph in _OPENS else 0.0),
            _IGNORED_INCH if not sided and left.isdigit() else _IGNORED,
            not text[paragraph.start : span.start].strip(),
            odd_open > 0,
            odd_close > 0,
        )


def _single(text: str, glyph: str, span: Span, left: str, right: str) -> _Mark:
    """Single marks are apostrophes unless a pair says otherwise: ignoring one is nearly free."""
    opens = (left.isspace() or left in '([—–-"“') and not right.isspace() and glyph != "’"
    closes = not left.isspace() and glyph != "‘"
    possessive = closes and left == "s" and right == " " and text[span.end + 1 : span.end + 2].islower()
    return _Mark(
        span,
        _SINGLE,
        (0.2 if glyph == "‘" else 0.8) if opens else 9.0,
        (0.6 if possessive else 0.0) if closes else 9.0,
        1.5 if glyph == "‘" else 0.3 if opens else 0.0,
        False,
        False,
        False,
    )


def _offer(beam: _Beam, state: _State, price: float, step: _Step | None) -> None:
    known = beam.get(state)
    if known is None or price < known[0]:
        beam[state] = (price, step)


def _pruned(beam: _Beam) -> _Beam:
    if len(beam) <= _BEAM:
        return beam
    return dict(sorted(beam.items(), key=lambda item: item[1][0])[:_BEAM])


def _enter(beam: _Beam, number: int, marked: bool, closable: bool) -> _Beam:
    """Paragraph start: a carried quotation settles its style; a missing opening mark may be supplied here."""
    after: _Beam = {}
    for state, (price, step) in beam.items():
        if not state.stack:
            _offer(after, state, price, step)
            if closable and not marked:
                start = _Step(step, _Act.START, None, number)
                _offer(after, _State((_CURLY,), _Style.FRESH), price + _UNOPENED, start)
            continue
        match state.style:
            case _Style.FRESH:
                _offer(after, _State(state.stack, _Style.UNMARKED), price + _CARRIED, step)
                if marked:
                    _offer(after, _State(state.stack, _Style.DUE), price + _CARRIED_MARKED, step)
            case _Style.UNMARKED:
                _offer(after, state, price + _CARRIED_ON, step)
                if marked:
                    _offer(after, _State(state.stack, _Style.DUE), price + _CHANGED_STYLE, step)
            case _:
                if marked:
                    _offer(after, _State(state.stack, _Style.DUE), price + _CARRIED_ON, step)
                else:
                    _offer(after, _State(state.stack, _Style.UNMARKED), price + _CHANGED_STYLE, step)
    return after


def _read(beam: _Beam, mark: _Mark, number: int) -> _Beam:
    after: _Beam = {}
    for state, (price, step) in beam.items():
        stack, style = state
        if style is _Style.DUE:
            done = _Step(step, _Act.CONTINUE, mark, number)
            _offer(after, _State(stack, _Style.MARKED), price + mark.open_price, done)
            continue
        _offer(after, state, price + mark.ignore_price, _Step(step, _Act.IGNORE, mark, number))
        if len(stack) < 2:
            nested = 0.0
            if stack:
                nested = _NESTED if stack[-1] != mark.glyph_class or mark.glyph_class == _CURLY else _NESTED_SAME_CLASS
            opened = _State((*stack, mark.glyph_class), style)
            _offer(after, opened, price + mark.open_price + nested, _Step(step, _Act.OPEN, mark, number))
        if stack and (stack[-1] == _SINGLE) == (mark.glyph_class == _SINGLE):
            other = 0.0 if stack[-1] == mark.glyph_class else _CLOSED_BY_OTHER_CLASS
            rest = stack[:-1]
            closed = _State(rest, style if rest else _Style.FRESH)
            _offer(after, closed, price + mark.close_price + other, _Step(step, _Act.CLOSE, mark, number))
    return _pruned(after)


def _leave(beam: _Beam, number: int, *, last: bool) -> _Beam:
    """Paragraph end: what is open is given up, or its outermost quotation goes on."""
    after: _Beam = {}
    for (stack, style), (price, step) in beam.items():
        if not stack:
            _offer(after, _State((), _Style.FRESH), price, step)
            continue
        given_up = _Step(step, _Act.BREAK, None, number)
        _offer(after, _State((), _Style.FRESH), price + _UNCLOSED * len(stack), given_up)
        if not last:
            inner = _UNCLOSED * (len(stack) - 1)
            _offer(after, _State(stack[:1], style), price + inner, _Step(step, _Act.CARRY, None, number))
    return _pruned(after)


class _Draft:
    """A quotation being assembled: mutable, local to ``_assemble``."""

    def __init__(self, opening: Span | None, begin: int, depth: int, repairs: list[str]) -> None:
        self.opening, self.begin, self.depth, self.repairs = opening, begin, depth, repairs
        self.pieces: list[Span] = []

    def piece(self, text: str, end: int) -> None:
        words = text[self.begin : end]
        start = self.begin + len(words) - len(words.lstrip())
        if stop := len(words.strip()):
            self.pieces.append(Span(start, start + stop))

    def finish(self, closing: Span | None) -> Quotation | None:
        if not self.pieces:
            return None
        return Quotation(tuple(self.pieces), self.opening, closing, self.depth, tuple(dict.fromkeys(self.repairs)))


def _assemble(text: str, paragraphs: Sequence[Span], history: Sequence[_Step]) -> list[Quotation]:
    found: list[Quotation | None] = []
    stack: list[_Draft] = []
    for _, act, mark, number in history:
        paragraph = paragraphs[number]
        match act:
            case _Act.START:
                stack.append(_Draft(None, paragraph.start, 1, ["unopened"]))
            case _Act.OPEN if mark:
                repairs = ["misplaced"] if mark.odd_open else []
                stack.append(_Draft(mark.span, mark.span.end, len(stack) + 1, repairs))
            case _Act.CLOSE if mark:
                draft = stack.pop()
                draft.piece(text, mark.span.start)
                if mark.odd_close:
                    draft.repairs.append("misplaced")
                found.append(draft.finish(mark.span))
            case _Act.CONTINUE if mark:
                stack[0].begin = mark.span.end
            case _Act.BREAK:
                while stack:
                    draft = stack.pop()
                    draft.piece(text, paragraph.end)
                    draft.repairs.append("unclosed")
                    found.append(draft.finish(None))
            case _Act.CARRY:
                while len(stack) > 1:
                    draft = stack.pop()
                    draft.piece(text, paragraph.end)
                    draft.repairs.append("unclosed")
                    found.append(draft.finish(None))
                stack[0].piece(text, paragraph.end)
                stack[0].repairs.append("continued")
                stack[0].begin = paragraphs[number + 1].start
            case _:
                pass
    return sorted((q for q in found if q is not None), key=lambda q: (q.span.start, q.depth))


class QuotationStage:
    """Writes the quotations of every document."""

    name = "quotations"
    version = "1"
    reads = frozenset({Layer.BLOCKS})
    writes = frozenset({Layer.QUOTATIONS})

    def __call__(self, batch: Sequence[Analysis]) -> Sequence[Analysis]:
        return [analysis.adding(quotations=find_quotations(analysis.document.text, _paragraphs(analysis))) for analysis in batch]


def _paragraphs(analysis: Analysis) -> list[Span]:
    return [block.span for block in analysis.blocks if block.kind not in UNSPOKEN]
