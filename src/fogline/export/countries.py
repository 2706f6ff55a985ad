"""Countries as ACLED and UCDP name and number them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its ISO 3166-1 codes (``numeric`` empty where there is none), its name, and the regions it is in."""

    alpha2: str
    alpha3: str
    numeric: str
    name: str
    acled_region: str
    ucdp_region: str


@cache
def countries() -> Mapping[str, Country]:
    """Every country by its alpha-2 code, read once."""
    text = (files(__package__) / "countries.tsv").read_text(encoding="utf-8")
    return {row["alpha2"]: Country(**row) for row in csv.DictReader(text.splitlines(), delimiter="\t")}
