"""Why a claim is dated as it is, and which other times could have dated it."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.claims.explain_paths import path_to_words
from fogline.claims.grounds import Grounds
from fogline.claims.when import TIME_STEPS, happens_when_said, time_rank, time_unfit
from fogline.model.claim import Claim, When
from fogline.model.explanation import Ground, Option
from fogline.model.mention import TimeMention
from fogline.model.values import TimeValue

_STEPS = {
    "trigger": "hangs on the trigger",
    "clause": "stands in the trigger's clause",
    "governing clause": "stands in the clause above",
    "sentence": "stands in the sentence, in no clause of its own",
    "passage": "the sentence goes on telling of the passage's time",
    "none": "the words do not say when",
}
_BASIS = {
    "absolute": "a date by itself",
    "anchored": "counted from the day of publication, or a day told before",
    "unanchored": "counted from a day that is not known",
}


def time_ground(grounds: Grounds, claim: Claim) -> Ground:
    """Why the claim is dated by its time, and why by no other time of the sentence or passage."""
    when, step = claim.time, grounds.dating.step
    return Ground(
        "time",
        time_in_words(when.value) if when else None,
        _STEPS.get(step, step),
        because=tuple(_because(grounds, when)),
        path=path_to_words(grounds.scene, grounds.happening.head, when.span) if when else None,
        words=(when.span,) if when and when.span else (),
        others=(*_other_mentions(grounds, when), *_passage(grounds, claim), *_published(grounds, when)),
    )


def time_in_words(value: TimeValue) -> str:
    """The days of *value*: "2022-06-24", "2022-06-01 to 2022-06-24", "since 2022-06-01", or the TIMEX3 value."""
    if value.start is None and value.end is None:
        return value.timex3 or "a time that no day follows from"
    if value.start == value.end:
        return str(value.start)
    if value.end is None:
        return f"since {value.start}"
    return f"until {value.end}" if value.start is None else f"{value.start} to {value.end}"


def _because(grounds: Grounds, when: When | None) -> Iterator[str]:
    if when is None:
        return
    if when.span is None:
        yield f"taken over from “{when.text}” of an earlier claim"
    mention = next((m for m in grounds.scene.times if m.span == when.span), None)
    if mention is not None:
        yield f"“{mention.text}”: {_BASIS[mention.basis]}"
        if mention.value != when.value:
            yield "joined with the days beside it, or cut to what is still to come"


def _other_mentions(grounds: Grounds, when: When | None) -> Iterator[Option]:
    for mention in grounds.scene.times:
        if when is None or mention.span != when.span:
            why = _why_not(grounds, mention, found=when is not None)
            yield Option(mention.text, why, value=time_in_words(mention.value), span=mention.span)


def _why_not(grounds: Grounds, mention: TimeMention, *, found: bool) -> str:
    scene, happening = grounds.scene, grounds.happening
    unfit = time_unfit(scene, mention, grounds.governing, holds=happens_when_said(scene, happening))
    if unfit is not None:
        return unfit
    rank = time_rank(scene, happening, mention)
    if rank is None:
        return "dates another clause"
    if found:
        return f"{_STEPS[TIME_STEPS[rank]]}: another one is nearer, or says more"
    return "an open stretch elsewhere in the sentence dates nothing"


def _passage(grounds: Grounds, claim: Claim) -> Iterator[Option]:
    """The passage's time, where it was not taken over."""
    own = grounds.placing.places[0] if grounds.placing.places else None
    before = grounds.passage_then().time_before(grounds.scene.sentence, own)
    if before is None or grounds.dating.step == "passage":
        return
    if claim.time is not None:
        why = "the sentence gives its own"
    elif claim.modality not in ("occurred", "ongoing"):
        why = "what has not happened yet is not dated by what has"
    else:
        why = "the sentence speaks of another time, or of how things stand"
    yield Option(before.text, f"the passage's time: {why}", value=time_in_words(before.value))


def _published(grounds: Grounds, when: When | None) -> Iterator[Option]:
    published = grounds.scene.document.published
    if published is not None and when is None:
        yield Option(str(published), "the day of publication is when it was told, not when it happened")
