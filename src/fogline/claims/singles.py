"""Figures that no number tells: "a nurse was killed", "another was wounded", "they shot down a helicopter"."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.claims.happening import Happening
from fogline.claims.measures import people_measure
from fogline.claims.nouns import class_words
from fogline.claims.scene import Scene
from fogline.lexicon.loader import words
from fogline.model.claim import Quantity
from fogline.model.span import Span

_COUNTED_ONE = frozenset({"killed", "wounded", "captured"})


def single_people(scene: Scene, happening: Happening) -> list[Quantity]:
    """One for each single person or weapon lost that no number counts: "a nurse was killed", "shot down a jet"."""
    found: list[Quantity] = []
    if happening.event_type == "equipment_loss":
        found.extend(_single_equipment(scene, happening))
    if happening.event_type not in ("casualties", "detention"):
        return found
    measure = people_measure(scene, happening, happening.head)
    for noun in happening.patients:
        span = _single(scene, noun)
        if span is not None and measure in _COUNTED_ONE:
            name = scene.tokens[noun].text
            found.append(Quantity(scene.text(span), measure, span, unit="people", best=1.0, of=name))
    return found


def _single_equipment(scene: Scene, happening: Happening) -> Iterator[Quantity]:
    for noun in happening.patients:
        span = _with_article(scene, noun)
        if span is not None and "equipment" in scene.classes(noun) and not _names_many(scene, noun):
            name = scene.tokens[noun].text
            yield Quantity(scene.text(span), "equipment", span, unit=scene.lemma(noun), best=1.0, of=name)


def others(scene: Scene, happening: Happening, heads: tuple[int, ...]) -> list[Quantity]:
    """One for each "another" right before a fate: "one soldier dead and another wounded"."""
    found: list[Quantity] = []
    for head in heads if happening.event_type == "casualties" else ():
        token = scene.tokens[max(head - 1, 0)]
        measure = people_measure(scene, happening, head) if token.lower == "another" else None
        if measure is not None and measure in _COUNTED_ONE:
            found.append(Quantity(token.text, measure, Span(token.start, token.end), unit="people", best=1.0))
    return found


def _single(scene: Scene, noun: int) -> Span | None:
    """The words "a …" of a noun that stands for one person, ``None`` where it does not."""
    return _with_article(scene, noun) if _names_a_person(scene, noun) else None


def _names_many(scene: Scene, noun: int) -> bool:
    """Whether *noun* stands for many of a kind: "a number of vehicles", "a convoy"."""
    lemma = scene.lemma(noun)
    return lemma in words("figures", "fleets") or lemma in class_words("quantifier")


def _with_article(scene: Scene, noun: int) -> Span | None:
    """The words "a …" of a singular noun that no figure counts."""
    token = scene.tokens[noun]
    articles = [d for d in scene.tree.children(noun, "det") if scene.tokens[d].lower in ("a", "an", "another")]
    if token.tag != "NN" or not articles:
        return None
    span = Span(scene.tokens[articles[0]].start, token.end)
    return None if any(q.span.overlaps(span) for q in scene.quantities) else span


def _names_a_person(scene: Scene, noun: int) -> bool:
    """Whether *noun* names a person, not a body or a number of them."""
    lemma = scene.lemma(noun)
    if lemma in words("figures", "bodies") or lemma in class_words("quantifier"):
        return False
    return lemma in class_words("person")
