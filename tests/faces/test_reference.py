from __future__ import annotations

from onrecord.faces.reference import reference
from tests.conftest import ROOT


def test_the_reference_is_that_of_the_commands() -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == reference(), (
        "python -m onrecord.faces.reference > docs/cli.md"
    )
