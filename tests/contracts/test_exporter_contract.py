"""What every export format promises: all records, streamed, the same bytes for the same records."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from fogline.export.base import Exporter
from fogline.export.formats import FORMATS, get_format
from fogline.export.record import Record, record_of
from tests.factories import a_claim, a_document


@pytest.fixture(params=FORMATS, ids=lambda form: form.name)
def exporter(request: pytest.FixtureRequest) -> Exporter:
    made: Exporter = request.param
    return made


def records() -> Iterator[Record]:
    text = 'Село Гірське fell on Friday,\n“the mayor” said; "thirteen" were killed, he added.\n' * 2
    document = a_document(text, title="=cmd|' /C calc'!A0")
    yield record_of(document, a_claim(speaker=None, place=None, time=None))
    yield record_of(a_document(), a_claim())


def test_it_is_found_under_its_name(exporter: Exporter) -> None:
    assert get_format(exporter.name) is exporter


def test_it_counts_what_it_writes(exporter: Exporter) -> None:
    assert exporter.write(records(), io.BytesIO()) == 2
    assert exporter.write(iter(()), io.BytesIO()) == 0


def test_the_same_records_are_the_same_bytes(exporter: Exporter) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    exporter.write(records(), first)
    exporter.write(records(), second)
    assert first.getvalue() == second.getvalue()


def test_it_writes_utf8_and_leaves_the_file_open(exporter: Exporter) -> None:
    out = io.BytesIO()
    exporter.write(records(), out)
    assert not out.closed
    out.getvalue().decode("utf-8")
