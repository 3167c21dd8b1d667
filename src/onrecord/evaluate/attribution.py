"""Scores of attribution: whether content, source and cue were found, and put together right.

Only words count: a word is ``\\w+`` with inner apostrophes, full stops, commas or hyphens, so marks and space at an edge never
matter. A word belongs to a span when they share a character. All counts are summed over the documents before precision,
recall and F1 are taken (micro averages).

=====================  ==========================================================================================
``token <role>``       words of a role, anywhere in the document, right or wrong
``fragment <role>``    contiguous runs of a role's words, exactly right; roles apart, no linking
``content exact``      whole contents with exactly the right words
``content overlap``    contents matched one to one (largest total overlap) where the words' Jaccard index is at least 0.5
``attribution``        as ``content overlap``, a pair counting only when the sources share a word or both are missing
``quoted …``           the last three for contents with three words in a row inside double quotation marks
``unquoted …``         the last three for all other contents
=====================  ==========================================================================================
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.corpus import ROLES, Example, Gold
from onrecord.model import Attribution, Document
from onrecord.pipeline import Pipeline

_TOKEN = re.compile(r"\w+(?:['’.,\-]\w+)*|[^\w\s]")
_WORD = re.compile(r"\w")
_OPENING, _CLOSING = frozenset("“„‟«"), frozenset("”»")
_LEAST_JACCARD = 0.5
_LEAST_QUOTED = 3

Words = frozenset[int]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Count:
    """How many were right, how many were found, how many there are."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """Counts by metric, and by metric the 95 % bootstrap interval of F1 where one was asked for."""

    counts: Mapping[str, Count]
    intervals: Mapping[str, tuple[float, float]]
    documents: int

    def figures(self) -> dict[str, float]:
        """F1 by metric."""
        return {name: count.f1 for name, count in self.counts.items()}


class _Words:
    """The words of a text: which word each character belongs to, and which words stand inside quotation marks."""

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in _TOKEN.finditer(text) if _WORD.search(match.group())]
        self._owner = np.full(len(text) + 1, -1, dtype=np.int64)
        for number, (start, end) in enumerate(spans):
            self._owner[start:end] = number
        inside = _inside_marks(text)
        self.quoted = [bool(inside[start] and inside[end - 1]) for start, end in spans]

    def of(self, spans: Iterable[tuple[int, int]]) -> Words:
        return frozenset(int(n) for start, end in spans for n in np.unique(self._owner[start:end]) if n >= 0)

    def is_quoted(self, words: Words) -> bool:
        """True when three words in a row are quoted; one word may be missing from the content between two of them."""
        run, before = 0, None
        for word in sorted(words):
            run = (
                (run + 1 if before is not None and word - before <= 2 and self.quoted[before] else 1) if self.quoted[word] else 0
            )
            if run >= _LEAST_QUOTED:
                return True
            before = word
        return False


def _inside_marks(text: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Per character, whether it stands inside double quotation marks, line by line: curly marks open and close, straight
    ones alternate, and what is open at a line's end stays open to that end only."""
    text = text.replace("``", "“\x00").replace("''", "”\x00")
    inside = np.zeros(len(text) + 1, dtype=np.bool_)
    within = False
    for at, char in enumerate(text):
        if char == "\n":
            within = False
        elif char in _OPENING:
            within = True
        elif char in _CLOSING:
            within = False
        elif char == '"':
            within = not within
        else:
            inside[at] = within
    return inside


@dataclass(frozen=True, slots=True)
class _Seen:
    content: Words
    source: Words
    cue: Words
    quoted: bool


def _seen(words: _Words, golds: Iterable[Gold]) -> list[_Seen]:
    found = []
    for gold in golds:
        content = words.of(gold.content)
        found.append(_Seen(content, words.of(gold.source), words.of(gold.cue), words.is_quoted(content)))
    return found


