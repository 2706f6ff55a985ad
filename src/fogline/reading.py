"""Inputs to documents, each with its custody: split here, read side by side where that takes long."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import chain

from fogline.config import DOCUMENT_SECONDS, Settings
from fogline.engine.base import Engine, halving
from fogline.engine.choose import engine_for
from fogline.engine.serial import Serial
from fogline.errors import ExtractionFailed, NoArticle, SkipDocument, TookTooLong
from fogline.ingest.base import Elsewhere, Item, Notice, Piece
from fogline.ingest.intake import Input, Intake, Visits, followed, split_all
from fogline.ingest.raw import Raw, receipt
from fogline.ingest.readers import reader_named
from fogline.limits import allowed, at_most, stop_if_disk_is_full
from fogline.model.custody import Received
from fogline.model.document import Document

BATCH_PIECES = 16
BATCH_BYTES = 1_000_000
"""How much is read together: enough that handing it to another process costs little, a second's work at most."""

WORTH_BATCHES = 8
"""Batches from which on several processes read: each needs a second to get ready, a batch of pages takes a tenth."""

Key = tuple[str, str]
"""Where bytes came from, and their SHA-256."""

Seen = Callable[[Sequence[Key]], Mapping[Key, Received]]
"""Which of these the ledger has had before."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A document as read, with its custody; ``document`` is ``None`` where the ledger has it already (under the
    custody's ``document_id``), or where the bytes hold no article (``refusal`` then says so)."""

    received: Received
    document: Document | None = None
    refusal: NoArticle | None = None


_Piece = Raw | Received | SkipDocument | Notice | Elsewhere
_Read = Callable[[Sequence[Raw]], list[Item]]


def read_all(
    inputs: Sequence[Input],
    intake: Intake,
    *,
    settings: Settings = Settings(),  # noqa: B008 - frozen
    engine: Engine | None = None,
    seen: Seen = lambda keys: {},
    fetched: Callable[[Sequence[str]], Collection[str]] = lambda urls: (),
    passed_over: Callable[[str], None] = lambda name: None,
) -> Iterator[Taken | SkipDocument | Notice]:
    """Everything in *inputs*, in order, streamed: what the ledger has *seen* is not read again.

    Of the pages that inputs link to, those that were *fetched* before are not asked for again.

    Reading that takes long (web pages) is done on *engine*, or else on the one that *settings* ask for; one input may
    take as long as they say.
    """
    visits = Visits(intake)

    def wanted(url: str) -> bool:
        return not fetched([url])

    try:
        pieces = split_all(inputs, intake, visits=visits, wanted=wanted, passed_over=passed_over)
        read = partial(read_batch, seconds=settings.document_seconds)
        with engine_for(settings) if engine is None else nullcontext(engine) as chosen:
            for one in _read_all(_batches(pieces), read, chosen, seen):
                if isinstance(one, Elsewhere):
                    linked = _read_all(_batches(followed(iter([one]), visits, wanted)), read, Serial(), seen)
                    yield from (each for each in linked if not isinstance(each, Elsewhere))
                else:
                    yield one
    finally:
        visits.close()


def _read_all(
    batches: Iterator[list[_Piece]], read: _Read, engine: Engine, seen: Seen
) -> Iterator[Taken | SkipDocument | Notice | Elsewhere]:
    """Each batch read, what is seen already but named."""
    waiting: deque[tuple[Sequence[_Piece], Sequence[str]]] = deque()

    def sent() -> Iterator[list[Raw]]:
        for batch in batches:
            hashes = [piece.sha256 if isinstance(piece, Raw) else "" for piece in batch]
            pieces = _but_for_seen(batch, hashes, seen)
            waiting.append((pieces, hashes))
            yield [piece for piece in pieces if isinstance(piece, Raw)]

    for items in _mapped(sent(), read, engine):
        pieces, hashes = waiting.popleft()
        made = iter(items)
        for piece, sha256 in zip(pieces, hashes, strict=True):
            yield _taken(piece, sha256, next(made)) if isinstance(piece, Raw) else _untouched(piece)


def read_batch(batch: Sequence[Raw], *, seconds: float = DOCUMENT_SECONDS) -> list[Item]:
    """The documents of *batch*; a fault of ours on one, or one that takes too long, costs the others nothing.

    *seconds* is the processor time that an input of ordinary length may take.
    """
    return [_attempt(raw, seconds) for raw in batch]


def _attempt(raw: Raw, seconds: float) -> Item:
    try:
        with at_most(allowed(seconds, len(raw.data))):
            return reader_named(raw.reader).parse(raw)
    except TookTooLong as error:
        return ExtractionFailed(raw.source, f"reading it {error}")
    except Exception as error:  # noqa: BLE001 - whatever it is, it is this input's alone, and it is said
        stop_if_disk_is_full(error)
        return ExtractionFailed(
            raw.source, f"a fault in reading it ({type(error).__name__}: {error}); please report it"
        )


def _mapped(batches: Iterator[list[Raw]], read: _Read, engine: Engine) -> Iterator[list[Item]]:
    """Each batch read: in this process until the first comes that takes long, then on *engine*."""
    for batch in batches:
        if any(reader_named(raw.reader).heavy for raw in batch):
            yield from engine.map(read, chain([batch], batches), care=halving(_lost), worth=WORTH_BATCHES)
            return
        yield read(batch)


def _lost(raw: Raw, how: str) -> Item:
    return ExtractionFailed(raw.source, f"{how} each time it was read; please report it")


def _but_for_seen(batch: Sequence[_Piece], hashes: Sequence[str], seen: Seen) -> list[_Piece]:
    """*batch*, its pieces that the same reader has read before replaced by their custody."""
    raws = {(raw.source, sha): raw for raw, sha in zip(batch, hashes, strict=True) if isinstance(raw, Raw)}
    known = seen(list(raws)) if raws else {}
    known = {key: had for key, had in known.items() if had.reader == reader_named(raws[key].reader).version}
    return [
        known.get((piece.source, sha256), piece) if isinstance(piece, Raw) and not piece.alone else piece
        for piece, sha256 in zip(batch, hashes, strict=True)
    ]


def _taken(raw: Raw, sha256: str, item: Item) -> Taken | SkipDocument | Elsewhere:
    version = reader_named(raw.reader).version
    if isinstance(item, Document):
        return Taken(receipt(raw, version, sha256=sha256, document_id=item.document_id), item)
    if isinstance(item, NoArticle):
        return Taken(receipt(raw, version, sha256=sha256, document_id=None, why=item.why), refusal=item)
    return item


def _untouched(piece: Received | SkipDocument | Notice | Elsewhere) -> Taken | SkipDocument | Notice | Elsewhere:
    if isinstance(piece, Received) and piece.why is not None:
        return Taken(piece, refusal=NoArticle(piece.source, piece.why))
    return Taken(piece) if isinstance(piece, Received) else piece


def _batches(pieces: Iterable[Piece]) -> Iterator[list[_Piece]]:
    batch: list[_Piece] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece.data) if isinstance(piece, Raw) else 0
        if len(batch) == BATCH_PIECES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
