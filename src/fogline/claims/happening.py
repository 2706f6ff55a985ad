"""One event told by one trigger."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.claims.frames import Frame
from fogline.claims.triggers import Sense
from fogline.model.quick import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class Happening:
    """One event told by one trigger, before it is placed, dated and attributed.

    ``trigger`` holds token indexes, ``agents`` and ``patients`` heads of noun phrases; ``places`` heads that the
    trigger's sense says are where it happened; ``rule`` names the lexicon entry and ``nominal`` tells event nouns
    from verbs.
    """

    trigger: tuple[int, ...]
    event_type: str
    frame: Frame
    sense: Sense
    rule: str
    agents: tuple[int, ...] = ()
    patients: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    nominal: bool = False

    @property
    def head(self) -> int:
        """The trigger's main token."""
        return self.frame.head
