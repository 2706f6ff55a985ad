"""Which of the places that go by a name the text means."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from fogline.gazetteer.features import apart_km
from fogline.gazetteer.names import alike, normalise
from fogline.lexicon import nations
from fogline.mentions.place_context import STRONG, WEAK, holds
from fogline.mentions.place_spots import Spot
from fogline.model.values import Toponym

# Weights of the evidence, in one currency. Tuned on half of LGL and GeoVirus; they matter by a point or two of F1.
_PEOPLE = 0.15
_COUNTRY_NAME = 0.75
_MAIN_NAME = 0.25
_FEATURE = 0.4
_EXTENT = 0.15
_NO_COUNTRY = 0.7
_VARIANT = 0.15
_CAPITAL = 0.25
_CHIEF_TOWN = 0.12
_SEAT = 0.35
_REGION_NAME = 0.25
_AFTER_SEAT = -0.3
_CONTAINED = 2.0
_IN_COUNTRY = 0.7
_SAME_COUNTRY = 0.9
_SAME_REGION = 0.45
_NEARBY = 0.6
_COMPANY = 0.35
_PROFILE = 0.5
_KIND = 1.5
_AMBIGUOUS = 0.08
_SQUARE = 1.35
"""Degrees of latitude in the squares that tell which names lie near each other."""
_NEAR_KM = 150.0
"""Names of one document support each other up to this distance."""
_SAME_KM = 40.0
"""Candidates as close as this do not compete: a town and the small region around it."""
Key = tuple[str, str | None]
"""A name, folded, and the kind of place that its words call for."""
_PEOPLE_WORD = 0.5
_ENOUGH = 6
_UNSURE = 0.4
_OFTEN = 3.0
_DOUBT = 0.5
_NAMED_AFTER_TOWNS = frozenset({"region", "district", "site"})
"""Kinds of places that commonly bear the name of the town they lie around or beside."""
_COMPACT_KM = 120.0
_MOST = 12
"""Candidates looked at for one name: the most populous, and those in countries the text names."""
_LIST_KM = 120.0
_VILLAGE = 30_000
_SMALL = 20_000
_CITY = 500_000


def choose(spots: Sequence[Spot], *, context: Counter[str], countries: frozenset[str]) -> None:
    """Set ``chosen``, ``score`` and ``reason`` of *spots*, one place for one name and kind; ``None`` where none fits.

    *context* counts countries named by demonyms and the like; *countries* are the profile's.
    """
    groups: dict[Key, list[Spot]] = defaultdict(list)
    for spot in spots:
        groups[spot.key, _broad(spot.kind)].append(spot)
    fit = {key: _fitting(group, context, countries) for key, group in groups.items()}
    anchors: dict[Key, Toponym] = {}
    for _ in range(2):
        evidence = _Evidence(groups, fit, anchors, context, countries)
        anchors = {}
        for key, group in groups.items():
            place, score, reason = evidence.best(key, group)
            for spot in group:
                spot.chosen, spot.score, spot.reason = place, score, reason
            if place is not None:
                anchors[key] = place
    _part_far_ones(spots)


def _part_far_ones(spots: Sequence[Spot]) -> None:
    """A small place far from the one it is listed with is a namesake of the place that is meant: leave it open."""
    for spot in spots:
        other = spot.partner
        if other is None or spot.chosen is None or other.chosen is None or spot.container is not None:
            continue
        if spot.chosen.feature_class != "P" or other.chosen.feature_class != "P":
            continue
        if apart_km(spot.chosen, other.chosen) > _LIST_KM:
            smaller = min(spot, other, key=lambda one: one.chosen.population if one.chosen else 0)
            if smaller.chosen is not None and smaller.chosen.population < _SMALL:
                smaller.chosen, smaller.score, smaller.reason = None, 0.0, "far from what it is listed with"


def _broad(kind: str | None) -> str | None:
    return kind if kind in ("region", "county", "district", "water", "land", "site") else None


def _fitting(group: Sequence[Spot], context: Counter[str], countries: frozenset[str]) -> list[Toponym]:
    """Candidates worth weighing for one name: not too many, and of the kind that its words call for."""
    kinds = {spot.kind for spot in group if spot.kind}
    places = [c for c in group[0].candidates if all(_suits(c, kind) for kind in kinds)]
    if not places and kinds <= _NAMED_AFTER_TOWNS:
        places = [c for c in group[0].candidates if c.feature_class == "P"]
    if not places and kinds == {"town"}:
        places = list(group[0].candidates)
    wanted = [c for c in places if c.country in countries or (c.country and context[c.country])]
    held = [c for c in places if any(spot.container is not None for spot in group)]
    return list({c.toponym_id: c for c in (*places[:_MOST], *wanted[:_MOST], *held[:60])}.values())


def _suits(place: Toponym, kind: str) -> bool:
    match kind:
        case "village":
            return place.feature_class == "P" and place.population < _VILLAGE
        case "town":
            return place.feature_class == "P" or place.feature_code == "PPLX"
        case "region":
            return place.feature_class in "ALHT"
        case "county":
            return place.feature_class == "A" and place.feature_code not in ("ADM1", "PCLI")
        case "district":
            return (place.feature_class in "AL" and place.feature_code != "ADM1") or place.feature_class == "P"
        case "water":
            return place.feature_class == "H"
        case "land":
            return place.feature_class in "TL"
        case _:
            return True


class _Evidence:
    """What a document says about where its names lie."""

    def __init__(
        self,
        groups: Mapping[Key, Sequence[Spot]],
        fit: Mapping[Key, Sequence[Toponym]],
        anchors: Mapping[Key, Toponym],
        context: Counter[str],
        countries: frozenset[str],
    ) -> None:
        self._fit = fit
        self._anchors = anchors
        self._profile = countries
        self._context = context
        self._cells: dict[tuple[int, int], list[tuple[str, float, Toponym]]] = defaultdict(list)
        self._mapped: set[str] = set()
        """Countries in which some name has found a point: a village there that lies near none of them is doubtful."""
        self._own: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        """What each name adds to the counts itself, so that it is no evidence for itself; "" and "." are its sums."""
        self._all: dict[str, float] = defaultdict(float)
        for code, count in context.items():
            self._all[code] += _PEOPLE_WORD * min(count, _ENOUGH)
        for key, group in groups.items():
            self._note(key, group, [anchors[key]] if key in anchors else fit[key])
        self._countries = sum(weight for code, weight in self._all.items() if len(code) == 2)
        self._regions = sum(weight for code, weight in self._all.items() if len(code) > 2)

    def _note(self, key: Key, group: Sequence[Spot], places: Sequence[Toponym]) -> None:
        """Count what one name says about countries, regions and squares of the map: its likelier readings more."""
        if not places:
            return
        sure = min(_OFTEN, 0.5 + 0.5 * len(group)) * (1.0 if max(spot.strength for spot in group) > WEAK else _UNSURE)
        own = self._own[key[0]]
        each = [_likelihood(place) for place in places]
        total = sum(each)
        for place, likelihood in zip(places, each, strict=True):
            weight = sure * likelihood / total
            for code in (place.country, place.admin1_code):
                if code:
                    own[code] += weight
                    own["" if len(code) == 2 else "."] += weight
                    self._all[code] += weight
            if place.feature_class == "P" or place.radius_km < _COMPACT_KM:
                self._cells[_cell(place)].append((key[0], min(1.0, weight), place))
                if key in self._anchors and place.country:
                    self._mapped.add(place.country)

    def _share(self, code: str | None, name: str) -> float:
        """How much of what the other names of the document say about countries (or regions) speaks for *code*."""
        if code is None:
            return 0.0
        own = self._own[name]
        national = len(code) == 2
        total = (self._countries if national else self._regions) - own["" if national else "."]
        return max(0.0, self._all.get(code, 0.0) - own.get(code, 0.0)) / (total + _DOUBT)

    def best(self, key: Key, group: Sequence[Spot]) -> tuple[Toponym | None, float, str]:
        """The place that *group*'s name means, with a score (0 to 1) and why; no place where none stands out."""
        scored = sorted(
            ((self._score(place, key, group), place) for place in self._fit[key]),
            key=lambda pair: (-pair[0][0], -pair[1].population, pair[1].toponym_id),
        )
        if not scored:
            return None, 0.0, "no candidate of the kind"
        (score, why), place = scored[0]
        rivals = [pair for pair in scored[1:] if apart_km(pair[1], place) > max(_SAME_KM, place.radius_km)]
        lead = score - rivals[0][0][0] if rivals else 1.0
        if rivals and lead < _AMBIGUOUS:
            return None, 0.0, "candidates are equal"
        if place.feature_class == "P" and not self._supported(place, key, why, rivals, group):
            return None, 0.0, "no support"
        return place, round(min(0.99, 0.5 + 0.25 * min(lead, 1.5) + 0.08 * min(score, 2.0)), 2), why

    def _supported(self, place: Toponym, key: Key, why: str, rivals: Sequence[object], group: Sequence[Spot]) -> bool:
        """Whether the document bears out a town: a small one, or one that only its capital makes a place."""
        if "contained" in why or "nearby" in why or (place.toponym_id < 0 and not rivals):
            return True
        share = self._share(place.country, key[0])
        if place.population < _SMALL:
            alone = not rivals and (place.country not in self._mapped or (place.primary and share > 0.5))
            return (share > 0.3 or place.country in self._profile) and (alone or "same region" in why)
        if max(spot.strength for spot in group) >= STRONG or (place.primary and place.population > _CITY):
            return True
        return share > 0.1

    def _score(self, place: Toponym, key: Key, group: Sequence[Spot]) -> tuple[float, str]:
        reasons = ["people"]
        score = _PEOPLE * math.log10(place.population + 10)
        if place.feature_code == "PCLI":
            score += _COUNTRY_NAME
        elif place.feature_class == "A" and not any(spot.kind for spot in group):
            score += _AFTER_SEAT if _has_seat(place, self._fit[key]) else _REGION_NAME
        elif place.feature_class in "LTHS":
            score += _FEATURE + _EXTENT * math.log10(place.radius_km + 1)
            if place.country is None and place.radius_km > _COMPACT_KM:
                score += _NO_COUNTRY
        elif place.feature_code in ("PPLC", "PPLA"):
            score += _CAPITAL if place.feature_code == "PPLC" else _CHIEF_TOWN
        if place.feature_class in "PS" and place.country == _seat_of(group[0].name):
            score += _SEAT if place.feature_code in ("PPLC", "BLDG") else 0.0
        if place.primary or place.feature_code == "PCLI":
            score += _MAIN_NAME
        elif alike(normalise(place.name), key[0]):
            score += _VARIANT
        if any(_in_container(spot, place) for spot in group):
            score += _CONTAINED
            reasons.append("contained")
        if any(place.country in spot.countries for spot in group):
            score += _IN_COUNTRY
            reasons.append("contained: people")
        if place.country:
            share = self._share(place.country, key[0])
            score += _SAME_COUNTRY * share
            if share > 0.4:
                reasons.append("same country")
        if place.admin1_code:
            share = self._share(place.admin1_code, key[0])
            score += _SAME_REGION * share
            if share > 0.3:
                reasons.append("same region")
        if place.country in self._profile:
            score += _PROFILE
            reasons.append("profile")
        near = self._nearby(place, key)
        if near:
            score += _NEARBY * min(1.0, near / 1.5)
            if near >= _COMPANY:
                reasons.append("nearby")
        return score, ", ".join(reasons)

    def _nearby(self, place: Toponym, key: Key) -> float:
        """How many other names of the document lie about *place*: each by how sure it is, and less the farther off."""
        row, column = _cell(place)
        about: dict[str, float] = {}
        for north in (-1, 0, 1):
            for east in (-1, 0, 1):
                for name, weight, other in self._cells.get((row + north, column + east), ()):
                    if name != key[0] and weight > about.get(name, 0.0):
                        close = weight * (1 - _plane_km(place, other) / _NEAR_KM)
                        about[name] = max(about.get(name, 0.0), close)
        return sum(about.values())


