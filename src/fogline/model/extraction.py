"""What one reading of a document yields, as it is stored."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.mention import Mentions


@dataclass(frozen=True, slots=True)
class Extraction:
    """Extractor ``extractor`` read a document under conflict profile ``profile`` and found these mentions and claims.

    ``extractor`` is ``name@version``; ``profile`` is the profile's ``name@version``. A document in a language that is
    not read yet has neither mentions nor claims, and is kept all the same.
    """

    document: Document
    mentions: Mentions
    claims: tuple[Claim, ...]
    extractor: str
    profile: str
