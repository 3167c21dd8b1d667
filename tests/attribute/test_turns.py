from __future__ import annotations

from onrecord.annotate.genre import GenreStage
from onrecord.annotate.structure import StructureStage
from onrecord.attribute.turns import find_turns, within_turns
from onrecord.model import Analysis, Attribution, Document, Evidence, Kind, Provenance, Span


def _analysis(text: str, title: str | None = None) -> Analysis:
    (analysis,) = GenreStage()(StructureStage()([Analysis(Document.of(text, title=title))]))
    return analysis


def _turns(text: str, title: str | None = None) -> list[tuple[str | None, list[str]]]:
    return [
        (turn.label.of(text) if turn.label else None, [piece.of(text) for piece in turn.pieces])
        for turn in find_turns(_analysis(text, title))
    ]


def test_turns_of_a_briefing_run_to_the_next_label() -> None:
    text = "East Room\n\nTHE PRESIDENT: Hello.\n\nWe are here. (Laughter.)\n\nQ Thank you. Why?\n\nMR. KIRBY: Because.\n\nQ: And now?\n\nTHE PRESIDENT: Enough."
    assert _turns(text) == [
        ("THE PRESIDENT", ["Hello.", "We are here. (Laughter.)"]),
        ("Q", ["Thank you. Why?"]),
        ("MR. KIRBY", ["Because."]),
        ("Q", ["And now?"]),
        ("THE PRESIDENT", ["Enough."]),
    ]


def test_names_and_dashes_as_labels_must_recur() -> None:
    title = "Interview with Noor Hadley"
    text = "Review: Who are you?\n\nHadley: A writer.\n\nReview: Since when?\n\nHadley: Since then. Note: I mean it.\n\nNote: no label."
    assert [label for label, _ in _turns(text, title)] == ["Review", "Hadley", "Review", "Hadley"]


def test_questions_without_labels_take_turns_with_answers() -> None:
    text = "Hadley won the prize.\n\nWho are you?\n\nA writer.\n\nAnd a keeper of bees.\n\nSince when?\n\nSince then.\n\nWhat next?\n\nBees."
    assert _turns(text, "Interview with Noor Hadley") == [
        (None, ["Who are you?"]),
        (None, ["A writer.", "And a keeper of bees."]),
        (None, ["Since when?"]),
        (None, ["Since then."]),
        (None, ["What next?"]),
        (None, ["Bees."]),
    ]


def test_news_has_no_turns() -> None:
    assert _turns("BERG: I WILL GO\n\nNote: this is news. A man came.\n\nA woman left.\n\nBerg said: “I will go.”") == []


def _attribution(text: str, cue: str, content: str) -> Attribution:
    def at(words: str) -> Evidence:
        start = text.index(words)
        return Evidence.at(text, Span(start, start + len(words)))

    return Attribution("x", "d", Kind.INDIRECT, (at(content),), (), (at(cue),), 0.9, Provenance("test", "1"))


def test_a_statement_stays_in_the_turn_it_is_made_in() -> None:
    text = "MS. LUND: Hello. He says it is over.\n\nQ: Who claims that?\n\nMS. LUND: Berg.\n\nQ: Thanks."
    analysis = _analysis(text)
    analysis = analysis.adding(turns=find_turns(analysis))
    label = _attribution(text, ":", "Hello")
    inside = _attribution(text, "says", "it is over")
    across = _attribution(text, "claims", "it is over")
    assert [a.cue[0].text for a in within_turns(analysis, [label, inside, across])] == ["says"]
