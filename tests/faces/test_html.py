from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.faces.html import page
from onrecord.model import Analysis, Document
from tests.faces.builders import TEXT, analysis, empty


class _Text(HTMLParser):
    """Collects the words of the blocks, the attributes of elements, and every address in the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.tags: set[str] = set()
        self._inside: str | None = None
        self._mark: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.ids += [given["id"]] if "id" in given else []
        self.addresses += [given[name] for name in ("src", "href", "action", "data") if name in given]
        if "block" in given.get("class", "").split():
            self._inside = tag
            self.blocks.append("")
        if tag == "mark" and "data-ids" in given:
            self._mark = (given["class"], given["data-ids"])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = None
        if tag == "mark":
            self._mark = None

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks[-1] += data
            if self._mark:
                self.marks.append((self._mark[0], data))


def _parsed(*analyses: Analysis) -> _Text:
    parser = _Text()
    parser.feed(page(analyses))
    parser.close()
    return parser


def test_the_page_holds_the_documents_words_and_no_others() -> None:
    assert " ".join(" ".join(_parsed(analysis()).blocks).split()) == " ".join(TEXT.split())


def test_content_source_and_cue_are_marked_on_their_words() -> None:
    marks = _parsed(analysis()).marks
    text_of = lambda role: "|".join(words for classes, words in marks if role in classes.split())  # noqa: E731
    assert (
        text_of("content").replace("|", "") == "We will not sign. As Berg claimed, the text is dead,that [the alliance] had moved"
    )
    assert text_of("source") == "Berg|Foreign Minister Ada Lund|Berg <b>"
    assert text_of("cue") == "claimed|said|denied"
    assert "insertion" in next(classes for classes, words in marks if words == "[the alliance]")


def test_every_card_can_be_linked_to_and_every_link_leads_somewhere() -> None:
    parsed = _parsed(analysis())
    cards = {f"a-{attribution.id}" for attribution in analysis().attributions}
    assert cards <= set(parsed.ids)
    assert len(parsed.ids) == len(set(parsed.ids))
    assert {address.removeprefix("#") for address in parsed.addresses} <= set(parsed.ids)


def test_nothing_is_loaded_from_elsewhere() -> None:
    text = page([analysis()])
    assert "default-src 'none'" in text
    assert "http://" not in text
    assert "https://" not in text


def test_untrusted_words_are_escaped_everywhere() -> None:
    evil = "<script>alert(1)</script> & \"quoted\" 'words'"
    hostile = Document.of(f"{evil}\n\n{evil}", title=evil, publisher=evil, address=evil, notes=(evil,))
    text = page([Analysis(hostile, blocks=analysis(f"{evil}\n\n{TEXT}").blocks[:1])])
    assert "<script>alert" not in text
    assert text.count("<script>") == 1


def test_a_document_without_statements_says_so_and_why() -> None:
    text = page([analysis(), empty()])
    assert "No statement was found in this text." in text
    assert "language: the text is in another language (de)" in text


@settings(max_examples=40)
@given(st.text(alphabet="ab<>&\"'\u202e\x00\x1b\r\n é", max_size=40))
def test_any_words_keep_the_page_whole(words: str) -> None:
    parsed = _parsed(analysis(TEXT + "\n\n" + words))
    assert "script" in parsed.tags
    assert len(parsed.marks) >= 5
    assert not any(char in "".join(parsed.blocks) for char in "\u202e\x00\x1b")
