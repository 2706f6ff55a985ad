"""A ledger from before corrections were kept (form 3) is brought up to date with the decisions that it holds."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from fogline.model.review import Review
from fogline.store import migrations, rows, sqlite
from fogline.store.base import ClaimFilter
from fogline.store.sql import open_store
from tests.factories import a_claim, a_document

NEW = ("toll", "review", "as_read")


def _inserted(table: str, row: dict[str, object]) -> tuple[str, dict[str, object]]:
    names = ", ".join(row)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{name}' for name in row)})", row


def test_what_was_decided_before_counts_and_figures_are_weighed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, document = tmp_path / "war.fog", a_document()
    kept, gone = a_claim(document), a_claim(document, claim_id="gone", quantities=())
    at = datetime(2031, 5, 3, tzinfo=UTC)
    made = [
        Review("r1", kept.claim_id, "reject", "ada", at),
        Review("r2", kept.claim_id, "note", "bob", at, revokes="r1"),
        Review("r3", gone.claim_id, "reject", "ada", at),
        Review("r4", kept.claim_id, "merge", "ada", at, {"claims": ["gone"]}),
    ]
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", migrations.STEPS[:3])
        open_store(path, create=True).close()
    engine = sqlite.engine_for(path)
    with engine.begin() as connection:
        old = [_inserted("documents", rows.document_row(document))]
        for claim in (kept, gone):
            row = {name: value for name, value in rows.claim_row(claim).items() if name not in NEW}
            old.append(_inserted("claims", row))
        old += [_inserted("reviews", rows.review_row(review)) for review in made]
        for statement, values in old:
            connection.execute(text(statement), values)
    engine.dispose()
    with open_store(path) as store:
        assert [claim.claim_id for claim in store.claims()] == [kept.claim_id]
        assert [one.toll for one in store.to_review(ClaimFilter(reviewed="any")) if one.toll is not None] == [13.0]
        assert [review.review_id for review in store.reviews("gone")] == ["r3", "r4"], "the merge names it"
