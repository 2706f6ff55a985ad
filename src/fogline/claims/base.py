"""The seam of this stage: something that reads claims out of a document and its mentions."""

from __future__ import annotations

from typing import Protocol

from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.mention import Mentions
from fogline.model.profile import Profile


class ClaimExtractor(Protocol):
    """Reads the claims a document makes.

    ``version`` is ``name@version`` and changes whenever the claims it yields may change.
    """

    @property
    def version(self) -> str:
        """Name and version, as kept with every claim."""
        ...

    def extract(self, document: Document, mentions: Mentions, *, profile: Profile) -> tuple[Claim, ...]:
        """The claims of *document*, in the order of their triggers; every span verbatim in its text."""
        ...
