"""The façade: one ledger, opened, added to, asked and exported.

What only some methods need (reading articles, scoring, formats) is imported in them: who asks should not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self, TypeVar

from fogline.config import Settings
from fogline.errors import ExtractionFailed, UsageError
from fogline.export.base import Material, What
from fogline.export.derived import disagreement_record
from fogline.export.hiding import redaction_of
from fogline.export.record import Record, record_of
from fogline.export.redaction import NOTHING_REDACTED, Redaction
from fogline.ingest.intake import Input, Intake
from fogline.model.claim import Claim
from fogline.model.control import History
from fogline.model.disagreement import Disagreement
from fogline.model.document import Document
from fogline.model.event import Event
from fogline.model.extraction import Extraction
from fogline.model.ids import document_id, sha256_of
from fogline.model.mention import Mentions
from fogline.reviewing import decide
from fogline.reviewing.decide import Reviewed
from fogline.reviewing.facade import Reviewing
from fogline.reviewing.queue import Entry, queue
from fogline.store.base import ClaimFilter, Counts, Store
from fogline.store.derived import DisagreementFilter, EventFilter
from fogline.store.sql import open_store
from fogline.toolbox import place_ids, tools_for
from fogline.views import control
from fogline.views.sources import Sources, sources

if TYPE_CHECKING:
    from fogline.brief.writing import Written as WrittenBrief
    from fogline.building import BuildReport, Progress, read_documents
    from fogline.derivation.derive import Step
    from fogline.evaluate.errors import Error
    from fogline.evaluate.gold import GoldDocument
    from fogline.evaluate.scores import Figures
    from fogline.explaining import Explained
    from fogline.export.annotations import Written

T = TypeVar("T")
F = TypeVar("F", ClaimFilter, EventFilter, DisagreementFilter)

SHOWN_IDS = 4
"""Ids named where the beginning of one fits several."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says: its document, mentions and claims, with no ledger at all."""

    document: Document
    mentions: Mentions
    claims: tuple[Claim, ...]

    def records(self) -> list[Record]:
        """The claims as public records."""
        return [record_of(self.document, claim) for claim in self.claims]


def read(text: str, *, title: str | None = None, published: date | None = None, profile: str = "generic") -> Reading:
    """Read one *text*, keeping nothing.

    Args:
        text: the article or post. Offsets count in ``Reading.document.text``: *text* itself, or *title*, a blank
            line and *text* where a title is given that the text does not begin with.
        title: the title, where it is given apart.
        published: the publication date; times stay relative without one, unless the text gives it.
        profile: ``generic``, ``auto``, another shipped profile, or a profile file's path.

    Raises:
        BadProfile, UsageError: the profile cannot be used.
        ExtractionFailed: a fault in Fogline; please report it with the text.
    """
    from fogline.pipeline import dated, extract

    apart = title is not None and not text.startswith(title)
    whole = f"{title}\n\n{text}" if apart else text
    document = Document(
        document_id=document_id(whole),
        name="text",
        text=whole,
        sha256=sha256_of(whole),
        title=title,
        title_end=len(title) if title else 0,
        language="en",
        text_is_source=not apart,
    )
    settings = Settings(profile=profile, published=published)
    (extraction,) = extract([dated(document, settings)], settings)
    if isinstance(extraction, ExtractionFailed):
        raise extraction
    return Reading(extraction.document, extraction.mentions, extraction.claims)


