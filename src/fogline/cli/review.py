"""``fogline review``: decisions on claims and events, each with its author and time."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeVar

import click

from fogline.cli import reviewing
from fogline.cli.arguments import LedgerType, filter_of, filter_options, json_option, ledger_argument
from fogline.cli.console import stdout
from fogline.errors import UsageError
from fogline.ledger import Ledger
from fogline.model.review import Review, taken_back
from fogline.reviewing.decide import ANY
from fogline.store.address import Where

F = TypeVar("F", bound=Callable[..., Any])


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None


def decision_options(verb: F) -> F:
    """The options of every verb that writes a decision down."""
    for option in (
        json_option,
        click.option(
            "--expected",
            default=ANY,
            metavar="REVIEW|none",
            help="The last decision that you have seen; where another has come since, nothing is written.",
        ),
        click.option(
            "--author",
            envvar="FOGLINE_AUTHOR",
            default=_user,
            show_default="$FOGLINE_AUTHOR, else your login",
            help="Who decides.",
        ),
    ):
        verb = option(verb)
    return verb


@click.group("review")
def command() -> None:
    """Decide on claims and events: accept, correct, reject, merge, split, and take it back.

    Decisions are kept beside what was read, with author and time; they survive every rebuild, and what depends on
    them is derived at once. IDs may be cut short as long as one only begins so. See docs/reviewing.md.

    \b
    fogline review queue war.fog --limit 20
    fogline review correct war.fog 3fa85f64 place=703448 time=2022-06-24 speaker.party=ukraine
    fogline review reject war.fog 7c05ec90 --reason "a quotation from a novel"
    fogline review list war.fog
    """


@command.command("queue")
@ledger_argument
@filter_options
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="So many at most.")
@json_option
def queue(ledger: Where, limit: int, as_json: bool, **options: Any) -> None:
    """List the claims in LEDGER to look at first, of those that nobody has decided on, each with the reasons."""
    with Ledger.open(ledger, create=False) as opened:
        entries = opened.queue(filter_of(**options), limit=limit)
        told = {
            claim.claim_id: (document, claim) for document, claim in opened.claims_with(e.claim_id for e in entries)
        }
    reviewing.show_queue([(entry, *told[entry.claim_id]) for entry in entries], stdout(), as_json=as_json)


@command.command("accept")
@ledger_argument
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@click.option("--reason", help="Why, in a few words.")
@decision_options
def accept(ledger: Where, claims: tuple[str, ...], reason: str | None, **options: Any) -> None:
    """Say that each CLAIM in LEDGER is right as it stands."""
    _on_claims(ledger, "accept", claims, reason, **options)


@command.command("reject")
@ledger_argument
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@click.option("--reason", required=True, help="Why, in a few words.")
@decision_options
def reject(ledger: Where, claims: tuple[str, ...], reason: str, **options: Any) -> None:
    """Say that each CLAIM in LEDGER is none: it is left out of everything but --as-extracted."""
    _on_claims(ledger, "reject", claims, reason, **options)


@command.command("correct")
@ledger_argument
@click.argument("claim", metavar="CLAIM")
@click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE...")
@click.option("--reason", help="Why, in a few words.")
@decision_options
def correct(ledger: Where, claim: str, fields: tuple[str, ...], reason: str | None, **options: Any) -> None:
    """Correct fields of CLAIM in LEDGER.

    FIELD is one of the claim record's, or a part of one after a dot. VALUE is what it should be: plain words, a number,
    null for nothing, or JSON.

    \b
    event_type=advance  modality=planned  polarity=denied  certainty=hedged  against_interest=true
    place=703448 (a GeoNames id)  place=Lysychansk (a name, if one place has it)  place=null
    time=2022-06-24  time=2022-06  time=2022-06-24/2022-06-26  time=2022-02-24/..  time=null
    speaker=null (the outlet itself)  speaker.name="Ada Marsh"  speaker.party=ukraine  agent.name="…"
    quantities.0.best=30  quantities='[{"measure": "killed", "best": 30}]'  quantities=null
    evidence='{"start": 12, "end": 96}'  trigger="pulled out" (words that stand there once)
    """
    with Ledger.open(ledger, create=False) as opened:
        target = opened.reviewed(claim).claim.claim_id
        changes = reviewing.changes_of(fields)
        _decide(opened, [("correct", target, changes)], reason, **options)


@command.command("merge")
@ledger_argument
@click.argument("event", metavar="EVENT")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@click.option("--claims-only", is_flag=True, help="OTHER are claims: put these alone into EVENT, not their events.")
@click.option("--reason", help="Why, in a few words.")
@decision_options
def merge(
    ledger: Where, event: str, others: tuple[str, ...], claims_only: bool, reason: str | None, **options: Any
) -> None:
    """Say that EVENT and each OTHER in LEDGER are one happening; IDs of events, or of claims in them."""
    with Ledger.open(ledger, create=False) as opened:
        target = reviewing.event_id(opened, event)
        if claims_only:
            changes = {"claims": [opened.claim(other)[1].claim_id for other in others]}
        else:
            changes = {"events": [reviewing.event_id(opened, other) for other in others]}
        _decide(opened, [("merge", target, changes)], reason, **options)


@command.command("split")
@ledger_argument
@click.argument("event", metavar="EVENT")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@click.option("--reason", help="Why, in a few words.")
@decision_options
def split(ledger: Where, event: str, claims: tuple[str, ...], reason: str | None, **options: Any) -> None:
    """Take each CLAIM out of EVENT in LEDGER: they tell of another happening."""
    with Ledger.open(ledger, create=False) as opened:
        taken = {"claims": [opened.claim(claim)[1].claim_id for claim in claims]}
        _decide(opened, [("split", reviewing.event_id(opened, event), taken)], reason, **options)


@command.command("note")
@ledger_argument
@click.argument("target", metavar="CLAIM|EVENT")
@click.argument("text")
@decision_options
def note(ledger: Where, target: str, text: str, **options: Any) -> None:
    """Leave TEXT at a claim or an event in LEDGER; it changes nothing else."""
    with Ledger.open(ledger, create=False) as opened:
        _decide(opened, [("note", reviewing.target_id(opened, target), None)], text, **options)


@command.command("undo")
@ledger_argument
@click.argument("review", metavar="REVIEW")
@click.option("--reason", help="Why, in a few words.")
@decision_options
def undo(ledger: Where, review: str, reason: str | None, author: str, expected: str, as_json: bool) -> None:
    """Take the decision REVIEW in LEDGER back; taking back an undo brings the decision back."""
    with Ledger.open(ledger, create=False) as opened:
        made = opened.undo(review, author, reason=reason, expected=_seen(expected))
        reviewing.show_made([made], stdout(), as_json=as_json)


@command.command("list")
@ledger_argument
@click.argument("target", required=False, metavar="[CLAIM|EVENT]")
@click.option("--by", metavar="AUTHOR", help="Only what this author decided.")
@click.option("--orphaned", is_flag=True, help="Only decisions on claims that are not there any more.")
@json_option
def list_(ledger: Where, target: str | None, by: str | None, orphaned: bool, as_json: bool) -> None:
    """List the decisions in LEDGER, or those about one claim or event, in the order they were made."""
    with Ledger.open(ledger, create=False) as opened:
        if orphaned:
            found = opened.orphaned_reviews()
        else:
            found = opened.reviews(None if target is None else reviewing.target_id(opened, target))
        gone = taken_back(opened.reviews())
    kept = [(review, review.review_id not in gone) for review in found if by in (None, review.author)]
    reviewing.show_reviews(kept, stdout(), as_json=as_json)


@command.command("export")
@ledger_argument
@click.option(
    "-o", "--output", "folder", required=True, type=click.Path(path_type=Path, file_okay=False), help="A folder."
)
@click.option("--replace", is_flag=True, help="Replace annotations that are there already.")
@json_option
def export(ledger: Where, folder: Path, replace: bool, as_json: bool) -> None:
    """Write each document in LEDGER whose claims are all decided on as an annotation: a test set.

    `fogline evaluate LEDGER FOLDER` reads them. Rejected claims are left out; claims that were missed are not there
    unless you add them by hand.
    """
    with Ledger.open(ledger, create=False) as opened:
        reviewing.show_written(opened.export_annotations(folder, replace=replace), stdout(), as_json=as_json)


@command.command("agreement")
@ledger_argument
@click.argument("copies", nargs=-1, metavar="[COPY...]", type=LedgerType(exists=True))
@json_option
def agreement(ledger: Where, copies: tuple[Where, ...], as_json: bool) -> None:
    """Say how far those who decided on the same claims in LEDGER agree: Krippendorff's alpha, field by field.

    Each COPY is a ledger of the same documents that others reviewed without seeing the decisions in LEDGER.
    """
    with Ledger.open(ledger, create=False) as opened, ExitStack() as stack:
        others = [stack.enter_context(Ledger.open(copy, create=False)) for copy in copies]
        reviewing.show_agreement(opened.agreement(*others), stdout(), as_json=as_json)


def _on_claims(ledger: Where, decision: str, claims: tuple[str, ...], reason: str | None, **options: Any) -> None:
    with Ledger.open(ledger, create=False) as opened:
        targets = [opened.reviewed(claim).claim.claim_id for claim in claims]
        if len(targets) > 1 and options["expected"] != ANY:
            raise UsageError("--expected is about one claim; name one")
        _decide(opened, [(decision, target, None) for target in targets], reason, **options)


def _decide(
    opened: Ledger,
    decisions: list[tuple[str, str, dict[str, Any] | None]],
    reason: str | None,
    *,
    author: str | None,
    expected: str,
    as_json: bool,
) -> None:
    made: list[Review] = []
    for decision, target, changes in decisions:
        seen, by = _seen(expected), author or ""
        made.append(opened.review(decision, target, by, changes=changes, reason=reason, expected=seen))
    reviewing.show_made(made, stdout(), as_json=as_json)


def _seen(expected: str) -> str | None:
    return None if expected == "none" else expected
