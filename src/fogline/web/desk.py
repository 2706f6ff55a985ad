"""What every answer is made from: the ledger, its index, and the histories, as the ledger stands."""

from __future__ import annotations

import getpass
import secrets
import threading
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from fogline.ledger import Ledger
from fogline.model.control import History
from fogline.reviewing.queue import Entry
from fogline.toolbox import place_ids
from fogline.views.asked import Asked, select
from fogline.views.columns import Mask
from fogline.views.find import documents_holding
from fogline.views.index import Index, index_of
from fogline.views.keeping import LARGE, keep_columns, kept_columns
from fogline.views.places import Gazette
from fogline.views.sources import Sources
from fogline.web.histories import Histories

SETTLED_SECONDS = 1.0
"""A ledger that another process is writing changes with every batch: it is looked at again this often at most."""


def _user() -> str:
    """The name of who runs this, as a first guess at who decides; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


@dataclass
class Desk:
    """One ledger, held open for answering from several threads at once."""

    ledger: Ledger
    read_only: bool = False
    name: str = ""
    author: str = field(default_factory=_user)

    def __post_init__(self) -> None:
        self.gazette = Gazette(self.ledger.store)
        self.writing = threading.Lock()
        self._lock = threading.Lock()
        self._started = secrets.token_hex(4)
        self._index: Index | None = None
        self._looked = 0.0
        self._histories = Histories(self.ledger)
        self._sources: tuple[int, Sources] | None = None
        self._queue: tuple[int, list[Entry]] | None = None

    def index(self, *, now: bool = False) -> Index:
        """The index as the ledger stands; *now*: not even a second old."""
        with self._lock:
            held, moment = self._index, time.monotonic()
            if held is not None and not now and moment - self._looked < SETTLED_SECONDS:
                return held
            if held is None or held.revision != self.ledger.store.overview.revision():
                held = self._index = index_of(self.ledger.store, held.made if held else kept_columns(self.ledger.store))
            self._looked = time.monotonic()
            return held

    def select(self, index: Index, asked: Asked) -> Mask:
        """Which rows of *index* are *asked* for."""
        return select(index, asked, place_ids=place_ids, search=lambda words: self._holding(index, words))

    def histories(self, index: Index) -> Mapping[str, History]:
        """Who is said to have held which place, by its key; as of before the last changes, until it is worked out."""
        return self._histories.of(index, wait=len(index) < LARGE)

    def has_all(self, index: Index) -> bool:
        """Whether :meth:`histories` has taken in all that *index* has."""
        return self._histories.has(index)

    def sources(self, index: Index) -> Sources:
        """What each outlet and voice has told, in counts."""
        with self._lock:
            if self._sources is None or self._sources[0] != index.revision:
                self._sources = (index.revision, self.ledger.sources())
            return self._sources[1]

    def queue(self, index: Index) -> list[Entry]:
        """All claims that nobody has decided on, the first to look at first."""
        with self._lock:
            if self._queue is None or self._queue[0] != index.revision:
                self._queue = (index.revision, self.ledger.queue(limit=None))
            return self._queue[1]

    def edition(self, index: Index) -> str:
        """What tells one state of the ledger from another, and one server from another."""
        return f"{self._started}-{index.revision}-{self._histories.edition}"

    def settle(self) -> None:
        """Work out what the next answers may ask for, and keep of a large ledger what the next server will ask for."""
        index = self.index()
        if len(index.event) and not self.read_only and len(index) >= LARGE:
            keep_columns(self.ledger.store, index)
        self.histories(index)

    def _holding(self, index: Index, words: str) -> Collection[str]:
        return documents_holding(self.ledger.store, index, words)
