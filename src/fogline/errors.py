"""What can go wrong, by who can mend it.

::

    FoglineError
    ├── SkipDocument           one input is passed over; the run goes on (exit code 1 at its end)
    │   ├── UnreadableInput    a file that cannot be opened, decoded or parsed
    │   ├── UnreadableRecord   one record (a line, a row) of a file that is otherwise fine
    │   └── ExtractionFailed   a fault of ours on one document: it is kept, its claims are not
    ├── UsageError             what the caller asked for cannot be done as asked (exit code 2)
    │   ├── BadProfile         a conflict profile that breaks its own rules: file, line, reason
    │   └── BadGold            an annotation file that cannot be used
    └── LedgerError            the run stops; what was committed stays (exit code 2)
        ├── NotALedger         the file is no ledger of ours
        ├── NewerLedger        a later Fogline wrote it
        └── LedgerUnwritable   no permission, no space, locked for too long
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


class ExtractionFailed(SkipDocument):
    """A fault of Fogline's own on one document: the document is kept without claims, and tried again next time."""


class UsageError(FoglineError):
    """What was asked cannot be done as asked."""


class BadProfile(UsageError):
    """A conflict profile breaks the rules of its form."""


class BadGold(UsageError):
    """An annotation file cannot be used."""


class LedgerError(FoglineError):
    """The ledger cannot be used; the run stops and what was committed stays."""


class NotALedger(LedgerError):
    """The file is no ledger of ours."""


class NewerLedger(LedgerError):
    """The ledger was written by a later version of Fogline."""


class LedgerUnwritable(LedgerError):
    """The ledger cannot be written: no permission, no space, or locked for too long."""
