from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attribute.assembly import kind_of, nested, trimmed
from onrecord.model import Attribution, Evidence, Kind, Provenance, Quotation, Span


def _attribution(name: str, cue: tuple[int, int], *content: tuple[int, int]) -> Attribution:
    def evidence(span: tuple[int, int]) -> Evidence:
        return Evidence(*span, "x" * (span[1] - span[0]))

    return Attribution(
        name, "d", Kind.INDIRECT, tuple(map(evidence, content)), (), (evidence(cue),), 0.9, Provenance("test", "1")
    )


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("“We agree,” ", "We agree,"),
        (' "no" ', "no"),
        ("the workers' ", "the workers'"),
        ("‘never’", "never"),
        ("``so be it.''", "so be it."),
        ("plain", "plain"),
        ("“’Tis time.”", "Tis time."),
    ],
)
def test_edges_lose_marks_and_space_but_no_words(text: str, left: str) -> None:
    span = trimmed(text, Span(0, len(text)))
    assert span is not None
    assert span.of(text) == left


def test_a_contraction_keeps_its_apostrophe() -> None:
    text = "we’ve said so"
    for start in (2, 3):
        span = trimmed(text, Span(start, 10))
        assert span is not None
        assert span.of(text) == "’ve said"


@given(st.text(alphabet=" \n\"“”'’ab.s", max_size=30))
def test_trimming_only_shrinks(text: str) -> None:
    span = trimmed(text, Span(0, len(text)))
    if span is None:
        assert not any(char.isalnum() for char in text)
    else:
        assert Span(0, len(text)).contains(span)
        assert span.of(text).strip() == span.of(text)


TEXT = 'that the plan is "a very bad idea" indeed'
QUOTED = (Quotation((Span(18, 33),), Span(17, 18), Span(33, 34)),)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (Span(18, 33), Kind.DIRECT),
        (Span(0, 41), Kind.MIXED),
        (Span(0, 16), Kind.INDIRECT),
        (Span(20, 29), Kind.DIRECT),
        (Span(0, 24), Kind.INDIRECT),  # only two quoted words
    ],
)
def test_kind_follows_the_share_of_quoted_words(content: Span, kind: Kind) -> None:
    assert kind_of(TEXT, [content], QUOTED) is kind


def test_a_statement_inside_a_statement_carries_its_parent() -> None:
    outer, inner, beside = (
        _attribution("outer", (0, 2), (5, 60)),
        _attribution("inner", (10, 14), (20, 40)),
        _attribution("beside", (70, 74), (80, 90)),
    )
    deepest = _attribution("deepest", (22, 25), (26, 38))
    parents = {a.id: a.parent for a in nested([deepest, beside, inner, outer])}
    assert parents == {"outer": None, "inner": "outer", "deepest": "inner", "beside": None}


def test_two_statements_never_hold_each_other() -> None:
    one, two = _attribution("one", (12, 14), (20, 40)), _attribution("two", (22, 24), (10, 19))
    parents = {a.id: a.parent for a in nested([one, two])}
    assert parents == {"one": None, "two": "one"}
