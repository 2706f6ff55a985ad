"""What ``fogline review`` reads and prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from fogline.cli.claims import show as show_claims
from fogline.cli.console import show_each, show_table
from fogline.correcting.values import ACTORS, CORRECTABLE
from fogline.errors import UsageError
from fogline.export.annotations import Written
from fogline.export.record import record_of
from fogline.export.reviews import agreement_record, entry_record, review_record
from fogline.ledger import Ledger
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.review import Review
from fogline.model.span import Span
from fogline.reviewing.agreement import Agreement
from fogline.reviewing.queue import Entry

_DONE = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "merge": "merged",
    "split": "split",
    "note": "noted on",
    "undo": "took back",
}


def changes_of(fields: Iterable[str]) -> dict[str, Any]:
    """The changes that ``FIELD=VALUE`` words ask for; what is no JSON value is plain words.

    Raises:
        UsageError: one has no ``=``.
    """
    found: dict[str, Any] = {}
    for field in fields:
        name, cut, value = field.partition("=")
        if not cut:
            raise UsageError(f"{field!r}: write FIELD=VALUE, such as place=703448")
        found[name.strip()] = _value(value)
    return found


def _value(text: str) -> Any:
    if text.strip().lower() in ("none", ""):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text


def event_id(opened: Ledger, begin: str) -> str:
    """The id of the event whose id begins so, or that the claim is in whose id begins so."""
    try:
        return opened.event(begin).event_id
    except UsageError:
        return opened.event(opened.claim(begin)[1].claim_id).event_id


def target_id(opened: Ledger, begin: str) -> str:
    """The id of the claim or event whose id begins so."""
    try:
        return opened.claim(begin)[1].claim_id
    except UsageError:
        return opened.event(begin).event_id


def show_queue(found: Sequence[tuple[Entry, Document, Claim]], console: Console, *, as_json: bool) -> None:
    """Print the claims to look at first, each with the reasons."""
    if as_json:
        _json([entry_record(entry, document, claim) for entry, document, claim in found])
        return
    for entry, document, claim in found:
        why = "; ".join(reason.words for reason in entry.why if reason.points)
        show_claims([record_of(document, claim)], console)
        console.print(Text(f"  {entry.score:.1f}  {why}", style="yellow"))
    if not found:
        console.print("nothing is left to review")


def show_made(made: Sequence[Review], console: Console, *, as_json: bool) -> None:
    """Print what was just decided."""
    if as_json:
        records = [review_record(review) for review in made]
        _json(records if len(records) > 1 else records[0])
    else:
        show_each(made, lambda review, out: out.print(Text(line_of(review))), console, nothing="nothing was decided")


def show_reviews(found: Sequence[tuple[Review, bool]], console: Console, *, as_json: bool) -> None:
    """Print decisions; those taken back are said to be."""
    if as_json:
        _json([review_record(review, standing=standing) for review, standing in found])
        return

    def show(both: tuple[Review, bool], out: Console) -> None:
        review, standing = both
        when = review.at.strftime("%Y-%m-%d %H:%M")
        out.print(
            Text(f"{when}  {line_of(review)}{'' if standing else '  (taken back)'}", style="" if standing else "dim")
        )

    show_each(found, show, console, nothing="no decisions")


def line_of(review: Review) -> str:
    """``ada corrected 3fa85f6400000000: place, time (“the town is another”) · review 51ab…``."""
    what = review.revokes if review.decision == "undo" else review.target
    if review.decision == "merge":
        events = review.named("events")
        what = " with ".join(events) if events else f"{what} with {', '.join(review.named('claims'))}"
    named = f": {', '.join(review.changes)}" if review.decision == "correct" else ""
    taken = f": took out {', '.join(review.named('claims'))}" if review.decision == "split" else ""
    reason = f" (“{' '.join(review.reason.split())}”)" if review.reason else ""
    return f"{review.author} {_DONE[review.decision]} {what}{named}{taken}{reason} · review {review.review_id}"


def changes_in_words(read: Claim, now: Claim | None, reviews: Sequence[Review]) -> Iterator[str]:
    """``ada corrected place: Bakhmut → Kyiv (“…”)``: what people made of a claim that was *read*, a line a decision."""
    last = {name: review.review_id for review in reviews for name in review.changes}
    for review in reviews:
        reason = f" (“{' '.join(review.reason.split())}”)" if review.reason else ""
        told = f"{review.at:%Y-%m-%d} {review.author} {_DONE[review.decision]}"
        if review.decision != "correct" or now is None:
            yield f"{told} it{reason}"
            continue
        names = [name for name in review.changes if name in CORRECTABLE and last[name] == review.review_id]
        for name in names:
            yield f"{told} {name}: {_in_words(read, name)} → {_in_words(now, name)}{reason}"


def _in_words(claim: Claim, name: str) -> str:
    part = getattr(claim, name)
    if part is None or part == ():
        return "–"
    if name == "speaker":
        return f"{part.name}{f' ({part.party})' if part.party else ''}"
    if name in ACTORS:
        return f"{part.actor.name}{f' ({part.actor.party})' if part.actor.party else ''}"
    if name == "place":
        return str(part.place.name)
    if name == "time":
        return str(part.value.edtf or part.text)
    if name == "quantities":
        return ", ".join(f"{one.text} ({one.measure})" for one in part)
    return f"{part.start}-{part.end}" if isinstance(part, Span) else str(part)


def show_written(written: Written, console: Console, *, as_json: bool) -> None:
    """Print which annotations were written, and which documents still wait."""
    if as_json:
        _json({"files": written.files, "unfinished": written.unfinished})
        return
    claims = sum(written.files.values())
    console.print(f"{len(written.files)} documents with {claims} claims written", markup=False)
    for name, left in written.unfinished.items():
        console.print(f"not written: {name}, {left} of its claims are still open", markup=False, style="yellow")


def show_agreement(found: Agreement, console: Console, *, as_json: bool) -> None:
    """Print the table of fields with alpha."""
    if as_json:
        _json(agreement_record(found))
        return
    if not found.claims:
        console.print("no claim was decided on by two people")
        return
    console.print(f"{found.claims} claims decided on by two or more of {', '.join(found.authors)}", markup=False)
    rows = [
        [one.field, str(one.claims), str(one.agreed), f"{one.alpha:.3f}" if one.alpha is not None else f"– {one.why}"]
        for one in found.fields
    ]
    show_table(console, ["field", "claims", "agreed", "alpha"], rows)


def _json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
