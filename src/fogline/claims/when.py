"""When it happened: the time that its own clause gives, never the time somebody spoke."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from fogline.claims.happening import Happening
from fogline.claims.scene import Scene
from fogline.lexicon.loader import words
from fogline.model.claim import When
from fogline.model.mention import Attribution, TimeMention
from fogline.model.quick import quickly_made
from fogline.model.span import Span
from fogline.model.values import TimeValue

# Who says that a side holds a place says so of the day of speaking.
_HOLDS_WHEN_SAID = frozenset({"control"})
_ELSEWHERE = 3
TIME_STEPS = ("trigger", "clause", "governing clause", "sentence")
"""What a time's rank (:func:`time_rank`) is called."""
# What states do by announcing it.
_DONE_BY_SAYING = frozenset({"arms_transfer", "aid", "sanctions", "diplomacy", "annexation"})


@quickly_made
@dataclass(frozen=True, slots=True)
class Dating:
    """The time of one happening and the step that found it; ``when`` is ``None`` where nothing says so."""

    when: When | None
    step: str


def find_time(
    scene: Scene, happening: Happening, governing: tuple[Attribution, ...], *, when_said: bool = False
) -> Dating:
    """When *happening* took place, as far as its sentence says.

    *governing* are the attributions over it: a time that belongs to one of their cues is the time of speaking, which
    dates only what is done by speaking (*when_said*: a demand, an order).
    """
    holds = when_said or happens_when_said(scene, happening)
    usable = [m for m in scene.times if time_unfit(scene, m, governing, holds=holds) is None]
    ranked = sorted(
        (rank, abs(m.span.start - scene.tokens[happening.head].start), n)
        for n, m in enumerate(usable)
        if (rank := time_rank(scene, happening, m)) is not None and (rank < _ELSEWHERE or m.value.end is not None)
    )
    if not ranked:
        return Dating(None, "none")
    rank = ranked[0][0]
    mention = _narrowest(usable[ranked[0][2]], [usable[n] for r, _, n in ranked if r == rank])
    value = _joined(scene, mention)
    if _opens_a_stretch(scene, mention, happening):
        value = _since(value)
    return Dating(When(mention.text, value, mention.span), TIME_STEPS[rank])


def happens_when_said(scene: Scene, happening: Happening) -> bool:
    """Whether the time of speaking is that of *happening*: a state that holds, or what is done by saying so."""
    return happening.event_type in _HOLDS_WHEN_SAID or _is_done_by_saying(scene, happening)


def time_unfit(
    scene: Scene, mention: TimeMention, governing: tuple[Attribution, ...], *, holds: bool = False
) -> str | None:
    """Why the time *mention* cannot date what is said under *governing*, in words; ``None`` where it can.

    With *holds* the time of speaking counts, too.
    """
    if not mention.value.resolved:
        return "no day of the calendar follows from it"
    if _measures_something_else(scene, mention):
        return "compares or measures, or names what is commemorated"
    if not holds and _is_time_of_speaking(scene, mention, governing):
        return "is when it was said, not when it happened"
    return None


def _is_a_quality(mention: TimeMention) -> bool:
    """Whether the time only says what something is like: "a three-day summit", "a months-long siege"."""
    return mention.type == "DURATION" and not mention.value.resolved and " " not in mention.text


def _is_done_by_saying(scene: Scene, happening: Happening) -> bool:
    """Whether the event is the speaking, or what is announced: "pressed for arms", "announced sanctions on Monday"."""
    token = scene.tokens[happening.head]
    if any(cue.start <= token.start and token.end <= cue.end for a in scene.attributing for cue in a.cue):
        return True
    return (
        happening.event_type in _DONE_BY_SAYING
        and token.dep == "obj"
        and scene.lemma(token.head) in words("when", "announcing")
    )


