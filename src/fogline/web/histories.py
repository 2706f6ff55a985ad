"""Control histories for the page: worked out in the background where that takes long, and kept in the ledger."""

from __future__ import annotations

import hashlib
import threading
import zlib
from collections.abc import Iterable, Mapping
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

NAME = "histories"
"""What they are kept under."""

_STAMP = 16
"""Bytes of the stamp that what is kept begins with."""


class Histories:
    """The histories of one ledger, by place; they follow from what was read, what was decided, and the rules."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._made: tuple[str, Mapping[str, History]] = ("", {})
        self._working: threading.Thread | None = None
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
                self._take(stamp, by_key(self._ledger.histories()))
            elif self._made[0] != stamp and (self._working is None or not self._working.is_alive()):
                self._working = threading.Thread(target=self._work, args=(stamp,), daemon=True)
                self._working.start()
            return self._made[1]

    def _work(self, stamp: str) -> None:
        try:
            made = self._ledger.histories()
        except LedgerError:
            return  # the ledger was closed or is damaged: who asks it next is told
        with self._lock:
            self._take(stamp, by_key(made))
        self._keep(stamp, made)

    def _take(self, stamp: str, made: Mapping[str, History] | None) -> None:
        if made is not None:
            self._made = (stamp, made)
            self.edition += 1

    def _keep(self, stamp: str, made: Iterable[History]) -> None:
        content = stamp.encode() + zlib.compress(codec.dumps(tuple(made)).encode("utf-8", "surrogatepass"))
        try:
            self._ledger.store.overview.keep(NAME, content)
        except LedgerError:
            return  # a ledger that may not be written is as good, only slower

    def _kept(self, stamp: str) -> Mapping[str, History] | None:
        content = self._ledger.store.overview.kept(NAME)
        if content is None or content[:_STAMP] != stamp.encode():
            return None
        return by_key(codec.loads_tuple(History, zlib.decompress(content[_STAMP:]).decode("utf-8", "surrogatepass")))


def _stamp(index: Index) -> str:
    """What the histories of *index* follow from, as sixteen letters."""
    return stable_id("histories", __version__, _rules(), index.state)


@cache
def _rules() -> str:
    """What tells one version of the rules of control from another: the modules and the words they stand on."""
    found = hashlib.sha256()
    for room in ("control", "lexicon"):
        for file in sorted(files(f"fogline.{room}").iterdir(), key=lambda one: one.name):
            if file.is_file():
                found.update(file.read_bytes())
    return found.hexdigest()
