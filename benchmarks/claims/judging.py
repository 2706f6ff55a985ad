"""Claims: what a ledger holds against annotations, claim by claim and field by field."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.decisions import NONE, Decision, Run
from fogline.config import Settings
from fogline.evaluate.fields import JUDGES, USABLE_FIELDS, Record, judge_claim
from fogline.evaluate.gold import GoldClaim, GoldDocument
from fogline.evaluate.pairing import pair, position_of
from fogline.evaluate.scores import group_records
from fogline.ledger import Ledger

CLAIMS = ("detection", "usable")
MEASURES = (*CLAIMS, *JUDGES)
_CLAIMS = frozenset(CLAIMS)

Records = Mapping[str, Sequence[Record]]
"""document name → its claim records"""


def build(inputs: Sequence[Path], *, profile: str = "auto") -> tuple[Records, dict[str, str]]:
    """The claim records of a ledger built from *inputs*, and the texts of its documents by name."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "judged.fog") as ledger:
        ledger.add(list(inputs), settings=Settings(profile=profile))
        return group_records(ledger.records()), {document.name: document.text for document in ledger.documents()}


def judge(corpus: str, gold: Sequence[GoldDocument], records: Records, into: Run) -> None:
    """Judge *records* by the annotations in *gold*, document by document."""
    texts = {document.name: document.text for document in gold}
    into.add(corpus, MEASURES, texts, _all(corpus, gold, records))


def _all(corpus: str, gold: Sequence[GoldDocument], records: Records) -> Iterator[Decision]:
    for index, document in enumerate(gold):
        yield from decide(corpus, index, document, records.get(document.name, ()))


def decide(corpus: str, index: int, gold: GoldDocument, records: Sequence[Record]) -> Iterator[Decision]:
    """Every required claim, then every record that tells none; optional ones and ignored stretches count nowhere."""
    paired = pair(gold.claims, records, gold.published)
    for number, claim in enumerate(gold.claims):
        if not claim.optional:
            record = records[paired[number]] if number in paired else None
            yield _claim(corpus, index, gold, claim, record)
    taken = set(paired.values())
    for number, record in enumerate(records):
        if number not in taken and not any(start <= position_of(record) <= end for start, end in gold.ignored):
            yield _spurious(corpus, index, gold, record)


def _claim(corpus: str, index: int, gold: GoldDocument, claim: GoldClaim, record: Record | None) -> Decision:
    words, types = gold.text[claim.start : claim.end], ", ".join(claim.event_types)
    item = ": ".join([types, *(place.name for place in (claim.places or ())[:1])])
    at = corpus, gold.name, index, claim.start, claim.end, words, item
    if record is None:
        return Decision(*at, _CLAIMS, NONE, NONE, f"missed: {claim.event_types[0]}")
    verdicts = judge_claim(claim, record, gold.published)
    judged = frozenset(name for name, right in verdicts.items() if right is not None)
    right = {"detection", *(name for name in judged if verdicts[name])}
    wrong = [name for name in JUDGES if name in judged and name not in right]
    if not any(name in USABLE_FIELDS for name in wrong):
        right.add("usable")
    counted = _CLAIMS | judged
    return Decision(*at, counted, counted, frozenset(right), f"wrong: {', '.join(wrong)}" if wrong else "")


def _spurious(corpus: str, index: int, gold: GoldDocument, record: Record) -> Decision:
    at, kind = record["evidence"], record["event_type"]
    item = f"{kind}: {(record['trigger'] or at)['text']}"
    return Decision(
        corpus, gold.name, index, at["start"], at["end"], at["text"], item, NONE, _CLAIMS, NONE, f"spurious: {kind}"
    )
