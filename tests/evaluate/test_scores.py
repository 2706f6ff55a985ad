"""Figures add up, and equal those of the reference scorer."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from fogline.evaluate.gold import GoldClaim, GoldDocument, GoldSpeaker, load_gold
from fogline.evaluate.report import render, render_figures, render_mistakes
from fogline.evaluate.scores import PRF, Figures, Tally, group_records, score
from tests.evaluate.pseudo import GOLD, PINNED, SETS, pseudo_records

TEXT = "Rebels took the mill. The mayor denied it. It rained. A bridge was hit. Shells fell."
NARRATOR = GoldSpeaker((), narrator=True)


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def record(words: str, event_type: str, **fields: Any) -> dict[str, Any]:
    start, end = span(words)
    return {
        "document": {"name": "news/mill.txt", "published": "2023-05-12"},
        "evidence": {"start": start, "end": end, "text": words},
        "event_type": event_type,
        **fields,
    }


MILL = GoldDocument(
    name="mill.txt",
    text=TEXT,
    claims=(
        GoldClaim(*span("Rebels took the mill"), ("capture",), speaker=NARRATOR, modalities=("occurred",)),
        GoldClaim(*span("The mayor denied it"), ("capture",), polarities=("denied",)),
        GoldClaim(*span("A bridge was hit"), ("damage",), optional=True),
    ),
    published=date(2023, 5, 13),
    published_slack_days=1,
    ignored=(span("It rained"),),
)


def test_what_counts_and_what_does_not() -> None:
    records = [
        record("Rebels took the mill", "capture", modality="occurred"),
        record("Rebels took the mill", "retreat"),
        record("A bridge was hit", "damage"),
        record("It rained", "shelling"),
    ]
    figures = score([MILL], group_records(records))
    assert figures.detection == PRF(right=1, found=2, wanted=2), "optional and ignored claims cost nothing"
    assert figures.usable == PRF(1, 2, 2)
    assert figures.fields["modality"] == Tally(1, 1)
    assert figures.fields["place"] == Tally(0, 0), "not annotated, not judged"
    assert figures.published == Tally(1, 1), "a day off is within the slack"
    assert [(m.kind, m.event_types) for m in figures.mistakes] == [
        ("spurious", ("retreat",)),
        ("missed", ("capture",)),
    ]


def test_a_wrong_field_spoils_usability_not_detection() -> None:
    wrong = record("The mayor denied it", "capture", polarity="affirmed")
    figures = score([MILL], group_records([wrong]))
    assert (figures.detection.right, figures.usable.right) == (1, 0)
    assert figures.mistakes[0].fields == ("polarity",)


@pytest.mark.parametrize(
    ("change", "count", "why"),
    [
        ({}, 0, "verbatim"),
        ({"evidence": {"start": 1, "end": 20, "text": "Rebels took the mill"}}, 1, "off by one"),
        (
            {
                "evidence": {"start": 1, "end": 20, "text": "Rebels took the mill"},
                "document": {"name": "mill.txt", "text_is_source": False},
            },
            0,
            "offsets into an extracted text",
        ),
    ],
)
def test_evidence_must_be_verbatim(change: dict[str, Any], count: int, why: str) -> None:
    records = [{**record("Rebels took the mill", "capture"), **change}]
    assert score([MILL], group_records(records)).evidence_not_verbatim == count, why


def test_a_document_without_claims_is_missed_but_its_date_is_not_judged() -> None:
    figures = score([MILL], {})
    assert (figures.documents, figures.detection, figures.published) == (1, PRF(0, 0, 2), Tally())
    assert figures.detection.precision is None
    assert figures.detection.f1 is None


def test_nothing_right_is_zero_not_unknown() -> None:
    assert PRF(0, 3, 2).f1 == 0.0


def test_figures_add_up() -> None:
    once = score([MILL], group_records([record("Rebels took the mill", "capture")]))
    twice = once + once
    assert twice.detection == PRF(2, 2, 4)
    assert twice.fields["modality"] == Tally(0, 2)
    assert Figures() + once == once


@pytest.mark.parametrize("name", SETS)
def test_figures_equal_the_reference_scorers(name: str) -> None:
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))["figures"][name]
    figures = score(load_gold(GOLD), group_records(pseudo_records(name)))
    assert figures.to_json() == pinned
    assert list(figures.to_json()["fields"]) == list(pinned["fields"])


def test_records_made_from_the_annotations_themselves_are_all_right() -> None:
    figures = score(load_gold(GOLD), group_records(pseudo_records("clean")))
    assert figures.detection.f1 == figures.usable.f1 == 1.0
    assert figures.evidence_not_verbatim == 0


def test_the_table_and_the_lists_read_as_plain_text() -> None:
    records = [record("Rebels took the mill", "capture", modality="planned"), record("Shells fell", "shelling")]
    figures = score([MILL], group_records(records))
    table = render_figures(figures).splitlines()
    assert table[0] == (
        "documents 1   gold claims 2   predicted 2   paired 1   evidence not verbatim 0   publication date right 1/1"
    )
    assert table[1] == "detection       P 0.500  R 0.500  F1 0.500"
    assert "modality        0.000  (0/1)" in table
    assert "place             -    (0/0)" in table
    assert render_mistakes(figures.mistakes).splitlines() == [
        "SPURIOUS mill.txt: shelling | Shells fell",
        "WRONG mill.txt: capture [modality] | Rebels took the mill",
        "MISSED mill.txt: capture | The mayor denied it",
    ]
    assert render(figures) == render_figures(figures)
    assert render(figures, errors=1).splitlines()[-2:] == ["", "SPURIOUS mill.txt: shelling | Shells fell"]
