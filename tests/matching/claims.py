"""Makes claims to hold against each other: a shelling of Northford on 2 May 2031 unless told otherwise."""

from __future__ import annotations

from datetime import date
from typing import Any

from fogline.matching.told import Told, told
from fogline.model.claim import Claim, Quantity, Role, When, Where
from fogline.model.mention import Speaker
from fogline.model.span import Span
from fogline.model.values import Actor, Place, TimeValue

PLACES = {
    "Northford": Place("Northford", 7, 10.0, 20.0, "XX", "North", "PPL", 4.0, 1, 1, 0.9),
    "Mill End": Place("Mill End", 10, 10.05, 20.0, "XX", "North", "PPL", 4.0, 1, 1, 0.9),
    "Weir": Place("Weir", 8, 11.0, 20.0, "XX", "North", "PPL", 4.0, 1, 1, 0.9),
    "Eastham": Place("Eastham", 11, 10.0, 25.0, "XX", "East", "PPL", 4.0, 1, 1, 0.9),
    "North": Place("North", 9, 10.0, 20.0, "XX", "North", "ADM1", 90.0, 3, 4, 0.9),
    "Ex": Place("Ex", 12, 10.0, 21.0, "XX", None, "PCLI", 500.0, 3, 6, 0.9),
    "Northford, unresolved": Place("Northford"),
    "Northford, elsewhere": Place("Northford", 70, -30.0, 20.0, "YY", "South", "PPL", 4.0, 1, 1, 0.9),
}


def day(number: int | None) -> When | None:
    """That day of May 2031."""
    if number is None:
        return None
    return When("then", TimeValue(start=date(2031, 5, number), end=date(2031, 5, number)), Span(20, 24))


def days(first: date | None, last: date | None) -> When:
    """A longer time."""
    return When("then", TimeValue(start=first, end=last), None)


def role(name: str, party: str | None = None, **fields: Any) -> Role:
    """Somebody called *name*, of *party*."""
    return Role(name, Actor(name, party=party, **fields), Span(10, 18))


def count(best: float, measure: str = "killed", **fields: Any) -> Quantity:
    """A figure of *measure*."""
    return Quantity(f"{best:g}", measure, Span(0, 2), best=best, **fields)


def told_of(
    at: str | None = "Northford", on: int | None = 2, published: int | None = 3, says: str | None = None, **about: Any
) -> Told:
    """A claim told at a place on a day, in a document published on a day, by a speaker of a party."""
    fields: dict[str, Any] = {
        "claim_id": "a",
        "document_id": "one",
        "evidence": Span(0, 8),
        "trigger": Span(0, 8),
        "event_type": "shelling",
        "place": Where(at, PLACES[at], Span(0, 9)) if at else None,
        "time": day(on),
        "speaker": Speaker(f"the {says}", f"{says.title()} army", None, "military", party=says) if says else None,
        "confidence": 0.8,
    }
    return told(Claim(**{**fields, **about}), date(2031, 5, published) if published else None)
