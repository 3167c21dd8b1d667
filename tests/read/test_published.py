from __future__ import annotations

from datetime import date

import pytest
from lxml import html

from onrecord.read.published import stated_date

DAY = date(2021, 2, 18)


def _tree(head: str = "", body: str = "") -> html.HtmlElement:
    return html.fromstring(
        f"<html><head><title>T</title>{head}</head><body class='has-sidebar'><article>{body}</article></body></html>"
    )


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-02-18T23:30:00+01:00">',
        '<meta name="DC.date.issued" content="2021-02-18">',
        '<meta itemprop="datePublished" content="2021-02-18">',
        '<script type="application/ld+json">{"dateModified": "2021-03-01", "datePublished": "2021-02-18T08:00:00Z"}</script>',
        '<link rel="canonical" href="https://lamp.example/news/2021/02/18/talks-fail">',
    ],
)
def test_metadata_date_a_page(head: str) -> None:
    assert stated_date(_tree(head, '<div class="date">1 January 2000</div>')) == DAY


@pytest.mark.parametrize(
    "body",
    [
        '<time datetime="2021-02-18T08:00:00Z">Thursday</time>',
        '<span itemprop="datePublished">February 18, 2021</span>',
        '<div class="byline">By Anna Berg, <b>18 February 2021</b></div>',
        '<p class="post-date">Thursday, February 18th, 2021 @ 05:50</p>',
        '<time datetime="2021-02-18">x</time><aside><time datetime="2017-01-01">x</time></aside>',
    ],
)
def test_what_stands_beside_the_headline_dates_a_page(body: str) -> None:
    assert stated_date(_tree(body=body)) == DAY


@pytest.mark.parametrize(
    "body",
    [
        "<p>He had said so on 3 March 2015 in Oslo.</p>",
        '<div class="date">03/04/2021</div>',
        '<div id="comments"><span class="comment-date">2 January 2018</span></div>',
        '<footer><span class="date">5 May 2018</span></footer>',
        '<div class="related"><time datetime="2017-01-01">x</time></div>',
        '<time class="updated" datetime="2021-03-01">x</time>',
        '<meta property="article:modified_time" content="2021-03-01">',
        '<time datetime="2021-02-18">a</time><time datetime="2021-02-19">b</time>',
        "",
    ],
)
def test_a_page_that_does_not_say_has_no_date(body: str) -> None:
    assert stated_date(_tree(body=body)) is None
