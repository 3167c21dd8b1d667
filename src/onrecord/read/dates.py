"""Dates as metadata states them. A form that is not known gives null, never a guess."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:$|[T\s])")
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})\b", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH})\.?,?\s+(\d{{4}})\b", re.IGNORECASE)


def parse_date(value: object) -> date | None:
    """The calendar day that ``value`` states: a date, a datetime, ISO 8601, RFC 2822, or an English date in words.

    Forms such as 03/04/2021 stay null: which number is the month depends on who wrote it.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip()
    if match := _ISO.match(text):
        return _day(*match.groups())
    if match := _MONTH_FIRST.search(text):
        return _day(match[3], str(_MONTHS[match[1].lower()]), match[2])
    if match := _DAY_FIRST.search(text):
        return _day(match[3], str(_MONTHS[match[2].lower()]), match[1])
    if re.fullmatch(r"\d{8}", text):
        return _day(text[:4], text[4:6], text[6:])
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError):
        return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
