"""A pipeline written down: stage names and settings, and a fingerprint that changes when any result could."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: The order of the stages, stated once. Data flows one way: each reads only what those before it wrote.
DEFAULT_STAGES = ("language", "structure", "quotations", "genre", "turns", "attribution", "speakers", "dates", "occasions")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to run: plain data, so that processes and machines exchange recipes and never loaded models."""

    stages: tuple[str, ...] = DEFAULT_STAGES
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def to_json(self) -> str:
        return json.dumps(
            {"stages": list(self.stages), "settings": {k: dict(v) for k, v in self.settings.items()}}, sort_keys=True
        )

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        data = json.loads(text)
        return cls(tuple(data["stages"]), data.get("settings", {}))

    def fingerprint(self, versions: Mapping[str, str]) -> str:
        """Twelve hexadecimal digits over the recipe and the versions of its stages (a model's revision is part of one)."""
        whole = self.to_json() + json.dumps(dict(versions), sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()[:12]
