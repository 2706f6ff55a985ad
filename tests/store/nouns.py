"""Nouns of every shape, for what a store must give back as it got it."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from fogline.model.claim import Claim, Cue, Quantity, Reason, Role, When, Where
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.mention import (
    ActorMention,
    Attribution,
    Mentions,
    PlaceMention,
    QuantityMention,
    Speaker,
    TimeMention,
    VerificationNote,
)
from fogline.model.sentence import Sentence, Token
from fogline.model.span import Span
from fogline.model.values import Actor, Amount, Place, TimeValue, Toponym
from tests.factories import TEXT, a_claim, a_document

FULL_DOCUMENT = a_document(
    "Bridge falls\n\nThe bridge at Northford fell, the army said.",
    title="Bridge falls",
    title_end=12,
    outlet="The Plain",
    author="A. Writer",
    wire_credit="Reuters",
    url="https://plain.example/1",
    published=date(2031, 5, 2),
    published_basis="metadata",
    published_evidence="2 May 2031",
    language="en",
    text_is_source=False,
    sources=("a.txt", "b.jsonl:7"),
    notes=("not in UTF-8; read as cp1252",),
)

_SPAN = Span(0, 9)
_NORTHFORD = Place("Northford", 7, 10.5, 20.0, "XX", "East", "PPL", 4.0, 1, 1, 0.9)
_TOPONYM = Toponym(7, "Northford", 10.5, 20.0, "XX", "XX.1", "East", "P", "PPL", 9000, 4.0, "geonames", primary=False)
_MAYOR = Speaker("The mayor", "Ada Marsh", _SPAN, "official", "mayor of Northford", "Town", "crown", "XX")

MENTIONS = Mentions(
    sentences=(Sentence(0, 0, len(TEXT), "body", 0),),
    places=(PlaceMention(Span(35, 44), "Northford", _NORTHFORD, "location", (_TOPONYM,), "only candidate"),),
    times=(TimeMention(Span(48, 54), "Friday", "DATE", TimeValue("2031-05-02", None, date(2031, 5, 2)), "anchored"),),
    quantities=(QuantityMention(Span(64, 75), "at least 13", Amount(low=13.0), "people", Span(64, 82)),),
    actors=(ActorMention(_SPAN, "The mayor", Span(4, 9), Actor("Ada Marsh", "official"), 0, "description"),),
    attributions=(
        Attribution((_SPAN,), (Span(10, 14),), (Span(15, 54), Span(56, 82)), _MAYOR, "say", "Telegram"),
        Attribution((), (Span(10, 14),), (Span(15, 20),), None, "reportedly", stance="hedge", parent=0),
    ),
    verifications=(VerificationNote(_SPAN, "unverified", (Span(15, 54),)),),
)

TOKEN = Token(0, 0, 3, "The", "the", "DT", "DET", "det", 1)


def an_extraction(document: Document | None = None, *claims: Claim, **fields: Any) -> Extraction:
    """What was found in *document*: these claims, or the one the factory makes."""
    document = document or a_document()
    found = claims or (a_claim(document),)
    whole: dict[str, Any] = {"mentions": Mentions(), "extractor": "test@1", "profile": "generic@1"}
    return Extraction(document, claims=found, **{**whole, **fields})


def story(number: int, *, name: str | None = None, sources: tuple[str, ...] = ()) -> Document:
    """One of many documents, all of which hold the words of the factory's claim."""
    return a_document(f"{TEXT} Report number {number}.", name=name or f"story-{number:04}.txt", sources=sources)


words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 10**7), st.integers(1, 10**4))
days = st.dates(date(1, 1, 1))
numbers = st.floats(allow_nan=False, allow_infinity=False)
actors = st.builds(Actor, name=words)
speakers = st.builds(Speaker, text=words, name=words, span=st.none() | spans, party=st.none() | words)
places = st.builds(Place, name=words, geonameid=st.none() | st.integers(-(2**40), 2**40), latitude=st.none() | numbers)
values = st.builds(TimeValue, timex3=st.none() | words, start=st.none() | days, end=st.none() | days)
quantities = st.builds(Quantity, text=words, measure=words, span=spans, low=st.none() | numbers)
cues = st.builds(Cue, kind=st.sampled_from(["polarity", "attribution"]), text=words, span=spans)
reasons = st.builds(Reason, about=words, rule=words, weight=st.none() | numbers)

claims = st.builds(
    Claim,
    claim_id=st.just("c"),
    document_id=st.just(a_document().document_id),
    evidence=spans,
    trigger=spans,
    event_type=words,
    speaker=st.none() | speakers,
    channel=st.none() | words,
    agent=st.none() | st.builds(Role, text=words, actor=actors, span=st.none() | spans),
    place=st.none() | st.builds(Where, text=words, place=places, span=st.none() | spans),
    time=st.none() | st.builds(When, text=words, value=values, span=st.none() | spans),
    quantities=st.lists(quantities, max_size=2).map(tuple),
    headline=st.booleans(),
    polarity=st.sampled_from(["affirmed", "denied"]),
    verification=st.sampled_from([None, "verified", "unverified"]),
    cues=st.lists(cues, max_size=2).map(tuple),
    confidence=st.floats(0, 1),
    sub_event=st.none() | words,
    reasons=st.lists(reasons, max_size=2).map(tuple),
)
"""Claims of any content that the types allow."""
