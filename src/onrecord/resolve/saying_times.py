"""The date that a sentence gives to the saying it reports, as opposed to all other dates in it."""

# ruff: noqa: E501 (patterns are clearer on one line than broken)
from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.model import Analysis, Dating, Precision, Span
from onrecord.resolve.occasion_words import OccasionWords, find_occasion
from onrecord.resolve.statements import BLANK, Statement
from onrecord.resolve.timex import Basis, TimeExpression

# Words before a time that make it a bound, a measure or another thing's date.
_BOUND = re.compile(r"\b(?:since|until|till|after|before|by|for|from|than|following|ahead of|prior to|between|through|to|of|in time for|as of)(?: (?:the|at least|about|late|early))? $", re.IGNORECASE)  # fmt: skip
_SUBORDINATE = re.compile(r"\b(?:after|before(?! (?:an? |the )?(?:\w+ )?(?:panel|committee|court|jury|congress|parliament))|since|when(?! (?:asked|pressed))|while|where|who|whom|whose|which|that|because|although|though|until|as|if|than|whether|with|those)\b", re.IGNORECASE)  # fmt: skip
_RELATIVE = re.compile(
    r"\b(?:who|which|that|whose|elected|born|appointed|founded|arrested|killed|resigned|retired|died|took)\b", re.IGNORECASE
)
_BREAK = re.compile(r"[,;:()—–\x00]| - | -- ")
_IN_YEAR = re.compile(
    r"\b(?:in|during|at|on|over|early|late|back in|around)(?: (?:the|an?|his|her|its|their|that|this))?(?: [a-z]+)? $",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"\b(?:released|issued|published|approved|adopted|dated|written|signed|conducted|posted|sent|filed|prepared|drafted|made public|endorsed|agreed)\b", re.IGNORECASE)  # fmt: skip