def score_document(text: str, golds: Iterable[Gold], found: Iterable[Gold]) -> dict[str, Count]:
    """The counts of one document."""
    words = _Words(text)
    right, ours = _seen(words, golds), _seen(words, found)
    counts: dict[str, Count] = {}
    for role in ROLES:
        gold_words, our_words = (_union(getattr(each, role) for each in side) for side in (right, ours))
        counts[f"token {role}"] = Count(len(gold_words & our_words), len(our_words), len(gold_words))
        gold_runs, our_runs = ({run for each in side for run in _runs(getattr(each, role))} for side in (right, ours))
        counts[f"fragment {role}"] = Count(len(gold_runs & our_runs), len(our_runs), len(gold_runs))
    counts |= _linked("", right, ours)
    for prefix, quoted in (("quoted ", True), ("unquoted ", False)):
        counts |= _linked(
            prefix, [each for each in right if each.quoted is quoted], [each for each in ours if each.quoted is quoted]
        )
    return counts


def _union(sets: Iterable[Words]) -> Words:
    return frozenset().union(*sets)


def _runs(words: Words) -> list[Pair]:
    runs: list[Pair] = []
    for word in sorted(words):
        if runs and word == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], word)
        else:
            runs.append((word, word))
    return runs


def _linked(prefix: str, right: Sequence[_Seen], ours: Sequence[_Seen]) -> dict[str, Count]:
    exact = Counter(each.content for each in right) & Counter(each.content for each in ours if each.content)
    overlap: dict[Pair, int] = {}
    for i, gold in enumerate(right):
        for j, found in enumerate(ours):
            shared = len(gold.content & found.content)
            if shared and shared >= _LEAST_JACCARD * len(gold.content | found.content):
                overlap[i, j] = shared
    sourced = {pair: shared for pair, shared in overlap.items() if _same_source(right[pair[0]], ours[pair[1]])}
    rights = {"content exact": exact.total(), "content overlap": _matched(overlap), "attribution": _matched(sourced)}
    return {prefix + name: Count(number, len(ours), len(right)) for name, number in rights.items()}


def _same_source(gold: _Seen, found: _Seen) -> bool:
    return bool(gold.source & found.source) or not (gold.source or found.source)


def _matched(weights: Mapping[Pair, int]) -> int:
    """How many pairs the one-to-one matching of largest total weight has."""
    from scipy.optimize import linear_sum_assignment

    if not weights:
        return 0
    matrix = np.zeros((1 + max(i for i, _ in weights), 1 + max(j for _, j in weights)))
    for pair, weight in weights.items():
        matrix[pair] = weight
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return int((matrix[rows, columns] > 0).sum())


def score(examples: Sequence[Example], found: Mapping[str, Sequence[Gold]], *, bootstrap: int = 0) -> Result:
    """The result over all ``examples``; ``found`` maps a document's name to what was read in it (missing: nothing).

    ``bootstrap`` draws so many samples of documents, with replacement and a fixed seed, for the intervals (Efron 1979).
    """
    per = [score_document(e.text, e.golds, found.get(e.name, ())) for e in sorted(examples, key=lambda e: e.name)]
    intervals: dict[str, tuple[float, float]] = {}
    if bootstrap:
        rng = random.Random(13)
        for name in ("content overlap", "attribution", "quoted attribution", "token content"):
            drawn = sorted(sum((rng.choice(per)[name] for _ in per), Count()).f1 for _ in range(bootstrap))
            intervals[name] = (drawn[int(0.025 * bootstrap)], drawn[int(0.975 * bootstrap) - 1])
    totals: defaultdict[str, Count] = defaultdict(Count)
    for counts in per:
        for name, count in counts.items():
            totals[name] += count
    return Result(dict(totals), intervals, len(per))


def as_gold(attribution: Attribution) -> Gold:
    """An attribution as bare spans."""
    return Gold(*(tuple((span.start, span.end) for span in getattr(attribution, role)) for role in ROLES))


def read_examples(
    pipeline: Pipeline, examples: Sequence[Example], progress: Callable[[int], None] = lambda done: None
) -> dict[str, list[Gold]]:
    """What the pipeline reads in each example, by name; ``progress`` is told after each document how many are done."""
    found: dict[str, list[Gold]] = {}
    analyses = pipeline(Document.of(example.text) for example in examples)
    for done, (example, analysis) in enumerate(zip(examples, analyses, strict=True), start=1):
        found[example.name] = [as_gold(attribution) for attribution in analysis.attributions]
        progress(done)
    return found
