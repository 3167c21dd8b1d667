"""Runs the stages in their order over batches, after checking that the order is possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from onrecord.errors import ImpossiblePipeline
from onrecord.model import Analysis, Document
from onrecord.recipe import Recipe
from onrecord.stage import Layer, Stage, make_stage


class Pipeline:
    """The stages of a recipe, made once and called for batch after batch.

    :raises ImpossiblePipeline: a stage reads a layer that no stage before it writes.
    """

    def __init__(self, recipe: Recipe | None = None, *, stages: Sequence[Stage] | None = None, batch: int = 16) -> None:
        self.recipe = recipe or Recipe()
        self.batch = batch
        self.stages: tuple[Stage, ...] = (
            tuple(make_stage(name, self.recipe.settings.get(name)) for name in self.recipe.stages)
            if stages is None
            else tuple(stages)
        )
        _check(self.stages)

    @property
    def fingerprint(self) -> str:
        return self.recipe.fingerprint({stage.name: stage.version for stage in self.stages})

    def __call__(self, documents: Iterable[Document]) -> Iterator[Analysis]:
        """The analyses of ``documents``, in their order; reads at most one batch ahead."""
        rest = iter(documents)
        while batch := list(islice(rest, self.batch)):
            yield from self.run([Analysis(document) for document in batch])

    def run(self, batch: Sequence[Analysis]) -> Sequence[Analysis]:
        """One batch through all stages."""
        for stage in self.stages:
            after = stage(batch)
            if [a.document.id for a in after] != [a.document.id for a in batch]:
                raise ImpossiblePipeline(f"stage '{stage.name}' did not return the documents it was given, in their order")
            batch = after
        return batch


def _check(stages: Sequence[Stage]) -> None:
    written = {Layer.TEXT}
    for stage in stages:
        if missing := stage.reads - written:
            raise ImpossiblePipeline(
                f"stage '{stage.name}' reads {', '.join(sorted(missing))}, which no stage before it writes",
                available=sorted(written),
                attempt=f"put a stage that writes {', '.join(sorted(missing))} before '{stage.name}'",
            )
        written |= stage.writes
