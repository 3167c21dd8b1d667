"""What the linker is asked: for a cue, the role of each piece, given how far the piece is from the cue."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LINK_TAGS = ("outside", "begin source", "inside source", "begin content", "inside content")

_EXACT, _SIDE = 8, 16  # distances to 8 pieces are exact, then logarithmic to 512
DISTANCE_BUCKETS = 2 * _SIDE + 1
BLOCK_BUCKETS = 5  # two or more blocks before, one before, the same, one after, two or more after


def distance_buckets(first: NDArray[np.int64], last: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Signed distance of every piece from cues ``[first, last]`` (each of shape (C,)), in buckets; shape (C, length)."""
    at = np.arange(length)[None, :]
    gap = np.minimum(at - first[:, None], 0) + np.maximum(at - last[:, None], 0)
    far = np.abs(gap)
    log = _EXACT + np.floor(np.log2(np.maximum(far, 1) / _EXACT) * (_SIDE - _EXACT) / 6).astype(np.int64)
    size = np.where(far <= _EXACT, far, np.clip(log, _EXACT, _SIDE))
    return np.asarray(_SIDE + np.sign(gap) * size, dtype=np.int64)


def block_buckets(first: NDArray[np.int64], blocks: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many blocks each piece is from the cue beginning at ``first``, cut off at two; ``blocks`` has shape (L,)."""
    return np.asarray(np.clip(blocks[None, :] - blocks[first][:, None], -2, 2) + 2, dtype=np.int64)
