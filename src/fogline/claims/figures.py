"""Figures of a claim: how many, of what, on whose side."""

from __future__ import annotations

from fogline.claims.breakdowns import is_base_of_another, is_part_of_another, is_set_apart, outgrown
from fogline.claims.happening import Happening
from fogline.claims.measures import PEOPLE, fate_at, measure_of
from fogline.claims.scene import Scene
from fogline.claims.singles import others, single_people
from fogline.model.claim import Quantity
from fogline.model.mention import QuantityMention

# Events that befall people: who does them is not counted among them, nor is anybody who lives where they happen.
_BEFALLING = frozenset({"casualties", "displacement", "detention", "abuse"})


def find_quantities(scene: Scene, happening: Happening, coordinated: tuple[int, ...] = ()) -> tuple[Quantity, ...]:
    """The figures that belong to *happening*, in text order.

    *coordinated* are the heads of triggers told in the same breath ("13 killed and 39 wounded"): their figures are
    this claim's, too. Figures that only break down another ("including three children") are left out; a single
    person without a number ("a nurse was killed") is one.
    """
    heads = (happening.head, *coordinated)
    found: list[Quantity] = []
    for mention in scene.quantities:
        part = is_part_of_another(scene, mention) and not _counts(scene, mention, happening.head)
        if part or is_base_of_another(scene, mention):
            continue
        for head in heads if len(heads) == 1 else sorted(heads, key=lambda h: _distance(scene, mention, h)):
            measure = _measure(scene, happening, mention, head)
            if measure:
                found.append(_quantity(scene, mention, measure))
                break
    found.extend(single_people(scene, happening))
    found.extend(others(scene, happening, heads))
    return tuple(sorted(found, key=lambda q: q.span)) if len(found) > 1 else tuple(found)


def _counts(scene: Scene, mention: QuantityMention, noun: int) -> bool:
    """Whether the figure hangs on *noun* itself: "including a $550m tranche"."""
    at = scene.tree.head_of_span(mention.span)
    return at is not None and scene.tokens[at].head == noun != at


def _distance(scene: Scene, mention: QuantityMention, head: int) -> int:
    """0 where the trigger *head* tells the figure's own fate ("39 wounded"), 1 where one hangs on the other, else 2."""
    at = scene.tree.head_of_span(mention.span)
    if at is None:
        return 2
    noun = _counted_token(scene, mention, at)
    if (
        scene.tokens[head].head in (at, noun)
        or head in (noun, scene.tokens[at].head)
        or head == fate_at(scene, mention)
    ):
        return 0
    return 1 if head == scene.tokens[noun].head else 2


def _measure(scene: Scene, happening: Happening, mention: QuantityMention, head: int) -> str | None:
    before = outgrown(scene, mention)
    at = scene.tree.head_of_span((before or mention).span)
    if at is None or (happening.event_type == "casualties" and is_set_apart(scene, mention, head)):
        return None
    noun = at if before else _counted_token(scene, mention, at)
    fate = fate_at(scene, mention)
    if happening.event_type == "casualties" and fate is not None and _is_event_of(scene, fate):
        belongs = fate == head or fate in happening.trigger or _in_one_breath(scene, fate, head)
    else:
        belongs = _belongs(scene, happening, noun, at, head)
    return measure_of(scene, happening, mention, noun, head) if belongs else None


def _in_one_breath(scene: Scene, fate: int, head: int) -> bool:
    """Whether the fate hangs on the trigger or is coordinated with it: "two dead and ten wounded"."""
    if scene.tokens[fate].head == head or fate in scene.tree.conjuncts(head):
        return True
    between = scene.tokens[min(fate, head) + 1 : max(fate, head)]
    return any(t.pos == "CCONJ" for t in between) and all(t.pos in ("CCONJ", "NUM", "ADV", "PUNCT") for t in between)


def _is_event_of(scene: Scene, fate: int) -> bool:
    """Whether the fate at token *fate* is told of the figure and is no adjective of a noun behind it."""
    return scene.tokens[fate].dep not in ("amod", "compound")


def _counted_token(scene: Scene, mention: QuantityMention, at: int) -> int:
    """The noun that the figure counts, or the figure itself where it stands alone."""
    if mention.counted_span is not None:
        head = scene.tree.head_of_span(mention.counted_span)
        if head is not None:
            named = scene.tokens[head]
            return named.head if named.dep in ("compound", "nmod:desc") else head
    token = scene.tokens[at]
    return token.head if token.dep in ("nummod", "compound", "amod") else at


