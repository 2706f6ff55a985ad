"""Figures of a claim: how many, of what, on whose side."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from fogline.claims.happening import Happening
from fogline.claims.scene import Scene
from fogline.lexicon.loader import table
from fogline.model.claim import Quantity
from fogline.model.mention import QuantityMention

# Measures that a quantity phrase settles by itself and that belong to any event told in its clause.
_PLAIN = frozenset({"distance_km", "area_km2", "money", "munitions"})
_PLAIN_TYPES = {
    "distance_km": frozenset({"advance", "retreat", "capture", "offensive"}),
    "area_km2": frozenset({"capture", "control", "advance", "retreat"}),
    "money": frozenset({"arms_transfer", "aid"}),
    "munitions": frozenset({"shelling", "air_strike", "attack"}),
}
_PEOPLE_WORDS = ("killed", "wounded", "missing", "captured")


def find_quantities(scene: Scene, happening: Happening, coordinated: Iterable[int] = ()) -> tuple[Quantity, ...]:
    """The figures that belong to *happening*, in text order.

    *coordinated* are the heads of triggers told in the same breath ("13 killed and 39 wounded"): their figures are
    this claim's, too.
    """
    found: list[Quantity] = []
    for mention in scene.quantities:
        for head in sorted((happening.head, *coordinated), key=lambda h: _distance(scene, mention, h)):
            measure = _measure(scene, happening, mention, head)
            if measure:
                found.append(_quantity(scene, happening, mention, measure))
                break
    return tuple(found)


def _distance(scene: Scene, mention: QuantityMention, head: int) -> int:
    """0 where the trigger *head* hangs on the figure ("39 wounded"), 1 where the figure hangs on it, 2 elsewhere."""
    at = scene.tree.head_of_span(mention.span)
    if at is None:
        return 2
    noun = _counted_token(scene, mention, at)
    if scene.tokens[head].head in (at, noun):
        return 0
    return 1 if head in (at, noun, scene.tokens[at].head, scene.tokens[noun].head) else 2


def _measure(scene: Scene, happening: Happening, mention: QuantityMention, head: int) -> str | None:
    at = scene.tree.head_of_span(mention.span)
    if at is None:
        return None
    noun = _counted_token(scene, mention, at)
    if not _belongs(scene, happening, noun, at, head):
        return None
    if mention.measure in _PLAIN:
        types = _PLAIN_TYPES.get(mention.measure or "", frozenset())
        return mention.measure if happening.event_type in types else None
    return _by_noun(scene, happening, mention, noun, head)


def _counted_token(scene: Scene, mention: QuantityMention, at: int) -> int:
    """The noun that the figure counts, or the figure itself where it stands alone."""
    if mention.counted_span is not None:
        head = scene.tree.head_of_span(mention.counted_span)
        if head is not None:
            return head
    token = scene.tokens[at]
    return token.head if token.dep in ("nummod", "compound", "amod") else at


def _belongs(scene: Scene, happening: Happening, noun: int, at: int, head: int) -> bool:
    """Whether the figure stands in an argument of the trigger *head*, or counts the trigger itself."""
    if head in (noun, at, scene.tokens[at].head, scene.tokens[noun].head) or scene.tokens[head].head in (noun, at):
        return not _is_condition(scene, noun)
    if head != happening.head:
        return noun in scene.tree.subtree(head) and _clear_path(scene, noun, head)
    arguments = {*happening.patients, *happening.agents}
    counted = {scene.counted(a) for a in arguments}
    if noun in arguments | counted or at in arguments:
        return True
    obliques = {n for _, n in happening.frame.obliques}
    if noun in obliques and happening.event_type in ("advance", "retreat", "capture", "shelling", "air_strike"):
        return True
    return noun in scene.tree.subtree(head) and _clear_path(scene, noun, head)


def _is_condition(scene: Scene, noun: int) -> bool:
    return scene.case(noun) in ("with", "despite", "without")


def _clear_path(scene: Scene, low: int, high: int) -> bool:
    """Whether no other verb stands between *low* and *high*, and no long chain of nouns."""
    for steps, above in enumerate(scene.tree.ancestors(low)):
        if above == high:
            return steps <= 2
        if scene.tokens[above].pos == "VERB":
            return False
    return False


def _by_noun(scene: Scene, happening: Happening, mention: QuantityMention, noun: int, head: int) -> str | None:
    classes = scene.classes(noun)
    lemma = mention.counted or scene.lemma(noun)
    if lemma in _word_set("event"):
        classes = classes | {"event"}
    if lemma == "bridge" and happening.event_type in ("damage", "control", "capture"):
        return "bridges"
    for name, measure in table("figures")["things"].get(happening.event_type, {}).items():
        if name in classes:
            return str(measure)
    if "person" in classes or "force" in classes or noun == head or mention.counted is None:
        return _people_measure(scene, happening, head)
    return mention.measure


def _people_measure(scene: Scene, happening: Happening, head: int) -> str | None:
    own = {scene.lemma(head), scene.tokens[head].lower}
    if happening.event_type == "casualties":
        for name in _PEOPLE_WORDS:
            if own & _word_set(name):
                return name
    by_trigger = table("figures")["by_trigger"]
    if happening.event_type in ("casualties", "displacement"):
        for word in own:
            if word in by_trigger:
                return str(by_trigger[word])
    measure = table("figures")["people"].get(happening.event_type)
    return None if measure is None else str(measure)


def _quantity(scene: Scene, happening: Happening, mention: QuantityMention, measure: str) -> Quantity:
    people = measure in ("killed", "wounded", "casualties", "missing", "captured", "evacuated", "displaced", "trapped")
    of = scene.text(mention.counted_span) if mention.counted_span else None
    return Quantity(
        text=mention.text,
        measure=measure,
        span=mention.span,
        unit="people" if people else mention.unit or mention.counted,
        low=mention.amount.low,
        best=mention.amount.best,
        high=mention.amount.high,
        approximate=mention.amount.approximate,
        rate=mention.rate,
        of=of,
    )


@cache
def _word_set(name: str) -> frozenset[str]:
    return frozenset(str(table("figures")["words"][name]).split())
