"""Makes clean newspaper text look like the world: other marks, broken marks, other layouts, other names.

Every operation is a list of edits on the text; gold spans are carried through the edits, so the labels stay exact. All
choices come from the ``random.Random`` given: the same seed makes the same text.
"""

from __future__ import annotations

import random
import re
import tomllib
from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from onrecord.corpus import Example, Gold, Spans
from onrecord.train.layers import annotated

Edit = tuple[int, int, str]

_STYLES = (('"', '"'), ("“", "”"), ("“", "”"), ("``", "''"), ("«", "»"))
_SENTENCE_END = re.compile(r"(?<![A-Z]\.[A-Z])(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\bGen)(?<!\bSt)[.!?][”\"']{0,2}( +)(?=[“\"]?[A-Z])")  # fmt: skip
_NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]{2,})\b")
_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_GIVEN, _FAMILY, _KEPT = _WORDS["given"].split(), _WORDS["family"].split(), frozenset(_WORDS["kept"].split())
_LINES: list[str] = _WORDS["lines"]


def augmented(example: Example, rng: random.Random) -> Example:
    """One random variant of ``example``; one in four comes back as it is."""
    if rng.random() < 0.25:
        return example
    steps: list[tuple[float, Callable[[Example, random.Random], list[Edit]]]] = [
        (0.35, _other_names),
        (0.55, _other_marks),
        (0.25, _swapped_marks),
        (0.15, _lost_marks),
        (0.25, _sentence_lines),
        (0.15, _single_newlines),
        (0.20, _lines_between),
    ]
    for chance, step in steps:
        if rng.random() < chance:
            example = apply(example, step(example, rng))
    return example


def apply(example: Example, edits: Sequence[Edit]) -> Example:
    """The example after ``edits`` (of two that overlap the earlier wins); an insertion at a span's edge stays outside it."""
    kept: list[Edit] = []
    for edit in sorted(edits):
        if not kept or edit[0] >= kept[-1][1]:
            kept.append(edit)
    parts: list[str] = []
    befores: list[int] = []  # where each edit's words begin in the new text
    last = length = 0
    for begin, end, words in kept:
        parts += [example.text[last:begin], words]
        befores.append(length + begin - last)
        length += begin - last + len(words)
        last = end
    parts.append(example.text[last:])
    begins = [edit[0] for edit in kept]

    def moved(at: int, *, is_start: bool) -> int:
        number = bisect_right(begins, at) - 1
        if number >= 0 and begins[number] == at and (kept[number][1] > at or not is_start):
            if kept[number][1] > at:
                return befores[number]
            number -= 1
        if number < 0:
            return at
        _, end, words = kept[number]
        if at < end:
            return befores[number] + (len(words) if is_start else 0)
        return befores[number] + len(words) + at - end

    def carried(spans: Spans) -> Spans:
        pairs = ((moved(s, is_start=True), moved(e, is_start=False)) for s, e in spans)
        return tuple((s, e) for s, e in pairs if e > s)

    golds = (Gold(carried(g.content), carried(g.source), carried(g.cue)) for g in example.golds)
    return Example(example.name, "".join(parts), tuple(g for g in golds if g.content and g.cue))


def _other_names(example: Example, rng: random.Random) -> list[Edit]:
    names: dict[str, str] = {}
    for gold in example.golds:
        for start, end in gold.source:
            for match in _NAME.finditer(example.text, start, end):
                given, family = match.groups()
                if family not in _KEPT and family not in names:
                    names[family] = rng.choice(_FAMILY)
                    names.setdefault(given, rng.choice(_GIVEN))
    if not names:
        return []
    pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(names))) + r")\b")
    return [(m.start(), m.end(), names[m.group()]) for m in pattern.finditer(example.text)]


def _other_marks(example: Example, rng: random.Random) -> list[Edit]:
    opening, closing = rng.choice(_STYLES)
    mixed = rng.random() < 0.2
    edits: list[Edit] = []
    for quotation in annotated(example.text).quotations:
        if mixed:
            opening, closing = rng.choice(_STYLES)
        for mark, glyph in ((quotation.opening, opening), (quotation.closing, closing)):
            if mark is not None and mark.of(example.text) in "\"“”``''":
                edits.append((mark.start, mark.end, glyph))
    return edits


def _swapped_marks(example: Example, rng: random.Random) -> list[Edit]:
    """Machine translation's misplacement: ``,” he said`` becomes ``, ”he said``."""
    share = rng.choice((0.3, 1.0))
    edits: list[Edit] = []
    for quotation in annotated(example.text).quotations:
        mark = quotation.closing
        if mark and example.text[mark.end : mark.end + 1] == " " and rng.random() < share:
            edits.append((mark.start, mark.end + 1, " " + mark.of(example.text)))
    return edits


def _lost_marks(example: Example, rng: random.Random) -> list[Edit]:
    opening_lost, closing_lost = rng.choice(((0.0, 0.15), (0.1, 0.0), (0.05, 0.1), (1.0, 1.0)))
    edits: list[Edit] = []
    for quotation in annotated(example.text).quotations:
        for mark, chance in ((quotation.opening, opening_lost), (quotation.closing, closing_lost)):
            if mark and rng.random() < chance:
                edits.append((mark.start, mark.end, ""))
    return edits


def _sentence_lines(example: Example, rng: random.Random) -> list[Edit]:
    gap = rng.choice(("\n", "\n\n"))
    return [(*match.span(1), gap) for match in _SENTENCE_END.finditer(example.text)]


def _single_newlines(example: Example, rng: random.Random) -> list[Edit]:
    return [(match.start(), match.end(), "\n") for match in re.finditer(r"\n{2,}", example.text)]


def _lines_between(example: Example, rng: random.Random) -> list[Edit]:
    edits: list[Edit] = []
    for match in re.finditer(r"\n+", example.text):
        if rng.random() < 0.08:
            lines = [_with_names(line, rng) for line in rng.sample(_LINES, rng.randint(1, 3))]
            edits.append((match.end(), match.end(), match.group().join(lines) + match.group()))
    return edits


def _with_names(line: str, rng: random.Random) -> str:
    return re.sub(r"\{name\}", lambda _: f"{rng.choice(_GIVEN)} {rng.choice(_FAMILY)}", line)
