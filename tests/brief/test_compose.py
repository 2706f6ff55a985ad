"""What a brief says, and never says: every sentence with its evidence, hedged as that is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fogline.brief.figures import figures_table
from fogline.brief.model import Brief, Item, Section, Sentence
from fogline.brief.phrases import titled
from fogline.brief.telling import Notes
from fogline.ledger import Ledger
from fogline.store.base import ClaimFilter


def section(brief: Brief, kind: str) -> Section:
    return next(one for one in brief.sections if one.kind == kind)


def item(brief: Brief, kind: str, words: str) -> Item:
    return next(one for one in section(brief, kind).items if words in one.heading)


def said(one: Item) -> str:
    return " ".join(sentence.text for sentence in one.sentences)


def sentences(brief: Brief) -> list[Sentence]:
    return [sentence for part in brief.sections for one in part.items for sentence in one.sentences]


def test_every_sentence_and_row_has_its_evidence(brief: Brief) -> None:
    assert sentences(brief)
    assert all(sentence.notes for sentence in sentences(brief))
    assert all(row.notes for part in brief.sections if part.table for row in part.table.rows)


def test_notes_are_verbatim_and_all_there(brief: Brief, war: Ledger) -> None:
    texts = [" ".join(document.text.split()) for document in war.documents()]
    assert all(any(note.words in text for text in texts) for note in brief.notes)
    assert [note.number for note in brief.notes] == list(range(1, len(brief.notes) + 1))
    cited = {number for sentence in sentences(brief) for number in sentence.notes}
    assert cited <= {note.number for note in brief.notes}


def test_what_both_sides_say_names_both(brief: Brief) -> None:
    lost = item(brief, "confirmed", "Lysychansk, 3 July 2022")
    assert "Sergei Shoigu (Russia’s side)" in said(lost)
    assert "Ukrainian General Staff (Ukraine’s side)" in said(lost)
    assert "against the interest of Ukraine’s side" in said(lost)


def test_one_voice_is_never_confirmed(brief: Brief) -> None:
    alone = item(brief, "single", "Mykolaiv")
    assert alone.label.startswith("one independent voice")
    for part in brief.sections:
        if part.kind in ("confirmed", "told"):
            assert not [one for one in part.items if "Mykolaiv" in one.heading]


def test_what_is_denied_is_disputed_in_both_sides_words(brief: Brief) -> None:
    dispute = item(brief, "disputed", "Kramatorsk")
    assert "Pavlo Kyrylenko" in said(dispute)
    assert "denied that its forces shelled Kramatorsk" in said(dispute)


def test_what_is_only_planned_is_not_said_to_have_happened(brief: Brief) -> None:
    plan = item(brief, "ahead", "Kherson")
    assert "tells of" not in said(plan)
    assert "Volodymyr Zelensky (Ukraine’s side) announces" in said(plan)


def test_a_lost_town_is_held_by_who_took_it_on_both_words(brief: Brief) -> None:
    table = section(brief, "control").table
    assert table is not None
    row = next(row for row in table.rows if row.cells[0] == "Lysychansk")
    assert row.cells[1:4] == ("Russia", "3 July 2022", "both sides say so")


def test_figures_are_ranges(brief: Brief) -> None:
    table = section(brief, "figures").table
    assert table is not None
    told = {row.cells[3] for row in table.rows if row.cells[0] == "killed" and "Lysychansk" in row.cells[1]}
    assert told & {"20 to 24", "at least 24", "20", "20 to …", "at least 20"} or any("20" in cell for cell in told)


def test_days_bound_it(war: Ledger) -> None:
    brief = war.brief(ClaimFilter(since=date(2022, 7, 4), until=date(2022, 7, 4))).brief
    assert brief.scope == "4 July 2022"
    assert "Kramatorsk" in str(brief.sections)
    assert "Mykolaiv" not in str(brief.sections)


def test_nothing_asked_for_is_an_empty_brief(war: Ledger) -> None:
    brief = war.brief(ClaimFilter(place="Atlantis")).brief
    assert not brief.sections
    assert not brief.dots


def test_unsure_claims_are_left_out_and_that_is_said(war: Ledger) -> None:
    brief = war.brief(least=1.0).brief
    assert len(brief.notes) == 1  # the claim that a person has accepted
    assert any("100%" in line for line in brief.method)


@pytest.mark.parametrize("name", ["Lysychansk", "Kramatorsk", "Mykolaiv"])
def test_places_are_on_the_map(brief: Brief, name: str) -> None:
    assert name in {dot.name for dot in brief.dots}


@pytest.mark.parametrize(
    ("title", "told"),
    [("Ridge falls", "“Ridge falls”"), ('"Not a defeat": army regroups', "“‘Not a defeat’: army regroups”")],
)
def test_a_title_in_quotation_marks_has_single_ones_in_it(title: str, told: str) -> None:
    assert titled(title) == told


def many(claims: int) -> list[dict[str, Any]]:
    """Events with a figure each: half killed, half wounded."""
    figure: dict[str, Any] = {"unit": None, "party": None, "low": None, "high": None, "best_from": [], "high_from": []}
    measures = ("killed", "wounded")
    return [
        {
            "place": None,
            "time": {"start": None, "end": None},
            "figures": [{**figure, "measure": measures[n % 2], "best": n, "low_from": [f"c{n}"]}],
        }
        for n in range(claims)
    ]


def test_of_many_figures_the_largest_of_each_measure_are_shown_and_only_their_words_cited(war: Ledger) -> None:
    (record, *_) = war.records()
    notes = Notes()
    claims = {f"c{n}": {**record, "evidence": {**record["evidence"], "text": f"word {n}"}} for n in range(200)}
    made = figures_table(many(200), claims, notes)
    assert made is not None
    table, left = made
    assert [row.cells[0] for row in table.rows] == ["killed"] * 15 + ["wounded"] * 15
    assert table.rows[0].cells[4] == "198"
    assert left == "170 more figures, smaller ones: `fogline events` lists them."
    assert len(notes.kept) == 30
