"""Web pages: the article's text and what the page says about it; the raw page is kept beside it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlparse

from onrecord.errors import UnreadableSource
from onrecord.model import Document, Original
from onrecord.read.dates import parse_date

_BLOCKS = frozenset(
    {"div", "p", "ul", "ol", "table", "blockquote", "section", "article", "form", "h1", "h2", "h3", "h4", "pre", "figure"}
)
_SEPARATOR = re.compile(r"\s+[|»«–—·:-]+\s+")


def read_html(data: bytes, address: str, published: date | None) -> Document:
    """The article of a page. Its text has one line a paragraph, heading, list item or caption, the title first.

    :raises UnreadableSource: the page has no article that can be told from its furniture.
    """
    import trafilatura

    tree = trafilatura.load_html(data)
    found: Any = None
    if tree is not None:
        page_title = " ".join((tree.findtext(".//title") or "").split())
        site = _site(tree, page_title)
        _paragraphs_from_divisions(tree)
        found = trafilatura.bare_extraction(
            tree, include_comments=False, include_tables=False, include_images=False, favor_recall=True, with_metadata=True
        )
    if found is None or not (found.text or "").strip():
        raise UnreadableSource(
            "no article was found in the page", attempt="save the article as plain text, or name the page's print version"
        )
    title = _title((found.title or "").strip(), page_title, found.sitename or site)
    body = str(found.text).strip()
    text = body if title is None or body.startswith(title) else f"{title}\n\n{body}"
    return Document.of(
        text,
        data=data,
        title=title,
        published=parse_date(found.date) or published,
        publisher=found.sitename or site or found.hostname or None,
        address=_address(found.url) or address,
        language=_language(tree),
        original=Original(data, "text/html"),
    )


def looks_like_html(data: bytes) -> bool:
    """True when the beginning of ``data`` is that of a page."""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        head.startswith((b"<?xml", b"<!--")) and b"<html" in head
    )


def _paragraphs_from_divisions(tree: Any) -> None:
    """Makes paragraphs of divisions that hold text and no block: extraction would take the first and drop the second.

    Pages wrap translations, pull-outs and whole paragraphs in bare ``div`` elements.
    """
    for division in tree.iter("div"):
        if (division.text or "").strip() and not any(child.tag in _BLOCKS for child in division.iter() if child is not division):
            division.tag = "p"


def _site(tree: Any, page_title: str) -> str:
    """The part of the page's title that is the name of its site: the one that the page's own addresses spell."""
    addresses = tree.xpath(
        '//link[@rel="canonical"]/@href | //meta[@property="og:url"]/@content'
        ' | //link[contains(@type, "rss")]/@href | //h1//a/@href'
    )
    hosts = {re.sub(r"[^a-z0-9]", "", urlparse(address).netloc.lower()) for address in addresses}
    for part in _SEPARATOR.split(page_title):
        spelled = re.sub(r"[^a-z0-9]", "", part.lower())
        if len(spelled) > 2 and any(spelled in host for host in hosts):
            return part.strip()
    return ""


def _title(found: str, page_title: str, site: str) -> str | None:
    """The article's title; where only the site's name was found, the rest of the page's own title element."""
    if found and found != site:
        return found
    parts = [part.strip() for part in _SEPARATOR.split(page_title)]
    return max((part for part in parts if part and part != site), key=len, default=found or None)


def _address(url: str | None) -> str | None:
    return url if url and urlparse(url).scheme in ("http", "https") else None


def _language(tree: Any) -> str | None:
    """The language the page declares for itself, as ISO 639-1."""
    declared = str(tree.get("lang") or "").split("-")[0].lower()
    return declared if len(declared) == 2 and declared.isalpha() else None
