"""One text read twice: what is known of it from both readings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fogline.model.document import Document

_FILLED = ("title", "outlet", "author", "wire_credit", "url", "language")


def merged(known: Document, again: Document) -> Document:
    """*known* with what *again*, the same text read from elsewhere, adds to it.

    Sources are joined. Values that were unknown are filled; a known one is never replaced, and a different one is
    kept as a note. The date has a rank: one that the user gives replaces any other, and any replaces an inferred one.
    """
    if known == again:
        return known
    changes: dict[str, object] = {}
    notes = [note for note in again.notes if note not in known.notes]
    for name in _FILLED:
        old, new = getattr(known, name), getattr(again, name)
        if old is None and new is not None:
            changes[name] = new
        elif new is not None and new != old:
            notes.append(_conflict(name, new, again))
    if changes.get("title") is not None and known.title_end == 0:
        changes["title_end"] = again.title_end
    changes |= _date(known, again, notes)
    changes["sources"] = _joined(known.sources, again.sources)
    changes["notes"] = _joined(known.notes, tuple(notes))
    return replace(known, **changes)  # type: ignore[arg-type]


def inferred(known: Document, found: Document) -> Document:
    """*known* with the day of *found*, which others gave it or give it no longer; one known otherwise stays."""
    if known.published is not None and known.published_basis != "inferred":
        return known
    return replace(known, **_day(found))  # type: ignore[arg-type]


def redated(known: Document, now: Document) -> bool:
    """Whether the date that anchors the document's times is another one now."""
    return known.published != now.published


def _date(known: Document, again: Document, notes: list[str]) -> dict[str, object]:
    """The changes to the three fields that say when *known* was published and how that is known."""
    if again.published is None or again.published == known.published:
        return {}
    user_decides = again.published_basis == "user" and known.published_basis != "user"
    if known.published is None or known.published_basis == "inferred" or user_decides:
        if known.published is not None and known.published_basis != "inferred":
            notes.append(_conflict("published", known.published, known))
        return _day(again)
    if again.published_basis != "inferred":
        notes.append(_conflict("published", again.published, again))
    return {}


def _day(document: Document) -> dict[str, object]:
    return {name: getattr(document, name) for name in ("published", "published_basis", "published_evidence")}


def _conflict(name: str, value: str | date, document: Document) -> str:
    origin = document.sources[0] if document.sources else document.name
    return f"{name} is given otherwise by {origin}: {value}"


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(first + second))
