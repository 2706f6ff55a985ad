"""Which of the places that go by a name the text means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fogline.gazetteer.features import apart_km
from fogline.mentions.places.context import STRONG, WEAK, holds
from fogline.mentions.places.evidence import Evidence, Group, Key, Others
from fogline.mentions.places.readings import Reading, readings_of
from fogline.mentions.places.spots import Spot
from fogline.mentions.places.weights import Weighed, grounds_of, weigh
from fogline.model.values import Toponym

_ROUNDS = 2
"""The second round weighs every name by the places chosen for the others in the first; a third changes nothing."""
_AMBIGUOUS = 0.08
"""Two places whose scores differ by less are equal, and none is chosen."""
_SAME_KM = 40.0
"""Candidates as close as this do not compete: a town and the small region around it."""
_DEGREE_KM = 111.1
"""Less than a degree of latitude is long; places farther apart than that tells need no measuring."""
_COMPANY = 0.35
"""Company that bears out a village: one sure name within 100 km."""
_LIST_KM = 250.0
_HOME = 0.6
"""Share of what a document tells of countries from which one is its own."""
_MOST, _MOST_CONTAINED = 12, 60
"""Candidates weighed for one name: the most populous, as many in countries the text names; more if a region is told."""
_VILLAGE, _SMALL, _CITY = 50_000, 20_000, 500_000
"""Inhabitants: a village has fewer, a small place needs support, a city of its main name needs none."""
_NAMED_AFTER_TOWNS = frozenset({"region", "district", "site"})
"""Kinds of places that commonly bear the name of the town they lie around or beside."""
_KINDS_APART = frozenset({"region", "county", "district", "water", "land", "site"})


def choose(spots: Sequence[Spot], *, peoples: Counter[str], countries: frozenset[str]) -> None:
    """Set ``chosen``, ``score`` and ``reason`` of *spots*: one place for one name and kind, ``None`` where none fits.

    *peoples* counts countries named by words for their people; *countries* are the profile's.
    """
    groups = _grouped(spots, countries | {code for code, count in peoples.items() if count})
    told = {key: grounds_of(group, countries) for key, group in groups.items()}
    anchors: dict[Key, Reading] = {}
    for round_ in range(_ROUNDS):
        evidence = Evidence(groups, anchors, peoples)
        anchors = {}
        for key, group in groups.items():
            others = Others(evidence, group.name)
            weighed = [weigh(grounds, group, others) for grounds in told[key]]
            verdict = _best(weighed, group, evidence, countries)
            place = verdict.first.place if verdict.chosen and verdict.first is not None else None
            for spot in group.spots:
                spot.chosen = place
            if verdict.chosen and verdict.first is not None:
                anchors[key] = verdict.first.told.reading
            if round_ == _ROUNDS - 1:
                _note(group.spots, verdict, weighed)
    _part_far_ones(spots)
    _part_misplaced([group.spots for group in groups.values()])
    _part_from_quarters([group.spots for group in groups.values()])


def _grouped(spots: Sequence[Spot], countries: frozenset[str]) -> dict[Key, Group]:
    """*spots* by name and kind, with the readings to be weighed; *countries* are those of which more are."""
    by_key: dict[Key, list[Spot]] = defaultdict(list)
    for spot in spots:
        by_key[spot.key, spot.kind if spot.kind in _KINDS_APART else None].append(spot)
    groups: dict[Key, Group] = {}
    for key, some in by_key.items():
        contained = any(spot.container is not None for spot in some)
        readings = _fitting(some, contained, countries)
        groups[key] = Group(key[0], some, readings, max(spot.strength for spot in some), contained)
    return groups


def _fitting(spots: Sequence[Spot], contained: bool, countries: frozenset[str]) -> list[Reading]:
    """Readings worth weighing for one name: not too many, and of the kind that its words call for."""
    all_ = readings_of(spots[0].known)
    kinds = {spot.kind for spot in spots if spot.kind}
    fit = [one for one in all_ if all(_suits(one.place, kind) for kind in kinds)] if kinds else list(all_)
    if not fit and kinds <= _NAMED_AFTER_TOWNS:
        fit = [one for one in all_ if one.place.feature_class == "P"]
    if not fit and kinds == {"town"}:
        fit = list(all_)
    some = fit[: _MOST_CONTAINED if contained else _MOST]
    if len(some) < len(fit):
        some += [one for one in fit if one.place.country in countries][:_MOST]
    return list({one.place.toponym_id: one for one in some}.values())


def _suits(place: Toponym, kind: str) -> bool:
    match kind:
        case "village":
            return place.feature_class == "P" and place.population < _VILLAGE
        case "town":
            return place.feature_class == "P"
        case "region":
            return place.feature_class in "ALHT"
        case "county":
            return place.feature_class == "A" and place.feature_code not in ("ADM1", "PCLI")
        case "district":
            return place.feature_class in "ALP" and place.feature_code != "ADM1"
        case "water":
            return place.feature_class == "H"
        case "site":
            return place.feature_code != "ADM1"
        case "land":
            return place.feature_class in "TL"
        case _:
            return True


@dataclass(frozen=True, slots=True)
class _Verdict:
    """The first of the candidates weighed, if there are any, and whether it is chosen.

    It is not where ``rival`` is as good, by ``lead``, or nothing in the document bears it out.
    """

    chosen: bool
    first: Weighed | None = None
    rival: Weighed | None = None
    lead: float = 1.0


def _best(weighed: Sequence[Weighed], group: Group, evidence: Evidence, countries: frozenset[str]) -> _Verdict:
    """Which place *group*'s name means; none where none stands out."""
    if not weighed:
        return _Verdict(False)
    ranked = sorted(weighed, key=_rank) if len(weighed) > 1 else weighed
    first, rest = ranked[0], ranked[1:]
    rival = next((one for one in rest if _competes(one.place, first.place)), None)
    lead = 1.0 if rival is None else first.score - rival.score
    if lead < _AMBIGUOUS:
        return _Verdict(False, first, rival, lead)
    told = (
        first.place.feature_class != "P"
        or _alone_at_home(first, rest, group, countries)
        or _supported(first, group, evidence, countries, alone=rival is None)
    )
    return _Verdict(told, first, None, lead)


