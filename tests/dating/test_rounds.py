"""Documents that date others in turn: what a change reaches, and nothing else, is weighed again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from fogline.dating.infer import Dated
from fogline.dating.rounds import Found, Standing, renewed

Pair = tuple[int, int]

NUMBERS = range(12)


class World:
    """Documents that ask for a day; some have votes from dated ones, and all from those near them that got one."""

    def __init__(self, near: Collection[Pair], votes: Mapping[int, int]) -> None:
        self._near, self._votes = near, votes
        self.weighed: list[str] = []

    def near(self, keys: Collection[str]) -> dict[str, set[str]]:
        return {key: {str(sum(both) - int(key)) for both in self._near if int(key) in both} for key in keys}

    def weigh(self, due: Mapping[str, Standing]) -> dict[str, Dated]:
        self.weighed += due
        found = {}
        for key, standing in due.items():
            total = self._votes.get(int(key), 0) + sum(2 + one.dated.day.day % 2 for one in standing.values())
            # Neither more votes nor a later round are always a day: others may oppose.
            if total >= 3 and total % 5:
                found[key] = Dated(date(2018, 5, 1) + timedelta(days=total), f"{total} votes")
        return found

    def from_nothing(self) -> dict[str, Found]:
        found = renewed([str(n) for n in NUMBERS], lambda keys: {}, self.near, self.weigh)
        return {key: one for key, one in found.items() if one is not None}


pairs = st.frozensets(st.sampled_from(list(combinations(NUMBERS, 2))), max_size=24)
votes = st.dictionaries(st.sampled_from(NUMBERS), st.integers(0, 7), max_size=8)


@given(near=pairs, before=votes, after=votes)
def test_what_a_change_reaches_comes_out_as_from_nothing(
    near: frozenset[Pair], before: dict[int, int], after: dict[int, int]
) -> None:
    kept = World(near, before).from_nothing()
    world = World(near, after)
    changed = [str(n) for n in NUMBERS if before.get(n, 0) != after.get(n, 0)]
    now = renewed(changed, lambda keys: {key: kept[key] for key in keys if key in kept}, world.near, world.weigh)
    for key, found in now.items():
        if found is None:
            kept.pop(key, None)
        else:
            kept[key] = found
    assert kept == World(near, after).from_nothing()


@given(old=pairs, new=pairs, told=votes)
def test_ties_that_come_and_go_are_weighed_where_they_were(
    old: frozenset[Pair], new: frozenset[Pair], told: dict[int, int]
) -> None:
    kept = World(old, told).from_nothing()
    world = World(new, told)
    changed = {str(n) for both in old ^ new for n in both}
    now = renewed(changed, lambda keys: {key: kept[key] for key in keys if key in kept}, world.near, world.weigh)
    after = {key: found for key, found in {**kept, **now}.items() if found is not None}
    assert after == World(new, told).from_nothing()


def test_who_is_dated_dates_the_next_and_keeps_the_round() -> None:
    world = World({(0, 1), (1, 2)}, {0: 3, 1: 1, 2: 1})
    found = world.from_nothing()
    assert {key: one.round for key, one in found.items()} == {"0": 1, "1": 2, "2": 3}


def test_what_is_not_near_a_change_is_not_weighed() -> None:
    kept = World({(0, 1), (2, 3)}, {0: 3, 2: 3}).from_nothing()
    world = World({(0, 1), (2, 3)}, {0: 4, 2: 3})
    renewed(["0"], lambda keys: {key: kept[key] for key in keys if key in kept}, world.near, world.weigh)
    assert set(world.weighed) == {"0", "1"}
