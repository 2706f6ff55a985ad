"""Reports that tell of one happening or of two: documents, their claims, and what was found in them."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from fogline.model.claim import Claim, Quantity, Role, When, Where
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.ids import claim_id
from fogline.model.mention import Mentions, Speaker
from fogline.model.span import Span
from fogline.model.values import Actor, Place, TimeValue
from tests.factories import a_document

WORDS = [
    "harbour",
    "brigade",
    "mayor",
    "shelling",
    "convoy",
    "bridge",
    "evening",
    "hospital",
    "witness",
    "spokesman",
    "commander",
    "village",
    "river",
    "market",
    "school",
    "depot",
    "column",
    "smoke",
    "rubble",
    "ceasefire",
    "envoy",
    "ministry",
    "statement",
    "border",
    "crossing",
    "warehouse",
    "power",
    "station",
]
NORTHFORD = Place("Northford", 7, 10.0, 20.0, "XX", "North", "PPL", 4.0, 1, 1, 0.9)
WEIR = Place("Weir", 8, 11.0, 20.0, "XX", "North", "PPL", 4.0, 1, 1, 0.9)


def prose(seed: int, words: int) -> str:
    """Sentences that look like nothing else."""
    chance = random.Random(seed)
    sentences = []
    while words > 0:
        length = min(words, chance.randint(9, 16))
        sentences.append(" ".join([f"{chance.choice(WORDS)}{chance.randint(1, 400)}" for _ in range(length)]) + ".")
        words -= length
    return " ".join(sentences)


def story(number: int, text: str = "", day: int = 3) -> Document:
    """What the paper of that *number* printed on a day of May 2031: *text*, or what nobody else has."""
    body = text or prose(100 + number, 60)
    published = date(2031, 5, day)
    return a_document(f"Report {number}. {body}", name=f"{number}.txt", outlet=f"Paper {number}", published=published)


def claim(document: Document, at: int = 0, **about: Any) -> Claim:
    """A claim about a shelling of Northford on 2 May 2031 unless told otherwise; *says* is whose army says so."""
    span = Span(10 * at, 10 * at + 8)
    day = about.pop("day", 2)
    party = about.pop("says", None)
    whole: dict[str, Any] = {
        "claim_id": claim_id(document.document_id, span.start, span.end, about.get("event_type", "shelling"), ""),
        "document_id": document.document_id,
        "evidence": span,
        "trigger": span,
        "event_type": "shelling",
        "place": Where("Northford", NORTHFORD, None),
        "time": When("", TimeValue("", "", date(2031, 5, day), date(2031, 5, day), 1, 1), None),
        "speaker": Speaker(f"the {party}", f"{party.title()} army", None, "military", party=party) if party else None,
        "extractor": "test@1",
        "confidence": 0.8,
    }
    return Claim(**{**whole, **about})


def in_full(day: int = 2) -> dict[str, Any]:
    """For :func:`claim`: that its words name doer, place and day themselves, so that another can be held against it."""
    return {
        "agent": Role("troops", Actor("League army", "military", party="league"), Span(0, 6)),
        "place": Where("Report", NORTHFORD, Span(0, 6)),
        "time": When("", TimeValue("", "", date(2031, 5, day), date(2031, 5, day), 1, 1), Span(0, 6)),
    }


def read(document: Document, *claims: Claim) -> Extraction:
    """*claims* as found in *document*."""
    return Extraction(document, Mentions(), claims, extractor="test@1", profile="generic@1")


def killed(number: float) -> tuple[Quantity, ...]:
    """A toll."""
    return (Quantity(str(number), "killed", Span(0, 2), "people", best=number),)
