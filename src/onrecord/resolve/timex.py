"""Time expressions in English text: where they stand and which days they mean.

An expression is found by its trigger word (a month, a weekday, a year, a unit, ``yesterday``), read with the words around the
trigger, and normalised relative to a reference: the publication for the narrator's words, the date of a statement for the
words inside it. A reference that is itself a range gives the range of all its readings, so "last year" in a statement of
2019 is 2018, and "last month" in it is any month from December 2018 to November 2019.

Conventions, where English leaves a choice:

=============================  =====================================================================================
on Tuesday, January 22         the latest such day at or before the reference; after ``will``, ``due to`` … the next
last Friday, next Friday       the latest before, the first after the reference; never the reference itself
last week, this week           Monday to Sunday; *earlier this week* Monday to the reference
early, late, end of a year     first, last calendar quarter; *mid* April to September (a range)
early, mid, late in a month    days 1-10, 11-20, 21-end (ranges); of a decade years 0-3, 4-6, 7-9
spring, summer, autumn, winter March-May, June-August, September-November, December-February (ranges, northern)
N days, weeks … ago            that day, that Monday-to-Sunday week, that month, that year, as fine as the unit
a few, several                 2-4, 3-9 units
in recent days, weeks …        7 days, 6 weeks, 6 months, 5 years up to the reference (ranges)
=============================  =====================================================================================
"""

# ruff: noqa: E501 (patterns are clearer on one line than broken)
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from onrecord.model import Dating, Precision, Span
from onrecord.months import MONTHS
from onrecord.resolve.days import (
    Days,
    day_of,
    month_days,
    on_day,
    one_day,
    part_of,
    quarter_days,
    season_days,
    shifted,
    unit_days,
    until,
    year_days,
)


class Basis(StrEnum):
    """What a date rests on: the closed list of ``Dating.basis``."""

    STATED = "stated"
    PUBLICATION = "relative to publication"
    STATEMENT = "relative to a statement"
    EARLIER = "carried from an earlier statement"
    LATER = "carried from a later statement"
    EVENT = "between an event it speaks of and publication"
    GATHERING = "the gathering it was said at"
    DOCUMENT = "document date"


_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday", "tuesday tues", "wednesday weds", "thursday thurs", "friday", "saturday", "sunday"), start=0
    )
    for name in names.split()
}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_UNITS = {"day": 1, "week": 7, "weekend": 7, "month": 30, "quarter": 91, "year": 365, "decade": 3650, "century": 36500}
_RECENT = {"day": timedelta(7), "week": timedelta(42), "month": timedelta(183), "year": timedelta(5 * 365)}
_DAYS = ("today", "yesterday", "tomorrow", "tonight")
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_VAGUE = {"few": (2, 4), "several": (3, 9)}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_MOST = 2000  # units; a larger number is no time expression, and years would run out

_NUMBER = r"(?:\d{1,4}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r"|couple(?: of)?|few|several)"
_PART = r"(?:early|mid|late|middle|beginning|start|end|close|turn|first half|second half)"
_TOKEN = re.compile(r"[A-Za-z]+|\d+")
_LOOK_BACK = 48  # characters; the longest words before a trigger ("at the beginning of the second half of") are shorter

