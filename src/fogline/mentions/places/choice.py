"""Which of the places that go by a name the text means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from fogline.gazetteer.features import apart_km
from fogline.mentions.places.context import STRONG, WEAK, holds
from fogline.mentions.places.evidence import Evidence, Key
from fogline.mentions.places.spots import Spot, Weighed
from fogline.mentions.places.weights import weigh
from fogline.model.values import Toponym

_ROUNDS = 2
"""The second round weighs every name by the places chosen for the others in the first; a third changes nothing."""
_AMBIGUOUS = 0.08
"""Two places whose scores differ by less are equal, and none is chosen."""
_SAME_KM = 40.0
"""Candidates as close as this do not compete: a town and the small region around it."""
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
    groups: dict[Key, list[Spot]] = defaultdict(list)
    for spot in spots:
        groups[spot.key, spot.kind if spot.kind in _KINDS_APART else None].append(spot)
    fit = {key: _fitting(group, peoples, countries) for key, group in groups.items()}
    anchors: dict[Key, Toponym] = {}
    for _ in range(_ROUNDS):
        evidence = Evidence(groups, fit, anchors, peoples)
        anchors = {}
        for key, group in groups.items():
            weighed = [weigh(place, key[0], group, fit[key], evidence, countries) for place in fit[key]]
            place, score, reason = _best(weighed, key[0], group, evidence, countries)
            for spot in group:
                spot.chosen, spot.score, spot.reason = place, score, reason
                spot.weighed = weighed
            if place is not None:
                anchors[key] = place
    _part_far_ones(spots)
    _part_misplaced(groups.values())


def _fitting(group: Sequence[Spot], peoples: Counter[str], countries: frozenset[str]) -> list[Toponym]:
    """Candidates worth weighing for one name: not too many, and of the kind that its words call for."""
    candidates = group[0].candidates
    kinds = {spot.kind for spot in group if spot.kind}
    places = [place for place in candidates if all(_suits(place, kind) for kind in kinds)]
    if not places and kinds <= _NAMED_AFTER_TOWNS:
        places = [place for place in candidates if place.feature_class == "P"]
    if not places and kinds == {"town"}:
        places = list(candidates)
    some = places[: _MOST_CONTAINED if any(spot.container is not None for spot in group) else _MOST]
    named = [place for place in places if place.country in countries or (place.country and peoples[place.country])]
    return list({place.toponym_id: place for place in (*some, *named[:_MOST])}.values())


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


def _best(
    weighed: Sequence[Weighed], name: str, group: Sequence[Spot], evidence: Evidence, countries: frozenset[str]
) -> tuple[Toponym | None, float, str]:
    """The place that *group*'s name means, with a score (0 to 1) and why; no place where none stands out."""
    if not weighed:
        return None, 0.0, "no candidate of the kind"
    ranked = sorted(weighed, key=lambda one: (-one.score, -one.place.population, one.place.toponym_id))
    first = ranked[0]
    rivals = [one for one in ranked[1:] if _competes(one.place, first.place)]
    lead = first.score - rivals[0].score if rivals else 1.0
    if lead < _AMBIGUOUS:
        return None, 0.0, f"equal candidates: {_told(first)}; {_told(rivals[0])}"
    told = _alone_at_home(first, rivals, group, countries) or _supported(
        first, name, group, evidence, countries, alone=not rivals
    )
    if first.place.feature_class == "P" and not told:
        return None, 0.0, f"nothing bears out {_told(first)}"
    return first.place, round(min(0.99, 0.5 + 0.25 * min(lead, 1.5) + 0.08 * min(first.score, 2.0)), 2), first.reason


def _alone_at_home(one: Weighed, rivals: Sequence[Weighed], group: Sequence[Spot], countries: frozenset[str]) -> bool:
    """Whether words around a name make it surely a place, and the country told of has one place of that name."""
    if max(spot.strength for spot in group) < STRONG or any(r.place.country == one.place.country for r in rivals):
        return False
    return one.country_share > _HOME or (one.place.country in countries and one.country_share > _HOME / 2)


def _competes(one: Toponym, other: Toponym) -> bool:
    """Whether two places of a name are different ones: not a town and the region it is the seat of."""
    if {one.feature_code, other.feature_code} == {"ADM1", "PPLA"} and one.admin1_code == other.admin1_code:
        return False
    return apart_km(one, other) > max(_SAME_KM, other.radius_km)


def _told(one: Weighed) -> str:
    return ", ".join(part for part in (one.place.name, one.place.admin1, one.place.country) if part)


def _supported(
    one: Weighed, name: str, group: Sequence[Spot], evidence: Evidence, countries: frozenset[str], *, alone: bool
) -> bool:
    """Whether the document bears out a town: a small one, or one that only its capital letter makes a place."""
    place = one.place
    if max(spot.strength for spot in group) <= WEAK:
        return one.company >= _COMPANY and one.country_share > 0.3
    if one.company >= _COMPANY or not one.grounds.keys().isdisjoint(("contained", "people before")):
        return True
    if place.toponym_id < 0 and alone:
        return True
    if place.feature_code in ("PPLA", "PPLC") and one.country_share > 0.1:
        return True
    if place.population < _SMALL:
        if one.country_share <= 0.3 and place.country not in countries:
            return False
        unmapped = not evidence.has_points_in(place.country, name)
        at_home = one.country_share > 0.5 or place.country in countries
        return one.region_share > 0.3 or (alone and (unmapped or (place.primary and at_home)))
    if max(spot.strength for spot in group) >= STRONG and (place.primary or one.country_share > 0 or not alone):
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
