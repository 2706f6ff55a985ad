"""Where it happened: the place in the trigger's own arguments, then its clause, the sentence, the passage."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from fogline.claims.bystanders import LAUNCHED, can_be_scene, names_country, takes_part
from fogline.claims.happening import Happening
from fogline.claims.home_ground import country_of_ground
from fogline.claims.passage import Passage, apart_km, is_country, is_vast
from fogline.claims.pointing import capital_in, meant_in, pointing_tokens
from fogline.claims.scene import Scene, once
from fogline.lexicon.loader import words
from fogline.model.claim import Where
from fogline.model.mention import PlaceMention
from fogline.model.quick import quickly_made
from fogline.model.span import Span
from fogline.model.values import Place

_EMBEDDING = frozenset({"acl:relcl", "advcl", "parataxis", "ccomp", "conj"})
# Types of which each of several places has its own.
_IN_EACH = frozenset(
    {"casualties", "attack", "shelling", "air_strike", "explosion", "clash", "damage", "abuse", "detention", "protest"}
)
_NO_TOKENS: set[int] = set()
_FROM_TYPES = frozenset({"retreat", "displacement"})


@quickly_made
@dataclass(frozen=True, slots=True)
class Placing:
    """The places of one happening, coordinated ones apart, and the step that found them."""

    places: tuple[Where, ...]
    step: str

    @property
    def smaller_than_country(self) -> bool:
        """Whether there is a place, and it is not a whole country."""
        return bool(self.places) and not is_country(self.places[0])


def find_places(scene: Scene, happening: Happening, passage: Passage, barred: tuple[Span, ...] = ()) -> Placing:
    """Where *happening* took place, as far as its document says.

    *barred* are stretches whose places name a speaker, not a scene ("the mayor of X said"). More than one place
    comes back only where the text coordinates them.
    """
    barred = naming_speakers(scene, happening, barred)
    if scene.scenic is None:
        scene.scenic = [m for m in scene.places if can_be_scene(scene, m)]
    usable = [m for m in scene.scenic if _unfit_for(scene, happening, m, barred) is None]
    pointing = bool(pointing_tokens(scene))
    own = own_arguments(scene, happening) if pointing else _NO_TOKENS
    capital = capital_in(scene, own, passage)
    if capital is not None:
        return Placing((capital,), "reference")
    step, candidates = _own_places(scene, happening, usable)
    if candidates:
        return Placing(tuple(_anchored(scene, m) for m in candidates), step)
    pointed = meant_in(scene, own, passage, directions=True)
    if pointed is not None:
        return Placing((pointed,), "reference")
    clause = _clause_places(scene, happening, [m for m in usable if m.use == "location"])
    if clause and _is_of_all(scene, happening) and not names_country(clause[0]):
        clause = _spread(clause, usable, scene.document.text)
    if clause:
        return Placing(tuple(_anchored(scene, m) for m in clause), "clause")
    country = country_of_ground(scene, happening)
    if country is not None:
        return Placing((country,), "demonym")
    around = _clause_tokens(scene, _clause_head(scene, happening.head)) if pointing else _NO_TOKENS
    pointed = meant_in(scene, around, passage)
    if pointed is not None:
        return Placing((pointed,), "reference")
    tied = happening.event_type not in words("where", "not_tied_to_ground")
    from_passage = _from_passage(scene, passage) if tied else Placing((), "none")
    located = [m for m in usable if m.use == "location" and _is_scene_sized(m)]
    governing = _governing_places(scene, happening, located)
    if governing and not _says_more(from_passage, governing[0]):
        return Placing(tuple(_anchored(scene, m) for m in governing), "governing clause")
    nearest = _nearest(scene, happening, located)
    if nearest and not _says_more(from_passage, nearest[0]):
        return Placing(tuple(_anchored(scene, m) for m in nearest), "sentence")
    return from_passage


def place_unfit(scene: Scene, happening: Happening, mention: PlaceMention, barred: tuple[Span, ...]) -> str | None:
    """Why the place *mention* cannot be where *happening* took place, in words; ``None`` where it can.

    *barred* are stretches whose places name a speaker.
    """
    if not can_be_scene(scene, mention):
        return _NO_SCENE[mention.use]
    return _unfit_for(scene, happening, mention, barred)


def _unfit_for(scene: Scene, happening: Happening, mention: PlaceMention, barred: tuple[Span, ...]) -> str | None:
    """The same of a place that can be a scene of something."""
    if any(b.covers(mention.span) for b in barred):
        return "names who speaks"
    if takes_part(scene, happening, mention):
        return "takes part itself, is set apart, or only tells where somebody or something comes from"
    return None


_NO_SCENE = {
    "location": "a river, a dateline, or part of another word",
    "metonym": "stands for a government",
    "demonym": "names a people, not ground",
    "modifier": "is part of the name of something else",
}


def naming_speakers(scene: Scene, happening: Happening, barred: tuple[Span, ...]) -> tuple[Span, ...]:
    """*barred* without the phrases that hold the trigger itself ("a girl hurt in X told"): they tell of a scene."""
    token = scene.tokens[happening.head]
    barred = tuple(b for b in barred if not b.covers(Span(token.start, token.end)))
    if happening.event_type == "detention":
        # whoever has somebody in custody tells of it from where he is held
        barred = tuple(b for b in barred if not _HOLDS_PEOPLE.search(scene.text(b)))
    return barred


_HOLDS_PEOPLE = re.compile(r"\b(?:court|tribunal|police|prosecutors?)\b")


def _says_more(placing: Placing, candidate: PlaceMention) -> bool:
    """Whether a place of the passage says more than a country named elsewhere in the sentence: one inside it."""
    if not names_country(candidate) or not placing.smaller_than_country:
        return False
    return placing.places[0].place.country == candidate.place.country


def own_arguments(scene: Scene, happening: Happening) -> set[int]:
    """The tokens of the trigger's own arguments: where, what and whom it concerns."""
    heads = (*happening.places, *happening.patients, *(n for _, n in happening.frame.obliques))
    there = scene.tree.children(happening.head, "advmod")
    return {*there, *(i for head in heads for i in scene.tree.subtree(head))}