# What may stand right before a trigger; each is matched at the end of the text before it.
_PART_BEFORE = re.compile(
    rf"\b(?:the )?(?P<part>{_PART})(?:[ \-]of(?: the(?: month of)?)?|(?:(?<=early)|(?<=late)) in(?: the)?)?[ \-]$", re.IGNORECASE
)
_DAY_BEFORE = re.compile(r"(?<![\d.,$€£])\b(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? $")
_SHIFT_BEFORE = re.compile(
    r"\b(?:(?P<earlier>earlier|early|later|late) )?(?:in )?(?:the )?(?P<shift>last|past|this|next|coming|previous|following|same|that|current) $", re.IGNORECASE
)  # fmt: skip
_MONTH_CONTEXT = re.compile(
    r"\b(?:in|on|of|since|until|till|by|through|throughout|from|to|and|or|between|during|before|after|last|this|next|past|early|late|mid|earlier|later|every|late in|again)[ \-]$",
    re.IGNORECASE,
)
_DAY_AFTER = re.compile(
    r"\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d%:]|[.,]\d|,\d{3})(?: ?[-–—] ?(?P<until>\d{1,2})(?![\d%])\b)?(?:,? (?P<year>(?:1[5-9]|20)\d\d)\b)?"
)
_YEAR_AFTER = re.compile(r"(?:\.?,?|\.? of) (?P<year>(?:1[5-9]|20)\d\d)\b(?!-\d\d-)")
_DATE_AFTER_WEEKDAY = re.compile(r",? (?:the )?(?=(?:\d{1,2}(?:st|nd|rd|th)? )?(?:" + "|".join(MONTHS) + r")\b)", re.IGNORECASE)
_HOUR_AFTER = re.compile(r" (?:early |late )?(?:morning|afternoon|evening|night)\b")
_EARLIER_IN = re.compile(r"\bearlier in the $", re.IGNORECASE)
_Q_BEFORE = re.compile(r"\bQ(?P<quarter>[1-4]),? $")
_AGO = re.compile(rf"(?:\b(?P<more>more than|over|nearly|almost|about|around|some|less than) )?\b(?P<number>{_NUMBER})(?: of)?[ \-]$", re.IGNORECASE)  # fmt: skip
_AGO_AFTER = re.compile(r" (?P<side>ago|back|earlier|before|later|after|prior|from now)\b")
_RECENT_BEFORE = re.compile(rf"\b(?:recent|(?:the )?(?:last|past|previous) (?P<number>{_NUMBER})(?: of)?) $", re.IGNORECASE)
_QUARTER_BEFORE = re.compile(r"\b(?:the )?(?P<ordinal>first|second|third|fourth|last|1st|2nd|3rd|4th) $", re.IGNORECASE)
_SEASON_BEFORE = re.compile(r"\b(?:in|over|during) the $", re.IGNORECASE)
_OF_YEAR = re.compile(r" (?:of )?(?:(?P<year>(?:1[5-9]|20)\d\d)\b|(?P<shift>last|this|next) year\b)")
_AHEAD = re.compile(
    r"\b(?:will|shall|won[’']t|going to|due to|is due|are due|scheduled|set to|plans? to|planned for|expected|upcoming|until|till|by|is to|are to|would|hopes? to)\b[^.!?;\n]*$",
    re.IGNORECASE,
)
_FIGURE_BEFORE = re.compile(r"(?:[$€£#№]|\d[.,]|[.,]\d|\b(?:about|some|nearly|almost|over|than|least|No\.|Article|Resolution|room|page)) ?$", re.IGNORECASE)  # fmt: skip
_FIGURE_AFTER = re.compile(
    r"(?:[.,]\d|%|st\b|nd\b|rd\b|th\b| ?(?:percent|per cent|people|soldiers|troops|jobs|dollars|euros|miles|km|kilomet|meters|feet|tons|votes|million|billion|pounds|words|copies|men|women|workers|[ap]\.?m\b))",
    re.IGNORECASE,
)
_YEAR_CONTEXT = re.compile(r"\b(?:in|of|since|until|by|from|to|and|through|during|before|after|early|late|mid|the|year|around|circa|between)[ \-]$", re.IGNORECASE)  # fmt: skip
_YEARS_AFTER = re.compile(
    r"(?: ?[-–—/] ?(?P<short>\d\d)(?!\d|-\d)| ?(?:[-–—]|to|and|through) ?(?P<until>(?:1[5-9]|20)\d\d)(?![\d-]))\b"
)
_ISO = re.compile(r"-(\d\d)-(\d\d)(?!\d)")
_NUMERIC = re.compile(r"(?<![\d./\-])(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)$")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when. ``dating`` is null where they are a time that the reference does not settle ("a day after the vote").

    ``ahead`` is true when the words point to the future of the reference.
    """

    span: Span
    dating: Dating | None
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """A reading at a place: where it begins and ends, and what it means from a reference day (null: nothing)."""

    start: int
    end: int
    read: Callable[[date], Days | None]
    ahead: bool = False
    absolute: bool = False


def find_times(text: str, reference: Dating | date | None = None, *, basis: str = Basis.PUBLICATION, within: Span | None = None) -> list[TimeExpression]:  # fmt: skip
    """The time expressions of ``text`` (or of its part ``within``) in order; they do not overlap.

    ``basis`` is given to those that needed the reference, ``stated`` to the others. Without a reference, relative ones
    have no dating. Recurring times ("on Tuesdays") and durations ("for two years") are no expressions.
    """
    area = within or Span(0, len(text))
    found: list[TimeExpression] = []
    for reading in _readings(text, area):
        dating = _dating(reading, reference, basis)
        found.append(TimeExpression(Span(reading.start, reading.end), dating, reading.ahead))
    return _counted_from(text, found)


def hull(one: Dating, other: Dating) -> Dating:
    """The range that holds both, as fine as they are when they are the same days."""
    if (one.start, one.end) == (other.start, other.end):
        return one
    return Dating(min(one.start, other.start), max(one.end, other.end), Precision.RANGE, one.basis)


def _dating(reading: _Found, reference: Dating | date | None, basis: str) -> Dating | None:
    """The reading from the first and from the last day of the reference, as one dating."""
    if reference is None:
        if not reading.absolute:
            return None
        reference = date(2000, 1, 1)
    first, last = (reference.start, reference.end) if isinstance(reference, Dating) else (reference, reference)
    one = reading.read(first)
    other = one if first == last else reading.read(last)
    if one is None or other is None:
        return None
    datings = [
        Dating(d.start, d.end, d.precision, basis if d.relative else Basis.STATED) for d in (one, other) if d.start <= d.end
    ]
    return hull(datings[0], datings[1]) if len(datings) == 2 else None


def _readings(text: str, area: Span) -> Iterator[_Found]:
    """The readings of all triggers, left to right, each beginning after the one before it."""
    end = area.start
    for match in _TOKEN.finditer(text, area.start, area.end):
        if match.start() < end:
            continue
        word = match.group()
        reader = _READERS.get(word.lower()) or (_year if len(word) == 4 and word.isdigit() else None)
        if reader is None:
            continue
        found = reader(text, match.start(), match.end(), max(end, match.start() - _LOOK_BACK, area.start))
        if found and end <= found.start and found.end <= area.end:
            yield found
            end = found.end


def _counted_from(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Joins "two days after" with the date that follows it ("two days after Tuesday's vote"), and counts from there."""
    joined: list[TimeExpression] = []
    for expression in found:
        before = joined[-1] if joined else None
        if before and before.dating is None and expression.dating and expression.dating.precision is Precision.DAY:
            words = before.span.of(text).lower()
            between = text[before.span.end : expression.span.start].lower()
            if re.fullmatch(r"(?: (?:the|his|her|its|their|on|last))? ?", between) and (days := _days_counted(words)):
                moved = shifted(expression.dating.start, days)
                dating = Dating(moved, moved, Precision.DAY, expression.dating.basis)
                joined[-1] = TimeExpression(Span(before.span.start, expression.span.end), dating, expression.ahead)
                continue
        joined.append(expression)
    return joined


