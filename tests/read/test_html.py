from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from onrecord.errors import UnreadableSource
from onrecord.model import Document
from onrecord.read.html import looks_like_html, read_html
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


def test_pages_are_recognised_whatever_their_name() -> None:
    assert looks_like_html(b"\xef\xbb\xbf\n <!doctype HTML><html>")
    assert not looks_like_html(b"The tag <html> is old.")


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
    assert min(scores) > 0.93
    assert sum(scores) / len(scores) > 0.97