def has_time_of_its_own(scene: Scene, governing: tuple[Attribution, ...]) -> bool:
    """Whether the sentence gives some time beside that of speaking, or words that reach beyond one day.

    What such a sentence tells did not happen at the time told before it.
    """
    if any(not _is_a_quality(m) and not _is_time_of_speaking(scene, m, governing) for m in scene.times):
        return True
    return _holds_any(scene, _beyond_a_day()) and _that_reaches().search(scene.folded()) is not None


@cache
def _beyond_a_day() -> tuple[str, ...]:
    return tuple(words("when", "beyond_a_day"))


@cache
def _that_reaches() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _beyond_a_day()))})\b")


def points_at_the_day(scene: Scene) -> bool:
    """Whether the sentence says that it goes on telling of the same day: "earlier in the day", "that evening"."""
    return _holds_any(scene, _OF_A_DAY) and _THAT_DAY.search(scene.text(scene.sentence.span)) is not None


_OF_A_DAY = (
    *("later", "earlier", "that same ", "the same "),
    *("that day", "that morning", "that afternoon", "that evening", "that night"),
)
_THAT_DAY = re.compile(
    r"\b(?:(?:earlier|later) (?:in the|that|the same) (?:day|morning|afternoon|evening|night)|"
    r"that (?:same )?(?:day|morning|afternoon|evening|night)|the same (?:day|morning|afternoon|evening|night)|"
    r"(?:minutes|hours) (?:later|earlier))\b",
    re.IGNORECASE,
)


def points_at_a_time(scene: Scene) -> bool:
    """Whether the sentence points at a time told before: "during that time", "in the same period"."""
    return _holds_any(scene, _OF_A_TIME) and _THAT_TIME.search(scene.text(scene.sentence.span)) is not None


def _holds_any(scene: Scene, some: tuple[str, ...]) -> bool:
    """Whether *some* of what a pattern needs stands in the sentence: asked first, for it costs much less."""
    text = scene.folded()
    for one in some:  # noqa: SIM110 - a generator costs as much as the answer
        if one in text:
            return True
    return False


_OF_A_TIME = ("time", "period", "span", "stretch")
_THAT_TIME = re.compile(
    r"\b(?:during|in|over|within) (?:that|this|the same) (?:time|period|span|stretch)\b", re.IGNORECASE
)


def _measures_something_else(scene: Scene, mention: TimeMention) -> bool:
    """Whether the words compare or measure: "than any previous year", "four months after it fell"."""
    text, span = scene.document.text, mention.span
    if _COMPARED.search(text, max(0, span.start - 30), span.start):
        return True
    if _LENGTH.search(mention.text) and _MEASURED_FROM.match(text, span.end):
        return True
    at = scene.tree.head_of_span(span)
    above = () if at is None else scene.tree.ancestors(at)
    return any(scene.lemma(i) in words("when", "commemorations") for i in above)


_COMPARED = re.compile(r"\bthan (?:in |on |at |any |the |during )*\Z", re.IGNORECASE)
_LENGTH = re.compile(r"\b(?:hour|day|week|month|year)s?\Z", re.IGNORECASE)
_MEASURED_FROM = re.compile(r"\s+(?:after|before|into)\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|,?\s*and|,?\s*or)\s*(?:on\s+)?", re.IGNORECASE)


def _narrowest(first: TimeMention, others: list[TimeMention]) -> TimeMention:
    """The one of *others* that lies within *first* and says more than it ("this year … in May"), else *first*."""
    inside = [m for m in others if m is not first and _lies_within(m.value, first.value)]
    return min(inside, key=lambda m: m.span.start) if inside else first


def _lies_within(one: TimeValue, other: TimeValue) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return other.start <= one.start and one.end <= other.end and (one.start, one.end) != (other.start, other.end)


