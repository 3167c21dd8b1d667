"""What a stage is, which layers there are, and how a stage is found by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from importlib.metadata import entry_points
from typing import Any, Protocol, runtime_checkable

from onrecord.errors import OnrecordError, UnknownStage
from onrecord.model import Analysis

GROUP = "onrecord.stages"


class Layer(StrEnum):
    """What a stage can read or write; every layer but TEXT is a field of :class:`~onrecord.model.Analysis` or of its values."""

    TEXT = "text"
    LANGUAGE = "language"
    BLOCKS = "blocks"
    INSERTIONS = "insertions"
    QUOTATIONS = "quotations"
    GENRE = "genre"
    TURNS = "turns"
    VOICE = "voice"
    ATTRIBUTIONS = "attributions"
    SPEAKERS = "speakers"
    DATES = "dates"
    OCCASIONS = "occasions"


@runtime_checkable
class Stage(Protocol):
    """Maps a batch of analyses to the same batch, in the same order, with its layers added.

    A document that the stage cannot handle is returned with a :class:`~onrecord.model.Skipped`; an exception is a bug or a
    broken machine.
    """

    name: str
    version: str
    reads: frozenset[Layer]
    writes: frozenset[Layer]

    def __call__(self, batch: Sequence[Analysis]) -> Sequence[Analysis]: ...


def stage_names() -> list[str]:
    """The names of all stages installed on this machine, ours and others'."""
    return sorted({point.name for point in entry_points(group=GROUP)})


def make_stage(name: str, settings: Mapping[str, Any] | None = None) -> Stage:
    """A stage by name: its factory is called with ``settings`` as keyword arguments.

    :raises UnknownStage: nobody registered the name in the entry-point group ``onrecord.stages``.
    :raises OnrecordError: the factory does not take these settings, or what it made is not a stage.
    """
    for point in entry_points(group=GROUP):
        if point.name == name:
            factory = point.load()
            try:
                stage = factory(**(settings or {}))
            except TypeError as error:
                raise OnrecordError(f"stage '{name}' does not take these settings: {error}") from error
            if not isinstance(stage, Stage):
                raise OnrecordError(f"what '{name}' makes is not a stage: it lacks name, version, reads, writes or a call")
            return stage
    raise UnknownStage(f"no stage is called '{name}'", available=stage_names(), attempt="install the package that brings it")