def _rank(one: Weighed) -> tuple[float, int, int]:
    return -one.score, -one.place.population, one.place.toponym_id


def _note(spots: Sequence[Spot], verdict: _Verdict, weighed: Sequence[Weighed]) -> None:
    """Note on *spots* the score (0 to 1) and why it was decided so; the place is there already."""
    score, first = 0.0, verdict.first
    if first is None:
        reason = "no candidate of the kind"
    elif verdict.rival is not None:
        reason = f"equal candidates: {_told(first)}; {_told(verdict.rival)}"
    elif not verdict.chosen:
        reason = f"nothing bears out {_told(first)}"
    else:
        score = round(min(0.99, 0.5 + 0.25 * min(verdict.lead, 1.5) + 0.08 * min(first.score, 2.0)), 2)
        reason = first.reason
    for spot in spots:
        spot.score, spot.reason, spot.weighed = score, reason, weighed


def _alone_at_home(one: Weighed, rest: Sequence[Weighed], group: Group, countries: frozenset[str]) -> bool:
    """Whether words around a name make it surely a place, and the country told of has one place of that name."""
    if group.strength < STRONG:
        return False
    country = one.place.country
    if not (one.country_share > _HOME or (country in countries and one.country_share > _HOME / 2)):
        return False
    return not any(other.place.country == country and _competes(other.place, one.place) for other in rest)


