"""When it happened: the time that its own clause gives, never the time somebody spoke."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.claims.happenings import Happening
from fogline.claims.scene import Scene
from fogline.model.claim import When
from fogline.model.mention import Attribution, TimeMention

# Between a verb of speech and the time of speaking stand at most these: "said on Friday", "said late on Friday".
_BETWEEN = frozenset(
    {"", "on", "late", "early", "in", "at", "late on", "early on", "again", "again on", "earlier", ","}
)


@dataclass(frozen=True, slots=True)
class Dating:
    """The time of one happening and the step that found it; ``when`` is ``None`` where nothing says so."""

    when: When | None
    step: str


def find_time(scene: Scene, happening: Happening, governing: tuple[Attribution, ...]) -> Dating:
    """When *happening* took place, as far as its sentence says.

    *governing* are the attributions over it: a time that belongs to one of their cues is the time of speaking.
    """
    usable = [m for m in scene.times if m.value.resolved and not _is_time_of_speaking(scene, m, governing)]
    ranked = sorted(
        (rank, abs(m.span.start - scene.tokens[happening.head].start), n)
        for n, m in enumerate(usable)
        if (rank := _rank(scene, happening, m)) is not None
    )
    if not ranked:
        return Dating(None, "none")
    rank, _, n = ranked[0]
    mention = usable[n]
    return Dating(
        When(mention.text, mention.value, mention.span), ("trigger", "clause", "governing clause", "sentence")[rank]
    )


def _is_time_of_speaking(scene: Scene, mention: TimeMention, governing: tuple[Attribution, ...]) -> bool:
    """Whether *mention* stands at a cue of speech rather than at what is said."""
    if any(a.covers(mention.span) for a in scene.mentions.attributions):
        innermost = [a for a in scene.mentions.attributions if a.covers(mention.span)]
        if governing and governing[0] in innermost:
            return False
        return not governing and False
    text = scene.document.text
    for attribution in scene.mentions.attributions:
        if not any(scene.sentence.span.covers(cue) for cue in attribution.cue):
            continue
        for anchor in (*attribution.cue, *attribution.source):
            low, high = sorted((anchor, mention.span))
            if low.overlaps(high) or text[low.end : high.start].strip().lower() in _BETWEEN:
                return True
    at = scene.tree.head_of_span(mention.span)
    cues = {i for a in governing for span in a.cue for i in scene.tree.tokens_in(span)}
    return at is not None and scene.tokens[at].head in cues


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
    return 3 if _leads_the_sentence(scene, mention) else None


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


def _leads_the_sentence(scene: Scene, mention: TimeMention) -> bool:
    return mention.span.start - scene.sentence.start <= 12
