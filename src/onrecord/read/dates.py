"""Dates as metadata states them. What is not certain gives null, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

from onrecord.months import MONTHS

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s+(?:[+-]\d{4}|[A-Z]{1,5}))?"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<!\d)(?P<year>\d{4})([-/.])(?P<month>\d{2})\2(?P<day>\d{2})(?!\d|[-/.]\d)",  # ISO 8601, and with slashes or dots
        r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:$|T|\d{6}$)",  # its compact form
        rf"\b(?P<name>{_MONTH})\b\.?[\s-]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|[\s-]+)(?P<year>\d{{4}})\b(?!:)",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<name>{_MONTH})\b\.?(?:,\s*|[\s-]+)(?P<year>\d{{4}})\b(?!:)",
        rf"\b(?P<name>{_MONTH})\s+(?P<day>\d{{1,2}})\s+{_CLOCK}\s+(?P<year>\d{{4}})$",  # C's asctime
    )
)
_MONTH_NAME = re.compile(rf"\b(?:{_MONTH})\b", re.IGNORECASE)
_RANGE = re.compile(r"\d(?:st|nd|rd|th)?\s*(?:[-–—/,&]|to|and|until)\s*$", re.IGNORECASE)
_LONGEST = 200  # characters; a date is shorter, and a longer string is an article put in the wrong column


def parse_date(value: object) -> date | None:
    """The calendar day that ``value`` states: a date, a datetime, ISO 8601, RFC 2822, or an English date in words.

    The day is the one written, whatever the time zone. Forms such as 03/04/2021 stay null, since which number is the month
    depends on who wrote it; so does a string that states a range, or more than one day.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    days = set(_days(value.strip()))
    return days.pop() if len(days) == 1 else None


def _days(text: str) -> Iterator[date | None]:
    """Every day the text states; null for one that is no day of the calendar or belongs to a range."""
    names = 0
    for form in _FORMS:
        for match in form.finditer(text):
            parts = match.groupdict()
            names += "name" in parts
            month = MONTHS[parts["name"].lower()] if "name" in parts else int(parts["month"])
            in_range = _RANGE.search(text[: match.start()])
            yield None if in_range else _day(int(parts["year"]), month, int(parts["day"]))
    if len(_MONTH_NAME.findall(text)) > names:  # "May 3 to June 5, 2021" states the year once
        yield None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
