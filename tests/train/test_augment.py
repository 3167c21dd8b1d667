from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.corpus import Example, Gold
from onrecord.train.augment import apply, augmented

TEXT = (
    "Minister urges calm.\n\n"
    "“We will talk to everyone. Nobody is left out,” Foreign Minister Anna Berg told reporters on Monday. “That is my promise.”\n\n"
    'Berg said that talks with the "neighbours" had begun.\n'
)


def _at(words: str, nth: int = 0) -> tuple[int, int]:
    start = [match.start() for match in re.finditer(re.escape(words), TEXT)][nth]
    return start, start + len(words)


EXAMPLE = Example(
    "own",
    TEXT,
    (
        Gold(
            (_at("“We will talk to everyone. Nobody is left out,”"), _at("“That is my promise.”")),
            (_at("Foreign Minister Anna Berg"),),
            (_at("told"),),
        ),
        Gold((_at('that talks with the "neighbours" had begun'),), (_at("Berg", 1),), (_at("said"),)),
    ),
)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("seed", range(200))
def test_labels_stay_on_their_words_through_every_variant(seed: int) -> None:
    variant = augmented(EXAMPLE, random.Random(seed))
    assert len(variant.golds) == len(EXAMPLE.golds)
    for before, after in zip(EXAMPLE.golds, variant.golds, strict=True):
        for role in ("content", "cue"):
            old = [_words(EXAMPLE.text[s:e]) for s, e in getattr(before, role)]
            new = [_words(variant.text[s:e]) for s, e in getattr(after, role)]
            assert [word for piece in new for word in piece if word not in _words("Anna Berg")][:3] == [
                w for p in old for w in p
            ][:3]
        (source,) = (variant.text[s:e] for s, e in after.source)
        assert len(_words(source)) == len(_words(EXAMPLE.text[slice(*before.source[0])]))


def test_the_same_seed_makes_the_same_text() -> None:
    assert augmented(EXAMPLE, random.Random(3)) == augmented(EXAMPLE, random.Random(3))
    assert len({augmented(EXAMPLE, random.Random(seed)).text for seed in range(30)}) > 5


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, 6), st.text("xy \n", max_size=4)), max_size=8))
def test_any_edits_keep_spans_inside_the_text(raw: list[tuple[int, int, str]]) -> None:
    edits = [(start, min(len(TEXT), start + length), words) for start, length, words in raw]
    variant = apply(EXAMPLE, edits)
    for gold in variant.golds:
        for start, end in (*gold.content, *gold.source, *gold.cue):
            assert 0 <= start < end <= len(variant.text)


def test_an_insertion_at_a_spans_edge_stays_outside_it() -> None:
    start, end = _at("told")
    variant = apply(EXAMPLE, [(start, start, "XX"), (end, end, "YY")])
    (cue,) = variant.golds[0].cue
    assert variant.text[slice(*cue)] == "told"
