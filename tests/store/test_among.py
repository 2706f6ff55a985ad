"""What is asked for by many values is looked up in an index, never by going through a table."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from fogline.store.derived_schema import event_claims
from fogline.store.dialect import among
from fogline.store.sql import open_store


def test_many_values_are_looked_up_in_the_index(tmp_path: Path) -> None:
    with open_store(tmp_path / "war.fog", create=True) as store, store._reading() as connection:
        table = event_claims
        query = select(table.c.event_id).where(among(table.c.claim_id, ["a", "b"]), table.c.document_id != "d")
        compiled = query.compile(connection, compile_kwargs={"render_postcompile": True})
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", ('["a", "b"]', "d"))
        assert any("SEARCH event_claims" in row[3] for row in plan)
