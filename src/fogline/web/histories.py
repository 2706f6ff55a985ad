"""Control histories for the page: worked out in the background where that takes long, and kept in the ledger."""

from __future__ import annotations

import hashlib
import threading
import time
import zlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fogline.errors import LedgerError
from fogline.ledger import Ledger
from fogline.model.control import History
from fogline.model.ids import stable_id
from fogline.store import codec
from fogline.version import __version__
from fogline.views.index import Index
from fogline.views.places import by_key
from fogline.views.standing import Standing, packed_standing, standing_of, unpacked_standing

NAME = "histories"
"""What they are kept under."""

STATEMENTS = "statements"
"""What they are made from is kept under this, so that after a change only what it touches is read again."""

KEPT_SECONDS = 60.0
"""While somebody decides on one claim after the other, they are kept this often at most: megabytes each time."""

_STAMP = 16
"""Bytes of the stamp that what is kept begins with."""


class Histories:
    """The histories of one ledger, by place; they follow from what was read, what was decided, and the rules."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._made: tuple[str, Mapping[str, History]] = ("", {})
        self._standing: Standing | None = None
        self._working: threading.Thread | None = None
        self._last_kept = -KEPT_SECONDS
        self.edition = 0
        """How often they have become others."""

    def has(self, index: Index) -> bool:
        """Whether those at hand are those of *index*."""
        return self._made[0] == _stamp(index)

    def of(self, index: Index, *, wait: bool) -> Mapping[str, History]:
        """Those of *index*; without *wait* those at hand, while the new ones are worked out in the background."""
        stamp = _stamp(index)
        with self._lock:
            if self._made[0] != stamp and not self._made[0]:
                self._take(stamp, self._kept(stamp))
            if self._made[0] != stamp and wait:
                self._standing = standing_of(self._ledger.store, index, self._standing)
                self._take(stamp, by_key(self._standing.histories))
            elif self._made[0] != stamp and (self._working is None or not self._working.is_alive()):
                self._working = threading.Thread(target=self._work, args=(stamp, index), daemon=True)
                self._working.start()
            return self._made[1]

    def _work(self, stamp: str, index: Index) -> None:
        try:
            before = self._standing or self._kept_standing()
            made = standing_of(self._ledger.store, index, before)
        except LedgerError:
            return  # the ledger was closed or is damaged: who asks it next is told
        with self._lock:
            self._standing = made
            self._take(stamp, by_key(made.histories))
        if before is None or time.monotonic() - self._last_kept >= KEPT_SECONDS:
            self._last_kept = time.monotonic()
            self._keep(stamp, made)

    def _take(self, stamp: str, made: Mapping[str, History] | None) -> None:
        if made is not None:
            self._made = (stamp, made)
            self.edition += 1

    def _keep(self, stamp: str, made: Standing) -> None:
        head = stamp.encode()
        overview = self._ledger.store.overview
        try:
            overview.keep(STATEMENTS, head + _rules_stamp().encode() + packed_standing(made))
            overview.keep(NAME, head + zlib.compress(codec.dumps(made.histories).encode("utf-8", "surrogatepass")))
        except LedgerError:
            return  # a ledger that may not be written is as good, only slower

    def _kept(self, stamp: str) -> Mapping[str, History] | None:
        found = self._kept_histories(stamp)
        return None if found is None else by_key(found)

    def _kept_histories(self, stamp: str) -> tuple[History, ...] | None:
        content = self._ledger.store.overview.kept(NAME)
        if content is None or content[:_STAMP] != stamp.encode():
            return None
        return codec.loads_tuple(History, zlib.decompress(content[_STAMP:]).decode("utf-8", "surrogatepass"))

    def _kept_standing(self) -> Standing | None:
        """What was kept of an earlier state of the ledger, by the same rules."""
        content = self._ledger.store.overview.kept(STATEMENTS)
        if content is None or content[_STAMP : 2 * _STAMP] != _rules_stamp().encode():
            return None
        histories = self._kept_histories(content[:_STAMP].decode("ascii", "replace"))
        return None if histories is None else unpacked_standing(content[2 * _STAMP :], histories)


def _stamp(index: Index) -> str:
    """What the histories of *index* follow from, as sixteen letters."""
    return stable_id("histories", __version__, _rules(), index.state)


def _rules_stamp() -> str:
    """What tells apart histories by other rules, as sixteen letters."""
    return stable_id("rules", __version__, _rules())


@cache
def _rules() -> str:
    """What tells one version of the rules of control from another: the modules and the words they stand on."""
    found = hashlib.sha256()
    for room in ("control", "lexicon", "matching"):
        for file in sorted(files(f"fogline.{room}").iterdir(), key=lambda one: one.name):
            if file.is_file():
                found.update(file.read_bytes())
    return found.hexdigest()
