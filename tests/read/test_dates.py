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
        "18th of February 2021", "18-Feb-2021", "2021/02/18", "2021-02-18Z", "20210218T093000Z",
        "20210218093000", "Thu Feb 18 09:30:00 +0000 2021", "Published on February 18, 2021 at 9:30", "2021-02-18T23:30:00-11:00", "Thu, 18 Feb 2021 09:30:00 +0100", "20210218", date(2021, 2, 18), datetime(2021, 2, 18, 9, tzinfo=UTC),
    ],
)  # fmt: skip
def test_common_forms_are_understood(value: object) -> None:
    assert parse_date(value) == date(2021, 2, 18)


@pytest.mark.parametrize(
    "value",
    [
        "03/04/2021",
        "yesterday",
        "2021",
        "2021-13-01",
        "",
        None,
        20210218,
        "30 February 2021",
        "May 3 to June 5, 2021",
        "3-5 May 2021",
        "May 3, 2021, updated May 4, 2021",
        "2021-02-18 to 2021-03-01",
        "3 Apr 21",
        "x" * 500,
    ],
)
def test_what_is_not_certain_is_null(value: object) -> None:
    assert parse_date(value) is None


@given(
    st.dates(min_value=date(1000, 1, 1)), st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y 10:00:00 +0000"])
)
def test_every_day_comes_back_from_every_form(day: date, form: str) -> None:
    assert parse_date(day.strftime(form)) == day


@given(st.text(), st.text(alphabet="0123456789-/:., MayJune", max_size=30))
def test_what_states_no_year_states_no_day(text: str, dense: str) -> None:
    for value in (text, dense):
        if parse_date(value) is not None:
            assert sum(map(str.isdigit, value)) >= 5
