from __future__ import annotations

import re

from onrecord.annotate.quotations import find_quotations
from onrecord.attribute.quoting import with_whole_quotations
from onrecord.model import Analysis, Attribution, Block, BlockKind, Document, Evidence, Kind, Provenance, Span


def _analysis(text: str) -> Analysis:
    blocks = tuple(Block(BlockKind.PARAGRAPH, Span(m.start(), m.end())) for m in re.finditer(r"[^\n]+", text))
    return Analysis(Document.of(text), blocks=blocks, quotations=find_quotations(text, [block.span for block in blocks]))


def _said(analysis: Analysis, cue: str, *content: str) -> Attribution:
    text = analysis.document.text

    def at(words: str) -> Evidence:
        start = text.index(words)
        return Evidence.at(text, Span(start, start + len(words)))

    return Attribution(
        cue, analysis.document.id, Kind.DIRECT, tuple(map(at, content)), (), (at(cue),), 0.9, Provenance("test", "1")
    )


THREE = "“We came in peace.\n\nWe were not received.\n\nWe shall go, ”she said.\n\nNobody answered."


def test_a_quotation_over_three_paragraphs_is_kept_whole() -> None:
    analysis = _analysis(THREE)
    (whole,) = with_whole_quotations(analysis, [_said(analysis, "said", "We shall go")])
    assert [piece.text for piece in whole.content] == ["We came in peace.", "We were not received.", "We shall go,"]
    assert whole.kind is Kind.DIRECT


def test_a_paragraph_that_another_speaker_has_is_left_to_them() -> None:
    text = "“We came in peace.\n\n“We go,” she said. “They lied,” he added."
    analysis = _analysis(text)
    hers, his = _said(analysis, "said", "We go"), _said(analysis, "added", "They lied")
    first, second = with_whole_quotations(analysis, [hers, his])
    assert [piece.text for piece in first.content] == ["We came in peace.", "We go,"]
    assert [piece.text for piece in second.content] == ["They lied,"]


def test_a_report_inside_the_quotation_is_not_blown_up_to_it() -> None:
    analysis = _analysis("“As Berg claimed, prices will fall and wages will rise,” said Lund.")
    (inner,) = with_whole_quotations(analysis, [_said(analysis, "claimed", "prices will fall and wages will rise")])
    assert [piece.text for piece in inner.content] == ["prices will fall and wages will rise"]


def test_words_run_into_somebody_elses_quotation_are_given_back() -> None:
    text = "“We go,” she said.\n\n“They lied to all of us for many years,” he added."
    analysis = _analysis(text)
    greedy = _said(analysis, "she", "We go", "They lied")
    his = _said(analysis, "added", "They lied to all of us for many years")
    first, _ = with_whole_quotations(analysis, [greedy, his])
    assert [piece.text for piece in first.content] == ["We go,"]


def test_without_quotations_nothing_changes() -> None:
    analysis = _analysis("Berg said that prices fell.")
    said = _said(analysis, "said", "that prices fell")
    assert with_whole_quotations(analysis, [said]) == [said]
