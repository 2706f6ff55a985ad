"""When it happened: the time that its own clause gives, never the time somebody spoke."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fogline.claims.happening import Happening
from fogline.claims.scene import Scene
from fogline.lexicon.loader import words
from fogline.model.claim import When
from fogline.model.mention import Attribution, TimeMention
from fogline.model.span import Span
from fogline.model.values import TimeValue

# Who says that a side holds a place says so of the day of speaking.
_HOLDS_WHEN_SAID = frozenset({"control"})


@dataclass(frozen=True, slots=True)
class Dating:
    """The time of one happening and the step that found it; ``when`` is ``None`` where nothing says so."""

    when: When | None
    step: str


def find_time(scene: Scene, happening: Happening, governing: tuple[Attribution, ...]) -> Dating:
    """When *happening* took place, as far as its sentence says.

    *governing* are the attributions over it: a time that belongs to one of their cues is the time of speaking.
    """
    holds = happening.event_type in _HOLDS_WHEN_SAID
    usable = [m for m in scene.times if m.value.resolved and (holds or not _is_time_of_speaking(scene, m, governing))]
    ranked = sorted(
        (rank, abs(m.span.start - scene.tokens[happening.head].start), n)
        for n, m in enumerate(usable)
        if (rank := _rank(scene, happening, m)) is not None
    )
    if not ranked:
        return Dating(None, "none")
    rank, _, n = ranked[0]
    mention = usable[n]
    value = _since(mention.value) if _opens_a_stretch(scene, mention, happening) else mention.value
    return Dating(When(mention.text, value, mention.span), ("trigger", "clause", "governing clause", "sentence")[rank])


def _is_time_of_speaking(scene: Scene, mention: TimeMention, governing: tuple[Attribution, ...]) -> bool:
    """Whether *mention* stands at a cue of speech rather than at what is said."""
    if any(a.covers(mention.span) for a in scene.mentions.attributions):
        innermost = [a for a in scene.mentions.attributions if a.covers(mention.span)]
        if governing and governing[0] in innermost:
            return False
        return not governing and False
    for attribution in scene.mentions.attributions:
        if any(_beside(scene, cue, mention.span, both=True) for cue in attribution.cue):
            return True
        if any(_beside(scene, source, mention.span, both=False) for source in attribution.source):
            return True
    at = scene.tree.head_of_span(mention.span)
    cues = {i for a in governing for span in a.cue for i in scene.tree.tokens_in(span)}
    return at is not None and scene.tokens[at].head in cues


def _beside(scene: Scene, anchor: Span, time: Span, *, both: bool) -> bool:
    """Whether *time* stands right behind *anchor*, or with *both* right before it, in this sentence."""
    if not scene.sentence.span.covers(anchor) or anchor.overlaps(time):
        return False
    text = scene.document.text
    if anchor.end <= time.start:
        return text[anchor.end : time.start].strip().lower() in words("when", "between")
    return both and not text[time.end : anchor.start].strip()


def _rank(scene: Scene, happening: Happening, mention: TimeMention) -> int | None:
    """How near *mention* hangs to the trigger: 0 on it, 1 in its clause, 2 above, 3 elsewhere; ``None``: another's."""
    at = scene.tree.head_of_span(mention.span)
    if at is None:
        return None
    governor = _governor(scene, at)
    own = {happening.head, happening.frame.carrier}
    if governor in own or (at in scene.tree.subtree(happening.head) and governor == happening.head):
        return 0
    above = scene.tree.ancestors(happening.head)
    if governor in above[:1]:
        return 1
    if governor in above:
        return 2
    if at in scene.tree.subtree(happening.head) and not _in_other_event(scene, at, happening.head):
        return 1
    return 3 if _leads_the_sentence(scene, mention) or not _in_clause_of_its_own(scene, at, happening) else None


def _governor(scene: Scene, at: int) -> int:
    here = scene.tokens[at].head
    while scene.tokens[here].head != here and scene.tokens[here].pos not in ("VERB", "NOUN", "AUX", "ADJ"):
        here = scene.tokens[here].head
    return here


def _in_other_event(scene: Scene, at: int, head: int) -> bool:
    """Whether a verb stands between *at* and *head*: the time is that verb's."""
    for above in scene.tree.ancestors(at):
        if above == head:
            return False
        if scene.tokens[above].pos == "VERB":
            return True
    return True


def _opens_a_stretch(scene: Scene, mention: TimeMention, happening: Happening) -> bool:
    """Whether *mention* dates a clause with "since" beside the trigger, so that the trigger's time begins with it."""
    at = scene.tree.head_of_span(mention.span)
    if at is None:
        return False
    own = {happening.head, *scene.tree.ancestors(happening.head)}
    return any(
        scene.tokens[above].dep == "advcl" and _marked_since(scene, above) and above not in own
        for above in scene.tree.ancestors(at)
    )


def _marked_since(scene: Scene, i: int) -> bool:
    return any(scene.tokens[m].lower == "since" for m in scene.tree.children(i, "mark"))


def _since(value: TimeValue) -> TimeValue:
    """The stretch that *value* opens and nothing closes."""
    if value.start is None:
        return value
    return replace(value, timex3=None, edtf=f"{value.start.isoformat()}/..", end=None)


def _in_clause_of_its_own(scene: Scene, at: int, happening: Happening) -> bool:
    """Whether the time *at* stands in a clause set apart from the trigger's: relative, "since", "after"."""
    above = {happening.head, *scene.tree.ancestors(happening.head)}
    here = at
    while scene.tokens[here].head != here and here not in above:
        token = scene.tokens[here]
        if token.dep in ("acl:relcl", "advcl", "acl", "parataxis") and token.pos == "VERB":
            return not (token.dep == "advcl" and _marked_since(scene, here) and token.head in above)
        here = scene.tokens[here].head
    return False


def _leads_the_sentence(scene: Scene, mention: TimeMention) -> bool:
    return mention.span.start - scene.sentence.start <= 12
