"""Why a claim is affirmed or denied, happened or planned, stated or hedged: words that say so, and words passed by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from fogline.claims.grounds import Grounds
from fogline.lexicon.loader import table
from fogline.model.claim import Claim, Cue, CueKind
from fogline.model.explanation import Ground, Option
from fogline.model.span import Span

_FIELDS: tuple[CueKind, ...] = ("polarity", "modality", "certainty")
_FIELD_OF: dict[str, CueKind] = {
    "denied": "polarity",
    "hedged": "certainty",
    "planned": "modality",
    "expected": "modality",
    "requested": "modality",
}
_GROUPS = ("verbs", "nouns", "adjectives", "adverbs", "auxiliaries")
_GROUP_OF_POS = {"VERB": "verbs", "NOUN": "nouns", "ADJ": "adjectives", "ADV": "adverbs", "AUX": "auxiliaries"}
_UNMARKED = {
    "polarity": "no word on the way up from the trigger denies it",
    "certainty": "no word on the way up from the trigger hedges it",
}


def factuality_grounds(grounds: Grounds, claim: Claim) -> Iterator[Ground]:
    """A ground each for polarity, modality and certainty."""
    values = {"polarity": claim.polarity, "modality": claim.modality, "certainty": claim.certainty}
    for field in _FIELDS:
        cues = tuple(cue for cue in claim.cues if cue.kind == field)
        yield Ground(
            field,
            values[field],
            "; ".join(_effect(grounds, cue) for cue in cues) or _unmarked(field, claim),
            words=tuple(cue.span for cue in cues),
            others=tuple(_passed_by(grounds, field, {cue.span for cue in claim.cues})),
        )


def _effect(grounds: Grounds, cue: Cue) -> str:
    """What the list says of the cue's word; the verb of speech itself where the stance of the attribution gave it."""
    if any(span == cue.span for a in grounds.governing for span in a.cue):
        return f"“{cue.text}” itself says so of what is said"
    tokens = grounds.scene.tree.tokens_in(cue.span)
    lemma = grounds.scene.lemma(tokens[0]) if tokens else cue.text.lower()
    found = [(g, e) for g in _GROUPS for word in (cue.text.lower(), lemma) for e in _effects(g).get(word, ())]
    listed = next((f" ({group}: {effect})" for group, effect in found if _fits(effect, cue.kind)), "")
    return f"“{cue.text}” governs it{listed}"


def _fits(effect: str, kind: CueKind) -> bool:
    return _FIELD_OF.get(effect.partition("_")[0], "modality") == kind


def _unmarked(field: str, claim: Claim) -> str:
    if field != "modality":
        return _UNMARKED[field]
    if claim.modality == "ongoing":
        return "a state, or told in the progressive; no word puts it off"
    return "told as a fact: no word puts it off"


def _passed_by(grounds: Grounds, field: CueKind, taken: set[Span]) -> Iterator[Option]:
    """Words of the sentence that could have had a say, but bear on something else."""
    scene = grounds.scene
    for i, token in enumerate(scene.tokens):
        group = _GROUP_OF_POS.get(token.pos)
        if group is None or i in grounds.happening.trigger or any(span.covers(token.span) for span in taken):
            continue
        effects = (*_effects(group).get(token.lower, ()), *_effects(group).get(scene.lemma(i), ()))
        effect = next((e for e in effects if _FIELD_OF.get(e) == field), None)
        if effect is not None:
            yield Option(token.text, "bears on other words than the trigger", value=effect, span=token.span)


@cache
def _effects(group: str) -> dict[str, tuple[str, ...]]:
    """Word → its effects, for one group of the list."""
    found: dict[str, tuple[str, ...]] = {}
    for effect, words in table("factuality")[group].items():
        for word in str(words).split():
            found[word] = (*found.get(word, ()), effect)
    return found
