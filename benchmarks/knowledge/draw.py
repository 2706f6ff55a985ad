"""Draws disagreements of a ledger to be judged by hand, and counts what was judged.

python benchmarks/knowledge/draw.py sample ARTICLES.jsonl --out A.jsonl [--half 0|1] [--count N]
python benchmarks/knowledge/draw.py show LEDGER [--kind K] [--count N] [--seed N] [--around CHARS]
python benchmarks/knowledge/draw.py holders LEDGER [--count N] [--seed N] [--around CHARS]
python benchmarks/knowledge/draw.py topics RUWA.csv TOPIC... --out A.jsonl
python benchmarks/knowledge/draw.py score [--draw NAME]

``sample`` draws articles by chance from one of two halves that share none, for a ledger to be built of. ``show`` prints
disagreements drawn by chance from each kind (all, where there are fewer) with the words of both sides in their
context; whoever judges adds a row to ``judged.jsonl``: the draw's name, the disagreement's id and kind, ``right``,
``wrong`` or ``unclear``, and why; ``stands`` says whether it rests on what its kind must rest on now
(``disagreements/grounds.py``), whatever other rules have been mended since. ``holders`` does the same for spells of the
control histories (the place, and from which day on who is said to hold it). ``topics`` makes articles of all rows of
some topics of a file of headlines and leads, each once. ``score`` counts what was judged, and what of it stands.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

if __package__ in (None, ""):  # run as a file: the checkout is not on the path then
    import sys

    sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.knowledge.cases import Row, rows
from fogline.ledger import Ledger
from fogline.model.claim import Claim
from fogline.model.disagreement import Disagreement
from fogline.model.document import Document

HALVES_SEED = 5
"""The seed by which articles fall into halves: fixed, so that what is drawn from one is never met in the other."""

SHOWN = 3
"""Claims of one side that are printed."""


def main() -> None:
    """Sample, show or score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    sampling = verbs.add_parser("sample")
    sampling.add_argument("articles", type=Path)
    sampling.add_argument("--out", type=Path, required=True)
    sampling.add_argument("--half", type=int, choices=(0, 1), default=0)
    sampling.add_argument("--count", type=int, default=1200)
    showing = verbs.add_parser("show")
    showing.add_argument("ledger", type=Path)
    showing.add_argument("--kind")
    showing.add_argument("--count", type=int, default=50)
    showing.add_argument("--seed", type=int, default=7)
    showing.add_argument("--around", type=int, default=160, help="characters of context on each side")
    holding = verbs.add_parser("holders")
    holding.add_argument("ledger", type=Path)
    holding.add_argument("--count", type=int, default=40)
    holding.add_argument("--seed", type=int, default=7)
    holding.add_argument("--around", type=int, default=160)
    sorted_by = verbs.add_parser("topics")
    sorted_by.add_argument("file", type=Path)
    sorted_by.add_argument("topics", nargs="+")
    sorted_by.add_argument("--out", type=Path, required=True)
    scoring = verbs.add_parser("score")
    scoring.add_argument("--draw", help="judgements of this draw only")
    options = parser.parse_args()
    if options.verb == "sample":
        sample(options.articles, options.out, options.half, options.count)
    elif options.verb == "holders":
        holders(options.ledger, options.count, options.seed, options.around)
    elif options.verb == "topics":
        of_topics(options.file, options.topics, options.out)
    elif options.verb == "show":
        show(options.ledger, options.kind, options.count, options.seed, options.around)
    else:
        score(options.draw)


def sample(articles: Path, out: Path, half: int, count: int) -> None:
    """Write *count* lines of *articles* drawn from its first or second half, after shuffling, in their old order."""
    lines = articles.read_text("utf-8").splitlines()
    order = list(range(len(lines)))
    random.Random(HALVES_SEED).shuffle(order)
    begin = half * (len(order) // 2)
    end = min(begin + count, len(order) if half else len(order) // 2)
    out.write_text("\n".join(lines[number] for number in sorted(order[begin:end])) + "\n", "utf-8")


def of_topics(file: Path, topics: Sequence[str], out: Path) -> None:
    """Write the headlines and leads of *topics*, each once, as articles with outlet and day."""
    csv.field_size_limit(10_000_000)
    with file.open(encoding="utf-8") as lines:
        made = {(row["title"].strip(), row["desc"].strip()): row for row in csv.DictReader(lines)}
    told = (_article(*key, row) for key, row in made.items() if any(key) and row["Event"] in topics)
    out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told), "utf-8")