_OF_DOCUMENT = re.compile(
    r" (?:[\w\-]+ ){0,3}?(?:concept|document|report|paper|study|survey|poll|letter|memo|memorandum|book|strategy|treaty|communiqu[eé]|declaration|resolution|agreement|charter|doctrine|convention|review|article|law|act|plan)\b",
    re.IGNORECASE,
)
_DOCUMENT_OF = re.compile(r"\b(?:concept|document|report|paper|study|survey|poll|letter|memo|memorandum|book|strategy|treaty|communiqu[eé]|declaration|resolution|agreement|charter|doctrine|convention|review|article|act|plan) (?:of|from) $", re.IGNORECASE)  # fmt: skip
_APPEARS = re.compile(
    r"\b(?P<name>[A-ZÀ-Þ][\w\-]{2,})(?:,[^.,;\x00\n]{0,80},)?(?: [a-z]+| (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day){0,3}? "
    r"(?P<verb>gave|delivered|held|made|spoke|speaking|spoken|appeared|appearing|addressed|addressing|sat down|hosted|attended|took the stage|rallied|campaigned|"
    r"took part|participated|headlined|published|wrote|released|issued|posted|testified)\b|"
    r"\b(?P<owner>[A-ZÀ-Þ][\w\-]{2,})[’']s (?:comments?|remarks?|statements?|words|criticism|announcement|interview|speech) (?:also |all )?(?P<came>came|comes|followed|were made|was made|aired)\b"
)
_SPEAKS = re.compile(
    r"came|comes|were made|was made|aired|spoke|speaking|appeared|appearing|addressed|addressing|took the stage|testified"
)
_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*(?=\s+[\"“‘'(\[A-ZÀ-Þ\x00])|[\n\r]|$")
_SPOKEN_NOUN = re.compile(r"\b(?:demand|remarks?|statements?|speech|call|comments?|words|claim|promise|pledge|tweets?|letters?|warning|address|interview)\b", re.IGNORECASE)  # fmt: skip
_AFTER = re.compile(r"\b(?:after|following|since|in the wake of|in response to|a day after)(?: [\w’']+){0,2} $", re.IGNORECASE)
# In somebody's words these are relative to the day of speaking, which is what is looked for.
_DEICTIC = re.compile(r"(?:the day before |earlier )?(?:today|tonight|yesterday|tomorrow|this|last night)\b", re.IGNORECASE)
_LEAD = 3  # blocks, the headline among them
_MONTH, _YEAR = timedelta(days=31), timedelta(days=366)
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?…][\"”’')\]]* +|[\n\r]\s*)(?P<words>[A-ZÀ-Þ][^.!?…\n\r]{3,}[.!?…] +)$")
_QUOTES = "\"“”„«'‘"
_SINCE = re.compile(r"\b(?:since|by|until|till|before) $", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s\b")
_OCCASION_BEFORE = re.compile(
    r"\b(?:at|in|during) (?:an?|the|his|her|their|[\w]+[’']s) (?:[\w\-]+ ){0,3}?(?:rally|debate|interview|speech|address|press conference|news conference|briefing|hearing|statement)\b"
    r"(?:(?! (?:who|which|that(?! (?:was |were )?(?:aired|broadcast|published|released|posted|recorded|taped|held))|after|before|when|where|since)\b)[^.;:()\x00]){0,60}$",
    re.IGNORECASE,
)
_REGULAR = re.compile(r"\b(daily|weekly|regular weekly|monthly)\b[^.]{0,30}\b(?:briefing|press conference|news conference|address|call|press briefing)\b", re.IGNORECASE)  # fmt: skip
_REGULAR_DAYS = {"daily": 1, "weekly": 6, "regular weekly": 6, "monthly": 30}


@dataclass(frozen=True, slots=True)
class Times:
    """All time expressions of a document, in order, for looking up those of a sentence."""

    all: Sequence[TimeExpression]
    starts: Sequence[int]

    @classmethod
    def of(cls, expressions: Sequence[TimeExpression]) -> Times:
        return cls(expressions, [expression.span.start for expression in expressions])

    def within(self, area: Span) -> list[TimeExpression]:
        at = bisect_left(self.starts, area.start)
        found = []
        while at < len(self.all) and self.all[at].span.start < area.end:
            if self.all[at].span.end <= area.end:
                found.append(self.all[at])
            at += 1
        return found


def said_when(statement: Statement, times: Times, published: date | None) -> Dating | None:
    """The date that the statement's own sentence, or the sentence before it, gives to the saying."""
    if statement.document and (issued := document_time(statement, times, published)):
        return issued
    text = statement.text
    candidates = [
        time for time in times.within(statement.frame)
        if _is_past(time, published) and BLANK not in time.span.of(text) and _is_moment(statement, time) and _dates_saying(statement, time)
    ]  # fmt: skip
    if candidates:
        return _clipped(_nearest(candidates, statement.anchor), published)
    return _of_regular(statement, published) or _of_narration(statement, times, published)


def _is_moment(statement: Statement, time: TimeExpression) -> bool:
    """False for times too long for one saying ("in recent years"), and for years beside a document, which may be its matter."""
    if time.dating is None or (time.dating.precision is Precision.RANGE and time.dating.end - time.dating.start > _YEAR):
        return False
    return not (statement.document and time.dating.precision in (Precision.YEAR, Precision.DECADE))


def document_time(statement: Statement, times: Times, published: date | None) -> Dating | None:
    """When the document that speaks was issued: ``the 2010 concept``, ``a report released in September``."""
    text, source = statement.text, statement.source
    if source is None:
        return None
    area = Span(max(statement.frame.start, source.start - 8), max(source.end, min(statement.frame.end, statement.anchor.end)))
    for time in times.within(area):
        if not _is_past(time, published):
            continue
        beside = _OF_DOCUMENT.match(text, time.span.end) or _DOCUMENT_OF.search(
            text[max(0, time.span.start - 30) : time.span.start]
        )
        if beside and time.dating and time.dating.precision is Precision.YEAR and not _POSSESSIVE.match(text, time.span.end):
            return time.dating
        if _ISSUED.search(text[area.start : time.span.start]):
            return time.dating
    return None


def event_window(statement: Statement, times: Times, published: date) -> Dating | None:
    """From the latest day that the content speaks of as past, or that its sentence puts before it, to publication.

    Only when that is no more than a month: who speaks of Tuesday's rally spoke on Tuesday or later: that bounds a statement which nothing else dates.
    """
    text, whole = statement.text, statement.whole
    days = [
        time.dating.start
        for piece in statement.attribution.content
        for time in times.within(piece)
        if time.dating and time.dating.precision is Precision.DAY and not time.ahead and time.dating.start <= published
        and not _SINCE.search(whole[max(0, time.span.start - 12) : time.span.start]) and not _DEICTIC.match(whole, time.span.start)
    ]  # fmt: skip
    days += [
        time.dating.start
        for time in times.within(statement.frame)
        if time.dating and time.dating.precision is Precision.DAY and not time.ahead and time.dating.start <= published
        and _AFTER.search(text[max(statement.frame.start, time.span.start - 40) : time.span.start])
    ]  # fmt: skip
    if not days or published - max(days) > _MONTH:
        return None
    return between(max(days), published)


def lead_window(analysis: Analysis, statement: Statement, times: Times, published: date) -> Dating | None:
    """From the day on which the lead has the speaker do something ("Berg met the Pope on Saturday"), to publication."""
    text, family = statement.text, statement.family
    if family is None:
        return None
    for block in analysis.blocks[:_LEAD]:
        for time in times.within(block.span):
            dating = time.dating
            if (
                dating is None
                or dating.precision is not Precision.DAY
                or time.ahead
                or not timedelta(0) <= published - dating.start <= _MONTH
            ):
                continue
            start = max(text.rfind(". ", block.span.start, time.span.start), block.span.start)
            if BLANK not in time.span.of(text) and re.search(rf"\b{re.escape(family)}\b(?![’'])", text[start : time.span.start]):
                return between(dating.start, published)
    return None


def between(start: date, end: date) -> Dating:
    """A bounded date; a single day when both bounds are the same."""
    return Dating(start, end, Precision.DAY if start == end else Precision.RANGE, Basis.EVENT)


def _is_past(time: TimeExpression, published: date | None) -> bool:
    return time.dating is not None and not time.ahead and (published is None or time.dating.start <= published)


def _clipped(dating: Dating | None, published: date | None) -> Dating | None:
    """A week or a range ends with publication: "this week" in Monday's paper is Monday."""
    if dating and published and dating.end > published and dating.precision in (Precision.WEEK, Precision.RANGE):
        return replace(dating, end=max(dating.start, published))
    return dating


def _nearest(candidates: Sequence[TimeExpression], anchor: Span) -> Dating | None:
    """The nearest to the cue; a finer one inside it is the same date said more exactly."""
    ordered = sorted(candidates, key=lambda time: max(time.span.start - anchor.end, anchor.start - time.span.end, 0))
    best = ordered[0].dating
    for time in ordered[1:]:
        if best and time.dating and best.start <= time.dating.start and time.dating.end <= best.end:
            best = time.dating
    return best


def _dates_saying(statement: Statement, time: TimeExpression) -> bool:
    """True when the expression is an adverbial of the cue's own clause."""
    text, span, frame, source = statement.text, time.span, statement.frame, statement.source
    before = text[max(frame.start, span.start - 24) : span.start]
    if (_BOUND.search(before) and before.strip().lower() != "by") or not _stands_free(text, time, before):
        return False
    if (source is None and not statement.momentary) or not re.search(r"\w", statement.cue or "said"):
        return bool(source and source.contains(span) and _SPOKEN_NOUN.search(text, source.start, span.start))
    if source and source.contains(span):
        return _SPOKEN_NOUN.search(text, source.start, span.start) is not None
    if span.end <= statement.anchor.start and _is_inserted(statement):
        return False
    if _OCCASION_BEFORE.search(text, max(frame.start, span.start - 90), span.start):
        return True
    if source and source.end <= span.start < statement.anchor.start and _RELATIVE.search(text, source.end, span.start):
        return False
    return _same_clause(text, span, statement.anchor, frame)


def _is_inserted(statement: Statement) -> bool:
    """True for a cue put into its content: in "In 2008, Berg said, the gift …" the year is the gift's."""
    after = re.match(r", ?\x00", statement.text[statement.anchor.end : statement.anchor.end + 4])
    return after is not None and statement.whole[statement.anchor.end + after.end() - 1] not in _QUOTES


def _stands_free(text: str, time: TimeExpression, before: str) -> bool:
    """False for a time that belongs to a noun: ``Tuesday's vote``, ``the 2016 candidate``; an occasion's own date is free."""
    after = text[time.span.end : time.span.end + 40]
    if _POSSESSIVE.match(after):
        end = re.match(
            r"[’']s (?:[\w\-]+ ){0,3}?(?:debate|rally|speech|interview|briefing|press conference|news conference|hearing|meeting)\b",
            after,
        )
        return end is not None and re.search(r"\b(?:in|at|during) $", before) is not None
    if (
        time.dating
        and time.dating.precision in (Precision.YEAR, Precision.DECADE)
        and re.fullmatch(r"\d{4}s?", time.span.of(text))
    ):
        return _IN_YEAR.search(before) is not None
    return True


def _same_clause(text: str, span: Span, anchor: Span, frame: Span) -> bool:
    """True when nothing between the time and the cue begins another clause."""
    if span.start >= anchor.end:
        between_them = text[anchor.end : span.start]
        return _SUBORDINATE.search(between_them) is None and BLANK * 3 + "." not in between_them
    breaks = [match.end() for match in _BREAK.finditer(text, frame.start, span.start)]
    segment = breaks[-1] if breaks else frame.start
    if _SUBORDINATE.search(text, segment, span.start):
        return _BREAK.search(text, span.end, anchor.start) is None
    return not breaks or not _SUBORDINATE.search(text, span.end, anchor.start)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A sentence of the narrator's in which somebody speaks in public: "Berg held a rally in Ohio on Monday"."""

    span: Span
    family: str
    said: Dating | None
    occasion: OccasionWords | None


def find_appearances(text: str, times: Times, published: date | None) -> list[Appearance]:
    """The appearances that a text with its contents blanked tells of: a name, a verb of appearing, an occasion or a date."""
    found = []
    for match in _APPEARS.finditer(text):
        end = _SENTENCE_END.search(text, match.end())
        area = Span(match.start(), end.start() if end else len(text))
        name, verb = match["name"] or match["owner"], match["verb"] or match["came"]
        verbs = Span(match.end() - len(verb), match.end())
        occasion = find_occasion(text, Span(verbs.start, area.end), verbs)
        dated = [
            time for time in times.within(area) if _is_past(time, published) and _is_adverbial(text, time, area, match.end())
        ]
        if occasion or (dated and _SPEAKS.fullmatch(verb)):
            said = _clipped(dated[0].dating, published) if dated else None
            found.append(Appearance(area, name.lower(), said, occasion))
    return found


def _is_adverbial(text: str, time: TimeExpression, area: Span, verb: int) -> bool:
    """True for a time of the verb's own clause that belongs to no noun."""
    before = text[max(area.start, time.span.start - 24) : time.span.start]
    clause = verb <= time.span.start and _SUBORDINATE.search(text, verb, time.span.start) is None
    return (clause or time.span.end <= verb) and _BOUND.search(before) is None and _stands_free(text, time, before)


def _of_narration(statement: Statement, times: Times, published: date | None) -> Dating | None:
    """The day to which the sentence before has taken the story: "On Monday, the paper asked again. In response, he …"."""
    if not statement.momentary or statement.nested:
        return None
    text, end = statement.text, statement.frame.start
    match = _SENTENCE_BEFORE.search(text, max(0, end - 400), end)
    if match is None:
        return None
    first = next(iter(times.within(Span(match.start("words"), min(match.start("words") + 40, end)))), None)
    if first is None or not _is_past(first, published) or BLANK in match["words"]:
        return None
    opens = re.fullmatch(r"(?:(?:on|in|early|late|by) )*", text[match.start("words") : first.span.start], re.IGNORECASE)
    return first.dating if opens and first.dating and first.dating.precision is Precision.DAY else None


def _of_regular(statement: Statement, published: date | None) -> Dating | None:
    """A weekly briefing that news reports without a date is the latest: it lies in the week up to publication."""
    match = _REGULAR.search(statement.text, statement.frame.start, statement.frame.end) if published else None
    if not match or not published:
        return None
    days = _REGULAR_DAYS[match[1].lower()]
    start = date.fromordinal(max(published.toordinal() - days, 1))
    return Dating(start, published, Precision.WEEK if days == 6 else Precision.RANGE, Basis.PUBLICATION)
