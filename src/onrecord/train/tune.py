"""Tunes the settings of decoding on held-out training articles, one setting at a time, and keeps the best."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

from onrecord.attribute.decoding import Decoding
from onrecord.corpus import Example, read_corpus
from onrecord.evaluate.attribution import read_examples, score
from onrecord.pipeline import Pipeline
from onrecord.recipe import Recipe

_GRID: tuple[tuple[str, tuple[float, ...]], ...] = (
    ("cue_bias", (-1.0, -0.5, 0.0, 0.5)),
    ("least", (0.2, 0.3, 0.4, 0.5)),
    ("content_bias", (-0.5, 0.0, 0.5)),
    ("source_bias", (-1.0, -0.5, 0.0)),
)
_PARTS = ("fragment source", "fragment cue", "fragment content")


def held_out(example: Example, share: int = 20) -> bool:
    """A fixed one in ``share`` of the training articles, kept for tuning (by a digest of the name)."""
    return int(hashlib.sha256(example.name.encode()).hexdigest(), 16) % share == 0


def tuned(data: Path, model: Path, report: Callable[[str], None] = print) -> Decoding:
    """Tunes the model in folder ``model`` on the held-out articles of ``data`` and rewrites its ``decoding.json``.

    What is raised is the F1 of whole attributions, with a little weight (0.4) on the mean F1 of exact parts.
    """
    path = model / "decoding.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    examples = [example for example in read_corpus(data) if held_out(example)]

    def figure(decoding: Decoding) -> float:
        path.write_text(json.dumps(settings | asdict(decoding), indent=1) + "\n")
        pipeline = Pipeline(Recipe(settings={"attribution": {"model": str(model)}}))
        figures = score(examples, read_examples(pipeline, examples)).figures()
        return 0.6 * figures["attribution"] + 0.4 * sum(figures[part] for part in _PARTS) / len(_PARTS)

    best = start = Decoding(**{field.name: settings[field.name] for field in fields(Decoding)})
    top = figure(start)
    report(f"{top:.4f}  {start}")
    for name, values in _GRID:
        best, top = _best_of(best, top, name, values, figure, report)
    path.write_text(json.dumps(settings | asdict(best), indent=1) + "\n")
    return best


def _best_of(
    best: Decoding,
    top: float,
    name: str,
    values: Sequence[float],
    figure: Callable[[Decoding], float],
    report: Callable[[str], None],
) -> tuple[Decoding, float]:
    for candidate in (replace(best, **{name: value}) for value in values if value != getattr(best, name)):
        found = figure(candidate)
        report(f"{found:.4f}  {name} = {getattr(candidate, name)}")
        if found > top:
            best, top = candidate, found
    return best, top
