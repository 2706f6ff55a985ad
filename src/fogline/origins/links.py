"""What shared words say about two documents: copies, an abridgement, one agency's copy, or a passage in common.

Background paragraphs travel between articles for months, and an outlet's footers stand under all it prints: neither
makes two articles one report. Documents are joined only where what they share holds the *news* (the lead of the
shorter one), nearly half of both or nearly all of it, and where they did not appear weeks apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import compress

import numpy as np

from fogline.model.document import Document
from fogline.model.origin import Link, LinkKind
from fogline.origins.likeness import Alike, Likeness, alike_shingles, likeness, most_in_one
from fogline.origins.prints import Prints, prints_of, words_before

LEAD_WORDS = 60
"""Words after the title in which an article tells its news."""

LEAD_SHARED = 0.5
"""The part of the shorter document's lead that both must have for the two to be one report."""

COPY = 0.8
"""From this share of both on, two texts are one: what differs is a headline, a by-line, some words."""

ABRIDGED = 0.5
"""From this share of the shorter one on, it is cut down from the longer one, or both from a third."""

WORKED_OVER, LEAST_WORKED_OVER = 0.45, 50
"""From this share of both on, and so many words, small changes included, two outlets printed one text, be it under
leads of their own: of 14 such pairs among 2,607 articles 13 are agency copy, statements or speeches both printed."""

SAME_WIRE = 0.25
"""From this share of the shorter one on, two texts credited to one agency are its copy, worked over."""

DAYS_APART = 7
"""A report is reprinted within a week; the same words later are background."""

PASSAGE_WORDS = 25
"""From this many shared words on, near each other, two texts have a passage in common."""


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """What of a document is compared: its prints, where its body begins (in words), its day, outlet and agency."""

    prints: Prints
    body: int
    published: date | None = None
    outlet: str | None = None
    wire: str | None = None

    @property
    def document_id(self) -> str:
        """The document's id."""
        return self.prints.document_id


def candidate_of(document: Document) -> Candidate:
    """What of *document* is compared."""
    prints = prints_of(document.document_id, document.text)
    body = words_before(document.text, document.title_end)
    return Candidate(prints, body, document.published, document.outlet, document.wire_credit)


def link_of(one: Candidate, other: Candidate, *, screened: bool = False) -> Link | None:
    """How two documents hang together; ``None`` where they share no passage.

    A pair is *screened* that :func:`fogline.origins.screen.may_be_linked` has let through, which knows as much.
    """
    first, second = sorted((one, other), key=lambda candidate: candidate.document_id)
    alike = alike_shingles(first.prints, second.prints)
    if not screened and not _may_be_linked(first, second, alike):
        return None
    found = likeness(first.prints, second.prints, alike)
    passages = [count >= PASSAGE_WORDS for count in found.words]
    shorter_is_first = len(first.prints) <= len(second.prints)
    share, of_longer = (found.of_first, found.of_second) if shorter_is_first else (found.of_second, found.of_first)
    kind = _kind(first, second, found, share, of_longer)
    if kind is None and not any(passages):
        return None
    kept = [True] * len(passages) if kind else passages
    said = f"{share:.0%} of the shorter text and {of_longer:.0%} of the longer one are the same words"
    if kind in ("abridgement", "wire"):
        said += ", the lead among them" if _tells_the_news(first, second, found) else ", under leads of their own"
    return Link(
        first.document_id,
        second.document_id,
        kind or "passage",
        round(share, 3),
        round(of_longer, 3),
        tuple(compress(found.stretches, kept)),
        _reason(kind or "passage", said, _agency(first, second), sum(compress(found.words, kept))),
    )


def _may_be_linked(first: Candidate, second: Candidate, alike: Alike) -> bool:
    """Whether they can share a passage, or so much of the shorter one as a link takes."""
    longest, all_ = most_in_one(alike)
    return longest >= PASSAGE_WORDS or all_ >= SAME_WIRE * min(len(first.prints), len(second.prints))


def _kind(first: Candidate, second: Candidate, found: Likeness, share: float, of_longer: float) -> LinkKind | None:
    if min(share, of_longer) >= COPY and _near(first, second):
        return "copy"
    if not _near(first, second):
        return None
    one_outlet = _one_outlet(first, second)
    if not one_outlet and found.worked_over >= WORKED_OVER and sum(found.words) >= LEAST_WORKED_OVER:
        return "abridgement"
    if not _tells_the_news(first, second, found):
        return None
    if share >= (COPY if one_outlet else ABRIDGED):
        return "abridgement"
    return "wire" if share >= SAME_WIRE and _agency(first, second) else None


def _one_outlet(first: Candidate, second: Candidate) -> bool:
    """Whether one outlet printed both: its daily reports follow a form, and its updates repeat their background."""
    return first.outlet is not None and first.outlet == second.outlet


def _agency(first: Candidate, second: Candidate) -> str | None:
    """The agency whose copy both are: credited in both, or credited in one and the outlet of the other."""
    if first.wire is not None and first.wire in (second.wire, second.outlet):
        return first.wire
    return second.wire if second.wire is not None and second.wire == first.outlet else None


def _near(first: Candidate, second: Candidate) -> bool:
    if first.published is None or second.published is None:
        return True
    return abs((first.published - second.published).days) <= DAYS_APART


def _tells_the_news(first: Candidate, second: Candidate, found: Likeness) -> bool:
    shorter, shared = (first, found.first) if len(first.prints) <= len(second.prints) else (second, found.second)
    lead = shared[shorter.body : shorter.body + LEAD_WORDS]
    return bool(len(lead)) and int(np.count_nonzero(lead)) >= LEAD_SHARED * len(lead)


def _reason(kind: LinkKind, shared: str, agency: str | None, words: int) -> str:
    return {
        "copy": f"copies: {shared}",
        "abridgement": f"one is cut down from the other, or both from a third: {shared}",
        "wire": f"both are {agency} copy: {shared}",
        "passage": f"{words} words in common ({shared}); the rest, or the news, differs",
    }[kind]
