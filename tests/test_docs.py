"""What the documentation says is so."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import onrecord
from tests.conftest import ROOT


def test_the_examples_in_the_readme_and_the_package_run() -> None:
    for failed, tried in (doctest.testfile(str(ROOT / "README.md"), module_relative=False), doctest.testmod(onrecord)):
        assert failed == 0
        assert tried >= 3


def test_links_lead_to_files() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_commands_in_the_documentation_exist() -> None:
    from onrecord.faces.cli import group

    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for line in re.findall(r"^onrecord (\w+)(?: (\w+))?", page.read_text(encoding="utf-8"), re.MULTILINE):
            command = group.commands.get(line[0])
            assert command is not None, f"{page.name}: onrecord {line[0]}"
            if line[0] in ("train", "evaluate"):
                assert line[1] in getattr(command, "commands", {}), f"{page.name}: onrecord {' '.join(line)}"


def test_files_named_in_the_readme_exist() -> None:
    for name in re.findall(r"`((?:src|docs|examples)/[\w./-]+)`", (ROOT / "README.md").read_text(encoding="utf-8")):
        assert Path(ROOT / name).exists(), name
