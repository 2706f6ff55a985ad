"""Errors by kind: missed, false and wrong claims, grouped by the pattern that they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fogline.evaluate.field_errors import NONE, field_error
from fogline.evaluate.fields import Record, judge_claim
from fogline.evaluate.gold import GoldClaim, GoldDocument
from fogline.evaluate.pairing import pair, position_of

EXAMPLES = 3
WORDS_SHOWN = 110


@dataclass(frozen=True, slots=True)
class Error:
    """One thing that is wrong: a claim missed, a false one, or one field of a claim that was found.

    ``pattern`` names the kind ("place: missing", "missed: told as attack"); ``start`` is where ``words`` stand in the
    document. A claim with two wrong fields makes two errors.
    """

    kind: Literal["missed", "false", "wrong"]
    pattern: str
    document: str
    start: int
    words: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class ErrorGroup:
    """Errors of one pattern."""

    pattern: str
    errors: tuple[Error, ...]


def find_errors(gold: Sequence[GoldDocument], records: Mapping[str, Sequence[Record]]) -> list[Error]:
    """Every error of *records* (document base name → its claim records) against *gold*, paired as the figures are."""
    return [error for document in gold for error in _errors_of(document, records.get(document.name, ()))]


def by_pattern(errors: Iterable[Error]) -> list[ErrorGroup]:
    """*errors* grouped by pattern, the commonest first, equals by name."""
    groups: dict[str, list[Error]] = {}
    for error in errors:
        groups.setdefault(error.pattern, []).append(error)
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return [ErrorGroup(pattern, tuple(some)) for pattern, some in ordered]


def render_errors(errors: Sequence[Error], *, patterns: int, examples: int = EXAMPLES) -> str:
    """Counts by kind, then the commonest *patterns* with their counts and some *examples* of each."""
    counts = {kind: sum(error.kind == kind for error in errors) for kind in ("missed", "false", "wrong")}
    head = f"missed {counts['missed']}   false {counts['false']}   wrong fields {counts['wrong']}"
    lines = [head]
    for group in by_pattern(errors)[:patterns]:
        lines.append(f"{len(group.errors):5d}  {group.pattern}")
        lines.extend(f"         {_example(error)}" for error in group.errors[:examples])
    return "\n".join(lines)


def errors_to_json(errors: Sequence[Error], *, patterns: int) -> list[dict[str, Any]]:
    """The commonest *patterns* as JSON values, each with its count and all of its errors."""
    return [
        {
            "pattern": group.pattern,
            "kind": group.errors[0].kind,
            "count": len(group.errors),
            "errors": [
                {"document": e.document, "start": e.start, "words": e.words, "expected": e.expected, "got": e.got}
                for e in group.errors
            ],
        }
        for group in by_pattern(errors)[:patterns]
    ]


def _example(error: Error) -> str:
    words = " ".join(error.words.split())
    cut = words if len(words) <= WORDS_SHOWN else words[:WORDS_SHOWN] + " …"
    return f"{error.document}:{error.start} expected {error.expected}, got {error.got} | {cut}"


def _errors_of(gold: GoldDocument, records: Sequence[Record]) -> Iterator[Error]:
    paired = pair(gold.claims, records, gold.published)
    for n, claim in enumerate(gold.claims):
        if claim.optional:
            continue
        if n in paired:
            yield from _wrong(gold, claim, records[paired[n]])
        else:
            yield _missed(gold, claim, records)
    taken = set(paired.values())
    for n, record in enumerate(records):
        position = position_of(record)
        if n not in taken and not any(start <= position <= end for start, end in gold.ignored):
            yield _false(gold, record)


def _wrong(gold: GoldDocument, claim: GoldClaim, record: Record) -> Iterator[Error]:
    words = gold.text[claim.start : claim.end]
    for name, verdict in judge_claim(claim, record, gold.published).items():
        if verdict is False:
            found = field_error(name, claim, record, gold.text)
            pattern = f"{name.replace('_', ' ')}: {found.pattern}"
            yield Error("wrong", pattern, gold.name, claim.start, words, found.expected, found.got)


def _missed(gold: GoldDocument, claim: GoldClaim, records: Sequence[Record]) -> Error:
    """A missed claim: one of another type stands there, one of its type that tells another claim, or none."""
    there = sorted({record["event_type"] for record in records if claim.holds(position_of(record))})
    expected, words = " or ".join(claim.event_types), gold.text[claim.start : claim.end]
    if set(there) & set(claim.event_types):
        pattern = "missed: one claim for several"
    elif there:
        pattern = f"missed: {expected} told as {' and '.join(there)}"
    else:
        pattern = f"missed: {expected}, no claim there"
    return Error("missed", pattern, gold.name, claim.start, words, expected, " and ".join(there) or NONE)


def _false(gold: GoldDocument, record: Record) -> Error:
    """A false claim: a second one where one is told, one of another type than is told, or one where none is."""
    there = [claim for claim in gold.claims if claim.holds(position_of(record))]
    event_type, evidence = record["event_type"], record["evidence"]
    told = sorted({one for claim in there for one in claim.event_types})
    if event_type in told:
        pattern = f"false: a second {event_type}"
    elif there:
        pattern = f"false: {event_type} where another type is told"
    else:
        pattern = f"false: {event_type}, nothing told there"
    expected = " or ".join(told) or NONE
    return Error("false", pattern, gold.name, evidence["start"], evidence["text"], expected, event_type)
