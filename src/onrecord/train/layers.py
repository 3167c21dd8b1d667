"""Training text as the network's input: with the layers the encoder reads."""

from __future__ import annotations

from onrecord.annotate.quotations import find_quotations
from onrecord.annotate.structure import find_blocks
from onrecord.model import UNSPOKEN, Analysis, Document


def annotated(text: str) -> Analysis:
    """The text with the layers the encoder reads: blocks and quotations."""
    blocks = find_blocks(text)
    quotations = find_quotations(text, [block.span for block in blocks if block.kind not in UNSPOKEN])
    return Analysis(Document.of(text), blocks=blocks, quotations=quotations)
