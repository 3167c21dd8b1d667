from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

from onrecord.faces.table import console, show
from onrecord.faces.words import when
from onrecord.model import Analysis, Dating, Precision
from tests.faces.builders import analysis, empty


def _shown(*analyses: Analysis) -> str:
    file = io.StringIO()
    out = console(file)
    for each in analyses:
        show(each, out)
    return file.getvalue()


def test_a_document_is_shown_with_what_is_known_of_it() -> None:
    shown = _shown(analysis())
    assert shown.startswith("Talks fail in Lund\nThe Lamp · 2021-02-18 · news · narrator: The Lamp · language en\n")
    assert "3 statements: 1 direct, 2 indirect; 2 speakers named." in shown


def test_statements_stand_in_order_with_their_line_and_nested_ones_below() -> None:
    rows = [
        row.split()
        for row in _shown(analysis()).splitlines()
        if row.strip() and row.strip()[0].isdigit() and "statements" not in row
    ]
    assert [row[0] for row in rows] == ["3", "3", "5"]
    assert rows[1][1:3] == ["└", "Berg"]


def test_the_date_is_as_fine_as_it_is_known() -> None:
    made = analysis()
    quarter = Dating(date(2020, 10, 1), date(2020, 12, 31), Precision.QUARTER, "stated")
    dates = [
        Dating(date(2021, 1, 22), date(2021, 1, 22), Precision.DAY, "stated"),
        Dating(date(2010, 1, 1), date(2010, 12, 31), Precision.YEAR, "stated"),
    ]
    said = [replace(a, said=dating) for a, dating in zip(made.attributions, [*dates, quarter], strict=True)]
    assert [when(attribution) for attribution in said] == ["2021-01-22", "2010", "2020-10-01/2020-12-31"]
    assert "2021-01-22" in _shown(made.adding(attributions=tuple(said)))


def test_markup_in_a_text_is_shown_not_obeyed() -> None:
    shown = _shown(analysis())
    assert "Berg <b>" in shown
    assert "that [the alliance] had moved" in shown


def test_control_characters_and_turned_directions_are_neutralised() -> None:
    made = analysis()
    shown = _shown(made.adding(document=replace(made.document, title="Talks \x1b[31mfail\u202e in Lund")))
    assert shown.startswith("Talks \ufffd[31mfail\ufffd in Lund\n")


def test_what_was_not_read_says_why() -> None:
    shown = _shown(empty())
    assert "note: not valid UTF-8; read as cp1252, which was guessed" in shown
    assert "note: language: the text is in another language (de)" in shown
    assert "0 statements." in shown
