"""What a figure measures: by the noun it counts, by the fate told of it, else by the event it belongs to."""

from __future__ import annotations

import re
from functools import cache

from fogline.claims.happening import Happening
from fogline.claims.scene import Scene
from fogline.lexicon.loader import table
from fogline.model.mention import QuantityMention

PEOPLE = frozenset(
    {"killed", "wounded", "casualties", "missing", "captured", "evacuated", "displaced", "trapped", "troops", "people"}
)
"""Measures that count people."""

# Measures that a quantity phrase settles by itself and that belong to any event told in its clause.
_PLAIN = {
    "distance_km": frozenset({"advance", "retreat", "capture", "offensive"}),
    "area_km2": frozenset({"capture", "control", "advance", "retreat"}),
    "money": frozenset({"arms_transfer", "aid"}),
    "munitions": frozenset({"shelling", "air_strike", "attack"}),
}
_SHARES = {
    "buildings_share": frozenset({"damage", "shelling", "air_strike", "attack"}),
    "share": frozenset({"control", "capture", "advance", "retreat", "damage", "siege", "annexation"}),
}
# What is aimed at a place: how far off it lies may be told.
_AIMED = frozenset({"shelling", "air_strike", "attack", "explosion"})
_FATES = frozenset({"killed", "wounded", "casualties", "missing"})
# What the events that befall people may count; nothing else told beside them is theirs.
_OF_PEOPLE = {
    "casualties": _FATES,
    "displacement": frozenset({"evacuated", "displaced", "trapped", "people", "settlements"}),
    "siege": frozenset({"trapped"}),
    "detention": frozenset({"captured"}),
}
# What the trigger may say of people in these events.
_TOLD_BY_TRIGGER = {**_OF_PEOPLE, "abuse": frozenset({"killed", "missing"})}
# Events of forces: who only lives where they happen is not counted among them.
_OF_FORCES = frozenset({"advance", "offensive", "retreat"})
# Words that may stand between a figure and its fate: "three others were wounded".
_BETWEEN = frozenset({"AUX", "ADV", "PART"})


def is_plain(mention: QuantityMention) -> bool:
    """Whether the phrase itself says what it measures: a length, an area, a sum, a number of munitions."""
    return mention.measure in _PLAIN


def fate_at(scene: Scene, mention: QuantityMention) -> int | None:
    """The token that tells the fate of the people counted, right behind them: "39 wounded", "5 more were killed"."""
    last = mention.counted_span or mention.span
    tokens = scene.tree.tokens_in(last)
    if not tokens:
        return None
    for i in range(tokens[-1] + 1, min(tokens[-1] + 5, len(scene.tokens))):
        token = scene.tokens[i]
        if {token.lower, scene.lemma(i)} & _word_set("fate"):
            return None if scene.tree.children(i, "obj") else i
        if token.pos not in _BETWEEN and token.lower not in _word_set("others"):
            return None
    return None


def measure_of(scene: Scene, happening: Happening, mention: QuantityMention, noun: int, head: int) -> str | None:
    """What *mention*, which counts *noun*, measures of *happening*, told by the trigger *head*; ``None``: nothing."""
    kind = happening.event_type
    if mention.counted in _word_set("sides"):
        return None
    if mention.unit == "share":
        return mention.measure if kind in _SHARES.get(mention.measure or "", frozenset()) else None
    if mention.measure == "distance_km" and kind in _AIMED and _tells_where(scene, mention):
        return "distance_km"
    if mention.measure == "munitions" and kind == "equipment_loss":
        return "equipment"
    if mention.measure == "wounded" and kind == "detention":
        return None
    if is_plain(mention):
        return mention.measure if kind in _PLAIN[mention.measure or ""] else None
    measure = _fate(scene, mention) if kind == "casualties" else _by_noun(scene, happening, mention, noun, head)
    allowed = _OF_PEOPLE.get(kind)
    if measure is None and allowed:
        measure = people_measure(scene, happening, head) if _counts_people(scene, mention, noun, head) else None
    return measure if allowed is None or measure in allowed else None


