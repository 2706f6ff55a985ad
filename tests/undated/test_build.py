"""A ledger dates its undated documents from the others, and reads them again with their day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fogline.config import Settings
from fogline.ledger import BuildReport, Ledger

STORY = (
    "Soldiers have been told to leave Kramatorsk, the governor said on Friday. Shells had flattened the depot there, "
    "he told reporters. A convoy left the town at noon with the wounded and what guns it still had."
)
DATED = f"Garrison quits Kramatorsk\n\nKYIV, May 4, 2018 (Coastwire) - {STORY}\n"
REPRINT = f"Town is given up\n\nKYIV (Coastwire) - {STORY}\n"
OTHER = "Briefs\n\nDock workers went on strike on Monday after talks over pay broke down.\n"
SETTINGS = Settings(profile="generic")


def write(folder: Path, **texts: str) -> list[Path]:
    paths = [folder / f"{name}.txt" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def days(ledger: Ledger) -> dict[str, tuple[date | None, str | None]]:
    return {document.name: (document.published, document.published_basis) for document in ledger.documents()}


def build(ledger: Ledger, paths: list[Path]) -> BuildReport:
    return ledger.add(paths, settings=SETTINGS)


def test_a_reprint_gets_the_day_of_its_source_and_its_claims_their_times(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "l.fog") as ledger:
        report = build(ledger, write(tmp_path, wire=DATED, reprint=REPRINT, other=OTHER))
        assert (report.undated, report.dated_from_others) == (2, 1)
        assert days(ledger) == {
            "wire.txt": (date(2018, 5, 4), "text"),
            "reprint.txt": (date(2018, 5, 4), "inferred"),
            "other.txt": (None, None),
        }
        reprint = next(document for document in ledger.documents() if document.name == "reprint.txt")
        assert "wire.txt (2018-05-04)" in (reprint.published_evidence or "")
        times = ledger.mentions(reprint.document_id).times
        assert [str(time.value.start) for time in times if time.text == "Friday"] == ["2018-05-04"]


def test_it_does_not_matter_which_came_first(tmp_path: Path) -> None:
    wire, reprint = write(tmp_path, wire=DATED, reprint=REPRINT)
    with Ledger.open(tmp_path / "l.fog") as ledger:
        assert build(ledger, [reprint]).dated_from_others == 0
        assert build(ledger, [wire]).dated_from_others == 1
        assert days(ledger)["reprint.txt"] == (date(2018, 5, 4), "inferred")
        assert build(ledger, [wire, reprint]).dated_from_others == 0


def test_a_day_that_the_user_gives_comes_before_an_inferred_one(tmp_path: Path) -> None:
    paths = write(tmp_path, wire=DATED, reprint=REPRINT)
    with Ledger.open(tmp_path / "l.fog") as ledger:
        build(ledger, paths)
        ledger.add(paths[1:], settings=Settings(profile="generic", published=date(2018, 5, 7)))
        assert days(ledger)["reprint.txt"] == (date(2018, 5, 7), "user")
