"""ClaimReview (schema.org, JSON-LD): only where somebody gave a verdict, in that verdict's own words.

A verdict is what an outlet says of a claim (it verified it, it could not) or what a reviewer decided about a record.
Nobody is given a rating on a scale: there are none in a ledger, and none are made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from fogline.export.base import Material, What
from fogline.export.record import Record
from fogline.export.stream import write_object
from fogline.model.review import Review

CONTEXT = "https://schema.org"

_OUTLET = {"verified": "Verified", "unverified": "Not independently verified"}
_REVIEWER = {
    "accept": "Record accepted: the source says this",
    "correct": "Record corrected",
    "reject": "Record rejected: the source does not say this",
}
_ORGANISATIONS = frozenset({"government", "military", "intelligence", "international_organisation", "media"})


class ClaimReview:
    """``--format claimreview``: verdicts of outlets and reviewers on claims."""

    name = "claimreview"
    means = "schema.org ClaimReview (JSON-LD), only where an outlet or a reviewer gave a verdict"
    offers: tuple[What, ...] = ("claims",)
    binary = False

    def write(self, material: Material, out: BinaryIO) -> int:
        """Write one graph of reviews; gives their number."""
        head: dict[str, Any] = {"@context": CONTEXT}
        return write_object(out, head, "@graph", _reviews(material))


def _reviews(material: Material) -> Iterator[Record]:
    decided = material.reviews()
    for record in material.claims():
        if record["verification"]:
            yield _by_outlet(record)
        yield from _by_people(record, decided)


def _by_outlet(record: Record) -> Record:
    document = record["document"]
    cues = [cue["text"] for cue in record["cues"] if cue["kind"] == "verification"]
    return {
        **_about(record, "outlet"),
        "author": {"@type": "NewsMediaOrganization", "name": document["outlet"] or document["name"]},
        **_given("datePublished", document["published"]),
        **_given("reviewBody", " … ".join(cues) or None),
        "reviewRating": {"@type": "Rating", "alternateName": _OUTLET[record["verification"]]},
    }


def _by_people(record: Record, decided: Mapping[str, Sequence[Review]]) -> Iterator[Record]:
    for review in decided.get(record["claim_id"], ()):
        if review.decision in _REVIEWER:
            yield {
                **_about(record, review.review_id),
                "author": {"@type": "Person", "name": review.author},
                "datePublished": review.at.date().isoformat(),
                **_given("reviewBody", review.reason),
                "reviewRating": {"@type": "Rating", "alternateName": _REVIEWER[review.decision]},
            }


def _about(record: Record, by: str) -> Record:
    document, speaker = record["document"], record["speaker"]
    author = {"@type": "NewsMediaOrganization", "name": document["outlet"] or document["name"]}
    if speaker is not None:
        kind = "Organization" if speaker["kind"] in _ORGANISATIONS else "Person"
        author = {"@type": kind, "name": speaker["name"]}
        author |= _given("jobTitle", speaker["role"]) if kind == "Person" else {}
    appearance = {"@type": "NewsArticle", **_given("url", document["url"]), **_given("headline", document["title"])}
    return {
        "@type": "ClaimReview",
        "@id": f"urn:fogline:claim:{record['claim_id']}:review:{by}",
        **_given("url", document["url"]),
        "claimReviewed": record["evidence"]["text"],
        "itemReviewed": {
            "@type": "Claim",
            "@id": f"urn:fogline:claim:{record['claim_id']}",
            "author": author,
            **_given("datePublished", document["published"]),
            "appearance": {**appearance, **_given("datePublished", document["published"])},
        },
    }


def _given(key: str, value: str | None) -> dict[str, Any]:
    return {} if value is None else {key: value}
