"""Runs the attribution model over encoded documents: one encoder pass a window, links for the cues found in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.attribute.decoding import Array, Decoding, Linked, Range, decode_cues, decode_links
from onrecord.attribute.encoding import Encoded, Window, windows
from onrecord.attribute.linking import block_buckets, distance_buckets
from onrecord.models.onnx import ModelFiles, open_session


@dataclass(frozen=True, slots=True)
class _Slot:
    """A window of one document of the batch."""

    document: int
    window: Window
    others: tuple[Window, ...]

    def owns(self, cue: Range) -> bool:
        """True when no other window of the document sees more around the cue."""
        middle = (cue[0] + cue[1] - 1) // 2 + self.window.start
        mine = self.window.margin(middle)
        return all(
            mine > other.margin(middle) or (mine == other.margin(middle) and self.window.start < other.start)
            for other in self.others
        )


class AttributionReader:
    """The model, opened once. ``threads`` 0 lets the runtime use all cores.

    Windows go through the encoder one at a time: on a CPU a batch is no faster, and padding it would be work for nothing.
    """

    def __init__(self, files: ModelFiles, *, threads: int = 0) -> None:
        self.files = files
        self.tokenizer = Tokenizer.from_file(str(self.files.path("tokenizer.json")))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        settings = json.loads(self.files.path("decoding.json").read_text(encoding="utf-8"))
        self.window, self.overlap = int(settings.pop("window")), int(settings.pop("overlap"))
        self.decoding = Decoding(**settings)
        self._tagger = open_session(self.files.path("tagger.onnx"), threads)
        self._linker = open_session(self.files.path("linker.onnx"), threads)
        vocabulary = self.tokenizer.get_vocab()
        self._begin, self._end = vocabulary["[CLS]"], vocabulary["[SEP]"]

    def __call__(self, encodeds: Sequence[Encoded]) -> list[list[Linked]]:
        """Per document what was read, in pieces of that document, in order of the cues."""
        slots = [
            _Slot(number, window, tuple(other for other in own if other is not window))
            for number, encoded in enumerate(encodeds)
            for own in [windows(encoded, self.window - 2, self.overlap)]
            for window in own
        ]
        found: list[list[Linked]] = [[] for _ in encodeds]
        for slot in slots:
            found[slot.document] += self._read(slot, encodeds[slot.document])
        for own in found:
            own.sort(key=lambda linked: linked.cue)
        return found

    def _read(self, slot: _Slot, encoded: Encoded) -> list[Linked]:
        own = slice(slot.window.start, slot.window.end)
        ids = np.concatenate([[self._begin], encoded.ids[own], [self._end]])[None]
        features = np.pad(encoded.features[own], 1)[None]
        outputs = self._tagger.run(None, {"ids": ids, "features": features, "mask": np.ones_like(ids)})
        tags, piece, cue = (output[0, 1:-1] for output in outputs)
        return self._linked(slot, encoded, tags, piece, cue)

    def _linked(self, slot: _Slot, encoded: Encoded, tags: Array, piece: Array, cue: Array) -> list[Linked]:
        heads = np.flatnonzero(encoded.heads[slot.window.start : slot.window.end])
        cues = [found for found in decode_cues(tags, heads, self.decoding) if slot.owns(found[0])]
        if not cues:
            return []
        first = np.array([start for (start, _), _ in cues])
        last = np.array([end - 1 for (_, end), _ in cues])
        links = self._linker.run(
            None,
            {
                "piece": piece[None, heads],
                "cue": (cue[first] + cue[last]) / 2,
                "distance": distance_buckets(first, last, len(tags))[:, heads],
                "block": block_buckets(first, _blocks(encoded, slot.window))[:, heads],
            },
        )[0]
        offset = slot.window.start
        return [
            Linked(
                _shifted(l.cue, offset),
                tuple(_shifted(r, offset) for r in l.source),
                tuple(_shifted(r, offset) for r in l.content),
                l.confidence,
            )
            for l in decode_links(cues, links, heads, len(tags), self.decoding)
        ]


def _shifted(found: Range, by: int) -> Range:
    return (found[0] + by, found[1] + by)


def _blocks(encoded: Encoded, window: Window) -> NDArray[np.int64]:
    """The number of the block each piece of the window stands in."""
    return np.searchsorted(encoded.starts, np.arange(window.start, window.end), side="right").astype(np.int64)
