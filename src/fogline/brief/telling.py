"""One happening in sentences: who tells of it, who hedges, who denies, in whose words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from fogline.brief.model import Item, Note, Sentence
from fogline.brief.phrases import counted, heading, listed, on_days, outlet, side, source, what, who
from fogline.export.base import ToldEvent
from fogline.export.record import Record
from fogline.export.sides import HAPPENED, actors

NAMED = 5
"""Voices named in a sentence; of others it says how many."""
CITED = 8
"""Notes to a sentence: more are no help to a reader."""
LONGEST = 320
"""Characters of a quotation; longer ones are cut, and say so."""

Told = Sequence[Record]


@dataclass(slots=True)
class Notes:
    """The notes of a brief, numbered as they are first cited; the same words of the same voice once."""

    kept: list[Note] = field(default_factory=list)
    _numbers: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def cite(self, records: Iterable[Record]) -> tuple[int, ...]:
        """The numbers of the notes to these claims."""
        found = dict.fromkeys(self._cite(record) for record in records)
        return tuple(sorted(list(found)[:CITED]))

    def _cite(self, record: Record) -> int:
        document, speaker = record["document"], record["speaker"]
        words = " ".join(record["evidence"]["text"].split())
        key = (document["document_id"], words, speaker["name"] if speaker else "")
        if key not in self._numbers:
            self._numbers[key] = len(self.kept) + 1
            named = who(record) if speaker else "in the article’s own words"
            if speaker and speaker["role"]:
                named = f"{named}, {speaker['role']}"
            self.kept.append(Note(self._numbers[key], words, named, source(document), document["url"]))
        return self._numbers[key]


def happened(told: Told) -> bool:
    """Whether any of the claims says that it happened or did not, rather than that it will or should."""
    return any(record["modality"] in HAPPENED for record in told)


def item(event: ToldEvent, kept: Told, label: str, notes: Notes) -> Item:
    """The sentences about an event that rest on the claims *kept*."""
    agent, _, _, _ = actors(event)
    thing = what(event.event, agent)
    time = event.event["time"]
    sentences: list[Sentence] = []
    for records, verb, verbs, hedge in _ways(kept):
        told = f"{thing}{on_days(time['start'], time['end'])}" if not sentences else "it"
        sentences.append(_said(records, f"{hedge}{verb} {told}", f"{hedge}{verbs} {told}", notes))
    denied = [record for record in kept if record["polarity"] == "denied"]
    if denied:
        object_ = "it" if sentences else thing
        sentences.append(_said(denied, f"denies {object_}", f"deny {object_}", notes))
    sentences += _against_interest(kept, notes)
    sentences += _verified(kept, notes)
    sentences += [quoted(record, notes) for record in _best_words(kept)]
    return Item(heading(event.event), label, tuple(sentences))


def _ways(kept: Told) -> list[tuple[list[Record], str, str, str]]:
    """The claims that affirm it by how they do, with the verb for one voice and for several, and a hedge."""
    said = [record for record in kept if record["polarity"] == "affirmed"]
    out: list[tuple[list[Record], str, str, str]] = []
    taken: set[str] = set()

    def take(test: Callable[[Record], bool], verb: str, verbs: str, hedge: str = "") -> None:
        mine = [record for record in said if test(record) and who(record) not in taken]
        if mine:
            taken.update(map(who, mine))
            out.append((mine, verb, verbs, hedge))

    take(lambda one: one["modality"] in HAPPENED and one["certainty"] == "stated", "tells of", "tell of")
    take(lambda one: one["modality"] in HAPPENED, "speaks of", "speak of", "with reservations ")
    take(lambda one: one["modality"] == "planned", "announces", "announce")
    take(lambda one: one["modality"] == "expected", "expects, or thinks possible,", "expect, or think possible,")
    take(lambda one: one["modality"] == "requested", "asks for", "ask for")
    return out


def _said(records: Told, one: str, several: str, notes: Notes) -> Sentence:
    names = list(dict.fromkeys(map(who, records)))
    shown = names if len(names) <= NAMED else [*names[: NAMED - 1], f"{len(names) - NAMED + 1} others"]
    text = f"{listed(shown)} {one if len(names) == 1 else several}."
    return Sentence(text[0].upper() + text[1:], notes.cite(records))


def _against_interest(kept: Told, notes: Notes) -> list[Sentence]:
    conceding = [one for one in kept if one["against_interest"] and one["speaker"] and one["polarity"] == "affirmed"]
    if not conceding:
        return []
    names = list(dict.fromkeys(one["speaker"]["name"] for one in conceding))[:NAMED]
    parties = list(dict.fromkeys(side(one["speaker"]["party"]) for one in conceding if one["speaker"]["party"]))
    whose = f"the interest of {listed(parties)}" if parties else "its own interest"
    text = f"{listed(names)} {'says' if len(names) == 1 else 'say'} so against {whose}."
    return [Sentence(text[0].upper() + text[1:], notes.cite(conceding))]


def _verified(kept: Told, notes: Notes) -> list[Sentence]:
    out = []
    for status, words in (
        ("verified", "says that it is verified"),
        ("unverified", "says that it could not be verified"),
    ):
        records = [one for one in kept if one["verification"] == status]
        if records:
            names = list(dict.fromkeys(outlet(one["document"]) for one in records))[:NAMED]
            told = words if len(names) == 1 else words.replace("says", "say")
            text = f"{listed(names)} {told}."
            out.append(Sentence(text[0].upper() + text[1:], notes.cite(records)))
    return out


def _best_words(kept: Told) -> list[Record]:
    """The claim whose words are shown: affirmed where any is, no headline, long enough, the surest."""

    def rank(record: Record) -> tuple[bool, bool, bool, float]:
        length = len(record["evidence"]["text"])
        return record["polarity"] == "denied", record["headline"], not 45 <= length <= LONGEST, -record["confidence"]

    return sorted(kept, key=rank)[:1]


def quoted(record: Record, notes: Notes, *, led: bool = False) -> Sentence:
    """The claim's words in quotation marks, with who says them; after a name where *led*."""
    words = " ".join(record["evidence"]["text"].split()).strip("“”\"' ,;:")
    cut = f"{words[:LONGEST].rsplit(' ', 1)[0]} …" if len(words) > LONGEST else words
    text = f"“{cut}”" if led else f"“{cut}” ({who(record)})"
    return Sentence(text, notes.cite([record]), quote=True)