def _days_counted(words: str) -> int | None:
    """Days from the words of a count: ``two days after`` → 2, ``a week before`` → -7."""
    match = re.match(rf"({_NUMBER})[ \-](day|week)s? (after|before|earlier|later)", words)
    if not match or not (match[1] in _NUMBERS or match[1].isdigit()):
        return None
    number = int(match[1]) if match[1].isdigit() else _NUMBERS[match[1]]
    return number * _UNITS[match[2]] * (1 if match[3] in ("after", "later") else -1)


# Readers: one for each class of trigger. Each is given the text, the trigger's range, and how far back it may look.


def _month(text: str, start: int, end: int, back: int) -> _Found | None:
    word = text[start:end]
    if not word[0].isupper():
        return None
    number, before = MONTHS[word.lower()], text[back:start]
    short = len(word) < 4 and word != "May"
    if (match := _DAY_AFTER.match(text, end)) and 1 <= int(match["day"]) <= 31 and not _FIGURE_AFTER.match(text, match.end()):
        return _whole_date(text, start, match, number)
    if match := _DAY_BEFORE.search(before):
        year = _YEAR_AFTER.match(text, end)
        return _on_day(
            text, back + match.start(), year.end() if year else end, number, int(match["day"]), year and int(year["year"])
        )
    year = _YEAR_AFTER.match(text, end)
    if year is None and (short or not (_MONTH_CONTEXT.search(before) or text.startswith(("’s", "'s"), end))):
        return None
    return _in_month(text, back, start, year.end() if year else end, number, year and int(year["year"]))


