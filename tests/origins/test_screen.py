"""Which pairs of documents can be linked: the same as asking of each pair by itself."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.origins import screen
from fogline.origins.likeness import alike_shingles, most_in_one
from fogline.origins.links import PASSAGE_WORDS, SAME_WIRE
from fogline.origins.prints import prints_of
from fogline.origins.screen import may_be_linked
from tests.reports import prose

PASSAGES = [prose(seed, words) for seed, words in ((1, 40), (2, 26), (3, 9), (4, 14), (5, 5), (6, 60))]
TEXTS = st.lists(st.sampled_from(PASSAGES), max_size=6).map(" and then ".join)


@settings(max_examples=80, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=6), st.sampled_from([1, 50, 1_000_000]), st.booleans())
def test_the_same_pairs_as_one_by_one(texts: list[str], at_once: int, in_table: bool) -> None:
    prints = [prints_of(str(number), text) for number, text in enumerate(texts)]
    pairs = list(permutations(range(len(prints)), 2))
    expected = []
    for one, other in pairs:
        longest, all_ = most_in_one(alike_shingles(prints[one], prints[other]))
        expected.append(longest >= PASSAGE_WORDS or all_ >= SAME_WIRE * min(len(prints[one]), len(prints[other])))
    one, other = np.array(pairs).T
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screen, "LOOKED_UP_AT_ONCE", at_once)
        if not in_table:
            patch.setattr(screen, "LARGEST_TABLE", -1)
        assert may_be_linked(prints, one, other).tolist() == expected


def test_a_passage_in_common_is_enough_and_a_phrase_is_not() -> None:
    passage, phrase = prose(1, 40), prose(5, 8)
    texts = [f"{prose(10 + number, 200)} {shared} {prose(20 + number, 200)}" for number, shared in
             enumerate([passage, passage, phrase, phrase])]  # fmt: skip
    prints = [prints_of(str(number), text) for number, text in enumerate(texts)]
    assert may_be_linked(prints, np.array([0, 2, 0]), np.array([1, 3, 2])).tolist() == [True, False, False]
