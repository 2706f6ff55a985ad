"""What can go wrong, by who can mend it.

::

    FoglineError
    ├── SkipDocument           one input is passed over; the run goes on (exit code 1 at its end)
    │   ├── UnreadableInput    a file that cannot be opened, decoded or parsed
    │   ├── UnreadableRecord   one record (a line, a row) of a file that is otherwise fine
    │   ├── NoArticle          a page among others that is fine but holds no article; no error of anybody's
    │   └── ExtractionFailed   a fault of ours on one document: it is kept, its claims are not
    ├── UsageError             what the caller asked for cannot be done as asked (exit code 2)
    │   ├── BadProfile         a conflict profile that breaks its own rules: file, line, reason
    │   ├── BadGold            an annotation file that cannot be used
    │   ├── BadReview          a decision that cannot be written down: the field, and what it can be
    │   └── StaleReview        somebody else has decided since: who, when, what
    ├── TookTooLong            one document takes longer than it may; whoever reads it makes an ExtractionFailed of it
    ├── WorkerLost             workers end, and it is not over one document: the run stops; what was committed stays
    ├── NoSpace                a full disk, met while documents are read: the run stops; what was committed stays
    ├── LedgerError            the run stops; what was committed stays (exit code 2)
    │   ├── NotALedger         the file is no ledger of ours
    │   ├── NewerLedger        a later Fogline wrote it
    │   ├── LedgerUnreachable  no server answers, it lets nobody in by that name, or the connection was lost
    │   └── LedgerUnwritable   no permission, no space, locked for too long
    └── BulkError              a bulk folder cannot be used; partitions that are whole stay (exit code 2)
        ├── NotABulkFolder     the folder is none of ours
        └── OtherRun           it was begun otherwise (version, profile, inputs …), or somebody else is at it
"""

from __future__ import annotations


class FoglineError(Exception):
    """Any error that Fogline raises on purpose; its message is one line that says what to do."""


class SkipDocument(FoglineError):
    """One input is passed over; the rest of the run is not touched.

    Args:
        where: the input as the user would find it: a path, or a path and a line.
        why: the cause, in one plain clause.
    """

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where}: {why}")
        self.where = where
        self.why = why

    def __reduce__(self) -> tuple[type[SkipDocument], tuple[str, str]]:
        """Travels between processes with both its parts."""
        return type(self), (self.where, self.why)


class UnreadableInput(SkipDocument):
    """A file cannot be opened, decoded or parsed at all."""


class UnreadableRecord(SkipDocument):
    """One record of a file cannot be used; the file's other records are."""


class NoArticle(SkipDocument):
    """One page among others holds no article (an index, an error page): named and passed over, and no error."""


class ExtractionFailed(SkipDocument):
    """A fault of Fogline's own on one document: the document is kept without claims, and tried again next time."""


class UsageError(FoglineError):
    """What was asked cannot be done as asked."""


class BadProfile(UsageError):
    """A conflict profile breaks the rules of its form."""


class BadGold(UsageError):
    """An annotation file cannot be used."""


class BadReview(UsageError):
    """A decision cannot be written down as asked; names the field, and what it can be.

    Args:
        field: the field of the record, or the argument, that is wrong.
        why: the cause, with the values that are allowed where they can be listed.
    """

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


class StaleReview(UsageError):
    """Somebody has decided about the same thing since the author last looked; nothing was written.

    Args:
        target: the claim's or event's id.
        author, at, decision, review_id: those of the decision that the author has not seen; *at* in ISO 8601, UTC.
            All are empty where the author has seen one that is not there.
    """

    def __init__(self, target: str, *, author: str = "", at: str = "", decision: str = "", review_id: str = "") -> None:
        told = f"{author} decided ({decision}) at {at}" if review_id else "the decision last seen has gone"
        super().__init__(f"{target}: since you last looked, {told}; nothing was written, look again")
        self.target, self.author, self.at, self.decision, self.review_id = target, author, at, decision, review_id


class TookTooLong(FoglineError):
    """What was being done has used up the time that it had."""


class WorkerLost(FoglineError):
    """Workers cannot be started, or end over work that cannot be taken apart; what was committed stays."""


class NoSpace(FoglineError):
    """The disk is full, met while documents are read; what was committed stays."""


class LedgerError(FoglineError):
    """The ledger cannot be used; the run stops and what was committed stays."""


class NotALedger(LedgerError):
    """The file is no ledger of ours."""


class NewerLedger(LedgerError):
    """The ledger was written by a later version of Fogline."""


class LedgerUnreachable(LedgerError):
    """The server that keeps the ledger does not answer, does not let this user in, or has gone."""


class LedgerUnwritable(LedgerError):
    """The ledger cannot be written: no permission, no space, or locked for too long."""


class BulkError(FoglineError):
    """A bulk folder cannot be used or written; the run stops, and partitions that are whole stay."""


class NotABulkFolder(BulkError):
    """The folder is no bulk folder, or one of a later version."""


class OtherRun(BulkError):
    """The folder was begun with other settings, inputs or versions, or another run is writing it."""
