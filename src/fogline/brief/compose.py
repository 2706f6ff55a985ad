"""From a ledger to a brief: what goes into which section, in which order, with which notes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeVar

from fogline.brief.figures import MOST_ROWS, figures_table
from fogline.brief.model import Bar, Brief, Dot, Item, Row, Section, Sentence, Table
from fogline.brief.phrases import (
    BASES,
    counted,
    days,
    listed,
    party,
    side,
    written_day,
)
from fogline.brief.telling import Notes, Told, item, label_of, quoted
from fogline.export.base import Material, ToldEvent
from fogline.export.record import Record
from fogline.model.control import CONTESTED, UNKNOWN
from fogline.store.base import ClaimFilter

MOST = {"confirmed": 20, "told": 15, "disputed": 15, "control": 20, "single": 15, "ahead": 10}
"""Items shown of each section, the most told first; of the rest it says how many."""
MOST_CHANGES = 4
"""Changes told of one place, the last ones."""
SPELLS_AT_A_TIME = 500
MOST_WORDS = 3
"""Quotations shown of each side of a dispute."""
GLANCED = 3
"""Happenings named in the summary."""
GLANCE_NOTES = 4
REGION = 3
"""ACLED's ``geo_precision`` of whole regions and countries: no spot on a map."""

SECTIONS = {
    "confirmed": (
        "What both sides say, or somebody verified",
        "At least two voices that do not copy each other, of two sides or against the interest of one; or an outlet "
        "says that it verified it.",
    ),
    "told": ("What independent voices say", "Two and more voices that do not copy each other, none of the other side."),
    "disputed": ("What is disputed", "Accounts that cannot all be true, in the words of those who give them."),
    "control": ("What changed hands, and who holds what", "Who is said to hold a place, since when, on whose word."),
    "figures": (
        "Figures of people",
        "From the least to the most that anybody says; nobody’s figure is taken for true.",
    ),
    "single": ("What a single voice says", "Nobody else tells of it: treat it as unconfirmed."),
    "ahead": ("What is announced, expected or asked for", "None of this is said to have happened."),
}
_RANK = {"confirmed": 0, "disputed": 1, "told": 2, "single": 3, "ahead": 4}


@dataclass(slots=True)
class _Gathered:
    """What is read off the events, all in one pass."""

    notes: Notes = field(default_factory=Notes)
    events: dict[str, list[tuple[ToldEvent, Told, str]]] = field(default_factory=lambda: defaultdict(list))
    claims: dict[str, Record] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)


def compose(material: Material, *, title: str, scope: str, least: float, since: str | None, until: str | None) -> Brief:
    """The brief of *material*.

    Args:
        material: what the ledger gives, for the claims asked for.
        title: the heading.
        scope: what was asked for, in words.
        least: how likely right (0 to 1) a claim must be to be told of.
        since, until: days (ISO 8601) that changes of control must lie within; ``None``: any.
    """
    found = _gather(material, least)
    sure = replace(material, claims_with=lambda ids: [r for r in material.claims_with(ids) if r["confidence"] >= least])
    notes = found.notes
    confirmed, told = (_section(found, kind) for kind in ("confirmed", "told"))
    disputed = _disputed(found, sure)
    control = _control(sure, found.notes, since, until)
    figures = _figures(found)
    single, ahead = (_section(found, kind) for kind in ("single", "ahead"))
    sections = [one for one in (confirmed, disputed, control, figures, told, single, ahead) if one is not None]
    dots, unmapped = _dots(found)
    bars, undated = _bars(found.claims.values())
    return Brief(
        title=title,
        scope=scope,
        glance=tuple(_glance(found, sections)),
        sections=tuple(sections),
        notes=tuple(notes.kept),
        dots=dots,
        bars=bars,
        method=tuple(_method(least, material.redacted)),
        unmapped=unmapped,
        undated=undated,
    )


def scope_of(where: ClaimFilter) -> str:
    """What *where* asks for, in words."""
    since, until = where.since, where.until
    span = days(since.isoformat() if since else None, until.isoformat() if until else None)
    kind = where.event_type.replace("_", " ") if where.event_type else None
    told = f"as {party(where.party)} tells it" if where.party else None
    return " · ".join(part for part in (where.place, span, kind, told) if part) or "All that the ledger holds"