# What leads from a place to one it lies near or in: "X, near Y", "X in the Y region", "X district, Y province".
_NEAR = re.compile(r",? (?:a (?:village|town|suburb|settlement) )?(?:near|outside|close to|not far from|next to) ")
_IN = re.compile(r"(?: [a-z-]+)?(?:,| in| of| \() ?(?:the )?(?:[a-z-]+ ){0,4}")
_FAR_KM = 150.0


def _anchored(scene: Scene, mention: PlaceMention) -> Where:
    """Where *mention* is; an unknown place, or a namesake far off, is where the sentence puts it: near or in another.

    The place it is put near or in then stands for it, with a code that says so (ACLED and UCDP precision 2 or worse).
    """
    after = next((m for m in scene.places if m.span.start >= mention.span.end and m.place.resolved), None)
    where = _where(mention)
    if after is None:
        return where
    between = scene.document.text[mention.span.end : after.span.start]
    near = _NEAR.match(between) is not None and len(between) < 60
    if near and (not mention.place.resolved or apart_km(mention.place, after.place) > _FAR_KM):
        return Where(mention.text, _no_closer(after.place), mention.span)
    if not mention.place.resolved and _IN.fullmatch(between) and after.use in ("location", "modifier"):
        return Where(mention.text, _no_closer(after.place), mention.span)
    return where


def _no_closer(place: Place) -> Place:
    """*place* as that of something near or in it."""
    return replace(place, geo_precision=max(2, place.geo_precision or 2), where_prec=max(2, place.where_prec or 2))


def _where(mention: PlaceMention) -> Where:
    return Where(mention.text, mention.place, mention.span)


def _own_places(scene: Scene, happening: Happening, usable: list[PlaceMention]) -> tuple[str, tuple[PlaceMention, ...]]:
    """Those of *usable* that the trigger's own arguments and modifiers name, and the step that found them."""
    if not usable:
        return "none", ()
    text, modifiers = scene.document.text, happening.frame.modifiers
    inside = [n for n in happening.places if scene.case(n) not in _BESIDE_CASES]
    found = _among(scene, usable, inside)
    if found:
        return "argument", _spread(found, usable, text)
    naming = [m for m in usable if scene.tree.head_of_span(m.span) in modifiers] if modifiers else []
    smaller = tuple([m for m in naming if not names_country(m)])
    if smaller:
        return "modifier", smaller
    found = _argument_places(scene, happening, usable) or _among(scene, usable, happening.places)
    if found:
        return "argument", _spread(found, usable, text)
    return "patient", _spread(_among(scene, usable, happening.patients), usable, text)


