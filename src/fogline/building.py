"""Reads inputs into a ledger: what is new is extracted, undated documents are dated from others, and all derived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TypeVar

from fogline.config import Settings
from fogline.derivation.derive import DeriveReport, Step, begin, derive
from fogline.engine.base import Engine
from fogline.engine.choose import engine_for
from fogline.errors import ExtractionFailed, NoArticle, SkipDocument
from fogline.ingest.base import Notice
from fogline.ingest.intake import Input, Intake
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.pipeline import dated, extract, is_read
from fogline.reading import Taken, read_all
from fogline.ready import make_ready
from fogline.store.base import Store
from fogline.toolbox import tools_for
from fogline.undated.date import date_undated

T = TypeVar("T")

DATING_TURNS = 3
"""How often documents are dated again after those with another day were read with it."""

COMMIT_DOCUMENTS = 64
"""Documents looked up and written together: so many that transactions cost little, so few that little is lost."""


@dataclass(slots=True)
class BuildReport:
    """What a build has done so far.

    ``read`` counts documents read from the inputs, ``new`` texts the ledger did not hold, ``extracted`` documents read
    for claims (new ones, and those that an older extractor had read), ``duplicates`` texts met again. ``refused``
    holds the inputs that could not be read, ``no_article`` pages among others that hold none; ``notices`` say
    what of an input was taken for what;
    ``unread_languages`` counts documents in languages not read yet,
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
    no_article: list[NoArticle] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    repaired: list[tuple[str, str]] = field(default_factory=list)
    unread_languages: Counter[str] = field(default_factory=Counter)
    other_kinds: Counter[str] = field(default_factory=Counter)
    derived: DeriveReport = field(default_factory=DeriveReport)

    def pass_over(self, kind: str) -> None:
        """Count a file of a *kind* that is not read."""
        self.other_kinds[kind] += 1


Progress = Callable[[BuildReport, Document | None], None]
"""Called after each document that was read from the inputs, and after each commit (then with ``None``)."""


def build(
    store: Store,
    inputs: Sequence[Input],
    settings: Settings,
    *,
    intake: Intake = Intake(),  # noqa: B008 - frozen
    progress: Progress = lambda report, document: None,
    step: Step = lambda what, done, total: None,
) -> BuildReport:
    """Read files, folders and addresses into *store*; extract what is new, or was read by another extractor or profile.

    What follows from the claims is derived in the end (*step* is told how far). What is committed stays, whatever
    happens later; inputs that cannot be read are in the report's ``refused``.

    Raises:
        LedgerError: the ledger cannot be written any longer.
        UsageError: *settings* cannot be used.
    """
    report = BuildReport()
    with _engine(settings, report) as engine:
        taken = _readable(inputs, settings, intake, report, progress, engine, store)
        fresh = _fresh(store, taken, settings, report, intake)
        read = extract(fresh, settings, engine=engine, with_trees=False)
        for extractions in _grouped(_succeeded(read, report), COMMIT_DOCUMENTS):
            store.add(extractions)
            report.extracted += len(extractions)
            report.claims += sum(len(extraction.claims) for extraction in extractions)
            progress(report, None)
        anew = begin(store)
        _date_undated(store, settings, report, engine)
    report.derived = derive(store, step=step)
    report.derived.anew |= anew
    return report


def read_documents(
    inputs: Sequence[Input],
    *,
    settings: Settings,
    report: BuildReport,
    intake: Intake = Intake(),  # noqa: B008 - frozen
) -> Iterator[Extraction]:
    """Read files, folders and addresses with no ledger, streamed; what could not be read is added to *report*.

    Raises:
        UsageError: *settings* cannot be used.
    """
    with _engine(settings, report) as engine:
        taken = _readable(inputs, settings, intake, report, lambda report, document: None, engine)
        documents = (one.document for one in taken if one.document)
        yield from _succeeded(extract(documents, settings, engine=engine), report)


def _engine(settings: Settings, report: BuildReport) -> Engine:
    def tell(what: str) -> None:
        report.notices.append(Notice("workers", what))

    return engine_for(settings, tell=tell, prepare=partial(make_ready, settings.profile))


def _date_undated(store: Store, settings: Settings, report: BuildReport, engine: Engine) -> None:
    """Date the documents that others date, and read these again with their day."""
    for turn in range(DATING_TURNS):
        with store.derived.alone():
            newly = date_undated(store, gives_its_day=partial(gives_its_day, settings=settings))
        # What is read again has changed, and is looked at once more: nearly always there is nothing else to it.
        if not turn:
            report.dated_from_others = sum(document.published is not None for document in newly)
        again = extract(newly, settings, engine=engine, with_trees=False)
        for extractions in _grouped(_succeeded(again, report), COMMIT_DOCUMENTS):
            store.add(extractions)
        if not store.dossiers.unweighed():
            break


def _fresh(
    store: Store, taken: Iterable[Taken], settings: Settings, report: BuildReport, intake: Intake
) -> Iterator[Document]:
    """The documents of *taken* that need extracting, each kept, with its custody, before it is given."""
    tools = tools_for(settings.profile)
    days: dict[str, date | None] = {}
    for group in _grouped(taken, COMMIT_DOCUMENTS):
        given = [one.document for one in group if one.document is not None]
        before = {one.document_id for one in store.documents_with({one.document_id for one in given})}
        kept = store.add_documents(given)
        report.new += len({one.document_id for one in kept} - before)
        store.add_received(one.received if intake.keep_bytes else replace(one.received, data=None) for one in group)
        ids = [document.document_id for document in kept]
        known = store.known(ids, extractor=tools.version, profile=tools.profile_label)
        for document in kept:
            again = document.document_id in days
            # A copy that gives another day than the text had so far anchors its times anew.
            redated = again and days[document.document_id] != document.published
            days[document.document_id] = document.published
            report.duplicates += again
            if not again:
                _note(document, report)
            if redated or not (again or document.document_id in known):
                yield document


def _readable(
    inputs: Sequence[Input],
    settings: Settings,
    intake: Intake,
    report: BuildReport,
    progress: Progress,
    engine: Engine,
    store: Store | None = None,
) -> Iterator[Taken]:
    """What *inputs* give, dated: documents, and pages that hold no article, so that they are remembered."""
    taken = (
        read_all(inputs, intake, settings=settings, engine=engine, passed_over=report.pass_over)
        if store is None
        else read_all(
            inputs,
            intake,
            settings=settings,
            engine=engine,
            seen=store.seen,
            fetched=store.fetched,
            passed_over=report.pass_over,
        )
    )
    for one in taken:
        if isinstance(one, Notice):
            report.notices.append(one)
        elif isinstance(one, SkipDocument):
            report.refused.append(one)
            progress(report, None)
        elif one.refusal is not None:
            report.no_article.append(one.refusal)
            progress(report, None)
            yield one
        else:
            document = one.document
            if document is None and store is not None:
                document = store.document(one.received.document_id or "")
            if document is None:
                continue
            report.read += 1
            progress(report, document)
            yield replace(one, document=dated(document, settings))


def _succeeded(results: Iterable[Extraction | ExtractionFailed], report: BuildReport) -> Iterator[Extraction]:
    for result in results:
        if isinstance(result, ExtractionFailed):
            report.refused.append(result)
        else:
            yield result


def gives_its_day(document: Document, *, settings: Settings) -> bool:
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
