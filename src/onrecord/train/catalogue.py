"""Writes the catalogue of the models that ship with the package."""

from __future__ import annotations

from pathlib import Path

from onrecord.models.onnx import ModelFiles

_HEAD = "# The models of the package: one table a model, with the SHA-256 of its files. Written by `onrecord train catalogue`.\n"


def catalogue(folder: Path) -> str:
    """The catalogue of all models in ``folder``, as TOML; every folder with an ONNX file is a model."""
    parts = [_HEAD]
    for model in sorted({path.parent for path in folder.glob("*/*.onnx")}):
        files = ModelFiles.in_folder(model)
        parts.append(f'\n[{files.name}]\nlicence = "Apache-2.0"\ncard = "{files.name}/card.md"\n\n[{files.name}.sha256]\n')
        parts += [f'"{name}" = "{value}"\n' for name, value in sorted(files.sha256.items()) if name != "card.md"]
    return "".join(parts)
