from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Actor, ActorType, Analysis, Attribution, Document, Evidence, Kind, Provenance, Span
from onrecord.resolve.speakers import SpeakerStage


def _speakers(marked: str) -> list[Actor | None]:
    """The speakers of a text in which sources stand in ``<…>``; the word after each is its cue and content."""
    text, sources = "", []
    for part in re.split(r"(<[^>]*>)", marked):
        if part.startswith("<"):
            sources.append(Span(len(text), len(text) + len(part) - 2))
        text += part.strip("<>") if part.startswith("<") else part
    attributions = []
    for number, span in enumerate(sources):
        after = Span(span.end, min(len(text), span.end + 5))
        evidence = (Evidence.at(text, after),)
        attributions.append(
            Attribution(str(number), "d", Kind.INDIRECT, evidence, (Evidence.at(text, span),), (), 0.9, Provenance("t", "1"))
        )
    (analysis,) = SpeakerStage()([Analysis(Document.of(text), attributions=tuple(attributions))])
    return [attribution.speaker for attribution in analysis.attributions]


def _names(marked: str) -> list[str | None]:
    return [speaker.name if speaker else None for speaker in _speakers(marked)]


def test_a_family_name_is_the_fullest_name_in_the_text() -> None:
    assert _names("Foreign Minister Anna Berg came. <Berg> said no.") == ["Anna Berg"]
    assert _names("<Dmitry Egorchenkov, director of an institute,> said. <Yegorchenkov> added.") == ["Dmitry Egorchenkov"] * 2


def test_of_two_with_one_family_name_the_one_named_last_speaks() -> None:
    text = "Anna Berg met Carl Berg. <Berg> said no. Then Anna Berg rose. <Berg> said yes."
    assert _names(text) == ["Carl Berg", "Anna Berg"]


def test_pronouns_follow_the_speaker_and_the_sex() -> None:
    assert _names("<Anna Berg> said no. <She> added why. <Carl Lund> agreed. <He> nodded. <She> went.") == [
        "Anna Berg", "Anna Berg", "Carl Lund", "Carl Lund", "Anna Berg",
    ]  # fmt: skip


def test_a_description_repeats_a_role() -> None:
    text = (
        "<NATO Secretary General Jens Stoltenberg> said no. <Deputy Foreign Minister Alexander Grushko> said yes. <The diplomat> added. "
        "<the Secretary General> said. <Alexei Podberezkin, director of a center,> agreed. <the analyst> said."
    )
    assert _names(text) == [
        "Jens Stoltenberg", "Alexander Grushko", "Alexander Grushko", "Jens Stoltenberg", "Alexei Podberezkin", "Alexei Podberezkin",
    ]  # fmt: skip


def test_labels_in_capitals_are_names_and_descriptions() -> None:
    (berg, official) = _speakers("<PRESIDENT BERG>: We go. <SENIOR ADMINISTRATION OFFICIAL>: We do. Anna Berg left.")
    assert berg is not None
    assert (berg.name, berg.type) == ("Anna Berg", ActorType.PERSON)
    assert official is not None
    assert official.type is ActorType.ANONYMOUS


def test_what_the_text_leaves_open_has_no_speaker() -> None:
    assert _names("<He> said so. <which> said. <some> said. <it> said.") == [None] * 4


def test_a_name_governed_by_a_preposition_is_not_the_speaker() -> None:
    (speaker,) = _speakers("<a spokesman for President Anna Berg> said no.")
    assert speaker is not None
    assert (speaker.name, speaker.type) == ("spokesman for President Anna Berg", ActorType.ANONYMOUS)


def test_kinds_of_actors() -> None:
    kinds = {
        "NATO": "organization", "Russia": "state", "the foreign ministry": "group", "the Foreign Ministry": "organization", "experts": "group",
        "a senior official": "anonymous", "the 2010 concept": "document", "Anna Berg": "person",
    }  # fmt: skip
    for source, kind in kinds.items():
        (speaker,) = _speakers(f"<{source}> said no.")
        assert speaker is not None
        assert speaker.type.value == kind, source


def test_the_document_is_the_one_that_spoke_last() -> None:
    assert _names("<The Kolm Treaty> said so. <The document> also said. <the text of the document> said.") == ["Kolm Treaty"] * 3


def test_a_relative_pronoun_takes_the_name_before_it() -> None:
    assert _names("It was Anna Berg, <who> said no.") == ["Anna Berg"]


@given(
    st.lists(
        st.sampled_from(
            ["Anna", "Berg", "<he>", "<The diplomat>", "<Berg>", "the", ",", ".", "\n", "of", "<NATO's>", "<I.>", "<>", "<,>"]
        ),
        max_size=25,
    )
)
def test_no_text_breaks_it(parts: list[str]) -> None:
    assert all(speaker is None or speaker.name for speaker in _speakers(" ".join(part for part in parts if part != "<>")))
