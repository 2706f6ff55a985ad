"""Explains one claim of a ledger: its document is read once more, and the decisions on the way are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from fogline.claims.explain import explain
from fogline.claims.extract import RuleExtractor
from fogline.claims.grounds import Grounds
from fogline.mentions.places.namesakes import find_namesakes
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.explanation import Explanation, Option
from fogline.model.review import Review, ReviewState, in_force
from fogline.model.span import Span
from fogline.pipeline import find_mentions, is_read, parse
from fogline.toolbox import Tools

_OF_THE_READING = frozenset({"extractor", "reasons", "confidence"})
"""Fields of a claim that tell of its reading, not of what it says."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A claim as the ledger has read it, with the explanation of how the installed Fogline reads it.

    ``same_reader``: the ledger's claims were read by this version, with this profile. ``explanation`` is ``None``
    where this version finds no such claim any more; ``changed`` names the fields that it reads otherwise.
    ``standing`` is the claim as people have corrected it (``stored`` itself where nobody has), ``state`` what they
    decided, and ``reviews`` are the decisions that stand.
    """

    document: Document
    stored: Claim
    explanation: Explanation | None
    same_reader: bool
    changed: tuple[str, ...] = ()
    standing: Claim | None = None
    state: ReviewState | None = None
    reviews: tuple[Review, ...] = ()

    def with_decisions(self, standing: Claim, state: ReviewState | None, reviews: Iterable[Review]) -> Explained:
        """The same, with what people made of the claim."""
        return replace(self, standing=standing, state=state, reviews=tuple(in_force(reviews)))


@dataclass(frozen=True, slots=True)
class _Reread:
    """A document's claims by id, each with its grounds, and the namesakes of the places that it names."""

    claims: dict[str, tuple[Claim, Grounds]]
    namesakes: dict[Span, tuple[Option, ...]]


def explain_claim(document: Document, claim: Claim, tools: Tools, *, same_reader: bool) -> Explained:
    """The explanation of *claim* of *document*, read with *tools*."""
    again = _read_again(_Key(document, tools))
    found = again.claims.get(claim.claim_id)
    if found is None:
        return Explained(document, claim, None, same_reader)
    explanation = explain(*found, namesakes=again.namesakes)
    return Explained(document, claim, explanation, same_reader, _changed(claim, found[0]))


@dataclass(frozen=True, slots=True, eq=False)
class _Key:
    """What a reading depends on; equal where text, day and tools are the same."""

    document: Document
    tools: Tools

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.tools is other.tools and self.document == other.document

    def __hash__(self) -> int:
        return hash(self.document.document_id)


@lru_cache(maxsize=1)
def _read_again(key: _Key) -> _Reread:
    """The last document is kept: several claims of one are often asked for together."""
    document, tools = key.document, key.tools
    if not is_read(document):
        return _Reread({}, {})
    profile = tools.profile_for(document)
    gazetteer = tools.gazetteers[profile.name]
    (sentences,) = parse([document], tools)
    mentions = find_mentions(document, sentences, gazetteer=gazetteer, profile=profile)
    claims = RuleExtractor().extract_with_grounds(document, mentions, profile=profile)
    namesakes = find_namesakes(document.text, sentences=sentences, gazetteer=gazetteer, profile=profile)
    return _Reread({claim.claim_id: (claim, grounds) for claim, grounds in claims}, namesakes)


def _changed(stored: Claim, found: Claim) -> tuple[str, ...]:
    """The fields that *found* reads otherwise than *stored*."""
    names = (f.name for f in fields(Claim) if f.name not in _OF_THE_READING)
    return tuple(name for name in names if getattr(stored, name) != getattr(found, name))
