"""Which figures are a claim's, as what, and why others of its sentence are not."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.claims.breakdowns import is_base_of_another, is_part_of_another
from fogline.claims.explain_paths import path_to_words
from fogline.claims.grounds import Grounds
from fogline.model.claim import Claim, Quantity
from fogline.model.explanation import Ground, Option


def figure_grounds(grounds: Grounds, claim: Claim) -> Iterator[Ground]:
    """A ground for each figure; one for there being none, where the sentence has figures."""
    others = tuple(_others(grounds, claim))
    for n, quantity in enumerate(claim.quantities):
        yield Ground(
            "quantities",
            figure_in_words(quantity),
            "counts the trigger, or stands in its arguments",
            because=(f"counted: {quantity.of}",) if quantity.of else (),
            path=path_to_words(grounds.scene, grounds.happening.head, quantity.span),
            words=(quantity.span,),
            others=others if n == 0 else (),
        )
    if not claim.quantities and others:
        yield Ground("quantities", None, "no figure of the sentence is this event's", others=others)


def figure_in_words(quantity: Quantity) -> str:
    """Measure and bounds: "killed: best 12", "munitions: low 40, high 50 missile"."""
    bounds = (("low", quantity.low), ("best", quantity.best), ("high", quantity.high))
    told = ", ".join(f"{name} {value:g}" for name, value in bounds if value is not None)
    about = " about" if quantity.approximate else ""
    unit = f" {quantity.unit}" if quantity.unit else ""
    return f"{quantity.measure}:{about} {told}{unit}"


def _others(grounds: Grounds, claim: Claim) -> Iterator[Option]:
    scene, taken = grounds.scene, {quantity.span for quantity in claim.quantities}
    for mention in scene.quantities:
        if mention.span not in taken:
            why = "counts something else than this event"
            if is_part_of_another(scene, mention):
                why = "breaks down a figure told before it"
            elif is_base_of_another(scene, mention):
                why = "is what another figure is a part of or has outgrown"
            yield Option(mention.text, why, value=mention.counted, span=mention.span)
