from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.corpus import Example, digest
from onrecord.errors import BadCorpus, GateFailed
from onrecord.evaluate.gate import GATED, MARGINS, Baseline, check, raised
from onrecord.service import evaluate_attribution, gate

EXAMPLES = [Example("a", "Berg said no.", ())]
FLOORS = dict.fromkeys(GATED, 0.8)
BASELINE = Baseline(FLOORS, digest(EXAMPLES))


def test_figures_on_or_just_under_their_floors_pass() -> None:
    check(FLOORS, EXAMPLES, BASELINE)
    check({name: 0.8 - margin for name, margin in MARGINS.items()}, EXAMPLES, BASELINE)


def test_a_fall_names_the_figure_and_its_floor() -> None:
    with pytest.raises(GateFailed, match=r"quoted attribution 0\.700 \(floor 0\.800\)"):
        check(FLOORS | {"quoted attribution": 0.7}, EXAMPLES, BASELINE)


def test_another_corpus_is_refused() -> None:
    with pytest.raises(GateFailed, match="the corpus is not the one"):
        check(FLOORS, [Example("a", "Berg said yes.", ())], BASELINE)


def test_floors_rise_by_themselves_and_fall_with_a_reason_only() -> None:
    better, worse = dict.fromkeys(GATED, 0.9), dict.fromkeys(GATED, 0.7)
    assert raised(better, EXAMPLES, BASELINE).floors == better
    with pytest.raises(GateFailed, match="no floor would rise"):
        raised(worse, EXAMPLES, BASELINE)
    lowered = raised(worse, EXAMPLES, BASELINE, "smaller model")
    assert lowered.floors == worse
    assert lowered.lowered[0].endswith(": smaller model")


def test_a_mixed_result_keeps_the_floors_that_would_fall() -> None:
    figures = FLOORS | {"attribution": 0.9, "fragment cue": 0.7}
    assert raised(figures, EXAMPLES, BASELINE).floors == FLOORS | {"attribution": 0.9}


def test_the_baseline_survives_being_written_down(tmp_path: Path) -> None:
    BASELINE.save(tmp_path / "baseline.json")
    assert Baseline.load(tmp_path / "baseline.json") == BASELINE


@pytest.mark.parametrize("content", ["", "{}", '{"floors": {}, "corpus": "x", "lowered": []}'])
def test_a_gate_without_floors_does_not_pass_anything(tmp_path: Path, content: str) -> None:
    (tmp_path / "baseline.json").write_text(content)
    with pytest.raises(BadCorpus, match="baseline"):
        Baseline.load(tmp_path / "baseline.json")


def test_the_shipped_model_holds_its_floors() -> None:
    result, examples = evaluate_attribution()
    gate(result, examples)
    assert result.counts["attribution"].f1 > 0.8
