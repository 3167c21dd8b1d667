"""From the network's numbers to spans of word pieces: cues first, then what each cue links to. Numpy only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.attribute.linking import LINK_TAGS

Array = NDArray[np.float32]
Range = tuple[int, int]  # half-open, in pieces

_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Decoding:
    """The settings of decoding, tuned on held-out training articles; they travel with the model.

    ``cue_bias`` is added to the logit of "outside" for cues (lower: more cues). ``content_bias`` likewise for linked content.
    ``least`` is the confidence below which an attribution is not read.
    """

    cue_bias: float = 0.0
    source_bias: float = 0.0
    content_bias: float = 0.0
    least: float = 0.3


@dataclass(frozen=True, slots=True)
class Linked:
    """A decoded attribution in pieces of its document; ``confidence`` in [0, 1]."""

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    confidence: float


def log_softmax(logits: Array) -> Array:
    """Along the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)), dtype=np.float32)


def viterbi(scores: Array, allowed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The best tag sequence under allowed transitions; ``scores`` (N, L, T), ``allowed`` (T, T) from → to; result (N, L).

    A sequence cannot begin with a tag that "outside" (tag 0) may not be followed by.
    """
    number, length, _ = scores.shape
    if not length:
        return np.zeros((number, 0), dtype=np.int64)
    move = np.where(allowed, 0.0, _NEVER).astype(np.float32)
    back = np.zeros(scores.shape, dtype=np.int8)
    best = scores[:, 0] + move[0]
    for at in range(1, length):
        options = best[:, :, None] + move
        back[:, at] = options.argmax(axis=1)
        best = options.max(axis=1) + scores[:, at]
    path = np.zeros((number, length), dtype=np.int64)
    path[:, -1] = best.argmax(axis=1)
    rows = np.arange(number)
    for at in range(length - 1, 0, -1):
        path[:, at - 1] = back[rows, at, path[:, at]]
    return path


def _bio(roles: int) -> NDArray[np.bool_]:
    """Transitions of begin/inside tags for ``roles`` roles: inside follows only its own begin or inside."""
    size = 1 + 2 * roles
    allowed = np.ones((size, size), dtype=bool)
    for role in range(roles):
        begin, inside = 1 + 2 * role, 2 + 2 * role
        allowed[:, inside] = False
        allowed[begin, inside] = allowed[inside, inside] = True
    return allowed


_CUE_MOVES, _LINK_MOVES = _bio(1), _bio(2)


def ranges(path: NDArray[np.int64], begin: int) -> list[Range]:
    """The runs of a begin tag and the inside tags after it (``begin + 1``) in one tag sequence."""
    found: list[Range] = []
    starts = np.flatnonzero(path == begin)
    for start in starts:
        end = int(start) + 1
        while end < len(path) and path[end] == begin + 1:
            end += 1
        found.append((int(start), end))
    return found


def _in_whole_words(found: Range, heads: NDArray[np.int64], length: int) -> Range:
    """A range over words as a range over pieces; ``heads`` are the indices of the pieces that begin a word."""
    return int(heads[found[0]]), int(heads[found[1]]) if found[1] < len(heads) else length


def decode_cues(tags: Array, heads: NDArray[np.int64], settings: Decoding) -> list[tuple[Range, float]]:
    """Cue ranges of one window with their probabilities; ``tags`` (L, 9) logits, the cue's three first."""
    scores = log_softmax(tags[heads, :3])
    biased = scores + np.array([settings.cue_bias, 0, 0], dtype=np.float32)
    path = viterbi(biased[None], _CUE_MOVES)[0]
    found = ranges(path, 1)
    return [(_in_whole_words((s, e), heads, len(tags)), float(1 - np.exp(scores[s:e, 0]).mean())) for s, e in found]


def decode_links(
    cues: Sequence[tuple[Range, float]], links: Array, heads: NDArray[np.int64], length: int, settings: Decoding
) -> list[Linked]:
    """The attributions of one window of ``length`` pieces; ``links`` (C, words, 5) logits.

    A cue that links to no content yields none.
    """
    scores = log_softmax(links)
    bias = np.zeros(len(LINK_TAGS), dtype=np.float32)
    bias[1:3], bias[3:5] = -settings.source_bias, -settings.content_bias
    found: list[Linked] = []
    for (cue, sure), path, row in zip(cues, viterbi(scores + bias, _LINK_MOVES), np.exp(scores), strict=True):
        content = ranges(path, 3)
        if not content:
            continue
        source = max(ranges(path, 1), key=lambda r: float(row[r[0] : r[1], 1:3].sum(axis=-1).mean()), default=None)
        inside = np.concatenate([row[s:e, 3:5].sum(axis=-1) for s, e in content])
        confidence = sure * float(inside.mean())
        if confidence >= settings.least:
            sources = (_in_whole_words(source, heads, length),) if source else ()
            found.append(Linked(cue, sources, tuple(_in_whole_words(piece, heads, length) for piece in content), confidence))
    return found
