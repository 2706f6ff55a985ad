"""Reports of a withdrawal, of a town retaken, of blasts: what a reader should find in the ledger of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from fogline.ledger import Ledger
from fogline.model.control import Spell
from fogline.store.memory import MemoryStore

WITHDRAWAL = [
    {
        "outlet": "Front Page",
        "published": "2022-06-24",
        "text": "Ukrainian forces were ordered to retreat from Sievierodonetsk on Friday. “We will have to withdraw "
        "our troops from Sievierodonetsk,” Mayor Oleksandr Stryuk wrote on Telegram on Friday. “Sievierodonetsk is "
        "ours!” pro-Kremlin war reporter Alexander Kots wrote on his Telegram channel on Friday.",
    },
    {
        "outlet": "Line Report",
        "published": "2022-06-25",
        "text": "The mayor of Sievierodonetsk said Ukrainian troops had “almost left” the city after weeks of "
        "fighting. “They have almost left the city,” Mayor Oleksandr Stryuk said on television. "
        "Ukrainian soldiers also withdrew from the towns of Hirske and Zolote, an adviser to Ukraine's president said.",
    },
    {
        "outlet": "Sunday Sheet",
        "published": "2022-06-25",
        "text": "Apart from the city of Lysychansk, Russia now controls the whole of Luhansk region. Russia wants to "
        "take Lysychansk next. Almost 9,000 Russian troops have died in the battle for Sievierodonetsk.",
    },
]
BAKHMUT = [
    {
        "outlet": "Daily Digest",
        "published": "2023-05-13",
        "title": "Ukraine retakes Bakhmut",
        "text": "Ukraine's military claims its troops have retaken Bakhmut. There is no clear evidence of a "
        "counter-offensive. Russia's defence ministry said its troops had regrouped in Bakhmut on Friday. "
        "Yevgeny Prigozhin, the head of Russia's Wagner group, said Russian troops were fleeing from the city on "
        "Friday.",
    },
    {
        "outlet": "Evening Wire",
        "published": "2023-05-13",
        "text": "Two explosions were heard in Luhansk on Friday. The cause was not immediately clear. "
        "Russian-appointed officials said Ukrainian missiles had hit a plant in Luhansk on Friday.",
    },
]
SUDAN = [
    {
        "outlet": "Front Page",
        "published": "2023-12-19",
        "text": "The Rapid Support Forces said on Monday that they had captured Nyala in South Darfur.",
    },
    {
        "outlet": "Line Report",
        "published": "2023-12-22",
        "text": "The Sudanese army said on Thursday that the Rapid Support Forces had captured Nyala in South Darfur. "
        "Fighters shelled Kadugli, residents said, and tried to take Kadugli.",
    },
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path: Path = tmp_path_factory.mktemp("stories") / "stories.jsonl"
    path.write_text("\n".join(map(json.dumps, WITHDRAWAL + BAKHMUT + SUDAN)), "utf-8")
    with Ledger(MemoryStore()) as made:
        made.add([path])
        yield made


def on(ledger: Ledger, place: str, day: date) -> Spell | None:
    found = [history.on(day) for history in ledger.histories(place)]
    return found[0] if found else None


def test_the_city_passes_to_the_other_side_with_both_sides_words(ledger: Ledger) -> None:
    spell = on(ledger, "Sievierodonetsk", date(2022, 6, 25))
    assert spell is not None
    assert (spell.holder, spell.basis, spell.since) == ("russia", "cross_party", date(2022, 6, 24))
    said = {claim.evidence.of(document.text).strip("“”,") for document, claim in ledger.claims_with(spell.claims)}
    assert any("is ours" in words for words in said)
    assert any("almost left the city" in words for words in said)
    assert not any("will have to withdraw" in words for words in said), "an announced retreat is none yet"


def test_the_region_is_theirs_but_for_one_city(ledger: Ledger) -> None:
    day = date(2022, 6, 26)
    region, city = on(ledger, "Luhansk", day), on(ledger, "Lysychansk", day)
    assert region is not None
    assert region.holder == "russia"
    assert city is not None
    assert city.holder == "unknown", "that they do not hold it is said; who does is not"
    (statement,) = (one for history in ledger.histories("Luhansk") for one in history.statements if one.excepting)
    assert statement.excepting == ("Lysychansk",)


def test_towns_conceded(ledger: Ledger) -> None:
    for town in ("Hirske", "Zolote"):
        spell = on(ledger, town, date(2022, 6, 26))
        assert spell is not None
        assert (spell.holder, spell.basis) == ("russia", "conceded")


def test_a_figure_of_the_enemys_dead_has_one_source_and_no_speaker(ledger: Ledger) -> None:
    told = [one for one in ledger.claims() if any(figure.best == 9000 for figure in one[1].quantities)]
    (event,) = {event.event_id for _, claim in told for event in ledger.events() if claim.claim_id in event.claims}
    from_whom = {key for figure in ledger.event(event).figures if figure.best == 9000 for key in figure.best_from}
    assert from_whom == {claim.claim_id for _, claim in told}
    assert {(document.outlet, claim.speaker) for document, claim in told} == {("Sunday Sheet", None)}


def test_what_is_disputed(ledger: Ledger) -> None:
    found = {one.kind: one for one in ledger.disagreements() if one.kind != "framing"}
    assert set(found) == {"headline", "same_party"}
    about = [one.about for one in ledger.disagreements() if one.kind == "framing"]
    assert len(about) == 2
    assert any("an orderly move to one, a flight" in one for one in about)
    assert any("it is not known" in one for one in about)


def test_a_war_without_a_profile(ledger: Ledger) -> None:
    claimed, conceded = (on(ledger, "Nyala", date(2023, 12, day)) for day in (20, 23))
    assert claimed is not None
    assert claimed.holder == "Rapid Support Forces"
    assert conceded is not None
    assert conceded.basis == "cross_party", "the army says so, too"
    assert on(ledger, "Kadugli", date(2023, 12, 23)) is None, "who tries to take a town has not taken it"
