"""All kinds of disagreement: those within one event, and those across events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from fogline.disagreements import blame, control, denial, figure, framing, headline, same_party
from fogline.disagreements.grounds import stand
from fogline.disagreements.scene import Scene, document_scene
from fogline.matching.told import Told
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement
from fogline.model.document import Document
from fogline.model.event import Event

_WITHIN = (denial.find, figure.find, framing.find, blame.find)


def within(event: Event, claims: Mapping[str, Told], documents: Mapping[str, Document]) -> tuple[Disagreement, ...]:
    """What the claims of *event* disagree about; *claims* and *documents* hold at least its own, by id."""
    if len(event.members) < 2:
        return ()
    scene = Scene(event, tuple(claims[key].claim for key in event.claims), documents)
    found = stand((one for find in _WITHIN for one in find(scene)), scene)
    return _in_order([*found, *same_party.find(found)])


def with_disputes(
    event: Event, claims: Mapping[str, Told], documents: Mapping[str, Document]
) -> tuple[Event, tuple[Disagreement, ...]]:
    """*event* with what its claims disagree about; it is contested where one of them denies it.

    What an outlet has verified stays so. *claims* and *documents* hold at least its own, by id.
    """
    found = within(event, claims, documents)
    denied = event.status != "verified" and any(one.kind == "denial" for one in found)
    return (replace(event, status="contested") if denied else event), found


def across(
    claims: Sequence[Told],
    at: Callable[[int], Sequence[Told]],
    places: Collection[int],
    documents: Mapping[str, Document],
    document_of: Callable[[str], Document],
) -> dict[str, tuple[Disagreement, ...]]:
    """What *claims*, all those of *documents*, disagree about across events, by scope.

    Headlines that go further than their text, and denials beside what they deny, under ``document:ID``; places that
    two sides claim at once under ``place:ID``, for each of *places* (GeoNames ids), where *at* gives all claims there
    are at a place, and *document_of* the document that a claim stands in, by its id.
    """

    def words(claim: Claim) -> str:
        return claim.evidence.of(document_of(claim.document_id).text)

    own: defaultdict[str, list[Told]] = defaultdict(list)
    for one in claims:
        own[one.claim.document_id].append(one)

    def at_place(key: int) -> list[Disagreement]:
        there = at(key)
        found = [*control.find(there, words)]
        ids = {claim_id for one in found for claim_id in one.claims}
        held = tuple(one.claim for one in there if one.claim.claim_id in ids)
        return stand(found, Scene(None, held, {claim.document_id: document_of(claim.document_id) for claim in held}))

    found = {f"document:{key}": _in_order(_in_document(own[key], key, documents)) for key in documents}
    return found | {f"place:{key}": _in_order(at_place(key)) for key in sorted(places)}


def _in_document(claims: Sequence[Told], key: str, documents: Mapping[str, Document]) -> list[Disagreement]:
    scene = document_scene([one.claim for one in claims], key, documents[key])
    found = stand([*denial.in_documents(claims, documents), *framing.in_documents(claims, documents)], scene)
    return [*stand(headline.find(claims, documents), scene), *found, *same_party.find(found)]


def _in_order(found: Iterable[Disagreement]) -> tuple[Disagreement, ...]:
    return tuple(sorted(found, key=lambda one: (one.kind, one.disagreement_id)))
