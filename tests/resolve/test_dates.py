"""When statements were said: dates of the saying, of scenes, of documents."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.structure import find_blocks
from onrecord.evaluate.speakers import as_iso
from onrecord.model import (
    Actor,
    ActorType,
    Analysis,
    Attribution,
    Dating,
    Document,
    Evidence,
    Genre,
    Kind,
    Precision,
    Provenance,
    Span,
)
from onrecord.resolve.dates import DateStage, document_date, resolve_within, with_dates
from onrecord.resolve.occasions import OccasionStage
from onrecord.resolve.timex import Basis

from .sayings import analysis, person

PUBLISHED = date(2021, 2, 18)  # a Thursday
BERG, KOVAL = person("Anna Berg"), person("Petr Koval")
CHARTER = Actor("charter", "Harbour Charter", ActorType.DOCUMENT)


def said(
    marked: str, published: date | None = PUBLISHED, speakers: dict[str, Actor] | None = None, **more: object
) -> list[str | None]:
    found = with_dates(analysis(marked, published, speakers, **more))  # type: ignore[arg-type]
    return [as_iso(attribution.said) for attribution in found]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{s:Anna Berg} {q:said} on January 22 {c:that the port would open}.", "2021-01-22"),
        ("{s:Anna Berg} {q:told} reporters Tuesday {c:that the port would open}.", "2021-02-16"),
        ("{s:Anna Berg} {q:said} on Thursday {c:that the port would open}.", "2021-02-18"),
        ("{c:The port would open}, {s:Anna Berg} {q:said} in a 2019 interview.", "2019"),
        ("In 2019, {s:Anna Berg} {q:said} {c:that the port would open}.", "2019"),
        ("{q:This was stated} in 2019 by {s:Anna Berg}: {c:the port would open}.", "2019"),
        ("{s:Anna Berg} {q:said} last month {c:that the port would open}.", "2021-01"),
        ("{s:Anna Berg} {q:said} at Tuesday's debate {c:that the port would open}.", "2021-02-16"),
        ("At a rally in Ohio on Saturday, {s:Anna Berg} {q:said} {c:that the port would open}.", "2021-02-13"),
        ("During an interview that aired Wednesday night, {s:Anna Berg} {q:said} {c:the port would open}.", "2021-02-17"),
        # Dates that are not of the saying.
        ("{s:Anna Berg} {q:said} {c:the port would open on Friday}.", None),
        ("In 2008, {s:Anna Berg} {q:said}, {c:the gift had been small}.", None),
        ("{s:Anna Berg, who took office in 2017}, {q:said} {c:the port would open}.", None),
        ("{s:The 2016 candidate} {q:said} {c:the port would open}.", None),
        ("{s:Last year's figures} {q:show} {c:that the port is small}.", None),
        ("{s:Anna Berg} {q:said} {c:the port would open}, which it has not done since 2010.", None),
        ("{s:Anna Berg} {q:said} {c:the port would open}.", None),
    ],
)
def test_the_date_of_the_saying(marked: str, expected: str | None) -> None:
    assert said(marked) == [expected]


def test_part_of_a_year_is_a_quarter() -> None:
    (found,) = with_dates(analysis("At the end of 2020, {s:Anna Berg} {q:said} {c:the port would open}.", PUBLISHED))
    assert found.said == Dating(date(2020, 10, 1), date(2020, 12, 31), Precision.QUARTER, Basis.STATED)


def test_earlier_this_week_runs_from_monday_to_publication() -> None:
    (found,) = with_dates(analysis("{s:Anna Berg} {q:said} earlier this week {c:the port would open}.", PUBLISHED))
    assert found.said == Dating(date(2021, 2, 15), PUBLISHED, Precision.WEEK, Basis.PUBLICATION)


def test_a_weekly_briefing_is_the_latest() -> None:
    (found,) = with_dates(analysis("{s:Anna Berg} {q:said} during the weekly briefing {c:that the port would open}.", PUBLISHED))
    assert found.said == Dating(date(2021, 2, 12), PUBLISHED, Precision.WEEK, Basis.PUBLICATION)


def test_a_scene_carries_its_date_until_another_begins() -> None:
    marked = (
        "{s1:Anna Berg} {q1:said} on Tuesday {c1:the port would open}.\n\n{c2:It is ready}, {s2:she} {q2:added}.\n\n"
        "{s3:Petr Koval} {q3:said} {c3:it was not}.\n\nLast month, {s4:Berg} {q4:said} {c4:it was late}. {s5:She} {q5:noted} {c5:the cost}."
    )
    assert said(marked, speakers={"1": BERG, "2": BERG, "3": KOVAL, "4": BERG, "5": BERG}) == [
        "2021-02-16", "2021-02-16", None, "2021-01", "2021-01",
    ]  # fmt: skip
    assert said(marked) == ["2021-02-16", "2021-02-16", None, "2021-01", "2021-01"]


def test_a_finer_date_of_the_same_scene_refines_it() -> None:
    marked = "In January, {s1:Berg} {q1:named} {c1:the risks}.\n\n{c2:There are many}, {s2:Berg} {q2:said} on January 22."
    assert said(marked) == ["2021-01-22", "2021-01-22"]


def test_the_lead_belongs_to_the_first_recent_date() -> None:
    marked = "{s1:Berg} {q1:defends} {c1:the port}.\n\n{s2:Anna Berg} {q2:said} on Tuesday {c2:that the port was ready}."
    found = with_dates(analysis(marked, PUBLISHED, {"1": BERG, "2": BERG}))
    assert [attribution.said and attribution.said.basis for attribution in found] == [Basis.LATER, Basis.PUBLICATION]


def test_attitudes_and_habits_have_no_date() -> None:
    marked = "{s1:Berg} {q1:said} Tuesday {c1:it was ready}. {s2:Berg} {q2:has long opposed} {c2:the tax}. {s3:Berg} {q3:supports} {c3:Koval}."
    assert said(marked) == ["2021-02-16", None, None]


def test_after_a_post_a_speaker_speaks_where_they_spoke_before() -> None:
    marked = "{s1:Berg} {q1:said} at a rally Tuesday {c1:it was ready}.\n\n{s2:Berg} {q2:tweeted} {c2:a picture}.\n\n{c3:It works}, {s3:Berg} {q3:said}."
    assert said(marked) == ["2021-02-16", None, "2021-02-16"]


def test_a_document_has_its_own_date_wherever_it_speaks() -> None:
    marked = (
        "{s1:The Harbour Charter, approved in 2010,} {q1:stated} {c1:that trade was free}.\n\nText\n\n{c2:No one shall pay}, {s2:the document} {q2:says}.\n\n"
        "{s3:The port} {q3:expressed} {c3:its readiness}."
    )
    port = Actor("port", "the port", ActorType.ORGANIZATION)
    assert said(marked, speakers={"1": CHARTER, "2": CHARTER, "3": port}) == ["2010", "2010", "2010"]


def test_a_document_named_with_its_year() -> None:
    assert said("{c:Trade} {q:is mentioned} {s:in the 2010 charter} as free.", speakers={"1": CHARTER}) == ["2010"]


def test_a_statement_inside_another_does_not_take_its_date() -> None:
    inner = analysis("Berg said Tuesday: “As {s:Koval} {q:said}, {c:it will open}.”", PUBLISHED)
    text, attribution = inner.document.text, inner.attributions[0]
    outer = Attribution(
        "outer", inner.document.id, Kind.DIRECT, (Evidence.at(text, Span(20, len(text) - 1)),), (Evidence.at(text, Span(0, 4)),),
        (Evidence.at(text, Span(5, 9)),), 1.0, attribution.provenance,
    )  # fmt: skip
    found = with_dates(inner.adding(attributions=(outer, attribution)))
    assert [as_iso(each.said) for each in found] == ["2021-02-16", None]


def test_what_speaks_of_tuesday_was_said_on_tuesday_or_after() -> None:
    (found,) = with_dates(analysis("{s:Anna Berg} {q:said} {c:Tuesday's rally was a turning point}.", PUBLISHED))
    assert found.said == Dating(date(2021, 2, 16), PUBLISHED, Precision.RANGE, Basis.EVENT)


def test_the_interviewer_shares_the_interview() -> None:
    marked = "In an interview Tuesday, {s1:Berg} {q1:said} {c1:it was ready}.\n\n{s2:Moore} {q2:asked} {c2:how much it cost}."
    assert said(marked, speakers={"1": BERG, "2": person("Liz Moore")}) == ["2021-02-16", "2021-02-16"]


def test_times_inside_a_statement_are_relative_to_it() -> None:
    (found,) = with_dates(analysis("In 2019, {s:Anna Berg} {q:said} {c:that spending last year exceeded a billion}.", PUBLISHED))
    text = analysis("In 2019, {s:Anna Berg} {q:said} {c:that spending last year exceeded a billion}.").document.text
    ((span, dating),) = resolve_within(found, text)
    assert span.of(text) == "last year"
    assert dating == Dating(date(2018, 1, 1), date(2018, 12, 31), Precision.YEAR, Basis.STATEMENT)


def test_times_inside_an_undated_statement_stay_open() -> None:
    whole = analysis("{s:Anna Berg} {q:said} {c:that spending last year exceeded that of 2010}.")
    assert [span.of(whole.document.text) for span, _ in resolve_within(whole.attributions[0], whole.document.text)] == ["2010"]


def test_an_official_document_dates_its_own_words() -> None:
    marked = "{s1:We} {q1:condemn} {c1:the attack}. {s2:The ministers} {q2:have long held} {c2:this view}."
    found = with_dates(analysis(marked, PUBLISHED, genre=Genre.STATEMENT))
    assert found[0].said == Dating(PUBLISHED, PUBLISHED, Precision.DAY, Basis.DOCUMENT)
    assert found[1].said is None


def test_in_a_speech_only_the_speaker_has_its_date() -> None:
    marked = "{s1:I} {q1:said} {c1:it was late}. {s2:Koval} {q2:said} {c2:it was not}."
    assert said(marked, genre=Genre.SPEECH) == ["2021-02-18", None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LONDON, Jan. 22, 2021 (Reuters) - The port opened. It was late, and it was cold.", date(2021, 1, 22)),
        ("The port opens\n\n22 January 2021\n\nThe port opened on 21 January 2020, and it was late.", date(2021, 1, 22)),
        ("The port opened on January 21, 2020, and it was late, said the minister of ports. " * 3, None),
    ],
)
def test_publication_from_the_head_of_a_text(text: str, expected: date | None) -> None:
    assert document_date(analysis(text)) == expected


def test_metadata_comes_first() -> None:
    assert document_date(analysis("LONDON, Jan. 22, 2021 (Reuters) - The port opened.", PUBLISHED)) == PUBLISHED


def test_what_a_person_or_stage_set_stays() -> None:
    given_ = Dating(date(2000, 1, 1), date(2000, 1, 1), Precision.DAY, Basis.STATED)
    whole = analysis("{s:Anna Berg} {q:said} on Tuesday {c:that the port would open}.", PUBLISHED)
    attribution = whole.attributions[0]
    kept = Attribution(
        attribution.id, attribution.document, attribution.kind, attribution.content, attribution.source, attribution.cue, 1.0,
        attribution.provenance, said=given_,
    )  # fmt: skip
    (found,) = DateStage()([whole.adding(attributions=(kept,))])[0].attributions
    assert found.said == given_


# The sample article, published 2021-02-18: where a content begins and ends, cue and source near it, the speaker, and when.
SAMPLE_ROWS = """
NATO continues to seek|other countries|This was stated|Maria Zakharova|Maria Zakharova|2021-02-12/2021-02-18|briefing
The search for the enemy|more actively|said|Zakharova|Maria Zakharova|2021-02-12/2021-02-18|briefing
NATO intends to update|new challenges|said that|Jens Stoltenberg|Jens Stoltenberg||press conference
I call on the heads|security environment|said|he|Jens Stoltenberg||press conference
NATO does not view Russia|military attack|said|Stoltenberg|Jens Stoltenberg|2020-10-01/2020-12-31|
although China is not|for NATO|noted|He|Jens Stoltenberg|2020-10-01/2020-12-31|
Russia and the PRC among|Atlantic bloc|named|he|Jens Stoltenberg|2021-01-22/2021-01-22|
We are simultaneously|terrorist attacks|said|Stoltenberg|Jens Stoltenberg|2021-01-22/2021-01-22|
NATO does not consider|its adversaries|stated|the Strategic Concept for Defense and Security of the Members of the North Atlantic Treaty Organization, approved in 2010,|Strategic Concept|2010-01-01/2010-12-31|document
The most important task|its members|says|the document|Strategic Concept|2010-01-01/2010-12-31|document
readiness "to use|with Russia."|expressed|the alliance|NATO|2010-01-01/2010-12-31|document
its course towards|the alliance.|confirmed|NATO|NATO|2010-01-01/2010-12-31|
the desire of the North|and Georgia|mentioned|the concept|Strategic Concept|2010-01-01/2010-12-31|document
This state of affairs|affairs|stated|the Deputy Foreign Minister of the Russian Federation Alexander Grushko|Alexander Grushko|2019-01-01/2019-12-31|interview
the military spending|on defense|recalled|He|Alexander Grushko|2019-01-01/2019-12-31|interview
Such an attempt|did not happen|said|the diplomat|Alexander Grushko|2019-01-01/2019-12-31|interview
NATO is now in search|in the past|According to|Dmitry Egorchenkov|Dmitry Egorchenkov||interview
The concept, which they|these challenges|said|he|Dmitry Egorchenkov||interview
in the new version|remain in force|believe|experts|experts||
NATO will do its utmost|ring around Russia|said|he|Alexei Podberezkin||interview
NATO's concept of relations|course of Russia|says|the analyst|Alexei Podberezkin||interview
""".strip().splitlines()
_TYPES = {"Strategic Concept": ActorType.DOCUMENT, "NATO": ActorType.ORGANIZATION, "experts": ActorType.GROUP}


def _near(text: str, words: str, place: Span) -> Evidence:
    """The occurrence of words that is nearest to a place."""
    spans = [Span(match.start(), match.end()) for match in re.finditer(re.escape(words), text)]
    return Evidence.at(text, min(spans, key=lambda span: min(abs(span.start - place.end), abs(place.start - span.end))))


def test_the_sample_as_a_careful_reader_dates_it(sample: str) -> None:
    document, attributions = Document.of(sample, published=PUBLISHED), []
    for number, row in enumerate(SAMPLE_ROWS):
        first, last, cue_words, source_words, name, *_ = row.split("|")
        start = sample.index(first)
        content = Evidence.at(sample, Span(start, sample.index(last, start) + len(last)))
        cue = _near(sample, cue_words, content)
        speaker = Actor(name.lower(), name, _TYPES.get(name, ActorType.PERSON))
        attributions.append(
            Attribution(
                str(number), document.id, Kind.DIRECT, (content,), (_near(sample, source_words, cue),), (cue,), 1.0,
                Provenance("hand", "1"), speaker=speaker,
            )
        )  # fmt: skip
    whole = Analysis(document, blocks=find_blocks(sample), attributions=tuple(attributions))
    (after,) = OccasionStage()(DateStage()([whole]))
    for row, attribution in zip(SAMPLE_ROWS, after.attributions, strict=True):
        *_, when, occasion = row.split("|")
        found = f"{attribution.said.start}/{attribution.said.end}" if attribution.said else ""
        assert (found, attribution.occasion.type if attribution.occasion else "") == (when, occasion), row
    figure = next(attribution for attribution in after.attributions if "military spending" in attribution.content[0].text)
    assert [(span.of(sample), as_iso(dating)) for span, dating in resolve_within(figure, sample)] == [("last year", "2018")]


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """Any text with attributions anywhere in it."""
    words = st.sampled_from(
        [
            "Berg",
            "said",
            "on",
            "Tuesday",
            ",",
            "in",
            "2010",
            "“",
            "”",
            ".",
            "\n",
            "he",
            "told",
            "CNN",
            "interview",
            "rally",
            "the",
            "report",
            "last",
            "week",
            "who",
            "\x00",
            "é",
            "asked",
            "tweeted",
        ]
    )
    text = draw(st.lists(words, max_size=40).map(" ".join) | st.text(max_size=60))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(
        lambda ends: Evidence.at(text, Span(min(ends), max(ends)))
    )
    several = st.lists(spans, max_size=2).map(tuple)
    document = Document.of(text, published=draw(st.none() | st.dates()))
    attributions = tuple(
        Attribution(str(n), document.id, Kind.DIRECT, draw(st.lists(spans, min_size=1, max_size=2).map(tuple)), draw(several), draw(several),
                    0.5, Provenance("any", "1"), speaker=draw(st.sampled_from([None, BERG, CHARTER])))
        for n in range(draw(st.integers(0, 4)))
    )  # fmt: skip
    return Analysis(document, attributions=attributions)


@given(analyses())
@settings(max_examples=150, deadline=None)
def test_nothing_raises_and_nothing_but_date_and_occasion_changes(whole: Analysis) -> None:
    (after,) = OccasionStage()(DateStage()([whole]))
    assert [a.id for a in after.attributions] == [a.id for a in whole.attributions]
    for attribution in after.attributions:
        if attribution.said:
            assert attribution.said.start <= attribution.said.end
            assert attribution.said.basis in tuple(Basis)
