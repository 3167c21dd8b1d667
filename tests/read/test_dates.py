from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.dates import parse_date


@pytest.mark.parametrize(
    "value",
    [
        "2021-02-18", "2021-02-18T09:30:00Z", "2021-02-18 09:30:00", "February 18, 2021", "Feb. 18, 2021", "18 February 2021",
        "18th of February 2021".replace("of ", ""), "Thu, 18 Feb 2021 09:30:00 +0100", "20210218", date(2021, 2, 18), datetime(2021, 2, 18, 9, tzinfo=UTC),
    ],
)  # fmt: skip
def test_common_forms_are_understood(value: object) -> None:
    assert parse_date(value) == date(2021, 2, 18)


@pytest.mark.parametrize("value", ["03/04/2021", "yesterday", "2021", "2021-13-01", "", None, 20210218, "30 February 2021"])
def test_what_is_not_certain_is_null(value: object) -> None:
    assert parse_date(value) is None


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    assert parse_date(text) is None or isinstance(parse_date(text), date)
