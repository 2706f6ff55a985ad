"""What ties the claims of a group: the links of documents that both have claims there."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fogline.bulk.clustering import tied

MEMBERS = st.sets(st.tuples(st.integers(0, 3), st.integers(0, 6)), max_size=20)
LINKS = st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda ends: ends[0] < ends[1]), max_size=12)


@given(MEMBERS, LINKS)
def test_a_link_is_in_each_group_that_has_both_its_documents(
    members: set[tuple[int, int]], links: set[tuple[int, int]]
) -> None:
    groups, documents = np.array(sorted(members), np.int64).reshape(-1, 2).T
    first, second = np.array(sorted(links), np.int64).reshape(-1, 2).T
    found = tied(groups, documents, first, second)
    assert sorted(zip(*(found[name].tolist() for name in ("grp", "first", "second")), strict=True)) == sorted(
        (group, *ends) for group in range(4) for ends in links if {(group, end) for end in ends} <= members
    )
