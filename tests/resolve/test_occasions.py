"""On what occasion statements were made, and how well this and their dates agree with gold."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onrecord.annotate.structure import find_blocks
from onrecord.evaluate.speakers import CATEGORIES, Entry, judge, published_in_name, rates, read_entries
from onrecord.model import Actor, ActorType, Analysis, Attribution, Document, Evidence, Genre, Kind, Provenance, Span
from onrecord.resolve.dates import with_dates
from onrecord.resolve.occasions import TYPES, with_occasions

from .sayings import analysis, person

PUBLISHED = date(2021, 2, 18)


def occasions(marked: str, speakers: dict[str, Actor] | None = None, **more: object) -> list[tuple[str, str | None] | None]:
    found = with_occasions(analysis(marked, PUBLISHED, speakers, **more))  # type: ignore[arg-type]
    return [(each.occasion.type, each.occasion.text) if each.occasion else None for each in found]


@pytest.mark.parametrize(
    ("marked", "name", "words"),
    [
        (
            "{c:It is ready}, {s:Berg} {q:said} in an interview with RIA Novosti.",
            "interview",
            "in an interview with RIA Novosti.",
        ),
        ("{c:It is ready}, {s:Berg} {q:said} in a conversation with RT.", "interview", "in a conversation with RT"),
        ("{c:It is ready}, {s:Berg} {q:told} CNN on Monday.", "interview", "told CNN"),
        ("{c:It is ready}, {s:Berg} {q:told} The New York Times in an email.", "letter", "in an email"),
        ("{s:Berg} {q:said} during the weekly briefing {c:that it was ready}.", "briefing", "during the weekly briefing"),
        (
            "{s:Berg} at a press conference following the first day of the summit {q:said} {c:that it was ready}.",
            "press conference",
            None,
        ),
        ("{c:It is ready}, {s:Berg} {q:said} at a rally in Ohio.", "rally", None),
        ("{c:It is ready}, {s:Berg} {q:said} in a speech to the parliament.", "speech", None),
        ("{c:It is ready}, {s:Berg} {q:said} during the debate.", "debate", None),
        ("In a statement, {s:Berg} {q:said} {c:it was ready}.", "statement", "In a statement"),
        ("{c:It is ready}, {s:Berg} {q:tweeted}.", "post", "tweeted"),
        ("{c:It is ready}, {s:Berg} {q:wrote} in a Facebook post.", "post", None),
        ("In a letter to the bank, {s:Berg} {q:wrote} {c:that it was ready}.", "letter", None),
        ("{s:Berg} {q:told} the committee {c:that it was ready}.", "testimony", None),
        ("{s:Berg} {q:testified} {c:that it was ready}.", "testimony", None),
        ("{s:A university poll} {q:found} {c:that it was liked}.", "poll", None),
        ("{s:The report} {q:concluded} {c:that it was late}.", "report", None),
        ("In his 60-page ruling, {s:Reeves} {q:wrote} {c:that it was void}.", "document", None),
        ("{c:It is ready}, {s:Berg} {q:said} in a phone call with Koval.", "call", None),
        ("{c:It is ready}, {s:Berg} {q:said} at a meeting of ministers.", "meeting", None),
    ],
)
def test_types_and_words(marked: str, name: str, words: str | None) -> None:
    (found,) = occasions(marked)
    assert found
    assert found[0] == name
    assert words is None or found[1] == words


@pytest.mark.parametrize(
    "marked",
    [
        "After the debate, {s:Berg} {q:said} {c:it was ready}.",
        "{s:Berg} {q:said} {c:the interview had been short}.",
        "{s:Berg} {q:said} of Koval's speech {c:that it was short}.",
        "{s:A photograph} {q:shows} {c:the port}.",
        "{s:Former President Bill Clinton} {q:agreed} {c:with that}.",
        "{s:Berg} {q:said} {c:it was ready}.",
    ],
)
def test_what_is_not_the_occasion(marked: str) -> None:
    assert occasions(marked) == [None]


def test_a_scene_carries_its_occasion() -> None:
    berg, koval = person("Anna Berg"), person("Petr Koval")
    marked = (
        "According to {s1:Anna Berg}, {c1:the port is ready}.\n\n{c2:It took years}, {s2:she} {q2:said} in an interview with RT.\n\n{s3:The analyst} {q3:believes} {c3:it will last}.\n\n"
        "{s4:Koval} {q4:said} {c4:it would not}."
    )
    found = occasions(marked, {"1": berg, "2": berg, "3": berg, "4": koval})
    assert [each and each[0] for each in found] == ["interview", "interview", "interview", None]


def test_a_new_date_ends_the_occasion() -> None:
    marked = "{s1:Berg} {q1:said} in an interview Monday {c1:it was ready}.\n\n{s2:Berg} {q2:said} on Tuesday {c2:it was not}."
    assert [each and each[0] for each in occasions(marked)] == ["interview", None]


def test_a_scene_set_by_the_narrator() -> None:
    marked = "Anna Berg gave a speech in Oslo on Tuesday.\n\n{c:It is ready}, {s:Berg} {q:said}."
    assert occasions(marked) == [("speech", "a speech")]
    (dated,) = with_dates(analysis(marked, PUBLISHED))
    assert dated.said
    assert dated.said.start == date(2021, 2, 16)


def test_official_documents_are_an_occasion() -> None:
    assert occasions("{s:We} {q:condemn} {c:the attack}.", genre=Genre.STATEMENT) == [("statement", None)]
    found = occasions(
        "{s:The president} {q:thanked} {c:her}.", genre=Genre.READOUT, title="Readout of the president's call with Anna Berg"
    )
    assert found[0]
    assert found[0][0] == "call"


def test_the_list_is_closed() -> None:
    assert set().union(*CATEGORIES.values()) <= set(TYPES)


# Agreement with gold: spans and speakers given, 16 annotated articles.
FLOOR = {"said": 0.83, "occasion": 0.85}  # measured .873 and .898 over all sixteen; .75 is demanded of each


def _actor(entry: Entry) -> Actor | None:
    if entry["speaker"] is None or entry["type"] in (None, "narrator"):
        return None
    name = " and ".join(entry["speaker"]) if isinstance(entry["speaker"], list) else entry["speaker"]
    return Actor(name.lower(), name, ActorType(entry["type"]))


def _gold(text: str, name: str, golds: Iterable[dict[str, Any]], entries: dict[str, Entry]) -> Analysis:
    document, attributions = Document.of(text, published=published_in_name(name)), []
    for gold in golds:
        if gold["id"] in entries:
            content, source, cue = (
                tuple(Evidence.at(text, Span(*span)) for span in gold[role]) for role in ("content", "source", "cue")
            )
            made_by, speaker = Provenance("gold", "1"), _actor(entries[gold["id"]])
            attributions.append(
                Attribution(
                    gold["id"], document.id, Kind.INDIRECT, content, source, cue, 1.0, provenance=made_by, speaker=speaker
                )
            )
    return Analysis(document, blocks=find_blocks(text), attributions=tuple(attributions))


def test_agreement_with_gold(shared: Path) -> None:
    gold = shared / "data" / "speakers" / "train.json"
    polnear = shared / "data" / "polnear"
    if not gold.is_file() or not (polnear / "train.jsonl").is_file():
        pytest.skip("the annotated articles are not here")
    entries = read_entries(gold)
    found = []
    for line in (polnear / "train.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["doc"] in entries:
            with (polnear / "train" / "text" / f"{row['doc']}.txt").open(encoding="utf-8", newline="") as file:
                whole = _gold(file.read(), row["doc"], row["attributions"], entries[row["doc"]])
            dated = whole.adding(attributions=with_dates(whole))
            found += judge(row["doc"], entries[row["doc"]], with_occasions(dated))
    figures = rates(found)
    assert {name: rate.total for name, rate in figures.items()} == {"said": 362, "occasion": 362}
    for name, floor in FLOOR.items():
        assert figures[name].value >= floor, f"{name} {figures[name]}"