def _joined(scene: Scene, mention: TimeMention) -> TimeValue:
    """The value of *mention*, with the days that follow on it in one list: "on Friday and Saturday"."""
    ordered = sorted((m for m in scene.times if m.value.start and m.value.end), key=lambda m: m.span)
    if mention not in ordered:
        return mention.value
    low = high = ordered.index(mention)
    while low > 0 and _follow(scene, ordered[low - 1], ordered[low]):
        low -= 1
    while high + 1 < len(ordered) and _follow(scene, ordered[high], ordered[high + 1]):
        high += 1
    if low == high:
        return mention.value
    start, end = ordered[low].value.start, ordered[high].value.end
    edtf = f"{start.isoformat()}/{end.isoformat()}" if start and end else None
    return replace(mention.value, timex3=None, edtf=edtf, start=start, end=end)


def _follow(scene: Scene, left: TimeMention, right: TimeMention) -> bool:
    """Whether *right* is the day after *left* and listed with it."""
    between = scene.document.text[left.span.end : right.span.start]
    if left.value.end is None or right.value.start is None or not _AND.fullmatch(between):
        return False
    return (right.value.start - left.value.end).days == 1


def _is_time_of_speaking(scene: Scene, mention: TimeMention, governing: tuple[Attribution, ...]) -> bool:
    """Whether *mention* stands at a cue of speech rather than at what is said."""
    if _leads_what_is_said(scene, mention):
        return False
    innermost = [a for a in scene.attributed if a.covers(mention.span)]
    if innermost:
        if governing and governing[0] in innermost:
            return False
        return not governing and False
    for attribution in scene.attributing:
        if any(_beside(scene, cue, mention.span, both=True) for cue in attribution.cue):
            return True
        if any(_beside(scene, source, mention.span, both=False) for source in attribution.source):
            return True
    at = scene.tree.head_of_span(mention.span)
    cues = {i for a in governing for span in a.cue for i in scene.tree.tokens_in(span)}
    return at is not None and scene.tokens[at].head in cues


def _leads_what_is_said(scene: Scene, mention: TimeMention) -> bool:
    """Whether the time opens a statement that a speaker only interrupts: "On Monday, it said, shells fell"."""
    if not _leads_the_sentence(scene, mention):
        return False
    text = scene.document.text
    for attribution in scene.attributing:
        parts = sorted((*attribution.source, *attribution.cue))
        if parts and scene.sentence.span.covers(parts[0]) and text[mention.span.end : parts[0].start].strip() == ",":
            return text[parts[-1].end : parts[-1].end + 1] == ","
    return False


def _beside(scene: Scene, anchor: Span, time: Span, *, both: bool) -> bool:
    """Whether *time* stands right behind *anchor*, or with *both* right before it, in this sentence."""
    if not scene.sentence.span.covers(anchor) or anchor.overlaps(time):
        return False
    text = scene.document.text
    if anchor.end <= time.start:
        return text[anchor.end : time.start].strip().lower() in words("when", "between")
    return both and not text[time.end : anchor.start].strip()


def time_rank(scene: Scene, happening: Happening, mention: TimeMention) -> int | None:
    """How near *mention* hangs to the trigger: 0 on it, 1 in its clause, 2 above, 3 elsewhere; ``None``: another's."""
    at = scene.tree.head_of_span(mention.span)
    if at is None:
        return None
    governor = _governor(scene, at)
    own = {happening.head, happening.frame.carrier}
    if _begins_it(scene, happening, governor) or _is_taken_up(scene, happening, mention):
        return 0
    if governor in own or (at in scene.tree.subtree(happening.head) and governor == happening.head):
        return 0
    above = scene.tree.ancestors(happening.head)
    if governor in above[:1]:
        return 1
    if governor in above:
        return 2
    if at in scene.tree.subtree(happening.head) and not _in_other_event(scene, at, happening.head):
        return 1
    if _shared_with_outcome(scene, happening, governor, mention):
        return 1
    apart = _leads_the_sentence(scene, mention) or _closes_the_sentence(scene, mention)
    return 3 if apart or not _in_clause_of_its_own(scene, at, happening) else None


