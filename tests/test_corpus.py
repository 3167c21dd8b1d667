from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.corpus import Example, Gold, digest, read_corpus, write_spans
from onrecord.errors import BadCorpus
from onrecord.evaluate.gate import CORPUS

GOLD = Gold(((5, 12),), ((0, 4),), ((13, 17),))


def _corpus(folder: Path, line: str | None = None) -> Path:
    (folder / "text").mkdir()
    (folder / "text" / "a.txt").write_text("Berg is gone, said.")
    if line is None:
        write_spans(folder / "gold.jsonl", [("a", [GOLD])])
    else:
        (folder / "gold.jsonl").write_text(line)
    return folder


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    folder = _corpus(tmp_path)
    expected = [Example("a", "Berg is gone, said.", (GOLD,))]
    assert read_corpus(folder) == read_corpus(folder / "gold.jsonl") == expected


def test_a_folder_beside_its_jsonl_is_found(tmp_path: Path) -> None:
    (tmp_path / "dev").mkdir()
    _corpus(tmp_path / "dev").joinpath("gold.jsonl").rename(tmp_path / "dev.jsonl")
    assert read_corpus(tmp_path / "dev") == read_corpus(tmp_path / "dev.jsonl")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "line 1: not in the form"),
        ('{"doc": "a"}', "line 1: not in the form"),
        ('{"doc": "b", "attributions": []}', "cannot be read"),
        ('{"doc": "a", "attributions": [{"content": [[0, 99]]}]}', "span 0-99 lies outside a text of 19"),
        ('{"doc": "a", "attributions": []}\n{"doc": "a", "attributions": []}', "line 2: the document 'a' stands twice"),
        ("\n", "holds no documents"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(BadCorpus, match=message):
        read_corpus(_corpus(tmp_path, line))


def test_a_folder_that_is_no_corpus_says_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(BadCorpus, match=r"Available: notes\.txt"):
        read_corpus(tmp_path)


def test_the_digest_sees_every_span_and_every_letter() -> None:
    example = Example("a", "Berg is gone, said.", (GOLD,))
    others = [Example("a", "Berg is gone, said!", (GOLD,)), Example("a", example.text, ()), Example("b", example.text, (GOLD,))]
    assert len({digest([each]) for each in [example, *others]}) == 4


def test_the_committed_corpus_is_marked_on_words() -> None:
    examples = read_corpus(CORPUS)
    assert len(examples) == 10
    assert sum(len(example.golds) for example in examples) == 86
    for example in examples:
        for gold in example.golds:
            assert len(gold.cue) == 1
            assert gold.content
            for start, end in (*gold.content, *gold.source, *gold.cue):
                words = example.text[start:end]
                assert words == words.strip() != "", json.dumps([example.name, words])
