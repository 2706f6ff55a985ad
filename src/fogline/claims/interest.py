"""Whether a speaker says something that their own side would rather not have so."""

from __future__ import annotations

from fogline.model.profile import Profile

# Events that are bad for their agent, and those that are bad for their patient.
_BAD_FOR_AGENT = frozenset({"retreat", "abuse"})
_BAD_FOR_PATIENT = frozenset({"casualties", "equipment_loss", "capture", "siege", "damage", "detention"})
# Events that are good for their agent, hence bad for the agent's enemies.
_GOOD_FOR_AGENT = frozenset({"capture", "advance", "hold", "control", "arms_transfer"})


def against_interest(
    speaker_party: str | None,
    event_type: str,
    *,
    agent_party: str | None,
    patient_party: str | None,
    affirmed: bool,
    profile: Profile,
    told_as_fact: bool = True,
) -> bool:
    """Whether a speaker of *speaker_party* concedes something.

    True for one's own retreat and crimes, planned ones included, and for one's own losses and the other side's gains
    where they are *told_as_fact*: to say that the enemy means to take a town concedes nothing. Nor do denials, and
    where a party is unknown nothing is concluded.
    """
    if speaker_party is None or not affirmed:
        return False
    if event_type in _BAD_FOR_AGENT and agent_party == speaker_party:
        return True
    if not told_as_fact:
        return False
    if event_type in _BAD_FOR_PATIENT and patient_party == speaker_party:
        # Blaming the enemy for one's losses is no concession; admitting them without doing so is.
        return event_type in ("casualties", "equipment_loss", "capture") and agent_party in (None, speaker_party)
    return event_type in _GOOD_FOR_AGENT and agent_party in profile.enemies_of(speaker_party)
