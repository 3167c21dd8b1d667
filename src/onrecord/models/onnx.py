"""Finds, verifies and opens the models of the package. Numpy in, numpy out; nothing is ever fetched."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.errors import ModelUnusable

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """One model of the catalogue: where it lies, and its revision (the beginning of the digest over its files' digests)."""

    name: str
    folder: Path
    revision: str
    sha256: dict[str, str]

    @classmethod
    def in_folder(cls, folder: Path) -> ModelFiles:
        """The model that lies in ``folder`` as it is, listed in no catalogue (one just exported, or a user's own)."""
        sha256 = {path.name: digest(path) for path in sorted(folder.iterdir()) if path.suffix in (".onnx", ".json")}
        return cls(folder.name, folder, revision(sha256), sha256)

    def path(self, file: str) -> Path:
        """The path of one of its files, verified against the catalogue.

        :raises ModelUnusable: the file is missing or is not the one the catalogue names.
        """
        if file not in self.sha256:
            raise ModelUnusable(f"model '{self.name}' has no file '{file}'", available=sorted(self.sha256))
        path = self.folder / file
        if not path.is_file():
            raise ModelUnusable(f"the file {path} of model '{self.name}' is missing", attempt="install the package again")
        found = digest(path)
        if found != self.sha256[file]:
            raise ModelUnusable(
                f"the file {path} of model '{self.name}' is damaged or of another revision "
                f"(SHA-256 begins {found[:12]}, the catalogue says {self.sha256[file][:12]})",
                attempt="install the package again",
            )
        return path


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def revision(sha256: dict[str, str]) -> str:
    """Twelve hexadecimal digits that stand for all files of a model."""
    return hashlib.sha256("".join(f"{name}:{value}" for name, value in sorted(sha256.items())).encode()).hexdigest()[:12]


@cache
def find(name: str, folder: Path = FOLDER) -> ModelFiles:
    """The model ``name`` of the catalogue in ``folder``.

    :raises ModelUnusable: the catalogue does not list it.
    """
    catalogue = tomllib.loads((folder / "catalogue.toml").read_text(encoding="utf-8"))
    if name not in catalogue:
        raise ModelUnusable(f"no model is called '{name}'", available=sorted(catalogue))
    sha256: dict[str, str] = catalogue[name]["sha256"]
    return ModelFiles(name, folder / name, revision(sha256), sha256)


def open_session(path: Path, threads: int) -> Any:
    """An ONNX session on the CPU; ``threads`` 0 leaves the number to the runtime. Its telemetry is switched off.

    The memory arena is off: windows of many lengths would make it grow with every new one, and memory is to stay flat.
    """
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
