"""Web pages: the article's text and what the page says about it; the raw page is kept beside it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlparse

from onrecord.errors import UnreadableSource
from onrecord.model import Document, Original
from onrecord.read.published import stated_date
from onrecord.read.text import check_size, decode, nul_note, without_surrogates

#: Largest page read, in bytes: extraction refuses a larger one.
LARGEST_PAGE = 20 * 2**20

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "form", "h1", "h2",
     "h3", "h4", "h5", "h6", "header", "hr", "iframe", "li", "main", "nav", "noscript", "ol", "p", "pre", "script", "section",
     "style", "table", "tbody", "td", "tr", "ul"}
)  # fmt: skip
_HOLDERS = ("div", "blockquote", "section", "article", "main")
_SEPARATOR = re.compile(r"\s+[|»«–—·:-]+\s+")
_CHARSET = re.compile(rb"""<(?:meta[^>]{0,300}?[\s;]charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_IN_LANGUAGE = re.compile(r'"inLanguage"\s*:\s*"([\w-]+)"')


def read_html(data: bytes, address: str, published: date | None) -> Document:
    """The article of a page. Its text has one line a paragraph, heading, list item or caption, the title first.

    :raises UnreadableSource: the page has no article that can be told from its furniture, or is over :data:`LARGEST_PAGE`.
    """
    check_size(len(data), LARGEST_PAGE)
    page, notes = decode(data, _declared(data))
    # A NUL would end the page for the parser; browsers pass over it, and so it is not in the text either.
    notes = tuple(note for note in notes if note not in nul_note(page))
    tree = _tree(page.replace("\x00", ""))
    page_title = " ".join((tree.findtext(".//title") or "").split())
    site = _site(tree, page_title)
    language, day = _language(tree), stated_date(tree)
    found = _extraction(tree)
    title = _title((found.title or "").strip(), page_title, found.sitename or site)
    text, lost = without_surrogates(_with_title(str(found.text).strip(), title))
    return Document.of(
        text,
        data=data,
        title=title,
        published=day or published,
        publisher=found.sitename or site or found.hostname or None,
        address=_address(found.url) or address,
        language=language,
        notes=(*notes, *lost),
        original=Original(data, "text/html"),
    )


def _declared(data: bytes) -> str | None:
    """The codec of the encoding that the page declares, where it agrees with ASCII, as it must for its name to be read."""
    match = _CHARSET.search(data[:4096])
    if match is None:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
        ascii_like = b"<html>\xe9".decode(name, errors="replace").startswith("<html>")
    except (LookupError, UnicodeError, ValueError):
        return None
    if not ascii_like or name == "utf-8":
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name  # as browsers do, and as writers of pages have come to mean


def _tree(page: str) -> Any:
    """The page's elements.

    :raises UnreadableSource: it has none.
    """
    import trafilatura

    try:
        tree = trafilatura.load_html(page)
    except Exception as error:  # any failure of the parser is the page's: it is given nothing but the page
        raise _no_article() from error
    if tree is None:
        raise _no_article()
    return tree


def _extraction(tree: Any) -> Any:
    """What trafilatura makes of the page: its text with a line for each block, and its metadata.

    :raises UnreadableSource: it finds no text.
    """
    import trafilatura

    _captions_as_paragraphs(tree)
    _paragraphs_from_loose_text(tree)
    try:
        found = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=False,
            include_images=False,
            favor_recall=True,
            with_metadata=True,
            # Its date is a guess, from any date on the page, and is not used: the cheap search is enough.
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except Exception as error:  # as above: the page is all that the extraction depends on
        raise _no_article() from error
    if found is None or not (found.text or "").strip():
        raise _no_article()
    return found


def _no_article() -> UnreadableSource:
    return UnreadableSource(
        "no article was found in the page", attempt="save the article as plain text, or name the page's print version"
    )


def _captions_as_paragraphs(tree: Any) -> None:
    """Puts each caption behind its picture as a paragraph of its own: extraction would drop both together."""
    captions = tree.xpath('//figure//figcaption | //*[contains(concat(" ", @class, " "), " wp-caption-text ")]')
    for caption in captions:
        holders = caption.xpath('ancestor::figure[1] | ancestor::*[contains(concat(" ", @class, " "), " wp-caption ")][1]')
        words = " ".join("".join(caption.itertext()).split())
        if not holders or not words:
            continue
        paragraph = tree.makeelement("p")
        paragraph.text = words
        paragraph.tail, holders[0].tail = holders[0].tail, None
        holders[0].addnext(paragraph)
        caption.clear()


def _paragraphs_from_loose_text(tree: Any) -> None:
    """Makes paragraphs of text that lies in a division itself, beside blocks or alone: extraction would drop some of it.

    Pages wrap translations, pull-outs and whole paragraphs in bare ``div`` elements.
    """
    for holder in list(tree.iter(*_HOLDERS)):
        if not _has_loose_text(holder):
            continue
        if holder.tag == "div" and not any(child.tag in _BLOCKS for child in holder.iter() if child is not holder):
            holder.tag = "p"
        else:
            _wrap_loose_text(holder)


def _has_loose_text(holder: Any) -> bool:
    return bool((holder.text or "").strip()) or any((child.tail or "").strip() for child in holder)


def _wrap_loose_text(holder: Any) -> None:
    """Puts every run of text and inline elements between the blocks of ``holder`` into a paragraph."""
    parts, holder.text = list(_runs(holder)), None
    for part in parts:
        if part.tag == "p" or len(part) or part.text:
            holder.append(part)


def _runs(holder: Any) -> Iterator[Any]:
    run = holder.makeelement("p")
    run.text = holder.text
    for child in list(holder):
        if child.tag in _BLOCKS:
            yield run
            run = holder.makeelement("p")
            run.text, child.tail = child.tail, None
            yield child
        else:
            run.append(child)
    yield run


def _site(tree: Any, page_title: str) -> str:
    """The part of the page's title that is the name of its site: the one that the page's own addresses spell."""
    addresses = tree.xpath(
        '//link[@rel="canonical"]/@href | //meta[@property="og:url"]/@content'
        ' | //link[contains(@type, "rss")]/@href | //h1//a/@href'
    )
    hosts = {re.sub(r"[^a-z0-9]", "", _host(address)) for address in addresses}
    for part in _SEPARATOR.split(page_title):
        spelled = re.sub(r"[^a-z0-9]", "", part.lower())
        if len(spelled) > 2 and any(spelled in host for host in hosts):
            return part.strip()
    return ""


def _host(address: str) -> str:
    try:
        return urlparse(address).netloc.lower()
    except ValueError:  # what a page gives as an address need not be one
        return ""


def _title(found: str, page_title: str, site: str) -> str | None:
    """The article's title; where only the site's name was found, the rest of the page's own title element."""
    if found and found != site:
        return found
    parts = [part.strip() for part in _SEPARATOR.split(page_title)]
    return max((part for part in parts if part and part != site), key=len, default=found or None)


def _with_title(body: str, title: str | None) -> str:
    """The body with the title as its first line, and only there."""
    if title is None:
        return body
    lines = body.split("\n")
    rest = lines[1:] if lines[0].strip() == title else lines
    return "\n".join((title, "", *rest)) if any(line.strip() for line in rest) else title


def _address(url: str | None) -> str | None:
    return url if url and _host(url) and url.startswith(("http://", "https://")) else None


def _language(tree: Any) -> str | None:
    """The language the page declares for itself, as ISO 639-1."""
    scripts = tree.xpath('//script[@type="application/ld+json"]/text()')
    declared = (
        tree.get("lang"),
        tree.get("xml:lang"),
        *tree.xpath('//meta[@http-equiv="content-language" or @http-equiv="Content-Language"]/@content'),
        *tree.xpath('//meta[@property="og:locale"]/@content'),
        *(language for script in scripts for language in _IN_LANGUAGE.findall(script)),
    )
    codes = (re.split("[-_]", str(value).strip().lower())[0] for value in declared if value)
    return next((code for code in codes if len(code) == 2 and code.isalpha()), None)
