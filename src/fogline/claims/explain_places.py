"""Why a claim is placed where it is: the step that found the place, other places, other places of the name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fogline.claims.explain_paths import path_to_words
from fogline.claims.grounds import Grounds
from fogline.claims.where import naming_speakers, place_unfit
from fogline.model.claim import Where
from fogline.model.explanation import Ground, Option
from fogline.model.mention import PlaceMention
from fogline.model.span import Span
from fogline.model.values import Place

_STEPS = {
    "argument": "named in the trigger's own arguments",
    "modifier": "named before the event noun",
    "patient": "named in what it is done to",
    "reference": "words of the sentence point back at it",
    "clause": "named in the trigger's clause",
    "demonym": "named by its people, whose ground it is",
    "governing clause": "named in the clause above",
    "sentence": "named nearest in the sentence",
    "lead": "the headline names none: the first one that the text below it names",
    "passage": "the sentence names none: the place that the passage is about",
    "none": "neither the sentence nor the passage names a place that it could be",
}
_ELSEWHERE = frozenset({"reference", "lead", "passage"})


def place_ground(grounds: Grounds, where: Where | None, namesakes: Mapping[Span, tuple[Option, ...]]) -> Ground:
    """Why the claim is placed at *where*; *namesakes* are other places of a name, by where it stands."""
    step = grounds.placing.step
    words = _words(grounds, where)
    same_name = namesakes.get(words, ()) if words else ()
    left_open = _left_open(grounds, namesakes)
    others = (*_other_mentions(grounds, where), *left_open, *_passage(grounds, where), *same_name)
    return Ground(
        "place",
        place_in_words(where.place) if where else None,
        _STEPS.get(step, step),
        because=tuple(_because(grounds, where, words)),
        path=path_to_words(grounds.scene, grounds.happening.head, where.span) if where else None,
        words=(words,) if words else (),
        others=others,
    )


def place_in_words(place: Place) -> str:
    """The place with its region, country and coordinates: "Izium, Kharkiv, UA (49.209, 37.248)"."""
    parts = (place.name, place.admin1 if place.admin1 != place.name else None, place.country)
    named = ", ".join(part for part in parts if part)
    if place.latitude is None or place.longitude is None:
        return f"{named} (not on the map)"
    return f"{named} ({place.latitude:.3f}, {place.longitude:.3f})"


def _words(grounds: Grounds, where: Where | None) -> Span | None:
    """Where the place is named: here, or in the sentence that it is taken over from."""
    if where is None or where.span is not None:
        return where.span if where else None
    here, mentions = grounds.scene.sentence, grounds.scene.mentions.places
    same = [m.span for m in mentions if m.place.name == where.place.name and m.text == where.text]
    before = [span for span in same if span.start < here.end]
    return before[-1] if before and grounds.placing.step != "lead" else (same[0] if same else None)


def _because(grounds: Grounds, where: Where | None, words: Span | None) -> Iterator[str]:
    mention = _mention_at(grounds, words)
    if where is not None and where.span is None and words is not None:
        yield f"taken over from “{_around(grounds, words)}”"
    if mention is not None and mention.reason and where is not None:
        yield f"“{mention.text}” resolved with score {where.place.score:.2f}: {mention.reason}"
    if len(grounds.placing.places) > 1:
        yield "the text coordinates several places: a claim for each"


def _mention_at(grounds: Grounds, words: Span | None) -> PlaceMention | None:
    return next((m for m in grounds.scene.mentions.places if m.span == words), None)


def _around(grounds: Grounds, words: Span) -> str:
    """The sentence that holds *words*, cut to what stands beside them."""
    text = grounds.scene.document.text
    start, end = max(0, words.start - 40), min(len(text), words.end + 40)
    return ("… " if start else "") + " ".join(text[start:end].split()) + (" …" if end < len(text) else "")


def _other_mentions(grounds: Grounds, where: Where | None) -> Iterator[Option]:
    """The other places that the sentence names, each with why it is not where the event was."""
    scene, happening = grounds.scene, grounds.happening
    barred = naming_speakers(scene, happening, scene.sources)
    taken = {placed.span for placed in grounds.placing.places}
    for mention in scene.places:
        if where is not None and (mention.span == where.span or mention.place == where.place):
            continue
        why = place_unfit(scene, happening, mention, barred)
        if why is None and mention.span in taken:
            why = "coordinated with it: has a claim of its own"
        yield Option(mention.text, why or _outranked(grounds), value=place_in_words(mention.place), span=mention.span)


def _left_open(grounds: Grounds, namesakes: Mapping[Span, tuple[Option, ...]]) -> Iterator[Option]:
    """Names of the sentence that may mean a place, but nothing said which."""
    known = {m.span for m in grounds.scene.places}
    for span, options in namesakes.items():
        if grounds.scene.sentence.span.covers(span) and span not in known:
            yield from options[:1]


def _outranked(grounds: Grounds) -> str:
    step = grounds.placing.step
    if step == "reference":
        return "the words that point back at another place stand nearer to the trigger"
    if step in _ELSEWHERE:
        return "a whole country: what the passage is about lies in it and says more"
    if step == "none":
        return "stands in a clause that tells of something else"
    return f"farther from the trigger than one {_STEPS.get(step, step)}"


def _passage(grounds: Grounds, where: Where | None) -> Iterator[Option]:
    """The place of the passage, where the sentence's own came first."""
    if grounds.placing.step in _ELSEWHERE:
        return
    before = grounds.passage_then().place_before(grounds.scene.sentence)
    if before is not None and before.place.name not in {placed.place.name for placed in grounds.placing.places}:
        tied = "such an event is not taken to be where the passage plays" if where is None else "the sentence names one"
        yield Option(before.text, f"the passage's place: {tied}", value=place_in_words(before.place))