class Ledger(Reviewing):
    """A ledger of claims in one file.

    Use as a context manager::

        with Ledger.open("war.fog") as ledger:
            ledger.add([Path("articles")])
            for record in ledger.records():
                ...
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, path: str | Path, *, create: bool = True) -> Self:
        """Open the ledger at *path*; a new one is made there where *create* says so.

        Raises:
            NotALedger, NewerLedger, LedgerUnwritable: the file cannot serve as one.
        """
        return cls(open_store(Path(path), create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    @property
    def store(self) -> Store:
        """What keeps the ledger: the read models of :mod:`fogline.views` ask it."""
        return self._store

    def add(
        self,
        inputs: Sequence[Input],
        *,
        settings: Settings | None = None,
        intake: Intake = Intake(),  # noqa: B008 - frozen
        progress: Progress = lambda report, document: None,
        step: Step = lambda what, done, total: None,
    ) -> BuildReport:
        """Read files, folders and addresses; extract what is new, or was read by another extractor or profile; derive.

        *intake* says how inputs are taken in.

        What is committed stays, whatever happens later; inputs that cannot be read are in the report's ``refused``.

        Raises:
            LedgerError: the ledger cannot be written any longer.
            UsageError: *settings* cannot be used.
        """
        from fogline.building import build
        from fogline.views.keeping import keep_columns

        chosen = settings or Settings()
        report = build(self._store, inputs, chosen, intake=intake, progress=progress, step=step)
        keep_columns(self._store)
        return report

    def claims(self, where: ClaimFilter = ClaimFilter()) -> Iterator[tuple[Document, Claim]]:  # noqa: B008 - frozen
        """The claims that *where* asks for, each with its document, in the order of documents and texts.

        A place is asked for by any name that the gazetteer or a shipped profile knows it by.
        """
        where = _by_any_name(where)
        document: Document | None = None
        for claim in self._store.claims(where):
            if document is None or document.document_id != claim.document_id:
                document = self._store.document(claim.document_id)
            if document is not None:
                yield document, claim

    def records(self, where: ClaimFilter = ClaimFilter()) -> Iterator[Record]:  # noqa: B008 - frozen
        """The same as public records."""
        origins = self._store.derived.origins()
        for document, claim in self.claims(where):
            yield record_of(document, claim, origin_id=origins.get(document.document_id))

    def events(
        self,
        where: EventFilter = EventFilter(),  # noqa: B008 - frozen
        *,
        min_confidence: float | None = None,
    ) -> Iterator[Event]:
        """The events asked for, by their first day (those without one last).

        With *min_confidence* (0 to 1) only those that a claim so likely right tells of.
        """
        least = where.min_confidence if min_confidence is None else min_confidence
        return self._store.derived.events(replace(_by_any_name(where), min_confidence=least))

    def event(self, event_id: str) -> Event:
        """The event with this id, or that the claim with this id is in; the beginning of an id will do.

        Raises:
            UsageError: there is none, or several ids begin so.
        """
        found = self._store.derived.event(event_id)
        if found is not None:
            return found
        begin = islice(self._store.derived.events(EventFilter(begins=event_id)), SHOWN_IDS + 1) if event_id else ()
        return _only({one.event_id: one for one in begin}, "event", event_id)

    def events_with(self, event_ids: Iterable[str]) -> list[Event]:
        """The events with these ids, in this order, as far as they are here."""
        wanted = list(event_ids)
        found = {event.event_id: event for event in self._store.overview.events_with(wanted)}
        return [found[key] for key in wanted if key in found]

    def disagreements_with(self, disagreement_ids: Iterable[str]) -> list[Disagreement]:
        """The disagreements with these ids, by kind, as far as they are here."""
        wanted = frozenset(disagreement_ids)
        return [one for one in self._store.derived.disagreements() if one.disagreement_id in wanted] if wanted else []

    def claim(self, claim_id: str) -> tuple[Document, Claim]:
        """The claim whose id is, or begins with, *claim_id*, with its document.

        Raises:
            UsageError: there is none, or several ids begin so.
        """
        return self._claim(claim_id)

    def claims_with(self, claim_ids: Iterable[str], *, reasons: bool = True) -> list[tuple[Document, Claim]]:
        """The claims with these ids, each with its document, in the order of documents and texts.

        Without *reasons* these may be left out, which is three times as quick.
        """
        claims = list(self._store.claims_with(claim_ids, reasons=reasons))
        ids = {claim.document_id for claim in claims}
        documents = {document.document_id: document for document in self._store.documents_with(ids)}
        found = [(documents[claim.document_id], claim) for claim in claims if claim.document_id in documents]
        return sorted(found, key=lambda one: (one[0].name, one[1].trigger, one[1].claim_id))

    def disagreements(
        self,
        where: DisagreementFilter = DisagreementFilter(),  # noqa: B008 - frozen
        *,
        min_confidence: float | None = None,
    ) -> Iterator[Disagreement]:
        """The disagreements asked for, by kind.

        With *min_confidence* (0 to 1) only those in which each side has a claim so likely right.
        """
        least = where.min_confidence if min_confidence is None else min_confidence
        return self._store.derived.disagreements(replace(_by_any_name(where), min_confidence=least))

    def disagreement_records(
        self,
        where: DisagreementFilter = DisagreementFilter(),  # noqa: B008 - frozen
        *,
        min_confidence: float | None = None,
    ) -> Iterator[Record]:
        """The same as JSON-ready objects, with the words that each side stands on."""
        for one in self.disagreements(where, min_confidence=min_confidence):
            told = self.claims_with(one.claims)
            yield disagreement_record(one, {claim.claim_id: claim.evidence.of(d.text) for d, claim in told})

    def histories(self, place: str | None = None) -> list[History]:
        """The control history of every place that somebody is said to hold or leave, or of those called *place*."""
        if place is None:
            return control.histories(self._store)
        return control.histories(self._store, geonameids=place_ids(place), name=place)

    def sources(self) -> Sources:
        """What each outlet and named speaker has told, in counts."""
        return sources(self._store)

    def documents(self) -> Iterator[Document]:
        """Every document, by name."""
        return self._store.documents()

    def mentions(self, document_id: str) -> Mentions:
        """What was found in a document beneath its claims."""
        return self._store.mentions(document_id)

    def counts(self) -> Counts:
        """How much there is."""
        return self._store.counts()

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

        return material(self._store, _by_any_name(where), what=what, on=on, redaction=redaction)

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
        return redaction_of(self._store, coarsen_km=coarsen_km, hide_names=hide_names)

    def reviewed(self, claim_id: str) -> Reviewed:
        """The claim whose id is, or begins with, *claim_id* as it stands, beside what was read; a rejected one, too.

        Raises:
            UsageError: no claim's id begins so, or several do.
        """
        found = decide.reviewed(self._store, claim_id)
        return found or decide.get_reviewed(self._store, self._claim(claim_id)[1].claim_id)

    def queue(self, where: ClaimFilter = ClaimFilter(), *, limit: int | None = 50) -> list[Entry]:  # noqa: B008 - frozen
        """What to look at first of the claims that *where* asks for and nobody has decided on, each with the reasons.

        Points are given for a low confidence, a contested event, disagreements, and large numbers of people harmed.
        """
        return queue(self._store, _by_any_name(where), limit=limit)

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

    def explain(self, claim_id: str, *, profile: str = "auto") -> Explained:
        """Why the claim whose id is, or begins with, *claim_id* reads as it does; its document is read once more.

        *profile* is the profile setting to read with; the ledger's own claims stay as they are. What people corrected
        is told beside it.

        Raises:
            UsageError: no claim's id begins so, or several do; or *profile* cannot be used.
        """
        from fogline.explaining import explain_claim

        seen = self.reviewed(claim_id)
        tools = tools_for(profile)
        known = self._store.known([seen.document.document_id], extractor=tools.version, profile=tools.profile_label)
        explained = explain_claim(seen.document, seen.as_read, tools, same_reader=bool(known))
        return explained.with_decisions(seen.claim, seen.state, seen.reviews)

    def _claim(self, claim_id: str) -> tuple[Document, Claim]:
        """The one claim whose id begins with *claim_id*, with its document."""
        asked = ClaimFilter(claim_id=claim_id, reviewed="any")
        found = islice(self.claims(asked), SHOWN_IDS + 1) if claim_id else ()
        return _only({claim.claim_id: (document, claim) for document, claim in found}, "claim", claim_id)

    def evaluate(self, gold: Path, *, as_read: bool = False) -> Figures:
        """Score the ledger's claims against the annotations in folder *gold*; *as_read*: whatever people decided.

        Raises:
            BadGold: an annotation file cannot be used.
        """
        from fogline.evaluate.scores import group_records, score

        return score(self._gold(gold), group_records(self.records(ClaimFilter(as_read=as_read))))

    def errors(self, gold: Path, *, as_read: bool = False) -> list[Error]:
        """What is wrong with the ledger's claims by the annotations in folder *gold*, one by one.

        Raises:
            BadGold: an annotation file cannot be used.
        """
        from fogline.evaluate.errors import find_errors
        from fogline.evaluate.scores import group_records

        return find_errors(self._gold(gold), group_records(self.records(ClaimFilter(as_read=as_read))))

    def _gold(self, folder: Path) -> tuple[GoldDocument, ...]:
        from fogline.evaluate.gold import load_gold

        return load_gold(folder, texts={document.name: document.text for document in self.documents()})


def _by_any_name(where: F) -> F:
    """*where*, its place asked for by any name that the gazetteer or a shipped profile knows it by."""
    if where.place is None:
        return where
    return replace(where, geonameids=(where.geonameids or frozenset()) | place_ids(where.place))


def _only(found: Mapping[str, T], noun: str, begin: str) -> T:
    """The one thing of *found* (by id); its ids begin with *begin*.

    Raises:
        UsageError: there is none, or there are several.
    """
    if not found:
        raise UsageError(f"no {noun}'s id begins with {begin!r}; `fogline {noun}s` shows them")
    if len(found) > 1:
        named = ", ".join(list(found)[:SHOWN_IDS])
        raise UsageError(f"several {noun}s' ids begin with {begin!r}: {named}{' …' * (len(found) > SHOWN_IDS)}")
    return next(iter(found.values()))


def __getattr__(name: str) -> Any:
    """What building gives, for who asks for it here; loaded then, because it takes as long as all else together."""
    if name not in ("BuildReport", "Progress", "read_documents"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import fogline.building as building

    return getattr(building, name)


__all__ = ["BuildReport", "ClaimFilter", "Extraction", "Ledger", "Progress", "Reading", "read", "read_documents"]
