"""What every export format promises: everything, streamed, the same bytes for the same material."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from fogline.export.base import Exporter, Material, ToldClaim, ToldEvent, What
from fogline.export.derived import event_record
from fogline.export.formats import FORMATS, get_format
from fogline.export.record import Record, record_of
from fogline.model.event import Event, Member, Voice
from tests.factories import a_claim, a_document

OFFERS = [(exporter, what) for exporter in FORMATS for what in exporter.offers]


@pytest.fixture(params=OFFERS, ids=lambda offer: f"{offer[0].name}-{offer[1]}")
def offer(request: pytest.FixtureRequest) -> tuple[Exporter, What]:
    made: tuple[Exporter, What] = request.param
    return made


@pytest.fixture
def exporter(offer: tuple[Exporter, What]) -> Exporter:
    return offer[0]


@pytest.fixture
def material(offer: tuple[Exporter, What]) -> Material:
    return Material(records, events, control, what=offer[1])


def records() -> Iterator[Record]:
    text = 'Село Гірське fell on Friday,\n“the mayor” said; "thirteen" were killed, he added.\n' * 2
    document = a_document(text, title="=cmd|' /C calc'!A0")
    yield record_of(document, a_claim(speaker=None, place=None, time=None))
    yield record_of(a_document(), a_claim(verification="verified"))


def events() -> Iterator[ToldEvent]:
    for number, record in enumerate(records()):
        place = a_claim().place
        where = None if place is None or record["place"] is None else place.place
        voice = Voice(None, None, (record["claim_id"],), ("o",))
        made = Event(
            f"e{number}", "capture", ("capture",), where, None, None, (Member("a"),), (voice,), 1, "single_source"
        )
        yield ToldEvent(event_record(made), (ToldClaim(record, "armed_group", None),))


def control() -> Iterator[Record]:
    for record in records():
        if record["place"] is not None:
            told = {"since": "2031-05-02", "until": None, "last_told": "2031-05-02", "claims": ["a"]}
            yield {"place": record["place"], "holder": "crown", "basis": "claimed", **told}


def test_it_is_found_under_its_name(exporter: Exporter) -> None:
    assert get_format(exporter.name) is exporter


def test_it_counts_what_it_writes(exporter: Exporter, material: Material) -> None:
    assert exporter.write(material, io.BytesIO()) > 0
    assert exporter.write(Material(what=material.what), io.BytesIO()) == 0


def test_the_same_material_is_the_same_bytes(exporter: Exporter, material: Material) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    exporter.write(material, first)
    exporter.write(material, second)
    assert first.getvalue() == second.getvalue()


def test_it_leaves_the_file_open_and_writes_utf8_where_it_is_text(exporter: Exporter, material: Material) -> None:
    out = io.BytesIO()
    exporter.write(material, out)
    assert not out.closed
    if not exporter.binary:
        out.getvalue().decode("utf-8")


def test_it_takes_one_thing_at_a_time(exporter: Exporter, material: Material) -> None:
    """Whatever a format keeps is bounded: it never asks for all records before it writes the first."""
    asked = 0

    def many() -> Iterator[Record]:
        nonlocal asked
        one = list(records())[1]
        for _ in range(20_000):
            asked += 1
            yield one

    class Full(io.BytesIO):
        def write(self, data: Any) -> int:
            size = len(memoryview(data))
            if size + self.tell() > 100_000:
                raise OSError(28, "full")
            return super().write(data)

    if "claims" in exporter.offers and material.what == "claims" and exporter.name not in ("gpkg", "parquet"):
        with pytest.raises(OSError, match="full"):
            exporter.write(replace(material, claims=many), Full())
        assert asked < 5_000
