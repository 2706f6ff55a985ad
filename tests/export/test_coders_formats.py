"""ACLED's, UCDP's and HXL's tables: their columns, codes and figures, and what is left out."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from fogline.export.acled import COLUMNS as ACLED
from fogline.export.countries import countries
from fogline.export.sides import Killed, conservative, least_total
from fogline.export.ucdp import COLUMNS as GED
from fogline.export.ucdp import priogrid
from fogline.ledger import Ledger


def rows(ledger: Ledger, name: str) -> list[dict[str, str]]:
    out = io.BytesIO()
    ledger.export(name, out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8"), newline="")))


def of(found: list[dict[str, str]], **values: str) -> dict[str, str]:
    return next(row for row in found if all(row[key] == value for key, value in values.items()))


def test_acled_has_its_columns_and_codes(war: Ledger) -> None:
    found = rows(war, "acled-csv")
    assert tuple(found[0]) == ACLED
    fell = of(found, location="Lysychansk", sub_event_type="Shelling/artillery/missile attack")
    assert fell["event_date"] == "2022-07-02"
    assert (fell["year"], fell["time_precision"], fell["geo_precision"]) == ("2022", "1", "1")
    assert (fell["disorder_type"], fell["event_type"]) == ("Political violence", "Explosions/Remote violence")
    assert (fell["iso"], fell["country"], fell["region"], fell["admin1"]) == ("804", "Ukraine", "Europe", "Luhansk")
    assert fell["event_id_cnty"].startswith("UKR-")


def test_acled_gets_forces_abroad_and_at_home_apart(war: Ledger) -> None:
    shelled = of(rows(war, "acled-csv"), location="Kramatorsk")
    assert (shelled["actor1"], shelled["inter1"]) == ("Russian forces", "External/Other forces")


def test_acled_has_no_row_for_what_is_planned_or_not_coded(war: Ledger) -> None:
    found = rows(war, "acled-csv")
    assert not [row for row in found if row["location"] == "Kherson"]
    assert all(row["event_type"] for row in found)


def test_acled_notes_say_who_says_it_in_their_words(war: Ledger) -> None:
    shelled = of(rows(war, "acled-csv"), location="Kramatorsk")
    assert "Pavlo Kyrylenko (ukraine): “" in shelled["notes"]
    assert "Russian Defence Ministry" in shelled["notes"] or "defence ministry" in shelled["notes"]


@pytest.mark.parametrize(
    ("text", "low", "best", "expected"),
    [
        ("dozens", 24.0, None, 12),  # ACLED's figure, not the ledger's
        ("Hundreds", 200.0, None, 100),
        ("tens of thousands", 20000.0, None, 10000),
        ("at least 13", 13.0, None, 13),
        ("13 to 20", 13.0, None, 13),
        ("almost 40", None, 40.0, 40),
        ("up to 40", None, None, None),  # a bound from above supports no number
    ],
)
def test_acled_figures_are_conservative(text: str, low: float | None, best: float | None, expected: Any) -> None:
    assert conservative(Killed(None, low, best, None, text)) == expected


def test_the_least_of_each_side_is_added_up() -> None:
    told = [Killed("a", 5, None, None, "5"), Killed("a", 3, None, None, "3"), Killed("b", 2, None, None, "2")]
    assert least_total(told) == 5
    assert least_total([*told, Killed(None, 9, None, None, "9")]) == 9
    assert least_total([]) is None


def test_ged_has_its_columns_bounds_and_codes(war: Ledger) -> None:
    found = rows(war, "ucdp-csv")
    assert tuple(found[0]) == GED
    market = of(found, where_coordinates="Mykolaiv")
    assert (market["low"], market["best"], market["high"]) == ("3", "3", "3")
    assert (market["date_start"], market["date_prec"], market["event_clarity"]) == ("2022-07-05", "1", "1")
    assert (market["where_prec"], market["country"], market["region"]) == ("1", "Ukraine", "Europe")
    assert market["geom_wkt"].startswith("POINT (31.")
    assert market["conflict_new_id"] == ""  # UCDP's own numbers are not made up


def test_ged_holds_only_what_somebody_was_killed_in(war: Ledger) -> None:
    assert not [row for row in rows(war, "ucdp-csv") if row["where_coordinates"] == "Kramatorsk"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell"),
    [(-89.9, -179.9, 1), (-89.9, 179.9, 720), (89.9, 179.9, 259200), (90.0, 180.0, 259200)],
)
def test_priogrid_counts_from_the_south_west(latitude: float, longitude: float, cell: int) -> None:
    assert priogrid(latitude, longitude) == cell


def test_hxl_is_valid(war: Ledger, tmp_path: Path) -> None:
    import hxl

    path = tmp_path / "war.hxl.csv"
    with path.open("wb") as out:
        count = war.export("hxl", out)
    read = [list(row) for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))]
    assert len(list(hxl.data(read))) == count
    assert not [issue for issue in hxl.validate(hxl.data(read))["issues"] if issue["severity"] != "info"]
    killed = hxl.data(read).with_rows("#loc+name=Mykolaiv").with_columns("#affected+killed+best")
    assert "3" in [row.values[0] for row in killed]


def test_every_country_has_its_codes_and_regions() -> None:
    assert len(countries()) > 240
    assert {len(one.alpha3) for one in countries().values()} == {3}
    assert all(one.acled_region for one in countries().values())
