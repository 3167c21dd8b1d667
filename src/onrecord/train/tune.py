"""Tunes the settings of decoding on held-out training articles, one setting at a time, and keeps the best."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from onrecord.attribute.decoding import Decoding

_GRID: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("cue_bias", (-1.5, -1.0, -0.5, 0.0, 0.5)),
    ("least", (0.2, 0.3, 0.4, 0.5)),
    ("content_bias", (-1.0, -0.5, 0.0, 0.5)),
    ("source_bias", (-1.5, -1.0, -0.5, 0.0)),
)


def tune(start: Decoding, score: Callable[[Decoding], float], *, rounds: int = 1, report: Callable[[str], None] = print) -> Decoding:
    """Coordinate ascent over the grid from ``start``; ``score`` is to be as large as possible."""
    best, top = start, score(start)
    report(f"{top:.4f}  {start}")
    for _ in range(rounds):
        for name, values in _GRID:
            best, top = _line(best, top, name, values, score, report)
    return best


def _line(
    best: Decoding, top: float, name: str, values: Sequence[float], score: Callable[[Decoding], float], report: Callable[[str], None]
) -> tuple[Decoding, float]:
    for value in values:
        candidate = replace(best, **{name: value})
        if candidate == best:
            continue
        found = score(candidate)
        report(f"{found:.4f}  {name} = {value}")
        if found > top:
            best, top = candidate, found
    return best, top
