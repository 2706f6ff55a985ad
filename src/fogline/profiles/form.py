"""The form of a conflict profile's file: which keys stand where, and of which type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from fogline.model.values import ActorKind

TEXT = "a string"
TEXTS = "a list of strings"
NUMBER = "a number"
FLAG = "true or false"
TABLES = "a list of tables"
TABLE = "a table of strings"
LISTS = "a table of lists of strings"
DAY = "a date (2022-02-24, without quotes)"

Form = Mapping[str, str]

PROFILE: Form = {
    "title": TEXT,
    "version": TEXT,
    "extends": TEXT,
    "countries": TEXTS,
    "signals": TEXTS,
    "party": TABLES,
    "actor": TABLES,
    "group": TABLES,
    "place": TABLES,
    "anchor": TABLES,
    "place_variants": TABLE,
    "enemies": LISTS,
}
PARTY: Form = {"id": TEXT, "name": TEXT, "countries": TEXTS, "descriptions": TEXTS}
SHARED: Form = {"kind": TEXT, "party": TEXT, "country": TEXT, "organisation": TEXT, "role": TEXT, "person": FLAG}
ACTOR: Form = {**SHARED, "name": TEXT, "aliases": TEXTS, "given": TEXTS, "surname": TEXTS, "bare": FLAG}
GROUP: Form = {**SHARED, "members": TABLES}
PLACE: Form = {
    "name": TEXT,
    "aliases": TEXTS,
    "latitude": NUMBER,
    "longitude": NUMBER,
    "country": TEXT,
    "admin1": TEXT,
    "feature_code": TEXT,
    "radius_km": NUMBER,
    "note": TEXT,
}
ANCHOR: Form = {"names": TEXTS, "day": DAY}
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "profile": ("title",),
    "party": ("id", "name"),
    "group": ("members",),
    "place": ("name", "latitude", "longitude", "feature_code"),
    "anchor": ("names", "day"),
}

KINDS: frozenset[str] = frozenset(get_args(ActorKind))

# GeoNames feature codes a profile may use, with their class and how far such a place typically reaches (km).
FEATURES: Mapping[str, tuple[str, float]] = {
    "PPL": ("P", 3),
    "PPLA": ("P", 8),
    "PPLA2": ("P", 6),
    "PPLA3": ("P", 5),
    "PPLC": ("P", 15),
    "PPLL": ("P", 2),
    "PPLX": ("P", 3),
    "ADM1": ("A", 120),
    "ADM2": ("A", 30),
    "ADM3": ("A", 15),
    "ADMD": ("A", 100),
    "PCLS": ("A", 100),
    "TERR": ("A", 100),
    "ZN": ("A", 50),
    "ZNB": ("A", 20),
    "RGN": ("L", 150),
    "AREA": ("L", 30),
    "LCTY": ("L", 10),
    "INDS": ("L", 2),
    "MILB": ("L", 3),
    "NVB": ("L", 3),
    "CMP": ("L", 2),
    "CMPRF": ("L", 2),
    "PRT": ("L", 3),
    "OILF": ("L", 10),
    "RESN": ("L", 20),
    "SEA": ("H", 400),
    "BAY": ("H", 20),
    "GULF": ("H", 100),
    "STRT": ("H", 40),
    "STM": ("H", 150),
    "RSV": ("H", 30),
    "LK": ("H", 20),
    "LGN": ("H", 20),
    "CNL": ("H", 40),
    "CHN": ("H", 20),
    "HBR": ("H", 5),
    "ISL": ("T", 5),
    "ISLS": ("T", 30),
    "PEN": ("T", 60),
    "ISTH": ("T", 15),
    "SPIT": ("T", 15),
    "CAPE": ("T", 5),
    "HLL": ("T", 3),
    "MT": ("T", 5),
    "MTS": ("T", 80),
    "PASS": ("T", 5),
    "VAL": ("T", 20),
    "DSRT": ("T", 150),
    "FRST": ("V", 10),
    "RD": ("R", 30),
    "RR": ("R", 30),
    "SQR": ("L", 1),
    "AIRB": ("S", 4),
    "AIRP": ("S", 4),
    "AIRF": ("S", 3),
    "BDG": ("S", 2),
    "BLDG": ("S", 1),
    "CTRR": ("S", 1),
    "DAM": ("S", 2),
    "FT": ("S", 1),
    "HSP": ("S", 1),
    "INSM": ("S", 3),
    "MFG": ("S", 2),
    "MFGM": ("S", 2),
    "MALL": ("S", 1),
    "MN": ("S", 3),
    "OILR": ("S", 3),
    "PRN": ("S", 2),
    "PS": ("S", 3),
    "PSH": ("S", 2),
    "PSN": ("S", 4),
    "RSTN": ("S", 1),
    "THTR": ("S", 1),
    "PSTB": ("S", 2),
}

# ISO 3166-1 alpha-2, with XK (Kosovo), which the field's data sets use.
_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ "
    "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO "
    "FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE "
    "JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO "
    "MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW "
    "PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM "
    "TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK"
)
COUNTRIES: frozenset[str] = frozenset(_CODES.split())
