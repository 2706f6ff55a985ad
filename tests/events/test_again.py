"""Making some groups again gives what making all of them anew does, and takes up few."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.events.again import Again, Matched, grouped_again
from fogline.events.cluster import Groups, Pair, pair
from fogline.matching.compare import THRESHOLD
from fogline.matching.crowds import EXCLUDED

CLAIMS = [f"c{number:02d}" for number in range(16)]
PAIRS = [pair(one, other) for one in CLAIMS for other in CLAIMS if one < other]
SCORES = st.sampled_from([EXCLUDED, 0.0, 0.6, 0.8, 1.0, 1.1, 1.2, 1.3, 1.5]).map(
    lambda score: score if score == EXCLUDED else score * THRESHOLD
)
"""Scores of all pairs, of which those from the threshold on match."""

World = dict[Pair, float]


def score_in(world: World) -> World:
    return {both: score for both, score in world.items() if score >= THRESHOLD}


def all_groups(claims: Collection[str], world: World, together: Sequence[Pair] = ()) -> list[list[str]]:
    """All groups made anew, as the rules say it."""
    groups = Groups(claims, lambda one, other: world[one, other])
    for both in sorted(together):
        groups.join(*both)
    for _, both in sorted((-score, both) for both, score in score_in(world).items()):
        groups.may_take(*both)
    return groups.found()


def again(
    before: Sequence[Sequence[str]], now: Collection[str], changed: set[str], world: World, **more: object
) -> Again:
    sets = [frozenset(group) for group in before]

    def groups_of(ids: Collection[str]) -> Iterator[frozenset[str]]:
        return (group for group in sets if not group.isdisjoint(ids))

    beside: Mapping[str, list[tuple[str, float]]] = {key: [] for key in CLAIMS}
    for (one, other), score in score_in(world).items():
        beside[one].append((other, score))
        beside[other].append((one, score))
    known = Matched(beside, groups_of, lambda ids: set(ids) & set(now), lambda one, other: world[one, other])
    reached = {key for group in groups_of(changed) for key in group}
    return grouped_again(changed | reached, more.get("wanted", ()), known, more.get("together", ()))  # type: ignore[arg-type]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[World, World, set[str], set[str], set[str], list[Pair]]:
    """Scores before and after, the claims there before and after, those that changed, the pairs put together."""
    few = draw(st.integers(20, 90))
    drawn = {both: draw(SCORES) if draw(st.integers(0, 99)) < few else 0.0 for both in PAIRS}
    changed = draw(st.sets(st.sampled_from(CLAIMS), min_size=1, max_size=3))
    now = drawn | {both: draw(SCORES) for both in PAIRS if not changed.isdisjoint(both)}
    new, gone = (draw(st.sets(st.sampled_from(sorted(changed)), max_size=2)) for _ in range(2))
    together = draw(st.lists(st.sampled_from(PAIRS), max_size=2, unique=True))
    return drawn, now, set(CLAIMS) - new, set(CLAIMS) - (gone - new), changed, together


@settings(max_examples=400, deadline=None)
@given(worlds(), st.sets(st.sampled_from(CLAIMS), max_size=4))
def test_what_is_made_again_is_what_making_all_anew_gives(
    drawn: tuple[World, World, set[str], set[str], set[str], list[Pair]], asked: set[str]
) -> None:
    before, now, there_before, there_now, changed, together = drawn
    had = all_groups(there_before, before, together)
    wanted = asked & there_now
    made = again(had, there_now, changed, now, together=together, wanted=wanted)
    given_ = {key for group in made.now for key in group}
    assert wanted <= given_
    assert {both for both in score_in(now) if given_.issuperset(both)} >= made.scores.keys()
    for group in made.now:
        assert all(both in made.scores for both in score_in(now) if {*both} <= {*group})
    left = [group for group in had if frozenset(group) not in made.before]
    assert sorted([*left, *map(list, made.now)]) == all_groups(there_now, now, together)


def chain(length: int) -> World:
    """Claims of which each matches the next, well and badly in turn: pairs are groups, and all hang together."""
    world = dict.fromkeys(PAIRS, 0.0)
    for number, both in enumerate(pairwise(CLAIMS[:length])):
        world[both] = (1.1 if number % 2 else 1.5) * THRESHOLD
    return world


def test_what_is_far_off_is_not_taken_up() -> None:
    world = chain(15)
    there = CLAIMS[:15]
    had = all_groups(there, world)
    assert had[0] == ["c00", "c01"]
    now = world | {("c00", "c15"): 1.3 * THRESHOLD}
    made = again(had, CLAIMS, {"c15"}, now)
    taken = {key for group in made.now for key in group}
    assert taken <= {"c00", "c01", "c02", "c03", "c15"}


def test_whom_a_changed_group_could_take_is_taken_up() -> None:
    # c00 and c01 were one; c15 is more like c00 and excludes c01, which is free for c02 then.
    world = dict.fromkeys(PAIRS, 0.0) | {
        ("c00", "c01"): 1.2 * THRESHOLD, ("c00", "c02"): EXCLUDED, ("c01", "c02"): 1.1 * THRESHOLD,
    }  # fmt: skip
    had = all_groups(CLAIMS[:15], world)
    assert had[0] == ["c00", "c01"]
    now = world | {("c00", "c15"): 1.5 * THRESHOLD, ("c01", "c15"): EXCLUDED}
    made = again(had, CLAIMS, {"c15"}, now)
    assert ["c01", "c02"] in made.now and ["c00", "c15"] in made.now


def test_a_group_whose_history_does_not_explain_it_is_made_anew() -> None:
    world = chain(6)
    made = again([["c00"], ["c01"], ["c02", "c03"], ["c04", "c05"]], CLAIMS[:6], {"c00"}, world)
    assert ["c00", "c01"] in made.now


def test_wanted_groups_are_given_as_they_are() -> None:
    world = chain(8)
    had = all_groups(CLAIMS[:8], world)
    made = again(had, CLAIMS[:8], set(), world, wanted={"c04"})
    assert made.now == [["c04", "c05"]] and made.before == {frozenset({"c04", "c05"})}
    assert made.scores == {("c04", "c05"): world["c04", "c05"]}


def test_whom_a_wanted_group_matches_is_not_taken_up_for_it() -> None:
    world = chain(15)
    had = all_groups(CLAIMS[:15], world)
    made = again(had, CLAIMS, {"c15"}, world | {("c00", "c15"): 1.3 * THRESHOLD}, wanted={"c10"})
    assert ["c10", "c11"] in made.now
    assert not {"c08", "c09", "c12", "c13"} & {key for group in made.now for key in group}