def _whole_date(text: str, start: int, match: re.Match[str], month: int) -> _Found:
    """A month with its day after it: ``January 22, 2021``, ``Jan. 22``, ``January 22-24``."""
    day, year = int(match["day"]), int(match["year"]) if match["year"] else None
    if not match["until"] or not 1 <= int(match["until"]) <= 31:
        return _on_day(text, start, match.end(), month, day, year)
    first, last = (_on_day(text, start, match.end(), month, each, year) for each in (day, int(match["until"])))

    def read(reference: date) -> Days | None:
        one, other = first.read(reference), last.read(reference)
        return Days(one.start, other.end, Precision.RANGE, one.relative) if one and other and one.start < other.end else one

    return replace(first, read=read)


def _on_day(text: str, start: int, end: int, month: int, day: int, year: int | None) -> _Found:
    ahead = year is None and _points_ahead(text, start)

    def read(reference: date) -> Days | None:
        if year is not None:
            return on_day(day_of(year, month, day))
        years = (
            range(reference.year, min(reference.year + 5, 9999))
            if ahead
            else range(reference.year, max(reference.year - 5, 1), -1)
        )
        days = (found for y in years if (found := day_of(y, month, day)))
        return on_day(next((d for d in days if (d >= reference if ahead else d <= reference)), None), relative=True)

    return _Found(start, end, read, ahead, absolute=year is not None)


def _in_month(text: str, back: int, start: int, end: int, month: int, year: int | None) -> _Found:
    """A month, part of one, or one of another year: ``in January``, ``mid-March``, ``last October``."""
    before = text[back:start]
    part = _PART_BEFORE.search(before)
    shift = _SHIFT_BEFORE.search(before)
    ahead = year is None and (bool(shift and shift["shift"] in ("next", "coming")) or _points_ahead(text, start))
    begins = back + (part.start() if part else shift.start() if shift else len(before))
    back_years = 1 if shift and shift["shift"].lower() == "last" else 0

    def read(reference: date) -> Days | None:
        found = year
        if found is None:
            found = reference.year
            if ahead and month < reference.month:
                found += 1
            elif not ahead and (month > reference.month or (back_years and month == reference.month)):
                found -= 1
        whole = month_days(found, month)
        return whole and part_of(replace(whole, relative=year is None), part["part"] if part else None)

    return _Found(begins, end, read, ahead, absolute=year is not None)


def _weekday(text: str, start: int, end: int, back: int) -> _Found | None:
    if not text[start].isupper() or _abbreviation_alone(text, start, end):
        return None
    number, before = _WEEKDAYS[text[start:end].lower()], text[back:start]
    if text.startswith(".", end) and end - start < 6:
        end += 1
    if (match := _DATE_AFTER_WEEKDAY.match(text, end)) and (dated := _date_at(text, match.end())):
        return replace(dated, start=start)
    hour = _HOUR_AFTER.match(text, end)
    end = hour.end() if hour else end
    shift = _SHIFT_BEFORE.search(before)
    word = shift["shift"].lower() if shift else ""
    passed = hour is not None and re.search(r"\b[Bb]y $", before)  # "By Thursday afternoon, she had …"
    ahead = word in ("next", "coming", "following") or (not word and not passed and _points_ahead(text, start))

    def read(reference: date) -> Days:
        back_days = (reference.weekday() - number) % 7
        if ahead:
            return one_day(shifted(reference, (7 - back_days) if back_days or word else 0))
        return one_day(shifted(reference, -(back_days or (7 if word in ("last", "past", "previous") else 0))))

    return _Found(back + shift.start() if shift else start, end, read, ahead)


