"""The day a web page says it was published: what the page states of itself, the surest place first, and nothing guessed.

A day that only comments, related articles, a footer or a last change bear is not the article's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from onrecord.read.dates import parse_date

_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,60})"')
_META = frozenset(
    {"article:published_time", "article:published", "article.published", "og:article:published_time", "og:published_time",
     "citation_date", "citation_publication_date", "date", "datepublished", "dc.date", "dc.date.issued", "dcterms.date",
     "dcterms.issued", "displaydate", "parsely-pub-date", "pubdate", "publication_date", "publish-date", "publishdate",
     "published", "sailthru.date"}
)  # fmt: skip
_IN_PATH = re.compile(r"/((?:19|20)\d{2})/(\d{2})/(\d{2})(?=/|$)")
_DATED = re.compile(
    r"(?:^|[\s_-])(?:date|dateline|time|timestamp|published|posted|pub-?date|byline|(?:post|entry|article)-?(?:meta|info))(?:$|[\s_-])",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"comment|related|sidebar|widget|footer|copyright|recommend|popular|updated|modified", re.IGNORECASE)
_ASIDE = frozenset({"aside", "footer", "nav"})


def stated_date(tree: Any) -> date | None:
    """The publication date in the page's metadata, its own address, or beside its headline.

    Places are asked in order, and the first that states a day decides; one that states several different days states none.
    """
    places: tuple[Callable[[Any], Iterable[str]], ...] = (_linked_data, _metadata, _properties, _addresses, _times, _bylines)
    for place in places:
        days = {day for value in place(tree) if (day := parse_date(value))}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def _linked_data(tree: Any) -> Iterator[str]:
    for script in tree.xpath('//script[@type="application/ld+json"]/text()'):
        yield from _PUBLISHED.findall(script)


def _metadata(tree: Any) -> Iterator[str]:
    for meta in tree.iter("meta"):
        names = (meta.get(key, "").strip().lower() for key in ("property", "name", "itemprop"))
        if any(name in _META for name in names):
            yield meta.get("content", "")


def _properties(tree: Any) -> Iterator[str]:
    for element in tree.xpath('//*[@itemprop="datePublished"] | //time[@pubdate]'):
        yield _value(element)


def _addresses(tree: Any) -> Iterator[str]:
    for address in tree.xpath('//link[@rel="canonical"]/@href | //meta[@property="og:url"]/@content'):
        for match in _IN_PATH.finditer(address):
            yield "-".join(match.groups())


def _times(tree: Any) -> Iterator[str]:
    yield from (_value(element) for element in tree.iter("time") if not _elsewhere(element))


def _bylines(tree: Any) -> Iterator[str]:
    for element in tree.xpath("//*[@class or @id]"):
        if _DATED.search(f"{element.get('class', '')} {element.get('id', '')}") and not _elsewhere(element):
            yield _value(element)


def _value(element: Any) -> str:
    """What an element says: its machine-readable value where it has one, else its words."""
    return element.get("content") or element.get("datetime") or " ".join("".join(element.itertext()).split())


def _elsewhere(element: Any) -> bool:
    """True for what stands in a part of the page that is not the article's head or body, or tells of a change."""
    chain = (element, *element.iterancestors())
    return any(
        part.tag in _ASIDE or _ELSEWHERE.search(f"{part.get('class', '')} {part.get('id', '')} {part.get('itemprop', '')}")
        for part in chain
        if part.tag not in ("body", "html")  # which bear the names of everything on the page
    )
