"""Time expressions: what is found, which days it means, and that nothing breaks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Dating, Precision, Span
from onrecord.resolve.timex import Basis, find_times

TUESDAY = date(2016, 3, 29)

# Words, what is found in them, first and last day, precision; the reference is Tuesday, 29 March 2016.
CASES = """
said on January 22 that|January 22|2016-01-22|2016-01-22|day
on 22 January he|22 January|2016-01-22|2016-01-22|day
on January 22, 2021, he|January 22, 2021|2021-01-22|2021-01-22|day
the 22nd of January 1999|22nd of January 1999|1999-01-22|1999-01-22|day
on Jan. 22 he|Jan. 22|2016-01-22|2016-01-22|day
on Sept. 11, 2001, he|Sept. 11, 2001|2001-09-11|2001-09-11|day
on December 24 he|December 24|2015-12-24|2015-12-24|day
on 22.01.2021 he|22.01.2021|2021-01-22|2021-01-22|day
on 2021-02-18 he|2021-02-18|2021-02-18|2021-02-18|day
on 3/25/2016 he|3/25/2016|2016-03-25|2016-03-25|day
on Feb. 29 he|Feb. 29|2016-02-29|2016-02-29|day
January 5-7|January 5-7|2016-01-05|2016-01-07|range
in January 2009|January 2009|2009-01-01|2009-01-31|month
in January he|January|2016-01-01|2016-01-31|month
in May he|May|2015-05-01|2015-05-31|month
last October he|last October|2015-10-01|2015-10-31|month
in mid-March|mid-March|2016-03-11|2016-03-20|range
in late October|late October|2015-10-21|2015-10-31|range
at the end of March|the end of March|2016-03-21|2016-03-31|range
in 2010 he|2010|2010-01-01|2010-12-31|year
in a 2019 interview|2019|2019-01-01|2019-12-31|year
At the end of 2020, he|the end of 2020|2020-10-01|2020-12-31|quarter
early 2016|early 2016|2016-01-01|2016-03-31|quarter
in mid-2014|mid-2014|2014-04-01|2014-09-30|range
in the first half of 2019|the first half of 2019|2019-01-01|2019-06-30|range
from 2010 to 2014|2010 to 2014|2010-01-01|2014-12-31|range
in 2010-14|2010-14|2010-01-01|2014-12-31|range
in the 1990s|1990s|1990-01-01|1999-12-31|decade
late in 2019|late in 2019|2019-10-01|2019-12-31|quarter
in the late 1990s|the late 1990s|1997-01-01|1999-12-31|range
in the third quarter of 2018|the third quarter of 2018|2018-07-01|2018-09-30|quarter
in Q3 2019|Q3 2019|2019-07-01|2019-09-30|quarter
in the summer of 2015|summer of 2015|2015-06-01|2015-08-31|range
over the summer|summer|2015-06-01|2015-08-31|range
last winter|last winter|2015-12-01|2016-02-29|range
on Tuesday|Tuesday|2016-03-29|2016-03-29|day
on Wednesday|Wednesday|2016-03-23|2016-03-23|day
Tuesday night|Tuesday night|2016-03-29|2016-03-29|day
By Monday afternoon, she|Monday afternoon|2016-03-28|2016-03-28|day
on Monday, 21 March|Monday, 21 March|2016-03-21|2016-03-21|day
on Tuesday, March 22, 2016|Tuesday, March 22, 2016|2016-03-22|2016-03-22|day
last Tuesday|last Tuesday|2016-03-22|2016-03-22|day
last Friday|last Friday|2016-03-25|2016-03-25|day
yesterday|yesterday|2016-03-28|2016-03-28|day
the day before yesterday|the day before yesterday|2016-03-27|2016-03-27|day
earlier today|earlier today|2016-03-29|2016-03-29|day
this morning|this morning|2016-03-29|2016-03-29|day
last night|last night|2016-03-28|2016-03-28|day
last week|last week|2016-03-21|2016-03-27|week
earlier this week|earlier this week|2016-03-28|2016-03-29|week
earlier in the week|earlier in the week|2016-03-28|2016-03-29|week
late last week|late last week|2016-03-25|2016-03-27|range
over the weekend|over the weekend|2016-03-26|2016-03-27|range
last month|last month|2016-02-01|2016-02-29|month
earlier this year|earlier this year|2016-01-01|2016-03-29|year
last year|last year|2015-01-01|2015-12-31|year
late last year|late last year|2015-10-01|2015-12-31|quarter
at the end of the year|the end of the year|2015-10-01|2015-12-31|quarter
in the second quarter of last year|the second quarter of last year|2015-04-01|2015-06-30|quarter
two weeks ago|two weeks ago|2016-03-14|2016-03-20|week
three days ago|three days ago|2016-03-26|2016-03-26|day
six months ago|six months ago|2015-09-01|2015-09-30|month
a year ago|a year ago|2015-01-01|2015-12-31|year
a few days ago|few days ago|2016-03-25|2016-03-27|range
in recent weeks|recent weeks|2016-02-16|2016-03-29|range
the past two weeks|the past two weeks|2016-03-15|2016-03-29|range
a day after Monday's vote|a day after Monday|2016-03-29|2016-03-29|day
""".strip().splitlines()


@pytest.mark.parametrize("case", CASES)
def test_forms(case: str) -> None:
    text, words, start, end, precision = case.split("|")
    (found,) = find_times(text, TUESDAY)
    assert found.span.of(text) == words
    assert found.dating
    assert (found.dating.start.isoformat(), found.dating.end.isoformat(), found.dating.precision.value) == (start, end, precision)
    assert not found.ahead


@pytest.mark.parametrize(
    "text",
    ["about 2000 soldiers", "$2015 a head", "1,995 people", "May I say", "a March", "on Tuesdays", "for two years", "Jan Smith",
     "April Jones said", "he may march", "2016 votes", "Sun and moon", "decades ago"],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert find_times(text, TUESDAY) == []


@pytest.mark.parametrize(
    ("text", "start"),
    [("they will meet on Friday", "2016-04-01"), ("next Tuesday", "2016-04-05"), ("next month", "2016-04-01"), ("tomorrow", "2016-03-30"),
     ("later this year", "2016-01-01"), ("it is due to end in May", "2016-05-01"), ("five years from now", "2021-01-01")],
)  # fmt: skip
def test_what_lies_ahead(text: str, start: str) -> None:
    (found,) = find_times(text, TUESDAY)
    assert found.ahead
    assert found.dating
    assert found.dating.start.isoformat() == start


@pytest.mark.parametrize("text", ["a day after the vote", "two years earlier", "the same day", "that year"])
def test_times_of_another_story_stay_open(text: str) -> None:
    (found,) = find_times(text, TUESDAY)
    assert found.dating is None


def test_without_a_reference_only_complete_dates_are_dated() -> None:
    found = find_times("On Tuesday, in March, on May 3, 2001, and in 2010.")
    assert [time.dating is not None for time in found] == [False, False, True, True]


def test_basis_says_what_a_date_rests_on() -> None:
    absolute, relative = find_times("in 2010 and last week", TUESDAY)
    assert absolute.dating
    assert absolute.dating.basis == Basis.STATED
    assert relative.dating
    assert relative.dating.basis == Basis.PUBLICATION


def test_a_range_as_reference_gives_the_range_of_readings() -> None:
    year = Dating(date(2019, 1, 1), date(2019, 12, 31), Precision.YEAR, Basis.STATED)
    last_year, last_month = find_times("last year, last month", year, basis=Basis.STATEMENT)
    assert last_year.dating == Dating(date(2018, 1, 1), date(2018, 12, 31), Precision.YEAR, Basis.STATEMENT)
    assert last_month.dating == Dating(date(2018, 12, 1), date(2019, 11, 30), Precision.RANGE, Basis.STATEMENT)


def test_only_the_given_part_is_read() -> None:
    text = "In 2010 and in 2012"
    assert [time.span.of(text) for time in find_times(text, within=Span(8, 19))] == ["2012"]


PIECES = st.sampled_from(
    [
        "on",
        "in",
        "at",
        "the",
        "end",
        "of",
        "early",
        "mid-",
        "late",
        "last",
        "next",
        "this",
        "earlier",
        "Monday",
        "Tues.",
        "January",
        "Jan.",
        "May",
        "22",
        "31",
        "99",
        "2010",
        "1990s",
        "0001",
        "9999",
        "week",
        "weeks",
        "year",
        "years",
        "ago",
        "before",
        "after",
        "two",
        "1000",
        "9999999",
        "few",
        "summer",
        "fall",
        "of",
        "quarter",
        "third",
        "Q3",
        "-",
        "–",
        ",",
        ".",
        "'s",
        "yesterday",
        "tonight",
        "morning",
        "the",
        "day",
        "decade",
        "century",
        "recent",
        "past",
        "from",
        "now",
    ]
)


@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=80), st.dates())
@settings(max_examples=300, deadline=None)
def test_any_text_gives_ordered_spans_and_days_in_order(text: str, reference: date) -> None:
    end = 0
    for time in find_times(text, reference):
        assert end <= time.span.start < time.span.end <= len(text)
        assert time.span.of(text) == text[time.span.start : time.span.end]
        end = time.span.end
        if time.dating:
            assert time.dating.start <= time.dating.end
            assert time.dating.basis in tuple(Basis)
