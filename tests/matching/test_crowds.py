"""Claims of which very many pairs are compared: what comes out is what comparing them one by one gives."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.matching import crowds
from fogline.matching.compare import compare
from fogline.matching.crowds import EXCLUDED, Crowd
from tests.matching.claims import told_of
from tests.matching.test_screen import claims


@settings(max_examples=150, deadline=None)
@given(st.lists(claims, min_size=10, max_size=10))
def test_every_pair_has_the_score_that_comparing_the_two_gives(rows: list[dict[str, Any]]) -> None:
    told, crowd = [told_of(**row) for row in rows], Crowd()
    for one in told:
        crowd.add(one)
    pairs = list(permutations(range(len(told)), 2))
    matches = [compare(told[one], told[other]) for one, other in pairs]
    expected = [EXCLUDED if match.excluded else match.score for match in matches]
    one, other = np.array(pairs, np.int64).T
    assert crowd.scores(one, other).tolist() == expected
    assert [crowd.score(*pair) for pair in pairs] == expected


def test_what_is_no_longer_remembered_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowds, "REMEMBERED", 2)
    told, crowd = [told_of(on=on, published=on) for on in range(2, 8)], Crowd()
    for one in told:
        crowd.add(one)
    expected = [compare(one, other) for one in told for other in told]
    found = [crowd.score(one, other) for one in range(6) for other in range(6)]
    assert found == [EXCLUDED if match.excluded else match.score for match in expected]


def test_of_no_pairs_there_are_no_scores() -> None:
    nobody = np.empty(0, np.int64)
    assert not len(Crowd().scores(nobody, nobody))
