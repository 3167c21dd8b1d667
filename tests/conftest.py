"""What several test files share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
SAMPLE = ROOT / "examples" / "nato-strategic-concept.txt"


@pytest.fixture
def shared() -> Path:
    """The folder of data and tools beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with data and the reference scorer is not here")
    return SHARED


@pytest.fixture(scope="session")
def sample() -> str:
    """The sample article's text."""
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        return file.read()
