"""The make-up of a document: its blocks."""

from __future__ import annotations

import re

from onrecord.model import Block, BlockKind, Span

_LINE = re.compile(r"[^\r\n]*\S")


def find_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of ``text`` in order."""
    return tuple(Block(BlockKind.PARAGRAPH, Span(m.start() + len(m.group()) - len(m.group().lstrip()), m.end())) for m in _LINE.finditer(text))
