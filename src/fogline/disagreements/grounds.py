"""What a disagreement must rest on: without it, it is not told.

A wrong accusation is worse than a missed one, and what can be misread cannot be listed. So each kind has a few things
that the words themselves must say, whatever else speaks for it; at least one claim of each side must have them.
Measured on draws judged by hand, each with the others' thresholds: ``benchmarks/knowledge``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import product

from fogline.disagreements.headline import takes_sides
from fogline.disagreements.particular import is_own, is_particular
from fogline.disagreements.scene import Scene
from fogline.lexicon.loader import words
from fogline.matching.denied import answers, is_flat
from fogline.matching.itself import is_itself
from fogline.matching.plain import is_plain
from fogline.matching.sides import side_of_agent, side_of_speaker
from fogline.model.claim import Claim, Quantity, Role
from fogline.model.disagreement import Disagreement

LEAST = 0.35
"""How likely right the readings of both sides must be, at least."""

ONE_TOLL = 150
"""Characters within which dead and wounded are of one toll."""

ONE_STATEMENT = 300
"""Characters of evidence beyond which a figure may be anybody's."""

_WORD = re.compile(r"[a-z][a-z-]{3,}", re.IGNORECASE)
_VAGUE = re.compile(r"\b(?:dozens?|scores?|hundreds|thousands|several|many|numerous)\b", re.IGNORECASE)
_BROKEN = re.compile(r"\s[-–—]\s|[:;|«»(\[?!“”\"]|[‘’'](?!s\b)\w+[‘’'](?!s\b)")
"""A headline of several parts, or with a quotation: one part may say whose word the other is."""


def stand(found: Iterable[Disagreement], scene: Scene) -> list[Disagreement]:
    """Those of *found*, in *scene*, that rest on what their kind must rest on."""
    claims = {claim.claim_id: claim for claim in scene.claims}
    return [one for one in found if _stands(one, claims, scene)]


def _stands(one: Disagreement, claims: Mapping[str, Claim], scene: Scene) -> bool:
    first, second = ([claims[key] for key in side.claims if key in claims] for side in one.sides)
    pairs = ((a, b) for a, b in product(first, second) if min(a.confidence, b.confidence) >= LEAST)
    return any(_RULES[one.kind](scene, *both) for both in pairs)


def _denial(scene: Scene, said: Claim, denied: Claim) -> bool:
    return answers(denied, said) and is_particular(scene, denied, said) and is_own(scene, denied, said)


def _figure(scene: Scene, one: Claim, other: Claim) -> bool:
    """Both give a whole toll, of dead and wounded; or both name place and day, and tell of one kind of thing.

    What stands on more than a sentence or two (a headline run into a caption) may mix the words of several voices.
    """
    if max(len(one.evidence), len(other.evidence)) > ONE_STATEMENT:
        return False
    if all(len(_toll(scene, claim)) > 1 for claim in (one, other)):
        return True
    return all(_has_place_and_day(scene, claim) for claim in (one, other)) and bool(_shared(scene, one, other))


def _revision(scene: Scene, one: Claim, other: Claim) -> bool:
    return all(_has_place_and_day(scene, claim) for claim in (one, other))


def _toll(scene: Scene, claim: Claim) -> set[str]:
    """The measures that the words about *claim* give a counted number of."""
    near = (
        other
        for other in scene.claims
        if other.document_id == claim.document_id and abs(other.trigger.start - claim.trigger.start) <= ONE_TOLL
    )
    return {figure.measure for other in near for figure in other.quantities if _is_counted(figure)}


def _is_counted(figure: Quantity) -> bool:
    return figure.measure in ("killed", "wounded") and _VAGUE.search(figure.text) is None


def _has_place_and_day(scene: Scene, claim: Claim) -> bool:
    text = scene.documents[claim.document_id].text
    day = claim.time is not None and claim.time.span is not None
    return day and _at(claim) and is_itself(claim, text, whole=True)


def _shared(scene: Scene, one: Claim, other: Claim) -> set[str]:
    """The words about both that are no names, no numbers and no words for killing."""
    here, there = (
        {word.casefold() for word in _WORD.findall(scene.around(claim)) if word[0].islower()} for claim in (one, other)
    )
    return (here & there) - _common()


@cache
def _common() -> frozenset[str]:
    return words("tolls", "common")


def _headline(scene: Scene, bold: Claim, body: Claim) -> bool:
    """The headline is one plain clause that names who did it; the text has it of the same, or denies it."""
    document = scene.documents[bold.document_id]
    line = document.text[: document.title_end] if document.title_end else bold.evidence.of(document.text)
    if _BROKEN.search(line) is not None:
        return False
    if body.polarity == "denied" and is_flat(body):
        return True
    own = side_of_speaker(body)
    if bold.agent is None or bold.agent.span is None:
        return (body.certainty == "hedged" and _at(bold)) or takes_sides(body, blaming=False)
    return _is_one(bold.agent, body.agent) or (own is not None and own == side_of_agent(bold))


def _is_one(one: Role, other: Role | None) -> bool:
    if other is None:
        return False
    here, there = one.actor, other.actor
    pairs = ((here.party, there.party), (here.country, there.country), (here.name, there.name))
    if any(a is not None and a == b for a, b in pairs):
        return True
    nameless = here.party is None and there.party is None and here.kind is not None and here.kind == there.kind
    return nameless and bool(_stems(one) & _stems(other))


def _stems(role: Role) -> set[str]:
    """The beginnings of the words of a name: "rebels" and "rebel fighters" are the same ones."""
    return {word.casefold()[:5] for word in _WORD.findall(role.text)}


def _framing(scene: Scene, one: Claim, other: Claim) -> bool:
    """It is a side's word, and both name the place; in one article one of them does."""
    if side_of_speaker(one) is None:
        return False
    placed = (_at(one), _at(other))
    return any(placed) if one.document_id == other.document_id else all(placed)


def _control(scene: Scene, one: Claim, other: Claim) -> bool:
    """Both are plain."""
    return all(is_plain(claim, scene.documents[claim.document_id].text) for claim in (one, other))


def _at(claim: Claim) -> bool:
    """Whether *claim* names its place itself."""
    return claim.place is not None and claim.place.span is not None


_RULES: Mapping[str, Callable[[Scene, Claim, Claim], bool]] = {
    "control": _control,
    "denial": _denial,
    "figure": _figure,
    "framing": _framing,
    "headline": _headline,
    "revision": _revision,
}
