"""Event types: the PLOVER root codes of the claims in a sentence, against the one that annotators gave it.

The annotation codes one pair of source and target a sentence and our claims are not about pairs, so this is a check
that the types mean what PLOVER means by them, no comparison with systems made for that task. A sentence is found
where it has a claim whose type has a root code, right where one of them is the annotated one. Roots that no type of
ours maps to (ACCUSE, YIELD …) are not to be found.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.decisions import NONE, Decision, Run
from fogline.config import Settings
from fogline.export.record import record_of
from fogline.ledger import BuildReport, read_documents

MEASURES = ("root code",)
ROOTS = frozenset(
    {"ASSAULT", "RETREAT", "COERCE", "AID", "MOBILIZE", "CONSULT", "AGREE", "REJECT", "SANCTION", "PROTEST"}
)
_ALL = frozenset(MEASURES)


def run(bench: Path, into: Run, *, limit: int | None = None) -> None:
    """Judge the sentences of ``plover/`` under *bench*, the first *limit*."""
    path = bench / "plover" / "PLV_train.tsv"
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[:limit]
    texts = {f"sentence {number}": row["sentence"] for number, row in enumerate(rows)}
    into.add("PLOVER", MEASURES, texts, _decide(rows, _codes(texts)))


def _codes(texts: dict[str, str]) -> dict[str, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sentences.jsonl"
        rows = ({"name": name, "text": text, "language": "en"} for name, text in texts.items())
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        extractions = read_documents([path], settings=Settings(profile="generic"), report=BuildReport())
        return {
            e.document.name: [code for c in e.claims if (code := record_of(e.document, c)["plover"])]
            for e in extractions
        }


def _decide(rows: Sequence[dict[str, Any]], codes: dict[str, list[str]]) -> Iterator[Decision]:
    for index, row in enumerate(rows):
        name, text, root = f"sentence {index}", row["sentence"], row["gold_root"]
        found = codes.get(name, [])
        if root not in ROOTS and not found:
            continue
        yield Decision(
            "PLOVER", name, index, 0, len(text), "", root, _ALL if root in ROOTS else NONE, _ALL if found else NONE,
            _ALL if root in found else NONE, _kind(root, found),
        )  # fmt: skip


def _kind(root: str, found: Sequence[str]) -> str:
    if root in found:
        return ""
    return f"{root}, found {found[0]}" if found else f"{root}, no claim"
