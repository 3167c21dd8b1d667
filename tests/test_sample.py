"""The sample article as a reader would check it: quotations whole, each with somebody behind it, nobody speaking in a picture."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord import service
from onrecord.faces.words import when
from onrecord.model import UNSPOKEN, Analysis, BlockKind, Kind


@pytest.fixture(scope="module")
def analysis(sample: str) -> Analysis:
    return service.analyse(sample, published=date(2021, 2, 18))


def test_nearly_every_attribution_a_reader_finds_is_read(analysis: Analysis) -> None:
    assert len(analysis.attributions) >= 49  # nine in ten of 54


def test_every_quotation_is_whole_and_has_a_cue_and_a_speaker(analysis: Analysis) -> None:
    headings = [block.span for block in analysis.blocks if block.kind is BlockKind.SUBHEADING]
    for quotation in analysis.quotations:
        if quotation.depth > 1 or any(heading.overlaps(quotation.span) for heading in headings):
            continue
        holders = [
            attribution
            for attribution in analysis.attributions
            if all(
                any(span.start <= piece.start and piece.end <= span.end + 1 for span in attribution.content)
                for piece in quotation.pieces
            )
        ]
        assert holders, quotation.pieces[0].of(analysis.document.text)[:60]
        assert any(attribution.cue and attribution.speaker for attribution in holders)


def test_nobody_speaks_in_a_caption_or_a_credit(analysis: Analysis) -> None:
    pictures = [block.span for block in analysis.blocks if block.kind in UNSPOKEN]
    assert len(pictures) == 9
    for attribution in analysis.attributions:
        for span in (*attribution.content, *attribution.source, *attribution.cue):
            assert not any(span.overlaps(picture) for picture in pictures)


def test_the_people_of_the_article_are_told_apart_and_each_is_one(analysis: Analysis) -> None:
    people = {a.speaker.name for a in analysis.attributions if a.speaker and a.speaker.type.value == "person"}
    assert people == {"Maria Zakharova", "Jens Stoltenberg", "Alexander Grushko", "Dmitry Egorchenkov", "Alexei Podberezkin"}


def test_a_statement_in_a_statement_has_its_parent(analysis: Analysis) -> None:
    text = analysis.document.text
    (inner,) = [
        a for a in analysis.attributions if a.parent and a.content[0].start == text.index("there will be a tougher stance")
    ]
    outer = next(a for a in analysis.attributions if a.id == inner.parent)
    assert outer.kind is Kind.DIRECT
    assert outer.speaker is not None
    assert inner.speaker is not None
    assert (outer.speaker.name, inner.speaker.name) == ("Dmitry Egorchenkov", "Jens Stoltenberg")


def test_statements_of_four_times_are_told_apart(analysis: Analysis) -> None:
    def said(words: str) -> str:
        (found,) = [a for a in analysis.attributions if any(words in piece.text for piece in a.content)]
        return when(found)

    assert said("immediate threat of military attack") == "2020-10-01/2020-12-31"  # "at the end of 2020"
    assert said("We are simultaneously faced with many challenges") == "2021-01-22"
    assert said("NATO itself has abandoned a positive agenda") == "2019"
    assert said("military spending of NATO countries last year") == "2019"  # the "last year" in it is 2018
    assert said("The PRC is likely to emerge") == ""  # the text does not say
