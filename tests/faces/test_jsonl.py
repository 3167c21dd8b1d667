from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.faces.jsonl import SCHEMA, from_row, line, to_row
from onrecord.model import Actor, ActorType, Attribution, Dating, Evidence, Kind, Occasion, Precision, Provenance

VALIDATOR = jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text()), format_checker=jsonschema.FormatChecker())

TEXTS = st.text(min_size=1, max_size=20)
MAYBE = st.none() | TEXTS
EVIDENCE = st.builds(lambda start, text: Evidence(start, start + len(text), text), st.integers(0, 10**6), TEXTS)
ACTORS = st.builds(Actor, TEXTS, TEXTS, st.sampled_from(ActorType), MAYBE, MAYBE, MAYBE)
DATES = st.dates(date(1900, 1, 1), date(2100, 1, 1))
ATTRIBUTIONS = st.builds(
    Attribution,
    id=TEXTS, document=TEXTS, kind=st.sampled_from(Kind), content=st.lists(EVIDENCE, min_size=1, max_size=3).map(tuple),
    source=st.lists(EVIDENCE, max_size=2).map(tuple), cue=st.lists(EVIDENCE, max_size=1).map(tuple), confidence=st.floats(0, 1),
    provenance=st.builds(Provenance, TEXTS, TEXTS, MAYBE, st.none() | st.floats(0, 1)), speaker=st.none() | ACTORS,
    said=st.none() | st.builds(Dating, DATES, DATES, st.sampled_from(Precision), TEXTS), occasion=st.none() | st.builds(Occasion, TEXTS, MAYBE),
    about=st.lists(ACTORS, max_size=2).map(tuple), parent=MAYBE,
)  # fmt: skip


@given(ATTRIBUTIONS)
def test_every_attribution_fits_the_schema_and_comes_back(attribution: Attribution) -> None:
    written = line(attribution)
    assert "\n" not in written
    row = json.loads(written.encode("utf-8").decode("utf-8"))
    VALIDATOR.validate(row)
    assert from_row(row) == attribution


def test_the_schema_refuses_what_lacks_a_field() -> None:
    row = to_row(Attribution("a", "d", Kind.DIRECT, (Evidence(0, 2, "no"),), (), (), 1.0, Provenance("t", "1")))
    del row["speaker"]
    with pytest.raises(jsonschema.ValidationError, match="'speaker' is a required property"):
        VALIDATOR.validate(row)
