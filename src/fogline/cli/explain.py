"""``fogline explain``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import pairwise

import click
from rich.console import Console
from rich.text import Text

from fogline.cli.arguments import json_option, ledger_argument, profile_option
from fogline.cli.console import stdout
from fogline.cli.reviewing import changes_in_words
from fogline.explaining import Explained
from fogline.export.explanation import explanation_record
from fogline.ledger import Ledger
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.explanation import Contribution, Ground, Option
from fogline.model.span import Span
from fogline.store.address import Where

LABEL_WIDTH = 18
SHOWN_OTHERS = 6
"""Candidates shown of one field; ``--json`` has them all."""
SMALLEST_POINTS = 0.5
_BASES = {"metadata": "from its metadata", "text": "from its text", "inferred": "inferred", "user": "as given"}


@click.command("explain")
@ledger_argument
@click.argument("claim_ids", nargs=-1, required=True, metavar="CLAIM_ID...")
@profile_option
@json_option
def command(ledger: Where, claim_ids: tuple[str, ...], profile: str, as_json: bool) -> None:
    """Say why claims in LEDGER read as they do: for each field its words, its rule, and the candidates not taken.

    A CLAIM_ID may be cut short as long as one claim only begins so; `fogline claims` shows them. The document is read
    once more with the Fogline and the profile at hand, and what differs from the ledger is said; the ledger stays as
    it is.

    \b
    fogline explain war.fog 3fa85f64
    fogline explain war.fog 3fa85f64 --json
    """
    with Ledger.open(ledger, create=False) as opened:
        explained = [opened.explain(claim_id, profile=profile) for claim_id in claim_ids]
    if as_json:
        records = [explanation_record(one) for one in explained]
        click.echo(json.dumps(records if len(records) > 1 else records[0], ensure_ascii=False, indent=1))
    else:
        console = stdout()
        for number, one in enumerate(explained):
            if number:
                console.rule()
            show(one, console)


def show(explained: Explained, console: Console) -> None:
    """Print one explanation: document, sentence, then a block for each field and for the confidence."""
    document, claim = explained.document, explained.stored
    console.print(_labelled("claim", f"{claim.claim_id}  {claim.event_type}, confidence {claim.confidence:.2f}"))
    console.print(_labelled("document", _document(document)))
    for change in changes_in_words(explained.stored, explained.standing, explained.reviews):
        console.print(_labelled("review", change, style="green"))
    for note in _notes(explained):
        console.print(_labelled("note", note, style="yellow"))
    explanation = explained.explanation
    if explanation is None:
        console.print(_labelled("evidence", " ".join(claim.evidence.of(document.text).split())))
        return
    console.print(_sentence(document, explanation.sentence, explanation.claim))
    told: set[str] = set()
    blocks = [list(_ground(ground, document, told)) for ground in explanation.grounds]
    blocks.append(list(_confidence(explanation.claim.confidence, explanation.contributions)))
    for before, block in pairwise([[], *blocks]):
        if len(block) > 1 or len(before) != 1:
            console.print()
        for line in block:
            console.print(line)


def _document(document: Document) -> str:
    title = f" “{' '.join(document.title.split())}”" if document.title else ""
    if document.published is None:
        return f"{document.name}{title}, undated"
    basis = _BASES.get(document.published_basis or "", "")
    evidence = f" (“{' '.join(document.published_evidence.split())}”)" if document.published_evidence else ""
    return f"{document.name}{title}, published {document.published}, {basis}{evidence}"


def _notes(explained: Explained) -> Iterator[str]:
    if not explained.same_reader:
        yield "the ledger was read by another version or with another profile; this is how the installed one reads"
    if explained.explanation is None:
        yield "the installed version does not find this claim any more; build the ledger again to bring it up to date"
    elif explained.changed:
        yield f"the installed version reads otherwise: {', '.join(explained.changed)}"


def _sentence(document: Document, sentence: Span, claim: Claim) -> Text:
    """The sentence with the trigger marked, by brackets too, so that it shows where there is no colour."""
    line = _labelled("sentence", "")
    trigger = claim.trigger
    line.append(_flat(document.text[sentence.start : trigger.start]))
    line.append(f"[{_flat(trigger.of(document.text))}]", style="bold reverse")
    line.append(_flat(document.text[trigger.end : sentence.end]))
    return line


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def _ground(ground: Ground, document: Document, told: set[str]) -> Iterator[Text]:
    """The lines of one field; candidates whose lines have been *told* are only counted.

    A field that nothing but its rule is to be said of takes one line.
    """
    line = _labelled(ground.about, "")
    line.append(ground.value if ground.value is not None else "–", style="bold")
    words = " … ".join(" ".join(span.of(document.text).split()) for span in ground.words)
    if words and words != ground.value:
        line.append(f"  “{words}”")
    others = [other for other in _others(ground.others) if other not in told]
    if not (ground.because or ground.path or ground.others):
        line.append(f"  {ground.rule}")
        yield line
        return
    yield line
    yield _detail(ground.rule)
    for more in ground.because:
        yield _detail(more)
    if ground.path:
        yield _detail(ground.path, style="cyan")
    for other in others[:SHOWN_OTHERS]:
        yield _detail(other, style="dim")
    if len(others) > SHOWN_OTHERS:
        yield _detail(f"… and {len(others) - SHOWN_OTHERS} more (--json has them all)", style="dim")
    elif len(others) < len(set(_others(ground.others))):
        yield _detail("nor others named above" if others else "not those named above", style="dim")
    told.update(others)


def _others(options: tuple[Option, ...]) -> list[str]:
    """A line for each candidate, those that share their reason and have nothing else to tell on one; no line twice."""
    lines: dict[str, None] = {}
    plain = [option for option in options if not (option.span or option.value)]
    for why in dict.fromkeys(option.why for option in plain):
        lines[f"not {', '.join(option.text for option in plain if option.why == why)}: {why}"] = None
    for option in options:
        if option.span or option.value:
            lines[_option(option)] = None
    return list(lines)


def _option(option: Option) -> str:
    words = " ".join(option.text.split())
    words = f"“{words}”" if option.span else words
    value = f" = {option.value}" if option.value and option.value != option.text else ""
    return f"not {words}{value}: {option.why}"


def _confidence(confidence: float, contributions: tuple[Contribution, ...]) -> Iterator[Text]:
    line = _labelled("confidence", "")
    line.append(f"{confidence:.2f}", style="bold")
    line.append(f"  about {round(100 * confidence)} of 100 claims like this are right as they stand")
    yield line
    for one in contributions:
        if abs(one.points) >= SMALLEST_POINTS:
            yield _detail(f"{one.points:+5.1f}  {one.feature}: {one.value.replace('_', ' ')}")


def _labelled(label: str, text: str, *, style: str = "") -> Text:
    return Text.assemble((f"{label.replace('_', ' '):{LABEL_WIDTH}s}", "dim"), (text, style))


def _detail(text: str, *, style: str = "") -> Text:
    return Text(f"{'':{LABEL_WIDTH}s}  {text}", style=style)
