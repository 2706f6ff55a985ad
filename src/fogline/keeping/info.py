"""What a ledger is, and how much is in it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fogline.store.address import Where
from fogline.store.sql import open_store


def info(where: Where) -> dict[str, Any]:
    """The ledger at *where* in counts and dates, JSON-ready; ``None`` where nothing is known."""
    with open_store(where) as store:
        about, counts = store.about(), store.counts()
        languages: Counter[str] = Counter()
        outlets: set[str] = set()
        days: list[str] = []
        for document in store.documents():
            languages[document.language or "unknown"] += 1
            outlets |= {document.outlet} if document.outlet else set()
            days += [document.published.isoformat()] if document.published else []
        readers = {f"{extractor}, profile {profile}": many for (extractor, profile), many in store.readers().items()}
        return {
            "file": str(where),
            "bytes": store.size(),
            **about,
            "documents": counts.documents,
            "sources": counts.sources,
            "outlets": len(outlets),
            "languages": dict(languages.most_common()),
            "published_from": min(days, default=None),
            "published_to": max(days, default=None),
            "without_a_day": counts.documents - len(days),
            "read_by": readers,
            "claims": counts.claims,
            "events": sum(1 for _ in store.derived.events()),
            "disagreements": sum(1 for _ in store.derived.disagreements()),
            "reviews": counts.reviews,
            "not_derived_yet": len(store.derived.stale()),
            **store.custody_totals(),
        }
