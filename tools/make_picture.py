"""Draws the README's picture: some of the demo's claims, one a document, as a terminal shows them.

python tools/make_picture.py
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from fogline.cli.claims import show
from fogline.export.record import Record
from fogline.ledger import ClaimFilter, Ledger
from fogline.sample import sample_folder

OUT = Path(__file__).parents[1] / "docs" / "claims.svg"
SHOWN = 7
FONT_FROM_AFAR = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""The drawing asks a server for its font; a picture that works with no network does not."""


def one_of_each(records: Iterable[Record]) -> list[Record]:
    """The surest claim of each document, from the first few documents."""
    surest: dict[str, Record] = {}
    for record in records:
        name = record["document"]["name"]
        if name not in surest or record["confidence"] > surest[name]["confidence"]:
            surest[name] = record
    return list(surest.values())[:SHOWN]


def main() -> None:
    """Build the demo's ledger and draw its surest claims about one town."""
    console = Console(record=True, width=118, file=tempfile.TemporaryFile("w"))  # noqa: SIM115 - written nowhere
    with (
        tempfile.TemporaryDirectory() as folder,
        sample_folder() as sample,
        Ledger.open(Path(folder) / "demo.fog") as ledger,
    ):
        ledger.add([sample])
        where = ClaimFilter(place="Sievierodonetsk", min_confidence=0.8)
        console.print("[bold]$ fogline claims demo.fog --place Sievierodonetsk --min-confidence 0.8[/bold]")
        show(one_of_each(ledger.records(where)), console)
    picture = console.export_svg(title="fogline")
    OUT.write_text(FONT_FROM_AFAR.sub("", picture), encoding="utf-8")


if __name__ == "__main__":
    main()
