from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.annotate.quotations import find_quotations
from onrecord.annotate.structure import find_blocks
from onrecord.attribute.phrases import by_phrase, by_verb, with_antecedents, with_places_as_sources
from onrecord.model import Analysis, Attribution, Document, Evidence, Kind, Provenance, Span


def _found(text: str) -> list[tuple[str, str, str]]:
    analysis = Analysis(Document.of(text), blocks=find_blocks(text))
    return [(a.source[0].text, a.cue[0].text, a.content[0].text) for a in by_phrase(analysis, [])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In her opinion, the talks are over. They left.", ("her", "opinion", "the talks are over.")),
        ("In Anna Berg's view, the talks are over.", ("Anna Berg's", "view", "the talks are over.")),
        ("It was, in the words of a senior adviser, a failure.", ("a senior adviser", "words", "a failure.")),
        ("“As Berg said, there will be war. We go.”", ("Berg", "said", "there will be war.")),
    ],
)
def test_phrases_that_say_who_stands_behind_a_sentence(text: str, found: tuple[str, str, str]) -> None:
    assert _found(text) == [found]


@pytest.mark.parametrize(
    "text", ["In her car, she slept.", "He was as good as he said, and better.", "In view of the talks, they left."]
)
def test_other_phrases_say_nothing(text: str) -> None:
    assert _found(text) == []


def test_what_was_read_already_is_left_alone() -> None:
    text = "In her opinion, the talks are over."
    analysis = Analysis(Document.of(text), blocks=find_blocks(text))
    assert by_phrase(analysis, by_phrase(analysis, [])) == []


@pytest.mark.parametrize(
    ("after", "content"),
    [
        ("This was stated by Anna Berg.", ["They failed.", "This"]),
        ("This view in May 2019 was stated by Anna Berg.", ["They failed.", "This view"]),
        ("This was a surprise.", ["This"]),
    ],
)
def test_a_statement_made_after_the_fact_takes_the_sentence_before(after: str, content: list[str]) -> None:
    text = f"The talks began. They failed.\n\n{after}"
    analysis = Analysis(Document.of(text), blocks=find_blocks(text))
    this = Evidence.at(text, Span(text.index("This"), text.index(" was")))
    cue = Evidence.at(text, Span(text.index("was"), text.index("was") + 3))
    read = Attribution("a", "d", Kind.INDIRECT, (this,), (), (cue,), 0.9, Provenance("test", "1"))
    (found,) = with_antecedents(analysis, [replace(read, cue=(Evidence.at(text, Span(cue.start, cue.end + 7)),))])
    assert [piece.text for piece in found.content] == content


@pytest.mark.parametrize(
    ("after", "source"), [("in the document.", ["the document"]), ("in the car.", []), ("in a hurry by him.", [])]
)
def test_where_the_words_stand_is_their_source(after: str, source: list[str]) -> None:
    text = f"“We will strive for it,” - indicated {after}"
    analysis = Analysis(Document.of(text), blocks=find_blocks(text))
    content, cue = (
        Evidence.at(text, Span(text.index(words), text.index(words) + len(words))) for words in ("We will strive", "indicated")
    )
    read = Attribution("a", "d", Kind.DIRECT, (content,), (), (cue,), 0.9, Provenance("test", "1"))
    (found,) = with_places_as_sources(analysis, [read])
    assert [span.text for span in found.source] == source


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("“We remain sure of our cause,” the authors of the concept note.", "the authors of the concept", "note"),
        ("“We remain sure of our cause, ”insisted Anna Berg in Lund.", "Anna Berg", "insisted"),
        ("They left. Anna Berg told: “We remain sure of our cause.”", "Anna Berg", "told"),
    ],
)
def test_a_quotation_nobody_has_goes_to_whom_the_verb_beside_it_names(text: str, source: str, cue: str) -> None:
    blocks = find_blocks(text)
    analysis = Analysis(Document.of(text), blocks=blocks, quotations=find_quotations(text, [block.span for block in blocks]))
    (found,) = by_verb(analysis, [])
    assert (found.source[0].text, found.cue[0].text) == (source, cue)
    assert found.content[0].text.startswith("We remain sure")
    assert by_verb(analysis, [found]) == []


def test_a_quotation_without_a_verb_beside_it_stays_without_a_speaker() -> None:
    text = "“We remain sure of our cause.” They left the room."
    blocks = find_blocks(text)
    assert (
        by_verb(Analysis(Document.of(text), blocks=blocks, quotations=find_quotations(text, [b.span for b in blocks])), []) == []
    )