def _article(title: str, lead: str, row: dict[str, str]) -> Row:
    published = datetime.strptime(row["Date"], "%m/%d/%Y").date().isoformat()
    told = {"text": lead or title, "outlet": row["Site"], "published": published, "url": row["src"]}
    return told | ({"title": title} if lead and title else {})


def holders(path: Path, count: int, seed: int, around: int) -> None:
    """Print *count* spells of the ledger's control histories, drawn with *seed*, with the words behind each."""
    with Ledger.open(path, create=False) as ledger:
        spells = [(history, spell) for history in ledger.histories() for spell in history.spells]
        spells.sort(key=lambda told: (told[0].place.name, told[0].place.geonameid or 0, told[1].since))
        print(f"{len(spells)} spells")
        for history, spell in random.Random(seed).sample(spells, min(count, len(spells))):
            print(
                f"\n=== {history.place.name} ({history.place.geonameid}) · {spell.since} · {spell.holder} {spell.basis}"
            )
            for document, claim in ledger.claims_with(spell.claims)[:SHOWN]:
                print(f"     {_said(document, claim)}\n       {_context(document, claim, around)}")


def show(path: Path, kind: str | None, count: int, seed: int, around: int) -> None:
    """Print *count* disagreements of each kind, drawn with *seed*."""
    with Ledger.open(path, create=False) as ledger:
        by_kind: defaultdict[str, list[Disagreement]] = defaultdict(list)
        for one in ledger.disagreements():
            by_kind[one.kind].append(one)
        for name, found in sorted(by_kind.items()):
            if kind in (None, name):
                drawn = drawn_of(found, count, seed)
                print(f"\n##### {name}: {len(found)} found, {len(drawn)} drawn")
                for one in drawn:
                    _show(one, ledger, around)


def drawn_of(found: Sequence[Disagreement], count: int, seed: int) -> list[Disagreement]:
    """*count* of *found* by chance, whatever their order was; all, where there are no more."""
    ordered = sorted(found, key=lambda one: one.disagreement_id)
    return random.Random(seed).sample(ordered, min(count, len(ordered)))


def _show(one: Disagreement, ledger: Ledger, around: int) -> None:
    print(f"\n=== {one.kind} {one.disagreement_id} · {one.place.name if one.place else '-'}\n    {one.about}")
    for side in one.sides:
        print(f"  -- {side.who} ({side.party}), {len(side.claims)} claims")
        for document, claim in ledger.claims_with(side.claims)[:SHOWN]:
            print(f"     {_said(document, claim)}\n       {_context(document, claim, around)}")


def _said(document: Document, claim: Claim) -> str:
    agent = claim.agent.actor.name if claim.agent else "-"
    place = claim.place.place.name if claim.place else "-"
    time = claim.time.value.edtf if claim.time else None
    figures = "; ".join(f"{one.measure} {one.text} of {one.of}" for one in claim.quantities)
    marks = f"{claim.polarity} {claim.modality} {claim.certainty}"
    return (
        f"[{document.published} {document.name}] {claim.event_type} by {agent} at {place} on {time} {marks} {figures}"
    )


def _context(document: Document, claim: Claim, around: int) -> str:
    start, end = claim.evidence.start, claim.evidence.end
    before, after = document.text[max(0, start - around) : start], document.text[end : end + around]
    return " ".join(f"{before}⟦{claim.evidence.of(document.text)}⟧{after}".split())


def score(draw: str | None) -> None:
    """Print for each draw and kind how many were right, of those that could be told."""
    judged = [row for row in rows("judged.jsonl") if draw in (None, row["draw"])]
    for name in sorted({row["draw"] for row in judged}):
        print(f"\n{name:24} drawn  right  wrong  unclear  precision    stand  right  wrong  unclear  precision")
        of_draw = [row for row in judged if row["draw"] == name]
        for kind in sorted({row["kind"] for row in of_draw}):
            _print_line(kind, (row for row in of_draw if row["kind"] == kind))
        _print_line("all", of_draw)


def _print_line(name: str, judged: Iterable[Row]) -> None:
    found = list(judged)
    columns = [_counted(found)]
    if any("stands" in row for row in found):
        columns.append(_counted([row for row in found if row.get("stands")]))
    print(f"{name:24}", *columns)


def _counted(found: Sequence[Row]) -> str:
    counts = Counter(row["verdict"] for row in found)
    return f"{len(found):5} {counts['right']:6} {counts['wrong']:6} {counts['unclear']:8}  {_share(counts):>9}  "


def _share(counts: Counter[str]) -> str:
    told = counts["right"] + counts["wrong"]
    return f"{counts['right'] / told:.2f}" if told else "–"


if __name__ == "__main__":
    main()