def label_of(event: ToldEvent, kept: Told) -> tuple[str, str]:
    """The section that an event belongs to, and what stands behind it in a few words.

    ``confirmed`` asks for two voices of two sides, or for somebody who verified it; one voice is always ``single``.
    """
    affirmed = [one for one in kept if one["polarity"] == "affirmed" and one["modality"] in HAPPENED]
    voices = {who(one) for one in affirmed}
    parties = {one["speaker"]["party"] for one in affirmed if one["speaker"] and one["speaker"]["party"]}
    independent = min(event.event["independent"], len(voices))
    told = counted(max(independent, 1), "independent voice")
    if not happened(kept):
        return "ahead", "not said to have happened"
    if not affirmed:
        return "disputed", "denied; nobody here affirms it"
    if event.event["status"] == "contested":
        return "disputed", f"affirmed by some, denied by others · {told}"
    if event.event["status"] == "verified" and any(one["verification"] == "verified" for one in affirmed):
        return "confirmed", f"verified, as an outlet says · {told}"
    if independent > 1 and len(parties) > 1:
        return "confirmed", f"{'both' if len(parties) == 2 else 'several'} sides say so · {told}"
    if independent > 1 and any(one["against_interest"] for one in affirmed):
        return "confirmed", f"a side says so against its interest · {told}"
    if independent > 1:
        return "told", told
    if any(one["against_interest"] for one in affirmed):
        return "single", "one independent voice, against its side’s interest"
    return "single", "one independent voice"
