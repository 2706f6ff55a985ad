"""What one reading of a document yields, as it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.mention import Mentions
from fogline.model.quick import sent_by_arguments


@sent_by_arguments
@dataclass(frozen=True, slots=True)
class Extraction:
    """What one extractor, reading with one profile, found in one document.

    ``extractor`` (``name@version``) and ``profile`` (whatever string names the profile setting and its version) are
    compared as they are: a document is read again when either differs from what is stored. A document in a language
    that is not read yet has neither mentions nor claims, and is kept all the same.

    Raises:
        ValueError: a claim belongs to another document, or two claims share an id.
    """

    document: Document
    mentions: Mentions
    claims: tuple[Claim, ...]
    extractor: str
    profile: str

    def __post_init__(self) -> None:
        if any(claim.document_id != self.document.document_id for claim in self.claims):
            raise ValueError(f"{self.document.name}: a claim belongs to another document")
        if len({claim.claim_id for claim in self.claims}) != len(self.claims):
            raise ValueError(f"{self.document.name}: two claims share an id")