def _abbreviation_alone(text: str, start: int, end: int) -> bool:
    """True for ``Tues`` without its full stop, which is a name as often."""
    return end - start < 6 and not text.startswith(".", end)


def _date_at(text: str, at: int) -> _Found | None:
    """The date of a month that begins at ``at``, its day first or after it."""
    match = re.compile(r"(?:\d{1,2}(?:st|nd|rd|th)? )?([A-Za-z]+)").match(text, at)
    found = _month(text, match.start(1), match.end(1), at) if match else None
    return found if found and found.start == at and re.search(r"\d", text[found.start : found.end]) else None


def _year(text: str, start: int, end: int, back: int) -> _Found | None:
    number, before = int(text[start:end]), text[back:start]
    if not 1500 <= number < 2100:
        return None
    if iso := _ISO.match(text, end):
        day = day_of(number, int(iso[1]), int(iso[2]))
        return _fixed(start, iso.end(), one_day(day)) if day else None
    if numeric := _NUMERIC.search(before):
        return _numeric(back + numeric.start(), end, numeric, number)
    if text.startswith("s", end) and not text[end + 1 : end + 2].isalpha() and number % 10 == 0:
        whole = Days(date(number, 1, 1), date(number + 9, 12, 31), Precision.DECADE)
        return _with_part(text, back, start, end + 1, whole)
    if text[end : end + 1].isalpha() or before[-1:].isalnum() or (before[-1:] == "-" and before[-2:-1].isdigit()):
        return None
    if _FIGURE_BEFORE.search(before) or _FIGURE_AFTER.match(text, end):
        return None
    if (number < 1900 or number == 2000) and not _YEAR_CONTEXT.search(before):  # as often a quantity
        return None
    if years := _YEARS_AFTER.match(text, end):
        last = int(years["until"]) if years["until"] else number // 100 * 100 + int(years["short"])
        joined = years["until"] is None or not re.search(r"and|to", years.group()) or re.search(r"\b(?:from|between) $", before)
        if number < last and joined:
            return _fixed(start, years.end(), Days(date(number, 1, 1), date(last, 12, 31), Precision.RANGE))
    if quarter := _Q_BEFORE.search(before):
        days = quarter_days(number, int(quarter["quarter"]))
        return _fixed(back + quarter.start(), end, days) if days else None
    return _with_part(text, back, start, end, year_days(number))


def _numeric(start: int, end: int, match: re.Match[str], year: int) -> _Found | None:
    """``22.01.2021`` is day first wherever it is written; with strokes only when one number can be no month."""
    first, second = int(match["first"]), int(match["second"])
    if match["mark"] == "/" and first <= 12 and second <= 12 and first != second:
        return None
    day = day_of(year, second, first) if match["mark"] == "." or first > 12 else day_of(year, first, second)
    return _fixed(start, end, one_day(day)) if day else None


def _with_part(text: str, back: int, start: int, end: int, whole: Days) -> _Found:
    part = _PART_BEFORE.search(text[back:start])
    return _fixed(back + part.start() if part else start, end, part_of(whole, part["part"] if part else None))


def _day_word(text: str, start: int, end: int, back: int) -> _Found:
    word = text[start:end].lower()
    days = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    before = re.search(r"\bthe day (before|after) $|\b(?:earlier|later|late|early) $", text[back:start], re.IGNORECASE)
    if before and before[1]:
        days += -1 if before[1].lower() == "before" else 1
    hour = _HOUR_AFTER.match(text, end)
    return _Found(
        back + before.start() if before else start, hour.end() if hour else end,
        lambda reference: one_day(shifted(reference, days)), ahead=days > 0,
    )  # fmt: skip


