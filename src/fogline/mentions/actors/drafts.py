"""What a mention of an actor is read as, before the document's mentions are brought together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from fogline.model.profile import KnownActor
from fogline.model.values import ActorKind

Form = Literal["name", "description", "demonym", "pronoun"]


@dataclass(slots=True)
class Draft:
    """One mention on its own: offsets, the head token, and what its words say.

    ``noun`` is the lemma of the noun of role, force or body that describes the actor. ``key`` identifies the actor
    where its words do so by themselves. ``owner`` is the possessive pronoun before it ("its troops"); for that and for
    pronouns, ``subjects_above`` says where the subjects of the clauses around begin, the nearest first. A
    ``tentative`` draft stands only if other mentions bear it out. ``nearby`` is the country (``nearby_party`` its
    party) of the places that the sentence tells of, for officials whose own words do not say whose they are.
    ``partner`` is the draft that it stands in apposition to.
    """

    start: int
    end: int
    sentence: int
    head: int
    head_start: int
    head_end: int
    form: Form
    name: str
    noun: str | None = None
    kind: ActorKind | None = None
    role: str | None = None
    organisation: str | None = None
    party: str | None = None
    country: str | None = None
    known: KnownActor | None = None
    person: bool = False
    plural: bool = False
    definite: bool = False
    subject: bool = False
    speaks: bool = False
    tentative: bool = False
    nearby: str | None = None
    nearby_party: str | None = None
    owner: str | None = None
    subjects_above: tuple[int, ...] = ()
    key: tuple[str, ...] | None = None
    partner: Draft | None = None
    entity: int = -1


class Side(NamedTuple):
    """Where an actor belongs as far as its own words say."""

    party: str | None = None
    country: str | None = None
    organisation: str | None = None
