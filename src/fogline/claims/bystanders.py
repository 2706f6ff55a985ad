"""Places that a sentence names without saying that something happens there."""

from __future__ import annotations

import re

from fogline.claims.happening import Happening
from fogline.claims.scene import Scene
from fogline.lexicon.loader import words
from fogline.model.mention import PlaceMention
from fogline.model.values import Place

_WATER = ("SEA", "OCN", "GULF", "BAY", "STM", "LK", "STRT")
_RIVER = "STM"
_LEFT = frozenset({"retreat", "displacement", "deployment", "abuse", "detention"})
LAUNCHED = frozenset({"shelling", "air_strike", "attack"})
"""Events whose "from" tells where the fire comes from."""


def can_be_scene(scene: Scene, mention: PlaceMention) -> bool:
    """Whether a mention can be a scene: a location, or a name before a noun ("the Kherson offensive", "Kyiv flats").

    The name of a person's office or of a body ("the Luhansk governor") is none, nor is one glued to another word
    ("UK-based"), nor a river, which is everywhere along its course.
    """
    if scene.document.text[mention.span.end : mention.span.end + 1] == "-" or mention.place.feature_code == _RIVER:
        return False
    if _is_dateline(scene, mention) or _says_whose(scene, mention):
        return False
    if mention.use != "modifier":
        return mention.use == "location"
    if (mention.place.feature_code or "").startswith(_WATER):
        return False  # "the Black Sea port" is not at sea
    if _ends_name(scene, mention):
        return False
    head = scene.tree.head_of_span(mention.span)
    if head is None or scene.tokens[head].head == head:
        return True
    classes = scene.classes(scene.tokens[head].head)
    return bool(classes & {"site", "territory", "place_noun"}) or not classes & {"person", "force", "official"}


_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}|[A-Z]{2,3}")
_BEFORE_NOUN = frozenset({"compound", "amod", "nmod:desc"})


def _says_whose(scene: Scene, mention: PlaceMention) -> bool:
    """Whether a country's initials stand before a noun and say whose it is: "a U.S. base in Syria"."""
    if not _INITIALS.fullmatch(mention.text) or not names_country(mention):
        return False
    head = scene.tree.head_of_span(mention.span)
    return head is not None and scene.tokens[head].dep in _BEFORE_NOUN and scene.tokens[head].head > head


# What stands before the place in the name of a body: "Al-Qaeda in X", "the Islamic State of X and the Y".
_LINK = re.compile(r" (?:of|in|and)(?: the)? \Z")


def _ends_name(scene: Scene, mention: PlaceMention) -> bool:
    """Whether the place only ends the name of a body or armed group."""
    text, start = scene.document.text, mention.span.start
    around = [a.span for a in scene.actors if a.form == "name" and a.span.start < start and a.span.covers(mention.span)]
    return any(_LINK.search(text, span.start, start) is not None for span in around)


_DATELINE_TAIL = re.compile(r"(?:, [\w. ]{2,25})?,? ?(?:\([\w /.]{2,25}\))? ?[—–-]{1,2} ")


def _is_dateline(scene: Scene, mention: PlaceMention) -> bool:
    """Whether the name opens the sentence to say where it was written ("HOMS, Syria (Agency) - Rebels …")."""
    text, start = scene.document.text, mention.span.start
    if start - scene.sentence.start > 1:
        return False
    return text[start : mention.span.end].isupper() and _DATELINE_TAIL.match(text, mention.span.end) is not None