def _hour(text: str, start: int, end: int, back: int) -> _Found | None:
    """``this morning``, ``last night``; an hour after a weekday is read with the weekday."""
    match = re.search(r"\b(this|last) $", text[back:start], re.IGNORECASE)
    if not match:
        return None
    days = -1 if match[1].lower() == "last" else 0
    return _Found(back + match.start(), end, lambda reference: one_day(shifted(reference, days)))


def _season(text: str, start: int, end: int, back: int) -> _Found | None:
    """``last summer``, ``the summer of 2015``, ``over the winter``; bare, "spring" and "fall" are mostly other words."""
    before = text[back:start]
    shift, year = _SHIFT_BEFORE.search(before), _OF_YEAR.match(text, end)
    if not (shift or year or _SEASON_BEFORE.search(before)):
        return None
    word = (year["shift"] if year and year["shift"] else shift["shift"] if shift else "").lower()
    if word in ("same", "that", "following"):
        return None
    fixed = int(year["year"]) if year and year["year"] else None
    first, ahead = _SEASONS[text[start:end].lower()], word in ("next", "coming")
    until_now = shift is not None and (shift["earlier"] or "").lower() == "earlier"

    def read(reference: date) -> Days | None:
        if fixed is not None:
            return season_days(fixed, first)
        current = season_days(reference.year if reference.month >= first else reference.year - 1, first)
        if current is None:
            return None
        step = 1 if ahead else -1 if word in ("last", "past", "previous") and current.end >= reference else 0
        found = season_days(current.start.year + step, first)
        return found and replace(found, end=min(found.end, reference) if until_now else found.end, relative=True)

    return _Found(back + shift.start() if shift else start, year.end() if year else end, read, ahead, absolute=fixed is not None)


def _unit(text: str, start: int, end: int, back: int) -> _Found | None:
    """Units of time: ``two weeks ago``, ``last year``, ``earlier this week``, ``the third quarter of 2018``."""
    word = text[start:end].lower()
    unit = "century" if word == "centuries" else word.removesuffix("s")
    before = text[back:start]
    counted = _AGO.search(before)
    side = _AGO_AFTER.match(text, end)
    if counted and side:
        return _ago(back + counted.start("number"), side.end(), unit, counted["number"].lower(), side["side"])
    if word != unit or unit == "century":
        recent = _RECENT_BEFORE.search(before)
        return _recent(back + recent.start(), end, unit, recent["number"]) if recent and unit in _RECENT else None
    if unit == "quarter" and (ordinal := _QUARTER_BEFORE.search(before)) and (year := _OF_YEAR.match(text, end)):
        return _quarter(back + ordinal.start(), year, _ORDINALS[ordinal["ordinal"].lower()])
    if unit in ("day", "quarter") and not _SHIFT_BEFORE.search(before):
        return None
    if shift := _SHIFT_BEFORE.search(before):
        return _shifted(text, back, shift, end, unit)
    if earlier := _EARLIER_IN.search(before):
        return _Found(back + earlier.start(), end, lambda reference: until(unit_days(reference, unit, 0), reference))
    part = _PART_BEFORE.search(before)
    if unit in ("year", "month", "week", "decade") and part and part.group().rstrip().lower().endswith("the"):
        name, ahead = part["part"], _points_ahead(text, start)
        return _Found(
            back + part.start(), end, lambda reference: _turned(unit_days(reference, unit, 0), name, reference, ahead), ahead
        )  # fmt: skip
    return _weekend(back, before, end) if unit == "weekend" else None


def _turned(whole: Days | None, part: str, reference: date, ahead: bool) -> Days | None:
    """Part of the running unit, or of the one before when that part is still to come: "at the end of the year" in May."""
    found = whole and part_of(whole, part)
    if found and whole and not ahead and found.start > reference:
        unit = {Precision.YEAR: "year", Precision.MONTH: "month", Precision.WEEK: "week"}.get(whole.precision, "decade")
        earlier = unit_days(reference, unit, -1)
        return earlier and part_of(earlier, part)
    return found


