"""A ledger moved: from a file to a server, back, or to another file, with all that is in it."""

from __future__ import annotations

from pathlib import Path

from fogline.store.address import Where
from fogline.store.base import Counts
from fogline.store.copying import Step, copy_rows
from fogline.store.sql import open_store


def copy(source: Where, to: Where, *, step: Step = lambda what, done, total: None) -> Counts:
    """Copy the ledger at *source* to *to*, where there is none yet or an empty one; gives how much there is.

    The copy is whole or not at all: broken off, it leaves nothing or an empty ledger, and can be begun again.

    Args:
        step: told what is being copied, how many rows are done, and of how many.

    Raises:
        UsageError: there is something in *to* already.
        LedgerError: one of them cannot serve as a ledger, or is lost on the way.
    """
    new = isinstance(to, Path) and not to.exists()
    with open_store(source) as one:
        try:
            with open_store(to, create=True) as other:
                copy_rows(one, other, step=step)
                return other.counts()
        except BaseException:
            if new and isinstance(to, Path):
                for left in (to, *(to.with_name(f"{to.name}{end}") for end in ("-wal", "-shm"))):
                    left.unlink(missing_ok=True)
            raise
