from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import UnreadableSource
from onrecord.model import Document
from onrecord.read.html import LARGEST_PAGE, read_html
from onrecord.read.sources import read_sources

PARAGRAPH = (
    "<p>The minister said on Monday that the talks had failed and that nobody was to blame for it, least of all the hosts.</p>"
)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Talks fail | The Evening Lamp</title>
<meta property="og:title" content="Talks fail"><meta property="og:site_name" content="The Evening Lamp">
<meta property="article:published_time" content="2021-02-18T08:00:00Z"><link rel="canonical" href="https://lamp.example/talks"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Talks fail</h1>{PARAGRAPH * 3}<h2>What comes next</h2>{PARAGRAPH}
<div>A bare division holds this paragraph of the article, which must not be lost on the way.</div></article>
<footer>All rights reserved</footer></body></html>"""


def test_text_and_what_the_page_says_of_itself() -> None:
    document = read_html(PAGE.encode(), "talks.html", None)
    assert document.title == "Talks fail"
    assert document.publisher == "The Evening Lamp"
    assert document.published == date(2021, 2, 18)
    assert document.language == "en"
    assert document.address == "https://lamp.example/talks"
    assert document.text.startswith("Talks fail")
    assert "What comes next" in document.text
    assert "A bare division holds this paragraph" in document.text
    assert "All rights reserved" not in document.text
    assert document.original is not None
    assert document.original.data == PAGE.encode()


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<html", "<!DOCTYPE html>", "<html><script>alert(1)</script></html>"]
)
def test_a_page_without_an_article_says_so(page: str) -> None:
    with pytest.raises(UnreadableSource, match="no article was found"):
        read_html(page.encode(), "x.html", None)


def _page(body: str, head: str = "") -> bytes:
    return (
        f"<!DOCTYPE html><html><head><title>Talks fail</title>{head}</head><body><article>{body}</article></body></html>".encode()
    )


def _paragraphs(count: int) -> str:
    return "".join(
        f"<p>The minister said on day {day} that the talks had failed, and that nobody was to blame.</p>" for day in range(count)
    )


def test_every_block_has_a_line_and_the_title_is_the_first() -> None:
    body = (
        f"<h1>Talks fail</h1>{_paragraphs(2)}<figure><img src=a.jpg><figcaption>Minister Berg\n in Oslo</figcaption></figure>"
        "<h2>What now</h2><ul><li>The first point that she made.</li><li>The second point that she made.</li></ul>"
    )
    lines = read_html(_page(body), "x", None).text.split("\n")
    assert lines[:2] == ["Talks fail", ""]
    assert lines.count("Talks fail") == 1
    assert lines[4:] == [
        "Minister Berg in Oslo",
        "What now",
        "- The first point that she made.",
        "- The second point that she made.",
    ]


def test_text_beside_blocks_in_a_division_is_kept_in_order() -> None:
    body = f"{_paragraphs(3)}<div>It begins <i>loose</i> here.<p>It goes on in a paragraph.</p>And ends loose again.</div>"
    lines = read_html(_page(body), "x", None).text.split("\n")
    assert lines[-3:] == ["It begins loose here.", "It goes on in a paragraph.", "And ends loose again."]


@pytest.mark.parametrize(
    "declared", ['<meta charset="windows-1251">', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">']
)
def test_the_declared_encoding_is_used_and_noted(declared: str) -> None:
    words = "Министр сказал, что переговоры провалились и что никто в этом не виноват, сообщает газета."
    page = _page(f"<p>{words}</p>" * 2, declared).decode().encode("cp1251")
    document = read_html(page, "x", None)
    assert words in document.text
    assert document.notes == ("read as cp1251, as it declares",)


@pytest.mark.parametrize("declared", ["nonsense", "utf-16", "idna", "hex", "utf-8"])
def test_a_declared_encoding_that_cannot_be_is_passed_over(declared: str) -> None:
    page = _page(_paragraphs(3), f'<meta charset="{declared}">').replace(b"blame", b"bl\xe2me")
    assert "blâme" in read_html(page, "x", None).text


@pytest.mark.parametrize(
    "head",
    ['<meta property="og:locale" content="en_US">', '<script type="application/ld+json">{"inLanguage": "en-GB"}</script>',
     '<meta http-equiv="Content-Language" content="en">'],
)  # fmt: skip
def test_the_language_is_the_declared_one(head: str) -> None:
    assert read_html(_page(_paragraphs(3), head), "x", None).language == "en"


@pytest.mark.parametrize("head", ['<link rel="canonical" href="http://[bad">', '<meta property="og:url" content="http://[x">'])
def test_an_address_that_is_none_harms_nothing(head: str) -> None:
    assert read_html(_page(_paragraphs(3), head), "page.html", None).address == "page.html"


def test_a_nul_does_not_end_the_page() -> None:
    document = read_html(_page(_paragraphs(2) + "<p>And she said\x00 that it was over and done with.</p>"), "x", None)
    assert document.text.endswith("And she said that it was over and done with.")
    assert document.notes == ()


def test_nesting_without_end_and_a_page_without_end_are_refused() -> None:
    with pytest.raises(UnreadableSource, match="no article was found"):
        read_html(b"<html><body>" + b"<div>" * 20_000 + PAGE.encode(), "x", None)
    with pytest.raises(UnreadableSource, match="larger than one document may be"):
        read_html(b"<html>" + b" " * LARGEST_PAGE, "x", None)


def test_real_pages(shared: Path) -> None:
    """Word-overlap F1 of nine Global Voices pages with their edited texts; all dates and titles."""
    scores = []
    for line in (shared / "data/documents/globalvoices.jsonl").read_text().splitlines():
        gold = json.loads(line)
        (document,) = read_sources([str(shared / "data/documents" / gold["html"])])
        assert isinstance(document, Document)
        assert document.published == date.fromisoformat(gold["date"])
        assert document.title is not None
        assert document.title.replace("’", "'") == gold["title"]
        found, wanted = (Counter(re.findall(r"\w+", text.lower())) for text in (document.text, gold["text"]))
        scores.append(2 * (found & wanted).total() / (found.total() + wanted.total()))
    assert min(scores) > 0.99
    assert sum(scores) / len(scores) > 0.995
