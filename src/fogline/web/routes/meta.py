"""What the ledger is and what its filters offer."""

from __future__ import annotations

from fastapi import APIRouter

from fogline.codebook.loader import codebook
from fogline.export.record import Record
from fogline.version import __version__
from fogline.views.places import by_kind
from fogline.views.summary import Summary, summary
from fogline.web.answer import Json, ViewOf
from fogline.web.description import form

router = APIRouter(tags=["ledger"])


@router.get("/meta", **form("Meta"))
def meta(view: ViewOf) -> Json:
    """How much there is, and the values that claims have."""
    index, desk = view.index, view.desk
    found: Summary = summary(desk.ledger.store, index)
    types = by_kind(index.columns.event_type, index.known.types.values, "type")
    return view.json(
        {
            "ledger": desk.name,
            "version": __version__,
            "revision": desk.edition(index),
            "read_only": desk.read_only,
            "author": desk.author,
            "counts": dict(found.counts),
            "days": {
                "first": found.first.isoformat() if found.first else None,
                "last": found.last.isoformat() if found.last else None,
            },
            "parties": [
                {"party": one.party, "name": one.name, "colour": one.colour, "claims": one.claims}
                for one in found.parties
            ],
            "types": [row | {"label": str(row["type"]).replace("_", " ")} for row in types],
            "outlets": [{"outlet": name, "claims": count} for name, count in found.outlets],
            "modalities": by_kind(index.columns.modality, index.known.modalities.values, "modality"),
            "certainties": by_kind(index.columns.certainty, index.known.certainties.values, "certainty"),
            "statuses": _pairs(found.statuses, "status", "events"),
            "kinds": _pairs(found.kinds, "kind", "disagreements"),
            "measures": list(codebook().measures),
            "event_types": list(codebook().event_types),
        }
    )


def _pairs(found: tuple[tuple[str, int], ...], word: str, counted: str) -> list[Record]:
    return [{word: value, counted: count} for value, count in found]
