"""Pairs, happenings and disagreements against what a ledger derives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.knowledge.cases import Row, claims_on, ledger_of
from fogline.evaluate.scores import PRF
from fogline.ledger import Ledger

CANNOT = 0.5
"""What a pair that the words do not settle weighs as an error when it is joined; not joined, it counts nowhere."""


@dataclass(frozen=True)
class PairVerdict:
    """One pair of reports: whether they were ``joined``, and whether a claim with its place was ``read`` on both."""

    number: int
    row: Row
    joined: bool
    read: bool

    @property
    def right(self) -> bool:
        """Whether they were joined where they should be, and only there."""
        wanted: bool = self.row["answer"] == "same"
        return self.joined == wanted


def judge_pair(number: int, row: Row) -> PairVerdict:
    """Build a ledger of the two reports; they are joined where one event has a claim on each's evidence."""
    reports = (row["one"], row["other"])
    with ledger_of(reports) as ledger:
        claims = [claims_on(ledger, one["evidence"], index) for index, one in enumerate(reports)]
        events = [frozenset(event_ids(ledger, ids)) for ids in claims]
        placed = {claim.claim_id for _, claim in ledger.claims() if claim.place is not None}
    return PairVerdict(number, row, bool(events[0] & events[1]), all(ids & placed for ids in claims))


def event_ids(ledger: Ledger, claims: Iterable[str]) -> Iterator[str]:
    """The ids of the events that *claims* are in."""
    wanted = set(claims)
    return (event.event_id for event in ledger.events() if not wanted.isdisjoint(event.claims))


def pair_score(verdicts: Sequence[PairVerdict]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the joins."""
    weight = {"same": 0.0, "not": 1.0, "cannot": CANNOT}
    right = sum(one.joined and one.row["answer"] == "same" for one in verdicts)
    wrong = sum(weight[one.row["answer"]] for one in verdicts if one.joined)
    wanted = sum(one.row["answer"] == "same" for one in verdicts)
    return _prf(right, right + wrong, wanted)


@dataclass(frozen=True)
class Grouping:
    """For each report the numbers of those told with it (itself among them), as they should be and as they are."""

    wanted: Mapping[int, frozenset[int]]
    found: Mapping[int, frozenset[int]]

    def b_cubed(self) -> tuple[float, float, float]:
        """B³ precision, recall and F1 (Bagga and Baldwin 1998), over the reports."""
        both = {key: len(self.wanted[key] & self.found[key]) for key in self.wanted}
        precision = sum(both[key] / len(self.found[key]) for key in both) / len(both)
        recall = sum(both[key] / len(self.wanted[key]) for key in both) / len(both)
        return precision, recall, _f1(precision, recall)


def judge_happenings(reports: Sequence[Row]) -> Grouping:
    """Build one ledger of all *reports*; two are told together where one event has a claim on each's evidence."""
    with ledger_of(reports) as ledger:
        claims = {n: claims_on(ledger, one["evidence"], n) for n, one in enumerate(reports)}
        events = {n: frozenset(event_ids(ledger, ids)) for n, ids in claims.items()}
    found = {n: frozenset({n, *(m for m in events if events[n] & events[m])}) for n in events}
    wanted = {
        n: frozenset(m for m, b in enumerate(reports) if a["happening"] == b["happening"])
        for n, a in enumerate(reports)
    }
    return Grouping(wanted, found)


@dataclass(frozen=True)
class CaseVerdict:
    """One case of disagreements: what was found and right, found and wrong, and missed, as (kind, what)."""

    number: int
    row: Row
    right: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)


def judge_case(number: int, row: Row) -> CaseVerdict:
    """Build a ledger of the case's documents and hold its disagreements against the expected ones."""
    verdict = CaseVerdict(number, row)
    with ledger_of(row["documents"]) as ledger:
        ahead = [
            (one["kind"], [claims_on(ledger, words) for words in one["sides"]], one["sides"]) for one in row["expected"]
        ]
        for found in ledger.disagreements():
            sides = [set(side.claims) for side in found.sides]
            like = next((one for one in ahead if one[0] == found.kind and _meet(one[1], sides)), None)
            if like is None:
                verdict.wrong.append((found.kind, found.about))
            else:
                ahead.remove(like)
                verdict.right.append((found.kind, found.about))
    verdict.missed.extend((kind, " / ".join(words)) for kind, _, words in ahead)
    return verdict


def kind_scores(verdicts: Sequence[CaseVerdict]) -> dict[str, PRF]:
    """Precision and recall of each kind, and of all."""
    counts: defaultdict[str, PRF] = defaultdict(PRF)
    for one in verdicts:
        for listed, score in ((one.right, PRF(1, 1, 1)), (one.wrong, PRF(0, 1, 0)), (one.missed, PRF(0, 0, 1))):
            for kind, _ in listed:
                counts[kind] += score
    total = sum(counts.values(), PRF())
    return {**dict(sorted(counts.items())), "all": total}


def _meet(wanted: Sequence[frozenset[str]], sides: Sequence[set[str]]) -> bool:
    """Whether each wanted side has a claim on a found side of its own."""
    straight = all(want & side for want, side in zip(wanted, sides, strict=False))
    return straight or all(want & side for want, side in zip(wanted, reversed(sides), strict=False))


def _prf(right: float, found: float, wanted: float) -> tuple[float, float, float]:
    precision, recall = (right / found if found else 1.0), (right / wanted if wanted else 1.0)
    return precision, recall, _f1(precision, recall)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
