"""PDF files: the text of their pages; the file is kept beside it."""

from __future__ import annotations

import io
import logging
from datetime import date

from onrecord.errors import UnreadableSource
from onrecord.model import Document, Original


def read_pdf(data: bytes, address: str, published: date | None) -> Document:
    """The text of a PDF, pages parted by a blank line. Words hyphenated at line ends stay as the file has them.

    :raises UnreadableSource: the file is damaged, locked, or holds pictures of text only.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableSource("the PDF is locked with a password", attempt="save an unlocked copy")
        pages = [page.extract_text() for page in reader.pages]
        about = reader.metadata
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, NotImplementedError) as error:
        raise UnreadableSource(f"the PDF is damaged ({error})", attempt="open it in a viewer and save it again") from error
    text = "\n\n".join(page.strip("\n") for page in pages)
    if not text.strip():
        raise UnreadableSource(
            f"the PDF's {len(pages)} pages hold no text, only pictures", attempt="run text recognition on it first"
        )
    return Document.of(
        text,
        data=data,
        title=(about.title or "").strip() or None if about else None,
        published=published,
        address=address,
        notes=("a PDF states when the file was made, not when the text was published: its date is not taken",)
        if published is None
        else (),
        original=Original(data, "application/pdf"),
    )
