"""Writes a model's card from its settings and from figures measured there and then."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from onrecord.corpus import read_corpus
from onrecord.evaluate.attribution import read_examples, score
from onrecord.models.onnx import ModelFiles
from onrecord.pipeline import Pipeline
from onrecord.recipe import Recipe

_CARD = """# Attribution model, revision {revision}

Finds who said what in English news and official documents: for every cue ("said", "according to", "did not rule out") its
source and its content. One encoder pass a window of {window} word pieces; begin/inside/outside tags for three roles; a scorer over
(cue, piece) pairs for the links. Architecture: `onrecord/train/network.py`.

| | |
|---|---|
| encoder | all-MiniLM-L6-v2 (22.7 M parameters, Apache-2.0), word embeddings frozen, with an embedding of layout features added |
| files | {files} |
| trained on | PolNeAR v1 train, 840 articles of US political news 2015–2016 (one in twenty held out for tuning), augmented by `onrecord/train/augment.py` |
| licence of the data | none is stated; the texts are newspapers' and are not part of this package. The weights were trained on them; whether that touches a right in the texts depends on where you are |
| licence of the weights | Apache-2.0 |
| settings | {settings} |
| commands | `onrecord train fit` with these settings{start}, then `export`, `tune`, `card`, `catalogue` (`docs/training.md`) |

## Figures

Measured on {documents} articles ({name}), which the model was neither trained nor tuned on, with the whole pipeline:
`onrecord evaluate attribution {name}`. Definitions stand in `onrecord/evaluate/attribution.py`. In brackets 95 % bootstrap intervals
over articles.

| metric | precision | recall | F1 |
|---|---|---|---|
{rows}

## Limits

Trained on US political news of two years, in English: expect less on other subjects, on speech and on social media. Attitudes and
beliefs count as attributions where PolNeAR's annotators counted them, about which people differ: two annotators agree with an F1
of 0.75. Confidence is a probability of the network, not calibrated. The 8-bit kernels of the runtime round differently on
different processors, so a figure may differ in the third digit.
"""


def _listed(settings: dict[str, Any]) -> str:
    return ", ".join(f"{key} {value}" for key, value in settings.items() if key != "start")


def _first_run(settings: dict[str, Any]) -> str:
    """What a run that began with another's weights says of that one."""
    if not settings["start"]:
        return ""
    first = json.loads((Path(settings["start"]) / "settings.json").read_text(encoding="utf-8"))
    return f", begun with the weights of a first run ({_listed(first)})"


def write_card(data: Path, run: Path, model: Path) -> Path:
    """Measures ``model`` on the corpus ``data`` and writes ``card.md`` into its folder."""
    files = ModelFiles.in_folder(model)
    settings = json.loads((run / "settings.json").read_text(encoding="utf-8"))
    examples = read_corpus(data)
    pipeline = Pipeline(Recipe(settings={"attribution": {"model": str(model)}}))
    result = score(examples, read_examples(pipeline, examples), bootstrap=1000)
    rows = []
    for name, count in result.counts.items():
        interval = " ({:.3f}–{:.3f})".format(*result.intervals[name]) if name in result.intervals else ""
        rows.append(f"| {name} | {count.precision:.3f} | {count.recall:.3f} | {count.f1:.3f}{interval} |")
    path = model / "card.md"
    path.write_text(
        _CARD.format(
            revision=files.revision,
            window=settings["window"],
            files=", ".join(f"`{name}` {(model / name).stat().st_size / 1e6:.1f} MB" for name in sorted(files.sha256)),
            settings=_listed(settings),
            start=_first_run(settings),
            documents=result.documents,
            name="/".join(data.parts[-2:]),
            rows="\n".join(rows),
        ),
        encoding="utf-8",
    )
    return path