def _competes(one: Toponym, other: Toponym) -> bool:
    """Whether two places of a name are different ones: not a town and the region it is the seat of."""
    if {one.feature_code, other.feature_code} == {"ADM1", "PPLA"} and one.admin1_code == other.admin1_code:
        return False
    apart = max(_SAME_KM, other.radius_km)
    return abs(one.latitude - other.latitude) * _DEGREE_KM > apart or apart_km(one, other) > apart


def _told(one: Weighed) -> str:
    return ", ".join(part for part in (one.place.name, one.place.admin1, one.place.country) if part)


def _supported(one: Weighed, group: Group, evidence: Evidence, countries: frozenset[str], *, alone: bool) -> bool:
    """Whether the document bears out a town: a small one, or one that only its capital letter makes a place."""
    place = one.place
    if group.strength <= WEAK:
        return one.company >= _COMPANY and one.country_share > 0.3
    if one.company >= _COMPANY or one.contained or one.told.people_before:
        return True
    if place.toponym_id < 0 and alone:
        return True
    if place.feature_code in ("PPLA", "PPLC") and one.country_share > 0.1:
        return True
    if place.population < _SMALL:
        if one.country_share <= 0.3 and place.country not in countries:
            return False
        unmapped = not evidence.has_points_in(place.country, group.name)
        at_home = one.country_share > 0.5 or place.country in countries
        return one.region_share > 0.3 or (alone and (unmapped or (place.primary and at_home)))
    if group.strength >= STRONG and (place.primary or one.country_share > 0 or not alone):
        return True
    if place.primary and place.population > _CITY:
        return True
    return one.country_share > 0.1


def _part_misplaced(groups: Iterable[Sequence[Spot]]) -> None:
    """A name that the text puts into a region where none of its places lies ("X district, Y province") stays open."""
    for group in groups:
        for spot in group:
            outer = spot.outside
            if outer is None or outer.kind != "region" or outer.plural_kind or outer.chosen is None:
                continue
            region = outer.chosen
            if spot.chosen is None or spot.chosen.feature_code in ("PCLI", "ADM1") or region.feature_code != "ADM1":
                continue
            if apart_km(spot.chosen, region) > region.radius_km + _LIST_KM / 10 and not holds(region, spot.chosen):
                for same in group:
                    same.chosen, same.score, same.reason = None, 0.0, f"none lies in {region.name}"
                break


def _part_from_quarters(groups: Iterable[Sequence[Spot]]) -> None:
    """A name that the text gives to a quarter of a town is not that of a town far off: it stays open."""
    for group in groups:
        towns = [spot.part_of.chosen for spot in group if spot.part_of is not None]
        for town in towns:
            here = group[0].chosen
            if here is None or town is None or here.feature_class != "P" or town.feature_class != "P":
                continue
            if apart_km(here, town) > _SAME_KM:
                for spot in group:
                    spot.chosen, spot.score, spot.reason = None, 0.0, f"a quarter of {town.name}"
                break


def _part_far_ones(spots: Sequence[Spot]) -> None:
    """A small place far from the one it is listed with is a namesake of the place that is meant: leave it open."""
    for spot in spots:
        other = spot.partner
        if other is None or spot.chosen is None or other.chosen is None:
            continue
        if spot.container is not None and other.container is None and spot.container.chosen is not None:
            listed = spot.start - other.end <= len(" and ")
            if listed and other.chosen.feature_class == "P" and not holds(spot.container.chosen, other.chosen):
                other.chosen, other.score, other.reason = None, 0.0, "not where it is listed"
            continue
        if spot.chosen.feature_class != "P" or other.chosen.feature_class != "P":
            continue
        if apart_km(spot.chosen, other.chosen) > _LIST_KM:
            smaller = spot if spot.chosen.population <= other.chosen.population else other
            if (
                smaller.chosen is not None
                and smaller.chosen.population < _SMALL
                and smaller.chosen.feature_code == "PPL"
            ):
                smaller.chosen, smaller.score, smaller.reason = None, 0.0, "far from what it is listed with"