def _belongs(scene: Scene, happening: Happening, noun: int, at: int, head: int) -> bool:
    """Whether the figure stands in an argument of the trigger *head*, or counts the trigger itself."""
    agents = {*happening.agents, *(scene.counted(a) for a in happening.agents)}
    if happening.event_type in ("casualties", "abuse") and {noun, at} & agents:
        return False
    if head in (noun, at) or scene.tokens[head].head in (noun, at):
        return True
    if _is_some_of(scene, at, head):
        return True
    if any(_is_said_of(scene, happening, i, head) for i in (at, noun)):
        return True
    if head in (scene.tokens[at].head, scene.tokens[noun].head):
        return not _is_aside(scene, happening, noun)
    if head != happening.head:
        return noun in scene.tree.subtree(head) and _clear_path(scene, happening, noun, head)
    arguments = {*happening.patients, *agents}
    if {noun, at} & ({scene.counted(a) for a in arguments} | arguments):
        return True
    obliques = {n for _, n in happening.frame.obliques}
    if noun in obliques and happening.event_type in ("advance", "retreat", "capture", "shelling", "air_strike"):
        return True
    return noun in scene.tree.subtree(head) and _clear_path(scene, happening, noun, head)


def _is_some_of(scene: Scene, at: int, head: int) -> bool:
    """Whether the figure counts some of those whom the participle *head* tells of: "six of those killed"."""
    of = scene.tokens[head].head
    token = scene.tokens[of]
    told = token.lower in ("those", "people", "victims") and scene.tokens[head].dep in ("acl", "acl:relcl")
    return told and token.head == at != of and scene.case(of) == "of"


def _is_said_of(scene: Scene, happening: Happening, at: int, head: int) -> bool:
    """Whether a verb ties figure and trigger: "the toll rose to 45", "two were confirmed dead", "sent £5m in aid"."""
    verb = scene.tokens[head].head
    rises = happening.event_type == "casualties" and scene.tokens[head].dep == "nsubj"
    if rises and verb == at - 2 and scene.tokens[at - 1].lower in ("to", "at"):
        return True
    if verb == head or scene.tokens[at].head != verb or scene.tokens[verb].pos != "VERB":
        return False
    link = (scene.tokens[head].dep, scene.tokens[at].dep)
    if happening.event_type in ("casualties", "displacement"):
        return link == ("xcomp", "nsubj:pass") or (
            link in (("nsubj", "obl"), ("obj", "obl")) and scene.case(at) in ("to", "at", "from")
        )
    return happening.event_type in ("aid", "arms_transfer") and link in _GIVEN_IN and scene.case(head) == "in"


_GIVEN_IN = frozenset({("obl", "obj"), ("obl", "obl"), ("obl", "obl:unmarked")})


def _is_aside(scene: Scene, happening: Happening, noun: int) -> bool:
    """Whether the noun is a condition of the event, or a place or doer of one that befalls people."""
    case = scene.case(noun)
    if case in ("with", "despite", "without"):
        return True
    return happening.event_type in _BEFALLING and scene.tokens[noun].dep.startswith("obl") and case in _ASIDE


_ASIDE = frozenset({"in", "by", "near", "at", "on", "from", "after", "during", "since", "than", "including", "among"})


def _clear_path(scene: Scene, happening: Happening, low: int, high: int) -> bool:
    """Whether no other verb stands between *low* and *high*, no long chain of nouns, and no place or doer."""
    for steps, above in enumerate((low, *scene.tree.ancestors(low))):
        if above == high:
            return steps <= 3
        if scene.tokens[above].pos == "VERB":
            return False
        if happening.event_type in _BEFALLING and scene.case(above) in _ASIDE:
            return False
    return False


def _quantity(scene: Scene, mention: QuantityMention, measure: str) -> Quantity:
    return Quantity(
        text=mention.text,
        measure=measure,
        span=mention.span,
        unit="people" if measure in PEOPLE - {"troops", "people"} else mention.unit or mention.counted,
        low=mention.amount.low,
        best=mention.amount.best,
        high=mention.amount.high,
        approximate=mention.amount.approximate,
        rate=mention.rate,
        of=scene.text(mention.counted_span) if mention.counted_span else None,
    )