def _likelihood(place: Toponym) -> float:
    """How likely a name means *place* before anything is read, up to a factor."""
    people = max(place.population, int(place.radius_km * 1000) if place.feature_class in "LTH" else 0)
    return float((people + 500) ** 0.6 * (2 if place.primary else 1))


def _seat_of(name: str) -> str | None:
    """The country whose government sits in what is called *name*."""
    return nations.country_of_metonym(name)


def _has_seat(place: Toponym, candidates: Sequence[Toponym]) -> bool:
    """Whether a town of the same name lies in or at the region *place*: without a type word the town is meant."""
    return any(
        c.feature_class == "P"
        and c.country == place.country
        and (c.admin1_code == place.admin1_code or c.feature_code in ("PPLC", "PPLA"))
        and apart_km(c, place) < 1.5 * place.radius_km + 20
        for c in candidates
    )


def _in_container(spot: Spot, place: Toponym) -> bool:
    if spot.container is None:
        return False
    outer = spot.container
    if outer.chosen is not None:
        return holds(outer.chosen, place)
    return any(holds(candidate, place) for candidate in outer.candidates)


def _plane_km(one: Toponym, other: Toponym) -> float:
    """Distance on a plane that fits at the distances of neighbouring squares."""
    wide = (one.longitude - other.longitude) * math.cos(math.radians(one.latitude))
    return 111.2 * math.hypot(one.latitude - other.latitude, wide)


def _cell(place: Toponym) -> tuple[int, int]:
    """Squares of about 150 km, so that whatever supports a place lies in its own or a neighbouring one."""
    row = math.floor(place.latitude / _SQUARE)
    width = _SQUARE / max(0.2, math.cos(math.radians(row * _SQUARE)))
    return row, math.floor(place.longitude / width)
