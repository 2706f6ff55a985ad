"""The part of the façade that writes a ledger out: exports, briefs, annotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from fogline.errors import UsageError
from fogline.export.redaction import NOTHING_REDACTED, Redaction
from fogline.facade.asking import Asking, by_any_name
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.store.base import ClaimFilter

if TYPE_CHECKING:
    from fogline.brief.writing import Written as WrittenBrief
    from fogline.export.annotations import Written
    from fogline.export.base import Material, What


class Giving(Asking):
    """What is made of a ledger for others; :class:`fogline.ledger.Ledger` is one."""

    def export(
        self,
        name: str,
        out: BinaryIO,
        where: ClaimFilter = ClaimFilter(),  # noqa: B008 - frozen
        *,
        what: What | None = None,
        on: date | None = None,
        redaction: Redaction = NOTHING_REDACTED,
    ) -> int:
        """Write what *where* asks for in format *name*; gives the number of rows.

        Args:
            name: one of the formats of :data:`fogline.export.formats.FORMATS`.
            out: where to write; it stays open.
            where: the claims meant; events and control are those that one of them tells of.
            what: what a row stands for, where the format leaves a choice; ``None``: what it is for.
            on: the day of ``control``; ``None``: whole histories.
            redaction: what to leave out, from :meth:`redaction`.

        Raises:
            UsageError: there is no such format, or it cannot write *what*.
        """
        from fogline.export.formats import get_format

        exporter = get_format(name)
        if what is not None and what not in exporter.offers:
            raise UsageError(f"{name} writes {' or '.join(exporter.offers)}, not {what}")
        return exporter.write(self.material(where, what=what, on=on, redaction=redaction), out)

    def material(
        self,
        where: ClaimFilter = ClaimFilter(),  # noqa: B008 - frozen
        *,
        what: What | None = None,
        on: date | None = None,
        redaction: Redaction = NOTHING_REDACTED,
    ) -> Material:
        """What exports and briefs are made from; the arguments are those of :meth:`export`."""
        from fogline.export.gather import material

        return material(self._store, by_any_name(where), what=what, on=on, redaction=redaction)

    def brief(
        self,
        where: ClaimFilter = ClaimFilter(),  # noqa: B008 - frozen
        *,
        title: str | None = None,
        least: float = 0.6,
        redaction: Redaction = NOTHING_REDACTED,
    ) -> WrittenBrief:
        """A situation brief of what *where* asks for.

        Claims less than *least* (0 to 1) likely to be read rightly are left out; *redaction* is as for :meth:`export`.
        """
        from fogline.brief.compose import compose, scope_of
        from fogline.brief.writing import Written as WrittenBrief

        since, until = (None if day is None else day.isoformat() for day in (where.since, where.until))
        made = compose(
            self.material(where, redaction=redaction),
            title=title or "Situation brief",
            scope=scope_of(where if redaction.coarsen_km is None else replace(where, place=None)),
            least=least,
            since=since,
            until=until,
        )
        return WrittenBrief(made)

    def redaction(self, *, coarsen_km: float | None = None, hide_names: bool = False) -> Redaction:
        """What to leave out of an export: see :func:`fogline.export.hiding.redaction_of`."""
        from fogline.export.hiding import redaction_of

        return redaction_of(self._store, coarsen_km=coarsen_km, hide_names=hide_names)

    def export_annotations(self, folder: Path, *, replace: bool = False) -> Written:
        """Write every document whose claims are all decided on as an annotation into *folder* (docs/annotating.md).

        An annotation holds the accepted and the corrected claims as they stand. Claims that nobody found are in none:
        add them by hand where recall is to be measured.

        Raises:
            UsageError: a file is there already and *replace* is not set, or it cannot be written.
        """
        from fogline.export.annotations import write_annotations

        unfinished: dict[str, int] = {}
        finished = self._finished(unfinished)
        written = write_annotations(finished, folder, replace=replace)
        written.unfinished = unfinished
        return written

    def _finished(self, unfinished: dict[str, int]) -> Iterator[tuple[Document, list[Claim]]]:
        """The documents that are wholly reviewed, with their claims; the others are counted in *unfinished*."""
        for document in self.documents():
            here = ClaimFilter(document=document.document_id)
            decided = list(self._store.claims(here))
            states = self._store.states(claim.claim_id for claim in self._store.claims(replace(here, reviewed="any")))
            left = sum(claim.claim_id not in states for claim in decided)
            if states and not left:
                yield document, decided
            elif states:
                unfinished[document.name] = left
