from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate.structure import find_blocks, find_insertions
from onrecord.model import BlockKind

BODY = "The minister said on Monday that the talks had failed and that nobody was to blame for it."


def _kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.span.of(text)) for block in find_blocks(text)]


def _named(text: str) -> list[tuple[str, str]]:
    return [(kind, words) for kind, words in _kinds(text) if kind != "paragraph"]


def test_captions_and_credits_are_not_bullets() -> None:
    text = f"{BODY}\n\n  • Anna Berg\n\n  • Reuters\n\n  • © Jan Lund\n\n{BODY}"
    assert _named(text) == [("caption", "• Anna Berg"), ("credit", "• Reuters"), ("credit", "• © Jan Lund")]


def test_a_list_of_statements_is_a_list() -> None:
    text = f"{BODY}\n\n• The border will stay open.\n\n• Talks go on in May.\n\n{BODY}"
    assert [kind for kind, _ in _named(text)] == ["bullet", "bullet"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("From partnership to confrontation", "subheading"),
        ('"Strategy of force"', "subheading"),
        ("Photo: Jan Lund/AP", "credit"),
        ("Anna Berg arrives in Lund. REUTERS/Jan Lund", "caption"),
        ("Anna Berg speaks in the capital on Monday. (AP Photo/Jan Lund)", "caption"),
        ("It was a bad day.", "paragraph"),
        ('"We will not go," she said.', "paragraph"),
        ("“I will not go", "paragraph"),
        ("What comes next?", "paragraph"),
    ],
)
def test_short_lines_between_paragraphs(line: str, kind: str) -> None:
    assert _kinds(f"{BODY}\n\n{line}\n\n{BODY}")[1] == (kind, line)


def test_headline_byline_and_dateline() -> None:
    text = f"Talks Fail in Lund\n\nBy Anna Berg and Jan Lund\n\nLUND, Ostria (Reuters) - {BODY}\n\n{BODY}"
    assert [kind for kind, _ in _kinds(text)] == ["headline", "byline", "dateline", "paragraph", "paragraph"]
    assert _kinds(text)[2] == ("dateline", "LUND, Ostria (Reuters) -")


def test_the_lead_of_an_article_is_no_headline() -> None:
    assert _kinds(f"{BODY}\n\n{BODY}")[0][0] == "paragraph"


def test_wrapped_lines_are_one_paragraph() -> None:
    column = "The minister said on Monday that the talks\nhad failed and that nobody at all was to\nblame for it, least of all the tired and\nsilent hosts."
    assert _kinds(f"{column}\n\n{column}\n") == [("paragraph", column), ("paragraph", column)]
    assert len(_kinds(column.replace("\n", "\r\n"))) == 1


def test_one_sentence_a_line_stays_one_block_a_line() -> None:
    assert len(_kinds("The minister said no.\nBerg left the room.\nNobody followed her out.\nThe talks were over.")) == 4


def test_an_insertion_broken_over_lines_does_not_break_the_paragraph() -> None:
    text = f"{BODY}\n\n“We keep the (world. -\n\nMN\n\n) order, ”he said.\n\n{BODY}"
    assert _kinds(text)[1] == ("paragraph", "“We keep the (world. -\n\nMN\n\n) order, ”he said.")
    assert [insertion.span.of(text) for insertion in find_insertions(text)] == ["(world. -\n\nMN\n\n)"]


@pytest.mark.parametrize("words", ["(the bloc – Ed.)", "[the alliance]", "(Berg. - RT)"])
def test_editors_words_are_insertions(words: str) -> None:
    text = f"“We trust {words} in this.”"
    assert [insertion.span.of(text) for insertion in find_insertions(text)] == [words]


def test_brackets_of_the_author_are_not() -> None:
    assert find_insertions("The council (RNC) met in 2010 (in Lisbon) and again [3].") == ()


@given(st.text(alphabet='aB .,:!?\n\r\t\f"“”•©()[]-–—QA1\u00a0\u2028\x85', max_size=200))
def test_blocks_hold_everything_once_and_in_order(text: str) -> None:
    blocks = find_blocks(text)
    covered: set[int] = set()
    for before, after in zip(blocks, blocks[1:], strict=False):
        assert before.span.end <= after.span.start
    for block in blocks:
        assert block.span.of(text).strip() == block.span.of(text) != ""
        assert isinstance(block.kind, BlockKind)
        covered |= set(range(block.span.start, block.span.end))
    assert all(at in covered or char.isspace() for at, char in enumerate(text))


def test_nobody_speaks_in_the_pictures_of_the_sample(sample: str) -> None:
    assert [words.lstrip("• ") for kind, words in _kinds(sample) if kind in ("caption", "credit")] == [
        "Jens Stoltenberg", "Reuters", "© Francois Lenoir", "Meeting of the NATO-Russia Council (RNC) in Brussels", "RIA News", "© Eduard Pesov",
        "Military exercises of NATO countries", "Reuters", "© Ognen Teofilovski",
    ]  # fmt: skip
    assert [words for kind, words in _kinds(sample) if kind == "subheading"] == [
        "From partnership to confrontation",
        '"Force coercion strategy"',
    ]
