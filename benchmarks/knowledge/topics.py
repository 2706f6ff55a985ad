"""How well events agree with articles that others have sorted by topic.

python benchmarks/knowledge/topics.py FILE.csv [--rows N] [--seed N] [--show]

FILE has the columns ``title``, ``desc`` (the text), ``Date`` (MM/DD/YYYY), ``Site`` (the outlet) and ``Event`` (the
topic). Two articles are told together where one event has a claim of both.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

if __package__ in (None, ""):  # run as a file: the checkout is not on the path then
    import sys

    sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.knowledge.cases import Row, ledger_of
from fogline.codebook.loader import codebook
from fogline.ledger import Ledger

FAMILIES = frozenset({"strike", "territory", "fighting", "losses"})
"""Families of kinetic happenings: what the topics are about."""

SHORTEST = 300
"""Characters from which on a text is worth reading."""


def main() -> None:
    """Print how often two articles that one event joins are of one topic, and how often one topic's are joined."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rows", type=int, default=300, help="articles drawn, as many of each topic")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--near", type=int, default=3, help="days within which articles of a topic should be joined")
    parser.add_argument("--topics", nargs="*", help="these topics only")
    parser.add_argument("--show", action="store_true", help="list the events that join articles of two topics")
    options = parser.parse_args()
    reports = drawn(options.file, options.rows, options.seed, options.topics)
    with ledger_of(reports) as ledger:
        _print(reports, ledger, options.near, options.show)


def drawn(file: Path, rows: int, seed: int, topics: Sequence[str] | None) -> list[Row]:
    """Articles of *file* drawn at random, as many of each of *topics* (of all, where none are given)."""
    csv.field_size_limit(10_000_000)
    by_topic: dict[str, list[Row]] = {}
    with file.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if len(row["desc"]) >= SHORTEST and (not topics or row["Event"] in topics):
                by_topic.setdefault(row["Event"], []).append(_report(row))
    draw = random.Random(seed)
    most = rows // max(len(by_topic), 1)
    return [one for topic in sorted(by_topic) for one in draw.sample(by_topic[topic], min(most, len(by_topic[topic])))]


def _report(row: dict[str, str]) -> Row:
    published = datetime.strptime(row["Date"], "%m/%d/%Y").date().isoformat()
    return {
        "title": row["title"],
        "text": row["desc"],
        "outlet": row["Site"],
        "published": published,
        "topic": row["Event"],
    }


def _print(reports: Sequence[Row], ledger: Ledger, near: int, show: bool) -> None:
    topic = {str(number): report["topic"] for number, report in enumerate(reports)}
    day = {str(number): date.fromisoformat(report["published"]) for number, report in enumerate(reports)}
    name = {document.document_id: document.name for document in ledger.documents()}
    origin = {record["document"]["name"]: record["document"]["origin_id"] for record in ledger.records()}
    joined: set[tuple[str, str]] = set()
    types = codebook().event_types
    of_claim = {c.claim_id: (name[d.document_id], types[c.event_type].family) for d, c in ledger.claims()}
    for event in ledger.events():
        told = {of_claim[key][0] for key in event.claims if of_claim[key][1] in FAMILIES}
        topics = {topic[one] for one in told}
        if show and len(topics) > 1:
            _show(event.event_id, sorted(topics), ledger)
        joined |= set(combinations(sorted(told), 2))
    apart = {both for both in joined if origin[both[0]] != origin[both[1]]}
    right = [both for both in apart if topic[both[0]] == topic[both[1]]]
    speaking = sorted({told for told, family in of_claim.values() if family in FAMILIES})
    wanted = [
        (one, other)
        for one, other in combinations(speaking, 2)
        if topic[one] == topic[other] and abs((day[one] - day[other]).days) <= near and origin[one] != origin[other]
    ]
    found = [both for both in wanted if both in apart]
    print(f"{len(topic)} articles, {Counter(topic.values()).most_common()}")
    print(f"pairs joined: {len(apart)}, of one topic: {len(right)} ({len(right) / max(len(apart), 1):.3f})")
    print(
        f"pairs of one topic within {near} days: {len(wanted)}, joined: {len(found)} "
        f"({len(found) / max(len(wanted), 1):.3f})"
    )


def _show(event_id: str, topics: Sequence[str], ledger: Ledger) -> None:
    event = ledger.event(event_id)
    place = event.place.name if event.place else None
    print(f"\n{', '.join(topics)}: {event.event_type} · {place} · {event.start}")
    for document, claim in ledger.claims_with(event.claims):
        print(f"  {document.published} {claim.event_type}: {' '.join(claim.evidence.of(document.text).split())}")


if __name__ == "__main__":
    main()
