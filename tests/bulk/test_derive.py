"""What is derived across partitions: what one ledger of the same documents derives, however they are cut."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fogline.building import BuildReport, read_documents
from fogline.bulk import rows, tables
from fogline.bulk.derive import derive_bulk
from fogline.bulk.layout import Layout
from fogline.config import Settings
from fogline.derivation.derive import derive
from fogline.errors import BulkError
from fogline.ingest.intake import Intake
from fogline.model.claim import Role, Where
from fogline.model.control import History
from fogline.model.disagreement import Disagreement
from fogline.model.event import Event
from fogline.model.extraction import Extraction
from fogline.model.origin import Origin
from fogline.model.values import Actor
from fogline.store import codec
from fogline.store.memory import MemoryStore
from fogline.views.control import histories
from tests.reports import WEIR, claim, killed, prose, read, story

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[2] / "sample" / "dispatches"

ONE = Settings()


def partition(layout: Layout, number: int, extractions: Sequence[Extraction]) -> None:
    """Write *extractions* as a whole partition."""
    found: dict[str, list[Any]] = {"documents": [], "claims": [], "mentions": []}
    for one in extractions:
        found["documents"].append(rows.document_row(one.document, number, one))
        found["claims"] += rows.claim_rows(one.document, one.claims, number)
        found["mentions"] += rows.mention_rows(one.document.document_id, one.mentions, number)
    for table, made in found.items():
        with tables.written(layout, layout.path(table, number), tables.schema_of(table)) as out:
            (out.add if table == "documents" else out.put)(made)
    layout.write_json(layout.mark(number), {"documents": [one.document.document_id for one in extractions]})


def records(layout: Layout, table: str, noun: type[Any]) -> list[Any]:
    files = f"{layout.root}/{table}/*.parquet"
    query = "SELECT record FROM read_parquet(?) WHERE record IS NOT NULL"
    return [codec.loads(noun, record) for (record,) in duckdb.execute(query, [files]).fetchall()]


def derived_in(layout: Layout) -> tuple[object, ...]:
    origins = {key: one.origin_id for one in records(layout, "origins", Origin) for key in one.documents}
    return (
        origins,
        sorted(records(layout, "events", Event), key=lambda one: str(one.event_id)),
        sorted(records(layout, "disagreements", Disagreement), key=lambda one: str(one.disagreement_id)),
        sorted(records(layout, "control", History), key=lambda one: (one.place.name, one.place.geonameid or 0)),
    )


def derived_by_one_ledger(extractions: Sequence[Extraction]) -> tuple[object, ...]:
    with MemoryStore() as store:
        store.add(extractions)
        derive(store)
        return (
            dict(store.derived.origins()),
            sorted(store.derived.events(), key=lambda one: one.event_id),
            sorted(store.derived.disagreements(), key=lambda one: one.disagreement_id),
            sorted(histories(store), key=lambda one: (one.place.name, one.place.geonameid or 0)),
        )


@pytest.fixture(scope="module")
def dispatches() -> list[Extraction]:
    """The sample as it is read, with one story more that a second paper printed."""
    return list(read_documents([SAMPLE], settings=ONE, report=BuildReport(), intake=Intake()))


@pytest.fixture(scope="module")
def expected(dispatches: list[Extraction]) -> tuple[object, ...]:
    return derived_by_one_ledger(dispatches)


@pytest.mark.parametrize("workers", [1, 2])
def test_the_sample_in_partitions_adds_up_to_what_one_ledger_says(
    dispatches: list[Extraction], expected: tuple[Any, ...], workers: int, tmp_path: Path
) -> None:
    layout = Layout(str(tmp_path / "bulk"))
    for number, start in enumerate(range(0, len(dispatches), 7)):
        partition(layout, number, dispatches[start : start + 7])
    counts = derive_bulk(layout, Settings(workers=workers))
    origins, events, disagreements, control = expected
    assert derived_in(layout) == expected
    assert any(len(one.members) > 1 for one in events)
    assert disagreements
    assert control
    assert counts == {
        "origins": len(set(origins.values())),
        "events": len(events),
        "disagreements": len(disagreements),
        "control": sum(len(history.spells) for history in control),
    }


def articles() -> list[Extraction]:
    """Reprints, two sides, a denial, another town, another day, an undated aside, a toll."""
    news = prose(31, 120)
    first, copy, other, denial = story(1, news), story(2, news), story(3), story(4)
    town, later, aside, toll = story(5), story(6, day=20), story(7), story(8)
    league = Role("troops", Actor("League army", "military", party="league"), None)
    crown = Role("troops", Actor("Crown army", "military", party="crown"), None)
    return [
        read(first, claim(first, says="crown", quantities=killed(12)), claim(first, 2, event_type="casualties")),
        read(copy, claim(copy, says="crown"), claim(copy, 3, event_type="control", agent=crown, says="crown")),
        read(
            other,
            claim(other, says="league", quantities=killed(15)),
            claim(other, 2, event_type="capture", agent=league, says="league"),
        ),
        read(denial, claim(denial, says="league", polarity="denied")),
        read(town, claim(town, place=Where("Weir", WEIR, None))),
        read(later, claim(later, day=19), claim(later, 2, event_type="hold", day=19)),
        read(aside, claim(aside, time=None), claim(aside, 2, place=None)),
        read(toll, claim(toll, says="league", event_type="casualties", quantities=killed(40))),
    ]


@settings(
    max_examples=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(order=st.permutations(range(8)), cuts=st.sets(st.integers(1, 7)))
def test_however_documents_are_cut_into_partitions_the_same_follows(
    tmp_path_factory: pytest.TempPathFactory, order: Sequence[int], cuts: set[int]
) -> None:
    all_of_them = articles()
    layout = Layout(str(tmp_path_factory.mktemp("bulk") / "b"))
    for number, (start, end) in enumerate(pairwise([0, *sorted(cuts), len(order)])):
        partition(layout, number, [all_of_them[i] for i in order[start:end]])
    derive_bulk(layout, ONE)
    assert derived_in(layout) == derived_by_one_ledger(all_of_them)


def test_what_is_derived_is_not_derived_again_until_a_partition_comes(tmp_path: Path) -> None:
    layout, said = Layout(str(tmp_path / "bulk")), list[str]()
    some = articles()
    partition(layout, 0, some[:5])
    first = derive_bulk(layout, ONE)
    assert derive_bulk(layout, ONE, lambda what, done, total: said.append(what)) == first
    assert not said
    partition(layout, 1, some[5:])
    derive_bulk(layout, ONE)
    assert derived_in(layout) == derived_by_one_ledger(some)


@pytest.mark.parametrize(
    "stop",
    [
        "indexing",
        "comparing texts",
        "comparing claims",
        "matching claims",
        "joining claims",
        "events",
        "places",
        "claims alone",
    ],
)
def test_a_run_that_was_stopped_anywhere_goes_on_where_it_was(stop: str, tmp_path: Path) -> None:
    layout, some = Layout(str(tmp_path / "bulk")), articles()
    partition(layout, 0, some[:3])
    partition(layout, 1, some[3:])

    def stopping(what: str, done: int, total: int) -> None:
        if what == stop:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        derive_bulk(layout, ONE, stopping)
    derive_bulk(layout, ONE)
    assert derived_in(layout) == derived_by_one_ledger(some)


@pytest.mark.parametrize("stage", ["pairs", "scored", "clustered", "told"])
def test_a_run_that_was_killed_goes_on_where_it_was(
    stage: str, dispatches: list[Extraction], expected: tuple[object, ...], tmp_path: Path
) -> None:
    layout = Layout(str(tmp_path / "bulk"))
    for number, start in enumerate(range(0, len(dispatches), 9)):
        partition(layout, number, dispatches[start : start + 9])
    running = multiprocessing.get_context("spawn").Process(target=derive_bulk, args=(layout, ONE))
    running.start()
    while running.is_alive() and not list((tmp_path / "bulk" / "work").glob(f"derive/*/{stage}/*")):
        time.sleep(0.005)
    running.kill()
    running.join()
    derive_bulk(layout, ONE)
    assert derived_in(layout) == expected


@pytest.mark.parametrize("table", ["documents", "claims"])
def test_a_damaged_file_is_named_in_one_line_with_what_mends_it(table: str, tmp_path: Path) -> None:
    layout, some = Layout(str(tmp_path / "bulk")), articles()
    partition(layout, 0, some[:4])
    partition(layout, 1, some[4:])
    whole = (tmp_path / "bulk" / table / "part-00001.parquet").read_bytes()
    (tmp_path / "bulk" / table / "part-00001.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BulkError, match=rf"{table}/part-00001\.parquet: is damaged .*marks/part-00001\.json") as error:
        derive_bulk(layout, ONE)
    assert "\n" not in str(error.value)
    (tmp_path / "bulk" / table / "part-00001.parquet").write_bytes(whole)
    derive_bulk(layout, ONE)
    assert derived_in(layout) == derived_by_one_ledger(some)


def test_documents_without_claims_are_origins_and_nothing_else(tmp_path: Path) -> None:
    layout = Layout(str(tmp_path / "bulk"))
    partition(layout, 0, [read(story(1)), read(story(2))])
    assert derive_bulk(layout, ONE) == {"origins": 2, "events": 0, "disagreements": 0, "control": 0}


def test_no_partition_at_all_is_nothing_to_derive(tmp_path: Path) -> None:
    assert not any(derive_bulk(Layout(str(tmp_path / "bulk")), ONE).values())
