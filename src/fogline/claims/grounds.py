"""What was decided on the way to a claim, kept so that it can be explained."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.claims.factuality import Factuality
from fogline.claims.grouping import Told
from fogline.claims.happening import Happening
from fogline.claims.passage import Passage
from fogline.claims.scene import Scene
from fogline.claims.when import Dating
from fogline.claims.where import Placing
from fogline.model.mention import Attribution
from fogline.model.profile import Profile
from fogline.model.quick import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class Grounds:
    """The decisions behind the claims of one happening, as the steps of this stage took them.

    ``passage`` grows while the document is read; of it ``told_before`` entries had been noted. ``governing`` are the
    attributions over the trigger, innermost first, ``attribution`` the one whose speaker makes the claim.
    """

    scene: Scene
    told: Told
    passage: Passage
    told_before: int
    profile: Profile
    governing: tuple[Attribution, ...]
    attribution: Attribution | None
    factuality: Factuality
    placing: Placing
    dating: Dating

    @property
    def happening(self) -> Happening:
        """The event, by its trigger."""
        return self.told.happening

    def passage_then(self) -> Passage:
        """The passage as it was when the claim was read."""
        return self.passage.as_of(self.told_before)