def _weekend(back: int, before: str, end: int) -> _Found | None:
    if not (match := re.search(r"\b(?:over |at |during )?the $", before, re.IGNORECASE)):
        return None
    return _Found(back + match.start(), end, lambda reference: unit_days(reference, "weekend", 0))


def _ago(start: int, end: int, unit: str, number: str, side: str) -> _Found | None:
    """``two weeks ago``; with ``earlier``, ``after`` … the count is from another date, which is not ours to guess."""
    number = number.removesuffix(" of")
    low, high = _VAGUE[number] if number in _VAGUE else (_number(number),) * 2
    if unit not in _UNITS or high > _MOST:
        return None
    if side not in ("ago", "back", "from now"):
        return _Found(start, end, lambda reference: None, ahead=False)
    sign = 1 if side == "from now" else -1

    def read(reference: date) -> Days | None:
        one, other = unit_days(reference, unit, sign * low), unit_days(reference, unit, sign * high)
        if not one or not other:
            return None
        return one if low == high else Days(min(one.start, other.start), max(one.end, other.end), Precision.RANGE, relative=True)

    return _Found(start, end, read, ahead=sign > 0)


def _recent(start: int, end: int, unit: str, number: str | None) -> _Found | None:
    """``recent weeks``, ``the past two weeks``: up to the reference."""
    count = _VAGUE[number.lower()][1] if number and number.lower() in _VAGUE else _number(number.lower()) if number else None
    if count is not None and count > _MOST:
        return None
    length = _RECENT[unit].days if count is None else count * _UNITS[unit]
    return _Found(start, end, lambda reference: Days(shifted(reference, -length), reference, Precision.RANGE, relative=True))


def _quarter(start: int, year: re.Match[str], quarter: int) -> _Found:
    fixed = int(year["year"]) if year["year"] else None
    shift = {"last": -1, "next": 1}.get((year["shift"] or "").lower(), 0)

    def read(reference: date) -> Days | None:
        return quarter_days(fixed or reference.year + shift, quarter, relative=fixed is None)

    return _Found(start, year.end(), read, ahead=shift > 0, absolute=fixed is not None)


def _shifted(text: str, back: int, shift: re.Match[str], end: int, unit: str) -> _Found | None:
    """``last year``, ``this week``, ``earlier this month``, ``at the end of last year``."""
    word, earlier = shift["shift"].lower(), (shift["earlier"] or "").lower()
    if word in ("same", "that", "following") or (word == "previous" and unit == "day"):
        return _Found(back + shift.start("shift"), end, lambda reference: None)
    if unit == "day":
        return None
    part = _PART_BEFORE.search(text[back : back + shift.start("shift")])
    named = part["part"] if part and not earlier else earlier if earlier in ("early", "late") else None
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(word, 0)
    begins = back + (part.start() if part and not earlier else shift.start())

    def read(reference: date) -> Days | None:
        whole = unit_days(reference, unit, step)
        return until(whole, reference) if earlier == "earlier" and step == 0 else whole and part_of(whole, named)

    return _Found(begins, end, read, ahead=step > 0 or earlier == "later")


def _fixed(start: int, end: int, days: Days) -> _Found:
    fixed = replace(days, relative=False)
    return _Found(start, end, lambda reference: fixed, absolute=True)


def _number(word: str) -> int:
    word = word.strip()
    return int(word) if word.isdigit() else _NUMBERS.get(word.removesuffix(" of"), 2)


def _points_ahead(text: str, start: int) -> bool:
    """True when the words before, in the same sentence, speak of what is still to come."""
    return _AHEAD.search(text[max(0, start - 60) : start]) is not None


_Reader = Callable[[str, int, int, int], _Found | None]
_READERS: dict[str, _Reader] = {
    **dict.fromkeys(MONTHS, _month),
    **dict.fromkeys(_WEEKDAYS, _weekday),
    **dict.fromkeys(_DAYS, _day_word),
    **dict.fromkeys(("morning", "afternoon", "evening", "night"), _hour),
    **dict.fromkeys(_SEASONS, _season),
    **dict.fromkeys((*_UNITS, *(unit + "s" for unit in _UNITS), "centuries"), _unit),
}
