"""What a training run depends on besides data and encoder."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a run depends on besides data and encoder; written beside its checkpoint."""

    epochs: int = 12
    seed: int = 13
    window: int = 384
    overlap: int = 64
    batch: int = 8
    encoder_rate: float = 1e-4
    head_rate: float = 6e-4
    warmup: float = 0.05
    weight_decay: float = 0.01
    average: float = 0.998
    false_cues: int = 2
    rounded: bool = False
    start: str | None = None
