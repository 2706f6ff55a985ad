"""Reads inputs into a ledger: what is new is extracted, undated documents are dated from others, and all derived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from fogline.config import Settings
from fogline.derivation.derive import DeriveReport, Step, derive
from fogline.errors import ExtractionFailed, SkipDocument
from fogline.ingest.walk import read_inputs
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.pipeline import dated, extract, is_read
from fogline.store.base import Store
from fogline.toolbox import tools_for
from fogline.undated import date_undated

T = TypeVar("T")

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
    derived: DeriveReport = field(default_factory=DeriveReport)

    def pass_over(self, path: Path) -> None:
        """Count a file of a kind that is not read, under its suffix."""
        self.other_kinds[path.suffix.lower() or path.name] += 1


Progress = Callable[[BuildReport, Document | None], None]
"""Called after each document that was read from the inputs, and after each commit (then with ``None``)."""


def build(
    store: Store,
    inputs: Sequence[Path],
    settings: Settings,
    *,
    progress: Progress = lambda report, document: None,
    step: Step = lambda what, done, total: None,
) -> BuildReport:
    """Read files and folders into *store*; extract what is new, or was read by another extractor or profile.

    What follows from the claims is derived in the end (*step* is told how far). What is committed stays, whatever
    happens later; inputs that cannot be read are in the report's ``refused``.

    Raises:
        LedgerError: the ledger cannot be written any longer.
        UsageError: *settings* cannot be used.
    """
    report = BuildReport()
    fresh = _fresh(store, inputs, settings, report, progress)
    for extractions in _grouped(_succeeded(extract(fresh, settings), report), COMMIT_DOCUMENTS):
        store.add(extractions)
        report.extracted += len(extractions)
        report.claims += sum(len(extraction.claims) for extraction in extractions)
        progress(report, None)
    _date_undated(store, settings, report)
    report.derived = derive(store, step=step)
    return report


def read_documents(inputs: Sequence[Path], *, settings: Settings, report: BuildReport) -> Iterator[Extraction]:
    """Read files and folders with no ledger, streamed; what could not be read is added to *report*.

    Raises:
        UsageError: *settings* cannot be used.
    """
    documents = _readable(inputs, settings, report, lambda report, document: None)
    return _succeeded(extract(documents, settings), report)


def _date_undated(store: Store, settings: Settings, report: BuildReport) -> None:
    """Date the documents that others date, and read these again with their day."""
    newly = date_undated(store, gives_its_day=partial(_gives_its_day, settings=settings))
    report.dated_from_others = len(newly)
    again = extract(store.add_documents(newly), settings)
    for extractions in _grouped(_succeeded(again, report), COMMIT_DOCUMENTS):
        store.add(extractions)


def _fresh(
    store: Store, inputs: Sequence[Path], settings: Settings, report: BuildReport, progress: Progress
) -> Iterator[Document]:
    """The documents of *inputs* that need extracting, each kept before it is given."""
    tools = tools_for(settings.profile)
    seen: set[str] = set()
    for group in _grouped(_readable(inputs, settings, report, progress), COMMIT_DOCUMENTS):
        before = store.counts().documents
        kept = store.add_documents(group)
        report.new += store.counts().documents - before
        ids = [document.document_id for document in kept]
        known = store.known(ids, extractor=tools.version, profile=tools.profile_label)
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
