"""Ranges of days and the calendar's units, with arithmetic that never raises: what no calendar has is null."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from onrecord.model import Precision

_THIRDS = {"early": 0, "beginning": 0, "start": 0, "turn": 0, "mid": 1, "middle": 1, "late": 2, "end": 2, "close": 2}


@dataclass(frozen=True, slots=True)
class Days:
    """A range of days and how fine it is; ``relative`` when it needed a reference."""

    start: date
    end: date
    precision: Precision
    relative: bool = False


def day_of(year: int, month: int, day: int) -> date | None:
    """The day of these numbers, null when there is none."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def shifted(day: date, days: int) -> date:
    """The day so many days on, held inside the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


def until(whole: Days | None, reference: date) -> Days | None:
    """The part of a unit up to the reference, still named after the unit: "earlier this week"."""
    return whole and replace(whole, end=max(whole.start, min(whole.end, reference)))


def one_day(day: date) -> Days:
    """A day that was found from a reference."""
    return Days(day, day, Precision.DAY, relative=True)


def on_day(day: date | None, *, relative: bool = False) -> Days | None:
    """A day as a range of days; null stays null."""
    return Days(day, day, Precision.DAY, relative) if day else None


def month_days(year: int, month: int) -> Days | None:
    """A whole month."""
    first = day_of(year, month, 1)
    return Days(first, first.replace(day=monthrange(year, month)[1]), Precision.MONTH) if first else None


def year_days(year: int) -> Days:
    """A whole year, 1 to 9999."""
    return Days(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def season_days(year: int, first: int) -> Days | None:
    """The season that begins in month ``first`` of a year; winter ends in the next."""
    begin, last = day_of(year, first, 1), month_days(year + first // 12, (first + 1) % 12 + 1)
    return Days(begin, last.end, Precision.RANGE) if begin and last else None


def quarter_days(year: int, quarter: int, *, relative: bool = False) -> Days | None:
    """A quarter of the calendar year, 1 to 4."""
    first, last = day_of(year, quarter * 3 - 2, 1), month_days(year, quarter * 3)
    return Days(first, last.end, Precision.QUARTER, relative) if first and last else None


def unit_days(reference: date, unit: str, step: int) -> Days | None:
    """The whole unit of the calendar that lies ``step`` units from the reference's own."""
    if unit == "day":
        return one_day(shifted(reference, step))
    if unit in ("week", "weekend"):
        monday = shifted(reference, 7 * step - reference.weekday())
        if unit == "week":
            return Days(monday, shifted(monday, 6), Precision.WEEK, relative=True)
        if step == 0 and reference.weekday() < 5:  # on a weekday, "the weekend" of news is the one just past
            monday = shifted(monday, -7)
        return Days(shifted(monday, 5), shifted(monday, 6), Precision.RANGE, relative=True)
    if unit in ("month", "quarter"):
        months = reference.year * 12 + reference.month - 1 + step * (3 if unit == "quarter" else 1)
        year, month = divmod(months, 12)
        found = quarter_days(year, month // 3 + 1) if unit == "quarter" else month_days(year, month + 1)
        return found and replace(found, relative=True)
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    first = (reference.year // size + step) * size
    if not 1 <= first <= 9999 - size:
        return None
    precision = {1: Precision.YEAR, 10: Precision.DECADE}.get(size, Precision.RANGE)
    return Days(date(first, 1, 1), date(first + size - 1, 12, 31), precision, relative=True)


def part_of(whole: Days, name: str | None) -> Days:
    """The part of a unit that a word names; see the conventions of :mod:`onrecord.resolve.timex`."""
    if not name:
        return whole
    third = _THIRDS.get(name.lower())
    if third is None:
        return _half(whole, second=name.lower().startswith("second"))
    year, month = whole.start.year, whole.start.month
    if whole.precision is Precision.YEAR:
        months = ((1, 3), (4, 9), (10, 12))[third]
        last = date(year, months[1], monthrange(year, months[1])[1])
        return Days(date(year, months[0], 1), last, Precision.RANGE if third == 1 else Precision.QUARTER, whole.relative)
    if whole.precision is Precision.MONTH:
        first = (1, 11, 21)[third]
        last = date(year, month, (10, 20)[third]) if third < 2 else whole.end
        return Days(date(year, month, first), last, Precision.RANGE, whole.relative)
    if whole.precision is Precision.DECADE:
        years = ((0, 3), (4, 6), (7, 9))[third]
        return Days(date(year + years[0], 1, 1), date(year + years[1], 12, 31), Precision.RANGE, whole.relative)
    if whole.precision is Precision.WEEK:
        days = ((0, 1), (2, 3), (4, 6))[third]
        return Days(shifted(whole.start, days[0]), shifted(whole.start, days[1]), Precision.RANGE, whole.relative)
    return whole


def _half(whole: Days, *, second: bool) -> Days:
    middle = whole.start + (whole.end - whole.start) // 2
    if whole.precision is Precision.YEAR:
        middle = date(whole.start.year, 6, 30)
    start, end = (shifted(middle, 1), whole.end) if second else (whole.start, middle)
    return Days(min(start, end), end, Precision.RANGE, whole.relative) if whole.start < whole.end else whole
