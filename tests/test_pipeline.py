from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from onrecord.errors import ImpossiblePipeline, UnknownStage
from onrecord.model import Analysis, Document, Skipped
from onrecord.pipeline import Pipeline
from onrecord.recipe import DEFAULT_STAGES, Recipe
from onrecord.stage import Layer, make_stage, stage_names


@dataclass
class Noting:
    """A stage that notes its own name on every document, and how large its batches were."""

    name: str
    reads: frozenset[Layer] = frozenset()
    writes: frozenset[Layer] = frozenset()
    version: str = "1"
    batches: list[int] = field(default_factory=list)

    def __call__(self, batch: Sequence[Analysis]) -> Sequence[Analysis]:
        self.batches.append(len(batch))
        return [analysis.adding(skipped=(*analysis.skipped, Skipped(self.name, "seen", ""))) for analysis in batch]


class Losing(Noting):
    """A stage with a bug: the last document is gone."""

    def __call__(self, batch: Sequence[Analysis]) -> Sequence[Analysis]:
        return batch[:-1]


def _documents(number: int) -> list[Document]:
    return [Document.of(f"Text {n}.") for n in range(number)]


def test_every_document_passes_every_stage_in_order() -> None:
    first, second = Noting("first", writes=frozenset({Layer.BLOCKS})), Noting("second", reads=frozenset({Layer.BLOCKS}))
    analyses = list(Pipeline(stages=[first, second], batch=2)(_documents(5)))
    assert [a.document.text for a in analyses] == [f"Text {n}." for n in range(5)]
    assert all([note.stage for note in a.skipped] == ["first", "second"] for a in analyses)
    assert first.batches == [2, 2, 1]


def test_an_impossible_order_is_refused_before_any_text_is_read() -> None:
    needing = Noting("needing", reads=frozenset({Layer.QUOTATIONS}))
    with pytest.raises(
        ImpossiblePipeline, match=r"'needing' reads quotations.*Available: text.*Try: put a stage that writes quotations"
    ):
        Pipeline(stages=[needing])


def test_a_stage_that_loses_a_document_is_found_out() -> None:
    with pytest.raises(ImpossiblePipeline, match="did not return the documents"):
        list(Pipeline(stages=[Losing("losing")])(_documents(3)))


def test_the_default_stages_are_all_installed() -> None:
    assert set(DEFAULT_STAGES) <= set(stage_names())


def test_an_unknown_stage_names_those_there_are() -> None:
    with pytest.raises(UnknownStage, match=r"no stage is called 'nonsense'.*quotations"):
        make_stage("nonsense")


def test_a_fingerprint_changes_with_settings_and_versions_only() -> None:
    recipe, other = Recipe(("a", "b")), Recipe(("a", "b"), {"a": {"x": 1}})
    assert recipe.fingerprint({"a": "1"}) == Recipe(("a", "b")).fingerprint({"a": "1"})
    assert len({recipe.fingerprint({"a": "1"}), recipe.fingerprint({"a": "2"}), other.fingerprint({"a": "1"})}) == 3


def test_a_recipe_survives_being_written_down() -> None:
    recipe = Recipe(("a", "b"), {"a": {"x": 1}})
    assert Recipe.from_json(recipe.to_json()) == recipe
