"""PDF files: the text of their pages; the file is kept beside it."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from onrecord.errors import UnreadableSource
from onrecord.model import Document, Original
from onrecord.read.text import nul_note, without_surrogates

if TYPE_CHECKING:
    from pypdf import PdfReader


def read_pdf(data: bytes, address: str, published: date | None) -> Document:
    """The text of a PDF, pages parted by a blank line. Words hyphenated at line ends stay as the file has them.

    The day the file was made is noted but does not date the document: a report of 1995 may have been scanned in 2021.

    :raises UnreadableSource: the file is damaged, locked, or holds pictures of text only.
    """
    pages, title, made = _contents(data)
    written = [page for page in pages if page.strip()]
    if not written:
        raise _without_text(len(pages))
    text, lost = without_surrogates("\n\n".join(page.strip("\n") for page in written))
    bare = (f"{len(pages) - len(written)} of the PDF's {len(pages)} pages hold no text",) if len(written) < len(pages) else ()
    undated = (f"the PDF was made on {made}, which need not be when its text was published",) if made and not published else ()
    return Document.of(
        text,
        data=data,
        title=without_surrogates(title)[0].strip() or None,
        published=published,
        address=address,
        notes=(*bare, *lost, *nul_note(text), *undated),
        original=Original(data, "application/pdf"),
    )


def _contents(data: bytes) -> tuple[list[str], str, date | None]:
    """Each page's text, the title in the file's metadata, and the day it was made."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    with _silent():
        try:
            reader = PdfReader(io.BytesIO(data))
            _unlock(reader)
            pages = [page.extract_text() for page in reader.pages]
            return pages, *_metadata(reader)
        except UnreadableSource:
            raise
        except DependencyError as error:
            raise UnreadableSource(
                "the PDF is encrypted with AES, for which a library is missing",
                attempt="install the package 'cryptography', or save an unlocked copy",
            ) from error
        except Exception as error:  # a damaged file makes pypdf fail in any way: it trusts what the file says of itself
            raise UnreadableSource(
                f"the PDF is damaged ({error or type(error).__name__})", attempt="open it in a viewer and save it again"
            ) from error


def _unlock(reader: PdfReader) -> None:
    """Opens a file that is encrypted but needs no password to be read, as many official ones are."""
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableSource("the PDF is locked with a password", attempt="save an unlocked copy")


def _metadata(reader: PdfReader) -> tuple[str, date | None]:
    """Title and day of making; a damaged entry counts as none, since the text is there all the same."""
    about = reader.metadata
    if about is None:
        return "", None
    try:
        made = about.creation_date
    except ValueError:
        made = None
    return str(about.title or ""), made.date() if made else None


def _without_text(pages: int) -> UnreadableSource:
    if not pages:
        return UnreadableSource("the PDF has no pages", attempt="open it in a viewer and save it again")
    return UnreadableSource(f"the PDF's pages ({pages}) hold no text, only pictures", attempt="run text recognition on it first")


@contextmanager
def _silent() -> Iterator[None]:
    """Keeps pypdf from writing about each small fault of a file to standard error."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)