def _among(scene: Scene, mentions: list[PlaceMention], heads: Iterable[int]) -> tuple[PlaceMention, ...]:
    """The best mention inside each of the noun phrases *heads*."""
    found: list[PlaceMention] = []
    for head in heads if mentions else ():
        phrase = scene.tree.noun_phrase(head)
        inside = [m for m in mentions if phrase.covers(m.span) or _renames(scene, m, head)]
        if inside:
            found.append(_closest(scene, inside, head))
    return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)


def _renames(scene: Scene, m: PlaceMention, noun: int) -> bool:
    """Whether the name stands behind *noun* and says which one it is: "the capital, X"."""
    head = scene.tree.head_of_span(m.span)
    return head is not None and scene.tokens[head].dep == "appos" and scene.tokens[head].head == noun


def _closest(scene: Scene, mentions: list[PlaceMention], head: int) -> PlaceMention:
    if len(mentions) == 1:
        return mentions[0]

    def distance(m: PlaceMention) -> tuple[int, int]:
        at = scene.tree.head_of_span(m.span)
        steps = len(scene.tree.path(head, at)) if at is not None else 99
        return (_level(m), steps)

    return min(mentions, key=distance)


def _is_scene_sized(m: PlaceMention) -> bool:
    """Whether a happening can be said to be at the place: not a sea or a part of a continent."""
    return (m.place.feature_code or "").startswith("PCL") or not is_vast(_where(m))


def _level(m: PlaceMention) -> int:
    """0 for a town or site, then district, region, part of a country, country: the smaller says more."""
    code = m.place.feature_code or ""
    if code.startswith("PCL"):
        return 4 if names_country(m) else 3
    if code.startswith(("ADM1", "RGN", "AREA")):
        return 2
    return 1 if code.startswith("ADM") else 0


