"""Figures: how well the claims of a ledger match annotations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Literal

from fogline.evaluate.fields import JUDGES, USABLE_FIELDS, Record, Verdict, is_near, judge_claim
from fogline.evaluate.gold import GoldClaim, GoldDocument
from fogline.evaluate.pairing import pair, position_of


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


@dataclass(frozen=True, slots=True)
class PRF:
    """Precision, recall and F1 as counts, so that they can be added: found and right, found at all, to be found."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: PRF) -> PRF:
        return PRF(self.right + other.right, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float | None:
        """The share (0 to 1) of what was found that is right; ``None`` where nothing was found."""
        return _ratio(self.right, self.found)

    @property
    def recall(self) -> float | None:
        """The share (0 to 1) of what was to be found that was; ``None`` where nothing was to be found."""
        return _ratio(self.right, self.wanted)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; ``None`` where one of them is."""
        p, r = self.precision, self.recall
        if p is None or r is None:
            return None
        return 2 * p * r / (p + r) if p + r else 0.0

    def to_json(self) -> dict[str, float | None]:
        """Precision, recall and F1 by name."""
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of how many were right."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.of + other.of)

    @property
    def accuracy(self) -> float | None:
        """The share (0 to 1) that was right; ``None`` where there was nothing to judge."""
        return _ratio(self.right, self.of)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One claim that was missed, is spurious, or was found with wrong fields.

    ``event_types`` are the accepted ones for a missed claim, else the one that was found; ``fields`` the wrong ones;
    ``words`` the annotated evidence, for a spurious claim the record's.
    """

    kind: Literal["missed", "spurious", "wrong"]
    document: str
    event_types: tuple[str, ...]
    words: str
    fields: tuple[str, ...] = ()


def _no_tallies() -> dict[str, Tally]:
    return {name: Tally() for name in JUDGES}


@dataclass(frozen=True, slots=True)
class Figures:
    """What a comparison came to, for one document or, added up, for many.

    ``detection`` counts claims that were found, ``usable`` those of them that could be accepted untouched; ``fields``
    has a tally for each field, over paired claims whose annotation fills it. ``published`` counts right publication
    dates, ``evidence_not_verbatim`` the records whose evidence is not the text at its offsets (a promise broken).
    """

    documents: int = 0
    detection: PRF = PRF()
    usable: PRF = PRF()
    fields: Mapping[str, Tally] = field(default_factory=_no_tallies)
    published: Tally = Tally()
    evidence_not_verbatim: int = 0
    mistakes: tuple[Mistake, ...] = ()

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            documents=self.documents + other.documents,
            detection=self.detection + other.detection,
            usable=self.usable + other.usable,
            fields={name: self.fields[name] + other.fields[name] for name in JUDGES},
            published=self.published + other.published,
            evidence_not_verbatim=self.evidence_not_verbatim + other.evidence_not_verbatim,
            mistakes=self.mistakes + other.mistakes,
        )

    def to_json(self) -> dict[str, Any]:
        """The figures as JSON values; mistakes are not among them."""
        return {
            "documents": self.documents,
            "gold_claims": self.detection.wanted,
            "predicted_claims": self.detection.found,
            "paired": self.detection.right,
            "detection": self.detection.to_json(),
            "usable": self.usable.to_json(),
            "fields": {
                name: {"right": tally.right, "of": tally.of, "accuracy": tally.accuracy}
                for name, tally in self.fields.items()
            },
            "published": {"right": self.published.right, "of": self.published.of},
            "evidence_not_verbatim": self.evidence_not_verbatim,
        }


def score(gold: Sequence[GoldDocument], records: Mapping[str, Sequence[Record]]) -> Figures:
    """Compare claim records with annotations.

    Args:
        gold: the annotated documents.
        records: document base name → its claim records. Documents without annotations are left out.
    """
    figures = Figures()
    for document in gold:
        figures += score_document(document, records.get(document.name, ()))
    return figures


def group_records(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Claim records by the base name of their document, in the order in which they come."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(PurePath(record["document"]["name"]).name, []).append(record)
    return groups


def score_document(gold: GoldDocument, records: Sequence[Record]) -> Figures:
    """The figures of one document."""
    paired = pair(gold.claims, records, gold.published)
    verdicts = {
        claim: judge_claim(gold.claims[claim], records[record], gold.published)
        for claim, record in paired.items()
        if not gold.claims[claim].optional
    }
    taken = set(paired.values())
    spurious = [r for n, r in enumerate(records) if n not in taken and not _is_ignored(gold, r)]
    missed = [claim for n, claim in enumerate(gold.claims) if n not in paired and not claim.optional]
    found, wanted = len(verdicts) + len(spurious), len(verdicts) + len(missed)
    usable = sum(all(verdict[name] is not False for name in USABLE_FIELDS) for verdict in verdicts.values())
    return Figures(
        documents=1,
        detection=PRF(len(verdicts), found, wanted),
        usable=PRF(usable, found, wanted),
        fields={name: _tally(verdict[name] for verdict in verdicts.values()) for name in JUDGES},
        published=_judge_published(gold, records),
        evidence_not_verbatim=sum(not _is_verbatim(gold, record) for record in records),
        mistakes=(
            *(Mistake("spurious", gold.name, (r["event_type"],), r["evidence"]["text"]) for r in spurious),
            *_wrong(gold, records, paired, verdicts),
            *(Mistake("missed", gold.name, claim.event_types, _words(gold, claim)) for claim in missed),
        ),
    )


def _tally(verdicts: Iterable[Verdict]) -> Tally:
    judged = [verdict for verdict in verdicts if verdict is not None]
    return Tally(sum(judged), len(judged))


def _is_ignored(gold: GoldDocument, record: Record) -> bool:
    return any(start <= position_of(record) <= end for start, end in gold.ignored)


def _is_verbatim(gold: GoldDocument, record: Record) -> bool:
    evidence = record["evidence"]
    if not record["document"].get("text_is_source", True):
        return True  # offsets count in the extracted text, which the annotation's may not be
    return bool(gold.text[evidence["start"] : evidence["end"]] == evidence["text"])


def _judge_published(gold: GoldDocument, records: Sequence[Record]) -> Tally:
    """A date is judged where the annotation has one and the document has a claim that could carry it."""
    if gold.published is None or not records:
        return Tally()
    known = records[0]["document"].get("published")
    return Tally(int(is_near(known, gold.published, gold.published_slack_days)), 1)


def _wrong(
    gold: GoldDocument, records: Sequence[Record], paired: Mapping[int, int], verdicts: Mapping[int, dict[str, Verdict]]
) -> Iterable[Mistake]:
    for claim, verdict in verdicts.items():
        wrong = tuple(name for name, right in verdict.items() if right is False)
        if wrong:
            found = records[paired[claim]]["event_type"]
            yield Mistake("wrong", gold.name, (found,), _words(gold, gold.claims[claim]), wrong)


def _words(gold: GoldDocument, claim: GoldClaim) -> str:
    return gold.text[claim.start : claim.end]