def takes_part(scene: Scene, happening: Happening, mention: PlaceMention) -> bool:
    """Whether the place acts or suffers as a side, or only tells where somebody or something comes from."""
    head = _place_head(scene, mention)
    if head is None:
        return False
    if head in happening.agents:
        return happening.event_type != "annexation" or names_country(mention)
    above = scene.lemma(scene.tokens[head].head)
    if scene.case(head) == "to" and above in words("where", "handing_over"):
        return True
    if names_country(mention) and scene.tokens[head].dep == "obj" and above in words("where", "opposing"):
        return True
    if head in happening.patients and names_country(mention) and happening.sense.obj_is != "place":
        return happening.event_type == "casualties"
    if (
        names_country(mention)
        and scene.tokens[head].dep == "nmod:poss"
        and scene.tokens[head].head in happening.patients
    ):
        return not scene.classes(scene.tokens[head].head) & {"site", "territory", "place_noun"}
    if is_set_apart(scene, head) or (is_felt_at(scene, head) and scene.tokens[head].head != happening.head):
        return True
    if happening.event_type == "casualties" and _is_led_to(scene, head):
        return True
    if happening.event_type in LAUNCHED and scene.case(head) in ("over", "above") and _carries_fire(scene, head):
        return True
    if scene.case(_first_conjunct(scene, head)) != "from":
        return False
    if happening.event_type == "annexation":
        return True  # what declares its independence from a country is the scene
    if scene.tokens[scene.tokens[head].head].pos == "VERB" and scene.tokens[head].head != happening.head:
        return happening.event_type not in _LEFT and above not in words("where", "expelling")
    whose = scene.tokens[head].head
    if words("where", "expelling") & {scene.lemma(scene.tokens[whose].head), scene.lemma(max(whose - 1, 0))}:
        return False
    return happening.event_type in LAUNCHED or bool(scene.classes(whose) & {"person", "force"})


_CARE = re.compile(r"\bto (?:[\w-]+ ){0,3}(?:hospitals?|clinics?|doctors) (?:in|at|of) (?:[\w-]+ ){0,3}\Z")


def _is_led_to(scene: Scene, head: int) -> bool:
    """Whether somebody is brought to the place: the hospital of the wounded is not where they were hit."""
    above = scene.tokens[head].head
    start = scene.tokens[head].start
    if _CARE.search(scene.document.text, max(0, start - 60), start):
        return True
    return scene.case(head) == "to" or (scene.tokens[head].dep == "nmod" and scene.case(above) == "to")


def _carries_fire(scene: Scene, head: int) -> bool:
    """Whether aircraft are over the place: they fire from there ("launched by bombers over X")."""
    above = scene.tokens[head].head
    return "means_air" in scene.classes(above) or scene.lemma(above) == "fly"


def _place_head(scene: Scene, mention: PlaceMention) -> int | None:
    """The token by which the place hangs in its sentence: that of its type word where one follows ("the X region")."""
    head = scene.tree.head_of_span(mention.span)
    if head is not None and scene.tokens[head].dep in ("compound", "nmod:desc", "flat"):
        above = scene.tokens[head].head
        return above if "place_noun" in scene.classes(above) else head
    return head


def _first_conjunct(scene: Scene, i: int) -> int:
    while scene.tokens[i].dep == "conj" and scene.tokens[i].head != i:
        i = scene.tokens[i].head
    return i


def is_set_apart(scene: Scene, head: int) -> bool:
    """Whether the sentence turns away from the place: "away from X", "apart from X", "unlike in X"."""
    above = head
    for _ in range(2):
        if scene.case(above).startswith(("apart", "away", "aside", "unlike")):
            return True
        above = scene.tokens[above].head
        if scene.tokens[above].lower in ("away", "apart", "aside", "unlike", "far"):
            return True
    return False


def is_felt_at(scene: Scene, head: int) -> bool:
    """Whether somebody at the place fears or thinks it ("fears in X"), or somebody there is addressed ("accuse X")."""
    above = scene.tokens[head].head
    if scene.tokens[head].dep.startswith("obl") and scene.lemma(above) in words("where", "speaking"):
        return True
    if scene.lemma(above) in words("where", "addressing") and scene.tokens[head].dep in ("obj", "iobj"):
        return True
    nouns = words("where", "feelings")
    if scene.tokens[head].dep == "nmod":
        return scene.lemma(above) in nouns
    felt = scene.tree.children(above, "nsubj", "obj")
    return scene.case(head) in ("in", "across", "among") and any(scene.lemma(n) in nouns for n in felt)


def names_country(m: PlaceMention) -> bool:
    """Whether *m* names a whole country, not a part of one ("southern X")."""
    return (m.place.feature_code or "").startswith("PCL") and not is_part(m.place)


def is_part(place: Place) -> bool:
    """Whether *place* is the part of a larger one that lies in some direction."""
    return place.name.split(" ")[0].lower() in words("place_words", "directions")


def is_aside(scene: Scene, m: PlaceMention) -> bool:
    """Whether the sentence turns away from the place, or only tells what is felt there."""
    head = _place_head(scene, m)
    return head is not None and (is_set_apart(scene, head) or is_felt_at(scene, head))
