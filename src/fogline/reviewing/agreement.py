"""How far people who decided on the same claims agree, field by field.

Krippendorff's alpha for nominal data (Krippendorff, Content Analysis, chapter 12): 1 is full agreement, 0 what chance
would give, below 0 less than that. A person's value of a field is the claim's as it stood after their last decision
on it: who accepts what somebody else has corrected agrees with the correction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from fogline.correcting.apply import as_it_stands
from fogline.model.claim import Claim, Role
from fogline.model.review import Review, in_force
from fogline.store.base import Store

FEWEST = 10
"""Claims on which alpha is told: on fewer, one more disagreement moves it by more than anybody would report."""

Value = Hashable
Coded = Mapping[str, Mapping[str, Value]]
"""By claim, by author: the value of one field."""


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """How far authors agree on one field.

    ``claims`` counts the claims that two or more gave a value for, ``agreed`` those on which all gave the same.
    ``alpha`` is ``None`` where that are fewer than :data:`FEWEST`, or all values are one (chance then explains
    everything); ``why`` says which.
    """

    field: str
    claims: int
    agreed: int
    alpha: float | None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The authors who share claims with others, how many claims two or more decided on, and the fields."""

    authors: tuple[str, ...]
    claims: int
    fields: tuple[FieldAgreement, ...]


def agreement(*stores: Store) -> Agreement:
    """How far the authors of the decisions in *stores* agree where several decided on the same claims.

    Several stores are copies of one ledger that people reviewed without seeing each other's decisions.
    """
    left: defaultdict[str, dict[str, Claim | None]] = defaultdict(dict)
    for store in stores:
        for claim_id, by in _decided(store).items():
            left[claim_id].update(by)
    shared = {key: by for key, by in left.items() if len(by) > 1}
    authors = sorted({author for by in shared.values() for author in by})
    kept = {key: {who: value is not None for who, value in by.items()} for key, by in shared.items()}
    fields = [_measured("kept", kept), *(_measured(name, _coded(shared, of)) for name, of in FIELDS.items())]
    return Agreement(tuple(authors), len(shared), tuple(fields))


def _decided(store: Store) -> dict[str, dict[str, Claim | None]]:
    """The claims of *store* that somebody decided on, as each author left them."""
    made: defaultdict[str, list[Review]] = defaultdict(list)
    for review in in_force(store.reviews()):
        if review.decision in ("accept", "correct", "reject"):
            made[review.target].append(review)
    return {claim.claim_id: _left(claim, made[claim.claim_id]) for claim in store.claims_as_read(made)}


def _left(claim: Claim, reviews: Sequence[Review]) -> dict[str, Claim | None]:
    """*claim* as each author left it; ``None`` for who rejected it."""
    found: dict[str, Claim | None] = {}
    for count, review in enumerate(reviews, start=1):
        now, state = as_it_stands(claim, reviews[:count])
        found[review.author] = None if state == "rejected" else now
    return found


def _coded(left: Mapping[str, Mapping[str, Claim | None]], of: Callable[[Claim], Value]) -> Coded:
    return {key: {who: of(claim) for who, claim in by.items() if claim is not None} for key, by in left.items()}


def _measured(name: str, coded: Coded) -> FieldAgreement:
    units = [by for by in coded.values() if len(by) > 1]
    agreed = sum(len(set(by.values())) == 1 for by in units)
    if len(units) < FEWEST:
        return FieldAgreement(name, len(units), agreed, None, f"fewer than {FEWEST} claims")
    if len({value for by in units for value in by.values()}) == 1:
        return FieldAgreement(name, len(units), agreed, None, "all gave one value")
    return FieldAgreement(name, len(units), agreed, round(alpha(units), 3))


def alpha(units: Iterable[Mapping[str, Value]]) -> float:
    """Krippendorff's nominal alpha of *units*, each an author's value by author."""
    from nltk.metrics.agreement import AnnotationTask  # more than a second's worth of modules

    # The library drops values that are false in Python: each value goes by its name.
    data = [(who, number, repr(value)) for number, by in enumerate(units) for who, value in by.items()]
    return float(AnnotationTask(data=data).alpha())


def _party(role: Role | None) -> str | None:
    return None if role is None else role.actor.party


def _name(role: Role | None) -> str | None:
    return None if role is None else role.actor.name.casefold()


def _place(claim: Claim) -> Value:
    if claim.place is None:
        return None
    return claim.place.place.geonameid or claim.place.place.name.casefold()


def _time(claim: Claim) -> Value:
    return None if claim.time is None else (claim.time.value.start, claim.time.value.end)


def _figures(claim: Claim) -> Value:
    told = ((one.measure, one.unit, one.low, one.best, one.high, one.party) for one in claim.quantities)
    return tuple(sorted(map(repr, told)))


FIELDS: Mapping[str, Callable[[Claim], Value]] = {
    "event_type": lambda claim: claim.event_type,
    "speaker": lambda claim: claim.speaker.name.casefold() if claim.speaker else None,
    "speaker_party": lambda claim: claim.speaker.party if claim.speaker else None,
    "agent": lambda claim: _name(claim.agent),
    "agent_party": lambda claim: _party(claim.agent),
    "patient": lambda claim: _name(claim.patient),
    "patient_party": lambda claim: _party(claim.patient),
    "place": _place,
    "time": _time,
    "quantities": _figures,
    "polarity": lambda claim: claim.polarity,
    "modality": lambda claim: claim.modality,
    "certainty": lambda claim: claim.certainty,
    "verification": lambda claim: claim.verification,
    "against_interest": lambda claim: claim.against_interest,
    "evidence": lambda claim: claim.evidence,
    "trigger": lambda claim: claim.trigger,
}
"""What is compared, and by which value; ``kept`` (not rejected) comes before these."""
