"""``figure``: two voices give one figure in ranges that do not meet. ``revision``: one voice changes its own.

A toll that rises from day to day is no disagreement: the later report knows more. Two voices disagree about what they
tell at one time, or where the later one says less. Only totals count, the largest figure a voice gives: parts of it
("including three children") are no rival figures.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from fogline.disagreements.scene import Scene, happened, party_of
from fogline.disagreements.tolls import is_part, means_in
from fogline.lexicon.loader import table
from fogline.matching.figures import meet, point, same_measure
from fogline.matching.voices import named
from fogline.model.claim import Claim, Quantity
from fogline.model.disagreement import Disagreement

SAME_TIME = 0
"""Days between two reports that tell of one state of things."""

APART = 1.15
"""By this factor apart, two figures are not one number told twice."""

FAR = 5.0
"""By this factor apart, they hardly count the same."""

FAR_SIDES = 100.0
"""The same for what two sides say of one side's losses."""

_VAGUE = re.compile(r"\b(?:dozens?|scores?|hundreds|thousands|several|many|numerous)\b", re.IGNORECASE)
"""Words for numbers that nobody counted."""

_MONITOR = re.compile(r"\b(?:observatory|monitor(?:s|ing group)?|rights group)\b", re.IGNORECASE)

Told = tuple[Claim, Quantity]


def find(scene: Scene) -> Iterator[Disagreement]:
    """Each pair of totals of two voices that do not meet, and each total that a named speaker changed."""
    for first, second in combinations(_totals(scene), 2):
        if _voice(scene, first[0]) == _voice(scene, second[0]):
            earlier, later = sorted((first, second), key=lambda told: str(scene.published(told[0])))
            if _revised(scene, earlier, later):
                about = f"{scene.voice(earlier[0])} first says {_shown(earlier)}, later {_shown(later)}"
                yield scene.disagreement("revision", about, [earlier[0]], [later[0]])
        elif _disagree(scene, first, second):
            about = f"{_says(scene, first)}, {_says(scene, second)}"
            yield scene.disagreement("figure", about, [first[0]], [second[0]])


def _voice(scene: Scene, claim: Claim) -> str:
    """Who says it; a monitor under its name and "the monitor" are one."""
    voice = scene.voice(claim)
    return "monitor" if _MONITOR.search(voice) else voice


def _totals(scene: Scene) -> list[Told]:
    """The largest figure of each voice for each measure in each document, of one day's happening."""
    largest: dict[tuple[str, str, str], Told] = {}
    for claim in scene.claims:
        if not happened(claim) or claim.polarity == "denied" or scene.told(claim).days.day is None:
            continue
        for figure in _plain(scene, claim):
            key = (scene.voice(claim), claim.document_id, figure.measure)
            if key not in largest or (point(figure) or 0.0) > (point(largest[key][1]) or 0.0):
                largest[key] = claim, figure
    return [largest[key] for key in sorted(largest)]


def _plain(scene: Scene, claim: Claim) -> list[Quantity]:
    """The figures of *claim* that somebody counted, as a whole, as things stand; one alone for each measure and group.

    Where the words give two numbers for one thing ("kill 5 injure 50" read as two tolls), neither is to be trusted.
    """
    counted = Counter((figure.measure, (figure.of or "").casefold()) for figure in claim.quantities)
    return [
        figure
        for figure in claim.quantities
        if not _VAGUE.search(figure.text)
        and counted[figure.measure, (figure.of or "").casefold()] == 1
        and not is_part(scene.before(claim, figure), figure.text, scene.after(claim, figure))
    ]


def _disagree(scene: Scene, first: Told, second: Told) -> bool:
    if not _comparable(scene, first, second) or first[0].document_id == second[0].document_id:
        return False
    if scene.near(first[0], second[0], SAME_TIME):
        return True
    earlier, later = sorted((first, second), key=lambda told: str(scene.published(told[0])))
    return (point(later[1]) or 0.0) < (point(earlier[1]) or 0.0)


def _revised(scene: Scene, earlier: Told, later: Told) -> bool:
    apart = scene.published(earlier[0]) != scene.published(later[0])
    return apart and named(earlier[0]) and _comparable(scene, earlier, later)


def _comparable(scene: Scene, first: Told, second: Told) -> bool:
    """Whether the two are totals of the same, and apart, but not so far that they cannot count one thing."""
    (claim, figure), (other, another) = first, second
    if claim.event_type != other.event_type or not same_measure(figure, another) or meet(figure, another):
        return False
    if figure.of is not None and another.of is not None and figure.of.casefold() != another.of.casefold():
        return False
    if _combatants(figure) != _combatants(another) or not _one_cause(scene, claim, other):
        return False
    if _knows(scene, claim, another) or _knows(scene, other, figure):
        return False
    here, there = point(figure) or 0.0, point(another) or 0.0
    if min(here, there) <= 0 or not APART <= max(here, there) / min(here, there) <= _far(first, second):
        return False
    return scene.told(claim).days.day == scene.told(other).days.day and not scene.match(claim, other).excluded


def _knows(scene: Scene, claim: Claim, figure: Quantity) -> bool:
    """Whether the words around *claim* give *figure*, too: as what it includes, or as what was counted before."""
    return re.search(rf"(?<![\d.,]){re.escape(_digits(figure))}(?![\d]|[.,]\d)", scene.around(claim)) is not None


def _digits(figure: Quantity) -> str:
    found = re.search(r"\d[\d.,]*\d|\d", figure.text)
    return found[0] if found else figure.text


def _one_cause(scene: Scene, claim: Claim, other: Claim) -> bool:
    """Whether the words around both do not name two means: shells in one are no bombs in the other."""
    here, there = (means_in(scene.around(one)) for one in (claim, other))
    return not here or not there or bool(here & there)


def _combatants(figure: Quantity) -> bool:
    """Whether it counts a side's fighters: a total of "people" may have them in it, or not."""
    forces = table("noun_classes")["force"].split()
    return any(word.casefold().removesuffix("s") in forces for word in (figure.of or "").split())


def _far(first: Told, second: Told) -> float:
    """How far apart the two can be and still count one thing: two sides that name whose losses they count, far."""
    parties = {party_of(first[0]), party_of(second[0])}
    whose = first[1].of is not None and second[1].of is not None
    return FAR_SIDES if whose and None not in parties and len(parties) > 1 else FAR


def _says(scene: Scene, told: Told) -> str:
    return f"{scene.voice(told[0])} says {_shown(told)}"


def _shown(told: Told) -> str:
    return f"“{told[1].text}” {told[1].measure.replace('_', ' ')}"
