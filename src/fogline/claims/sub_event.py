"""Which of a type's ACLED sub-events the words of a happening call for."""

from __future__ import annotations

from collections.abc import Iterable

from fogline.claims.happening import Happening
from fogline.claims.scene import Scene
from fogline.codebook.sub_events import SubEventRule, sub_event_rules
from fogline.model.claim import Claim

_BY = frozenset({"with", "by", "of", "using", "between"})
"""Prepositions that lead from an attack to its means, or from a fight to those who fight."""


def find_sub_event(scene: Scene, happening: Happening, *, told_as_fact: bool) -> SubEventRule | None:
    """The first rule of the type of *happening* that its words meet, ``None`` where none does.

    *told_as_fact*: it is said to have happened or to go on, not planned, feared or denied.
    """
    rules = sub_event_rules().get(happening.event_type)
    if not rules:
        return None
    words = _Words(scene, happening)
    for rule in rules:
        if (told_as_fact or not rule.told_as_fact) and words.meet(rule):
            return rule
    return None


def is_told_as_fact(claim: Claim) -> bool:
    """Whether *claim* says that something happened or goes on, not that it was planned, feared or did not."""
    return claim.polarity == "affirmed" and claim.modality in ("occurred", "ongoing")


def called_for_by(scene: Scene, happening: Happening, rule: SubEventRule) -> str:
    """The words that meet *rule*, for people to read."""
    words = _Words(scene, happening)
    if rule.sentence is not None and (found := rule.sentence.search(words.sentence)):
        return found[0]
    met = (rule.trigger & words.trigger) | (rule.around & words.around) | (rule.patient & words.patient)
    return ", ".join(sorted(met))


class _Words:
    """The words of a happening that rules look at, each set found when it is first asked for."""

    def __init__(self, scene: Scene, happening: Happening) -> None:
        self._scene = scene
        self._happening = happening
        self._trigger: set[str] | None = None
        self._patient: set[str] | None = None
        self._around: set[str] | None = None
        self.sentence: str = scene.text(scene.sentence.span)
        """The whole sentence."""

    def meet(self, rule: SubEventRule) -> bool:
        """Whether every condition of *rule* holds of them."""
        return (
            not (rule.trigger and rule.trigger.isdisjoint(self.trigger))
            and not (rule.patient and rule.patient.isdisjoint(self.patient))
            and not (rule.around and rule.around.isdisjoint(self.around))
            and not (rule.not_around and not rule.not_around.isdisjoint(self.around))
            and (not rule.stems or self._holds_any(rule.stems))
            and (rule.sentence is None or rule.sentence.search(self.sentence) is not None)
            and (rule.not_sentence is None or rule.not_sentence.search(self.sentence) is None)
        )

    def _holds_any(self, stems: tuple[str, ...]) -> bool:
        """Whether one of *stems* stands somewhere in the sentence."""
        text = self._scene.folded()
        for stem in stems:  # noqa: SIM110 - a generator costs as much as the answer
            if stem in text:
                return True
        return False

    @property
    def trigger(self) -> set[str]:
        """Forms and lemmas of the trigger."""
        if self._trigger is None:
            self._trigger = self._forms(self._happening.trigger)
        return self._trigger

    @property
    def patient(self) -> set[str]:
        """Forms and lemmas of what it is done to."""
        if self._patient is None:
            self._patient = self._forms([self._scene.counted(head) for head in self._happening.patients])
        return self._patient

    @property
    def around(self) -> set[str]:
        """Forms and lemmas of the trigger, its arguments and means, and of what modifies each."""
        if self._around is None:
            scene, found = self._scene, set[str]()
            for i in self._heads():
                found.add(scene.lemma(i))
                found.add(scene.tokens[i].lower)
                found.update(scene.modifiers(i))
            self._around = found
        return self._around

    def _forms(self, tokens: Iterable[int]) -> set[str]:
        return {word for i in tokens for word in (self._scene.lemma(i), self._scene.tokens[i].lower)}

    def _heads(self) -> set[int]:
        """The trigger's tokens and the heads of what it is done by, with and to."""
        scene, happening = self._scene, self._happening
        frame = happening.frame
        found = {*happening.trigger, *frame.modifiers}
        for some in (happening.agents, happening.patients, frame.agents, frame.patients):
            found.update([scene.counted(i) for i in some])
        found.update([scene.counted(noun) for prep, noun in frame.obliques if prep in _BY])
        for verb in (*scene.tree.children(happening.head, "advcl"), frame.carrier):
            if verb is not None and scene.lemma(verb) == "use":
                found.update(scene.tree.children(verb, "obj"))  # "attacked them using gas", "used gas in an attack"
        return found