def _gather(material: Material, least: float) -> _Gathered:
    found = _Gathered()
    for event in material.events():
        kept = [claim.record for claim in event.claims if claim.record["confidence"] >= least]
        if not kept or event.event["event_type"] == "control":
            continue
        kind, label = label_of(event, kept)
        found.events[kind].append((event, kept, label))
        for record in kept:
            found.claims[record["claim_id"]] = record
            found.kinds[record["claim_id"]] = kind
    for events in found.events.values():
        events.sort(key=lambda one: (-len(one[1]), one[0].event["time"]["start"] or "9999", one[0].event["event_id"]))
    return found


def _section(found: _Gathered, kind: str) -> Section | None:
    events = found.events.get(kind, [])
    shown = [item(event, kept, label, found.notes) for event, kept, label in events[: MOST[kind]]]
    if not shown:
        return None
    heading, about = SECTIONS[kind]
    return Section(kind, heading, about, tuple(shown), left_out=_rest(len(events) - len(shown)))


def _rest(count: int) -> str | None:
    return f"{counted(count, 'more happening')} of this kind: `fogline events` lists them." if count > 0 else None


def _disputed(found: _Gathered, material: Material) -> Section | None:
    """Disagreements with both sides' words, then what is denied without a disagreement of its own."""
    items: list[tuple[tuple[str, tuple[str, ...]], Item]] = []
    seen: set[str] = set()
    count = 0
    for dispute in sorted(material.disagreements(), key=lambda one: (one["kind"] == "headline", one["kind"])):
        ids = [claim["claim_id"] for one in dispute["sides"] for claim in one["claims"]]
        records = {one["claim_id"]: one for one in material.claims_with(ids)}
        if not all(any(claim["claim_id"] in records for claim in one["claims"]) for one in dispute["sides"]):
            continue
        if dispute["event_id"]:
            seen.add(dispute["event_id"])
        about = (dispute["kind"], tuple(sorted(ids)))
        if dispute["kind"] == "same_party" and any(frozenset(ids) == frozenset(one[1]) for one in _shown(items)):
            continue
        count += 1
        if len(items) < MOST["disputed"]:
            items.append((about, _dispute(dispute, records, found.notes)))
    rest = [one for one in found.events.get("disputed", []) if one[0].event["event_id"] not in seen]
    denied = [item(event, kept, label, found.notes) for event, kept, label in rest[: MOST["disputed"] - len(items)]]
    shown = [one for _, one in items] + denied
    if not shown:
        return None
    heading, about_all = SECTIONS["disputed"]
    left = count + len(rest) - len(shown)
    told = f"{counted(left, 'more dispute')}: `fogline disagreements` lists them." if left > 0 else None
    return Section("disputed", heading, about_all, tuple(shown), left_out=told)


