"""Runs the attribution model over encoded documents: one encoder pass a window, links for the cues found in it."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.attribute.decoding import Array, Decoding, Linked, Range, decode_cues, decode_links
from onrecord.attribute.encoding import Encoded, Window, windows
from onrecord.attribute.linking import block_buckets, distance_buckets
from onrecord.models.onnx import ModelFiles, open_session


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

    def __call__(self, encoded: Encoded) -> list[Linked]:
        """What was read, in pieces of the document, in order of the cues."""
        own = windows(encoded, self.window - 2, self.overlap)
        found = [
            linked for window in own for linked in self._read(encoded, window, [other for other in own if other is not window])
        ]
        return sorted(found, key=lambda linked: linked.cue)

    def _read(self, encoded: Encoded, window: Window, others: Sequence[Window]) -> list[Linked]:
        own = slice(window.start, window.end)
        ids = np.concatenate([[self._begin], encoded.ids[own], [self._end]])[None]
        features = np.pad(encoded.features[own], 1)[None]
        outputs = self._tagger.run(None, {"ids": ids, "features": features, "mask": np.ones_like(ids)})
        tags, piece, cue = (output[0, 1:-1] for output in outputs)
        heads = np.flatnonzero(encoded.heads[own])
        cues = [found for found in decode_cues(tags, heads, self.decoding) if _owns(window, others, found[0])]
        return self._linked(encoded, window, heads, cues, (piece, cue)) if cues else []

    def _linked(
        self,
        encoded: Encoded,
        window: Window,
        heads: NDArray[np.int64],
        cues: list[tuple[Range, float]],
        projected: tuple[Array, Array],
    ) -> list[Linked]:
        piece, cue = projected
        first = np.array([start for (start, _), _ in cues])
        last = np.array([end - 1 for (_, end), _ in cues])
        links = self._linker.run(
            None,
            {
                "piece": piece[None, heads],
                "cue": (cue[first] + cue[last]) / 2,
                "distance": distance_buckets(first, last, len(piece))[:, heads],
                "block": block_buckets(first, _blocks(encoded, window))[:, heads],
            },
        )[0]
        return [_shifted(linked, window.start) for linked in decode_links(cues, links, heads, len(piece), self.decoding)]


def _owns(window: Window, others: Sequence[Window], cue: Range) -> bool:
    """True when no other window of the document sees more around the cue."""
    middle = (cue[0] + cue[1] - 1) // 2 + window.start
    mine = window.margin(middle)
    return all(mine > other.margin(middle) or (mine == other.margin(middle) and window.start < other.start) for other in others)


def _shifted(linked: Linked, by: int) -> Linked:
    """The attribution counted from the document's first piece rather than the window's."""

    def moved(found: Range) -> Range:
        return found[0] + by, found[1] + by

    return Linked(moved(linked.cue), tuple(map(moved, linked.source)), tuple(map(moved, linked.content)), linked.confidence)


def _blocks(encoded: Encoded, window: Window) -> NDArray[np.int64]:
    """The number of the block each piece of the window stands in."""
    return np.searchsorted(encoded.starts, np.arange(window.start, window.end), side="right").astype(np.int64)
