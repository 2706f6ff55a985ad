"""The façade: one ledger, opened, added to, asked and exported.

What only some methods need (reading articles, scoring, formats) is imported in them: who asks should not wait for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from fogline.config import Settings
from fogline.errors import ExtractionFailed
from fogline.export.record import Record, record_of
from fogline.facade.giving import Giving
from fogline.facade.judging import Judging
from fogline.ingest.intake import Input, Intake
from fogline.model.claim import Claim
from fogline.model.document import Document
from fogline.model.extraction import Extraction
from fogline.model.ids import document_id, sha256_of
from fogline.model.mention import Mentions
from fogline.reviewing.facade import Reviewing
from fogline.store.address import Where
from fogline.store.base import ClaimFilter, Store
from fogline.store.sql import open_store

if TYPE_CHECKING:
    from fogline.building import BuildReport, Progress, read_documents
    from fogline.derivation.derive import Step


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


class Ledger(Reviewing, Judging, Giving):
    """A ledger of claims in one file, or in a database on a server.

    Use as a context manager::

        with Ledger.open("war.fog") as ledger:
            ledger.add([Path("articles")])
            for record in ledger.records():
                ...
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, where: str | Where, *, create: bool = True) -> Self:
        """Open the ledger at *where*; a new one is made there where *create* says so.

        *where* is a file's path, or the address of a PostgreSQL database (``postgresql://user@host/database``; needs
        the extra ``postgres``).

        Raises:
            NotALedger, NewerLedger, LedgerUnwritable: the file or database cannot serve as one.
            LedgerUnreachable: the server does not answer, or lets nobody in by that name.
            UsageError: the address is none, or the extra is not installed.
        """
        return cls(open_store(where, create=create))

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
        keep_columns(self._store, read=report.extracted)
        return report


def __getattr__(name: str) -> Any:
    """What building gives, for who asks for it here; loaded then, because it takes as long as all else together."""
    if name not in ("BuildReport", "Progress", "read_documents"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import fogline.building as building

    return getattr(building, name)


__all__ = ["BuildReport", "ClaimFilter", "Extraction", "Ledger", "Progress", "Reading", "read", "read_documents"]
