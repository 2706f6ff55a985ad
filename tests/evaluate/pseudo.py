"""Makes claim records out of annotations, with known flaws, and pins what the reference scorer says of them.

    python -m tests.evaluate.pseudo REFERENCE_SCORER

rewrites ``reference_figures.json`` beside this file. It is to be run when the sample's annotations change, with the
path of the reference scorer, which is no part of this repository.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zlib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Json = dict[str, Any]

HERE = Path(__file__).parent
GOLD = HERE.parents[1] / "sample" / "gold"
PINNED = HERE / "reference_figures.json"
SETS = ("clean", "flawed 1", "flawed 2", "flawed 3")


def documents() -> list[tuple[Json, str]]:
    """Every annotation of the sample as plain JSON, with its text."""
    annotations = (json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.gold.json")))
    return [(gold, (GOLD / gold["text"]).read_text(encoding="utf-8")) for gold in annotations]


class Dice:
    """Throws that depend on their name alone: the same on every machine and Python."""

    def __init__(self, *name: object) -> None:
        self.name = name
        self.flawed = "clean" not in name

    def throw(self, what: str, sides: int) -> int:
        """A number from 0 to *sides* - 1."""
        return zlib.crc32(repr((*self.name, what)).encode()) % sides

    def one_in(self, sides: int, what: str) -> bool:
        """True once in *sides*, and never in a clean set."""
        return self.flawed and self.throw(what, sides) == 0


def pseudo_records(name: str) -> list[Json]:
    """The records of the set *name*: one for each annotated claim, some dropped, doubled, moved or made wrong."""
    records = []
    for gold, text in documents():
        for number, claim in enumerate(gold["claims"]):
            dice = Dice(name, gold["document"], number)
            if dice.one_in(5, "dropped"):
                continue
            records.append(pseudo_record(gold, text, claim, dice))
            if dice.one_in(6, "doubled"):
                records.append(pseudo_record(gold, text, claim, Dice(name, gold["document"], number, "again")))
    return records


def pseudo_record(gold: Json, text: str, claim: Json, dice: Dice) -> Json:
    """A record of *claim* in the schema's form, as far as the scorer looks at it."""
    start = -1
    for _ in range(claim["nth"] + 1):
        start = text.index(claim["evidence"], start + 1)
    end = start + len(claim["evidence"])
    at = start + dice.throw("trigger", end - start)
    types = claim["event_types"]
    return {
        "document": {
            "name": gold["document"],
            "published": "2020-02-02" if dice.one_in(4, "published") else gold.get("published"),
            "text_is_source": not dice.one_in(9, "extracted"),
        },
        "evidence": {"start": start, "end": end, "text": "?" if dice.one_in(15, "garbled") else text[start:end]},
        "trigger": None if dice.one_in(9, "trigger left out") else {"start": at, "end": at + 1, "text": text[at]},
        "event_type": "protest" if dice.one_in(8, "type") else types[dice.throw("which", len(types))],
        "speaker": _speaker(claim, dice),
        "agent": _actor(claim, "agent", dice),
        "patient": _actor(claim, "patient", dice),
        "place": _place(claim, dice),
        "time": _time(claim, dice),
        "quantities": _quantities(claim, dice),
        **{key: _choice(claim, key, dice) for key in ("modality", "polarity", "certainty", "verification")},
    }


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) else value


def _speaker(claim: Json, dice: Dice) -> Json | None:
    name = _first(claim.get("speaker"))
    if name in (None, "narrator"):
        return {"text": "somebody", "party": None} if dice.one_in(5, "speaker added") else None
    if dice.one_in(5, "speaker left out"):
        return None
    party = "russia" if dice.one_in(6, "speaker party") else _first(claim.get("speaker_party"))
    return {"text": name, "name": f"A. {name}s", "role": None, "organisation": None, "party": party}


def _actor(claim: Json, role: str, dice: Dice) -> Json | None:
    if dice.one_in(5, role + " left out"):
        return None
    party = "ukraine" if dice.one_in(6, role + " party") else _first(claim.get(role + "_party"))
    return {"text": _first(claim.get(role)) or "something", "name": "Somebody", "party": party}


def _place(claim: Json, dice: Dice) -> Json | None:
    place = _first(claim.get("place"))
    if place is None or dice.one_in(6, "place left out"):
        return None
    moved = 0.2 if dice.one_in(5, "place moved") else 0.0
    known = not dice.one_in(9, "place unresolved")
    return {"latitude": place["lat"] + moved if known else None, "longitude": place["lon"] if known else None}


def _time(claim: Json, dice: Dice) -> Json | None:
    time = claim.get("time")
    if time is None or dice.one_in(6, "time left out"):
        return None
    shift = timedelta(days=2 if dice.one_in(5, "time moved") else 0)
    days = {end: (date.fromisoformat(time[end]) + shift).isoformat() for end in ("start", "end")}
    return {**days, "end": None} if dice.one_in(5, "time open") else days


def _quantities(claim: Json, dice: Dice) -> list[Json]:
    figures = [{**figure, "measure": _first(figure["measure"])} for figure in claim.get("quantities", [])]
    for n, figure in enumerate(figures):
        if dice.one_in(4, f"figure {n}"):
            figure["best"] = (figure["best"] or 0) + 1
    return figures


def _choice(claim: Json, key: str, dice: Dice) -> Any:
    return "hedged" if dice.one_in(7, key) else _first(claim.get(key))


def reference_figures(scorer: str, records: list[Json]) -> Json:
    """What the reference scorer prints for *records*."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "claims.jsonl"
        path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
        command = [sys.executable, scorer, str(GOLD), str(path), "--json"]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures: Json = json.loads(printed)
    return figures


def main(scorer: str) -> None:
    """Rewrite the pinned figures."""
    note = "What the reference scorer says of tests/evaluate/pseudo.py's records; made by that file, never by hand."
    pinned = {"note": note, "figures": {name: reference_figures(scorer, pseudo_records(name)) for name in SETS}}
    PINNED.write_text(json.dumps(pinned, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
