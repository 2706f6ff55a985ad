"""Transcripts: whoever a paragraph names in capitals before a colon ("MARSH: …") speaks it and those that follow."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fogline.mentions.attributions.quotes import Quotation
from fogline.mentions.attributions.speakers import resolve_speaker
from fogline.model.mention import ActorMention, Attribution
from fogline.model.span import Span

_WORD = r"[A-Z][A-Z.'’-]+"
_LABEL = re.compile(rf"^[\"“]?(?P<name>{_WORD}(?:[ ]{_WORD}){{0,3}})(?P<colon>:)[ ]+(?=\S)", re.MULTILINE)
_PARAGRAPH = re.compile(r"[^\n]+")
_FEWEST_TURNS = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's turn: the label's name and colon, and what is said, paragraph by paragraph."""

    name: Span
    colon: Span
    said: tuple[Span, ...]


def find_turns(text: str) -> tuple[Turn, ...]:
    """The turns of a conversation set down in *text*; none where fewer than three labels, or one name alone, stand.

    A turn goes on over paragraphs without a label as long as another label follows; the last one is one paragraph.
    """
    labels = list(_LABEL.finditer(text))
    names = [label["name"] for label in labels]
    if len(labels) < _FEWEST_TURNS or len(set(names)) < 2 or len(set(names)) == len(names):
        return ()
    last = text.find("\n", labels[-1].end())
    stops = [*(label.start() for label in labels[1:]), last if last >= 0 else len(text)]
    turns = []
    for label, stop in zip(labels, stops, strict=True):
        pieces = (_without_marks(text, m.start(), m.end()) for m in _PARAGRAPH.finditer(text, label.end(), stop))
        said = tuple(piece for piece in pieces if piece is not None)
        if said:
            turns.append(Turn(Span(*label.span("name")), Span(*label.span("colon")), said))
    return tuple(turns)


def turn_attributions(text: str, turns: tuple[Turn, ...], actors: tuple[ActorMention, ...]) -> list[Attribution]:
    """One attribution a turn, its speaker the person whom the text names in full elsewhere, if there is one."""
    out = []
    for turn in turns:
        speaker = resolve_speaker(text, turn.name, None, actors)
        full = _in_full(turn.name.of(text), actors)
        if speaker is not None and full is not None:
            actor = full.actor
            speaker = replace(
                speaker,
                name=actor.name,
                kind=actor.kind,
                role=actor.role,
                organisation=actor.organisation,
                party=actor.party,
                country=actor.country,
            )
        out.append(Attribution((turn.name,), (turn.colon,), turn.said, speaker, ":", kind="direct"))
    return out


def as_quoted(quotations: tuple[Quotation, ...], turns: tuple[Turn, ...]) -> tuple[Quotation, ...]:
    """*quotations* with what is said in *turns* for those that overlap it: a turn is quoted, with marks or without."""
    said = [piece for turn in turns for piece in turn.said]
    apart = [q for q in quotations if not any(q.span.overlaps(piece) for piece in said)]
    return tuple(sorted([*apart, *map(Quotation, said)], key=lambda quotation: quotation.span))


def _without_marks(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in ' \t"“':
        start += 1
    while end > start and text[end - 1] in ' \t"”':
        end -= 1
    return Span(start, end) if end > start else None


def _in_full(label: str, actors: tuple[ActorMention, ...]) -> ActorMention | None:
    """The one person among *actors* whose last name is the label's."""
    last = label.split()[-1]
    named = [a for a in actors if a.form == "name" and len(a.actor.name.split()) > 1]
    found = [a for a in named if a.actor.name.split()[-1].upper() == last]
    return found[0] if len({a.actor.name for a in found}) == 1 else None
