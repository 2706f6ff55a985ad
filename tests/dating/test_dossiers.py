"""What of a document is held against others."""

from __future__ import annotations

import pytest

from fogline.dating.dossiers import (
    Dossier,
    Wording,
    credit_of,
    dossier_of,
    names_of,
    runs_of,
    with_wording,
    with_wording_beside,
    wording_of,
)
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


QUOTED = "one two three four five six seven eight nine ten eleven"


@pytest.mark.parametrize(
    ("mine", "why"),
    [
        ("He said: One two three, four five six seven eight nine! And left.", "some runs are in both"),
        (f"{QUOTED}. {QUOTED}, {QUOTED} twelve", "mine has more of them than the other"),
        (f"A “{QUOTED}” of mine is a quotation", "what is quoted in one is said in the other"),
        ("eight seven six five four three two one", "the same words in no common run"),
        ("nothing", "no runs at all"),
    ],
)
def test_what_two_texts_share_is_the_same_whether_all_of_one_is_kept_or_what_the_other_has(mine: str, why: str) -> None:
    def wording(text: str) -> Wording:
        return wording_of(Document("d", "d.txt", text, ""))

    plain = Dossier("d", "d.txt")
    one = with_wording(plain, wording(mine))
    other = wording(f"She said: “{QUOTED}”, and “{QUOTED} twelve thirteen fourteen”.")
    whole = with_wording(plain, other)
    beside = with_wording_beside(plain, other, one.runs, frozenset(wording(mine).words))
    assert one.runs & beside.runs == one.runs & whole.runs, why
    assert one.quoted & beside.runs == one.quoted & whole.runs, why
    assert one.runs & beside.quoted == one.runs & whole.quoted, why
    assert min(len(one.runs), beside.many) == min(len(one.runs), len(whole.runs)), why


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
