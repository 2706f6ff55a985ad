"""What of a document is held against others."""

from __future__ import annotations

import pytest

from fogline.dating.dossiers import Dossier, credit_of, dossier_of, names_of, runs_of
from fogline.model.claim import Claim, Where
from fogline.model.document import Document
from fogline.model.span import Span
from fogline.model.values import Place

TITLE = "The port has fallen"
LEAD = "Rebels took the port. "
FILLER = "Nothing moved on the river for the rest of that long grey month. " * 10
NEWS = "On Friday they shelled the mill. "
OLD = "They had burned the bridge in the spring. "
TEXT = f"{TITLE}\n\n{LEAD}{FILLER}{NEWS}{OLD}"


def claim(words: str, event_type: str, place: Place | None, **more: object) -> Claim:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    where = None if place is None else Where(place.name, place, None)
    return Claim(words, "d", span, span, event_type, place=where, **more)  # type: ignore[arg-type]


def town(number: int, **more: object) -> Place:
    return Place("Port Ellery", number, 1.0, 2.0, radius_km=5.0, geo_precision=1, **more)  # type: ignore[arg-type]


def dossier(*claims: Claim) -> Dossier:
    return dossier_of(Document("d", "d.txt", TEXT, "", title=TITLE, title_end=len(TITLE)), claims)


@pytest.mark.parametrize(
    ("one", "kept", "why"),
    [
        (claim(LEAD.strip(), "capture", town(1)), True, "told in the lead"),
        (claim(TITLE, "capture", town(1)), True, "told in the title"),
        (claim(NEWS.strip(), "shelling", town(1)), True, "told beside a weekday"),
        (claim(OLD.strip(), "damage", town(1)), False, "background"),
        (claim(LEAD.strip(), "capture", None), False, "nowhere"),
        (claim(LEAD.strip(), "capture", Place("The coast", 3, geo_precision=3, radius_km=90.0)), False, "a region"),
        (claim(LEAD.strip(), "sanctions", town(1)), False, "politics is made in the same few towns every day"),
        (claim(LEAD.strip(), "capture", town(1), polarity="denied"), False, "it did not happen"),
        (claim(LEAD.strip(), "capture", town(1), modality="expected"), False, "it has not happened"),
    ],
)
def test_what_counts_as_news(one: Claim, kept: bool, why: str) -> None:
    assert bool(dossier(one).news) == kept, why


def test_runs_pass_over_case_and_punctuation() -> None:
    assert runs_of("One, two: three four five six seven eight") == {"one two three four five six seven eight"}
    assert runs_of("too short to count") == frozenset()


def test_names_have_two_words() -> None:
    assert names_of("He met Ada Quist in Ellery.") == {"Ada Quist"}


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        ("PORT ELLERY (Coastwire) - Rebels left.", "Coastwire"),
        ("Rebels left. (Coastwire)", "Coastwire"),
        ("Rebels left (Coastwire reported) the port.", None),
        ("Rebels left the port (and burned it).", None),
    ],
)
def test_credits(text: str, credit: str | None) -> None:
    assert credit_of(text) == credit
