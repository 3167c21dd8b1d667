from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.quotations import find_quotations
from onrecord.model import Quotation, Span


def _find(text: str) -> tuple[Quotation, ...]:
    return find_quotations(text, [Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)])


def _pieces(text: str, depth: int = 1) -> list[list[str]]:
    return [[piece.of(text) for piece in quotation.pieces] for quotation in _find(text) if quotation.depth == depth]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("“No,” he said.", [["No,"]]),
        ("“No, ”he said.", [["No,"]]),
        ('"No, "he said. Berg called it "absurd".', [["No,"], ["absurd"]]),
        ('He said, "We will," and left. "Soon," he added.', [["We will,"], ["Soon,"]]),
        ("“One.\n\nTwo.\n\nThree, ”he said.", [["One.", "Two.", "Three,"]]),
        ("“One.\n\n“Two.\n\n“Three,” he said.", [["One.", "Two.", "Three,"]]),
        ("“One is gone.\n\nBerg left.\n\n“Two,” he said.", [["One is gone."], ["Two,"]]),
        ('He is 6\'2" tall and the screen is 12" wide.', []),
        ("«Нет», said Berg. ``So be it,'' said Lund.", [["Нет"], ["So be it,"]]),
        ("The workers' rights aren't the boys' concern.", []),
        ("‘We don’t know,’ said Sir Alan. ‘Nobody’s sure.’", [["We don’t know,"], ["Nobody’s sure."]]),
        ('“The concept was old, "he said.', [["The concept was old,"]]),
    ],
)
def test_quotations_in_every_state_of_repair(text: str, pieces: list[list[str]]) -> None:
    assert _pieces(text) == pieces


def test_a_quotation_in_a_quotation_is_told_apart() -> None:
    text = "“We worked on what was called the“ strategic partnership ”. It failed, ”Berg said."
    assert _pieces(text) == [["We worked on what was called the“ strategic partnership ”. It failed,"]]
    assert _pieces(text, depth=2) == [["strategic partnership"]]
    british = "Berg said: “He told me ‘never’ and went.”"
    assert _pieces(british, depth=2) == [["never"]]


def test_what_had_to_be_repaired_is_said() -> None:
    repairs = {quotation.pieces[0].start: quotation.repairs for quotation in _find("“One.\n\nTwo, ”he said.\n\n“Never closed.")}
    assert list(repairs.values()) == [("continued", "misplaced"), ("unclosed",)]


def test_a_missing_opening_mark_is_supplied_at_the_paragraphs_start() -> None:
    (quotation,) = _find("We shall see what comes of it,” Berg said.")
    assert quotation.opening is None
    assert quotation.repairs == ("unopened",)


def test_captions_do_not_interrupt_a_quotation() -> None:
    text = "“One.\n\n© Photographer\n\nTwo,” he said."
    (quotation,) = find_quotations(text, [Span(0, 5), Span(23, len(text))])
    assert [piece.of(text) for piece in quotation.pieces] == ["One.", "Two,"]


@given(
    st.lists(
        st.sampled_from(['"', "“", "”", "‘", "’", "'", "``", "''", "«", "»", "word", "s", " ", ",", ".", "\n", "\n\n", "6"]),
        max_size=60,
    )
)
def test_no_run_of_marks_breaks_it(parts: list[str]) -> None:
    text = "".join(parts)
    found = _find(text)
    assert [q.span.start for q in found] == sorted(q.span.start for q in found)
    for quotation in found:
        assert 0 <= quotation.span.start <= quotation.span.end <= len(text)
        for before, after in zip(quotation.pieces, quotation.pieces[1:], strict=False):
            assert before.end < after.start
        for piece in quotation.pieces:
            assert piece.of(text) == piece.of(text).strip() != ""


def test_the_sample_article_is_read_whole(sample: str) -> None:
    """69 straight and many curly marks in 97 paragraphs, a third of them unbalanced; each quotation is found with its end."""
    found = _pieces(sample)
    assert len(found) == 33
    lengths = {pieces[0][:24]: len(pieces) for pieces in found}
    assert lengths["As Stoltenberg said, the"] == 4  # opened curly, closed straight and misplaced three paragraphs on
    assert lengths["NATO's concept of relati"] == 4
    unclosed = [q.pieces[0].of(sample)[:20] for q in _find(sample) if "unclosed" in q.repairs]
    assert unclosed == ["will pay more attent"]
