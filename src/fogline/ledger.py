"""The façade: one ledger, opened, added to, asked and exported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

from fogline.config import Settings
from fogline.errors import ExtractionFailed, SkipDocument, UsageError
from fogline.evaluate.errors import Error, find_errors
from fogline.evaluate.gold import GoldDocument, load_gold
from fogline.evaluate.scores import Figures, group_records, score
from fogline.explaining import Explained, explain_claim
from fogline.export.formats import get_format
from fogline.export.record import Record, record_of
from fogline.ingest.walk import read_inputs
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.ids import document_id, sha256_of
from fogline.model.mention import Mentions
from fogline.pipeline import dated, extract, is_read
from fogline.store.base import ClaimFilter, Counts, Store
from fogline.store.sql import open_store
from fogline.toolbox import place_ids, tools_for
from fogline.undated import date_undated

T = TypeVar("T")

SHOWN_IDS = 4
"""Claim ids named where the beginning of one fits several."""

COMMIT_DOCUMENTS = 64
"""Documents looked up and written together: so many that transactions cost little, so few that little is lost."""


@dataclass(slots=True)
class BuildReport:
    """What a build has done so far.

    ``read`` counts documents read from the inputs, ``new`` texts the ledger did not hold, ``extracted`` documents read
    for claims (new ones, and those that an older extractor had read), ``duplicates`` texts met again. ``refused``
    holds the inputs that could not be read; ``unread_languages`` counts documents in languages not read yet,
    ``undated`` those that do not give their day, ``dated_from_others`` the documents of the ledger, new or old, that
    got it from others, ``other_kinds`` files in folders that are of kinds not read, by suffix; ``repaired`` lists
    documents whose text had to be repaired, with what was done.
    """

    read: int = 0
    new: int = 0
    duplicates: int = 0
    extracted: int = 0
    claims: int = 0
    undated: int = 0
    dated_from_others: int = 0
    refused: list[SkipDocument] = field(default_factory=list)
    repaired: list[tuple[str, str]] = field(default_factory=list)
    unread_languages: Counter[str] = field(default_factory=Counter)
    other_kinds: Counter[str] = field(default_factory=Counter)

    def pass_over(self, path: Path) -> None:
        """Count a file of a kind that is not read, under its suffix."""
        self.other_kinds[path.suffix.lower() or path.name] += 1


Progress = Callable[[BuildReport, Document | None], None]
"""Called after each document that was read from the inputs, and after each commit (then with ``None``)."""


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


def read_documents(inputs: Sequence[Path], *, settings: Settings, report: BuildReport) -> Iterator[Extraction]:
    """Read files and folders with no ledger, streamed; what could not be read is added to *report*.

    Raises:
        UsageError: *settings* cannot be used.
    """
    documents = _readable(inputs, settings, report, lambda report, document: None)
    return _succeeded(extract(documents, settings), report)


class Ledger:
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

    def add(
        self,
        inputs: Sequence[Path],
        *,
        settings: Settings | None = None,
        progress: Progress = lambda report, document: None,
    ) -> BuildReport:
        """Read files and folders; extract what is new, or was read by another extractor or profile.

        What is committed stays, whatever happens later; inputs that cannot be read are in the report's ``refused``.

        Raises:
            LedgerError: the ledger cannot be written any longer.
            UsageError: *settings* cannot be used.
        """
        settings = settings or Settings()
        report = BuildReport()
        fresh = self._fresh(inputs, settings, report, progress)
        for extractions in _grouped(_succeeded(extract(fresh, settings), report), COMMIT_DOCUMENTS):
            self._store.add(extractions)
            report.extracted += len(extractions)
            report.claims += sum(len(extraction.claims) for extraction in extractions)
            progress(report, None)
        self._date_undated(settings, report)
        return report

    def _date_undated(self, settings: Settings, report: BuildReport) -> None:
        """Date the documents that others date, and read these again with their day."""
        newly = date_undated(self._store, gives_its_day=partial(_gives_its_day, settings=settings))
        report.dated_from_others = len(newly)
        again = extract(self._store.add_documents(newly), settings)
        for extractions in _grouped(_succeeded(again, report), COMMIT_DOCUMENTS):
            self._store.add(extractions)

    def claims(self, where: ClaimFilter = ClaimFilter()) -> Iterator[tuple[Document, Claim]]:  # noqa: B008 - frozen
        """The claims that *where* asks for, each with its document, in the order of documents and texts.

        A place is asked for by any name that the gazetteer or a shipped profile knows it by.
        """
        if where.place is not None:
            where = replace(where, geonameids=(where.geonameids or frozenset()) | place_ids(where.place))
        document: Document | None = None
        for claim in self._store.claims(where):
            if document is None or document.document_id != claim.document_id:
                document = self._store.document(claim.document_id)
            if document is not None:
                yield document, claim

    def records(self, where: ClaimFilter = ClaimFilter()) -> Iterator[Record]:  # noqa: B008 - frozen
        """The same as public records."""
        return (record_of(document, claim) for document, claim in self.claims(where))

    def documents(self) -> Iterator[Document]:
        """Every document, by name."""
        return self._store.documents()

    def mentions(self, document_id: str) -> Mentions:
        """What was found in a document beneath its claims."""
        return self._store.mentions(document_id)

    def counts(self) -> Counts:
        """How much there is."""
        return self._store.counts()

    def export(self, name: str, out: BinaryIO, where: ClaimFilter = ClaimFilter()) -> int:  # noqa: B008 - frozen
        """Write the claims that *where* asks for in format *name*; gives their number.

        Raises:
            UsageError: there is no such format.
        """
        return get_format(name).write(self.records(where), out)

    def explain(self, claim_id: str, *, profile: str = "auto") -> Explained:
        """Why the claim whose id is, or begins with, *claim_id* reads as it does; its document is read once more.

        *profile* is the profile setting to read with; the ledger's own claims stay as they are.

        Raises:
            UsageError: no claim's id begins so, or several do; or *profile* cannot be used.
        """
        document, claim = self._claim(claim_id)
        tools = tools_for(profile)
        known = self._store.known([document.document_id], extractor=tools.version, profile=tools.profile_label)
        return explain_claim(document, claim, tools, same_reader=bool(known))

    def _claim(self, claim_id: str) -> tuple[Document, Claim]:
        """The one claim whose id begins with *claim_id*, with its document."""
        found = list(islice(self.claims(ClaimFilter(claim_id=claim_id)), SHOWN_IDS + 1)) if claim_id else []
        if not found:
            raise UsageError(f"no claim's id begins with {claim_id!r}; `fogline claims` shows them")
        if len(found) > 1:
            named = ", ".join(claim.claim_id for _, claim in found[:SHOWN_IDS])
            raise UsageError(f"several claims' ids begin with {claim_id!r}: {named}{' …' * (len(found) > SHOWN_IDS)}")
        return found[0]

    def evaluate(self, gold: Path) -> Figures:
        """Score the ledger's claims against the annotations in folder *gold*.

        Raises:
            BadGold: an annotation file cannot be used.
        """
        return score(self._gold(gold), group_records(self.records()))

    def errors(self, gold: Path) -> list[Error]:
        """What is wrong with the ledger's claims by the annotations in folder *gold*, one by one.

        Raises:
            BadGold: an annotation file cannot be used.
        """
        return find_errors(self._gold(gold), group_records(self.records()))

    def _gold(self, folder: Path) -> tuple[GoldDocument, ...]:
        return load_gold(folder, texts={document.name: document.text for document in self.documents()})

    def _fresh(
        self, inputs: Sequence[Path], settings: Settings, report: BuildReport, progress: Progress
    ) -> Iterator[Document]:
        """The documents of *inputs* that need extracting, each kept before it is given."""
        tools = tools_for(settings.profile)
        seen: set[str] = set()
        for group in _grouped(_readable(inputs, settings, report, progress), COMMIT_DOCUMENTS):
            before = self._store.counts().documents
            kept = self._store.add_documents(group)
            report.new += self._store.counts().documents - before
            ids = [document.document_id for document in kept]
            known = self._store.known(ids, extractor=tools.version, profile=tools.profile_label)
            for document in kept:
                if document.document_id in seen:
                    report.duplicates += 1
                    continue
                seen.add(document.document_id)
                _note(document, report)
                if document.document_id not in known:
                    yield document


def _readable(
    inputs: Sequence[Path], settings: Settings, report: BuildReport, progress: Progress
) -> Iterator[Document]:
    for item in read_inputs(inputs, passed_over=report.pass_over):
        if isinstance(item, SkipDocument):
            report.refused.append(item)
            progress(report, None)
        else:
            report.read += 1
            progress(report, item)
            yield dated(item, settings)


def _succeeded(results: Iterable[Extraction | ExtractionFailed], report: BuildReport) -> Iterator[Extraction]:
    for result in results:
        if isinstance(result, ExtractionFailed):
            report.refused.append(result)
        else:
            yield result


def _gives_its_day(document: Document, *, settings: Settings) -> bool:
    """Whether the text of *document* gives its day by itself, or is in a language that is not read."""
    undated = replace(document, published=None, published_basis=None, published_evidence=None)
    return not is_read(document) or dated(undated, replace(settings, published=None)).published is not None


def _note(document: Document, report: BuildReport) -> None:
    if not is_read(document):
        report.unread_languages[document.language or "unknown"] += 1
    elif document.published is None:
        report.undated += 1
    report.repaired.extend((document.name, note) for note in document.notes)


def _grouped(items: Iterable[T], size: int) -> Iterator[list[T]]:
    group: list[T] = []
    for item in items:
        group.append(item)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


__all__ = ["BuildReport", "ClaimFilter", "Extraction", "Ledger", "Progress", "Reading", "read", "read_documents"]