def _argument_places(scene: Scene, happening: Happening, located: list[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Places that the trigger's obliques lead to, those of the preposition its type asks for first."""
    obliques = happening.frame.obliques
    for group in _prepositions(happening.event_type) if obliques else ():
        heads = [n for p, n in obliques if p in group or p.split(" ")[-1] in group]
        inside = [n for n in heads if scene.case(n) not in _BESIDE_CASES]
        found = _among(scene, located, inside) or _among(scene, located, heads)
        if found:
            specific = [m for m in found if not names_country(m)]
            return tuple(specific or found)
    return ()


@cache
def _prepositions(event_type: str) -> tuple[frozenset[str], frozenset[str]]:
    """The prepositions that lead to where what is of *event_type* happened: those to look for first, and the others."""
    first, second = words("where", "locative"), words("where", "source")
    if event_type in _FROM_TYPES:
        first, second = second, first
    if event_type in LAUNCHED:
        second = frozenset()  # where a missile comes from is not where it strikes
    return first, second | {"of", "against"}


# "Outside X, four died in shelling on Y": the other place says more.
_BESIDE_CASES = frozenset({"outside", "near", "around", "close to"})

# What may stand between two coordinated places: "Hama, Homs and the town of Idlib".
_BETWEEN = re.compile(
    r"\s*(?:,|,? and|,? or|&|, as well as)\s+(?:(?:in|from|of|near|at|to|the|town|city|village|all|most|whole)\s+)*"
)


def _spread(found: tuple[PlaceMention, ...], usable: list[PlaceMention], text: str) -> tuple[PlaceMention, ...]:
    """*found* with the places coordinated with the first of them: one claim, one place.

    Coordination is read off the words between, which is surer than the parse; a larger place named behind a smaller
    one ("Homs, Syria") locates it and does not count.
    """
    if not found:
        return ()
    if len(usable) == 1:
        return found[:1]
    ordered = sorted(usable, key=lambda m: m.span)
    first = ordered.index(found[0])
    low = high = first
    while low > 0 and _are_coordinated(ordered[low - 1], ordered[low], text):
        low -= 1
    while high + 1 < len(ordered) and _are_coordinated(ordered[high], ordered[high + 1], text):
        high += 1
    if low == high:
        return found[:1]
    chain = tuple(ordered[low : high + 1])
    # A chain of mere commas is an address, not a list.
    listed = any(" and " in text[m.span.end : n.span.start] for m, n in pairwise(chain))
    return chain if listed else found[:1]


def _are_coordinated(left: PlaceMention, right: PlaceMention, text: str) -> bool:
    between = text[left.span.end : right.span.start] if left.span.end <= right.span.start else ""
    return bool(_BETWEEN.fullmatch(between)) and _level(left) == _level(right)


@once
def _clause_tokens(scene: Scene, i: int) -> set[int]:
    """The tokens of the clause that *i* heads, without clauses embedded in it."""
    inside, queue = {i}, [i]
    while queue:
        here = queue.pop()
        for child in scene.tree.children(here):
            if scene.tokens[child].dep in _EMBEDDING and scene.tokens[child].pos in ("VERB", "AUX"):
                continue
            inside.add(child)
            queue.append(child)
    return inside


def _clause_head(scene: Scene, i: int) -> int:
    """The verb (or root) of the clause that token *i* stands in."""
    here = i
    while scene.tokens[here].head != here and scene.tokens[here].pos not in ("VERB", "AUX"):
        here = scene.tokens[here].head
    return here


def _clause_places(scene: Scene, happening: Happening, located: list[PlaceMention]) -> tuple[PlaceMention, ...]:
    if not located:
        return ()
    inside = _clause_tokens(scene, _clause_head(scene, happening.head))
    found = [m for m in located if scene.tree.head_of_span(m.span) in inside and not _is_agentive(scene, m)]
    return _pick(scene, happening, found)


def _is_of_all(scene: Scene, happening: Happening) -> bool:
    """Whether the happening may be of each place that its clause names: "killings were reported in X and Y"."""
    told = happening.nominal and happening.event_type in _IN_EACH
    return told and scene.tokens[happening.head].dep in ("nsubj", "nsubj:pass", "obj", "obl")


def _is_agentive(scene: Scene, m: PlaceMention) -> bool:
    """Whether the place acts rather than locates: a country as subject."""
    head = scene.tree.head_of_span(m.span)
    return head is not None and names_country(m) and scene.tokens[head].dep in ("nsubj", "obl:agent", "nmod:poss")


def _governing_places(scene: Scene, happening: Happening, located: list[PlaceMention]) -> tuple[PlaceMention, ...]:
    if not located:
        return ()
    here = _clause_head(scene, happening.head)
    while scene.tokens[here].head != here:
        if scene.lemma(scene.tokens[here].head) in words("where", "speech_barriers"):
            return ()
        here = _clause_head(scene, scene.tokens[here].head)
        inside = _clause_tokens(scene, here)
        found = [m for m in located if scene.tree.head_of_span(m.span) in inside and not _is_agentive(scene, m)]
        if found:
            return _pick(scene, happening, found)
    return ()


def _nearest(scene: Scene, happening: Happening, located: list[PlaceMention]) -> tuple[PlaceMention, ...]:
    return _pick(scene, happening, [m for m in located if not _is_agentive(scene, m)])


def _pick(scene: Scene, happening: Happening, found: list[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The one of *found* that stands nearest to the trigger, a town before a country."""
    if not found:
        return ()
    at, text = scene.tokens[happening.head].start, scene.document.text
    if len(found) == 1:
        return (found[0],)
    return (min(found, key=lambda m: (_is_landmark(text, m), _level(m), abs(m.span.start - at))),)


_BESIDE = re.compile(
    r"\b(?:(?:north|south)(?:-?(?:east|west))?|east|west|border|borders|miles|km|kilomet(?:re|er)s)\s+"
    r"(?:of|with|from)\s+(?:[\w-]+\s+){0,5}\Z",
    re.IGNORECASE,
)


def _is_landmark(text: str, m: PlaceMention) -> bool:
    """Whether the place only helps to find another: "north of X", "30 km from X"."""
    return _BESIDE.search(text, max(0, m.span.start - 60), m.span.start) is not None


# ------------------------------------------------------------------ the passage


def _from_passage(scene: Scene, passage: Passage) -> Placing:
    """The place the passage is about; for a headline that names none, the place its text goes on to name."""
    if scene.sentence.kind in ("title", "heading"):
        below = passage.place_after(scene.sentence)
        if below is not None:
            return Placing((below,), "lead")
    before = passage.place_before(scene.sentence)
    return Placing((before,), "passage") if before is not None else Placing((), "none")
