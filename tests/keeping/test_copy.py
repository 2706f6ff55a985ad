"""A ledger moved: between files, and between a file and a server, with all that is in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fogline.config import Settings
from fogline.errors import NotALedger, UsageError
from fogline.keeping.copy import copy
from fogline.keeping.merge import merge
from fogline.keeping.verify import faults
from fogline.ledger import Ledger
from fogline.store.address import Where, where_of
from fogline.store.sql import open_store
from tests import postgres_server
from tests.conftest import Call
from tests.export.conftest import STORIES

SETTINGS = Settings(profile="ukraine")

Maker = Callable[[str], Where]
MAKERS = ["file", pytest.param("server", marks=pytest.mark.postgres)]


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Maker:
    """Gives a place for a new ledger: a file, or an empty schema of a server."""
    if request.param == "file":
        return lambda name: tmp_path / f"{name}.fog"
    server = postgres_server.shared()
    return lambda name: where_of(server.address("shared", schema=server.schema()))


@pytest.fixture
def reviewed(tmp_path: Path) -> Path:
    """A ledger with custody, a claim that was corrected, one that was rejected, and one taken back."""
    for name, text in STORIES.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    path = tmp_path / "war.fog"
    with Ledger.open(path) as ledger:
        ledger.add([tmp_path / f"{name}.txt" for name in STORIES], settings=SETTINGS)
        first, second, *_ = [claim for _, claim in ledger.claims()]
        at = datetime(2031, 5, 3, 12, 30, 1, 250, tzinfo=UTC)
        ledger.review("correct", first.claim_id, "ada", changes={"polarity": "denied"}, at=at)
        made = ledger.review("reject", second.claim_id, "bo", reason="no claim")
        ledger.undo(made.review_id, "ada")
    return path


def everything(where: Where) -> list[object]:
    """All that a ledger answers, and what it says of itself."""
    with open_store(where) as store, Ledger.open(where) as ledger:
        documents = list(store.documents())
        return [
            documents,
            [store.mentions(one.document_id) for one in documents],
            list(ledger.records()),
            list(store.derived.events()),
            list(store.derived.disagreements()),
            ledger.histories(),
            list(store.reviews()),
            [(one, store.body(one.sha256)) for one in store.received()],
            store.derived.origins(),
            store.derived.stale(),
            [*store.overview.events(), *sorted(store.overview.memberships())],
            dict(store.about()),
            store.custody_totals(),
            [list(store.search(words)) for words in ("Kramatorsk", "russian", '"the army"', "nothing of it")],
        ]


@pytest.mark.parametrize("place", MAKERS, indirect=True)
def test_there_and_back_all_is_as_it_was(place: Maker, reviewed: Path, tmp_path: Path, fogline: Call) -> None:
    there, back = place("there"), tmp_path / "back.fog"
    told: list[tuple[str, int, int]] = []
    counts = copy(reviewed, there, step=lambda *step: told.append(step))
    copy(there, back)
    assert counts.reviews == 3
    assert everything(there) == everything(back) == everything(reviewed)
    assert told[-1][1] == told[-1][2], "progress ends with all rows"
    for where in (there, back):
        with open_store(where) as store:
            assert list(faults(store)) == []
    address = there.address if not isinstance(there, Path) else there
    exported = [fogline("export", each, "--format", "jsonl").out for each in (reviewed, address, back)]
    assert exported[0]
    assert exported[0] == exported[1] == exported[2]


@pytest.mark.parametrize("place", MAKERS, indirect=True)
def test_a_copy_goes_on_being_a_ledger(place: Maker, reviewed: Path, tmp_path: Path) -> None:
    there = place("there")
    copy(reviewed, there)
    (tmp_path / "new.txt").write_text("Troops captured Lyman on Monday, the ministry said.", encoding="utf-8")
    for where in (there, reviewed):
        with Ledger.open(where) as ledger:
            ledger.add([tmp_path / "new.txt"], settings=SETTINGS)
            claim = next(claim for _, claim in ledger.claims())
            ledger.review("accept", claim.claim_id, "cy", at=datetime(2031, 5, 4, tzinfo=UTC))
    mine, theirs = (everything(where)[:6] for where in (there, reviewed))
    assert mine == theirs


@pytest.mark.parametrize("place", MAKERS, indirect=True)
def test_what_holds_something_is_not_written_over(place: Maker, reviewed: Path) -> None:
    there = place("there")
    copy(reviewed, there)
    before = everything(there)
    with pytest.raises(UsageError, match="not empty"):
        copy(reviewed, there)
    assert everything(there) == before
    with pytest.raises(UsageError, match="not empty"):
        copy(reviewed, reviewed)


@pytest.mark.parametrize("place", MAKERS, indirect=True)
def test_broken_off_it_leaves_nothing_and_can_be_begun_again(place: Maker, reviewed: Path) -> None:
    class Cut(KeyboardInterrupt):
        pass

    def cut(what: str, done: int, total: int) -> None:
        if 2 * done > total:
            raise Cut

    there = place("there")
    with pytest.raises(Cut):
        copy(reviewed, there, step=cut)
    if isinstance(there, Path):
        assert not list(there.parent.glob("there*"))
    else:
        with open_store(there) as store:
            assert store.counts().documents == 0
    copy(reviewed, there)
    assert everything(there) == everything(reviewed)


def test_a_copy_of_nothing_makes_nothing(tmp_path: Path, fogline: Call) -> None:
    with pytest.raises(NotALedger):
        copy(tmp_path / "none.fog", tmp_path / "to.fog")
    assert not list(tmp_path.iterdir())
    assert fogline("ledger", "copy", tmp_path / "none.fog", tmp_path / "to.fog").code == 2


def test_the_verb_says_what_there_is_now(reviewed: Path, tmp_path: Path, fogline: Call) -> None:
    done = fogline("ledger", "copy", reviewed, tmp_path / "to.fog")
    assert (done.code, done.err) == (0, "")
    assert "3 reviews" in done.out
    again = fogline("ledger", "copy", reviewed, tmp_path / "to.fog")
    assert again.code == 2
    assert again.err.count("\n") == 1
    assert "is not empty" in again.err


@pytest.mark.parametrize("place", [MAKERS[1]], indirect=True)
def test_two_ledgers_are_merged_into_a_database(place: Maker, reviewed: Path, tmp_path: Path) -> None:
    other, there = tmp_path / "other.fog", place("there")
    (tmp_path / "new.txt").write_text("Troops captured Lyman on Monday, the ministry said.", encoding="utf-8")
    with Ledger.open(other) as ledger:
        ledger.add([tmp_path / "new.txt"], settings=SETTINGS)
    done = merge(reviewed, other, there, settings=SETTINGS)
    merge(reviewed, other, tmp_path / "both.fog", settings=SETTINGS)
    assert done.counts.documents == len(STORIES) + 1
    assert everything(there)[:6] == everything(tmp_path / "both.fog")[:6]