def _shown(items: list[tuple[tuple[str, tuple[str, ...]], Item]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    return (about for about, _ in items)


_DISPUTES = {
    "control": "Both claim {place}",
    "denial": "Told and denied: {place}",
    "figure": "Figures that do not meet: {place}",
    "framing": "The same in opposite words: {place}",
    "headline": "A headline that says more than its text: {place}",
    "same_party": "One side contradicts itself: {place}",
    "revision": "An account that changed: {place}",
}


def _dispute(dispute: Record, records: Mapping[str, Record], notes: Notes) -> Item:
    place = dispute["place"]["name"] if dispute["place"] else "no place given"
    sentences: list[Sentence] = []
    for one in dispute["sides"]:
        told = [records[claim["claim_id"]] for claim in one["claims"] if claim["claim_id"] in records]
        whose = f" ({side(one['party'])})" if one["party"] else ""
        if told:
            sentences.append(Sentence(f"{one['who']}{whose}:", notes.cite(told)))
            sentences += _distinct(quoted(record, notes, led=True) for record in told)
    about = dispute["about"]
    return Item(_DISPUTES[dispute["kind"]].format(place=place), about[0].upper() + about[1:], tuple(sentences))


def _distinct(sentences: Iterable[Sentence]) -> list[Sentence]:
    return list({one.text: one for one in sentences}.values())[:MOST_WORDS]


def _control(material: Material, notes: Notes, since: str | None, until: str | None) -> Section | None:
    """Places that changed hands within the days asked for, as items; who holds what in the end, as a table.

    Of both those that most claims tell of, in the order in which they were last told of.
    """
    spells: dict[tuple[str, str | None], list[Record]] = defaultdict(list)
    for spell in _sure_spells(material):
        spells[spell["place"]["name"], spell["place"]["admin1"]].append(spell)
    moved, held = [], []
    for (name, _), mine in spells.items():
        pairs = zip([None, *mine], mine, strict=False)
        changes = [(old, new) for old, new in pairs if old and _moved(old, new) and _within(new, since, until)]
        if changes:
            moved.append((name, mine, changes))
        if mine[-1]["holder"] != UNKNOWN and (until is None or mine[-1]["since"] <= until):
            held.append((name, mine))
    if not moved and not held:
        return None
    items = [
        _changed(name, changes[-MOST_CHANGES:], material, notes) for name, _, changes in _most(moved, MOST["control"])
    ]
    rows = [_held(name, mine[-1], material, notes) for name, mine in _most(held, MOST_ROWS)]
    heading, about = SECTIONS["control"]
    headers = ("Place", "Said to be held by", "Since", "On whose word", "Last told")
    table = Table(headers, tuple(rows)) if rows else None
    left = {"more place that changed hands": len(moved) - len(items), "more place held": len(held) - len(rows)}
    plural = {"more place that changed hands": "more places that changed hands", "more place held": "more places held"}
    told = [counted(many, what, plural[what]) for what, many in left.items() if many > 0]
    left_out = f"{listed(told)}: `fogline control` lists them." if told else None
    return Section("control", heading, about, tuple(items), table, left_out)


def _sure_spells(material: Material) -> Iterator[Record]:
    """The spells that rest on a claim that is sure enough; claims are looked up for many spells at a time."""
    ahead = iter(material.control())
    while batch := list(islice(ahead, SPELLS_AT_A_TIME)):
        ids = {key for spell in batch for key in spell["claims"]}
        sure = {record["claim_id"] for record in material.claims_with(sorted(ids))}
        yield from (spell for spell in batch if not sure.isdisjoint(spell["claims"]))


P = TypeVar("P", tuple[str, list[Record]], tuple[str, list[Record], list[tuple[Record, Record]]])


def _most(places: Sequence[P], most: int) -> list[P]:
    """Of *places* (name, spells, …) the *most* that claims tell of most, the last told of first."""
    by_claims = sorted(places, key=lambda one: (-sum(len(spell["claims"]) for spell in one[1]), one[0]))
    return sorted(by_claims[:most], key=lambda one: one[1][-1]["last_told"], reverse=True)


def _moved(old: Record, new: Record) -> bool:
    return old["holder"] != new["holder"] and UNKNOWN not in (old["holder"], new["holder"])


def _within(spell: Record, since: str | None, until: str | None) -> bool:
    return (since is None or spell["since"] >= since) and (until is None or spell["since"] <= until)


def _changed(name: str, changes: Sequence[tuple[Record, Record]], material: Material, notes: Notes) -> Item:
    sentences = []
    for old, new in changes:
        told = list(material.claims_with(new["claims"]))
        day = written_day(new["since"])
        if new["holder"] == CONTESTED:
            now = f"From {day} on the sides disagree about who holds {name}"
        else:
            now = f"{name} is said to be held by {party(new['holder'])} since {day}"
        before = "" if old["holder"] == CONTESTED else f"; before that, by {party(old['holder'])}"
        sentences.append(Sentence(f"{now}{before}.", notes.cite(told)))
        sentences += [quoted(record, notes) for record in told[:1]]
    return Item(name, _basis(changes[-1][1]), tuple(sentences))


def _held(name: str, spell: Record, material: Material, notes: Notes) -> Row:
    holder = "contested" if spell["holder"] == CONTESTED else party(spell["holder"])
    cells = (name, holder, written_day(spell["since"]), _basis(spell), written_day(spell["last_told"]))
    return Row(cells, notes.cite(material.claims_with(spell["claims"])))


def _basis(spell: Record) -> str:
    return BASES[spell["basis"]] if spell["basis"] else "the sides say otherwise"


def _figures(found: _Gathered) -> Section | None:
    events = [event.event for kind in _RANK if kind != "ahead" for event, _, _ in found.events.get(kind, [])]
    made = figures_table(events, found.claims, found.notes)
    if made is None:
        return None
    heading, about = SECTIONS["figures"]
    return Section("figures", heading, about, (), *made)


def _dots(found: _Gathered) -> tuple[tuple[Dot, ...], int]:
    """Places with the number of claims about each, and how many claims are about no single spot."""
    counts: Counter[tuple[str, float, float]] = Counter()
    best: dict[tuple[str, float, float], str] = {}
    unmapped = 0
    for key, record in found.claims.items():
        place = record["place"]
        if place is None or place["latitude"] is None or (place["geo_precision"] or 1) >= REGION:
            unmapped += 1
            continue
        spot = (place["name"], place["latitude"], place["longitude"])
        counts[spot] += 1
        best[spot] = min(best.get(spot, "ahead"), found.kinds[key], key=lambda kind: _RANK[kind])
    return tuple(Dot(*spot, claims=count, kind=best[spot]) for spot, count in counts.most_common()), unmapped


def _bars(records: Iterable[Record]) -> tuple[tuple[Bar, ...], int]:
    """Days with the number of claims about each, by whose word, and how many claims are about no single day."""
    counts: dict[str, Counter[str | None]] = defaultdict(Counter)
    undated = 0
    for record in records:
        time, speaker = record["time"], record["speaker"]
        if time is None or time["start"] is None or time["start"] != time["end"]:
            undated += 1
            continue
        counts[time["start"]][speaker["party"] if speaker else None] += 1
    ordered = sorted(counts.items())
    return tuple(Bar(day, tuple(sorted(by.items(), key=lambda one: one[0] or "~"))) for day, by in ordered), undated


def _glance(found: _Gathered, sections: Sequence[Section]) -> Iterator[Sentence]:
    documents = {record["document"]["document_id"]: record["document"] for record in found.claims.values()}
    outlets = {document["outlet"] for document in documents.values() if document["outlet"]}
    happenings = sum(map(len, found.events.values()))
    articles = counted(len(documents), "article")
    verb = "makes" if len(documents) == 1 else "make"
    named_outlets = f" of {counted(len(outlets), 'outlet')}" if outlets else ""
    claims = counted(len(found.claims), "claim")
    yield Sentence(f"{articles}{named_outlets} {verb} {claims} about {counted(happenings, 'happening')}.")
    named = {
        "confirmed": "Told by both sides, or verified",
        "disputed": "Disputed",
        "control": "Changed hands, as is said",
        "told": "Told by independent voices",
    }
    for section in sections:
        if section.kind in named and section.items:
            headings = [one.heading for one in section.items[:GLANCED]]
            more = len(section.items) - len(headings)
            names = [*headings, f"{more} more"] if more else headings
            first = [one.sentences[0] for one in section.items[:GLANCED] if one.sentences]
            cited = {note for sentence in first for note in sentence.notes[:2]}
            yield Sentence(f"{named[section.kind]}: {'; '.join(names)}.", tuple(sorted(cited)[:GLANCE_NOTES]))
    alone = len(found.events.get("single", []))
    if alone:
        yield Sentence(f"{counted(alone, 'happening rests', 'happenings rest')} on a single voice.")


def _method(least: float, redacted: Sequence[str]) -> Iterator[str]:
    yield (
        "Made by Fogline from the articles named in the notes. Every sentence is made from claims by fixed templates; "
        "no sentence is anybody’s opinion, and nothing here is known to be true beyond what the notes show."
    )
    yield (
        "A voice is a named speaker, however often printed, or an article in its own words; articles that copy each "
        "other count once. Claims are read by rules and can be misread: check the words in the notes."
    )
    yield f"Claims less than {least:.0%} likely to be read rightly are left out; so is what has no evidence."
    if redacted:
        yield f"Left out on purpose: {listed(list(redacted))}."
