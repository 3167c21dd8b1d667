from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from onrecord.attribute.decoding import Decoding, decode_cues, decode_links, log_softmax, ranges, viterbi

SETTINGS = Decoding(least=0.0)


def _scores(tags: list[int], size: int) -> np.ndarray:
    scores = np.full((len(tags), size), -4.0, dtype=np.float32)
    scores[np.arange(len(tags)), tags] = 4.0
    return scores


def test_a_cue_is_read_in_whole_words() -> None:
    heads = np.array([0, 1, 3, 4])  # the second word is two pieces
    tags = np.zeros((5, 9), dtype=np.float32)
    tags[:, :3] = _scores([0, 1, 0, 2, 0], 3)
    (found,) = decode_cues(tags, heads, SETTINGS)
    assert found[0] == (1, 4)
    assert found[1] > 0.99


def test_an_inside_without_a_begin_is_never_decoded() -> None:
    allowed = np.array([[1, 1, 0], [1, 1, 1], [1, 1, 1]], dtype=bool)
    assert viterbi(_scores([2, 0, 2], 3)[None], allowed)[0].tolist() in ([0, 0, 0], [1, 0, 1])


def test_a_cue_links_to_one_source_and_to_content_in_pieces() -> None:
    links = _scores([1, 2, 0, 3, 4, 0, 3, 4], 5)[None]
    (found,) = decode_links([((2, 3), 1.0)], links, np.arange(8), 8, SETTINGS)
    assert (found.source, found.content) == (((0, 2),), ((3, 5), (6, 8)))


def test_a_cue_that_links_to_no_content_yields_nothing() -> None:
    assert decode_links([((0, 1), 1.0)], _scores([0, 1, 2], 5)[None], np.arange(3), 3, SETTINGS) == []


def test_doubt_below_the_least_is_not_read() -> None:
    links = np.zeros((1, 3, 5), dtype=np.float32)
    links[0, 1:, 3:] = 0.5
    assert decode_links([((0, 1), 0.2)], links, np.arange(3), 3, Decoding(least=0.5)) == []


@given(
    hnp.arrays(np.float32, st.tuples(st.integers(1, 3), st.integers(0, 12), st.just(5)), elements=st.floats(-20, 20, width=32))
)
def test_decoded_sequences_are_always_well_formed(scores: np.ndarray) -> None:
    allowed = np.ones((5, 5), dtype=bool)
    allowed[:, [2, 4]] = False
    allowed[[1, 2], 2] = allowed[[3, 4], 4] = True
    for path in viterbi(log_softmax(scores), allowed):
        for before, tag in zip([0, *path], path, strict=False):
            assert allowed[before, tag]
        assert all(start < end for role in (1, 3) for start, end in ranges(path, role))
