"""Formats for the web of data: each read by its own library, and back to the words they stand on."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
import rdflib
from prov.model import ProvDocument

from fogline.export.base import Material
from fogline.export.formats import get_format
from fogline.export.record import record_of
from fogline.ledger import Ledger
from tests.factories import a_claim, a_document

PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
SCHEMA = rdflib.Namespace("https://schema.org/")


def exported(ledger: Ledger, name: str) -> bytes:
    out = io.BytesIO()
    ledger.export(name, out)
    return out.getvalue()


def test_prov_leads_from_every_event_to_documents(war: Ledger) -> None:
    graph = rdflib.Graph().parse(data=exported(war, "prov"), format="turtle")
    events = list(graph.subjects(rdflib.RDF.type, PROV.Collection))
    assert len(events) == len(list(war.events()))
    for event in events:
        for claim in graph.objects(event, PROV.wasDerivedFrom):
            (document,) = graph.objects(claim, PROV.wasQuotedFrom)
            assert (document, rdflib.RDF.type, PROV.Entity) in graph
    quoted = {str(value) for value in graph.objects(None, PROV.value)}
    assert quoted == {record["evidence"]["text"] for record in war.records()}


def test_prov_is_read_by_its_library_and_names_the_reviewer(war: Ledger) -> None:
    read = ProvDocument.deserialize(io.BytesIO(exported(war, "prov")), format="rdf", rdf_format="turtle")
    assert ProvDocument.deserialize(content=read.serialize(format="json"), format="json") == read
    assert "Ada Marsh" in exported(war, "prov").decode()


def test_prov_survives_hostile_words() -> None:
    document = a_document(title='A "title" with \\ and \x07', url="http://x.example/<a b>")
    out = io.BytesIO()
    get_format("prov").write(Material(lambda: [record_of(document, a_claim(document))]), out)
    graph = rdflib.Graph().parse(data=out.getvalue(), format="turtle")
    assert 'A "title" with \\ and \x07' in {str(label) for label in graph.objects(None, rdflib.RDFS.label)}


def test_claimreview_is_only_where_somebody_gave_a_verdict(war: Ledger) -> None:
    whole = json.loads(exported(war, "claimreview"))
    graph = rdflib.Graph().parse(
        data=json.dumps({**whole, "@context": {"@vocab": str(SCHEMA)}}), format="json-ld", base="urn:x:"
    )
    reviews = list(graph.subjects(rdflib.RDF.type, SCHEMA.ClaimReview))
    marked = [record for record in war.records() if record["verification"]]
    assert len(reviews) == len(marked) + 1  # and the one a person accepted
    for review in reviews:
        for needed in (SCHEMA.claimReviewed, SCHEMA.itemReviewed, SCHEMA.reviewRating, SCHEMA.author):
            assert (review, needed, None) in graph
    assert not list(graph.triples((None, SCHEMA.ratingValue, None)))


def test_claimreview_of_a_claim_nobody_checked_is_none() -> None:
    out = io.BytesIO()
    assert get_format("claimreview").write(Material(lambda: [record_of(a_document(), a_claim())]), out) == 0
    assert json.loads(out.getvalue())["@graph"] == []


def test_an_accepted_record_is_no_true_claim(war: Ledger) -> None:
    (review,) = [
        one for one in json.loads(exported(war, "claimreview"))["@graph"] if one["author"]["name"] == "Ada Marsh"
    ]
    assert review["reviewRating"]["alternateName"] == "Record accepted: the source says this"


def test_annotations_lead_back_to_the_words(war: Ledger) -> None:
    page = json.loads(exported(war, "web-annotation"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    texts = {document.sha256: document.text for document in war.documents()}
    assert len(page["items"]) == war.counts().claims
    for item in page["items"]:
        assert item["type"] == "Annotation"
        text = texts[item["target"]["source"].removeprefix("urn:sha256:")]
        quote, position = item["target"]["selector"]
        exact = quote["exact"]
        assert text[position["start"] : position["end"]] == exact
        assert quote["prefix"] + exact + quote["suffix"] in text


def test_followthemoney_keeps_to_the_model(war: Ledger) -> None:
    """Against a copy of the part of the model that is used, for those who do not have the library."""
    used: dict[str, set[str]] = {
        "Event": {
            *("name", "date", "startDate", "endDate", "summary", "description", "keywords", "location", "country"),
            *("addressEntity", "involved", "proof", "recordId"),
        },
        "Article": {"fileName", "title", "publisher", "publishedAt", "sourceUrl"},
        "Address": {"full", "country", "latitude", "longitude"},
        "Person": {"name", "country", "position"},
        **{key: {"name", "country"} for key in ("PublicBody", "Organization", "LegalEntity")},
    }  # fmt: skip
    entities = [json.loads(line) for line in exported(war, "followthemoney").splitlines()]
    known = {entity["id"] for entity in entities}
    assert {"Event", "Article", "Address", "Person"} <= {entity["schema"] for entity in entities}
    for entity in entities:
        assert set(entity["properties"]) <= used[entity["schema"]]
        for key in ("involved", "proof", "addressEntity"):
            assert set(entity["properties"].get(key, ())) <= known


def test_followthemoney_is_read_by_its_library(war: Ledger) -> None:
    model: Any = pytest.importorskip(
        "followthemoney", reason="needs the ICU headers: pip install fogline[followthemoney]"
    )
    for line in exported(war, "followthemoney").splitlines():
        entity = json.loads(line)
        proxy = model.model.get_proxy(entity)
        again = proxy.to_dict()["properties"]
        assert {key: sorted(values) for key, values in again.items()} == {
            key: sorted(values) for key, values in entity["properties"].items()
        }
        for key, values in entity["properties"].items():
            kind = proxy.schema.get(key).type
            assert kind.name == "entity" or all(kind.clean(value, proxy=proxy) is not None for value in values), key
