"""A small ledger of stories written for these tests, and what exports are made from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fogline.config import Settings
from fogline.ledger import Ledger
from fogline.model.review import Review
from fogline.store.sql import open_store

STORIES = {
    "army": (
        "Ukraine gives up Lysychansk\n\n"
        "LYSYCHANSK, Ukraine, July 3, 2022 (Northwire) - Ukrainian troops withdrew from Lysychansk on Sunday, "
        "Ukraine's General Staff said. Dozens of civilians were killed in shelling of the city on Saturday, Luhansk "
        "governor Serhiy Haidai said. The claim could not be independently verified."
    ),
    "ministry": (
        "Minister reports to Putin\n\n"
        "MOSCOW, July 3, 2022 (Rodina News) - Russian forces captured Lysychansk on Sunday, Defence Minister Sergei "
        "Shoigu said. Some 20 civilians had been killed in shelling of Lysychansk on Saturday, the Russian defence "
        "ministry said."
    ),
    "denial": (
        "Shelling of Kramatorsk disputed\n\n"
        "KYIV, July 5, 2022 (Gulf Post) - Russian forces shelled Kramatorsk on Monday, Donetsk governor Pavlo "
        "Kyrylenko said. Russia's defence ministry denied that its forces shelled Kramatorsk on Monday."
    ),
    "cellar": (
        "=In the cellars of Mykolaiv\n\n"
        "MYKOLAIV, Ukraine, July 6, 2022 (Gulf Post) - Russian forces shelled Mykolaiv on Tuesday, resident Oksana "
        "Tarasiuk said. “They fired rockets at the market,” said Tarasiuk, a retired nurse. Three people were "
        "killed in Mykolaiv on Tuesday, Tarasiuk said."
    ),
    "plans": (
        "Kyiv plans ahead\n\n"
        "KYIV, July 7, 2022 (Northwire) - Ukraine will retake Kherson, President Volodymyr Zelensky said. The European "
        "Union promised more ammunition."
    ),
}


def written(folder: Path) -> list[Path]:
    """The stories as files."""
    for name, text in STORIES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return sorted(folder.glob("*.txt"))


@pytest.fixture(scope="session")
def war_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger's file; nobody may change it."""
    folder = tmp_path_factory.mktemp("war")
    path = folder / "war.fog"
    with Ledger.open(path) as ledger:
        ledger.add(written(folder), settings=Settings(profile="ukraine"))
        accepted = next(ledger.records())["claim_id"]
    with open_store(path) as store:
        at = datetime(2022, 7, 9, 12, tzinfo=UTC)
        store.add_review(Review("r1", accepted, "accept", "Ada Marsh", at, reason="read twice"))
    return path


@pytest.fixture(scope="session")
def war(war_file: Path) -> Iterator[Ledger]:
    """The ledger, open."""
    with Ledger.open(war_file, create=False) as ledger:
        yield ledger
