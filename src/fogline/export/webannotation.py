"""Web annotations (W3C Recommendation 2017): each claim as an annotation of the words it stands on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from fogline.export.base import Material, What
from fogline.export.record import Record
from fogline.export.sides import voice
from fogline.export.stream import write_object

AROUND = 32
"""Characters before and after the words, by which a reader finds them again in a text that has changed."""

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TAGS = ("event_type", "modality", "polarity", "certainty", "verification")


class WebAnnotation:
    """``--format web-annotation``: one annotation page, an annotation a claim."""

    name = "web-annotation"
    means = "W3C web annotations (JSON-LD): the words of each claim by quotation and by position"
    offers: tuple[What, ...] = ("claims",)
    binary = False

    def write(self, material: Material, out: BinaryIO) -> int:
        """Write one annotation page; gives the number of annotations."""
        head: dict[str, Any] = {"@context": CONTEXT, "id": "urn:fogline:annotations", "type": "AnnotationPage"}
        return write_object(out, head, "items", _annotations(material))


def _annotations(material: Material) -> Iterator[Record]:
    for record in material.claims():
        yield {
            "id": f"urn:fogline:claim:{record['claim_id']}",
            "type": "Annotation",
            "motivation": "classifying",
            "generator": {"id": f"urn:fogline:extractor:{record['extractor']}", "type": "Software"},
            "body": _bodies(record),
            "target": _target(record, material.text(record["document"]["document_id"])),
        }


def _bodies(record: Record) -> list[Record]:
    tags = [record[key] for key in TAGS if record[key] is not None]
    place, time = record["place"], record["time"]
    said = [f"said by {voice(record)}"]
    said += [f"place: {place['name']}"] if place else []
    said += [f"time: {time['edtf']}"] if time and time["edtf"] else []
    said += [f"{one['measure']}: {one['text']}" for one in record["quantities"]]
    tagging = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags]
    text = {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": "; ".join(said)}
    return [*tagging, text]


def _target(record: Record, text: str | None) -> Record:
    """The words in their document: positions count in the text whose SHA-256 its address names."""
    document, evidence = record["document"], record["evidence"]
    start, end = evidence["start"], evidence["end"]
    quote = {"type": "TextQuoteSelector", "exact": evidence["text"]}
    selectors: list[Record] = [quote]
    if start is not None:
        selectors.append({"type": "TextPositionSelector", "start": start, "end": end})
    if text is not None and start is not None:
        quote |= {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
    via = {"scope": document["url"]} if document["url"] else {}
    return {"source": f"urn:sha256:{document['sha256']}", **via, "selector": selectors}
