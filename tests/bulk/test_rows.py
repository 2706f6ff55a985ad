"""What is read is read back from the tables exactly, and can be asked for by its columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fogline.bulk import duck, rows, tables
from fogline.bulk.layout import Layout
from fogline.config import Settings
from fogline.model.custody import Received
from fogline.model.extraction import Extraction
from fogline.model.mention import Mentions
from fogline.pipeline import extract
from tests.factories import a_claim, a_document

TEXT = (
    "Northern army takes Idlib\n\n"
    "Syrian rebels captured Idlib on Monday, 4 March 2030, killing 13 soldiers, the governor, Adil Haddad, told "
    "Reuters. The claim could not be independently verified. “We did not withdraw,” a "
    "military spokesman said on Telegram."
)


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    document = a_document(
        TEXT,
        title="Northern army takes Idlib",
        title_end=25,
        outlet="The Lantern",
        url="https://lantern.example/1",
        published=date(2030, 3, 5),
        published_basis="metadata",
        published_evidence="published: 2030-03-05",
        language="en",
        sources=("a.jsonl:1", "b.jsonl:7"),
        notes=("`tags` is not text and was passed over",),
    )
    (found,) = extract([document], Settings(profile="generic"))
    assert isinstance(found, Extraction) and found.claims
    return found


def kept(extraction: Extraction, folder: Path) -> Layout:
    layout = Layout(str(folder))
    document = extraction.document
    made = {
        "documents": [values_of("documents", rows.document_row(document, 0, extraction))],
        "mentions": rows.mention_rows(document.document_id, extraction.mentions, 0),
        "claims": rows.claim_rows(document, extraction.claims, 0),
        "received": [],
    }
    for table, lines in made.items():
        with tables.written(layout, layout.path(table, 0), tables.schema_of(table)) as out:
            out.put(lines)
    layout.write_json(layout.mark(0), {})
    return layout


def values_of(table: str, row: rows.Row) -> rows.Values:
    return tuple(map(row.get, tables.COLUMNS[table]))


def every(layout: Layout, table: str) -> list[dict[str, object]]:
    return [row for some in tables.read(layout, layout.path(table, 0)) for row in some]


def test_document_mentions_and_claims_come_back_as_they_were(extraction: Extraction, tmp_path: Path) -> None:
    layout = kept(extraction, tmp_path)
    assert [rows.document_of(row) for row in every(layout, "documents")] == [extraction.document]
    claims = [rows.claim_of(row) for row in every(layout, "claims")]
    assert claims == list(extraction.claims)
    assert [claim.reasons for claim in claims] == [claim.reasons for claim in extraction.claims]
    found = rows.mentions_of(reversed(every(layout, "mentions")))
    plain = tuple(replace(sentence, tokens=()) for sentence in extraction.mentions.sentences)
    assert found == replace(extraction.mentions, sentences=plain), "tokens apart, which are never kept"
    assert found.places and found.times and found.attributions and found.verifications


def test_a_claim_with_every_field_and_one_with_hardly_any_come_back(tmp_path: Path) -> None:
    document = a_document()
    full, bare = a_claim(document), a_claim(document, claim_id="bare", agent=None, place=None, time=None, speaker=None)
    layout = kept(Extraction(document, Mentions(), (full, bare), "x@1", "p"), tmp_path)
    assert [rows.claim_of(row) for row in every(layout, "claims")] == [full, bare]


def test_columns_say_what_the_claim_says(tmp_path: Path) -> None:
    document = a_document(published=date(2031, 5, 3), outlet="The Lantern")
    layout = kept(Extraction(document, Mentions(), (a_claim(document),), "x@1", "p"), tmp_path)
    with duck.connect(layout) as connection:
        duck.make_views(connection, layout)
        asked = (
            "published, outlet, event_type, speaker, speaker_party, agent_party, patient, place, country, latitude, "
            "time_start, time_end, quantities[1].low, evidence, trigger_start, plover"
        )
        row = connection.execute(f"SELECT {asked} FROM claims").fetchone()
        stored = connection.execute("SELECT text[evidence_start + 1 : evidence_end] = evidence "
                                    "FROM claims JOIN documents USING (document_id)").fetchone()  # fmt: skip
        columns = {name for (name,) in connection.execute("SELECT column_name FROM (DESCRIBE claims)").fetchall()}
    assert row == (
        *(date(2031, 5, 3), "The Lantern", "capture", "Ada Marsh", "crown", "league", None, "Northford", "XX", 10.0),
        *(date(2031, 5, 2), date(2031, 5, 2), 13.0, "rebel troops seized Northford on Friday"),
        *(document.text.index("seized"), "ASSAULT"),
    )
    assert stored == (True,), "evidence is verbatim at its offsets"
    assert "record" not in columns


def test_a_profiles_own_place_has_no_geonames_id(tmp_path: Path) -> None:
    document, claim = a_document(), a_claim()
    assert claim.place is not None
    own = replace(claim, place=replace(claim.place, place=replace(claim.place.place, geonameid=-4)))
    (row,) = every(kept(Extraction(document, Mentions(), (own,), "x@1", "p"), tmp_path), "claims")
    assert row["geonameid"] is None
    assert rows.claim_of(row) == own


def test_a_document_that_could_not_be_read_has_no_extractor(tmp_path: Path) -> None:
    row = rows.document_row(a_document(), 3)
    assert row["partition"] == 3 and "extractor" not in row and "claims" not in row


def test_custody_comes_back(tmp_path: Path) -> None:
    receipt = Received(
        source="a.warc.gz#2",
        sha256="ab" * 32,
        size=2**33,
        retrieved=datetime(2030, 3, 5, 12, 30, 1, tzinfo=UTC),
        tool="fogline 1",
        reader="html@3",
        media_type="text/html; charset=utf-8",
        context=(("status", "200"), ("url", "https://lantern.example/1")),
        document_id=None,
        why="holds no article",
    )
    layout = Layout(str(tmp_path))
    with tables.written(layout, "received/part-00000.parquet", tables.schema_of("received")) as out:
        out.add([rows.received_row(receipt, 0)])
    assert [rows.received_of(row) for row in every(layout, "received")] == [receipt]


def test_views_of_an_empty_folder_are_empty(tmp_path: Path) -> None:
    layout = Layout(str(tmp_path))
    with duck.connect(layout) as connection:
        duck.make_views(connection, layout)
        assert connection.execute("SELECT count(*) FROM claims JOIN documents USING (document_id)").fetchone() == (0,)


def test_a_folder_with_signs_in_its_name_is_read(extraction: Extraction, tmp_path: Path) -> None:
    layout = kept(extraction, tmp_path / "it's [a] *folder*")
    with duck.connect(layout) as connection:
        duck.make_views(connection, layout)
        assert connection.execute("SELECT count(*) FROM documents").fetchone() == (1,)


def test_a_folder_in_memory_is_asked_like_one_on_a_disk(extraction: Extraction, tmp_path: Path) -> None:
    layout = Layout(f"memory://{tmp_path.name}/bulk")
    with tables.written(layout, layout.path("claims", 0), tables.schema_of("claims")) as out:
        out.put(rows.claim_rows(extraction.document, extraction.claims, 0))
    layout.write_json(layout.mark(0), {})
    with duck.connect(layout) as connection:
        count = connection.execute(f"SELECT count(*) FROM {duck.scan(layout.urls('claims'))}").fetchone()
    assert count == (len(extraction.claims),)
