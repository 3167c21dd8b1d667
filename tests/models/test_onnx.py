from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from onrecord.errors import ModelUnusable
from onrecord.models.onnx import FOLDER, find, open_session


def test_the_shipped_model_is_whole_described_and_small() -> None:
    files = find("attribution")
    for name in files.sha256:
        assert files.path(name).is_file()
    assert files.revision in (files.folder / "card.md").read_text()
    assert sum(path.stat().st_size for path in files.folder.iterdir()) < 40e6


def test_the_export_says_what_the_trained_network_said() -> None:
    """The 8-bit export against the network's own logits in full precision on a text of ours: the same tag on nearly every piece."""
    files = find("attribution")
    wanted = json.loads(files.path("parity.json").read_text())
    ids, features = (np.array(wanted[name], dtype=np.int64) for name in ("ids", "features"))
    tags = open_session(files.path("tagger.onnx"), 1).run(
        ["tags"], {"ids": ids, "features": features, "mask": np.ones_like(ids)}
    )[0][0]
    logits = np.array(wanted["tags"]).reshape(len(tags), 3, 3)
    same = (tags.reshape(len(tags), 3, 3).argmax(-1) == logits.argmax(-1)).mean()
    assert same > 0.98


def _copy(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "models")
    return tmp_path / "models"


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    with (folder / "attribution" / "linker.onnx").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelUnusable, match=r"damaged or of another revision .*Try: install the package again"):
        find("attribution", folder).path("linker.onnx")


def test_a_missing_file_and_an_unknown_model_are_said(tmp_path: Path) -> None:
    folder = _copy(tmp_path)
    (folder / "attribution" / "tagger.onnx").unlink()
    with pytest.raises(ModelUnusable, match="is missing"):
        find("attribution", folder).path("tagger.onnx")
    with pytest.raises(ModelUnusable, match=r"no model is called 'x'. Available: attribution"):
        find("x", folder)
    with pytest.raises(ModelUnusable, match="has no file 'y'"):
        find("attribution", folder).path("y")
