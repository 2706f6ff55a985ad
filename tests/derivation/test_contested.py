"""An event is contested where a denial of it can be told, and only there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fogline.ledger import Ledger
from fogline.store.memory import MemoryStore

SAID = {
    "outlet": "Front Page",
    "published": "2022-08-06",
    "text": "Russian troops shelled the hospital in Izium on Friday, Ukraine's military said.",
}


@pytest.mark.parametrize(
    ("answer", "contested"),
    [
        ("Russia's defence ministry denied that its troops had shelled the hospital in Izium on Friday.", True),
        (
            "Russia's army has repeatedly denied that its troops had shelled the hospital in Izium on Friday.",
            False,
        ),
    ],
)
def test_contested_where_the_denial_is_of_it(tmp_path: Path, answer: str, contested: bool) -> None:
    said = {"outlet": "Line Report", "published": "2022-08-06", "text": answer}
    (tmp_path / "told.jsonl").write_text("\n".join(map(json.dumps, (SAID, said))), "utf-8")
    with Ledger(MemoryStore()) as ledger:
        ledger.add([tmp_path / "told.jsonl"])
        denied = {one.event_id for one in ledger.disagreements() if one.kind == "denial"}
        found = {event.event_id for event in ledger.events() if event.status == "contested"}
        assert found == denied
        assert bool(found) is contested
        assert any(len(event.members) > 1 for event in ledger.events()), "both tell of one thing"
