from __future__ import annotations

import numpy as np

from onrecord.attribute.linking import BLOCK_BUCKETS, DISTANCE_BUCKETS, block_buckets, distance_buckets


def test_distances_are_signed_exact_nearby_and_coarse_far_away() -> None:
    (row,) = distance_buckets(np.array([600]), np.array([601]), 1200)
    middle = DISTANCE_BUCKETS // 2
    assert row[600] == row[601] == middle
    assert [row[k] - middle for k in (599, 592, 602, 609)] == [-1, -8, 1, 8]
    assert row[0] == 0
    assert row[1199] == DISTANCE_BUCKETS - 1
    assert (np.diff(row) >= 0).all()


def test_blocks_are_counted_from_the_cue_and_cut_off_at_two() -> None:
    (row,) = block_buckets(np.array([2]), np.array([1, 1, 2, 3, 4, 5]))
    assert row.tolist() == [1, 1, 2, 3, 4, 4]
    assert row.max() < BLOCK_BUCKETS
