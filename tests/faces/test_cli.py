from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord import service
from onrecord.errors import UnreadableSource
from onrecord.faces import cli
from onrecord.model import Analysis, Unread
from tests.conftest import SAMPLE
from tests.faces.builders import analysis, empty

COMMAND = [sys.executable, "-m", "onrecord.faces.cli"]


def _run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=120, check=False, **options)  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Analysis | Unread]:
    """What the service returns, whatever it is asked."""
    items: list[Analysis | Unread] = [analysis()]

    def read(*_: object, **__: object) -> Iterator[Analysis | Unread]:
        yield from items

    monkeypatch.setattr(service, "read", read)
    return items


@pytest.mark.usefixtures("reads")
def test_the_three_formats() -> None:
    table = CliRunner().invoke(cli.group, ["read", "x.txt"])
    assert "3 statements" in table.output
    rows = [json.loads(row) for row in CliRunner().invoke(cli.group, ["read", "x.txt", "--format", "jsonl"]).output.splitlines()]
    assert [row["cue"][0]["text"] for row in rows] == ["said", "claimed", "denied"]
    assert CliRunner().invoke(cli.group, ["read", "x.txt", "--format", "html"]).output.startswith("<!doctype html>")


def test_what_cannot_be_read_is_said_and_the_exit_tells(reads: list[Analysis | Unread]) -> None:
    reads.insert(0, Unread("gone.txt", str(UnreadableSource("there is no such file", attempt="check the path"))))
    result = CliRunner().invoke(cli.group, ["read", "gone.txt", "x.txt", "--format", "jsonl"])
    assert result.exit_code == 1
    assert result.stderr == "gone.txt: there is no such file. Try: check the path.\n1 source could not be read.\n"
    assert len(result.stdout.splitlines()) == 3


def test_an_empty_result_is_never_silent(reads: list[Analysis | Unread]) -> None:
    reads[:] = [empty()]
    result = CliRunner().invoke(cli.group, ["read", "nein.txt", "--format", "jsonl"])
    assert result.stdout == ""
    assert "the text is in another language (de)" in result.stderr


@pytest.mark.usefixtures("reads")
def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    output = tmp_path / "record.jsonl"
    assert CliRunner().invoke(cli.group, ["read", "x.txt", "--format", "jsonl", "-o", str(output)]).exit_code == 0
    assert len(output.read_text().splitlines()) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["record.jsonl"]


def test_wrong_usage_exits_with_two_and_teaches(tmp_path: Path) -> None:
    result = _run("read", "x.txt", "--published", "18.2.2021")
    assert result.returncode == 2
    assert "write it as YYYY-MM-DD, for example 2021-02-18" in result.stderr
    assert _run("read").returncode == 2
    assert _run("nonsense").returncode == 2


def test_help_teaches_every_command() -> None:
    for arguments in ((), ("read",), ("evaluate",), ("evaluate", "attribution"), ("stages",)):
        result = _run(*arguments, "--help")
        assert result.returncode == 0
        assert "Usage:" in result.stdout
    assert "onrecord read article.txt --published 2021-02-18" in _run("--help").stdout


def test_the_sample_article_end_to_end(tmp_path: Path) -> None:
    result = _run("read", str(SAMPLE), "--published", "2021-02-18", "--format", "jsonl")
    assert result.returncode == 0
    text = SAMPLE.read_text(encoding="utf-8")
    rows = [json.loads(row) for row in result.stdout.splitlines()]
    assert len(rows) >= 49
    for row in rows:
        for span in (*row["content"], *row["source"], *row["cue"]):
            assert text[span["start"] : span["end"]] == span["text"]


def test_standard_input_and_a_missing_file() -> None:
    result = _run("read", "-", "gone.txt", "--format", "jsonl", input="Foreign Minister Ada Lund said that the talks had failed.")
    assert result.returncode == 1
    assert json.loads(result.stdout)["speaker"]["name"] == "Ada Lund"
    assert result.stderr.startswith("gone.txt: there is no such file.")


def test_a_full_disk_and_a_folder_that_is_not_there_are_messages(tmp_path: Path) -> None:
    missing = _run("read", str(SAMPLE), "-o", str(tmp_path / "no" / "record.txt"))
    assert missing.returncode == 1
    assert "cannot be written (No such file or directory)" in missing.stderr
    assert "Traceback" not in missing.stderr
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [*COMMAND, "read", str(SAMPLE)], stdout=full, stderr=subprocess.PIPE, text=True, timeout=120, check=False
        )
    assert result.returncode == 1
    assert "No space left on device" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_reader_that_goes_away_is_no_error() -> None:
    command = " ".join([*COMMAND, "read", str(SAMPLE), str(SAMPLE), "--format", "jsonl"])
    result = subprocess.run(f"{command} | head -1", shell=True, capture_output=True, text=True, timeout=120, check=False)
    assert len(result.stdout.splitlines()) == 1
    assert result.stderr == ""


def test_an_interrupt_ends_it_quietly(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    large.write_text(SAMPLE.read_text(encoding="utf-8") * 60, encoding="utf-8")
    process = subprocess.Popen([*COMMAND, "read", str(large), "-o", str(tmp_path / "out.txt")], stderr=subprocess.PIPE, text=True)
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert errors.strip() == "Stopped."
    assert [path.name for path in tmp_path.iterdir()] == ["large.txt"]


def test_the_stages_are_listed() -> None:
    lines = _run("stages").stdout.splitlines()
    assert any(row.startswith("attribution") and "writes attributions" in row for row in lines)


def test_help_does_not_load_what_reading_needs() -> None:
    code = "import sys; from onrecord.faces import cli; print([m for m in ('numpy', 'onnxruntime', 'rich', 'trafilatura', 'pyarrow') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
