"""What hangs together among numbered things: the same as among named ones."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fogline.bulk.components import groups_of, labels_of, labels_of_all
from fogline.connected import connected

PAIRS = st.lists(st.tuples(st.integers(0, 29), st.integers(0, 29)), max_size=40)


@given(PAIRS)
def test_labels_are_the_smallest_of_what_hangs_together(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    first = {key: members[0] for members in connected(range(30), pairs) for key in members}
    assert labels_of(30, one, other).tolist() == [first[key] for key in range(30)]


@given(st.lists(PAIRS, max_size=5))
def test_pairs_that_come_piece_by_piece_tie_the_same(pieces: list[list[tuple[int, int]]]) -> None:
    columns = [tuple(np.array([pair[side] for pair in some], np.int32) for side in (0, 1)) for some in pieces]
    whole = np.array([pair for some in pieces for pair in some], np.int64).reshape(-1, 2).T
    assert labels_of_all(30, ((one, other) for one, other in columns)).tolist() == labels_of(30, *whole).tolist()


@given(PAIRS, st.integers(1, 12))
def test_groups_hold_whole_components_and_leave_out_who_is_alone(pairs: list[tuple[int, int]], size: int) -> None:
    labels = labels_of(30, *(np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1)))
    groups = groups_of(labels, size)
    for members in connected(range(30), pairs):
        assert len({int(groups[key]) for key in members}) == 1
        assert (groups[members[0]] < 0) == (len(members) == 1)
    used = sorted(set(groups[groups >= 0].tolist()))
    assert used == list(range(len(used)))
    largest = max((len(members) for members in connected(range(30), pairs)), default=0)
    assert all((groups == group).sum() < size + largest for group in used)


def test_a_long_chain_is_one_component_in_few_rounds() -> None:
    chain = np.random.default_rng(3).permutation(100_000)
    assert not labels_of(100_000, chain[:-1], chain[1:]).any()
