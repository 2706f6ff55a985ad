"""Statements about one place to the spells they add up to.

On each day on which something is told, the latest word of each voice counts: of either side, and of those without a
side. Where these name one holder, it holds the place; where they name several, it is contested; where they only say who
does not hold it, nobody knows. A word counts for :data:`MEMORY_DAYS` against a newer one of another voice: what a side
said months ago does not contest what is said now. Nor does it contest a change of hands told of a later day: that the
town was theirs last week, and was taken this week, can both be true.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from fogline.model.control import CONTESTED, UNKNOWN, ControlBasis, Spell, Statement

MEMORY_DAYS = 30

ANSWERED_DAYS = 3
"""A change of hands leaves standing what another voice said of who has the place within these days before it; older
words, and older changes of hands, it does not contradict: both can be true."""


def spells_of(statements: Sequence[Statement]) -> tuple[Spell, ...]:
    """The spells that *statements* (in the order of days) add up to; partial ones only contest it.

    Only the plain ones among them make a spell, end one or contest it. The word of a side that is not so plain backs
    the spell that it agrees with.
    """
    spells = _plainly([one for one in statements if one.plain])
    rest = [one for one in statements if not one.plain and one.whole and one.holds and one.speaker is not None]
    return tuple(_backed(spell, rest) for spell in spells)


def _backed(spell: Spell, statements: Iterable[Statement]) -> Spell:
    """*spell* with those of *statements* that give the place to its holder in its time, or soon after it was told."""
    last = spell.until or spell.last_told + timedelta(days=MEMORY_DAYS)
    agree = [one for one in statements if one.party == spell.holder and spell.since <= one.day <= last]
    if not agree:
        return spell
    return replace(
        spell,
        basis=_stronger(spell.basis, _basis(agree, spell.holder)),
        last_told=max(spell.last_told, *(one.day for one in agree)),
        claims=tuple(dict.fromkeys((*spell.claims, *(one.claim_id for one in agree)))),
    )


def _plainly(statements: Sequence[Statement]) -> tuple[Spell, ...]:
    found: list[Spell] = []
    for day in sorted({statement.day for statement in statements}):
        state = _state([one for one in statements if one.day <= day])
        if state is None:
            continue
        holder, basis, claims = state
        last = found[-1] if found else None
        if last is not None and last.holder == holder:
            stronger = _stronger(last.basis, basis)
            found[-1] = Spell(holder, stronger, last.since, None, day, tuple(dict.fromkeys(last.claims + claims)))
            continue
        if last is not None:
            found[-1] = Spell(last.holder, last.basis, last.since, day - timedelta(days=1), last.last_told, last.claims)
        found.append(Spell(holder, basis, day, None, day, claims))
    return tuple(found)


def _state(told: Sequence[Statement]) -> tuple[str, ControlBasis | None, tuple[str, ...]] | None:
    """Who holds it by all that is *told* so far, on what basis, and the claims that say so."""
    latest = _latest(told)
    whole = [one for one in latest if one.whole]
    holders = sorted({one.party for one in whole if one.holds})
    partial = [one for one in latest if not one.whole and one.holds and one.party not in holders]
    claims = tuple(dict.fromkeys(one.claim_id for one in latest))
    if not holders:
        return (UNKNOWN, None, claims) if whole else None  # of who has a part, nothing follows for the whole
    disputed = len(holders) > 1 or any(not one.holds and one.party in holders for one in whole)
    if disputed or partial:
        return CONTESTED, None, claims
    saying = [one for one in whole if one.holds and one.party == holders[0]]
    return holders[0], _basis(saying, holders[0]), tuple(dict.fromkeys(one.claim_id for one in saying))


def _latest(told: Sequence[Statement]) -> list[Statement]:
    """Each voice's words of the last day it spoke of the place, if that is not too long ago; facts outlast claims.

    A voice is a side, or those without one. What a side concedes stands until it says otherwise.
    """
    newest = max(one.day for one in told)
    found: list[Statement] = []
    for voice in sorted({one.speaker or "" for one in told}):
        own = [one for one in told if (one.speaker or "") == voice]
        last = max(one.day for one in own)
        if (newest - last).days <= MEMORY_DAYS:
            found.extend(one for one in own if one.day == last)
    return _settled(_not_overtaken(found))


def _not_overtaken(found: list[Statement]) -> list[Statement]:
    """*found* without the words of another holder that a later change of hands overtakes."""
    changes = [one for one in found if one.change and one.whole and one.holds]
    if not changes:
        return found
    turn = max(one.day for one in changes)
    holders = {one.party for one in changes if one.day == turn}

    def stands(one: Statement) -> bool:
        if one.holds and one.party in holders:
            return True
        return one.day >= turn - timedelta(days=0 if one.change else ANSWERED_DAYS)

    return [one for one in found if stands(one)]


def _settled(found: list[Statement]) -> list[Statement]:
    """A word that another voice's newer one answers with the other side's consent gives way.

    Where the side that held it has since conceded, its enemy's silence or an outlet's older word contests nothing.
    """
    conceded = [one for one in found if one.conceded and one.whole and one.holds]
    if not conceded:
        return found
    turn = max(one.day for one in conceded)
    holder = {one.party for one in conceded if one.day == turn}
    return [one for one in found if one.day >= turn or one.party in holder]


def _basis(saying: Iterable[Statement], holder: str) -> ControlBasis:
    said = list(saying)
    if any(one.verified for one in said):
        return "verified"
    conceded = any(one.conceded for one in said)
    if conceded and any(one.speaker == holder for one in said):
        return "cross_party"
    return "conceded" if conceded else "claimed"


def _stronger(one: ControlBasis | None, other: ControlBasis | None) -> ControlBasis | None:
    """The stronger of two bases; a concession and the holder's own word are both sides'."""
    if {one, other} == {"claimed", "conceded"}:
        return "cross_party"
    order: tuple[ControlBasis | None, ...] = (None, "claimed", "conceded", "cross_party", "verified")
    return max(one, other, key=order.index)
