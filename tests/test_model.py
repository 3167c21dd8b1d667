from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Attribution, Document, Evidence, Kind, Provenance, Quotation, Span


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_evidence_always_equals_the_slice(text: str, start: int, length: int) -> None:
    if start + length > len(text):
        with pytest.raises(ValueError, match="outside a text"):
            Evidence.at(text, Span(start, start + length))
    else:
        evidence = Evidence.at(text, Span(start, start + length))
        assert text[evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (5, 4)])
def test_a_span_that_runs_backwards_or_before_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))
    assert Span(0, 5).contains(Span(3, 5))


def test_a_document_is_named_by_its_bytes() -> None:
    one, same, other = Document.of("Smith said no."), Document.of("Smith said no."), Document.of("Smith said no.", data=b"raw")
    assert one.id == same.id == one.sha256[:16]
    assert other.id != one.id


def test_a_lone_surrogate_still_gets_a_digest() -> None:
    assert len(Document.of("\ud800").sha256) == 64


def test_the_same_words_get_the_same_id_and_other_words_another() -> None:
    content, cue = (Evidence(0, 2, "no"),), (Evidence(3, 7, "said"),)
    assert Attribution.identify("d", content, cue) == Attribution.identify("d", content, cue)
    assert Attribution.identify("d", content, cue) != Attribution.identify("d", content, ())


def test_an_attribution_without_content_is_refused() -> None:
    with pytest.raises(ValueError, match="needs content"):
        Attribution("a", "d", Kind.DIRECT, (), (), (), 1.0, Provenance("test", "1"))


def test_a_quotation_spans_from_mark_to_mark_or_as_far_as_it_goes() -> None:
    assert Quotation((Span(1, 5),), Span(0, 1), Span(5, 6)).span == Span(0, 6)
    assert Quotation((Span(1, 5), Span(7, 9)), Span(0, 1), None).span == Span(0, 9)