def _shared_with_outcome(scene: Scene, happening: Happening, verb: int, mention: TimeMention) -> bool:
    """Whether the time stands between the trigger and a participle that tells what came of it: "stormed the village
    overnight, killing six"."""
    token = scene.tokens[verb]
    outcome = token.tag == "VBG" and token.dep in ("acl", "advcl") and not scene.tree.children(verb, "nsubj", "mark")
    marked = any(mention.span.overlaps(scene.tokens[m].span) for m in scene.tree.children(verb, "mark"))
    if not outcome and not (token.tag == "VBG" and token.dep in ("acl", "advcl") and marked):
        return False
    at = scene.tokens[happening.head].start
    return verb in scene.tree.subtree(happening.head) and at < mention.span.start < token.start


def _begins_it(scene: Scene, happening: Happening, governor: int) -> bool:
    """Whether the time dates the verb that says when the event began or was: "the offensive that began in May"."""
    token = scene.tokens[governor]
    if not token.dep.startswith("acl") or scene.lemma(governor) not in words("when", "aspectual"):
        return False
    return token.head in (happening.head, scene.tokens[happening.head].head)


def _is_taken_up(scene: Scene, happening: Happening, mention: TimeMention) -> bool:
    """Whether the trigger's clause takes the time up: "late in May, when the town fell"."""
    start = scene.tokens[happening.head].start
    if start < mention.span.end or not _TAKEN_UP.match(scene.document.text, mention.span.end):
        return False
    return not any(mention.span.end <= m.span.start < start for m in scene.times)


_TAKEN_UP = re.compile(r",?\s+(?:when|(?:during|in|on)\s+which)\b", re.IGNORECASE)


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
    for above in scene.tree.ancestors(at):
        if above in own:
            break
        if scene.case(above) == "since":
            return True
    return any(
        scene.tokens[above].dep == "advcl" and _marked_since(scene, above) and above not in own
        for above in scene.tree.ancestors(at)
    )


def _marked_since(scene: Scene, i: int) -> bool:
    return any(scene.tokens[m].lower == "since" for m in scene.tree.children(i, "mark"))


def _runs_alongside(scene: Scene, clause: int) -> bool:
    """Whether a clause tells what went on at the same time: "when they left on Monday", "as it began"."""
    return any(scene.tokens[m].lower in ("when", "while", "as") for m in scene.tree.children(clause, "mark", "advmod"))


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
        if token.dep in ("acl:relcl", "advcl", "acl", "parataxis") and token.pos == "VERB" and _is_finite(scene, here):
            shared = _marked_since(scene, here) or _runs_alongside(scene, here)
            return not (token.dep == "advcl" and shared and token.head in above)
        here = scene.tokens[here].head
    return False


def _is_finite(scene: Scene, verb: int) -> bool:
    """Whether the clause of *verb* stands by itself: a participle ("led by rebels on Monday") shares its time."""
    if scene.tokens[verb].dep == "acl:relcl":
        return True
    return bool(scene.tree.children(verb, "nsubj", "nsubj:pass", "mark", "aux", "aux:pass"))


def within_reach(value: TimeValue, published: date | None) -> TimeValue:
    """*value* for what is still to come: a deadline ("by May") opens on the day of publication, not before."""
    if value.start is not None or value.end is None or published is None or published > value.end:
        return value
    edtf = f"{published.isoformat()}/{value.end.isoformat()}"
    return replace(value, timex3=None, edtf=edtf, start=published)


def _closes_the_sentence(scene: Scene, mention: TimeMention) -> bool:
    """Whether the date is set off at the sentence's end, as behind an address: "took Raqqa, Syria, May 3, 2016."."""
    text, sentence = scene.document.text, scene.sentence.span
    alone = not text[mention.span.end : sentence.end].strip(" .")
    return alone and mention.type == "DATE" and text[sentence.start : mention.span.start].rstrip().endswith(",")


def _leads_the_sentence(scene: Scene, mention: TimeMention) -> bool:
    return mention.span.start - scene.sentence.start <= 12
