"""The sample keeps what its README promises."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from fogline.codebook.loader import codebook
from fogline.evaluate.gold import GoldDocument, load_gold

SAMPLE = Path(__file__).parents[1] / "sample"
DISPATCHES = SAMPLE / "dispatches"


def annotated() -> tuple[GoldDocument, ...]:
    return load_gold(SAMPLE / "gold")


def records() -> list[dict[str, str]]:
    return [json.loads(line) for line in (DISPATCHES / "posts.jsonl").read_text(encoding="utf-8").splitlines()]


def dispatch_names() -> list[str]:
    files = [path.name for path in DISPATCHES.iterdir() if path.suffix != ".jsonl"]
    return sorted(files + [record["name"] for record in records()])


def test_every_dispatch_is_annotated_once_and_its_evidence_stands_in_it() -> None:
    names = dispatch_names()
    assert len(names) >= 16
    assert len(set(names)) == len(names)
    assert sorted(document.name for document in annotated()) == names


def test_all_event_types_occur_among_the_required_claims() -> None:
    found = {claim.event_types[0] for document in annotated() for claim in document.claims if not claim.optional}
    assert found == set(codebook().event_types)


def test_every_modality_polarity_certainty_and_verification_occurs() -> None:
    claims = [claim for document in annotated() for claim in document.claims]
    assert {value for claim in claims for value in claim.modalities or ()} == {
        "occurred",
        "ongoing",
        "planned",
        "expected",
        "requested",
    }
    assert {value for claim in claims for value in claim.polarities or ()} == {"affirmed", "denied"}
    assert {value for claim in claims for value in claim.certainties or ()} == {"stated", "hedged"}
    assert {value for claim in claims for value in claim.verifications or ()} >= {"verified", "unverified"}


def test_no_claim_is_annotated_twice() -> None:
    for document in annotated():
        required = Counter(
            (claim.start, claim.end, claim.event_types[0], claim.places, claim.quantities, claim.patients)
            for claim in document.claims
            if not claim.optional
        )
        assert max(required.values(), default=1) == 1, document.name


def test_texts_beside_the_annotations_are_those_of_the_records() -> None:
    for record in records():
        title, text = record.get("title"), record["text"]
        whole = f"{title}\n\n{text}" if title else text
        assert (SAMPLE / "gold" / "texts" / record["name"]).read_text(encoding="utf-8") == whole, record["name"]


def test_the_reprint_repeats_the_wire_text() -> None:
    wire = (DISPATCHES / "01-northwire-withdrawal-order.txt").read_text(encoding="utf-8")
    reprint = (DISPATCHES / "02-valley-courier-reprint.txt").read_text(encoding="utf-8")
    repeated = [line for line in reprint.splitlines()[3:] if line]
    assert len(repeated) == 4
    assert all(line in wire for line in repeated)


def test_the_readme_lists_every_dispatch() -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in DISPATCHES.iterdir() if f"`{path.name}`" not in readme] == []
