from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from onrecord.attribute.encoding import FEATURES, Encoded, encode, parts, windows
from onrecord.model import Analysis, Block, BlockKind, Document, Quotation, Span


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    words = ["[UNK]", "he", "said", "peace", "##ful", "now", '"', ".", ",", "reuters"]
    made = Tokenizer(WordPiece({word: number for number, word in enumerate(words)}, unk_token="[UNK]"))
    made.normalizer = BertNormalizer()
    made.pre_tokenizer = BertPreTokenizer()
    return made


TEXT = 'He said "Peaceful NOW."\n\nReuters\n\nHe said.'


def _analysis() -> Analysis:
    blocks = (
        Block(BlockKind.PARAGRAPH, Span(0, 23)),
        Block(BlockKind.CREDIT, Span(25, 32)),
        Block(BlockKind.PARAGRAPH, Span(34, 42)),
    )
    return Analysis(Document.of(TEXT), blocks=blocks, quotations=(Quotation((Span(9, 22),), Span(8, 9), Span(22, 23)),))


def test_offsets_slice_to_the_words_and_credits_are_left_out(tokenizer: Tokenizer) -> None:
    encoded = encode(_analysis(), tokenizer)
    pieces = [TEXT[start:end] for start, end in encoded.offsets]
    assert pieces == ["He", "said", '"', "Peace", "ful", "NOW", ".", '"', "He", "said", "."]
    assert encoded.starts.tolist() == [0, 8]
    assert encoded.heads.tolist() == [True, True, True, True, False, True, True, True, True, True, True]


def test_features_tell_marks_lines_and_case_apart(tokenizer: Tokenizer) -> None:
    features = encode(_analysis(), tokenizer).features
    assert features.max() < FEATURES
    quote, line, case = features // 9, features // 3 % 3, features % 3
    assert quote.tolist() == [0, 0, 1, 2, 2, 2, 2, 3, 0, 0, 0]
    assert line.tolist() == [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0]
    assert case.tolist() == [1, 0, 0, 1, 0, 2, 0, 0, 1, 0, 0]


def test_ranges_are_cut_where_a_block_begins(tokenizer: Tokenizer) -> None:
    assert encode(_analysis(), tokenizer).by_block(3, 10) == [(3, 8), (8, 10)]


def test_a_text_without_blocks_is_no_pieces(tokenizer: Tokenizer) -> None:
    encoded = encode(Analysis(Document.of("")), tokenizer)
    assert len(encoded) == 0
    assert windows(encoded, 10, 2) == []


def _of(length: int, starts: list[int]) -> Encoded:
    zeros = np.zeros(length, dtype=np.int64)
    return Encoded(
        zeros, zeros, np.zeros((length, 2), dtype=np.int64), np.array(starts, dtype=np.int64), np.ones(length, dtype=bool)
    )


@given(st.integers(1, 300), st.sets(st.integers(1, 299)), st.integers(8, 64), st.integers(0, 3), st.data())
def test_windows_cover_everything_and_share_their_overlap(
    length: int, starts: set[int], size: int, quarter: int, data: st.DataObject
) -> None:
    overlap, phase = size * quarter // 8, data.draw(st.integers(0, size // 2 - 1))
    found = windows(_of(length, [0, *sorted(at for at in starts if at < length)]), size, overlap, phase=phase)
    assert found[0].start == 0
    assert found[-1].end == length
    for before, after in zip(found, found[1:], strict=False):
        assert before.start < after.start <= before.end - min(overlap, before.end - before.start - 1)
        assert before.end < after.end
    assert all(0 < window.end - window.start <= size for window in found)


def test_a_long_document_is_read_in_parts_that_lose_nothing() -> None:
    text = "word " * 5000 + "\n\n" + "Berg said no. " * 20
    blocks = (Block(BlockKind.PARAGRAPH, Span(0, 24999)), Block(BlockKind.PARAGRAPH, Span(25002, len(text) - 1)))
    found = list(parts(Analysis(Document.of(text), blocks=blocks), size=1000))
    spans = [block.span for part in found for block in part.blocks]
    assert len(found) > 10
    assert all(len(span) <= 1000 for span in spans)
    assert "".join(span.of(text) for span in spans) == text[:24999] + text[25002 : len(text) - 1]
    assert list(parts(Analysis(Document.of("")))) == []