_AWAY = re.compile(
    r"\s*(?:\([^()]*\)\s*)?(?:away|from|inside|north|south|east|west|behind|off|outside|beyond|deep)\b", re.IGNORECASE
)


def _tells_where(scene: Scene, mention: QuantityMention) -> bool:
    """Whether a length says how far off something happened: "30 km from the border"."""
    return _AWAY.match(scene.document.text, mention.span.end) is not None


def _counts_people(scene: Scene, mention: QuantityMention, noun: int, head: int) -> bool:
    if mention.measure in PEOPLE or mention.counted is None or noun == head:
        return True
    return mention.measure is None and bool(scene.classes(noun) & {"person", "force", "peoples"})


def _fate(scene: Scene, mention: QuantityMention) -> str | None:
    """The measure of casualties that the noun counted or the word behind it names."""
    if mention.measure in _FATES:
        return mention.measure
    fate = fate_at(scene, mention)
    return None if fate is None else _joint(scene, fate)


def _joint(scene: Scene, i: int) -> str:
    """The fate at token *i*, or ``casualties`` where another one shares its figure: "killed or injured"."""
    own = _fate_of(scene, i) or ""
    settled = [j for j in _neighbours(scene, i) if scene.lemma(j) not in _word_set("unsettled")]
    beside = {_fate_of(scene, j) for j in settled} & _FATES
    if scene.lemma(i) in _word_set("unsettled") and len(beside) == 1:
        return str(beside.pop())
    return "casualties" if {own, *beside} >= {"killed", "wounded"} else own


def _neighbours(scene: Scene, i: int) -> list[int]:
    """The tokens that only "and" or "or" stands between and token *i*, and that share a figure with it."""
    found = []
    for step in (1, -1):
        if 0 <= i + 2 * step < len(scene.tokens) and scene.tokens[i + step].lower in ("and", "or"):
            first, last = sorted((i, i + 2 * step))
            if not (first - 1 in scene.quantity_at and last + 1 in scene.quantity_at):
                found.append(i + 2 * step)
    return found


def _fate_of(scene: Scene, i: int) -> str | None:
    by_trigger = table("figures")["by_trigger"]
    word = next((w for w in (scene.tokens[i].lower, scene.lemma(i)) if w in by_trigger), None)
    return None if word is None else str(by_trigger[word])


def _by_noun(scene: Scene, happening: Happening, mention: QuantityMention, noun: int, head: int) -> str | None:
    own = {*happening.agents, *happening.patients, head}
    if mention.measure == "people" and happening.event_type in _OF_FORCES and noun not in own:
        return None
    if mention.measure in ("people", "troops", "killed", "wounded"):
        return people_measure(scene, happening, head, mention)
    classes = scene.classes(noun)
    lemma = mention.counted or scene.lemma(noun)
    if lemma in _word_set("event"):
        classes = classes | {"event"}
    if lemma == "bridge" and happening.event_type in ("damage", "control", "capture"):
        return "bridges"
    for name, measure in table("figures")["things"].get(happening.event_type, {}).items():
        if name in classes:
            return str(measure)
    if classes & {"person", "force"} or noun == head or mention.counted is None:
        return people_measure(scene, happening, head)
    return mention.measure


def people_measure(scene: Scene, happening: Happening, head: int, mention: QuantityMention | None = None) -> str | None:
    """What a number of people (*mention*) measures in *happening*, told by the trigger *head*."""
    kind, own = happening.event_type, [head]
    if head == happening.head:
        own += [i for i in reversed(happening.trigger) if i != head]
    allowed = _TOLD_BY_TRIGGER.get(kind, frozenset())
    for i in own:
        measure = _joint(scene, i) if kind == "casualties" else _fate_of(scene, i)
        if measure in allowed:
            return measure
    measure = table("figures")["people"].get(kind)
    if measure == "people" and mention is not None and mention.measure == "troops":
        return "troops"
    return None if measure is None else str(measure)


@cache
def _word_set(name: str) -> frozenset[str]:
    return frozenset(str(table("figures")["words"][name]).split())
